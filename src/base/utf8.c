#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/must.h"

static const utf8proc_uint8_t *bytes_of(str s)
{
    return (const utf8proc_uint8_t *)s.ptr;
}

/* Whether eight bytes are all printing ASCII, which most text is. */
static bool eight_printing(const char *bytes)
{
    const uint64_t ones = 0x0101010101010101ull;
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    uint64_t deletes = word ^ ones * 0x7f;
    uint64_t found = word | (word - ones * 0x20) | (deletes - ones);
    return (found & ones * 0x80) == 0;
}

bool utf8_valid(str s)
{
    size_t at = 0;
    while (at < s.len) {
        if (s.len - at >= 8 && eight_printing(s.ptr + at)) {
            at += 8;
            continue;
        }
        utf8proc_int32_t code;
        utf8proc_ssize_t n =
            utf8proc_iterate(bytes_of(s) + at, (utf8proc_ssize_t)(s.len - at), &code);
        if (n <= 0 || (code < 0x20 && code != '\n' && code != '\t') || code == 0x7f)
            return false;
        at += (size_t)n;
    }
    return true;
}

/* Code points that NFC leaves alone and that join nothing before them: Latin with and without
 * Vietnamese marks, and the punctuation that texts have. Marks by themselves are none of them. */
static bool is_settled(uint32_t code)
{
    return code < 0x300 || (code >= 0x1e00 && code < 0x1f00) || (code >= 0x2010 && code < 0x2028);
}

/* Nearly every text is composed already; finding that out is ten times cheaper than composing. */
static bool is_nfc_already(str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t n;
        if ((unsigned char)s.ptr[at] < 0x80) {
            at++;
            continue;
        }
        if (!is_settled(utf8_decode(str_slice(s, at, s.len), &n)))
            return false;
        at += n;
    }
    return true;
}

enum fail utf8_to_nfc(arena *home, str s, str *out)
{
    if (!utf8_valid(s))
        return FAIL_FORMAT;
    if (s.len == 0 || is_nfc_already(s)) {
        *out = arena_str(home, s);
        return FAIL_OK;
    }
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t len = utf8proc_map(bytes_of(s), (utf8proc_ssize_t)s.len, &composed,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0)
        return FAIL_FORMAT;
    *out = arena_str(home, (str) { (const char *)composed, (size_t)len });
    free(composed);
    return FAIL_OK;
}

uint32_t utf8_decode(str s, size_t *len_out)
{
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t n = utf8proc_iterate(bytes_of(s), (utf8proc_ssize_t)s.len, &code);
    must(n > 0);
    *len_out = (size_t)n;
    return (uint32_t)code;
}

size_t utf8_count(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
    return count;
}

str utf8_truncate(str s, size_t max)
{
    size_t at = 0, whole = 0, count = 0;
    while (at < s.len) {
        size_t n;
        uint32_t code = utf8_decode(str_slice(s, at, s.len), &n);
        bool mark = utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_MN;
        if (!mark)
            whole = at;
        if (++count > max)
            return str_slice(s, 0, mark ? whole : at);
        at += n;
    }
    return s;
}

size_t utf8_words(str s)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < s.len; i++) {
        bool space = s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t';
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

size_t utf8_encode(uint32_t code, char out[4])
{
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
    return n > 0 ? (size_t)n : 0;
}
