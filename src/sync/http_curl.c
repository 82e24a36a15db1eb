#define LOG_MODULE "net"
#include "sync/http_curl.h"

#include <curl/curl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/library.h"
#include "base/log.h"
#include "base/must.h"
#include "base/utf8.h"

#define LIBRARY "libcurl.so.4"
#define ADDRESS_MAX 400u
/* All headers together; a receipt takes 7 KiB of them. */
#define HEADER_BYTES_MAX (64u * 1024u)
#define HEADERS_SENT_MAX 8u

/* ---- the library ---- */

#define FUNCTIONS(X)                                                                               \
    X(global_init)                                                                                 \
    X(easy_init)                                                                                   \
    X(easy_setopt)                                                                                 \
    X(easy_perform)                                                                                \
    X(easy_getinfo)                                                                                \
    X(easy_reset)                                                                                  \
    X(easy_cleanup)                                                                                \
    X(easy_strerror)                                                                               \
    X(slist_append)                                                                                \
    X(slist_free_all)

static struct {
    bool ready;
#define POINTER(name) __typeof__(curl_##name) *name;
    FUNCTIONS(POINTER)
#undef POINTER
} lib;
static pthread_once_t loading = PTHREAD_ONCE_INIT;

static void load(void)
{
    void *library = library_load(LIBRARY);
    bool found = library != NULL;
#define FIND(name) found = found && library_find(library, "curl_" #name, &lib.name);
    FUNCTIONS(FIND)
#undef FIND
    lib.ready = found && lib.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!lib.ready)
        log_error(LIBRARY " cannot be loaded; results go by stick");
}

/* ---- opening ---- */

struct http_curl {
    char address[ADDRESS_MAX + 1];
    char ca_file[512];
    bool (*stop)(void *self);
    void *self;
    CURL *handle; /* keeps its connection from one request to the next */
};

bool http_address_valid(str address)
{
    str rest = str_slice(address, 8, address.len);
    if (!str_starts(address, S("https://")) || str_empty(rest) || address.len > ADDRESS_MAX ||
        rest.ptr[0] == '/' || rest.ptr[0] == ':')
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if (rest.ptr[i] <= ' ' || rest.ptr[i] > '~' || strchr("@?#\\\"<>^`{|}", rest.ptr[i]))
            return false;
    return true;
}

enum fail http_curl_open(struct http_curl **out, const struct http_curl_options *options)
{
    *out = NULL;
    if (!http_address_valid(options->address))
        return FAIL_FORMAT;
    struct http_curl *curl = calloc(1, sizeof *curl);
    must(curl != NULL);
    if (options->ca_file.len >= sizeof curl->ca_file) {
        free(curl);
        return FAIL_FORMAT;
    }
    str address = options->address;
    while (str_ends(address, S("/")))
        address.len--;
    memcpy(curl->address, address.ptr, address.len);
    if (options->ca_file.len)
        memcpy(curl->ca_file, options->ca_file.ptr, options->ca_file.len);
    curl->stop = options->stop;
    curl->self = options->self;
    *out = curl;
    return FAIL_OK;
}

void http_curl_close(struct http_curl *curl)
{
    if (!curl)
        return;
    if (curl->handle)
        lib.easy_cleanup(curl->handle);
    free(curl);
}

/* ---- receiving ---- */

struct receiving {
    struct http_curl *curl;
    arena *home;
    struct exchange_answer *answer;
    struct buf body;
    size_t header_bytes;
    bool too_large;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *self)
{
    struct receiving *r = self;
    size_t len = size * count;
    if (r->body.len + len > EXCHANGE_ANSWER_BYTES_MAX) {
        r->too_large = true;
        return 0;
    }
    buf_put(&r->body, bytes, len);
    return len;
}

static bool is_name(str text, str name)
{
    if (text.len != name.len)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if ((text.ptr[i] | 0x20) != (name.ptr[i] | 0x20))
            return false;
    return true;
}

static void keep_header(struct receiving *r, str line)
{
    struct exchange_answer *a = r->answer;
    const struct {
        str name;
        str *into;
    } wanted[] = {
        { S("Content-Type"), &a->content_type },
        { S("X-Experience-API-Version"), &a->xapi_version },
        { S("X-Experience-API-Consistent-Through"), &a->consistent_through },
        { S("ETag"), &a->etag },
        { S("Last-Modified"), &a->last_modified },
        { S(EXCHANGE_RECEIPT_HEADER), &a->receipt },
        { S("Retry-After"), &a->retry_after },
        { S("WWW-Authenticate"), &a->challenge },
        { S("Allow"), &a->allow },
    };
    str value = line;
    str name = str_cut(&value, ':');
    value = str_trim(value);
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        if (is_name(name, wanted[i].name) && utf8_valid(value))
            *wanted[i].into = arena_str(r->home, value);
}

