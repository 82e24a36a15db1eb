/* The ledger on a real disk: numbers, chain, boots, refusals, several programs, kill -9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "store/check.h"
#include "store_fixture.h"
#include "wire/chain.h"
#include "wire/id.h"

struct place {
    arena home;
    const char *folder;
    str path;
};

static int enter(void **state)
{
    static struct place place;
    place = (struct place) { .folder = fixture_folder() };
    place.path = fixture_path(&place.home, place.folder, "ledger.db");
    *state = &place;
    return 0;
}

static int leave(void **state)
{
    struct place *place = *state;
    fixture_remove(place->folder);
    arena_finish(&place->home);
    return 0;
}

static enum fail open_at(struct ledger **out, str path, bool read_only)
{
    struct ledger_options options = { .path = path,
                                      .read_only = read_only,
                                      .boot_id = S("boot-a"),
                                      .version = S("test"),
                                      .chance = fixture_chance() };
    return ledger_open(out, &options);
}

static void sql_at(str path, const char *sql)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path.ptr, &handle), SQLITE_OK);
    char *error = NULL;
    if (sqlite3_exec(handle, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s", error);
    sqlite3_close(handle);
}

static void append_ok(struct ledger *ledger, arena *home, unsigned number, int64_t ms,
                      struct event *out)
{
    struct event_draft draft = fixture_completion(number, true);
    struct stamp stamp = fixture_stamp(ms);
    assert_int_equal(ledger_append(ledger, home, &draft, &stamp, out), FAIL_OK);
}

struct seen {
    uint64_t count, last;
    uint8_t hash[EVENT_HASH_BYTES];
    uint64_t stop_at;
};

static bool see(void *self, const struct event *event)
{
    struct seen *seen = self;
    if (seen->count > 0) {
        assert_int_equal(event->seq, seen->last + 1);
        assert_memory_equal(event->prev, seen->hash, EVENT_HASH_BYTES);
    }
    assert_true(chain_holds(event));
    assert_true(id_is_v7(event->id));
    seen->count++;
    seen->last = event->seq;
    memcpy(seen->hash, event->hash, EVENT_HASH_BYTES);
    return event->seq != seen->stop_at;
}

static void test_numbers_and_chain(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    struct ledger_end end;
    assert_int_equal(ledger_end(ledger, &end), FAIL_OK);
    assert_int_equal(end.seq, 0);
    struct event event;
    append_ok(ledger, &place->home, 1, 0, &event);
    assert_int_equal(event.seq, 2); /* device.booted came first */
    assert_true(str_eq(event.type_name, S("lesson.completed")));
    assert_true(
        str_eq(event.body, S("{\"lesson\":\"L01\",\"unaided\":true,\"duration_ms\":240000}")));
    for (unsigned i = 2; i < 30; i++)
        append_ok(ledger, &place->home, i, i, &event);
    assert_int_equal(ledger_end(ledger, &end), FAIL_OK);
    assert_int_equal(end.seq, 30);
    assert_memory_equal(end.hash, event.hash, EVENT_HASH_BYTES);
    struct seen all = { 0 }, some = { 0 }, stopped = { .stop_at = 9 }, none = { 0 };
    assert_int_equal(ledger_read(ledger, 1, 0, see, &all), FAIL_OK);
    assert_int_equal(all.count, 30);
    assert_int_equal(ledger_read(ledger, 10, 19, see, &some), FAIL_OK);
    assert_int_equal(some.count, 10);
    assert_int_equal(some.last, 19);
    assert_int_equal(ledger_read(ledger, 5, 0, see, &stopped), FAIL_OK);
    assert_int_equal(stopped.count, 5);
    assert_int_equal(ledger_read(ledger, 31, 0, see, &none), FAIL_OK);
    assert_int_equal(ledger_read(ledger, 90, 0, see, &none), FAIL_OK);
    assert_int_equal(none.count, 0);
    uint8_t hash[EVENT_HASH_BYTES];
    assert_int_equal(ledger_hash_at(ledger, 31, hash), FAIL_MISSING);
    ledger_close(ledger);
    struct stat info;
    assert_int_equal(stat(place->path.ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_boots(void **state)
{
    struct place *place = *state;
    struct event event;
    struct stamp stamp = fixture_stamp(5000);
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    assert_int_equal(ledger_boot(ledger, &place->home, &stamp, &event), FAIL_OK);
    assert_int_equal(event.seq, 1);
    assert_int_equal(event.boot, 1);
    append_ok(ledger, &place->home, 1, 100, &event);
    assert_int_equal(event.seq, 2);
    assert_int_equal(event.mono_ms, 6000); /* never backwards inside a boot */
    ledger_close(ledger);
    /* The program starts again in the same boot. */
    ledger = fixture_ledger(place->path, "boot-a");
    assert_int_equal(ledger_boot(ledger, &place->home, &stamp, &event), FAIL_OK);
    assert_int_equal(event.seq, 3);
    assert_int_equal(event.boot, 1);
    ledger_close(ledger);
    ledger = fixture_ledger(place->path, "boot-b");
    append_ok(ledger, &place->home, 2, 0, &event);
    assert_int_equal(event.seq, 5);
    assert_int_equal(event.boot, 2);
    assert_int_equal(event.mono_ms, 1000);
    ledger_close(ledger);
}

static void test_all_or_none(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    static char long_text[EVENT_BODY_BYTES_MAX];
    memset(long_text, 'x', sizeof long_text);
    struct event_draft drafts[3] = { fixture_completion(1, true), fixture_completion(2, true),
                                     fixture_completion(3, true) };
    struct ledger_write write = { drafts, 3, fixture_stamp(0) };
    drafts[2].body.value = (str) { long_text, sizeof long_text };
    assert_int_equal(ledger_append_all(ledger, &place->home, &write, NULL), FAIL_LIMIT);
    drafts[2].body.value = S("\xff\xfe");
    assert_int_equal(ledger_append_all(ledger, &place->home, &write, NULL), FAIL_FORMAT);
    struct ledger_end end;
    assert_int_equal(ledger_end(ledger, &end), FAIL_OK);
    assert_int_equal(end.seq, 0);
    drafts[2].body.value = S("tốt");
    struct event events[3];
    assert_int_equal(ledger_append_all(ledger, &place->home, &write, events), FAIL_OK);
    assert_int_equal(events[0].seq, 2);
    assert_int_equal(events[2].seq, 4);
    ledger_close(ledger);
}

/* Filling a fresh file: each draft at its own moment, nothing waits for the disk until the end. */
static void test_filling(void **state)
{
    struct place *place = *state;
    struct ledger_options options = { .path = place->path,
                                      .boot_id = S("boot-a"),
                                      .version = S("test"),
                                      .chance = fixture_chance(),
                                      .unsynced = true };
    struct ledger *ledger = NULL;
    assert_int_equal(ledger_open(&ledger, &options), FAIL_OK);
    struct event_draft drafts[3];
    struct stamp stamps[3];
    struct event events[3];
    for (unsigned i = 0; i < 3; i++) {
        drafts[i] = fixture_draft(EVENT_HELP_CALLED);
        stamps[i] = fixture_stamp(1000 * (int64_t)(i + 1));
        stamps[i].clock_sure = i != 1;
    }
    struct ledger_write write = { .drafts = drafts, .count = 3, .stamps = stamps };
    assert_int_equal(ledger_append_all(ledger, &place->home, &write, events), FAIL_OK);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(events[i].wall_ms, stamps[i].now.wall_ms);
        assert_int_equal(events[i].mono_ms, stamps[i].now.mono_ms);
        assert_int_equal(events[i].clock_sure, i != 1);
    }
    assert_int_equal(ledger_sync(ledger), FAIL_OK);
    append_ok(ledger, &place->home, 5, 5000, &events[0]);
    assert_int_equal(events[0].seq, 5);
    ledger_close(ledger);
    struct seen seen = { 0 };
    assert_int_equal(open_at(&ledger, place->path, true), FAIL_OK);
    assert_int_equal(ledger_read(ledger, 1, 0, see, &seen), FAIL_OK);
    assert_int_equal(seen.count, 5);
    ledger_close(ledger);
}

static void test_two_programs(void **state)
{
    struct place *place = *state;
    struct ledger *kiosk = fixture_ledger(place->path, "boot-a");
    struct ledger *ctl = fixture_ledger(place->path, "boot-a");
    struct event event;
    for (unsigned i = 1; i < 20; i++) {
        append_ok(i % 2 ? kiosk : ctl, &place->home, i, i, &event);
        assert_int_equal(event.seq, i + 1);
        assert_int_equal(event.boot, 1);
    }
    assert_int_equal(ledger_tidy(kiosk), FAIL_OK);
    struct ledger *reader = NULL;
    assert_int_equal(open_at(&reader, place->path, true), FAIL_OK);
    struct seen seen = { 0 };
    assert_int_equal(ledger_read(reader, 1, 0, see, &seen), FAIL_OK);
    assert_int_equal(seen.count, 20);
    struct event_draft draft = fixture_completion(1, true);
    struct stamp stamp = fixture_stamp(0);
    assert_int_equal(ledger_append(reader, &place->home, &draft, &stamp, NULL), FAIL_DENIED);
    ledger_close(reader);
    ledger_close(ctl);
    ledger_close(kiosk);
}

static void test_append_only(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    append_ok(ledger, &place->home, 1, 0, NULL);
    ledger_close(ledger);
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(place->path.ptr, &handle), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(handle, "DELETE FROM event", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(handle, "UPDATE event SET body='{}'", NULL, NULL, NULL),
                         SQLITE_OK);
    sqlite3_close(handle);
}

/* ---- refusals ---- */

static void test_refuses_other_files(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = NULL;
    assert_int_equal(open_at(&ledger, place->path, true), FAIL_MISSING);
    str text = S("This is no database, and it is long enough to be looked at by SQLite as one.");
    assert_int_equal(file_write_durable(place->path, text, 0644), FAIL_OK);
    assert_int_equal(open_at(&ledger, place->path, false), FAIL_CORRUPT);
    str after;
    assert_int_equal(file_read(&place->home, place->path, 4096, &after), FAIL_OK);
    assert_true(str_eq(after, text));
    str other = fixture_path(&place->home, place->folder, "other.db");
    sql_at(other, "CREATE TABLE t(x)");
    assert_int_equal(open_at(&ledger, other, false), FAIL_FOREIGN);
    str newer = fixture_path(&place->home, place->folder, "newer.db");
    ledger = fixture_ledger(newer, "boot-a");
    ledger_close(ledger);
    sql_at(newer, "PRAGMA user_version=99");
    assert_int_equal(open_at(&ledger, newer, false), FAIL_VERSION);
    assert_null(ledger);
    str nowhere = fixture_path(&place->home, place->folder, "no/such/ledger.db");
    assert_int_equal(open_at(&ledger, nowhere, false), FAIL_MISSING);
}

static void test_refuses_changed_end(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    append_ok(ledger, &place->home, 1, 0, NULL);
    ledger_close(ledger);
    sql_at(place->path, "DROP TRIGGER event_stays;"
                        "UPDATE event SET body='{\"lesson\":\"L02\"}' WHERE seq=2");
    assert_int_equal(open_at(&ledger, place->path, false), FAIL_CORRUPT);
}

/* Overwrites the middle of the file's pages: what SQLite then finds is damage, and nothing is
 * added. */
static void test_refuses_damage(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    for (unsigned i = 1; i < 90; i++)
        append_ok(ledger, &place->home, i, i, NULL);
    ledger_close(ledger);
    str wal = fixture_path(&place->home, place->folder, "ledger.db-wal");
    unlink(wal.ptr);
    struct stat info;
    assert_int_equal(stat(place->path.ptr, &info), 0);
    FILE *file = fopen(place->path.ptr, "r+b");
    assert_non_null(file);
    for (long at = 2048; at < info.st_size; at += 2048) {
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        assert_int_equal(fwrite("\xee\xee\xee\xee\xee\xee\xee\xee", 1, 8, file), 8);
    }
    fclose(file);
    assert_int_equal(open_at(&ledger, place->path, false), FAIL_CORRUPT);
    assert_null(ledger);
}

/* As an ordinary user, because root may write anywhere. */
static void test_refuses_read_only_folder(void **state)
{
    struct place *place = *state;
    assert_int_equal(chmod(place->folder, 0555), 0);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(99);
        struct ledger *ledger = NULL;
        _exit((int)open_at(&ledger, place->path, false));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(place->folder, 0755), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), FAIL_DENIED);
    assert_false(file_exists(place->path));
}

