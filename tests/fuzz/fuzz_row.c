/* One line of a batch: it is read as a general JSON parser reads it; what is read can be written,
 * and is then read as the same. */
#include <stdint.h>

#include "base/must.h"
#include "support/row_oracle.h"
#include "wire/row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 16384 };
    struct event event, again;
    must(row_oracle_agrees(&home, (str) { (const char *)data, size }));
    if (row_read(&home, (str) { (const char *)data, size }, &event) == FAIL_OK) {
        struct buf line = buf_in(&home);
        row_write(&line, &event, ROW_EXACT);
        str text = buf_view(&line);
        enum fail failed = row_read(&home, str_slice(text, 0, text.len - 1), &again);
        /* Escapes may make a line longer than a line may be. */
        must(failed == FAIL_OK || failed == FAIL_LIMIT);
        must(failed != FAIL_OK || (str_eq(event.body, again.body) && event.seq == again.seq));
    }
    arena_finish(&home);
    return 0;
}
