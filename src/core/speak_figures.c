/* Tokens that begin with a digit (or with what covers one). */
#include <string.h>

#include "base/must.h"
#include "core/speak_numbers.h"
#include "core/speak_parts.h"

struct number {
    str whole;    /* with its dots or spaces: «22.000», «22 000 đồng» */
    str decimals; /* behind the comma, or empty */
    bool grouped;
    size_t end;
};

/* The end of groups of three behind a first of one to three: «22.000»; `at` when there are none. */
static size_t groups_end(str text, size_t from, size_t at, char mark)
{
    if (at - from > 3 || text.ptr[from] == '0')
        return at;
    while (speak_byte(text, at) == (unsigned char)mark && speak_digits_end(text, at + 1) == at + 4)
        at += 4;
    return at;
}

static struct number read_number(str text, size_t at)
{
    struct number n = { .end = speak_digits_end(text, at) };
    size_t dots = groups_end(text, at, n.end, '.');
    size_t commas = groups_end(text, at, n.end, ',');
    size_t spaces = groups_end(text, at, n.end, ' ');
    if (spaces > n.end && speak_is_money(text, spaces))
        dots = spaces;
    n.grouped =
        dots > n.end || commas > n.end + 4 || (commas > n.end && speak_is_money(text, commas));
    if (n.grouped)
        n.end = dots > n.end ? dots : commas;
    n.whole = str_slice(text, at, n.end);
    size_t to = speak_digits_end(text, n.end + 1);
    /* «1,2,3» is a list. */
    bool list =
        (speak_byte(text, to) == ',' && speak_is_digit(speak_byte(text, to + 1))) ||
        (at > 1 && text.ptr[at - 1] == ',' && speak_is_digit((unsigned char)text.ptr[at - 2]));
    if (speak_byte(text, n.end) == ',' && to > n.end + 1 && !list) {
        n.decimals = str_slice(text, n.end + 1, to);
        n.end = to;
    }
    return n;
}

/* «5 GB»: a unit after a space is a word of its own on the screen. */
static void say_spaced_unit(struct speaker *s)
{
    size_t end;
    const char *unit =
        speak_byte(s->text, s->at) == ' ' ? speak_unit(s->text, s->at + 1, true, &end) : NULL;
    if (unit) {
        s->at++;
        speak_emit(s, end, str_of(unit));
        s->after_number = true;
    }
}

/* «5.2.1»: what is no group of three. */
static bool say_dotted(struct speaker *s)
{
    size_t at = s->at, end = speak_digits_end(s->text, at);
    struct buf out = buf_in(s->home);
    speak_put_number(&out, str_slice(s->text, at, end));
    while (speak_byte(s->text, end) == '.' && speak_is_digit(speak_byte(s->text, end + 1))) {
        at = end + 1;
        end = speak_digits_end(s->text, at);
        speak_put_word(&out, S("chấm"));
        if (s->text.ptr[at] == '0')
            speak_put_digits(&out, str_slice(s->text, at, end));
        else
            speak_put_number(&out, str_slice(s->text, at, end));
    }
    const char *unit = speak_unit(s->text, end, false, &end);
    if (unit)
        speak_put_word(&out, str_of(unit));
    speak_emit(s, end, buf_view(&out));
    s->after_number = true;
    if (!unit)
        say_spaced_unit(s);
    return true;
}

/* Digits that name something: a number to call, a code. */
static bool is_read_by_digits(const struct speaker *s, const struct number *n)
{
    static const char *const codes[] = { "mã",  "otp", "pin",     "passcode", "khẩu", "đuôi",
                                         "gọi", "đài", "hotline", "tk",       "stk",  "khoản" };
    static const char *const named[] = { "trang", "điều",  "khoản", "bài",    "mục", "câu",
                                         "thứ",   "năm",   "hơn",   "khoảng", "gần", "luật",
                                         "cộng",  "phòng", "nhà",   "được",   "có",  "đủ" };
    static const char *const dated[] = { "ngày", "tháng", "mùng", "giờ", "lúc", "quý", "phút" };
    if (n->grouped || n->decimals.len)
        return false;
    bool counted = speak_is_counted(s->text, n->end);
    if (n->whole.ptr[0] == '0' && n->whole.len > 1)
        return n->whole.len > 2 || !(counted || speak_cue_is(s, dated, COUNT_OF(dated)));
    if (counted)
        return false;
    if (n->whole.len >= 6)
        return true;
    if (n->whole.len >= 3 && speak_cue_is(s, codes, COUNT_OF(codes)))
        return true;
    return speak_is_service(n->whole) && !speak_cue_is(s, named, COUNT_OF(named));
}

