/* Talking to PostgreSQL: connections, failures, statements, and the driver for the shared
 * operations. */
#define LOG_MODULE "hub-postgres"
#include "hub/store_postgres.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"

/* Rows a round trip. A statement of another tool may be nearly 1 MiB, and the hub stays under 128
 * MiB; the ledger's own are small. */
#define FETCH_ROWS 16
#define FETCH_LEDGER_ROWS 128

/* ---- connections ---- */

/* Waiting for another process ends like SQLite's busy timeout; one that hangs in a change loses it,
 * so that nobody waits for it for ever. Every statement here has its index: plans must not turn to
 * sorting or reading all of the events, whatever the statistics say while a database fills. */
static const char session[] =
    "SET enable_sort=off; SET enable_seqscan=off; SET enable_bitmapscan=off;"
    "SET enable_hashjoin=off; SET enable_mergejoin=off;"
    "SET lock_timeout='10s'; SET idle_in_transaction_session_timeout='60s';"
    "SET client_min_messages=error;"
    "SELECT set_config('synchronous_commit','on',false)"
    " WHERE current_setting('synchronous_commit')='off'";

static void drop_notice(void *self, const char *message)
{
    (void)self;
    (void)message;
}

enum fail postgres_connect(struct postgres_store *s)
{
    /* What stands before dbname is a default that the address may overrule. */
    const char *names[] = { "connect_timeout",  "keepalives_idle",  "keepalives_interval",
                            "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                            "dbname",           "client_encoding",  NULL };
    const char *values[] = { "5", "15", "5", "3", "30000", "tramso-hub", s->uri, "UTF8", NULL };
    PQfinish(s->db);
    memset(s->ready, 0, sizeof s->ready);
    s->readers = 0;
    s->reading = false;
    s->db = PQconnectdbParams(names, values, 1);
    must(s->db != NULL);
    if (PQstatus(s->db) != CONNECTION_OK) {
        /* The server's sentence names host, database and user, never the password. */
        str why = str_trim(str_of(PQerrorMessage(s->db)));
        log_error("the database cannot be reached: %.*s", STR_ARG(why));
        return FAIL_OFFLINE;
    }
    PQsetNoticeProcessor(s->db, drop_notice, NULL);
    return postgres_run(s, session);
}

enum fail postgres_connected(struct postgres_store *s)
{
    if (s->changing || s->readers) {
        if (PQstatus(s->db) == CONNECTION_OK)
            return FAIL_OK;
        log_error("the connection to the database was lost in the middle of a change or reading");
        return FAIL_OFFLINE;
    }
    /* Once for a last word of the server, once to see that it has hung up. */
    if (PQstatus(s->db) == CONNECTION_OK && PQconsumeInput(s->db) && PQconsumeInput(s->db) &&
        PQtransactionStatus(s->db) == PQTRANS_IDLE)
        return FAIL_OK;
    return postgres_connect(s);
}

/* ---- failures ---- */

/* By the first letters of SQLSTATE (PostgreSQL's appendix A); the first that fits counts. */
static const struct {
    const char *state;
    enum fail failed;
} kinds[] = {
    { "40", FAIL_BUSY },     /* serialization, deadlock */
    { "55P03", FAIL_BUSY },  /* lock not available */
    { "57P", FAIL_OFFLINE }, /* the server ends the connection or is starting */
    { "08", FAIL_OFFLINE },  /* connection */
    { "25P03", FAIL_OFFLINE }, { "53100", FAIL_FULL },
    { "53", FAIL_BUSY }, /* too many connections, memory */
    { "42501", FAIL_DENIED },  { "28", FAIL_DENIED },
    { "25006", FAIL_DENIED }, /* read only */
    { "XX001", FAIL_CORRUPT }, { "XX002", FAIL_CORRUPT },
    { "22", FAIL_FORMAT },
};

enum fail postgres_fail_of(struct postgres_store *s, const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    if (result && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK))
        return FAIL_OK;
    /* The first sentence only: what follows it quotes rows. */
    const char *why = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    enum fail failed = FAIL_IO;
    for (size_t i = 0; state && i < COUNT_OF(kinds); i++)
        if (strncmp(state, kinds[i].state, strlen(kinds[i].state)) == 0) {
            failed = kinds[i].failed;
            break;
        }
    if (PQstatus(s->db) != CONNECTION_OK)
        failed = FAIL_OFFLINE;
    log_error("the database failed: %s", why ? why : "the connection was lost");
    return failed;
}

