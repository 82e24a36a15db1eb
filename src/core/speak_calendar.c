/* Dates, times of day, and other numbers with a slash between them. */
#include <string.h>

#include "base/must.h"
#include "core/speak_numbers.h"
#include "core/speak_parts.h"

/* Numbers with one kind of mark between them: 22/11/2026. */
struct parts {
    str text[3];
    unsigned value[3]; /* 9999 at most */
    size_t count;
    size_t end;
};

/* False when nothing is parted, or the chain goes on behind the third number. */
static bool read_parts(str text, size_t at, char mark, struct parts *out)
{
    *out = (struct parts) { 0 };
    for (;;) {
        size_t to = speak_digits_end(text, at);
        if (to == at || to - at > 4 || out->count == 3)
            return false;
        unsigned value = 0;
        for (size_t i = at; i < to; i++)
            value = value * 10 + (unsigned)(text.ptr[i] - '0');
        out->text[out->count] = str_slice(text, at, to);
        out->value[out->count++] = value;
        out->end = to;
        if (speak_byte(text, to) != (unsigned char)mark ||
            !speak_is_digit(speak_byte(text, to + 1)))
            return out->count > 1 && !speak_in_word(text, to);
        at = to + 1;
    }
}

static bool is_day_and_month(const struct parts *p, size_t day, size_t month)
{
    return p->text[day].len <= 2 && p->text[month].len <= 2 && p->value[day] >= 1 &&
           p->value[day] <= 31 && p->value[month] >= 1 && p->value[month] <= 12;
}

static void put_month(struct buf *out, unsigned month)
{
    if (month == 4)
        speak_put_word(out, S("tư"));
    else
        speak_put_cardinal(out, month);
}

/* A zero stands for what is not said. */
static void say_date(struct speaker *s, size_t end, unsigned day, unsigned month, unsigned year)
{
    static const char *const days[] = { "ngày", "mùng", "mồng", "đường", "phố", "cầu" };
    struct buf out = buf_in(s->home);
    if (day) {
        if (!speak_cue_is(s, days, COUNT_OF(days)))
            speak_put_word(&out, S("ngày"));
        speak_put_cardinal(&out, day);
    }
    if (day || (strcmp(s->cue, "tháng") != 0 && strcmp(s->cue, "quý") != 0))
        speak_put_word(&out, S("tháng"));
    put_month(&out, month);
    if (year) {
        speak_put_word(&out, S("năm"));
        speak_put_cardinal(&out, year);
    }
    speak_emit(s, end, buf_view(&out));
    s->after_number = true;
}

bool speak_date(struct speaker *s)
{
    static const char marks[] = { '/', '-', '.' };
    struct parts p;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (!read_parts(s->text, s->at, marks[i], &p))
            continue;
        if (p.count == 3 && is_day_and_month(&p, 0, 1) && p.text[2].len == 4 && p.value[2]) {
            say_date(s, p.end, p.value[0], p.value[1], p.value[2]);
            return true;
        }
        if (p.count == 3 && marks[i] == '-' && is_day_and_month(&p, 2, 1) && p.text[0].len == 4) {
            say_date(s, p.end, p.value[2], p.value[1], p.value[0]);
            return true;
        }
        bool month = p.count == 2 && p.text[0].len <= 2 && p.value[0] >= 1 && p.value[0] <= 12;
        if (month && marks[i] != '.' && p.text[1].len == 4 && p.value[1] >= 1900 &&
            p.value[1] < 2200) {
            say_date(s, p.end, 0, p.value[0], p.value[1]);
            return true;
        }
    }
    return false;
}

/* «08:30», «08:30:15». */
static size_t read_clock(str text, size_t at, unsigned value[3])
{
    struct parts p;
    if (!read_parts(text, at, ':', &p) || p.text[0].len > 2 || p.value[0] > 24)
        return 0;
    for (size_t i = 1; i < p.count; i++)
        if (p.text[i].len != 2 || p.value[i] > 59)
            return 0;
    memcpy(value, p.value, sizeof p.value);
    return p.end;
}

/* «8h», «8h30», «8h30'», «8g30». */
static size_t read_hours(str text, size_t at, unsigned value[3])
{
    size_t to = speak_digits_end(text, at);
    unsigned char mark = speak_byte(text, to);
    size_t minutes = speak_digits_end(text, to + 1);
    if (to - at > 2 || (mark != 'h' && mark != 'H' && mark != 'g'))
        return 0;
    bool has_minutes = minutes == to + 3;
    if ((mark == 'g' && !has_minutes) || (minutes > to + 1 && !has_minutes))
        return 0;
    for (size_t i = at; i < to; i++)
        value[0] = value[0] * 10 + (unsigned)(text.ptr[i] - '0');
    if (has_minutes)
        value[1] = (unsigned)(text.ptr[to + 1] - '0') * 10 + (unsigned)(text.ptr[to + 2] - '0');
    size_t end = has_minutes ? minutes : to + 1;
    if (has_minutes && speak_byte(text, end) == '\'')
        end++;
    return value[1] > 59 || speak_in_word(text, end) ? 0 : end;
}