static void test_busy(void **state)
{
    struct place *place = *state;
    struct ledger *ledger = fixture_ledger(place->path, "boot-a");
    append_ok(ledger, &place->home, 1, 0, NULL);
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open(place->path.ptr, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    struct event_draft draft = fixture_completion(2, true);
    struct stamp stamp = fixture_stamp(1);
    assert_int_equal(ledger_append(ledger, &place->home, &draft, &stamp, NULL), FAIL_BUSY);
    sqlite3_close(other);
    append_ok(ledger, &place->home, 2, 1, NULL);
    ledger_close(ledger);
}

/* ---- kill -9 ---- */

/* Appends for ever and says after each which number is safe. */
static void append_for_ever(str path, int to)
{
    arena home = { 0 };
    struct ledger *ledger = fixture_ledger(path, "boot-a");
    for (unsigned i = 0;; i++) {
        struct event event;
        struct event_draft draft = fixture_completion(1 + i % 90, false);
        struct stamp stamp = fixture_stamp(i);
        arena_reset(&home);
        if (ledger_append(ledger, &home, &draft, &stamp, &event) != FAIL_OK)
            _exit(1);
        if (write(to, &event.seq, sizeof event.seq) != sizeof event.seq)
            _exit(1);
        if (i % 40 == 39 && ledger_tidy(ledger) != FAIL_OK)
            _exit(1);
    }
}

static uint64_t kill_after(str path, unsigned events)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        append_for_ever(path, ends[1]);
    }
    close(ends[1]);
    uint64_t seq = 0, last = 0;
    for (unsigned i = 0; i < events && read(ends[0], &seq, sizeof seq) == sizeof seq; i++)
        last = seq;
    assert_int_equal(kill(child, SIGKILL), 0);
    while (read(ends[0], &seq, sizeof seq) == sizeof seq)
        last = seq;
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return last;
}

