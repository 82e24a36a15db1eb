#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/must.h"
#include "sync/http_curl.h"
#include "sync/http_round.h"
#include "wire/codec.h"

#define SECRET_BYTES_MAX 1024u

/* ---- words ---- */

static const struct {
    str name, vi, en;
    enum fail fail; /* what the round returns */
} troubles[] = {
    [HTTP_TROUBLE_NONE] = { S_INIT("none"), S_INIT(""), S_INIT(""), FAIL_OK },
    [HTTP_TROUBLE_NO_HUB] = { S_INIT("no-hub"),
                              S_INIT("Máy chưa được ghép với máy chủ của phường."),
                              S_INIT("this kiosk has no hub yet: run `tramso-hub enrol` at the "
                                     "hub, then `tramsoctl enrol CODE` here"),
                              FAIL_MISSING },
    [HTTP_TROUBLE_NO_ADDRESS] = { S_INIT("no-address"),
                                  S_INIT("Máy chủ của phường chỉ nhận kết quả qua USB."),
                                  S_INIT("the hub's address is empty or is none of https: results "
                                         "go by stick"),
                                  FAIL_MISSING },
    [HTTP_TROUBLE_OFFLINE] = { S_INIT("offline"),
                               S_INIT("Chưa liên lạc được với máy chủ. Kết quả vẫn còn trong máy."),
                               S_INIT("the hub cannot be reached; everything stays on the kiosk"),
                               FAIL_OFFLINE },
    [HTTP_TROUBLE_CERTIFICATE] = { S_INIT("certificate"),
                                   S_INIT("Chứng thư của máy chủ không tin được, nên máy không "
                                          "gửi gì."),
                                   S_INIT("the hub's certificate is not to be trusted (another "
                                          "server, a wrong clock or a wrong network.ca_file); "
                                          "nothing was sent"),
                                   FAIL_OFFLINE },
    [HTTP_TROUBLE_PORTAL] = { S_INIT("portal"),
                              S_INIT("Mạng này bắt đăng nhập hoặc có máy khác trả lời thay."),
                              S_INIT("something else than the hub answers (a log-in page, a "
                                     "redirect); nothing counts as delivered"),
                              FAIL_OFFLINE },
    [HTTP_TROUBLE_CUT] = { S_INIT("cut"), S_INIT("Mạng bị ngắt giữa chừng. Máy sẽ gửi lại."),
                           S_INIT("the answer broke off; it will be sent again"), FAIL_OFFLINE },
    [HTTP_TROUBLE_TOO_LARGE] = { S_INIT("too-large"),
                                 S_INIT("Máy chủ trả lời dài bất thường. Máy sẽ gửi lại."),
                                 S_INIT("the answer is longer than any of a hub; it was dropped"),
                                 FAIL_OFFLINE },
    [HTTP_TROUBLE_ENROL] = { S_INIT("enrol"),
                             S_INIT("Máy chủ chưa nhận máy này. Xin cán bộ tạo mã ghép mới."),
                             S_INIT("the hub does not enrol this kiosk: make a new code with "
                                    "`tramso-hub enrol`"),
                             FAIL_DENIED },
    [HTTP_TROUBLE_UNKNOWN] = { S_INIT("unknown"),
                               S_INIT("Máy chủ không nhận mật khẩu của máy này."),
                               S_INIT("the hub does not know this kiosk's password (401); enrol "
                                      "it again"),
                               FAIL_DENIED },
    [HTTP_TROUBLE_REVOKED] = { S_INIT("revoked"), S_INIT("Máy chủ đã thu hồi quyền của máy này."),
                               S_INIT("the hub has revoked this kiosk or forbids it to send (403)"),
                               FAIL_DENIED },
    [HTTP_TROUBLE_HUB_BUSY] = { S_INIT("hub-busy"), S_INIT("Máy chủ đang bận. Máy sẽ gửi lại sau."),
                                S_INIT("the hub is busy and asks for patience"), FAIL_OFFLINE },
    [HTTP_TROUBLE_HUB_FAILED] = { S_INIT("hub-failed"),
                                  S_INIT("Máy chủ đang trục trặc. Máy sẽ gửi lại sau."),
                                  S_INIT("the hub fails, or it is no hub: see the status"),
                                  FAIL_OFFLINE },
    [HTTP_TROUBLE_NO_PROOF] = { S_INIT("no-proof"),
                                S_INIT("Máy chủ chưa có biên nhận đúng cho các kết quả này."),
                                S_INIT("the hub gives no receipt that agrees with this kiosk's "
                                       "own history; nothing was marked delivered"),
                                FAIL_OFFLINE },
    [HTTP_TROUBLE_LRS_FORM] = { S_INIT("lrs-form"), S_INIT("Cấu hình kho học tập ngoài chưa đúng."),
                                S_INIT("network.lrs in kiosk.yaml cannot be used: it wants an "
                                       "https address, a user and a readable secret file"),
                                FAIL_MISSING },
    [HTTP_TROUBLE_LEDGER] = { S_INIT("ledger"), S_INIT("Máy không đọc hoặc ghi được dữ liệu."),
                              S_INIT("the kiosk's own ledger could not be used"), FAIL_IO },
    [HTTP_TROUBLE_TAKEN] = { S_INIT("taken"), S_INIT("Máy đang gửi kết quả rồi."),
                             S_INIT("another program is just sending"), FAIL_BUSY },
    [HTTP_TROUBLE_STOPPED] = { S_INIT("stopped"), S_INIT("Đã dừng gửi. Máy sẽ gửi tiếp sau."),
                               S_INIT("stopped half-way; what was sent counts"), FAIL_BUSY },
    [HTTP_TROUBLE_NO_LIBRARY] = { S_INIT("no-library"),
                                  S_INIT("Máy thiếu phần mềm mạng. Kết quả vẫn gửi được qua USB."),
                                  S_INIT("libcurl cannot be loaded: install the package libcurl4; "
                                         "results go by stick meanwhile"),
                                  FAIL_MISSING },
};
static_assert(COUNT_OF(troubles) == HTTP_TROUBLE_COUNT, "words for every trouble");

