/* What a stranger's server may answer: status, headers and body, judged by a kiosk. The first line
 * is «status|content type|version|retry after|receipt», the rest is the body. */
#include <stdint.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"
#include "base/utf8.h"
#include "sync/http_answer.h"
#include "wire/grant.h"
#include "wire/receipt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_signed(arena *home, str header, str body)
{
    struct sign_keys keys;
    seal_sign_keys((const uint8_t[SEAL_SEED_BYTES]) { 1 }, &keys);
    struct receipt_expect receipts = { S("tram-01"), seal_key_id(keys.pub.bytes), &keys.pub };
    struct grant_expect grants = { S("tram-01"), &keys, &keys.pub };
    struct receipt receipt;
    struct grant grant;
    str bytes;
    if (answer_take_receipt(home, header, &bytes)) {
        must(bytes.len <= 2 * RECEIPT_BYTES_MAX);
        if (receipt_read(bytes, &receipts, &receipt, NULL) == FAIL_OK)
            must(receipt.range_count <= RECEIPT_RANGES_MAX);
    }
    if (grant_read(body, &grants, &grant, NULL) == FAIL_OK)
        must(strcmp(grant.kiosk, "tram-01") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static arena home;
    static const uint8_t ids[2][EVENT_ID_BYTES] = { { 1 }, { 2 } };
    log_set_level(LOG_LEVEL_NONE);
    arena_reset(&home);
    str body = { (const char *)data, size };
    str head = str_cut(&body, '\n');
    uint64_t status = 0;
    struct exchange_answer answer = { 0 };
    if (str_to_u64(str_cut(&head, '|'), &status))
        answer.status = (int)(status % 1000);
    answer.content_type = str_cut(&head, '|');
    answer.xapi_version = str_cut(&head, '|');
    answer.retry_after = str_cut(&head, '|');
    answer.receipt = head;
    answer.body = body;
    for (int i = 0; i < 2; i++) {
        struct answer_verdict verdict = answer_judge(FAIL_OK, &answer, i == 1);
        must((verdict.kind == ANSWER_STOP) == (verdict.trouble != HTTP_TROUBLE_NONE));
        must(verdict.kind != ANSWER_TAKEN || (answer.status >= 200 && answer.status < 300));
        must(i == 1 || verdict.kind == ANSWER_TAKEN || verdict.kind == ANSWER_STOP);
        must(verdict.retry_after_ms >= 0 && verdict.retry_after_ms <= 86400000);
    }
    (void)answer_lists(body, ids, 2);
    (void)answer_has_id(body, ids[0]);
    must(utf8_valid(answer_sentence(&home, &answer)));
    read_signed(&home, answer.receipt, body);
    return 0;
}
