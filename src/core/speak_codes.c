/* Numbers that are read digit by digit: to call, covered in part, and numbers of documents. */
#include "base/must.h"
#include "base/utf8.h"
#include "core/speak_numbers.h"
#include "core/speak_parts.h"

#define GROUPS_MAX 8u
/* A longer run is no number that anyone would look at; it also keeps the walk linear. */
#define CODE_BYTES_MAX 64u

/* Digits with a space, dot or dash between groups. */
struct groups {
    size_t from[GROUPS_MAX], to[GROUPS_MAX];
    size_t count;
};

bool speak_is_service(str digits)
{
    static const char *const services[] = { "111", "112", "113", "114", "115", "156", "5656" };
    for (size_t i = 0; i < COUNT_OF(services); i++)
        if (str_eq(digits, str_of(services[i])))
            return true;
    return false;
}

static bool parts_groups(unsigned char c)
{
    return c == ' ' || c == '.' || c == '-';
}

static void put_group(struct buf *out, str digits)
{
    struct buf group = buf_in(out->home);
    speak_put_digits(&group, digits);
    if (out->len)
        buf_char(out, ',');
    speak_put_word(out, buf_view(&group));
}

static void read_groups(str text, size_t at, struct groups *out)
{
    out->count = 0;
    while (out->count < GROUPS_MAX) {
        size_t to = speak_digits_end(text, at);
        if (to == at)
            return;
        out->from[out->count] = at;
        out->to[out->count++] = to;
        if (!parts_groups(speak_byte(text, to)))
            return;
        at = to + 1;
    }
}

static size_t count_digits(const struct groups *g, size_t groups)
{
    size_t digits = 0;
    for (size_t i = 0; i < groups; i++)
        digits += g->to[i] - g->from[i];
    return digits;
}

/* How many of the groups make a number to call: 0… with 10 or 11 digits, 1900 and 1800 with 8 to
 * 10, +84 with 11 or 12. */
static size_t phone_groups(str text, const struct groups *g, bool plus)
{
    str first = g->count ? str_slice(text, g->from[0], g->to[0]) : S("");
    bool service = str_starts(first, S("1900")) || str_starts(first, S("1800"));
    size_t least = plus ? 11 : service ? 8 : 10, most = plus ? 12 : service ? 10 : 11;
    if (!plus && !service && !str_starts(first, S("0")))
        return 0;
    for (size_t groups = g->count; groups > 0; groups--) {
        size_t digits = count_digits(g, groups);
        if (digits >= least && digits <= most)
            return groups;
    }
    return 0;
}

bool speak_phone(struct speaker *s)
{
    bool plus = speak_byte(s->text, s->at) == '+';
    struct groups g;
    read_groups(s->text, s->at + plus, &g);
    size_t groups = phone_groups(s->text, &g, plus);
    if (!groups || speak_in_word(s->text, g.to[groups - 1]))
        return false;
    struct buf out = buf_in(s->home);
    for (size_t i = 0; i < groups; i++) {
        str group = str_slice(s->text, g.from[i], g.to[i]);
        /* Ten digits in one piece are said as people say them: 0912, 345, 678. */
        while (group.len > 6) {
            put_group(&out, str_slice(group, 0, 4));
            group = str_slice(group, 4, group.len);
        }
        if (group.len == 6) {
            put_group(&out, str_slice(group, 0, 3));
            group = str_slice(group, 3, 6);
        }
        put_group(&out, group);
    }
    str words = buf_view(&out);
    if (plus)
        words = arena_printf(s->home, "cộng %.*s", STR_ARG(words));
    speak_emit(s, g.to[groups - 1], words);
    return true;
}

static bool is_cover(uint32_t code)
{
    return code == '*' || code == 0x2022 || code == 0x25cf || code == 0x2217;
}

/* The end of a run of covers, and how many they are. */
static size_t covers_end(str text, size_t at, size_t *count_out)
{
    size_t len;
    *count_out = 0;
    for (uint32_t code = speak_code(text, at, &len);
         len && is_cover(code) && *count_out < CODE_BYTES_MAX; code = speak_code(text, at, &len)) {
        at += len;
        ++*count_out;
    }
    return at;
}

/* Whether a number with covered digits stands here. Two stars are how bold type is written, so
 * stars need a run of three somewhere; dots need two. */
static size_t masked_end(str text, size_t from)
{
    size_t at = from, end = from, covers = 0, digits = 0;
    bool sure = false;
    for (;;) {
        size_t run, to = covers_end(text, at, &run);
        bool dots = run && text.ptr[at] != '*';
        if (run == 1 || to - from > CODE_BYTES_MAX)
            break;
        sure = sure || run >= 3 || (dots && run == 2);
        covers += run;
        size_t next = speak_digits_end(text, to);
        digits += next - to;
        if (next == at)
            break;
        end = at = next;
        if (parts_groups(speak_byte(text, at)))
            at++;
    }
    return sure && covers + digits >= 4 && digits && !speak_in_word(text, end) ? end : 0;
}

bool speak_masked(struct speaker *s)
{
    size_t end = masked_end(s->text, s->at), covered = 0;
    if (!end)
        return false;
    struct buf out = buf_in(s->home);
    for (size_t at = s->at; at < end;) {
        size_t run, to = covers_end(s->text, at, &run);
        covered += run;
        size_t digits = speak_digits_end(s->text, to);
        /* Covers of two groups are counted as one: «năm số ẩn». */
        if (covered && (digits > to || to >= end)) {
            buf_str(&out, out.len ? S(",") : S(""));
            speak_put_cardinal(&out, covered);
            speak_put_word(&out, S("số ẩn"));
            covered = 0;
        }
        if (digits > to)
            put_group(&out, str_slice(s->text, to, digits));
        at = digits > at ? digits : at + 1;
    }
    speak_emit(s, end, buf_view(&out));
    return true;
}

/* The end of «757/QĐ-BKHCN», «05-KH/TU», «57/2025/QH15»: some piece begins with a capital. */
static size_t document_end(str text, size_t at)
{
    size_t len, from = at;
    bool capital = false;
    at = speak_digits_end(text, at);
    while (at - from < CODE_BYTES_MAX &&
           (speak_byte(text, at) == '/' || speak_byte(text, at) == '-') &&
           speak_in_word(text, at + 1)) {
        uint32_t code = speak_code(text, at + 1, &len);
        if (code >= 0x80 || !speak_is_digit((unsigned char)code)) {
            if (!speak_is_upper(code))
                return 0;
            capital = true;
        }
        at++;
        while (speak_in_word(text, at)) {
            (void)speak_code(text, at, &len);
            at += len;
        }
    }
    return capital ? at : 0;
}

static void put_document_digits(struct buf *out, str digits)
{
    if (digits.ptr[0] == '0' || digits.len >= 6)
        speak_put_digits(out, digits);
    else
        speak_put_number(out, digits);
}

bool speak_document(struct speaker *s)
{
    size_t end = document_end(s->text, s->at);
    if (!end)
        return false;
    struct buf out = buf_in(s->home);
    for (size_t at = s->at; at < end;) {
        size_t to = speak_digits_end(s->text, at);
        if (to > at) {
            put_document_digits(&out, str_slice(s->text, at, to));
        } else if ((to = speak_letters_end(s->text, at)) > at) {
            speak_capitals(s, &out, str_slice(s->text, at, to));
        } else {
            if (s->text.ptr[at] == '/')
                speak_put_word(&out, S("trên"));
            to = at + 1;
        }
        at = to;
    }
    speak_emit(s, end, buf_view(&out));
    return true;
}