str http_trouble_name(enum http_trouble trouble)
{
    return troubles[trouble].name;
}

str http_trouble_vi(enum http_trouble trouble)
{
    return troubles[trouble].vi;
}

str http_trouble_en(enum http_trouble trouble)
{
    return troubles[trouble].en;
}

static const struct {
    str vi, en;
} phases[] = {
    [HTTP_PHASE_ENROL] = { S_INIT("Đang ghép với máy chủ"), S_INIT("asking the hub for a grant") },
    [HTTP_PHASE_RECEIPT] = { S_INIT("Đang hỏi máy chủ đã có gì"),
                             S_INIT("asking what the hub holds") },
    [HTTP_PHASE_SEND] = { S_INIT("Đang gửi kết quả"), S_INIT("sending what waits") },
    [HTTP_PHASE_DONE] = { S_INIT("Xong"), S_INIT("done") },
};
static_assert(COUNT_OF(phases) == HTTP_PHASE_COUNT, "a sentence for every phase");

void http_tell(const struct http_round *round, enum http_phase phase, uint64_t done, uint64_t total)
{
    struct http_progress progress = { phase, done, total, phases[phase].vi, phases[phase].en };
    if (round->sync->watch)
        round->sync->watch(round->sync->self, &progress);
}

enum fail round_trouble(struct http_round *round, enum http_trouble trouble)
{
    struct http_report *report = round->report;
    report->trouble = trouble;
    snprintf(report->why_vi, sizeof report->why_vi, "%.*s", STR_ARG(troubles[trouble].vi));
    bool spoke = report->status >= 300 && trouble != HTTP_TROUBLE_LEDGER;
    if (spoke)
        snprintf(report->why_en, sizeof report->why_en, "%.*s (status %d)",
                 STR_ARG(troubles[trouble].en), report->status);
    else
        snprintf(report->why_en, sizeof report->why_en, "%.*s", STR_ARG(troubles[trouble].en));
    return troubles[trouble].fail;
}

