/* What the real hub program holds in memory while other tools' largest statements go out: pages of
 * GET over its socket, and export. test_hub_memory KIND TRAMSO_HUB */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "hub/hub.h"
#include "hub/keys.h"
#include "hub_fixture.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

/* The address sanitizer is slow, and its own memory would count too: there only what goes out is
 * looked at. */
#ifdef __SANITIZE_ADDRESS__
#define STATEMENTS 20u
static const bool measured = false;
#else
#define STATEMENTS 150u
static const bool measured = true;
#endif
#define STATEMENT_BYTES 1000000u
#define LIMIT_KIB (128 * 1024)

static struct {
    const char *program;
    char folder[64];
    arena home;
    str login; /* the whole Authorization header */
} t;

/* ---- a hub full of large statements ---- */

static void fill(struct hub *hub)
{
    struct hub_store *store = &hub->store;
    int64_t installation = fixture_enrol(store, "tram-mau", 1);
    static char body[STATEMENT_BYTES + 1];
    memset(body, 'x', STATEMENT_BYTES);
    static const char before[] =
        "{\"actor\":{\"mbox\":\"mailto:mau@example.org\"},\"verb\":{\"id\":\"http://example.org/"
        "v\"},"
        "\"object\":{\"id\":\"http://example.org/a\"},\"context\":{\"extensions\":{\"urn:x\":\"";
    memcpy(body, before, sizeof before - 1);
    memcpy(body + STATEMENT_BYTES - 4, "\"}}}", 4);
    struct event event = { .type_name = S(HUB_STATEMENT),
                           .session = S(""),
                           .learner = S(""),
                           .body = { body, STATEMENT_BYTES } };
    for (unsigned i = 0; i < STATEMENTS; i++) {
        enum hub_put put;
        event.id[0] = event.hash[0] = (uint8_t)(i + 1);
        must(store->ops->begin(store) == FAIL_OK);
        must(store->ops->events_put(store, installation, &event, 1, NOW_MS, &put) == FAIL_OK);
        must(store->ops->commit(store) == FAIL_OK);
    }
}

static int set_up(void **state)
{
    (void)state;
    struct hub hub;
    str password, user = S("reader-tinh");
    fixture_wipe();
    snprintf(t.folder, sizeof t.folder, "/tmp/tramso-memory-XXXXXX");
    must(mkdtemp(t.folder) != NULL);
    struct hub_place place = { str_of(t.folder), fixture_spec() };
    struct hub_ward ward = { S("phuong-mau"), S("Phường Mẫu"), S("") };
    must(hub_init(&hub, &t.home, &place, &ward, NOW_MS) == FAIL_OK);
    must(hub_reader_add(&hub, &t.home, user, &password) == FAIL_OK);
    t.login = grant_authorization(&t.home, user, password);
    fill(&hub);
    hub_close(&hub);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", t.folder);
    must(system(command) == 0);
    arena_finish(&t.home);
    return 0;
}

/* ---- the program ---- */

/* Starts it with its standard output in *out. */
static pid_t start(const char *verb, const char *option, const char *value, int *out)
{
    int ends[2];
    must(pipe2(ends, O_CLOEXEC) == 0);
    pid_t child = fork();
    must(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl(t.program, t.program, "--data", t.folder, "--store", fixture_spec().ptr, verb, option,
              value, NULL);
        _exit(127);
    }
    close(ends[1]);
    *out = ends[0];
    return child;
}

/* Waits for its end, which must be a good one, and looks at the most it ever held. */
static void end(pid_t child)
{
    struct rusage usage;
    int status;
    must(wait4(child, &status, 0, &usage) == child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    if (measured && usage.ru_maxrss >= LIMIT_KIB)
        fail_msg("the hub grew to %ld KiB", usage.ru_maxrss);
}

static void test_export(void **state)
{
    (void)state;
    static char room[65536];
    int out;
    size_t lines = 0, bytes = 0;
    pid_t child = start("export", "--format", "statements", &out);
    for (ssize_t got; (got = read(out, room, sizeof room)) > 0; bytes += (size_t)got)
        for (ssize_t i = 0; i < got; i++)
            lines += room[i] == '\n';
    close(out);
    end(child);
    assert_int_equal(lines, STATEMENTS);
    assert_true(bytes > (size_t)STATEMENTS * STATEMENT_BYTES);
}

/* ---- requests ---- */

struct answer {
    char *text; /* zero-terminated */
    size_t len;
};

static void ask(uint16_t port, const char *path, struct answer *out)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port) };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
    str request = arena_printf(&t.home,
                               "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                               "X-Experience-API-Version: 1.0.3\r\nAuthorization: %.*s\r\n\r\n",
                               path, STR_ARG(t.login));
    must(write(fd, request.ptr, request.len) == (ssize_t)request.len);
    out->len = 0;
    for (ssize_t got; (got = read(fd, out->text + out->len, 65536)) > 0;) {
        out->len += (size_t)got;
        must(out->len < 8u << 20);
    }
    out->text[out->len] = 0;
    close(fd);
}

/* What stands between two texts; empty when it does not. */
static str between(const char *text, const char *before, const char *after)
{
    const char *from = strstr(text, before);
    const char *to = from ? strstr(from + strlen(before), after) : NULL;
    return to ? arena_str(&t.home,
                          (str) { from + strlen(before), (size_t)(to - from) - strlen(before) })
              : (str) { "", 0 };
}

static size_t occurrences(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        count++;
    return count;
}

static void test_get(void **state)
{
    (void)state;
    char line[128] = "";
    unsigned port = 0;
    int out;
    pid_t child = start("serve", "--listen", "127.0.0.1:0", &out);
    must(read(out, line, sizeof line - 1) > 0);
    must(sscanf(line, "listening on http://127.0.0.1:%u", &port) == 1);
    struct answer answer = { .text = malloc((8u << 20) + 65537) };
    must(answer.text != NULL);
    size_t seen = 0, pages = 0;
    for (str path = S("/xapi/statements?attachments=true"); path.len && pages < STATEMENTS;
         pages++) {
        ask((uint16_t)port, path.ptr, &answer);
        assert_memory_equal(answer.text, "HTTP/1.1 200", 12);
        seen += occurrences(answer.text, "\"authority\"");
        path = between(answer.text, "\"more\":\"", "\"");
    }
    free(answer.text);
    assert_int_equal(seen, STATEMENTS);
    kill(child, SIGTERM);
    end(child);
    close(out);
}

int main(int argc, char **argv)
{
    must(argc == 3);
    fixture_choose(argv[1]);
    t.program = argv[2];
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_get), cmocka_unit_test(test_export) };
    int failed = cmocka_run_group_tests(tests, set_up, tear_down);
    fixture_end();
    return failed;
}
