#define LOG_MODULE "serve"
#include "hub/serve.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/must.h"
#include "hub/answer.h"

#define WHY_BYTES 240u
#define PEM_BYTES_MAX (256u * 1024u)
#define TURN_MS 250
/* Somebody who goes on after being too large is not read to the end. */
#define DISCARD_BYTES_MAX (4u * EXCHANGE_BODY_BYTES_MAX)

struct connection {
    int fd;                        /* -1: free */
    int64_t opened_ms, request_ms; /* monotonic; request_ms 0: none under way */
};

struct server {
    struct hub *hub;
    arena home; /* one answer */
    struct connection connections[SERVE_CONNECTIONS_MAX];
};

/* One request as it comes in. */
struct incoming {
    struct connection *connection;
    bool begun;
    bool odd; /* its path holds a zero byte, which text ends at */
    char *query;
    char *body;
    size_t body_len, body_cap;
    size_t received;
};

static volatile sig_atomic_t stopping;

static void stop(int signal_number)
{
    (void)signal_number;
    stopping = 1;
}

/* ---- connections ---- */

static struct connection *connection_of(struct server *server, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    for (size_t i = 0; info && i < SERVE_CONNECTIONS_MAX; i++)
        if (server->connections[i].fd == info->connect_fd)
            return &server->connections[i];
    return NULL;
}

static void watch_connection(void *self, struct MHD_Connection *mhd, void **context,
                             enum MHD_ConnectionNotificationCode code)
{
    struct server *server = self;
    struct connection *connection = *context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (connection)
            *connection = (struct connection) { .fd = -1 };
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    for (size_t i = 0; info && i < SERVE_CONNECTIONS_MAX; i++)
        if (server->connections[i].fd < 0) {
            int64_t now = clock_now().mono_ms;
            server->connections[i] = (struct connection) { info->connect_fd, now, now };
            *context = &server->connections[i];
            return;
        }
}

/* A slow client sends a byte now and then, which keeps libmicrohttpd's own timeout away. */
static void end_slow(struct server *server)
{
    int64_t now = clock_now().mono_ms;
    for (size_t i = 0; i < SERVE_CONNECTIONS_MAX; i++) {
        struct connection *connection = &server->connections[i];
        bool slow = connection->request_ms && now - connection->request_ms > SERVE_REQUEST_MS;
        if (connection->fd >= 0 && (slow || now - connection->opened_ms > SERVE_CONNECTION_MS))
            shutdown(connection->fd, SHUT_RDWR);
    }
}

/* ---- a request ---- */

/* The only place where libmicrohttpd shows the query as it came. */
static void *begin_request(void *self, const char *uri, struct MHD_Connection *mhd)
{
    struct incoming *in = calloc(1, sizeof *in);
    if (!in)
        return NULL;
    const char *query = strchr(uri, '?');
    const char *zero = strstr(uri, "%00");
    in->query = query ? strdup(query + 1) : NULL;
    in->odd = zero && (!query || zero < query);
    in->connection = connection_of(self, mhd);
    if (in->connection)
        in->connection->request_ms = clock_now().mono_ms;
    return in;
}

static void end_request(void *self, struct MHD_Connection *mhd, void **state,
                        enum MHD_RequestTerminationCode code)
{
    struct incoming *in = *state;
    (void)self, (void)mhd, (void)code;
    if (!in)
        return;
    if (in->connection)
        in->connection->request_ms = 0;
    free(in->query);
    free(in->body);
    free(in);
    *state = NULL;
}

static bool take_bytes(struct incoming *in, const char *bytes, size_t len)
{
    in->received += len;
    if (in->received > EXCHANGE_BODY_BYTES_MAX)
        return in->received <= DISCARD_BYTES_MAX;
    if (in->body_len + len > in->body_cap) {
        size_t cap = in->body_cap ? in->body_cap * 2 : 16384;
        while (cap < in->body_len + len)
            cap *= 2;
        char *bigger = realloc(in->body, cap);
        if (!bigger)
            return false;
        in->body = bigger;
        in->body_cap = cap;
    }
    memcpy(in->body + in->body_len, bytes, len);
    in->body_len += len;
    return true;
}

