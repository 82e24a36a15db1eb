#define LOG_MODULE "key"
#include "store/keyfile.h"

#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "wire/codec.h"

#define KEY_TEXT_LEN (CODEC_HEX_LEN(SEAL_KEY_BYTES) + 1)

enum fail keyfile_read(str path, uint8_t out[SEAL_KEY_BYTES])
{
    arena home = { .block_bytes = 512 };
    str text = { 0 };
    enum fail failed = file_read(&home, path, 4096, &text);
    if (failed == FAIL_OK && !codec_hex_read(str_trim(text), out, SEAL_KEY_BYTES))
        failed = FAIL_CORRUPT;
    if (failed == FAIL_FORMAT || failed == FAIL_LIMIT)
        failed = FAIL_CORRUPT;
    if (failed != FAIL_OK && failed != FAIL_MISSING)
        log_error("%.*s: the key cannot be read: %.*s", STR_ARG(path), STR_ARG(fail_en(failed)));
    /* The arena's bytes go back to the system; the key does not go with them. */
    if (text.len)
        seal_wipe((char *)(uintptr_t)text.ptr, text.len);
    arena_finish(&home);
    return failed;
}

enum fail keyfile_write(str path, const uint8_t key[SEAL_KEY_BYTES])
{
    char text[KEY_TEXT_LEN + 1];
    codec_hex_into(key, SEAL_KEY_BYTES, text);
    text[KEY_TEXT_LEN - 1] = '\n';
    enum fail failed = file_write_durable(path, (str) { text, KEY_TEXT_LEN }, 0600);
    seal_wipe(text, sizeof text);
    if (failed != FAIL_OK)
        log_error("%.*s: the key cannot be kept: %.*s", STR_ARG(path), STR_ARG(fail_en(failed)));
    return failed;
}

enum fail keyfile_open(str path, struct chance chance, uint8_t out[SEAL_KEY_BYTES], bool *made_out)
{
    if (made_out)
        *made_out = false;
    enum fail failed = keyfile_read(path, out);
    if (failed != FAIL_MISSING)
        return failed;
    if (!chance.fill)
        chance = chance_system();
    chance.fill(chance.self, out, SEAL_KEY_BYTES);
    failed = keyfile_write(path, out);
    if (failed == FAIL_OK && made_out)
        *made_out = true;
    return failed;
}
