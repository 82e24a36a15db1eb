#include "hub/ingest_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"

void ingest_note(struct ingest *ingest, str path, const char *why)
{
    uint32_t at = ingest->report->note_count++;
    if (at >= INGEST_NOTES_MAX)
        return;
    struct ingest_note *note = &ingest->report->notes[at];
    snprintf(note->file, sizeof note->file, "%.*s", STR_ARG(path));
    snprintf(note->why, sizeof note->why, "%s", why);
}

enum fail ingest_stick_failed(struct ingest *ingest, enum fail failed)
{
    const char *why = "the stick was pulled or is failing; ingest it again";
    if (failed == FAIL_MISSING)
        why = "there is no TRAMSO folder on that stick; a kiosk's `usb sync` makes it";
    else if (failed == FAIL_DENIED)
        why = "the events are safe in the hub, but the stick may not be written, so it carries no "
              "receipts back";
    else if (failed == FAIL_FULL)
        why = "the events are safe in the hub, but the stick is full, so it carries no receipts "
              "back";
    else if (failed == FAIL_FORMAT)
        why = "TRAMSO on the stick is a link or a file where a folder must be";
    else if (failed == FAIL_LIMIT)
        why = "a folder under TRAMSO on the stick has more files than kiosks ever write";
    snprintf(ingest->report->why, sizeof ingest->report->why, "%s", why);
    return failed;
}

enum fail ingest_store_failed(struct ingest *ingest, enum fail failed)
{
    snprintf(ingest->report->why, sizeof ingest->report->why,
             "the hub's own storage could not be used: %.*s; nothing of the batch at hand was kept",
             STR_ARG(fail_en(failed)));
    return failed;
}

struct kiosk_list {
    struct ingest *ingest;
    size_t cap;
};

static bool add_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    struct kiosk_list *list = self;
    struct ingest *ingest = list->ingest;
    if (ingest->kiosk_count == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 32;
        struct hub_kiosk *bigger = arena_new(&ingest->home, struct hub_kiosk, list->cap);
        if (ingest->kiosk_count)
            memcpy(bigger, ingest->kiosks, ingest->kiosk_count * sizeof *bigger);
        ingest->kiosks = bigger;
    }
    ingest->kiosks[ingest->kiosk_count++] = *kiosk;
    return ingest->kiosk_count < INGEST_KIOSKS_MAX;
}

enum fail ingest_load_kiosks(struct ingest *ingest)
{
    struct kiosk_list list = { .ingest = ingest };
    ingest->kiosks = NULL;
    ingest->kiosk_count = 0;
    struct hub_store *store = &ingest->hub->store;
    enum fail failed = store->ops->kiosks(store, add_kiosk, &list);
    return failed == FAIL_OK ? FAIL_OK : ingest_store_failed(ingest, failed);
}

const struct hub_kiosk *ingest_find_kiosk(const struct ingest *ingest, str kiosk, struct key_id key)
{
    for (size_t i = 0; i < ingest->kiosk_count; i++) {
        const struct hub_kiosk *at = &ingest->kiosks[i];
        if (str_eq(str_of(at->kiosk), kiosk) && key_id_eq(seal_key_id(at->key.bytes), key))
            return at;
    }
    return NULL;
}

static enum fail use_stick(struct hub *hub, str stick, struct ingest_report *report, bool take)
{
    memset(report, 0, sizeof *report);
    struct ingest ingest = { .hub = hub, .report = report, .stick = stick };
    enum fail failed = FAIL_OK;
    if (!file_exists(file_join(&ingest.home, stick, S(STICK_ROOT))))
        failed = ingest_stick_failed(&ingest, FAIL_MISSING);
    else if (!folder_is_real_below(&ingest.home, stick, S(STICK_ROOT)))
        failed = ingest_stick_failed(&ingest, FAIL_FORMAT);
    if (failed == FAIL_OK)
        failed = ingest_load_kiosks(&ingest);
    if (failed == FAIL_OK && take)
        failed = ingest_requests(&ingest);
    if (failed == FAIL_OK && take)
        failed = ingest_batches(&ingest);
    if (failed == FAIL_OK)
        failed = ingest_receipts(&ingest);
    if (failed == FAIL_OK)
        failed = ingest_grants(&ingest);
    arena_finish(&ingest.scratch);
    arena_finish(&ingest.home);
    return failed;
}

enum fail ingest_stick(struct hub *hub, str stick, struct ingest_report *report)
{
    return use_stick(hub, stick, report, true);
}

enum fail ingest_stick_receipts(struct hub *hub, str stick, struct ingest_report *report)
{
    return use_stick(hub, stick, report, false);
}
