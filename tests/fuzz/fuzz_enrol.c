/* Enrolment codes and requests, as text, as files, and as bytes signed well. */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/must.h"
#include "wire/codec.h"
#include "wire/enrol.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[SEAL_SEED_BYTES] = { 4 };
    struct sign_keys hub;
    struct enrol_code code;
    struct enrol_request request;
    char why[ENROL_WHY_BYTES] = { 0 };
    arena home = { .block_bytes = 8192 };
    str input = { (const char *)data, size };
    log_set_level((enum log_level) - 1);
    seal_sign_keys(seed, &hub);
    if (enrol_code_read(input, &code) == FAIL_OK)
        must(strlen(code.hub) > 0);
    must((enrol_request_read(input, &request, why) == FAIL_OK) == (why[0] == 0));
    if (size <= 500) {
        uint8_t signature[SEAL_SIGNATURE_BYTES];
        struct buf bytes = buf_in(&home);
        seal_sign(&hub, input, signature);
        buf_put(&bytes, data, size);
        buf_put(&bytes, signature, sizeof signature);
        str letters = codec_base32(&home, buf_view(&bytes)), again;
        str text = arena_printf(&home, "TSE1:%.*s", STR_ARG(letters));
        if (enrol_code_read(text, &code) == FAIL_OK) {
            must(enrol_code_write(&home, &code, &hub, &again) == FAIL_OK);
            must(str_eq(text, again));
        }
    }
    arena_finish(&home);
    return 0;
}
