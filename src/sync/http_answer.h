/* What an answer means, judged by its form alone: pure, so that it is tested and fuzzed. Private to
 * sync. Nothing here makes an event delivered. */
#ifndef SYNC_HTTP_ANSWER_H
#define SYNC_HTTP_ANSWER_H

#include "sync/http.h"

enum answer_kind {
    ANSWER_TAKEN, /* 2xx */
    ANSWER_BAD,   /* 4xx about what was sent: one of the statements cannot be taken */
    ANSWER_LARGE, /* 413 */
    ANSWER_STOP,  /* see trouble */
};

struct answer_verdict {
    enum answer_kind kind;
    enum http_trouble trouble;
    int64_t retry_after_ms;
};

/* sent: what the port said; answer is only looked at when it is FAIL_OK. statements: the request
 * carried some, so a 4xx may be about them. */
struct answer_verdict answer_judge(enum fail sent, const struct exchange_answer *answer,
                                   bool statements);

/* The media type alone: «text/html» of «Text/HTML; charset=utf-8». */
bool answer_is_type(str content_type, str type);
/* A JSON list of exactly these ids, in any order and letter case. */
bool answer_lists(str body, const uint8_t (*ids)[EVENT_ID_BYTES], size_t count);
/* One statement with this id (an answer to GET statementId=…). */
bool answer_has_id(str body, const uint8_t id[EVENT_ID_BYTES]);
/* The receipt's bytes out of its header; false when there is none or it is no base64url. */
bool answer_take_receipt(arena *home, str header, str *bytes_out);
/* Whole seconds; 0 for anything else, a date too. Milliseconds, at most a day. */
int64_t answer_retry_after_ms(str header);
/* The answer's own sentence, as one line that may be shown; empty when it has none. */
str answer_sentence(arena *home, const struct exchange_answer *answer);

#endif