enum fail postgres_run(struct postgres_store *s, const char *text)
{
    PGresult *result = PQexec(s->db, text);
    enum fail failed = postgres_fail_of(s, result);
    PQclear(result);
    return failed;
}

/* ---- statements ---- */

static enum fail prepare(struct postgres_store *s, unsigned sql,
                         const struct postgres_param *params, size_t count)
{
    if (s->ready[sql])
        return FAIL_OK;
    Oid types[POSTGRES_PARAMS_MAX];
    for (size_t i = 0; i < count; i++)
        types[i] = params[i].type;
    char name[16];
    snprintf(name, sizeof name, "s%u", sql);
    const char *text = sql < SQL_COUNT ? sql_texts[sql] : postgres_texts[sql - SQL_COUNT];
    PGresult *result = PQprepare(s->db, name, text, (int)count, types);
    enum fail failed = postgres_fail_of(s, result);
    PQclear(result);
    s->ready[sql] = failed == FAIL_OK;
    return failed;
}

struct arguments {
    Oid types[POSTGRES_PARAMS_MAX];
    const char *values[POSTGRES_PARAMS_MAX];
    int lengths[POSTGRES_PARAMS_MAX];
    int formats[POSTGRES_PARAMS_MAX];
};

static void spread(struct arguments *out, const struct postgres_param *params, size_t count)
{
    must(count <= POSTGRES_PARAMS_MAX);
    for (size_t i = 0; i < count; i++) {
        out->types[i] = params[i].type;
        out->values[i] = params[i].bytes;
        out->lengths[i] = (int)params[i].len;
        out->formats[i] = 1;
    }
}

enum fail postgres_query(struct postgres_store *s, unsigned sql,
                         const struct postgres_param *params, size_t count, PGresult **out)
{
    struct arguments arguments;
    spread(&arguments, params, count);
    *out = NULL;
    enum fail failed = postgres_connected(s);
    if (failed == FAIL_OK)
        failed = prepare(s, sql, params, count);
    if (failed != FAIL_OK)
        return failed;
    char name[16];
    snprintf(name, sizeof name, "s%u", sql);
    *out = PQexecPrepared(s->db, name, (int)count, arguments.values, arguments.lengths,
                          arguments.formats, 1);
    return postgres_fail_of(s, *out);
}

void postgres_put_int8(uint8_t out[8], int64_t value)
{
    for (unsigned i = 0; i < 8; i++)
        out[i] = (uint8_t)((uint64_t)value >> (56 - 8 * i));
}

int64_t postgres_int8(const PGresult *result, int row, int column)
{
    must(PQgetlength(result, row, column) == 8); /* another type of number: our own mistake */
    const uint8_t *bytes = (const uint8_t *)PQgetvalue(result, row, column);
    uint64_t value = 0;
    for (unsigned i = 0; i < 8; i++)
        value = value << 8 | bytes[i];
    return (int64_t)value;
}

/* ---- the driver ---- */

struct bound {
    struct postgres_param params[SQL_VALUES_MAX];
    uint8_t numbers[SQL_VALUES_MAX][8];
};

static void bind(const struct sql_query *query, struct bound *out)
{
    static const Oid types[] = {
        [SQL_INT] = POSTGRES_INT8, [SQL_TEXT] = POSTGRES_TEXT, [SQL_BLOB] = POSTGRES_BYTEA
    };
    for (size_t i = 0; i < query->count; i++) {
        const struct sql_value *value = &query->values[i];
        struct postgres_param *param = &out->params[i];
        *param = (struct postgres_param) { .type = types[value->kind],
                                           .bytes = value->null ? NULL : value->bytes,
                                           .len = value->len };
        if (value->kind == SQL_INT && !value->null) {
            postgres_put_int8(out->numbers[i], value->number);
            param->bytes = out->numbers[i];
            param->len = 8;
        }
    }
}

