/* The network port by libcurl: https and nothing else, no redirect, no proxy, no cookie, a bounded
 * answer.
 *
 * libcurl brings thirty libraries with it, so it is loaded at the first request of a machine that
 * has an address, and not with the program: a kiosk that has no network never pays for it.
 * Certificates are always verified, by the system's or by the one given file. Nothing of a request
 * or an answer is ever logged. One struct http_curl belongs to one thread. */
#ifndef SYNC_HTTP_CURL_H
#define SYNC_HTTP_CURL_H

#include "sync/http.h"

#define HTTP_CURL_CONNECT_MS 10000
#define HTTP_CURL_WHOLE_MS 60000
/* Slower than this for so long is no connection. */
#define HTTP_CURL_SLOW_BYTES 64
#define HTTP_CURL_SLOW_SECONDS 20

struct http_curl;

struct http_curl_options {
    str address;              /* https://host[:port][/path], without user, query or fragment */
    str ca_file;              /* PEM; empty: the system's certificates */
    bool (*stop)(void *self); /* asked while it waits; may be NULL */
    void *self;
};

/* Loads nothing yet. FAIL_FORMAT when the address is none of https. */
must_check enum fail http_curl_open(struct http_curl **out,
                                    const struct http_curl_options *options);
/* NULL is fine. */
void http_curl_close(struct http_curl *curl);
struct http_port http_curl_port(struct http_curl *curl);

/* Whether an address is one that http_curl_open takes. */
bool http_address_valid(str address);

#endif