static void test_kill(void **state)
{
    struct place *place = *state;
    static struct check_result result;
    for (unsigned round = 0; round < 12; round++) {
        uint64_t promised = kill_after(place->path, 5 + round * 13);
        struct ledger *ledger = fixture_ledger(place->path, "boot-a");
        struct ledger_end end;
        assert_int_equal(ledger_end(ledger, &end), FAIL_OK);
        assert_true(end.seq >= promised);
        assert_int_equal(check_run(ledger, NULL, &result), FAIL_OK);
        assert_int_equal(result.problem_count, 0);
        ledger_close(ledger);
    }
}

static int quiet(void **state)
{
    (void)state;
    log_set_level((enum log_level) - 1);
    return 0;
}

#define AT_PLACE(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_PLACE(test_numbers_and_chain),
        AT_PLACE(test_boots),
        AT_PLACE(test_all_or_none),
        AT_PLACE(test_filling),
        AT_PLACE(test_two_programs),
        AT_PLACE(test_append_only),
        AT_PLACE(test_refuses_other_files),
        AT_PLACE(test_refuses_changed_end),
        AT_PLACE(test_refuses_damage),
        AT_PLACE(test_refuses_read_only_folder),
        AT_PLACE(test_busy),
        AT_PLACE(test_kill),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}
