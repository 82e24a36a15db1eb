/* Opening the hub's storage: what is refused, what is brought up to date, what a lost connection
 * leaves behind, and what is never logged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "hub_fixture.h"

/* Last: its fail() would be read into «enum fail (*operation)(…)». */
#include <cmocka.h>

#define ok(call) assert_int_equal((call), FAIL_OK)

static arena home;

static int set_up(void **state)
{
    (void)state;
    fixture_wipe();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

static enum fail try_open(bool create)
{
    struct hub_store store;
    enum fail failed = hub_store_open(&store, fixture_spec(), create);
    hub_store_close(&store);
    return failed;
}

/* Changes the storage behind the hub's back. */
static void meddle(const char *text)
{
    if (fixture_is_postgres()) {
        fixture_ask(text);
        return;
    }
    sqlite3 *db;
    must(sqlite3_open(fixture_spec().ptr + sizeof "sqlite:" - 1, &db) == SQLITE_OK);
    char *why = NULL;
    if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
        fprintf(stderr, "%s\n", why);
    must(why == NULL);
    sqlite3_close(db);
}

static void test_missing_newer_foreign(void **state)
{
    (void)state;
    assert_int_equal(try_open(false), FAIL_MISSING);
    ok(try_open(true));
    ok(try_open(true));
    ok(try_open(false));
    meddle(fixture_is_postgres() ? "UPDATE tramso_hub SET version=99" : "PRAGMA user_version=99");
    assert_int_equal(try_open(true), FAIL_VERSION);
    fixture_wipe();
    meddle("CREATE TABLE event(x BIGINT)");
    assert_int_equal(try_open(true), FAIL_FOREIGN);
    meddle("INSERT INTO event VALUES(1)"); /* untouched */
}

static void test_unknown_kinds(void **state)
{
    (void)state;
    static const char *const specs[] = { "", "sqlite:", "mysql://u:p@h/d", "hub.db",
                                         "postgresql:" };
    struct hub_store store;
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        assert_int_equal(hub_store_open(&store, str_of(specs[i]), true), FAIL_VERSION);
        assert_null(store.ops);
    }
}

/* ---- secrets ---- */

/* What is logged while opening spec. */
static str logged(const char *spec)
{
    char name[] = "/tmp/tramso-log-XXXXXX";
    int to = mkstemp(name), before = dup(STDERR_FILENO);
    must(to >= 0 && before >= 0);
    log_set_level(LOG_LEVEL_DEBUG);
    dup2(to, STDERR_FILENO);
    struct hub_store store;
    enum fail failed = hub_store_open(&store, str_of(spec), true);
    hub_store_close(&store);
    dup2(before, STDERR_FILENO);
    log_set_level(LOG_LEVEL_NONE);
    close(to);
    close(before);
    str text = { 0 };
    ok(file_read(&home, str_of(name), 65536, &text));
    unlink(name);
    assert_int_not_equal(failed, FAIL_OK);
    return text;
}

static void test_password_is_never_logged(void **state)
{
    (void)state;
    static const char *const specs[] = {
        "postgresql://hub:geheim@/tramso?host=/nowhere",
        "postgresql://hub:ge@heim@localhost:1/tramso",
        "postgresql://hub:geheim@heim@localhost:1/tramso",
        "postgresql://hub:geheim/geheim@localhost:1/tramso",
        "postgresql://hub:12/geheim@localhost:1/tramso",
        "postgresql://hub:geheim/tramso",
        "postgresql://hub:geheim",
        "postgresql://hub:%zzgeheim@localhost:1/tramso",
        "postgresql://hub:geheim@localhost:1/tramso?unknown=1",
        "postgresql://hub@localhost:1/tramso?password=geheim&connect_timeout=x",
        "postgresql://localhost:1/tramso?passwort=geheim",
        "postgresql://hub:geheim@localhost:99999/tramso",
        "postgresql://hub:#geheim@localhost:1/tramso",
        "postgresql://hub:?geheim@localhost:1/tramso",
        "mysql://hub:geheim@localhost/tramso",
        "postgres:hub:geheim@localhost/tramso",
    };
    for (size_t i = 0; i < COUNT_OF(specs); i++) {
        str text = logged(specs[i]);
        if (str_find(text, S("heim")) >= 0)
            fail_msg("%s: logged %s", specs[i], text.ptr);
        assert_true(text.len > 20); /* one sentence all the same */
    }
}