bool speak_time(struct speaker *s)
{
    unsigned value[3] = { 0 };
    size_t end = read_clock(s->text, s->at, value);
    if (!end)
        end = read_hours(s->text, s->at, value);
    if (!end)
        return false;
    struct buf out = buf_in(s->home);
    speak_put_cardinal(&out, value[0]);
    speak_put_word(&out, S("giờ"));
    if (value[1] || value[2])
        speak_put_cardinal(&out, value[1]);
    /* «tám giờ năm» would be heard as a quantity of hours. */
    if ((value[1] && value[1] < 10) || value[2])
        speak_put_word(&out, S("phút"));
    if (value[2]) {
        speak_put_cardinal(&out, value[2]);
        speak_put_word(&out, S("giây"));
    }
    speak_emit(s, end, buf_view(&out));
    s->after_number = true;
    return true;
}

static bool lower_word_follows(str text, size_t at)
{
    size_t len;
    if (speak_byte(text, at) != ' ')
        return false;
    uint32_t code = speak_code(text, at + 1, &len);
    return len && speak_is_letter(code) && !speak_is_upper(code);
}

/* «Bước 3/12», «đạt 8/10»: so many of so many. */
static bool is_share(const struct speaker *s, const struct parts *p)
{
    static const char *const cues[] = { "bước", "câu",  "trang", "bài",  "điểm", "đạt",
                                        "được", "đúng", "lời",   "tổng", "xong", "phần",
                                        "≥",    "≤",    ">",     "<" };
    static const char *const points[] = { "điểm", "câu", "bài", "bước", "trang" };
    if (speak_cue_is(s, cues, COUNT_OF(cues)))
        return true;
    if (speak_byte(s->text, p->end) != ' ')
        return false;
    str word = str_slice(s->text, p->end + 1, speak_letters_end(s->text, p->end + 1));
    for (size_t i = 0; i < COUNT_OF(points); i++)
        if (str_eq(word, str_of(points[i])))
            return true;
    return false;
}

static bool is_day(const struct speaker *s, const struct parts *p)
{
    static const char *const cues[] = { "ngày", "từ",    "đến", "lễ",   "hạn",  "trước", "sau",
                                        "sáng", "chiều", "tối", "trưa", "nay",  "mai",   "qua",
                                        "hôm",  "nhật",  "dịp", "vào",  "mùng", "tư",    "hai",
                                        "ba",   "năm",   "sáu", "bảy",  "hết",  "tới" };
    if (!is_day_and_month(p, 0, 1))
        return false;
    if (speak_cue_is(s, cues, COUNT_OF(cues)))
        return true;
    bool always = p->value[0] == 24 && p->value[1] == 7;
    bool fraction = p->value[0] < p->value[1] && p->text[0].len == 1 && p->value[1] <= 10 &&
                    lower_word_follows(s->text, p->end);
    return !always && !fraction;
}

static void put_shared(struct buf *out, str digits)
{
    if (speak_is_service(digits) || (digits.len > 1 && digits.ptr[0] == '0'))
        speak_put_digits(out, digits);
    else
        speak_put_number(out, digits);
}

/* 156/5656: either may be called. */
static bool are_services(const struct parts *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (!speak_is_service(p->text[i]))
            return false;
    return true;
}

bool speak_slashed(struct speaker *s)
{
    struct parts p;
    if (!read_parts(s->text, s->at, '/', &p))
        return false;
    bool share = is_share(s, &p);
    if (p.count == 2 && !share && is_day(s, &p)) {
        say_date(s, p.end, p.value[0], p.value[1], 0);
        return true;
    }
    bool fraction = p.count == 2 && !share && p.value[0] && p.value[0] < p.value[1] &&
                    p.value[1] <= 10 && lower_word_follows(s->text, p.end);
    bool services = are_services(&p);
    struct buf out = buf_in(s->home);
    for (size_t i = 0; i < p.count; i++) {
        if (i)
            speak_put_word(&out, services ? S("hoặc") : fraction ? S("phần") : S("trên"));
        if (fraction && i && p.value[i] == 4)
            speak_put_word(&out, S("tư"));
        else if (services || !fraction)
            put_shared(&out, p.text[i]);
        else
            speak_put_number(&out, p.text[i]);
    }
    speak_emit(s, p.end, buf_view(&out));
    s->after_number = true;
    return true;
}
