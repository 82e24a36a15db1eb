#include "core/phrase.h"

#include "base/buf.h"
#include "base/must.h"

static const char *const names[] = {
#define PHRASE_NAME(name) [PHRASE_##name] = #name,
    PHRASE_LIST(PHRASE_NAME)
#undef PHRASE_NAME
};
static_assert(COUNT_OF(names) == PHRASE_COUNT, "a name for every phrase");

#define KEY_BYTES_MAX 32

str phrase_key(enum phrase phrase)
{
    static char keys[PHRASE_COUNT][KEY_BYTES_MAX];
    must(phrase < PHRASE_COUNT);
    char *key = keys[phrase];
    if (key[0] == 0) {
        size_t i = 0;
        for (; names[phrase][i] && i < KEY_BYTES_MAX - 1; i++) {
            char c = names[phrase][i];
            key[i] = c == '_' ? '-' : (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
    }
    return str_of(key);
}

str phrase_fill(arena *home, str words, str zero, str one)
{
    struct buf out = buf_in(home);
    while (words.len) {
        ptrdiff_t at = str_find(words, S("{"));
        if (at < 0 || (size_t)at + 2 >= words.len || words.ptr[at + 2] != '}')
            break;
        buf_str(&out, str_slice(words, 0, (size_t)at));
        buf_str(&out, words.ptr[at + 1] == '0' ? zero : one);
        words = str_slice(words, (size_t)at + 3, words.len);
    }
    buf_str(&out, words);
    return buf_view(&out);
}