/* ---- SQLite: version 1 becomes 2 ---- */

static const char version_1[] =
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE token(token BLOB PRIMARY KEY, issued_ms INTEGER NOT NULL,"
    " expires_ms INTEGER NOT NULL, spent INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE TABLE kiosk(installation INTEGER PRIMARY KEY, kiosk TEXT NOT NULL,"
    " key BLOB NOT NULL UNIQUE, enrolled_ms INTEGER NOT NULL,"
    " last_ingest_ms INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE event(id BLOB NOT NULL UNIQUE, installation INTEGER NOT NULL,"
    " seq INTEGER NOT NULL, boot INTEGER NOT NULL, mono_ms INTEGER NOT NULL,"
    " wall_ms INTEGER NOT NULL, clock_sure INTEGER NOT NULL, type TEXT NOT NULL,"
    " session TEXT NOT NULL, learner TEXT NOT NULL, body TEXT NOT NULL,"
    " prev BLOB NOT NULL, hash BLOB NOT NULL);"
    "CREATE INDEX event_by_seq ON event(installation, seq);"
    "CREATE TABLE run(installation INTEGER NOT NULL, first_seq INTEGER NOT NULL,"
    " last_seq INTEGER NOT NULL, first_hash BLOB NOT NULL, last_hash BLOB NOT NULL,"
    " PRIMARY KEY(installation, first_seq, last_seq, last_hash)) WITHOUT ROWID;"
    "CREATE TABLE quarantine(hash BLOB PRIMARY KEY, source TEXT NOT NULL, reason TEXT NOT NULL,"
    " seen_ms INTEGER NOT NULL) WITHOUT ROWID;"
    "INSERT INTO setting VALUES('ward_id','mau');"
    "INSERT INTO token VALUES(zeroblob(16),1,2,0);"
    "INSERT INTO kiosk VALUES(1,'tram-a',zeroblob(32),5,77),(2,'tram-b',randomblob(32),6,0);"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<500)"
    " INSERT INTO event SELECT CAST(printf('%016d',i) AS BLOB),1,501-i,1,i,i,1,'session.ended','s',"
    " '','{\"n\":'||i||'}',zeroblob(32),randomblob(32) FROM n;"
    "INSERT INTO run VALUES(1,1,500,zeroblob(32),zeroblob(32));"
    "INSERT INTO quarantine VALUES(zeroblob(32),'outbox/tram-a/1.tsb','it was cut',9);"
    "PRAGMA application_id=0x54534842; PRAGMA user_version=1; PRAGMA journal_mode=WAL;";

struct migrated {
    uint64_t count;
    unsigned kiosks, quarantined;
};

static bool see_event(void *self, const struct hub_event *row)
{
    struct migrated *m = self;
    m->count++;
    assert_int_equal(row->place, m->count);
    assert_int_equal(row->event->seq, 501 - m->count);
    assert_int_equal(row->stored_ms, 77); /* no later than the kiosk's newest batch */
    assert_string_equal(arena_str(&home, row->event->body).ptr,
                        arena_printf(&home, "{\"n\":%llu}", (unsigned long long)m->count).ptr);
    return true;
}

static bool see_kiosk(void *self, const struct hub_kiosk *kiosk)
{
    struct migrated *m = self;
    m->kiosks++;
    assert_true(kiosk->revoked_ms == 0 && kiosk->clock_error_ms == INT64_MIN);
    return true;
}

static bool see_quarantined(void *self, const struct hub_quarantine *entry)
{
    struct migrated *m = self;
    m->quarantined++;
    assert_true(str_eq(entry->reason, S("it was cut")) && entry->kiosk.len == 0);
    return true;
}

static void test_version_1_becomes_2(void **state)
{
    (void)state;
    if (fixture_is_postgres())
        return; /* there never was another */
    meddle(version_1);
    for (unsigned round = 0; round < 2; round++) {
        struct hub_store store;
        struct migrated m = { 0 };
        str value;
        struct receipt_range run;
        size_t runs;
        ok(hub_store_open(&store, fixture_spec(), false));
        ok(store.ops->stored(&store, &(struct hub_query) { 0 }, see_event, &m));
        ok(store.ops->kiosks(&store, see_kiosk, &m));
        ok(store.ops->quarantined(&store, see_quarantined, &m));
        ok(store.ops->setting_get(&store, S("ward_id"), &home, &value));
        ok(store.ops->runs(&store, 1, &run, 1, &runs));
        assert_true(m.count == 500 && m.kiosks == 2 && m.quarantined == 1 && runs == 1);
        hub_store_close(&store);
    }
    meddle("INSERT INTO event(stored_ms,installation,id,seq,boot,mono_ms,wall_ms,clock_sure,type,"
           "session,learner,body,prev,hash) SELECT 1,1,x'01',9,1,1,1,1,'t','','','',x'',x''"
           " WHERE (SELECT count(*) FROM sqlite_master WHERE type='index' AND tbl_name='event')=5");
}

