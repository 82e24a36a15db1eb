/* Forms of single texts in statements: times, durations, IRIs, languages, addresses. */
#include "wire/statement_parts.h"

#include <string.h>

#include "base/clock.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

str statement_text_of(const json_t *json)
{
    if (!json_is_string(json))
        return (str) { "", 0 };
    return (str) { json_string_value(json), json_string_length(json) };
}

void statement_name_shown(const char *name, char *out, size_t size)
{
    size_t at = 0;
    for (; name[at] && at + 1 < size && at < 40; at++)
        out[at] = name[at] > ' ' && name[at] < 0x7f ? name[at] : '?';
    out[at] = 0;
}

/* Takes exactly `width` digits. */
static bool take_digits(str *rest, size_t width, int *out)
{
    int value = 0;
    if (rest->len < width)
        return false;
    for (size_t i = 0; i < width; i++) {
        if (!is_digit(rest->ptr[i]))
            return false;
        value = value * 10 + (rest->ptr[i] - '0');
    }
    *out = value;
    *rest = str_slice(*rest, width, rest->len);
    return true;
}

static bool take_letter(str *rest, const char *letters)
{
    if (rest->len == 0 || !strchr(letters, rest->ptr[0]))
        return false;
    *rest = str_slice(*rest, 1, rest->len);
    return true;
}

/* Milliseconds of «.123…»; what is finer is dropped. */
static bool take_fraction(str *rest, int *milli)
{
    int digits = 0;
    *milli = 0;
    if (!take_letter(rest, ".,"))
        return true;
    for (int d = 0; take_digits(rest, 1, &d); digits++)
        if (digits < 3)
            *milli = *milli * 10 + d;
    for (int i = digits; i < 3; i++)
        *milli *= 10;
    return digits > 0;
}

/* RFC 3339 §4.3: -00:00 says that the zone is not known, which xAPI does not allow. */
static bool take_zone(str *rest, int64_t *offset_ms)
{
    int hours = 0, minutes = 0;
    *offset_ms = 0;
    if (take_letter(rest, "Zz"))
        return true;
    bool west = rest->len && rest->ptr[0] == '-';
    if (!take_letter(rest, "+-") || !take_digits(rest, 2, &hours))
        return false;
    bool colon = take_letter(rest, ":");
    if ((colon || rest->len) && !take_digits(rest, 2, &minutes))
        return false;
    if (hours > 23 || minutes > 59 || (west && hours == 0 && minutes == 0))
        return false;
    *offset_ms = (int64_t)(hours * 60 + minutes) * (west ? -60000 : 60000);
    return true;
}

static int days_of(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool statement_time_read(str text, int64_t *wall_ms_out)
{
    struct civil c = { 0 };
    int milli = 0;
    int64_t offset_ms;
    bool good = take_digits(&text, 4, &c.year) && take_letter(&text, "-") &&
                take_digits(&text, 2, &c.month) && take_letter(&text, "-") &&
                take_digits(&text, 2, &c.day) && take_letter(&text, "Tt ") &&
                take_digits(&text, 2, &c.hour) && take_letter(&text, ":") &&
                take_digits(&text, 2, &c.minute);
    if (good && take_letter(&text, ":"))
        good = take_digits(&text, 2, &c.second) && take_fraction(&text, &milli);
    if (!good || !take_zone(&text, &offset_ms) || text.len)
        return false;
    if (c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1 ||
        c.day > days_of(c.year, c.month) || c.hour > 23 || c.minute > 59 || c.second > 60)
        return false;
    *wall_ms_out = clock_from_civil(c) + VIETNAM_OFFSET_MS - offset_ms + milli;
    return true;
}

/* «12» or «1.5»: a fraction may stand in the last part only. */
static bool take_amount(str *rest, bool *fraction)
{
    int d = 0;
    bool any = false;
    while (take_digits(rest, 1, &d))
        any = true;
    if (!any || !take_letter(rest, ".,"))
        return any;
    *fraction = true;
    any = false;
    while (take_digits(rest, 1, &d))
        any = true;
    return any;
}

static bool take_parts(str *rest, const char *units, bool *any, bool *fraction)
{
    while (rest->len && is_digit(rest->ptr[0])) {
        if (*fraction || !take_amount(rest, fraction) || rest->len == 0)
            return false;
        const char *unit = strchr(units, rest->ptr[0]);
        if (!unit || !*unit)
            return false;
        units = unit + 1;
        *rest = str_slice(*rest, 1, rest->len);
        *any = true;
    }
    return true;
}

bool statement_duration_valid(str text)
{
    bool any = false, fraction = false;
    if (!take_letter(&text, "P"))
        return false;
    if (str_ends(text, S("W")))
        return take_parts(&text, "W", &any, &fraction) && any && text.len == 0;
    if (!take_parts(&text, "YMD", &any, &fraction))
        return false;
    if (take_letter(&text, "T")) {
        any = false;
        if (fraction || !take_parts(&text, "HMS", &any, &fraction))
            return false;
    }
    return any && text.len == 0;
}

/* RFC 3987: a scheme, a colon, something, and no letter that must be percent-encoded. */
bool statement_iri_valid(str text)
{
    size_t at = 0;
    if (text.len == 0 || !is_letter(text.ptr[0]))
        return false;
    while (at < text.len && (is_letter(text.ptr[at]) || is_digit(text.ptr[at]) ||
                             text.ptr[at] == '+' || text.ptr[at] == '-' || text.ptr[at] == '.'))
        at++;
    if (at + 1 >= text.len || text.ptr[at] != ':')
        return false;
    for (size_t i = at; i < text.len; i++)
        if ((unsigned char)text.ptr[i] <= ' ' || text.ptr[i] == 0x7f ||
            strchr("<>\"{}|\\^`", text.ptr[i]))
            return false;
    return true;
}

/* RFC 5646 by form: subtags of 1–8 letters or digits, the first of letters only. */
bool statement_language_valid(str text)
{
    str rest = text;
    bool first = true;
    if (text.len == 0 || text.len > 64)
        return false;
    while (rest.ptr) {
        str tag = str_cut(&rest, '-');
        if (tag.len == 0 || tag.len > 8)
            return false;
        for (size_t i = 0; i < tag.len; i++)
            if (!is_letter(tag.ptr[i]) && (first || !is_digit(tag.ptr[i])))
                return false;
        if (first && tag.len == 1 && !strchr("iIxX", tag.ptr[0]))
            return false;
        first = false;
    }
    return true;
}

bool statement_mail_valid(str text)
{
    str prefix = S("mailto:");
    if (!str_starts(text, prefix))
        return false;
    str address = str_slice(text, prefix.len, text.len);
    str domain = address, name = str_cut(&domain, '@');
    if (!domain.ptr || name.len == 0 || domain.len == 0)
        return false;
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.ptr[i] <= ' ' || strchr("<>()[]\\,;:\"", address.ptr[i]))
            return false;
    return str_find(domain, S("@")) < 0;
}