enum fail round_disk(struct http_round *round, enum fail failed)
{
    (void)round_trouble(round, HTTP_TROUBLE_LEDGER);
    snprintf(round->report->why_vi, sizeof round->report->why_vi, "%.*s", STR_ARG(fail_vi(failed)));
    return failed;
}

str http_lrs_name(arena *home, str address)
{
    uint8_t hash[SEAL_HASH_BYTES];
    seal_hash(address, hash);
    return arena_printf(home, "lrs-%.*s", STR_ARG(codec_hex(home, hash, 4)));
}

enum fail http_lrs_read(struct http_lrs *out, arena *home, const struct http_lrs *said,
                        str secret_file)
{
    struct stat info;
    str bytes;
    *out = *said;
    if (stat(arena_str(home, secret_file).ptr, &info) != 0)
        return FAIL_MISSING;
    if (info.st_mode & 077)
        return FAIL_DENIED;
    enum fail failed = file_read(home, secret_file, SECRET_BYTES_MAX, &bytes);
    if (failed != FAIL_OK)
        return failed;
    out->secret = str_trim(str_cut(&bytes, '\n'));
    bool good = http_address_valid(said->address) && !str_empty(said->user) &&
                !str_empty(out->secret) && str_find(said->user, S(":")) < 0;
    return good ? FAIL_OK : FAIL_FORMAT;
}

/* ---- one request ---- */

enum fail round_send(struct http_round *round, struct exchange_request *request, bool statements,
                     struct exchange_answer *answer, struct answer_verdict *verdict)
{
    const struct http_sync *sync = round->sync;
    *answer = (struct exchange_answer) { 0 };
    if (sync->stop && sync->stop(sync->self)) {
        *verdict = answer_judge(FAIL_BUSY, answer, false);
        return FAIL_OK;
    }
    request->xapi_version = S(EXCHANGE_XAPI_VERSION);
    enum fail sent = sync->port.send(sync->port.self, &round->scratch, request, answer);
    round->report->requests++;
    round->report->status = sent == FAIL_OK ? answer->status : 0;
    *verdict = answer_judge(sent, answer, statements);
    round->report->retry_after_ms = verdict->retry_after_ms;
    str receipt;
    /* Signed, so whatever else the answer says does not matter. */
    if (sent == FAIL_OK && !sync->lrs &&
        answer_take_receipt(&round->scratch, answer->receipt, &receipt))
        return receipts_take(&round->receipts, receipt);
    return FAIL_OK;
}

enum fail round_ask_receipt(struct http_round *round)
{
    struct exchange_request request = { .method = EXCHANGE_GET,
                                        .path = S("/tramso/receipt"),
                                        .authorization = round->authorization };
    struct exchange_answer answer;
    struct answer_verdict verdict;
    uint32_t read = round->receipts.read;
    http_tell(round, HTTP_PHASE_RECEIPT, 0, 0);
    enum fail failed = round_send(round, &request, false, &answer, &verdict);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    if (verdict.kind != ANSWER_TAKEN)
        return round_trouble(round, verdict.trouble);
    if (round->receipts.read > read)
        return FAIL_OK;
    /* Only a hub that holds nothing has no receipt, and says so without a word. */
    if (answer.status != 204)
        return round_trouble(round, HTTP_TROUBLE_PORTAL);
    bool nothing = str_empty(answer.receipt) && round->outbox.delivered_count == 0;
    return nothing ? FAIL_OK : round_trouble(round, HTTP_TROUBLE_NO_PROOF);
}

/* ---- the grant ---- */