static enum exchange_method method_of(const char *name)
{
    static const char *const names[] = {
        [EXCHANGE_GET] = "GET",
        [EXCHANGE_HEAD] = "HEAD",
        [EXCHANGE_POST] = "POST",
        [EXCHANGE_PUT] = "PUT",
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0)
            return (enum exchange_method)i;
    return EXCHANGE_OTHER;
}

static str header(struct MHD_Connection *mhd, const char *name)
{
    return str_of(MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, name));
}

static void put_header(struct server *server, struct MHD_Response *response, const char *name,
                       str value)
{
    if (value.len)
        MHD_add_response_header(response, name, arena_str(&server->home, value).ptr);
}

static struct MHD_Response *make_response(struct server *server, const struct exchange_answer *a)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        a->body.len, (void *)(uintptr_t)a->body.ptr, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return NULL;
    put_header(server, response, "Content-Type", a->content_type);
    put_header(server, response, "X-Experience-API-Version", a->xapi_version);
    put_header(server, response, "X-Experience-API-Consistent-Through", a->consistent_through);
    put_header(server, response, "ETag", a->etag);
    put_header(server, response, "Last-Modified", a->last_modified);
    put_header(server, response, EXCHANGE_RECEIPT_HEADER, a->receipt);
    put_header(server, response, "Retry-After", a->retry_after);
    put_header(server, response, "WWW-Authenticate", a->challenge);
    put_header(server, response, "Allow", a->allow);
    put_header(server, response, "Cache-Control", S("no-store"));
    put_header(server, response, "X-Content-Type-Options", S("nosniff"));
    return response;
}

/* Neither bodies nor credentials nor queries: they may hold what is nobody's business. */
static void log_refusal(struct server *server, const char *method, str path, int status)
{
    fprintf(stderr, "tramso-hub: %s %.10s %.*s refused with %d\n",
            clock_rfc3339(&server->home, server->hub->now_ms).ptr, method,
            STR_ARG(folder_name_shown(&server->home, str_slice(path, 0, 80))), status);
}

static enum MHD_Result respond(struct server *server, struct MHD_Connection *mhd,
                               const char *method, const struct exchange_request *request)
{
    struct exchange_answer answer;
    server->hub->now_ms = clock_now().wall_ms;
    hub_answer(server->hub, &server->home, request, &answer);
    if (answer.status >= 400)
        log_refusal(server, method, request->path, answer.status);
    struct MHD_Response *response = make_response(server, &answer);
    enum MHD_Result queued = MHD_NO;
    if (response) {
        queued = MHD_queue_response(mhd, (unsigned)answer.status, response);
        MHD_destroy_response(response);
    }
    /* Blocks for large pieces, once kept, would be too small for the next ones and add up. */
    if (arena_used(&server->home) > ARENA_BLOCK_BYTES)
        arena_finish(&server->home);
    arena_reset(&server->home);
    return queued;
}

struct lengths {
    unsigned count;
    bool chunked;
};

static enum MHD_Result count_length(void *self, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    struct lengths *lengths = self;
    (void)kind, (void)value;
    lengths->count += strcasecmp(name, "Content-Length") == 0;
    lengths->chunked |= strcasecmp(name, "Transfer-Encoding") == 0;
    return MHD_YES;
}

/* RFC 9112 §6.3: a request that says twice how long it is could be taken for another one by a
 * proxy. */
static bool has_one_length(struct MHD_Connection *mhd)
{
    struct lengths lengths = { 0 };
    MHD_get_connection_values(mhd, MHD_HEADER_KIND, count_length, &lengths);
    return lengths.count + lengths.chunked <= 1;
}

