#include "core/speak_numbers.h"

#include "base/must.h"

static const char *const digit_words[10] = { "không", "một", "hai", "ba",  "bốn",
                                             "năm",   "sáu", "bảy", "tám", "chín" };

static void put(struct buf *out, const char *word)
{
    if (out->len)
        buf_char(out, ' ');
    buf_str(out, str_of(word));
}

static void put_unit_after_ten(struct buf *out, unsigned tens, unsigned units)
{
    if (units == 1 && tens > 1)
        put(out, "mốt");
    else if (units == 5)
        put(out, "lăm");
    else if (units)
        put(out, digit_words[units]);
}

/* 1 … 999; full: «không trăm» and «linh» are said, since more stands before. */
static void put_hundreds(struct buf *out, unsigned number, bool full)
{
    unsigned hundreds = number / 100, tens = number / 10 % 10, units = number % 10;
    full = full || hundreds;
    if (full) {
        put(out, digit_words[hundreds]);
        put(out, "trăm");
    }
    if (tens == 0) {
        if (units && full)
            put(out, "linh");
        if (units)
            put(out, digit_words[units]);
        return;
    }
    if (tens == 1) {
        put(out, "mười");
    } else {
        put(out, digit_words[tens]);
        put(out, "mươi");
    }
    put_unit_after_ten(out, tens, units);
}

static void put_below_billion(struct buf *out, unsigned number, bool full)
{
    static const struct {
        unsigned size;
        const char *name;
    } groups[] = { { 1000000, "triệu" }, { 1000, "nghìn" }, { 1, NULL } };
    for (size_t i = 0; i < 3; i++) {
        unsigned group = number / groups[i].size % 1000;
        if (!group)
            continue;
        put_hundreds(out, group, full);
        if (groups[i].name)
            put(out, groups[i].name);
        full = true;
    }
}

void speak_put_cardinal(struct buf *out, uint64_t number)
{
    const uint64_t billion = 1000000000;
    unsigned high = (unsigned)(number / billion % billion), low = (unsigned)(number % billion);
    if (number == 0)
        put(out, digit_words[0]);
    if (high) {
        put_below_billion(out, high, false);
        put(out, "tỷ");
    }
    if (low)
        put_below_billion(out, low, high != 0);
}

void speak_put_number(struct buf *out, str digits)
{
    uint64_t number = 0;
    unsigned count = 0;
    for (size_t i = 0; i < digits.len; i++) {
        unsigned char c = (unsigned char)digits.ptr[i];
        if (c < '0' || c > '9')
            continue;
        if (++count > SPEAK_CARDINAL_DIGITS_MAX) {
            speak_put_digits(out, digits);
            return;
        }
        number = number * 10 + (c - '0');
    }
    speak_put_cardinal(out, number);
}

void speak_put_digits(struct buf *out, str digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        unsigned char c = (unsigned char)digits.ptr[i];
        if (c >= '0' && c <= '9')
            put(out, digit_words[c - '0']);
    }
}

static const struct {
    unsigned value;
    const char *sign;
} roman_signs[] = { { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" },
                    { 90, "XC" },  { 50, "L" },   { 40, "XL" }, { 10, "X" },   { 9, "IX" },
                    { 5, "V" },    { 4, "IV" },   { 1, "I" } };

/* Whether the numeral of the value is this word: no IIII, no XCX. */
static bool is_canonical(unsigned value, str word)
{
    for (size_t i = 0; i < COUNT_OF(roman_signs); i++) {
        str sign = str_of(roman_signs[i].sign);
        for (; value >= roman_signs[i].value; value -= roman_signs[i].value) {
            if (!str_starts(word, sign))
                return false;
            word = str_slice(word, sign.len, word.len);
        }
    }
    return word.len == 0;
}

unsigned speak_roman(str word)
{
    enum { LONGEST = 15 }; /* MMMDCCCLXXXVIII */
    unsigned value = 0;
    str rest = word;
    if (word.len > LONGEST)
        return 0;
    for (size_t i = 0; i < COUNT_OF(roman_signs); i++) {
        str sign = str_of(roman_signs[i].sign);
        for (; str_starts(rest, sign); rest = str_slice(rest, sign.len, rest.len))
            value += roman_signs[i].value;
    }
    return rest.len == 0 && value < 4000 && is_canonical(value, word) ? value : 0;
}
