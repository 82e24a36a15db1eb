/* Rows of the storage as statements: the ledger's rows are derived anew, with what their sessions
 * say up to them; other tools' statements stand there whole. */
#define LOG_MODULE "hub"
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "hub/answer_parts.h"
#include "wire/body.h"
#include "wire/statement.h"

struct stored_row answer_copy_row(arena *home, const struct hub_event *stored)
{
    struct stored_row row = { stored->place, stored->stored_ms, stored->installation,
                              arena_str(home, stored->kiosk), *stored->event };
    row.event.type_name = arena_str(home, row.event.type_name);
    row.event.session = arena_str(home, row.event.session);
    row.event.learner = arena_str(home, row.event.learner);
    row.event.body = arena_str(home, row.event.body);
    return row;
}

struct one_row {
    arena *home;
    struct stored_row *out;
    bool hit;
};

static bool take_one(void *self, const struct hub_event *stored)
{
    struct one_row *one = self;
    *one->out = answer_copy_row(one->home, stored);
    one->hit = true;
    return false;
}

enum fail answer_find_row(struct answering *a, arena *home, const uint8_t id[EVENT_ID_BYTES],
                          struct stored_row *out)
{
    struct one_row one = { home, out, false };
    struct hub_query query = { .id = id, .installation = a->kiosk.installation };
    enum fail failed = a->hub->store.ops->stored(&a->hub->store, &query, take_one, &one);
    return failed == FAIL_OK && !one.hit ? FAIL_MISSING : failed;
}

/* Part Two, 2.3.2: a statement that voids cannot itself be voided. A kiosk voids its own alone. */
enum fail answer_is_voided(struct answering *a, const struct stored_row *row, bool *out)
{
    struct hub_store *store = &a->hub->store;
    *out = false;
    if (str_eq(row->event.type_name, S(HUB_VOIDING)))
        return FAIL_OK;
    return store->ops->voided(store, row->installation, row->event.id, out);
}

/* ---- sessions ---- */

#define SESSION_SLOTS 64u /* chains by hash; a page rarely has more sessions */

struct session_word {
    uint64_t seq;
    struct event_body body;
    struct session_word *next; /* by rising seq */
};

struct session {
    int64_t installation;
    str name;
    struct session_word *first, *last;
    struct session *next;
};

struct session_cache {
    struct answering *a;
    arena *home;
    struct session *slots[SESSION_SLOTS];
};

struct session_cache *answer_sessions(struct answering *a, arena *home)
{
    struct session_cache *cache = arena_new(home, struct session_cache, 1);
    cache->a = a;
    cache->home = home;
    return cache;
}

struct hearing {
    struct session_cache *cache;
    struct session *session;
};

static bool hear(void *self, const struct hub_event *stored)
{
    struct hearing *hearing = self;
    struct session *session = hearing->session;
    struct event_body body;
    if (stored->event->seq == 0 ||
        body_read(hearing->cache->home, stored->event->body, &body) != FAIL_OK)
        return true;
    struct session_word *word = arena_new(hearing->cache->home, struct session_word, 1);
    *word = (struct session_word) { stored->event->seq, body, NULL };
    /* Places rise with seq but where batches came out of order. */
    struct session_word **at = &session->first;
    if (session->last && session->last->seq <= word->seq)
        at = &session->last->next;
    while (*at && (*at)->seq <= word->seq)
        at = &(*at)->next;
    word->next = *at;
    *at = word;
    if (!word->next)
        session->last = word;
    return true;
}

static enum fail find_session(struct session_cache *cache, const struct stored_row *row,
                              struct session **out)
{
    str name = row->event.session;
    struct session **slot = &cache->slots[hash_str(HASH_SEED, name) % SESSION_SLOTS];
    for (*out = *slot; *out; *out = (*out)->next)
        if ((*out)->installation == row->installation && str_eq((*out)->name, name))
            return FAIL_OK;
    *out = arena_new(cache->home, struct session, 1);
    **out = (struct session) { row->installation, arena_str(cache->home, name), NULL, NULL, *slot };
    *slot = *out;
    struct hearing hearing = { cache, *out };
    struct answering *a = cache->a;
    struct hub_query query = { .session = name, .installation = row->installation };
    return a->hub->store.ops->stored(&a->hub->store, &query, hear, &hearing);
}

static void take_words(const struct session *session, uint64_t up_to,
                       struct statement_context *context)
{
    for (const struct session_word *w = session->first; w && w->seq <= up_to; w = w->next)
        statement_context_take(context, &w->body);
}

/* ---- statements ---- */

/* It was checked when it came in, or made here: only a damaged storage gives another thing. */
static json_t *load(str text)
{
    json_error_t error;
    json_t *root = json_loadb(text.ptr, text.len, 0, &error);
    if (!json_is_object(root)) {
        log_error("a statement in the hub's database is damaged");
        json_decref(root);
        return NULL;
    }
    return root;
}

static json_t *text_json(str text)
{
    return json_stringn(text.ptr, text.len);
}

/* What the hub says of a statement: «authority» is the kiosk it came from. */
static void decorate(struct answering *a, const struct stored_row *row, json_t *statement)
{
    str stored = clock_rfc3339(a->home, row->stored_ms);
    json_object_set_new(statement, "id", text_json(id_text(a->home, row->event.id)));
    json_object_set_new(statement, "stored", text_json(stored));
    if (!json_object_get(statement, "timestamp"))
        json_object_set_new(statement, "timestamp", text_json(stored));
    if (!json_object_get(statement, "version"))
        json_object_set_new(statement, "version", json_string("1.0.0"));
    json_t *account = json_object(), *authority = json_object();
    json_object_set_new(account, "homePage", text_json(a->base));
    json_object_set_new(account, "name", text_json(row->kiosk));
    json_object_set_new(authority, "objectType", json_string("Agent"));
    json_object_set_new(authority, "account", account);
    json_object_set_new(statement, "authority", authority);
}

json_t *answer_statement(struct answering *a, struct session_cache *sessions,
                         const struct stored_row *row, enum fail *failed_out)
{
    struct statement_context context = statement_context_of(a->base, row->kiosk);
    json_t *statement;
    *failed_out = FAIL_OK;
    if (row->event.seq == 0) {
        statement = load(row->event.body);
    } else {
        struct session *session;
        if (row->event.session.len) {
            *failed_out = find_session(sessions, row, &session);
            if (*failed_out != FAIL_OK)
                return NULL;
            take_words(session, row->event.seq, &context);
        }
        statement = load(statement_write_row(sessions->home, &row->event, &context));
    }
    if (statement)
        decorate(a, row, statement);
    else
        *failed_out = FAIL_CORRUPT;
    return statement;
}