static size_t take_header(char *bytes, size_t size, size_t count, void *self)
{
    struct receiving *r = self;
    str line = { bytes, size * count };
    r->header_bytes += line.len;
    if (r->header_bytes > HEADER_BYTES_MAX) {
        r->too_large = true;
        return 0;
    }
    /* «100 Continue» and its like come before the answer itself. */
    if (str_starts(line, S("HTTP/")))
        *r->answer = (struct exchange_answer) { 0 };
    else
        keep_header(r, line);
    return line.len;
}

static int watch(void *self, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct http_curl *curl = self;
    (void)a, (void)b, (void)c, (void)d;
    return curl->stop && curl->stop(curl->self);
}

/* ---- sending ---- */

static bool add_header(struct curl_slist **list, arena *home, const char *name, str value)
{
    if (str_empty(value))
        return true;
    str line = arena_printf(home, "%s: %.*s", name, STR_ARG(value));
    struct curl_slist *longer = lib.slist_append(*list, line.ptr);
    seal_wipe((char *)(uintptr_t)line.ptr, line.len);
    if (longer)
        *list = longer;
    return longer != NULL;
}

static bool add_headers(struct curl_slist **list, arena *home,
                        const struct exchange_request *request)
{
    /* Without «Expect: 100-continue» a large request needs no second way there and back. */
    struct curl_slist *first = lib.slist_append(NULL, "Expect:");
    *list = first;
    return first && add_header(list, home, "Authorization", request->authorization) &&
           add_header(list, home, "Content-Type", request->content_type) &&
           add_header(list, home, "X-Experience-API-Version", request->xapi_version) &&
           add_header(list, home, "If-None-Match", request->if_none_match);
}

static void free_headers(struct curl_slist *list)
{
    for (struct curl_slist *item = list; item; item = item->next)
        seal_wipe(item->data, strlen(item->data));
    lib.slist_free_all(list);
}

/* For every request anew; the connection stays. */
static void set_safety(struct http_curl *curl)
{
    CURL *h = curl->handle;
    lib.easy_reset(h);
    lib.easy_setopt(h, CURLOPT_PROTOCOLS_STR, "https");
    lib.easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
    lib.easy_setopt(h, CURLOPT_SSL_VERIFYPEER, 1L);
    lib.easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
    lib.easy_setopt(h, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (curl->ca_file[0]) {
        lib.easy_setopt(h, CURLOPT_CAINFO, curl->ca_file);
        lib.easy_setopt(h, CURLOPT_CAPATH, NULL);
    }
    lib.easy_setopt(h, CURLOPT_PROXY, ""); /* whatever the environment says */
    lib.easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    lib.easy_setopt(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    lib.easy_setopt(h, CURLOPT_USERAGENT, "tramso/" TRAMSO_VERSION);
    lib.easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CURL_CONNECT_MS);
    lib.easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)HTTP_CURL_WHOLE_MS);
    lib.easy_setopt(h, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_CURL_SLOW_BYTES);
    lib.easy_setopt(h, CURLOPT_LOW_SPEED_TIME, (long)HTTP_CURL_SLOW_SECONDS);
    lib.easy_setopt(h, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)EXCHANGE_ANSWER_BYTES_MAX);
    lib.easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
    lib.easy_setopt(h, CURLOPT_XFERINFOFUNCTION, watch);
    lib.easy_setopt(h, CURLOPT_XFERINFODATA, curl);
}

static bool set_request(struct http_curl *curl, arena *home, const struct exchange_request *request)
{
    CURL *h = curl->handle;
    bool asks = !str_empty(request->query);
    str url = arena_printf(home, "%s%.*s%s%.*s", curl->address, STR_ARG(request->path),
                           asks ? "?" : "", STR_ARG(request->query));
    lib.easy_setopt(h, CURLOPT_URL, url.ptr);
    switch (request->method) {
    case EXCHANGE_GET:
        lib.easy_setopt(h, CURLOPT_HTTPGET, 1L);
        return true;
    case EXCHANGE_HEAD:
        lib.easy_setopt(h, CURLOPT_NOBODY, 1L);
        return true;
    case EXCHANGE_POST:
    case EXCHANGE_PUT:
        lib.easy_setopt(h, CURLOPT_POST, 1L);
        lib.easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
        lib.easy_setopt(h, CURLOPT_POSTFIELDS, request->body.len ? request->body.ptr : "");
        if (request->method == EXCHANGE_PUT)
            lib.easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
        return true;
    case EXCHANGE_OTHER:
    case EXCHANGE_METHOD_COUNT:
        break;
    }
    return false;
}