static void forget_authorization(struct http_round *round)
{
    if (round->authorization.len)
        seal_wipe((char *)(uintptr_t)round->authorization.ptr, round->authorization.len);
}

static enum fail use_grant(struct http_round *round)
{
    forget_authorization(round);
    return identity_authorization(round->sync->identity, &round->home, &round->authorization);
}

static enum fail ask_grant(struct http_round *round)
{
    struct identity *identity = round->sync->identity;
    struct exchange_request request = { .method = EXCHANGE_POST,
                                        .path = S("/tramso/enrol"),
                                        .content_type = S("application/octet-stream") };
    int64_t wall_ms = round->sync->now(round->sync->self).now.wall_ms;
    enum fail failed = identity_request(identity, &round->scratch, wall_ms, &request.body);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    struct exchange_answer answer;
    struct answer_verdict verdict;
    http_tell(round, HTTP_PHASE_ENROL, 0, 0);
    failed = round_send(round, &request, false, &answer, &verdict);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    if (answer.status == 400 || answer.status == 401 || answer.status == 403)
        verdict.trouble =
            verdict.trouble == HTTP_TROUBLE_PORTAL ? verdict.trouble : HTTP_TROUBLE_ENROL;
    if (verdict.kind != ANSWER_TAKEN)
        return round_trouble(round, verdict.trouble);
    failed = identity_take_grant(identity, answer.body, NULL);
    if (failed == FAIL_FORMAT || failed == FAIL_FOREIGN || failed == FAIL_CORRUPT ||
        failed == FAIL_VERSION || failed == FAIL_LIMIT)
        return round_trouble(round, HTTP_TROUBLE_PORTAL);
    if (failed == FAIL_OK)
        failed = use_grant(round);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    round->report->granted = true;
    return FAIL_OK;
}

/* A hub whose keys were made anew no longer knows the password, but still the kiosk. */
static enum fail greet(struct http_round *round)
{
    enum fail failed = round->sync->identity->granted ? use_grant(round) : ask_grant(round);
    if (failed == FAIL_OK)
        failed = round_ask_receipt(round);
    if (round->report->trouble != HTTP_TROUBLE_UNKNOWN || round->report->granted)
        return failed;
    (void)round_trouble(round, HTTP_TROUBLE_NONE);
    failed = ask_grant(round);
    return failed == FAIL_OK ? round_ask_receipt(round) : failed;
}

/* ---- the round ---- */

/* What is delivered by now, what another history wrote, and what is to be tried again. */
static bool still_aside(void *self, const struct net_quarantined *entry)
{
    struct http_round *round = self;
    uint8_t hash[EVENT_HASH_BYTES];
    return !round->sync->again && !outbox_delivered(&round->outbox, entry->seq, entry->seq) &&
           ledger_hash_at(round->sync->ledger, entry->seq, hash) == FAIL_OK &&
           memcmp(hash, entry->hash, sizeof hash) == 0;
}

static enum fail check_target(struct http_round *round)
{
    const struct http_sync *sync = round->sync;
    if (sync->lrs && (!http_address_valid(sync->lrs->address) || str_empty(sync->lrs->user)))
        return round_trouble(round, HTTP_TROUBLE_LRS_FORM);
    if (!sync->lrs && !sync->identity->enrolled)
        return round_trouble(round, HTTP_TROUBLE_NO_HUB);
    if (!sync->lrs && !http_address_valid(str_of(sync->identity->hub.address)))
        return round_trouble(round, HTTP_TROUBLE_NO_ADDRESS);
    /* With a good address it is the certificate file that no port can be made of. */
    return sync->port.send ? FAIL_OK : round_trouble(round, HTTP_TROUBLE_CERTIFICATE);
}

