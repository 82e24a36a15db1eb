/* The hub's HTTP behaviour as a function from request to answer, without sockets (hub/serve.h has
 * those): formats.md, HTTP, and xAPI 1.0.3 (Part Three).
 *
 *   GET  /xapi/about          anyone
 *   POST PUT GET HEAD /xapi/statements   a kiosk's credentials (wire/grant.h); it sees its own.
 *                     GET and HEAD also a reader's (hub/keys.h), which sees all
 *   POST /tramso/enrol        the 168 bytes of a request: 200 with a grant, or 403
 *   GET  /tramso/receipt      a kiosk's credentials: 204 and the receipt
 *
 * Whatever is refused is answered with one English sentence and changes nothing: a request is one
 * transaction. Every answer to a kiosk that the hub holds events of carries its receipt
 * (EXCHANGE_RECEIPT_HEADER, base64url without padding). hub->now_ms must be set before each call.
 */
#ifndef HUB_ANSWER_H
#define HUB_ANSWER_H

#include "hub/hub.h"
#include "wire/exchange.h"

/* Never fails: what goes wrong is an answer (503 when the storage is busy or broken). The answer's
 * texts live in home. Not for two threads at once with one hub. */
void hub_answer(struct hub *hub, arena *home, const struct exchange_request *request,
                struct exchange_answer *answer);

/* The grant (.tsg) of an enrolled kiosk. FAIL_FORMAT when its key is no point of the curve;
 * otherwise as keyfile_open, when the hub's own keys for it are made on first need. */
must_check enum fail hub_grant(struct hub *hub, arena *home, const struct hub_kiosk *kiosk,
                               str *bytes_out);

#endif