static enum MHD_Result handle(void *self, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *bytes,
                              size_t *len, void **state)
{
    struct server *server = self;
    struct incoming *in = *state;
    uint64_t announced = 0;
    (void)version;
    if (!in)
        return MHD_NO;
    if (*len) {
        bool taken = take_bytes(in, bytes, *len);
        *len = 0;
        return taken ? MHD_YES : MHD_NO;
    }
    if (!in->begun && !has_one_length(mhd))
        return MHD_NO; /* ends the connection: nobody knows where the next request begins */
    struct exchange_request request = {
        .method = method_of(method),
        .path = in->odd ? (str) { 0 } : str_of(url),
        .query = str_of(in->query),
        .authorization = header(mhd, "Authorization"),
        .content_type = header(mhd, "Content-Type"),
        .xapi_version = header(mhd, "X-Experience-API-Version"),
        .if_none_match = header(mhd, "If-None-Match"),
        .body = { in->body, in->body_len },
    };
    if (!in->begun) {
        in->begun = true;
        bool known = str_to_u64(header(mhd, "Content-Length"), &announced);
        if (!known || announced <= DISCARD_BYTES_MAX)
            return MHD_YES;                         /* who is only a little over hears the reason */
        in->received = EXCHANGE_BODY_BYTES_MAX + 1; /* refused before it is read */
    }
    /* Only the length of a body that is too large is looked at. */
    if (in->received > EXCHANGE_BODY_BYTES_MAX)
        request.body = (str) { "", EXCHANGE_BODY_BYTES_MAX + 1 };
    return respond(server, mhd, method, &request);
}

/* ---- the listening socket ---- */

struct place {
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address;
    bool v6, loopback;
};

static bool read_place(str text, struct place *out)
{
    char host[64];
    uint64_t port = 0;
    size_t colon = text.len;
    while (colon > 0 && text.ptr[colon - 1] != ':')
        colon--;
    if (colon < 2 || !str_to_u64(str_slice(text, colon, text.len), &port) || port > 65535)
        return false;
    str name = str_slice(text, 0, colon - 1);
    *out = (struct place) { .v6 = name.ptr[0] == '[' };
    if (out->v6 && !str_ends(name, S("]")))
        return false;
    if (out->v6)
        name = str_slice(name, 1, name.len - 1);
    if (name.len >= sizeof host)
        return false;
    snprintf(host, sizeof host, "%.*s", STR_ARG(name));
    if (out->v6) {
        out->address.v6.sin6_family = AF_INET6;
        out->address.v6.sin6_port = htons((uint16_t)port);
        out->loopback = strcmp(host, "::1") == 0;
        return inet_pton(AF_INET6, host, &out->address.v6.sin6_addr) == 1;
    }
    out->address.v4.sin_family = AF_INET;
    out->address.v4.sin_port = htons((uint16_t)port);
    out->loopback = strncmp(host, "127.", 4) == 0;
    return inet_pton(AF_INET, host, &out->address.v4.sin_addr) == 1;
}

struct pem {
    str cert, key;
};

static enum fail read_pem(arena *home, str file, const char *what, str *out, char *why)
{
    enum fail failed = file_read(home, file, PEM_BYTES_MAX, out);
    if (failed == FAIL_OK) {
        *out = arena_str(home, *out);
        return FAIL_OK;
    }
    snprintf(why, WHY_BYTES, "the %s %.*s cannot be read: %.*s", what, STR_ARG(file),
             STR_ARG(fail_en(failed)));
    return FAIL_MISSING;
}

static enum fail check_options(arena *home, const struct serve_options *options,
                               struct place *place, struct pem *pem, char *why)
{
    if (!read_place(options->listen, place)) {
        snprintf(why, WHY_BYTES, "--listen wants an address and a port like 127.0.0.1:8080");
        return FAIL_FORMAT;
    }
    if (!options->cert.len != !options->key.len) {
        snprintf(why, WHY_BYTES, "--tls-cert and --tls-key belong together");
        return FAIL_FORMAT;
    }
    if (!options->cert.len && !place->loopback && !options->behind_proxy) {
        snprintf(why, WHY_BYTES,
                 "plain HTTP would show passwords on the network: give --tls-cert and --tls-key, "
                 "or --behind-proxy when a proxy ends TLS before it");
        return FAIL_DENIED;
    }
    if (!options->cert.len)
        return FAIL_OK;
    enum fail failed = read_pem(home, options->cert, "certificate", &pem->cert, why);
    return failed == FAIL_OK ? read_pem(home, options->key, "certificate's key", &pem->key, why)
                             : failed;
}

