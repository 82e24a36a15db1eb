/* What a hub's taking of batches costs beside a bare prepared INSERT of the same events'
 * statements: at least half its speed.
 *
 * The hub does all it does with a stick: finds and reads the files, verifies, decrypts, unpacks,
 * parses, proves the chain, stores the events with all its indexes, runs and commits, and writes
 * receipts. The bare loop puts the statements' bytes, made before, into
 * statement(id BLOB PRIMARY KEY, statement TEXT), one transaction for each batch, with the same
 * pragmas. Both begin with a fresh file in the same folder; they take turns, and the medians are
 * compared. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/must.h"
#include "bench/life.h"
#include "hub/answer.h"
#include "hub/ingest.h"
#include "hub/keys.h"
#include "wire/batch.h"
#include "wire/statement.h"
#include "wire/stick.h"

#define ROUNDS 7u
#define KIOSKS 4u
#define BATCHES 5u /* of each kiosk */
#define EVENTS (KIOSKS * BATCHES * BATCH_EVENTS_MAX)
#define LIMIT 0.5

struct bench {
    arena home;
    char folder[512];
    struct hub hub;
    struct sign_keys keys[KIOSKS];
    struct event *events[KIOSKS];
    str *statements; /* of all events, kiosk by kiosk */
    struct event **order;
};

static str kiosk_name(struct bench *b, unsigned kiosk)
{
    return arena_printf(&b->home, "tram-%02u", kiosk + 1);
}

/* ---- what is taken ---- */

static void put_batch(struct bench *b, unsigned kiosk, unsigned batch)
{
    struct event *events = b->events[kiosk] + batch * BATCH_EVENTS_MAX;
    struct batch_origin origin = { .kiosk = kiosk_name(b, kiosk),
                                   .keys = &b->keys[kiosk],
                                   .hub = &b->hub.box.pub,
                                   .created_ms = LIFE_START_MS };
    uint8_t random[ID_RANDOM_BYTES] = { (uint8_t)kiosk, (uint8_t)batch };
    struct batch_maker maker;
    str file;
    arena scratch = { 0 };
    id_make(LIFE_START_MS, random, origin.id);
    batch_begin(&maker, &scratch, &origin);
    for (unsigned i = 0; i < BATCH_EVENTS_MAX; i++)
        must(batch_add(&maker, &events[i]));
    must(batch_finish(&maker, &file, NULL) == FAIL_OK);
    str path = arena_printf(&scratch, "%s/stick/" STICK_OUTBOX "/%.*s/%010u-%010u.tsb", b->folder,
                            STR_ARG(origin.kiosk), batch * BATCH_EVENTS_MAX + 1,
                            (batch + 1) * BATCH_EVENTS_MAX);
    must(file_write_durable(path, file, 0644) == FAIL_OK);
    arena_finish(&scratch);
}

static void make_statements(struct bench *b)
{
    size_t at = 0;
    arena scratch = { 0 };
    b->statements = arena_new(&b->home, str, EVENTS);
    b->order = arena_new(&b->home, struct event *, EVENTS);
    for (unsigned k = 0; k < KIOSKS; k++) {
        struct statement_context context =
            statement_context_of(statement_base(&b->home, S("phuong-mau")), kiosk_name(b, k));
        for (unsigned i = 0; i < BATCHES * BATCH_EVENTS_MAX; i++, at++) {
            str text;
            must(statement_write(&scratch, &b->events[k][i], &context, &text) == FAIL_OK);
            b->statements[at] = arena_str(&b->home, text);
            b->order[at] = &b->events[k][i];
            arena_reset(&scratch);
        }
    }
    arena_finish(&scratch);
}

