#include "base/must.h"
#include "base/utf8.h"
#include "core/speak_parts.h"

unsigned char speak_byte(str text, size_t at)
{
    return at < text.len ? (unsigned char)text.ptr[at] : 0;
}

uint32_t speak_code(str text, size_t at, size_t *len_out)
{
    *len_out = 0;
    return at < text.len ? utf8_decode(str_slice(text, at, text.len), len_out) : 0;
}

bool speak_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

bool speak_is_letter(uint32_t code)
{
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    if (code >= 0xc0 && code <= 0x24f)
        return code != 0xd7 && code != 0xf7;
    return (code >= 0x300 && code <= 0x36f) || (code >= 0x370 && code <= 0x1fff) ||
           (code >= 0x3040 && code <= 0xd7ff);
}

uint32_t speak_lower(uint32_t code)
{
    if ((code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde && code != 0xd7))
        return code + 0x20;
    bool pairs = (code >= 0x100 && code <= 0x12f) || (code >= 0x1ea0 && code <= 0x1eff) ||
                 code == 0x168 || code == 0x1a0;
    if (pairs && code % 2 == 0)
        return code + 1;
    return code == 0x1af ? 0x1b0 : code;
}

bool speak_is_upper(uint32_t code)
{
    return speak_lower(code) != code;
}

bool speak_is_space(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == 0xa0 || code == 0x202f ||
           (code >= 0x2000 && code <= 0x200b);
}

bool speak_in_word(str text, size_t at)
{
    size_t len;
    uint32_t code = speak_code(text, at, &len);
    return len && (speak_is_letter(code) || (code >= '0' && code <= '9'));
}

size_t speak_letters_end(str text, size_t at)
{
    size_t len;
    for (uint32_t code = speak_code(text, at, &len); len && speak_is_letter(code);
         code = speak_code(text, at, &len))
        at += len;
    return at;
}

size_t speak_digits_end(str text, size_t at)
{
    while (speak_is_digit(speak_byte(text, at)))
        at++;
    return at;
}

bool speak_is_capitals(str word)
{
    size_t len;
    for (size_t at = 0; at < word.len; at += len)
        if (!speak_is_upper(speak_code(word, at, &len)))
            return false;
    return word.len > 0;
}

void speak_put_word(struct buf *out, str word)
{
    if (out->len)
        buf_char(out, ' ');
    buf_str(out, word);
}

void speak_put_lower(struct buf *out, str word)
{
    speak_put_word(out, S(""));
    size_t len;
    for (size_t at = 0; at < word.len; at += len) {
        char letter[4];
        size_t bytes = utf8_encode(speak_lower(speak_code(word, at, &len)), letter);
        buf_put(out, letter, bytes);
    }
}

void speak_put_spelt(struct buf *out, str word)
{
    static const char *const names[26] = { "a",   "bê",     "xê",  "dê", "e",  "ép", "giê",
                                           "hát", "i",      "gi",  "ca", "lờ", "mờ", "nờ",
                                           "ô",   "pê",     "quy", "rờ", "ét", "tê", "u",
                                           "vê",  "vê kép", "ích", "y",  "dét" };
    size_t len;
    for (size_t at = 0; at < word.len; at += len) {
        uint32_t code = speak_lower(speak_code(word, at, &len));
        if (code >= 'a' && code <= 'z')
            speak_put_word(out, str_of(names[code - 'a']));
        else if (code == 0x111)
            speak_put_word(out, S("đê"));
        else
            speak_put_lower(out, str_slice(word, at, at + len));
    }
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Small letters without marks; anything marked shows that the word is Vietnamese. */
static bool fold(str word, char *out, size_t room, size_t *len_out)
{
    size_t len, n = 0;
    for (size_t at = 0; at < word.len && n + 1 < room; at += len) {
        uint32_t code = speak_lower(speak_code(word, at, &len));
        if (code >= 0x80 && code != 0x111)
            return false;
        out[n++] = code == 0x111 ? 'd' : (char)code;
    }
    *len_out = n;
    return true;
}

bool speak_is_syllable(str word)
{
    static const char *const onsets[] = { "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu",
                                          "th",  "tr", "b",  "c",  "d",  "g",  "h",  "k",  "l",
                                          "m",   "n",  "p",  "r",  "s",  "t",  "v",  "x",  "" };
    static const char *const codas[] = { "", "c", "ch", "m", "n", "ng", "nh", "p", "t" };
    char room[16];
    size_t len;
    if (!fold(word, room, sizeof room, &len))
        return true;
    str rest = { room, len };
    for (size_t i = 0; i < COUNT_OF(onsets); i++) {
        if (!str_starts(rest, str_of(onsets[i])))
            continue;
        rest = str_slice(rest, str_of(onsets[i]).len, rest.len);
        break;
    }
    size_t vowels = 0;
    while (vowels < rest.len && is_vowel(rest.ptr[vowels]))
        vowels++;
    bool swallowed = vowels == 0 && str_starts((str) { room, len }, S("gi"));
    if ((vowels == 0 && !swallowed) || vowels > 3)
        return false;
    rest = str_slice(rest, vowels, rest.len);
    for (size_t i = 0; i < COUNT_OF(codas); i++)
        if (str_eq(rest, str_of(codas[i])))
            return true;
    return false;
}
