/* The inside of reading statements: what its files share. Private to wire.
 *
 * A spot is a value in the JSON and the path to it, so that a refusal can name the place. Checks
 * give back true or leave one sentence in the check's room. */
#ifndef WIRE_STATEMENT_PARTS_H
#define WIRE_STATEMENT_PARTS_H

#include <jansson.h>

#include "wire/statement_read.h"

#define SPOT_PATH_BYTES 128u

struct spot {
    json_t *json; /* NULL: absent */
    char *why;    /* STATEMENT_WHY_BYTES */
    char path[SPOT_PATH_BYTES];
};

/* statement_text.c: forms of single texts. */
bool statement_language_valid(str text);
bool statement_mail_valid(str text);
str statement_text_of(const json_t *json); /* of a string; else empty */
/* A member's name as it may be shown in a sentence. */
void statement_name_shown(const char *name, char *out, size_t size);

/* statement_check.c: every rule of the text; false leaves the sentence. */
bool statement_check(struct spot spot);
struct spot spot_member(const struct spot *parent, const char *name);
struct spot spot_item(const struct spot *parent, size_t index);
/* «path rule»; always false. */
bool spot_refuse(const struct spot *spot, const char *rule);

/* statement_same.c: the form that is hashed for statement.same. */
void statement_same_hash(json_t *root, uint8_t out[SEAL_HASH_BYTES]);

/* statement_row.c: the ledger's row, if there is one. FAIL_MISSING: none; FAIL_FORMAT, FAIL_CORRUPT
 * leave the sentence. */
must_check enum fail statement_row_read(arena *home, const struct spot *spot,
                                        struct statement *out);

#endif
