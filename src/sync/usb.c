#include "sync/usb_round.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/must.h"

#define LOG_FILE_BYTES_MAX (64u * 1024u)

static const struct {
    str name, vi, en;
    enum usb_unit unit;
} phases[] = {
    [USB_PHASE_CHECK] = { S_INIT("check"), S_INIT("Đang xem USB"), S_INIT("looking at the stick") },
    [USB_PHASE_SWEEP] = { S_INIT("sweep"), S_INIT("Đang dọn tệp ghi dở"),
                          S_INIT("sweeping half-written files") },
    [USB_PHASE_RECEIPTS] = { S_INIT("receipts"), S_INIT("Đang nhận biên nhận của phường"),
                             S_INIT("taking the hub's receipts"), USB_UNIT_FILES },
    [USB_PHASE_PACKS] = { S_INIT("packs"), S_INIT("Đang chép gói bài học vào máy"),
                          S_INIT("copying packs of lessons"), USB_UNIT_BYTES },
    [USB_PHASE_CONFIG] = { S_INIT("config"), S_INIT("Đang nhận cài đặt của phường"),
                           S_INIT("taking the hub's keys and settings"), USB_UNIT_FILES },
    [USB_PHASE_BATCHES] = { S_INIT("batches"), S_INIT("Đang ghi kết quả ra USB"),
                            S_INIT("writing batches"), USB_UNIT_EVENTS },
    [USB_PHASE_READBACK] = { S_INIT("readback"), S_INIT("Đang đọc lại để kiểm tra"),
                             S_INIT("reading back what was written"), USB_UNIT_BYTES },
    [USB_PHASE_REPORT] = { S_INIT("report"), S_INIT("Đang ghi báo cáo cho phường"),
                           S_INIT("writing the ward's report"), USB_UNIT_FILES },
    [USB_PHASE_FLUSH] = { S_INIT("flush"), S_INIT("Đang chờ USB ghi xong, xin chưa rút"),
                          S_INIT("flushing, do not pull the stick yet") },
    [USB_PHASE_DONE] = { S_INIT("done"), S_INIT("Xong, rút USB được rồi"),
                         S_INIT("done, safe to pull") },
};
static_assert(COUNT_OF(phases) == USB_PHASE_COUNT, "sentences for every phase");

void round_tell(const struct round *round, enum usb_phase phase, uint64_t done, uint64_t total)
{
    struct usb_progress progress = { .phase = phase,
                                     .unit = phases[phase].unit,
                                     .done = done,
                                     .total = total,
                                     .name = phases[phase].name,
                                     .vi = phases[phase].vi,
                                     .en = phases[phase].en };
    if (round->sync->watch)
        round->sync->watch(round->sync->self, &progress);
}

static void say(struct usb_report *report, str vi, str en)
{
    snprintf(report->why_vi, sizeof report->why_vi, "%.*s", STR_ARG(vi));
    snprintf(report->why_en, sizeof report->why_en, "%.*s", STR_ARG(en));
}

enum fail round_stick_failed(struct round *round, enum fail failed)
{
    static const struct {
        enum fail fail;
        str vi, en;
    } sentences[] = {
        { FAIL_MISSING, S_INIT("Không thấy USB. Kết quả vẫn còn nguyên trong máy."),
          S_INIT("there is no stick at that folder; nothing is lost, sync again") },
        { FAIL_DENIED, S_INIT("USB này chỉ đọc được, không ghi được. Xin dùng USB khác."),
          S_INIT("the stick is read-only or may not be written; use another one") },
        { FAIL_FULL, S_INIT("USB đã đầy. Xin xóa bớt tệp khác trên USB rồi làm lại."),
          S_INIT("the stick is full; free some space and sync again") },
        { FAIL_FORMAT, S_INIT("Thư mục TRAMSO trên USB không dùng được. Xin đổi tên nó đi."),
          S_INIT("TRAMSO on the stick is a link or a file where a folder must be; rename it") },
        { FAIL_LIMIT, S_INIT("Thư mục TRAMSO trên USB có quá nhiều tệp lạ."),
          S_INIT("a folder under TRAMSO on the stick has more files than a kiosk ever writes") },
    };
    for (size_t i = 0; i < COUNT_OF(sentences); i++)
        if (sentences[i].fail == failed) {
            say(round->report, sentences[i].vi, sentences[i].en);
            return failed;
        }
    say(round->report, S("USB bị rút ra hoặc bị hỏng. Kết quả vẫn còn nguyên trong máy."),
        S("the stick was pulled or is failing; nothing is lost, sync again"));
    return failed;
}

