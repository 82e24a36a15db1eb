/* One HTTP request and its answer as values, between a kiosk and its hub (formats.md, HTTP).
 *
 * The hub answers requests as a function (hub/answer.h) and the kiosk sends them through a port
 * (sync/http.h); sockets, TLS and libraries stand outside of both, so that tests and the simulation
 * put whatever they like in between. Texts are borrowed; an empty one means: no such header. */
#ifndef WIRE_EXCHANGE_H
#define WIRE_EXCHANGE_H

#include "base/str.h"

/* A request's body: more is refused before it is read whole. */
#define EXCHANGE_BODY_BYTES_MAX (1024u * 1024u)
#define EXCHANGE_STATEMENTS_MAX 500u
/* An answer's body: a page of statements. */
#define EXCHANGE_ANSWER_BYTES_MAX (4u * 1024u * 1024u)

#define EXCHANGE_XAPI_VERSION "1.0.3"
/* The receipt (.tsr) in base64 that comes with every answer to a kiosk of the hub. */
#define EXCHANGE_RECEIPT_HEADER "X-Tramso-Receipt"

enum exchange_method {
    EXCHANGE_GET,
    EXCHANGE_HEAD,
    EXCHANGE_POST,
    EXCHANGE_PUT,
    EXCHANGE_OTHER,
    EXCHANGE_METHOD_COUNT
};

struct exchange_request {
    enum exchange_method method;
    str path;          /* «/xapi/statements», decoded */
    str query;         /* what stands after «?», not decoded */
    str authorization; /* «Basic …» */
    str content_type;
    str xapi_version; /* X-Experience-API-Version */
    str if_none_match;
    str body;
};

struct exchange_answer {
    int status; /* 200 … */
    str content_type;
    str xapi_version;
    str consistent_through; /* X-Experience-API-Consistent-Through, ISO 8601 */
    str etag;
    str last_modified;
    str receipt;     /* EXCHANGE_RECEIPT_HEADER */
    str retry_after; /* seconds */
    str challenge;   /* WWW-Authenticate */
    str allow;       /* with 405 */
    str body;
};

#endif