static void make_stick(struct bench *b)
{
    arena *home = &b->home;
    must(file_make_folder(arena_printf(home, "%s/stick", b->folder), false) == FAIL_OK);
    must(file_make_folder(arena_printf(home, "%s/stick/" STICK_ROOT, b->folder), false) == FAIL_OK);
    must(file_make_folder(arena_printf(home, "%s/stick/" STICK_OUTBOX, b->folder), false) ==
         FAIL_OK);
    for (unsigned k = 0; k < KIOSKS; k++) {
        str name = kiosk_name(b, k);
        str folder = arena_printf(home, "%s/stick/" STICK_OUTBOX "/%.*s", b->folder, STR_ARG(name));
        must(file_make_folder(folder, false) == FAIL_OK);
        uint8_t seed[SEAL_SEED_BYTES] = { 1, (uint8_t)k };
        seal_sign_keys(seed, &b->keys[k]);
        b->events[k] = life_events(home, k + 1, BATCHES * BATCH_EVENTS_MAX);
        for (unsigned i = 0; i < BATCHES; i++)
            put_batch(b, k, i);
    }
}

/* ---- both ways ---- */

static void remove_database(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        char name[700];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        remove(name);
    }
}

/* A hub without anything but its kiosks. */
static void fresh_hub(struct bench *b, const char *path)
{
    remove_database(path);
    b->hub.store = (struct hub_store) { 0 };
    must(hub_store_open_sqlite(&b->hub.store, str_of(path), true) == FAIL_OK);
    const struct hub_store_ops *ops = b->hub.store.ops;
    must(ops->begin(&b->hub.store) == FAIL_OK);
    for (unsigned k = 0; k < KIOSKS; k++) {
        struct hub_kiosk kiosk = { .key = b->keys[k].pub, .enrolled_ms = LIFE_START_MS };
        snprintf(kiosk.kiosk, sizeof kiosk.kiosk, "%s", kiosk_name(b, k).ptr);
        must(ops->kiosk_add(&b->hub.store, &kiosk) == FAIL_OK);
    }
    must(ops->commit(&b->hub.store) == FAIL_OK);
}

static double ingest(struct bench *b)
{
    static struct ingest_report report;
    char path[600];
    snprintf(path, sizeof path, "%s/hub.db", b->folder);
    fresh_hub(b, path);
    str stick = arena_printf(&b->home, "%s/stick", b->folder);
    int64_t start = clock_mono_us();
    must(ingest_stick(&b->hub, stick, &report) == FAIL_OK);
    double took = (double)(clock_mono_us() - start);
    must(report.events == EVENTS && report.batches == KIOSKS * BATCHES && report.note_count == 0);
    hub_store_close(&b->hub.store);
    return took;
}