static struct MHD_Daemon *start(struct server *server, const struct place *place,
                                const struct pem *pem, bool behind_proxy)
{
    unsigned flags = MHD_USE_EPOLL; /* its own log would be a second voice */
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)pem->cert.ptr },
        { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)pem->key.ptr },
        { MHD_OPTION_HTTPS_PRIORITIES, 0,
          (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
        { MHD_OPTION_END, 0, NULL },
    };
    struct MHD_OptionItem plain[] = { { MHD_OPTION_END, 0, NULL } };
    if (pem->cert.len)
        flags |= MHD_USE_TLS;
    if (place->v6)
        flags |= MHD_USE_IPv6;
    /* One host behind one address must not take every place; behind a proxy all have its. */
    unsigned per_address = behind_proxy ? 0 : SERVE_CONNECTIONS_MAX / 2;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, &place->address.any,
        MHD_OPTION_URI_LOG_CALLBACK, begin_request, server, MHD_OPTION_NOTIFY_COMPLETED,
        end_request, server, MHD_OPTION_NOTIFY_CONNECTION, watch_connection, server,
        MHD_OPTION_CONNECTION_LIMIT, SERVE_CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        per_address, MHD_OPTION_CONNECTION_TIMEOUT, SERVE_IDLE_SECONDS, MHD_OPTION_ARRAY,
        pem->cert.len ? tls : plain, MHD_OPTION_END);
}

static void run(struct server *server, struct MHD_Daemon *daemon)
{
    while (!stopping) {
        if (MHD_run_wait(daemon, TURN_MS) != MHD_YES)
            usleep(TURN_MS * 1000); /* no more file descriptors: some will be free again */
        end_slow(server);
    }
    /* Whoever is being answered gets the answer; nobody new comes in. */
    int64_t until = clock_now().mono_ms + SERVE_STOP_MS;
    MHD_socket listening = MHD_quiesce_daemon(daemon);
    for (bool busy = true; busy && clock_now().mono_ms < until;) {
        busy = false;
        MHD_run_wait(daemon, 20);
        for (size_t i = 0; i < SERVE_CONNECTIONS_MAX; i++)
            busy |= server->connections[i].fd >= 0 && server->connections[i].request_ms != 0;
    }
    MHD_stop_daemon(daemon);
    if (listening != MHD_INVALID_SOCKET)
        close(listening);
}

static void say_listening(struct MHD_Daemon *daemon, const struct serve_options *options)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    size_t colon = options->listen.len;
    while (colon > 0 && options->listen.ptr[colon - 1] != ':')
        colon--;
    printf("listening on %s://%.*s%u\n", options->cert.len ? "https" : "http", (int)colon,
           options->listen.ptr, info ? info->port : 0);
    fflush(stdout);
}

enum fail serve_run(struct hub *hub, const struct serve_options *options, char *why)
{
    struct server *server = calloc(1, sizeof *server);
    struct place place;
    struct pem pem = { 0 };
    arena files = { 0 };
    struct sigaction action = { .sa_handler = stop }, ignore = { .sa_handler = SIG_IGN };
    must(server != NULL);
    server->hub = hub;
    for (size_t i = 0; i < SERVE_CONNECTIONS_MAX; i++)
        server->connections[i].fd = -1;
    enum fail failed = check_options(&files, options, &place, &pem, why);
    struct MHD_Daemon *daemon = NULL;
    if (failed == FAIL_OK) {
        stopping = 0;
        sigaction(SIGTERM, &action, NULL);
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGPIPE, &ignore, NULL);
        daemon = start(server, &place, &pem, options->behind_proxy);
        if (!daemon) {
            snprintf(why, WHY_BYTES,
                     "the hub cannot listen on %.*s: the port is taken or not allowed, or the "
                     "certificate and its key do not fit",
                     STR_ARG(options->listen));
            failed = FAIL_BUSY;
        }
    }
    if (daemon) {
        say_listening(daemon, options);
        run(server, daemon);
    }
    if (pem.key.len)
        seal_wipe((char *)(uintptr_t)pem.key.ptr, pem.key.len);
    arena_finish(&files);
    arena_finish(&server->home);
    free(server);
    return failed;
}