static enum fail fail_of(CURLcode code, bool too_large)
{
    if (too_large)
        return FAIL_LIMIT;
    static const struct {
        CURLcode code;
        enum fail fail;
    } table[] = {
        { CURLE_OK, FAIL_OK },
        { CURLE_PEER_FAILED_VERIFICATION, FAIL_FOREIGN },
        { CURLE_SSL_ISSUER_ERROR, FAIL_FOREIGN },
        { CURLE_SSL_CERTPROBLEM, FAIL_FOREIGN },
        { CURLE_SSL_CACERT_BADFILE, FAIL_MISSING },
        { CURLE_PARTIAL_FILE, FAIL_CORRUPT },
        { CURLE_GOT_NOTHING, FAIL_CORRUPT },
        { CURLE_RECV_ERROR, FAIL_CORRUPT },
        { CURLE_WEIRD_SERVER_REPLY, FAIL_CORRUPT },
        { CURLE_BAD_CONTENT_ENCODING, FAIL_CORRUPT },
        { CURLE_FILESIZE_EXCEEDED, FAIL_LIMIT },
        { CURLE_ABORTED_BY_CALLBACK, FAIL_BUSY },
        { CURLE_URL_MALFORMAT, FAIL_FORMAT },
        { CURLE_UNSUPPORTED_PROTOCOL, FAIL_FORMAT },
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (table[i].code == code)
            return table[i].fail;
    return FAIL_OFFLINE;
}

static enum fail perform(struct http_curl *curl, struct receiving *r)
{
    CURL *h = curl->handle;
    lib.easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
    lib.easy_setopt(h, CURLOPT_WRITEDATA, r);
    lib.easy_setopt(h, CURLOPT_HEADERFUNCTION, take_header);
    lib.easy_setopt(h, CURLOPT_HEADERDATA, r);
    CURLcode code = lib.easy_perform(h);
    enum fail failed = fail_of(code, r->too_large);
    if (failed != FAIL_OK && failed != FAIL_BUSY)
        log_info("no answer: %s", lib.easy_strerror(code));
    long status = 0;
    if (failed == FAIL_OK)
        lib.easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
    r->answer->status = (int)status;
    r->answer->body = buf_view(&r->body);
    return failed;
}

static bool is_loopback(const struct http_curl *curl)
{
    str host = str_slice(str_of(curl->address), 8, ADDRESS_MAX);
    return str_starts(host, S("127.")) || str_starts(host, S("[::1]")) ||
           str_starts(host, S("localhost"));
}

/* Where no cable and no radio has given the machine an address, the library is not even loaded. */
static bool has_network(const struct http_curl *curl)
{
    struct ifaddrs *list = NULL;
    if (is_loopback(curl) || getifaddrs(&list) != 0)
        return true;
    bool found = false;
    for (const struct ifaddrs *at = list; at && !found; at = at->ifa_next) {
        bool address = at->ifa_addr &&
                       (at->ifa_addr->sa_family == AF_INET || at->ifa_addr->sa_family == AF_INET6);
        found = address && (at->ifa_flags & IFF_UP) && (at->ifa_flags & IFF_RUNNING) &&
                !(at->ifa_flags & IFF_LOOPBACK);
    }
    freeifaddrs(list);
    return found;
}

static enum fail send_request(void *self, arena *home, const struct exchange_request *request,
                              struct exchange_answer *answer)
{
    struct http_curl *curl = self;
    *answer = (struct exchange_answer) { 0 };
    if (!curl->handle && !has_network(curl))
        return FAIL_OFFLINE;
    pthread_once(&loading, load);
    if (!lib.ready)
        return FAIL_IO;
    if (!curl->handle)
        curl->handle = lib.easy_init();
    if (!curl->handle)
        return FAIL_OFFLINE;
    set_safety(curl);
    struct curl_slist *headers = NULL;
    struct receiving r = { .curl = curl, .home = home, .answer = answer, .body = buf_in(home) };
    enum fail failed = FAIL_OFFLINE;
    if (add_headers(&headers, home, request) && set_request(curl, home, request)) {
        lib.easy_setopt(curl->handle, CURLOPT_HTTPHEADER, headers);
        failed = perform(curl, &r);
        lib.easy_setopt(curl->handle, CURLOPT_HTTPHEADER, NULL);
    }
    free_headers(headers);
    return failed;
}

struct http_port http_curl_port(struct http_curl *curl)
{
    return (struct http_port) { send_request, curl };
}
