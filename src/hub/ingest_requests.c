/* Enrolment requests: a kiosk proves that it has seen a code of this hub. */
#include "hub/ingest_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"

struct token_search {
    str file;
    struct hub_token found;
    bool hit;
};

static bool try_token(void *self, const struct hub_token *token)
{
    struct token_search *search = self;
    search->hit = enrol_request_knows(search->file, token->token);
    if (search->hit)
        search->found = *token;
    return !search->hit;
}

static bool in_time(const struct hub *hub, const struct enrol_request *request,
                    const struct hub_token *token)
{
    if (hub->now_ms <= token->expires_ms)
        return true;
    /* The kiosk's clock may be wrong; the grace bounds what that can mean. */
    return request->created_ms <= token->expires_ms &&
           hub->now_ms <= token->expires_ms + HUB_STICK_GRACE_MS;
}

static enum fail enrol(struct ingest *ingest, const struct enrol_request *request,
                       const struct hub_token *token)
{
    struct hub_store *store = &ingest->hub->store;
    struct hub_kiosk kiosk = { .key = request->kiosk_sign, .enrolled_ms = ingest->hub->now_ms };
    snprintf(kiosk.kiosk, sizeof kiosk.kiosk, "%s", request->kiosk);
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    failed = store->ops->kiosk_add(store, &kiosk);
    if (failed == FAIL_OK)
        failed = store->ops->token_spend(store, token);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK) {
        store->ops->rollback(store);
        return ingest_store_failed(ingest, failed);
    }
    ingest->report->enrolled++;
    return ingest_load_kiosks(ingest);
}

static bool same_key_known(const struct ingest *ingest, const struct enrol_request *request)
{
    for (size_t i = 0; i < ingest->kiosk_count; i++)
        if (memcmp(&ingest->kiosks[i].key, &request->kiosk_sign, sizeof request->kiosk_sign) == 0)
            return true;
    return false;
}

static enum fail take_request(struct ingest *ingest, str name, str file)
{
    str path = file_join(&ingest->scratch, S("enrol"), folder_name_shown(&ingest->scratch, name));
    struct enrol_request request;
    char why[ENROL_WHY_BYTES] = "";
    if (enrol_request_read(file, &request, why) != FAIL_OK) {
        ingest_note(ingest, path, why);
        return FAIL_OK;
    }
    if (!key_id_eq(request.hub_key, ingest->hub->sign_id)) {
        ingest_note(ingest, path, "it asks another hub and was left for it");
        return FAIL_OK;
    }
    if (same_key_known(ingest, &request))
        return FAIL_OK;
    struct token_search search = { .file = file };
    struct hub_store *store = &ingest->hub->store;
    enum fail failed = store->ops->tokens(store, try_token, &search);
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    if (search.hit && in_time(ingest->hub, &request, &search.found))
        return enrol(ingest, &request, &search.found);
    ingest_note(ingest, path,
                search.hit ? "the code it answers has expired; `tramso-hub enrol` prints a new one"
                           : "it answers no open code of this hub (each one serves one kiosk); "
                             "`tramso-hub enrol` prints a new one");
    return FAIL_OK;
}

enum fail ingest_requests(struct ingest *ingest)
{
    if (!folder_is_real_below(&ingest->home, ingest->stick, S(STICK_ENROL)))
        return FAIL_OK;
    str folder = file_join(&ingest->home, ingest->stick, S(STICK_ENROL));
    const str *names;
    size_t count;
    enum fail failed = folder_list(&ingest->home, folder, STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ingest_stick_failed(ingest, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++) {
        if (!str_ends(names[i], S(STICK_REQUEST_END)))
            continue;
        str path = file_join(&ingest->scratch, folder, names[i]), file;
        failed = file_read(&ingest->scratch, path, ENROL_REQUEST_BYTES, &file);
        if (failed == FAIL_IO)
            return ingest_stick_failed(ingest, failed);
        if (failed != FAIL_OK) {
            ingest_note(ingest,
                        file_join(&ingest->scratch, S("enrol"),
                                  folder_name_shown(&ingest->scratch, names[i])),
                        "it is no enrolment request");
            failed = FAIL_OK;
        } else {
            failed = take_request(ingest, names[i], file);
        }
        arena_reset(&ingest->scratch);
    }
    return failed;
}
