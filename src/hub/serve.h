/* The sockets around hub_answer (hub/answer.h), by libmicrohttpd: one thread, one request after the
 * other, many processes on one storage where one is not enough.
 *
 * What a stranger may cost is bounded: so many connections, so many bytes, so many seconds. Plain
 * HTTP is only for loopback, or for a proxy that ends TLS in front of it: passwords never travel in
 * the open. */
#ifndef HUB_SERVE_H
#define HUB_SERVE_H

#include "hub/hub.h"

#define SERVE_CONNECTIONS_MAX 48u
#define SERVE_IDLE_SECONDS 20u     /* without a byte */
#define SERVE_REQUEST_MS 60000     /* from its first line to its answer */
#define SERVE_CONNECTION_MS 600000 /* with all its requests */
#define SERVE_STOP_MS 3000         /* for requests under way when it is told to stop */

struct serve_options {
    str listen;        /* «127.0.0.1:8080», «[::1]:0»; port 0: any free one */
    str cert, key;     /* PEM files; both empty: plain HTTP */
    bool behind_proxy; /* plain HTTP beyond loopback, on purpose */
};

/* Prints «listening on https://127.0.0.1:8443» on stdout and serves until SIGTERM or SIGINT.
 * FAIL_FORMAT (the address), FAIL_DENIED (plain beyond loopback), FAIL_MISSING (a PEM file),
 * FAIL_BUSY (the port is taken), FAIL_IO; why (240 bytes) gets one sentence. */
must_check enum fail serve_run(struct hub *hub, const struct serve_options *options, char *why);

#endif
