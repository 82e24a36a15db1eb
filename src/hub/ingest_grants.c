/* Grants: what a kiosk's key opens, so that a kiosk without network gets the ward's card key too.
 */
#include "hub/ingest_parts.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "hub/answer.h"
#include "wire/grant.h"

/* Each installation and hub has a name of its own, so that none takes another's place. */
static str grant_path(struct ingest *ingest, const struct hub_kiosk *kiosk, str folder)
{
    arena *home = &ingest->scratch;
    str hub_key = key_id_text(home, ingest->hub->sign_id);
    str kiosk_key = key_id_text(home, seal_key_id(kiosk->key.bytes));
    return arena_printf(home, "%.*s/%s-%.8s-%.8s" STICK_GRANT_END, STR_ARG(folder), kiosk->kiosk,
                        hub_key.ptr, kiosk_key.ptr);
}

static enum fail write_grant(struct ingest *ingest, const struct hub_kiosk *kiosk, str path)
{
    str bytes, back;
    struct key_id key = seal_key_id(kiosk->key.bytes);
    if (file_read(&ingest->scratch, path, GRANT_BYTES, &back) == FAIL_OK &&
        grant_stands(back, str_of(kiosk->kiosk), key, &ingest->hub->sign.pub))
        return FAIL_OK;
    enum fail failed = hub_grant(ingest->hub, &ingest->scratch, kiosk, &bytes);
    if (failed == FAIL_FORMAT) {
        ingest_note(ingest, arena_printf(&ingest->scratch, "config/%s", kiosk->kiosk),
                    "the kiosk's key is none that a grant could be sealed to");
        return FAIL_OK;
    }
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    failed = file_write_durable(path, bytes, 0644);
    if (failed == FAIL_OK)
        failed = file_read(&ingest->scratch, path, GRANT_BYTES, &back);
    if (failed == FAIL_OK && !str_eq(back, bytes))
        failed = FAIL_IO;
    ingest->report->grants += failed == FAIL_OK;
    return failed == FAIL_OK ? FAIL_OK : ingest_stick_failed(ingest, failed);
}

static enum fail remove_file(struct ingest *ingest, str path)
{
    if (unlink(path.ptr) == 0 || errno == ENOENT)
        return FAIL_OK;
    return ingest_stick_failed(ingest, fail_from_errno(errno));
}

/* What a pulled stick left half-written; only hubs write here, and one at a time. */
static enum fail sweep(struct ingest *ingest)
{
    str folder = file_join(&ingest->home, ingest->stick, S(STICK_CONFIG));
    const str *names;
    size_t count;
    if (!folder_is_real_below(&ingest->home, ingest->stick, S(STICK_CONFIG)))
        return FAIL_OK;
    enum fail failed = folder_list(&ingest->home, folder, STICK_NAMES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ingest_stick_failed(ingest, failed);
    for (size_t i = 0; failed == FAIL_OK && i < count; i++)
        if (stick_name_ends(names[i], S(STICK_HALF_END)))
            failed = remove_file(ingest, file_join(&ingest->home, folder, names[i]));
    return failed;
}

enum fail ingest_grants(struct ingest *ingest)
{
    enum fail failed = sweep(ingest);
    for (size_t i = 0; failed == FAIL_OK && i < ingest->kiosk_count; i++) {
        const struct hub_kiosk *kiosk = &ingest->kiosks[i];
        str folder;
        if (ingest_uses_stick(ingest, kiosk)) {
            failed = folder_make_below(&ingest->scratch, ingest->stick, S(STICK_CONFIG), &folder);
            if (failed != FAIL_OK)
                return ingest_stick_failed(ingest, failed);
            str path = grant_path(ingest, kiosk, folder);
            failed =
                kiosk->revoked_ms ? remove_file(ingest, path) : write_grant(ingest, kiosk, path);
        }
        arena_reset(&ingest->scratch);
    }
    return failed;
}