/* A migration that cannot be finished leaves the old file as it was. */
static void test_migration_all_or_nothing(void **state)
{
    (void)state;
    if (fixture_is_postgres())
        return;
    meddle(version_1);
    meddle("CREATE TABLE event_1(x)"); /* in the way of the last steps */
    assert_int_not_equal(try_open(false), FAIL_OK);
    meddle("DROP TABLE event_1");
    ok(try_open(false));
}

/* ---- PostgreSQL: the connection goes away ---- */

static void cut(void)
{
    fixture_ask("SELECT pg_terminate_backend(pid,5000) FROM pg_stat_activity"
                " WHERE application_name='tramso-hub'");
}

static void test_lost_in_mid_change(void **state)
{
    (void)state;
    if (!fixture_is_postgres())
        return;
    struct hub_store store = fixture_open();
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 100, NULL, 1 });
    enum hub_put puts[100];
    for (unsigned at = 0; at < 4; at++) {
        ok(store.ops->begin(&store));
        if (at == 0)
            cut();
        enum fail failed = store.ops->lock(&store, a);
        if (at == 1)
            cut();
        if (failed == FAIL_OK)
            failed = store.ops->events_put(&store, a, events, 100, NOW_MS, puts);
        if (at == 2)
            cut();
        if (failed == FAIL_OK)
            failed = store.ops->kiosk_seen(&store, a, NOW_MS, 1);
        if (at == 3)
            cut();
        if (failed == FAIL_OK)
            failed = store.ops->commit(&store);
        assert_int_equal(failed, FAIL_OFFLINE);
        assert_int_equal(store.ops->setting_put(&store, S("half"), S("x")), FAIL_OFFLINE);
        store.ops->rollback(&store);
        assert_int_equal(fixture_count(&store).count, 0); /* connected anew, nothing is there */
    }
    cut(); /* while nobody uses it */
    uint32_t fresh;
    ok(fixture_take(&store, a, events, 100, &fresh));
    assert_int_equal(fresh, 100);
    str value;
    assert_int_equal(store.ops->setting_get(&store, S("half"), &home, &value), FAIL_MISSING);
    hub_store_close(&store);
}

static bool cut_once(void *self, const struct hub_event *row)
{
    (void)row;
    if (++*(unsigned *)self == 50)
        cut();
    return true;
}

static void test_lost_while_reading(void **state)
{
    (void)state;
    if (!fixture_is_postgres())
        return;
    struct hub_store store = fixture_open();
    int64_t a = fixture_enrol(&store, "tram-a", 1);
    struct event *events = fixture_history(&home, &(struct history) { 1, 1000, NULL, 1 });
    ok(fixture_take(&store, a, events, 1000, NULL));
    unsigned seen = 0;
    assert_int_equal(store.ops->events(&store, cut_once, &seen), FAIL_OFFLINE);
    assert_true(seen >= 50 && seen < 1000);
    ok(store.ops->events(&store, cut_once, &seen));
    hub_store_close(&store);
}

static void test_server_cannot_be_reached(void **state)
{
    (void)state;
    struct hub_store store;
    assert_int_equal(hub_store_open(&store, S("postgresql:///x?host=/nowhere/at/all"), true),
                     FAIL_OFFLINE);
    assert_null(store.ops);
}

#define each(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(int argc, char **argv)
{
    must(argc == 2);
    fixture_choose(argv[1]);
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        each(test_missing_newer_foreign),    each(test_unknown_kinds),
        each(test_password_is_never_logged), each(test_version_1_becomes_2),
        each(test_migration_all_or_nothing), each(test_lost_in_mid_change),
        each(test_lost_while_reading),       each(test_server_cannot_be_reached),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fixture_end();
    return failed;
}
