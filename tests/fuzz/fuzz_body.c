/* An event's body as JSON: what is read can be written, and is then read as the same. */
#include <stdint.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 16384 };
    struct event_body body, again;
    str json, json_again;
    if (body_read(&home, (str) { (const char *)data, size }, &body) == FAIL_OK &&
        body_write(&home, &body, &json) == FAIL_OK) {
        must(body_read(&home, json, &again) == FAIL_OK);
        must(body_write(&home, &again, &json_again) == FAIL_OK);
        must(str_eq(json, json_again));
    }
    arena_finish(&home);
    return 0;
}