/* Many rows come through a cursor, so that a visitor may ask for other things in between. Outside
 * of a change the cursors have a transaction of their own, which sees one state of everything. */
static enum fail open_cursor(struct sql_query *query, const struct bound *bound)
{
    struct postgres_store *s = postgres_own(query->store);
    enum fail failed = postgres_connected(s);
    if (failed == FAIL_OK && !s->changing && !s->reading) {
        failed = postgres_run(s, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        s->reading = failed == FAIL_OK;
    }
    if (failed != FAIL_OK)
        return failed;
    s->readers++;
    query->cursor = ++s->cursor_count;
    char text[2048];
    int len = snprintf(text, sizeof text, "DECLARE c%u BINARY NO SCROLL CURSOR FOR %s",
                       query->cursor, query->text);
    must(len > 0 && (size_t)len < sizeof text);
    struct arguments arguments;
    spread(&arguments, bound->params, query->count);
    PGresult *result = PQexecParams(s->db, text, (int)query->count, arguments.types,
                                    arguments.values, arguments.lengths, arguments.formats, 1);
    failed = postgres_fail_of(s, result);
    PQclear(result);
    return failed;
}

static enum fail fetch(struct sql_query *query)
{
    struct postgres_store *s = postgres_own(query->store);
    char text[48];
    snprintf(text, sizeof text, "FETCH %d FROM c%u",
             query->sql == SQL_OWN ? FETCH_ROWS : FETCH_LEDGER_ROWS, query->cursor);
    PQclear(query->rows);
    query->rows = PQexec(s->db, text);
    query->row = 0;
    query->row_count = PQntuples(query->rows);
    return postgres_fail_of(s, query->rows);
}

static enum fail start(struct sql_query *query)
{
    struct bound bound;
    bind(query, &bound);
    query->started = true;
    if (query->large)
        return open_cursor(query, &bound);
    PGresult *result;
    enum fail failed =
        postgres_query(postgres_own(query->store), query->sql, bound.params, query->count, &result);
    query->rows = result;
    query->row_count = PQntuples(result);
    return failed;
}

static bool step(struct sql_query *query)
{
    if (!query->started)
        query->failed = start(query);
    else
        query->row++;
    if (query->failed == FAIL_OK && query->large && query->row >= query->row_count)
        query->failed = fetch(query);
    return query->failed == FAIL_OK && query->row < query->row_count;
}

static void end(struct sql_query *query)
{
    struct postgres_store *s = postgres_own(query->store);
    PQclear(query->rows);
    query->rows = NULL;
    if (!query->cursor)
        return;
    s->readers--;
    bool whole = PQstatus(s->db) == CONNECTION_OK && PQtransactionStatus(s->db) == PQTRANS_INTRANS;
    char text[32];
    snprintf(text, sizeof text, "CLOSE c%u", query->cursor);
    enum fail failed = whole ? postgres_run(s, text) : FAIL_OK;
    if (query->failed == FAIL_OK)
        query->failed = failed;
    query->cursor = 0;
    if (s->readers || !s->reading)
        return;
    s->reading = false;
    if (PQstatus(s->db) == CONNECTION_OK)
        failed = postgres_run(s, "ROLLBACK"); /* it only read */
    if (query->failed == FAIL_OK)
        query->failed = failed;
}

static bool is_null(struct sql_query *query, int column)
{
    return PQgetisnull(query->rows, query->row, column);
}

static int64_t number(struct sql_query *query, int column)
{
    if (PQgetisnull(query->rows, query->row, column))
        return 0;
    return postgres_int8(query->rows, query->row, column);
}

static str bytes(struct sql_query *query, int column)
{
    return (str) { PQgetvalue(query->rows, query->row, column),
                   (size_t)PQgetlength(query->rows, query->row, column) };
}

const struct sql_driver postgres_driver = {
    .step = step,
    .end = end,
    .is_null = is_null,
    .number = number,
    .bytes = bytes,
};