enum fail round_ledger_failed(struct round *round, enum fail failed)
{
    say(round->report, fail_vi(failed),
        arena_printf(&round->scratch, "the kiosk's own ledger could not be used: %.*s",
                     STR_ARG(fail_en(failed))));
    return failed;
}

void round_ignore_plain(struct round *round, str folder, str name, const char *why)
{
    uint32_t at = round->report->ignored_count++;
    if (at >= USB_IGNORED_MAX)
        return;
    struct usb_ignored *entry = &round->report->ignored[at];
    snprintf(entry->file, sizeof entry->file, "%.*s/%.*s", STR_ARG(folder),
             STR_ARG(folder_name_shown(&round->scratch, name)));
    snprintf(entry->why, sizeof entry->why, "%s", why);
}

void round_ignore(struct round *round, str folder, str name, const char *why)
{
    round_ignore_plain(round, file_join(&round->scratch, folder, round->kiosk), name, why);
}

enum fail round_refresh(struct round *round)
{
    return outbox_refresh(round->sync->views, round->sync->ledger, round->hub, &round->state);
}

bool round_is_delivered(const struct round *round, uint64_t first_seq, uint64_t last_seq)
{
    return outbox_delivered(&round->state, first_seq, last_seq);
}

/* Folders and half-written files. */
static enum fail prepare(struct round *round)
{
    str stick = round->sync->stick, enrol, logs;
    round_tell(round, USB_PHASE_CHECK, 0, 0);
    str below = arena_printf(&round->home, STICK_OUTBOX "/%.*s", STR_ARG(round->kiosk));
    enum fail failed = stick_has_room(round, 0);
    if (failed == FAIL_OK)
        failed = folder_make_below(&round->home, stick, below, &round->outbox);
    below = arena_printf(&round->home, STICK_RECEIPTS "/%.*s", STR_ARG(round->kiosk));
    if (failed == FAIL_OK)
        failed = folder_make_below(&round->home, stick, below, &round->receipts);
    if (failed == FAIL_OK)
        failed = folder_make_below(&round->home, stick, S(STICK_ENROL), &enrol);
    if (failed == FAIL_OK)
        failed = folder_make_below(&round->home, stick, S(STICK_LOGS), &logs);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    round_tell(round, USB_PHASE_SWEEP, 0, 0);
    /* A kiosk «tram-1» must not sweep what «tram-10» is writing. */
    str own_request = arena_printf(&round->home, "%.*s.", STR_ARG(round->kiosk));
    str own_log = arena_printf(&round->home, "%.*s-2", STR_ARG(round->kiosk));
    failed = stick_sweep(round, round->outbox, (str) { 0 });
    if (failed == FAIL_OK)
        failed = stick_sweep(round, round->receipts, (str) { 0 });
    if (failed == FAIL_OK)
        failed = stick_sweep(round, enrol, own_request);
    if (failed == FAIL_OK)
        failed = stick_sweep(round, logs, own_log);
    return failed == FAIL_OK ? FAIL_OK : round_stick_failed(round, failed);
}

/* Whether the request on the stick already answers the code that is kept. */
static bool request_stands(struct round *round, str path)
{
    str bytes;
    struct enrol_request request;
    const struct identity *self = round->sync->identity;
    return file_read(&round->scratch, path, ENROL_REQUEST_BYTES, &bytes) == FAIL_OK &&
           enrol_request_read(bytes, &request, NULL) == FAIL_OK &&
           key_id_eq(request.hub_key, self->hub_sign_id) &&
           memcmp(&request.kiosk_sign, &self->sign.pub, sizeof request.kiosk_sign) == 0 &&
           str_eq(str_of(request.kiosk), round->kiosk) &&
           enrol_request_knows(bytes, self->hub.token);
}