/* Nine digits and more are heard in threes. */
static void put_code(struct buf *out, str digits)
{
    if (digits.len < 9) {
        speak_put_digits(out, digits);
        return;
    }
    for (size_t at = 0; at < digits.len; at += 3) {
        if (at)
            buf_char(out, ',');
        speak_put_digits(out, str_slice(digits, at, at + 3));
    }
}

static void put_decimals(struct buf *out, str decimals)
{
    speak_put_word(out, S("phẩy"));
    if (decimals.len > 2 || decimals.ptr[0] == '0')
        speak_put_digits(out, decimals);
    else
        speak_put_number(out, decimals);
}

/* «thứ 4» is «thứ tư», «tháng 4» «tháng tư», «thứ 1» «thứ nhất». */
static const char *ordinal(const struct speaker *s, str digits)
{
    static const char *const fourth[] = { "thứ", "tháng" };
    if (str_eq(digits, S("4")) && speak_cue_is(s, fourth, COUNT_OF(fourth)))
        return "tư";
    return str_eq(digits, S("1")) && strcmp(s->cue, "thứ") == 0 ? "nhất" : NULL;
}

static void put_value(const struct speaker *s, struct buf *out, const struct number *n)
{
    const char *word = n->decimals.len ? NULL : ordinal(s, n->whole);
    if (word)
        speak_put_word(out, str_of(word));
    else if (is_read_by_digits(s, n))
        put_code(out, n->whole);
    else
        speak_put_number(out, n->whole);
    if (n->decimals.len)
        put_decimals(out, n->decimals);
}

/* The end of letters that belong to the number: «4T», «12B». */
static size_t suffix_end(str text, size_t at)
{
    size_t end = speak_letters_end(text, at);
    str letters = str_slice(text, at, end);
    bool short_enough = letters.len > 0 && letters.len <= 4;
    return short_enough && speak_is_capitals(letters) && !speak_in_word(text, end) ? end : at;
}

static bool say_number(struct speaker *s)
{
    struct number n = read_number(s->text, s->at);
    if (!n.grouped && !n.decimals.len && speak_byte(s->text, n.end) == '.' &&
        speak_is_digit(speak_byte(s->text, n.end + 1)))
        return say_dotted(s);
    struct buf out = buf_in(s->home);
    put_value(s, &out, &n);
    size_t end = n.end, suffix = suffix_end(s->text, n.end);
    const char *unit = speak_unit(s->text, n.end, false, &end);
    if (unit) {
        speak_put_word(&out, str_of(unit));
    } else if (suffix > n.end) {
        speak_put_spelt(&out, str_slice(s->text, n.end, suffix));
        end = suffix;
    }
    speak_emit(s, end, buf_view(&out));
    s->after_number = true;
    if (!unit)
        say_spaced_unit(s);
    return true;
}

bool speak_figure(struct speaker *s)
{
    unsigned char first = speak_byte(s->text, s->at);
    if (speak_masked(s))
        return true;
    if (first == '+' && speak_is_digit(speak_byte(s->text, s->at + 1)) && speak_phone(s))
        return true;
    if (!speak_is_digit(first))
        return false;
    if (speak_plate(s) || speak_mixed(s) || speak_account(s))
        return true;
    return speak_date(s) || speak_time(s) || speak_phone(s) || speak_document(s) ||
           speak_slashed(s) || say_number(s);
}
