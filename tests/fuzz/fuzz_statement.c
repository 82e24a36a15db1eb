/* Bodies of statements: refused with a sentence, or kept in a form that reads the same again. */
#include <stdint.h>
#include <string.h>

#include "base/must.h"
#include "wire/statement_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_again(arena *home, const struct statement *statement)
{
    struct statement_list list;
    struct statement_refusal refused;
    if (statement->is_row) {
        must(chain_holds(&statement->event) && id_kiosk_valid(statement->kiosk));
        return;
    }
    must(statement_read_all(home, statement->json, 1, &list, &refused) == FAIL_OK);
    must(list.count == 1 && list.single);
    must(memcmp(list.items[0].same, statement->same, SEAL_HASH_BYTES) == 0);
    must(str_eq(list.items[0].json, statement->json));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 16384 };
    str text = { (const char *)data, size };
    struct statement_list list;
    struct statement_refusal refused;
    enum fail failed = statement_read_all(&home, text, 4, &list, &refused);
    must((failed == FAIL_OK) == (refused.why[0] == 0));
    for (size_t i = 0; failed == FAIL_OK && i < list.count; i++)
        read_again(&home, &list.items[i]);
    int64_t wall_ms;
    char why[STATEMENT_WHY_BYTES];
    if (statement_time_read(text, &wall_ms))
        must(size >= 17);
    if (statement_duration_valid(text))
        must(size >= 3);
    must(!statement_iri_valid(text) || size >= 3);
    must(statement_agent_valid(text, why) || why[0]);
    arena_finish(&home);
    return 0;
}