static enum fail run(struct http_round *round)
{
    const struct http_sync *sync = round->sync;
    enum fail failed = check_target(round);
    if (failed != FAIL_OK)
        return failed;
    failed = outbox_refresh(sync->views, sync->ledger, round->hub, &round->outbox);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    if (sync->lrs)
        round->authorization =
            grant_authorization(&round->home, sync->lrs->user, sync->lrs->secret);
    else
        failed = greet(round);
    arena_reset(&round->scratch);
    if (failed != FAIL_OK)
        return failed;
    round->end = round->outbox.ledger_seq;
    (void)net_state_filter(round->state, round->hub, still_aside, round);
    failed = round_send_waiting(round);
    if (failed == FAIL_OK)
        http_tell(round, HTTP_PHASE_DONE, 1, 1);
    return failed;
}

static void note_outcome(struct http_round *round)
{
    struct http_report *report = round->report;
    report->receipts_taken = round->receipts.taken;
    report->receipts_refused = round->receipts.refused;
    report->events_delivered += round->receipts.delivered;
    report->hub_wall_ms = round->receipts.hub_wall_ms;
    report->events_waiting = round->outbox.waiting_count;
    report->learning_waiting = round->outbox.waiting_learning;
    /* Who was told to stop has learned nothing about the hub. */
    if (report->trouble == HTTP_TROUBLE_NO_HUB || report->trouble == HTTP_TROUBLE_STOPPED)
        return;
    int64_t wall_ms = round->sync->now(round->sync->self).now.wall_ms;
    struct net_target *target = net_state_target(round->state, round->hub);
    target->tried_ms = wall_ms;
    target->trouble = report->trouble;
    target->status = report->status;
    target->next_ms = 0;
    target->failures = report->trouble == HTTP_TROUBLE_NONE ? 0 : target->failures + 1;
    if (report->trouble == HTTP_TROUBLE_NONE)
        target->success_ms = wall_ms;
    if (report->hub_wall_ms != EVENT_INT_ABSENT)
        target->hub_wall_ms = report->hub_wall_ms;
    /* It has logged its sentence; the next round finds everything again. */
    if (net_state_save(round->data, round->state) != FAIL_OK)
        return;
}

static void prepare(struct http_round *round)
{
    const struct http_sync *sync = round->sync;
    const struct identity *identity = sync->identity;
    round->data = str_of(identity->folder);
    round->hub = sync->lrs ? http_lrs_name(&round->home, sync->lrs->address)
                           : key_id_text(&round->home, identity->hub_sign_id);
    str ward = identity->enrolled ? str_of(identity->hub.ward_id) : str_of(identity->kiosk);
    round->base = statement_base(&round->home, ward);
    round->limit = EXCHANGE_STATEMENTS_MAX;
    round->receipts = (struct receipts) { .ledger = sync->ledger,
                                          .views = sync->views,
                                          .identity = identity,
                                          .hub = round->hub,
                                          .via = S("http"),
                                          .now = sync->now,
                                          .now_self = sync->self,
                                          .scratch = &round->scratch,
                                          .state = &round->outbox,
                                          .hub_wall_ms = EVENT_INT_ABSENT };
}

static enum fail run_locked(struct http_round *round)
{
    int lock = -1;
    enum fail failed = net_state_lock(round->data, &lock);
    if (failed == FAIL_BUSY)
        return round_trouble(round, HTTP_TROUBLE_TAKEN);
    if (failed != FAIL_OK)
        return round_disk(round, failed);
    net_state_load(round->data, round->state);
    failed = run(round);
    note_outcome(round);
    net_state_unlock(lock);
    return failed;
}

enum fail http_sync_run(const struct http_sync *sync, struct http_report *report)
{
    *report = (struct http_report) { .hub_wall_ms = EVENT_INT_ABSENT };
    struct http_round round = { .sync = sync, .report = report };
    round.state = arena_new(&round.home, struct net_state, 1);
    prepare(&round);
    enum fail failed = run_locked(&round);
    forget_authorization(&round);
    arena_finish(&round.words.home);
    arena_finish(&round.line);
    arena_finish(&round.scratch);
    arena_finish(&round.home);
    return failed;
}