static void run_sql(sqlite3 *db, const char *sql)
{
    must(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void insert_all(struct bench *b, sqlite3 *db, sqlite3_stmt *put)
{
    for (size_t i = 0; i < EVENTS; i++) {
        if (i % BATCH_EVENTS_MAX == 0)
            run_sql(db, "BEGIN IMMEDIATE");
        sqlite3_bind_blob64(put, 1, b->order[i]->id, EVENT_ID_BYTES, SQLITE_STATIC);
        sqlite3_bind_text64(put, 2, b->statements[i].ptr, b->statements[i].len, SQLITE_STATIC,
                            SQLITE_UTF8);
        must(sqlite3_step(put) == SQLITE_DONE);
        sqlite3_reset(put);
        if ((i + 1) % BATCH_EVENTS_MAX == 0)
            run_sql(db, "COMMIT");
    }
}

static double insert_bare(struct bench *b)
{
    char path[600];
    sqlite3 *db = NULL;
    sqlite3_stmt *put = NULL;
    snprintf(path, sizeof path, "%s/bare.db", b->folder);
    remove_database(path);
    must(sqlite3_open(path, &db) == SQLITE_OK);
    run_sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;"
                "PRAGMA wal_autocheckpoint=4096; PRAGMA journal_size_limit=33554432;");
    run_sql(db, "CREATE TABLE statement(id BLOB PRIMARY KEY, statement TEXT)");
    must(sqlite3_prepare_v2(db, "INSERT INTO statement VALUES(?,?)", -1, &put, NULL) == SQLITE_OK);
    int64_t start = clock_mono_us();
    insert_all(b, db, put);
    double took = (double)(clock_mono_us() - start);
    sqlite3_finalize(put);
    sqlite3_close(db);
    return took;
}

/* ---- the network's way, measured only ---- */

static str list_of(arena *home, const str *statements, size_t count)
{
    struct buf list = buf_in(home);
    for (size_t i = 0; i < count; i++) {
        buf_char(&list, i ? ',' : '[');
        buf_str(&list, statements[i]);
    }
    buf_char(&list, ']');
    return buf_view(&list);
}

static str credentials(struct bench *b, arena *home, unsigned kiosk)
{
    uint8_t secret[GRANT_SECRET_BYTES];
    hub_http_secret(&b->hub, &b->keys[kiosk].pub, secret);
    str user = grant_user(home, kiosk_name(b, kiosk), seal_key_id(b->keys[kiosk].pub.bytes));
    return grant_authorization(home, user, grant_password(home, secret));
}

/* Microseconds for one kiosk's events, EXCHANGE_STATEMENTS_MAX a request. */
static double post_all(struct bench *b)
{
    char path[600];
    double took = 0;
    arena scratch = { 0 };
    snprintf(path, sizeof path, "%s/http.db", b->folder);
    fresh_hub(b, path);
    must(hub_need_keys(&b->hub) == FAIL_OK);
    for (size_t i = 0; i < BATCHES * BATCH_EVENTS_MAX; i += EXCHANGE_STATEMENTS_MAX) {
        struct exchange_request request = { .method = EXCHANGE_POST,
                                            .path = S("/xapi/statements"),
                                            .content_type = S("application/json"),
                                            .xapi_version = S(EXCHANGE_XAPI_VERSION) };
        struct exchange_answer answer;
        request.authorization = credentials(b, &scratch, 0);
        request.body = list_of(&scratch, b->statements + i, EXCHANGE_STATEMENTS_MAX);
        must(request.body.len <= EXCHANGE_BODY_BYTES_MAX);
        int64_t start = clock_mono_us();
        hub_answer(&b->hub, &scratch, &request, &answer);
        took += (double)(clock_mono_us() - start);
        if (answer.status != 200)
            fprintf(stderr, "bench_ingest: %d %.*s\n", answer.status, STR_ARG(answer.body));
        must(answer.status == 200);
        arena_reset(&scratch);
    }
    hub_store_close(&b->hub.store);
    arena_finish(&scratch);
    return took;
}

static void open_bench(struct bench *b, const char *below)
{
    bench_folder(b->folder, sizeof b->folder, below);
    struct hub_place place = { .data = arena_printf(&b->home, "%s/hub", b->folder) };
    struct hub_ward ward = { S("phuong-mau"), S("Phường Mẫu"), S("") };
    must(hub_init(&b->hub, &b->home, &place, &ward, LIFE_START_MS) == FAIL_OK);
    hub_store_close(&b->hub.store);
    make_stick(b);
    make_statements(b);
}

int main(int argc, char **argv)
{
    static struct bench b;
    double ingests[ROUNDS], bares[ROUNDS];
    log_set_level(LOG_LEVEL_ERROR);
    open_bench(&b, argc > 1 ? argv[1] : ".");
    size_t bytes = 0;
    for (size_t i = 0; i < EVENTS; i++)
        bytes += b.statements[i].len;
    for (unsigned i = 0; i < ROUNDS; i++) {
        if (i % 2)
            bares[i] = insert_bare(&b);
        ingests[i] = ingest(&b);
        if (i % 2 == 0)
            bares[i] = insert_bare(&b);
    }
    double hub = bench_median(ingests, ROUNDS), bare = bench_median(bares, ROUNDS);
    bool good = bench_at_least("hub_ingest", bare / hub, "x_bare_insert", LIMIT);
    printf("# median of %u, a batch of %u: hub %.1f ms, bare insert %.1f ms (%zu bytes of "
           "statement an event)\n",
           ROUNDS, BATCH_EVENTS_MAX, hub / 1000 / (KIOSKS * BATCHES),
           bare / 1000 / (KIOSKS * BATCHES), bytes / EVENTS);
    printf("# the same by network, %u statements a request: %.1f ms for %u events\n",
           EXCHANGE_STATEMENTS_MAX, post_all(&b) / 1000 / BATCHES, BATCH_EVENTS_MAX);
    arena_finish(&b.home);
    bench_remove(b.folder);
    return good ? 0 : 1;
}