/* Asks to be enrolled until the hub has answered once; then takes the question away. */
static enum fail put_request(struct round *round)
{
    str path = arena_printf(&round->home, "%.*s/" STICK_ENROL "/%.*s" STICK_REQUEST_END,
                            STR_ARG(round->sync->stick), STR_ARG(round->kiosk));
    bool answered = round->state.last_receipt_ms != EVENT_INT_ABSENT;
    enum fail failed = FAIL_OK;
    if (answered && file_exists(path)) {
        failed = stick_remove(path);
    } else if (!answered && !request_stands(round, path)) {
        str request;
        int64_t wall_ms = round->sync->now(round->sync->self).now.wall_ms;
        failed = identity_request(round->sync->identity, &round->scratch, wall_ms, &request);
        if (failed != FAIL_OK)
            return round_ledger_failed(round, failed);
        failed = stick_write(round, path, request);
        round->report->request_written = failed == FAIL_OK;
    }
    return failed == FAIL_OK ? FAIL_OK : round_stick_failed(round, failed);
}

/* One line for whoever reads the stick on a PC. It is a courtesy: a stick without room for it is no
 * failure, the batches are there. */
static void put_log_line(struct round *round)
{
    const struct usb_report *report = round->report;
    struct civil at = clock_civil(round->sync->now(round->sync->self).now.wall_ms);
    str path =
        arena_printf(&round->scratch, "%.*s/" STICK_LOGS "/%.*s-%04d-%02d-%02d.txt",
                     STR_ARG(round->sync->stick), STR_ARG(round->kiosk), at.year, at.month, at.day);
    struct buf text = buf_in(&round->scratch);
    str before;
    if (file_read(&round->scratch, path, LOG_FILE_BYTES_MAX, &before) == FAIL_OK)
        buf_str(&text, before);
    buf_printf(&text,
               "%02d:%02d %.*s: sẵn sàng; ghi %u gói mới (%llu ghi nhận), giữ %u gói cũ, "
               "nhận %u biên nhận, còn %llu kết quả chờ phường xác nhận\r\n",
               at.hour, at.minute, STR_ARG(round->kiosk), report->batches_written,
               (unsigned long long)report->events_written, report->batches_kept,
               report->receipts_taken, (unsigned long long)report->learning_waiting);
    if (stick_write(round, path, buf_view(&text)) != FAIL_OK)
        round_ignore(round, S("logs"), S("*.txt"), "the readiness line could not be written");
}

static enum fail finish(struct round *round)
{
    enum fail failed = round_refresh(round);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    round->report->learning_waiting = round->state.waiting_learning;
    round->report->events_waiting = round->state.waiting_count;
    failed = round_write_report(round);
    if (failed != FAIL_OK)
        return failed;
    put_log_line(round);
    round_tell(round, USB_PHASE_FLUSH, 0, 0);
    failed = stick_flush(round);
    if (failed != FAIL_OK)
        return round_stick_failed(round, failed);
    round_tell(round, USB_PHASE_DONE, 1, 1);
    return FAIL_OK;
}

static enum fail run(struct round *round)
{
    if (!round->sync->identity->enrolled) {
        say(round->report, S("Máy chưa được ghép với máy chủ của phường."),
            S("this kiosk has no hub yet: run `tramso-hub enrol` at the hub, then "
              "`tramsoctl enrol CODE` here with the code it prints"));
        return FAIL_MISSING;
    }
    enum fail failed = round_refresh(round);
    if (failed != FAIL_OK)
        return round_ledger_failed(round, failed);
    failed = prepare(round);
    if (failed == FAIL_OK)
        failed = round_take_receipts(round);
    if (failed == FAIL_OK)
        failed = put_request(round);
    if (failed == FAIL_OK)
        failed = round_take_packs(round);
    if (failed == FAIL_OK)
        failed = round_take_config(round);
    if (failed == FAIL_OK)
        failed = round_write_batches(round);
    return failed == FAIL_OK ? finish(round) : failed;
}

enum fail usb_sync_run(const struct usb_sync *sync, struct usb_report *report)
{
    memset(report, 0, sizeof *report);
    struct round round = { .sync = sync, .report = report };
    round.kiosk = str_of(sync->identity->kiosk);
    round.hub = key_id_text(&round.home, sync->identity->hub_sign_id);
    enum fail failed = run(&round);
    arena_finish(&round.scratch);
    arena_finish(&round.home);
    return failed;
}
