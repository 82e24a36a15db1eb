/* The tables of the hub in PostgreSQL.
 *
 * On a sharded PostgreSQL (Citus) the same tables are spread once, after `tramso-hub init`:
 *     SELECT create_reference_table(t) FROM unnest('{setting,token,kiosk,quarantine}'::text[]) t;
 *     SELECT create_distributed_table('event', 'installation');
 *     SELECT create_distributed_table('run', 'installation', colocate_with => 'event');
 * What grows has installation in its primary key, nothing unique is without it, no table points at
 * another, and every change touches one installation, so nothing else is different there. */
#define LOG_MODULE "hub-postgres"
#include "hub/store_postgres.h"

#include "base/log.h"

/* The same number as SQLite's schema of the same shape. */
#define SCHEMA_VERSION 2
#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

/* COLLATE "C": bytes in order, as SQLite has it, whatever the database's language. */
static const char schema[] =
    "CREATE TABLE tramso_hub(version BIGINT PRIMARY KEY);"
    "INSERT INTO tramso_hub VALUES(" TEXT(
        SCHEMA_VERSION) ");"
                        "CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL);"
                        "CREATE TABLE token(token BYTEA PRIMARY KEY, issued_ms BIGINT NOT NULL,"
                        " expires_ms BIGINT NOT NULL, spent BIGINT NOT NULL DEFAULT 0);"
                        "CREATE TABLE kiosk(installation BIGSERIAL PRIMARY KEY, kiosk TEXT COLLATE "
                        "\"C\" NOT NULL,"
                        " key BYTEA NOT NULL UNIQUE, enrolled_ms BIGINT NOT NULL,"
                        " last_ingest_ms BIGINT NOT NULL DEFAULT 0, revoked_ms BIGINT NOT NULL "
                        "DEFAULT 0,"
                        " clock_error_ms BIGINT);"
                        "CREATE TABLE event(place BIGSERIAL NOT NULL, stored_ms BIGINT NOT NULL,"
                        " installation BIGINT NOT NULL, id BYTEA NOT NULL, seq BIGINT NOT NULL, "
                        "boot BIGINT NOT NULL,"
                        " mono_ms BIGINT NOT NULL, wall_ms BIGINT NOT NULL, clock_sure BIGINT NOT "
                        "NULL,"
                        " type TEXT COLLATE \"C\" NOT NULL, session TEXT COLLATE \"C\" NOT NULL,"
                        " learner TEXT COLLATE \"C\" NOT NULL, body TEXT NOT NULL, prev BYTEA NOT "
                        "NULL,"
                        " hash BYTEA NOT NULL, PRIMARY KEY(id, installation));"
                        "CREATE INDEX event_by_place ON event(place);"
                        "CREATE INDEX event_by_seq ON event(installation, seq, place);"
                        "CREATE INDEX event_by_stored ON event(stored_ms, place);"
                        "CREATE INDEX event_by_session ON event(session, place) WHERE session<>'';"
                        "CREATE INDEX event_by_learner ON event(learner, place) WHERE learner<>'';"
                        "CREATE TABLE run(installation BIGINT NOT NULL, first_seq BIGINT NOT NULL,"
                        " last_seq BIGINT NOT NULL, first_hash BYTEA NOT NULL, last_hash BYTEA NOT "
                        "NULL,"
                        " PRIMARY KEY(installation, first_seq, last_seq, last_hash));"
                        "CREATE TABLE quarantine(hash BYTEA PRIMARY KEY, source TEXT COLLATE \"C\" "
                        "NOT NULL,"
                        " reason TEXT NOT NULL, seen_ms BIGINT NOT NULL, kiosk TEXT COLLATE \"C\" "
                        "NOT NULL DEFAULT '');"
                        "CREATE INDEX quarantine_by_kiosk ON quarantine(kiosk);";

/* How many tables of ours are there, and the version where the first of them is. */
static enum fail read_number(struct postgres_store *s, const char *text, int64_t *out)
{
    PGresult *result = PQexecParams(s->db, text, 0, NULL, NULL, NULL, NULL, 1);
    enum fail failed = postgres_fail_of(s, result);
    bool there = failed == FAIL_OK && PQntuples(result) && !PQgetisnull(result, 0, 0);
    *out = there ? postgres_int8(result, 0, 0) : 0;
    PQclear(result);
    return failed;
}

static enum fail make(struct postgres_store *s)
{
    int64_t others;
    enum fail failed = read_number(
        s,
        "SELECT count(*) FROM unnest('{setting,token,kiosk,event,run,quarantine}'::text[]) t"
        " WHERE to_regclass(t) IS NOT NULL",
        &others);
    if (failed == FAIL_OK && others) {
        log_error("that database has another program's tables; give the hub one of its own");
        return FAIL_FOREIGN;
    }
    return failed == FAIL_OK ? postgres_run(s, schema) : failed;
}

/* Inside a transaction that holds the lock, so that two programs do not make the tables at once. */
static enum fail check(struct postgres_store *s, bool create)
{
    int64_t there, version;
    enum fail failed = read_number(
        s, "SELECT count(*) FROM (SELECT to_regclass('tramso_hub') t) x WHERE t IS NOT NULL",
        &there);
    if (failed == FAIL_OK && !there && !create) {
        log_error("that database holds no hub; `tramso-hub init` makes one");
        return FAIL_MISSING;
    }
    if (failed == FAIL_OK && !there)
        failed = make(s);
    if (failed == FAIL_OK)
        failed = read_number(s, "SELECT max(version) FROM tramso_hub", &version);
    if (failed == FAIL_OK && version != SCHEMA_VERSION) {
        log_error("that database has schema %lld, this program knows %d", (long long)version,
                  SCHEMA_VERSION);
        return FAIL_VERSION;
    }
    return failed;
}

enum fail postgres_check_schema(struct postgres_store *s, bool create)
{
    enum fail failed = postgres_run(s, "BEGIN");
    if (failed == FAIL_OK)
        failed = postgres_run(s, "SELECT pg_advisory_xact_lock(1414746190)");
    if (failed == FAIL_OK)
        failed = check(s, create);
    if (failed == FAIL_OK)
        return postgres_run(s, "COMMIT");
    if (PQstatus(s->db) == CONNECTION_OK)
        (void)!postgres_run(s, "ROLLBACK");
    return failed;
}
