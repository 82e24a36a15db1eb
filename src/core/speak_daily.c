/* How numbers are written in everyday notes: «T2–T6», «1tr5», «1m65», «43A-123.45», «1903 4567 89».
 */
#include <string.h>

#include "base/must.h"
#include "core/speak_numbers.h"
#include "core/speak_parts.h"

/* ---- days of the week ---- */

/* «T2» … «T7» or «CN»: the day from 2 to 8 and its end; 0 when there is none. */
static unsigned read_weekday(str text, size_t at, size_t *end_out)
{
    unsigned char second = speak_byte(text, at + 1);
    unsigned day = 0;
    if (speak_byte(text, at) == 'T' && second >= '2' && second <= '7')
        day = (unsigned)(second - '0');
    else if (speak_byte(text, at) == 'C' && second == 'N')
        day = 8;
    *end_out = at + 2;
    return day && speak_in_word(text, at + 2) ? 0 : day;
}

static void put_weekday(struct buf *out, unsigned day)
{
    static const char *const names[] = { "hai", "ba", "tư", "năm", "sáu", "bảy" };
    speak_put_word(out, day == 8 ? S("chủ nhật") : S("thứ"));
    if (day < 8)
        speak_put_word(out, str_of(names[day - 2]));
}

static size_t skip_spaces(str text, size_t at)
{
    while (speak_byte(text, at) == ' ')
        at++;
    return at;
}

/* The end of a dash with or without spaces around; `at` when there is none. */
static size_t dash_end(str text, size_t at)
{
    size_t len, dash = skip_spaces(text, at);
    uint32_t code = speak_code(text, dash, &len);
    return code == '-' || code == 0x2013 ? skip_spaces(text, dash + len) : at;
}

/* One alone is «T2» the sheet or the month; only beside another it is a day. */
static bool beside_another(const struct speaker *s, size_t end)
{
    size_t ignored, next = end, len = strlen(s->cue);
    bool after =
        len >= 2 && s->cue[len - 2] == 't' && s->cue[len - 1] >= '2' && s->cue[len - 1] <= '7';
    if (after)
        return true;
    if (speak_byte(s->text, end) == ',' || speak_byte(s->text, end) == '/')
        next = skip_spaces(s->text, end + 1);
    return next > end && read_weekday(s->text, next, &ignored) != 0;
}

bool speak_weekday(struct speaker *s)
{
    size_t end, last_end;
    unsigned first = read_weekday(s->text, s->at, &end);
    if (!first)
        return false;
    size_t next = dash_end(s->text, end);
    unsigned last = next > end ? read_weekday(s->text, next, &last_end) : 0;
    if (!last && !beside_another(s, end))
        return false;
    struct buf out = buf_in(s->home);
    put_weekday(&out, first);
    if (last) {
        speak_put_word(&out, S("đến"));
        put_weekday(&out, last);
        end = last_end;
    }
    speak_emit(s, end, buf_view(&out));
    return true;
}

/* ---- a unit amid the digits ---- */

/* «1m65» is a metre sixty-five, «1tr5» a million and five hundred thousand. */
bool speak_mixed(struct speaker *s)
{
    size_t whole = speak_digits_end(s->text, s->at), unit = whole;
    bool million = str_starts(str_slice(s->text, whole, s->text.len), S("tr"));
    if (million)
        unit += 2;
    else if (speak_byte(s->text, whole) == 'm')
        unit++;
    size_t end = speak_digits_end(s->text, unit), digits = end - unit;
    bool fits = unit > whole && whole - s->at <= 3 && digits > 0 && digits <= (million ? 3 : 2);
    if (!fits || speak_in_word(s->text, end))
        return false;
    struct buf out = buf_in(s->home);
    speak_put_number(&out, str_slice(s->text, s->at, whole));
    speak_put_word(&out, million ? S("triệu") : S("mét"));
    str rest = str_slice(s->text, unit, end);
    if (million) {
        str thousands = arena_printf(s->home, "%.*s%s", STR_ARG(rest),
                                     digits == 1   ? "00"
                                     : digits == 2 ? "0"
                                                   : "");
        speak_put_number(&out, thousands);
        speak_put_word(&out, S("nghìn"));
    } else if (rest.ptr[0] == '0') {
        speak_put_digits(&out, rest);
    } else {
        speak_put_number(&out, rest);
    }
    speak_emit(s, end, buf_view(&out));
    return true;
}

/* ---- digit by digit ---- */

/* The end of «43A-123.45», «43A1-234.56», «43A-1234»; 0 when there is no such number plate. */
static size_t plate_end(str text, size_t at)
{
    size_t to = speak_digits_end(text, at);
    unsigned char letter = speak_byte(text, to);
    if (to - at != 2 || letter < 'A' || letter > 'Z')
        return 0;
    to++;
    if (speak_is_digit(speak_byte(text, to)) ||
        (speak_byte(text, to) >= 'A' && speak_byte(text, to) <= 'Z'))
        to++;
    if (speak_byte(text, to) != '-')
        return 0;
    size_t end = speak_digits_end(text, to + 1), digits = end - to - 1;
    if (digits == 3 && speak_byte(text, end) == '.' && speak_digits_end(text, end + 1) == end + 3) {
        end += 3;
        digits = 5;
    }
    return (digits == 4 || digits == 5) && !speak_in_word(text, end) ? end : 0;
}

bool speak_plate(struct speaker *s)
{
    size_t end = plate_end(s->text, s->at);
    if (!end)
        return false;
    struct buf out = buf_in(s->home);
    for (size_t at = s->at; at < end; at++) {
        str piece = str_slice(s->text, at, at + 1);
        if (speak_is_digit((unsigned char)piece.ptr[0]))
            speak_put_digits(&out, piece);
        else if (piece.ptr[0] == '-')
            buf_char(&out, ',');
        else if (piece.ptr[0] != '.')
            speak_put_spelt(&out, piece);
    }
    speak_emit(s, end, buf_view(&out));
    return true;
}

/* «số tài khoản: 1903 4567 8901 23»: groups of digits that are one number. */
bool speak_account(struct speaker *s)
{
    static const char *const cues[] = { "khoản", "stk", "tk", "thẻ", "mã", "danh", "cước" };
    size_t end = speak_digits_end(s->text, s->at), groups = 1;
    if (end - s->at < 2 || !speak_cue_is(s, cues, COUNT_OF(cues)))
        return false;
    struct buf out = buf_in(s->home);
    speak_put_digits(&out, str_slice(s->text, s->at, end));
    while (groups < 8 && speak_byte(s->text, end) == ' ') {
        size_t to = speak_digits_end(s->text, end + 1);
        if (to < end + 3 || speak_in_word(s->text, to))
            break;
        buf_char(&out, ',');
        speak_put_digits(&out, str_slice(s->text, end + 1, to));
        end = to;
        groups++;
    }
    if (groups < 3 || speak_is_counted(s->text, end))
        return false;
    speak_emit(s, end, buf_view(&out));
    return true;
}
