#include "sync/http_answer.h"

#include <jansson.h>
#include <string.h>

#include "base/utf8.h"
#include "sync/backoff.h"
#include "wire/codec.h"
#include "wire/id.h"
#include "wire/receipt.h"

#define SENTENCE_CODEPOINTS_MAX 120u

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool answer_is_type(str content_type, str type)
{
    str media = str_trim(str_cut(&content_type, ';'));
    if (media.len != type.len)
        return false;
    for (size_t i = 0; i < type.len; i++)
        if (lower(media.ptr[i]) != type.ptr[i])
            return false;
    return true;
}

static enum http_trouble trouble_of_port(enum fail sent)
{
    switch (sent) {
    case FAIL_FOREIGN:
    case FAIL_MISSING:
        return HTTP_TROUBLE_CERTIFICATE;
    case FAIL_CORRUPT:
        return HTTP_TROUBLE_CUT;
    case FAIL_LIMIT:
        return HTTP_TROUBLE_TOO_LARGE;
    case FAIL_BUSY:
        return HTTP_TROUBLE_STOPPED;
    case FAIL_FORMAT:
        return HTTP_TROUBLE_NO_ADDRESS;
    case FAIL_IO:
        return HTTP_TROUBLE_NO_LIBRARY;
    case FAIL_OK:
    case FAIL_FULL:
    case FAIL_DENIED:
    case FAIL_OFFLINE:
    case FAIL_VERSION:
    case FAIL_COUNT:
        break;
    }
    return HTTP_TROUBLE_OFFLINE;
}

static struct answer_verdict stop(enum http_trouble trouble)
{
    return (struct answer_verdict) { .kind = ANSWER_STOP, .trouble = trouble };
}

/* A log-in page comes with any status, and never says that it speaks xAPI. */
static bool is_stranger(const struct exchange_answer *answer)
{
    return answer_is_type(answer->content_type, S("text/html")) && str_empty(answer->xapi_version);
}

static struct answer_verdict judge_refusal(const struct exchange_answer *answer, bool statements)
{
    switch (answer->status) {
    case 401:
        return stop(HTTP_TROUBLE_UNKNOWN);
    case 403:
        return stop(HTTP_TROUBLE_REVOKED);
    case 404:
    case 405:
    case 406:
    case 407:
    case 408:
        return stop(HTTP_TROUBLE_HUB_FAILED);
    default:
        break;
    }
    bool about = statements && answer->status < 500 && str_starts(answer->xapi_version, S("1.0"));
    return about ? (struct answer_verdict) { .kind = ANSWER_BAD } : stop(HTTP_TROUBLE_HUB_FAILED);
}

struct answer_verdict answer_judge(enum fail sent, const struct exchange_answer *answer,
                                   bool statements)
{
    if (sent != FAIL_OK)
        return stop(trouble_of_port(sent));
    int status = answer->status;
    if (status == 429 || status == 503) {
        struct answer_verdict busy = stop(HTTP_TROUBLE_HUB_BUSY);
        busy.retry_after_ms = answer_retry_after_ms(answer->retry_after);
        return busy;
    }
    if (status == 413 && statements)
        return (struct answer_verdict) { .kind = ANSWER_LARGE };
    if (is_stranger(answer) || (status >= 300 && status < 400))
        return stop(HTTP_TROUBLE_PORTAL);
    if (status >= 200 && status < 300)
        return (struct answer_verdict) { .kind = ANSWER_TAKEN };
    return status >= 400 ? judge_refusal(answer, statements) : stop(HTTP_TROUBLE_PORTAL);
}

/* ---- ids ---- */

bool answer_lists(str body, const uint8_t (*ids)[EVENT_ID_BYTES], size_t count)
{
    json_t *root = json_loadb(body.ptr ? body.ptr : "", body.len, 0, NULL);
    bool good =
        json_is_array(root) && json_array_size(root) == count && count <= EXCHANGE_STATEMENTS_MAX;
    bool seen[EXCHANGE_STATEMENTS_MAX] = { false };
    for (size_t i = 0; good && i < count; i++) {
        const json_t *item = json_array_get(root, i);
        uint8_t id[EVENT_ID_BYTES];
        good = json_is_string(item) &&
               id_parse((str) { json_string_value(item), json_string_length(item) }, id);
        /* In order, nearly always: the search ends at once. */
        size_t at = i;
        for (size_t k = 0; good && k < count; k++, at = (at + 1) % count)
            if (!seen[at] && memcmp(ids[at], id, EVENT_ID_BYTES) == 0)
                break;
        good = good && !seen[at] && memcmp(ids[at], id, EVENT_ID_BYTES) == 0;
        seen[at] = true;
    }
    json_decref(root);
    return good;
}

bool answer_has_id(str body, const uint8_t id[EVENT_ID_BYTES])
{
    json_t *root = json_loadb(body.ptr ? body.ptr : "", body.len, 0, NULL);
    const json_t *item = json_object_get(root, "id");
    uint8_t found[EVENT_ID_BYTES];
    bool same = json_is_string(item) &&
                id_parse((str) { json_string_value(item), json_string_length(item) }, found) &&
                memcmp(found, id, EVENT_ID_BYTES) == 0;
    json_decref(root);
    return same;
}

/* ---- headers and sentences ---- */

bool answer_take_receipt(arena *home, str header, str *bytes_out)
{
    str text = str_trim(header);
    return !str_empty(text) && text.len <= 2 * RECEIPT_BYTES_MAX &&
           codec_base64_read(home, text, bytes_out) == FAIL_OK;
}

int64_t answer_retry_after_ms(str header)
{
    uint64_t seconds = 0;
    if (!str_to_u64(str_trim(header), &seconds))
        return 0;
    int64_t most = BACKOFF_ASKED_MOST_MS / 1000;
    return seconds > (uint64_t)most ? BACKOFF_ASKED_MOST_MS : (int64_t)seconds * 1000;
}

str answer_sentence(arena *home, const struct exchange_answer *answer)
{
    str text = str_trim(answer->body);
    bool words = answer_is_type(answer->content_type, S("text/plain")) ||
                 answer_is_type(answer->content_type, S("application/json"));
    if (!words || str_empty(text) || !utf8_valid(text))
        return (str) { 0 };
    str kept = arena_str(home, utf8_truncate(text, SENTENCE_CODEPOINTS_MAX));
    for (size_t i = 0; i < kept.len; i++)
        if (kept.ptr[i] == '\n' || kept.ptr[i] == '\t')
            ((char *)(uintptr_t)kept.ptr)[i] = ' ';
    return kept;
}
