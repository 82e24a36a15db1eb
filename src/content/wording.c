#include "content/wording.h"

#include <string.h>

#include "base/must.h"

/* Marks that are neither words nor parts of them. */
static const str silent[] = { S_INIT("“"),  S_INIT("”"),  S_INIT("«"), S_INIT("»"), S_INIT("‘"),
                              S_INIT("’"),  S_INIT("–"),  S_INIT("—"), S_INIT("•"), S_INIT("→"),
                              S_INIT("**"), S_INIT("\""), S_INIT("("), S_INIT(")") };

static size_t silent_len(str s)
{
    for (size_t i = 0; i < COUNT_OF(silent); i++) {
        if (str_starts(s, silent[i]))
            return silent[i].len;
    }
    return 0;
}

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Bytes of a sentence's end at the start of s: a line feed, «…», or . ? ! before a space, a closing
 * mark or the end, so that gov.vn and 22.000 stay whole. */
static size_t end_len(str s)
{
    if (s.ptr[0] == '\n')
        return 1;
    if (str_starts(s, S("…")))
        return S("…").len;
    if (!strchr(".?!", s.ptr[0]))
        return 0;
    str after = str_slice(s, 1, s.len);
    bool ends = str_empty(after) || after.ptr[0] == ' ' || after.ptr[0] == '\n' ||
                strchr(".?!", after.ptr[0]) || silent_len(after);
    return ends ? 1 : 0;
}

size_t wording_longest(str text, size_t *count_out, size_t *words_out)
{
    size_t longest = 0, words = 0, sentences = 0, all = 0;
    bool in_word = false;
    for (size_t at = 0, len = 1; at < text.len; at += len) {
        str rest = str_slice(text, at, text.len);
        size_t end = end_len(rest), quiet = end ? 0 : silent_len(rest);
        len = end ? end : quiet ? quiet : 1;
        bool letter = !end && !quiet && is_word_byte(rest.ptr[0]);
        words += letter && !in_word;
        all += letter && !in_word;
        /* Signs inside a word (gov.vn, a/b) do not part it; spaces and silent marks do. */
        in_word = letter || (in_word && !end && !quiet && rest.ptr[0] != ' ');
        if (end || at + len >= text.len) {
            sentences += words > 0;
            longest = words > longest ? words : longest;
            words = 0;
        }
    }
    *count_out = sentences;
    *words_out = all;
    return longest;
}

static const struct wording_ban bans[] = {
    { "sai rồi", "say what would happen instead; nobody is told off", NULL },
    { "trượt", "nobody fails here: say «cần luyện thêm»", NULL },
    { "phổ cập", "only the State declares that; say «kết quả luyện tập tại Trạm Số»", NULL },
    { "chứng nhận", "the kiosk certifies nothing; say «kết quả luyện tập tại Trạm Số»", "giấy " },
    { "xác nhận hoàn thành", "the kiosk certifies nothing; say «đã luyện tập»", NULL },
};

/* ASCII capitals only: each banned word begins with an ASCII letter. */
static bool equals_folded(str s, const char *word)
{
    size_t len = strlen(word);
    if (s.len < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = s.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != word[i])
            return false;
    }
    return s.len == len || !is_word_byte(s.ptr[len]);
}

static bool stands_after(str text, size_t at, const char *word)
{
    size_t len = word ? strlen(word) : 0;
    return len && at >= len && (equals_folded(str_slice(text, at - len, at), word));
}

const struct wording_ban *wording_find_ban(str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (at && is_word_byte(text.ptr[at - 1]))
            continue;
        for (size_t i = 0; i < COUNT_OF(bans); i++) {
            if (equals_folded(str_slice(text, at, text.len), bans[i].word) &&
                !stands_after(text, at, bans[i].unless_after))
                return &bans[i];
        }
    }
    return NULL;
}

static const str samples[] = { S_INIT("000160000000") };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

#define NUMBER_DIGITS_MAX 24u

/* A number at the start of s: groups of digits. Groups of 3 or 4 after a leading 0 are one number
 * (0912 345 678); «113 114 115» and 22.000.000 are not. Fills digits, returns the bytes. */
static size_t take_number(str s, char digits[NUMBER_DIGITS_MAX], size_t *count_out)
{
    size_t at = 0, count = 0;
    for (; at < s.len && is_digit(s.ptr[at]); at++) {
        if (count < NUMBER_DIGITS_MAX)
            digits[count++] = s.ptr[at];
    }
    while (s.ptr[0] == '0' && at + 1 < s.len && strchr(" .-", s.ptr[at])) {
        size_t group = 0;
        while (at + 1 + group < s.len && is_digit(s.ptr[at + 1 + group]))
            group++;
        if (group < 2 || group > 4)
            break;
        for (size_t i = 0; i < group && count < NUMBER_DIGITS_MAX; i++)
            digits[count++] = s.ptr[at + 1 + i];
        at += 1 + group;
    }
    *count_out = count;
    return at;
}

str wording_find_number(str text)
{
    for (size_t at = 0, len = 1; at < text.len; at += len) {
        len = 1;
        if (!is_digit(text.ptr[at]))
            continue;
        char digits[NUMBER_DIGITS_MAX];
        size_t count;
        len = take_number(str_slice(text, at, text.len), digits, &count);
        bool sample = false;
        for (size_t i = 0; i < COUNT_OF(samples); i++)
            sample |= str_eq((str) { digits, count }, samples[i]);
        if (count >= 9 && !sample)
            return str_slice(text, at, at + len);
    }
    return S("");
}

static const str sample_names[] = { S_INIT("Nguyễn Thị Mẫu"), S_INIT("NGUYỄN THỊ MẪU") };

bool wording_is_name(str text)
{
    for (size_t i = 0; i < COUNT_OF(sample_names); i++) {
        if (str_eq(text, sample_names[i]))
            return true;
    }
    bool spaces = false, small = false;
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
        spaces |= text.ptr[i] == ' ';
        small |= text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
    }
    return !spaces || !small;
}
