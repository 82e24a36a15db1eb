/* Enrolment requests: a kiosk proves that it has seen a code of this hub. */
#include "hub/ingest_parts.h"

#include "base/file.h"
#include "base/folder.h"
#include "hub/enrolment.h"

static enum fail take_request(struct ingest *ingest, str name, str file)
{
    str path = file_join(&ingest->scratch, S("enrol"), folder_name_shown(&ingest->scratch, name));
    struct enrolment_outcome outcome;
    enum fail failed = enrolment_take(ingest->hub, file, &outcome);
    if (failed != FAIL_OK)
        return ingest_store_failed(ingest, failed);
    if (outcome.what == ENROLMENT_NEW) {
        ingest->report->enrolled++;
        return ingest_load_kiosks(ingest);
    }
    if (outcome.what != ENROLMENT_KNOWN)
        ingest_note(ingest, path, outcome.why);
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
