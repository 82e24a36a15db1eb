/* The views' insides, shared by views*.c. Private to store. */
#ifndef STORE_VIEWS_PRIVATE_H
#define STORE_VIEWS_PRIVATE_H

#include "store/db.h"
#include "store/views.h"

/* «TrSv» */
#define VIEWS_APPLICATION_ID 0x54725376
/* A file of another number is thrown away: the events give it again. */
#define VIEWS_SCHEMA_VERSION 2

/* X(table, its order): the digest and the emptying go through all of them. */
#define VIEWS_TABLES(X)                                                                            \
    X(mark, "only")                                                                                \
    X(session, "session")                                                                          \
    X(completion, "seq")                                                                           \
    X(progress, "learner, lesson")                                                                 \
    X(learning, "seq")                                                                             \
    X(delivered, "hub, first_seq")                                                                 \
    X(hub, "hub")                                                                                  \
    X(dated, "hub, delivered_to")

enum views_statement {
    VIEW_MARK_GET,
    VIEW_MARK_SET,
    VIEW_SESSION_TOUCH,
    VIEW_SESSION_TAKE,
    VIEW_SESSION_START,
    VIEW_SESSION_END,
    VIEW_SESSION_COUNT,
    VIEW_SESSION_GET,
    VIEW_COMPLETION_ADD,
    VIEW_COMPLETION_READ,
    VIEW_COMPLETION_OF_SESSION,
    VIEW_PROGRESS_ADD,
    VIEW_PROGRESS_ADOPT,
    VIEW_PROGRESS_OF_LEARNER,
    VIEW_ERASE_PROGRESS,
    VIEW_ERASE_COMPLETIONS,
    VIEW_ERASE_SESSIONS,
    VIEW_LEARNING_ADD,
    VIEW_LEARNING_UP_TO,
    VIEW_DELIVERED_TOUCHING,
    VIEW_DELIVERED_CUT,
    VIEW_DELIVERED_ADD,
    VIEW_DELIVERED_READ,
    VIEW_HUB_EXPORT,
    VIEW_HUB_RECEIPT,
    VIEW_HUB_GET,
    VIEW_DATED_ADD,
    VIEW_DATED_BEFORE,
    VIEW_STATEMENT_COUNT
};

struct views {
    struct db db;
    sqlite3_stmt *statements[VIEW_STATEMENT_COUNT];
    bool read_only;
    char vfs[64];
    arena scratch; /* one event's body */
};

/* Adds what one event says. Events come in order, each once. */
must_check enum fail views_apply(struct views *views, const struct event *event);

#endif
