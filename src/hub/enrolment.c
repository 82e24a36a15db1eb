#include "hub/enrolment.h"

#include <stdio.h>
#include <string.h>

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

struct key_search {
    const struct sign_public *key;
    struct hub_kiosk found;
    bool hit;
};

static bool try_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    struct key_search *search = self;
    search->hit = memcmp(&kiosk->key, search->key, sizeof kiosk->key) == 0;
    if (search->hit)
        search->found = *kiosk;
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

static enum fail refuse_request(struct enrolment_outcome *out, enum enrolment what, const char *why)
{
    out->what = what;
    snprintf(out->why, sizeof out->why, "%s", why);
    return FAIL_OK;
}

static enum fail enrol(struct hub *hub, const struct enrol_request *request,
                       const struct hub_token *token, struct enrolment_outcome *out)
{
    struct hub_store *store = &hub->store;
    struct hub_kiosk kiosk = { .key = request->kiosk_sign,
                               .enrolled_ms = hub->now_ms,
                               .clock_error_ms = INT64_MIN };
    snprintf(kiosk.kiosk, sizeof kiosk.kiosk, "%s", request->kiosk);
    enum fail failed = store->ops->begin(store);
    if (failed != FAIL_OK)
        return failed;
    /* First the token: whoever comes second, in another process, waits here and has none. */
    failed = store->ops->token_spend(store, token);
    if (failed == FAIL_OK)
        failed = store->ops->kiosk_add(store, &kiosk);
    if (failed == FAIL_OK)
        failed = store->ops->commit(store);
    if (failed != FAIL_OK)
        store->ops->rollback(store);
    if (failed == FAIL_MISSING)
        return refuse_request(out, ENROLMENT_REFUSED,
                              "another kiosk was enrolled with this code just now");
    out->what = ENROLMENT_NEW;
    out->kiosk = kiosk;
    return failed;
}

/* *hit_out: the kiosk is known, and out says so. */
static enum fail look_for(struct hub *hub, const struct enrol_request *request,
                          struct enrolment_outcome *out, bool *hit_out)
{
    struct hub_store *store = &hub->store;
    struct key_search known = { .key = &request->kiosk_sign };
    enum fail failed = store->ops->kiosks(store, try_kiosk, &known);
    *hit_out = failed == FAIL_OK && known.hit;
    if (!*hit_out)
        return failed;
    out->kiosk = known.found;
    out->what = ENROLMENT_KNOWN;
    if (known.found.revoked_ms)
        return refuse_request(out, ENROLMENT_REVOKED, "its key was revoked at this hub");
    return FAIL_OK;
}

enum fail enrolment_take(struct hub *hub, str file, struct enrolment_outcome *out)
{
    struct hub_store *store = &hub->store;
    struct enrol_request request;
    bool known;
    *out = (struct enrolment_outcome) { .what = ENROLMENT_REFUSED };
    if (enrol_request_read(file, &request, out->why) != FAIL_OK)
        return FAIL_OK;
    if (!key_id_eq(request.hub_key, hub->sign_id))
        return refuse_request(out, ENROLMENT_FOREIGN, "it asks another hub and was left for it");
    enum fail failed = look_for(hub, &request, out, &known);
    if (failed != FAIL_OK || known)
        return failed;
    struct token_search search = { .file = file };
    failed = store->ops->tokens(store, try_token, &search);
    if (failed != FAIL_OK)
        return failed;
    if (search.hit && in_time(hub, &request, &search.found)) {
        failed = enrol(hub, &request, &search.found, out);
        if (failed != FAIL_MISSING)
            return failed;
        /* Another process took it a moment ago, for this kiosk or for another. */
        search.hit = false;
        failed = look_for(hub, &request, out, &known);
        if (failed != FAIL_OK || known)
            return failed;
    }
    return refuse_request(
        out, ENROLMENT_REFUSED,
        search.hit ? "the code it answers has expired; `tramso-hub enrol` prints a new one"
                   : "it answers no open code of this hub (each one serves one kiosk); "
                     "`tramso-hub enrol` prints a new one");
}
