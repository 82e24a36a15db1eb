/* What is neither letter nor digit: pauses, signs with a name, and the many that are silent. */
#include "base/must.h"
#include "core/speak_parts.h"

struct sign {
    uint32_t code;
    const char *spoken;
};

static const struct sign named[] = {
    { '&', "và" },           { '+', "cộng" },          { '%', "phần trăm" },
    { '@', "a còng" },       { '=', "bằng" },          { '<', "nhỏ hơn" },
    { '>', "lớn hơn" },      { '$', "đô la" },         { 0xb0, "độ" },
    { 0xb1, "cộng trừ" },    { 0xd7, "nhân" },         { 0xf7, "chia" },
    { 0xb2, "bình phương" }, { 0xb3, "lập phương" },   { 0xbd, "một phần hai" },
    { 0xbc, "một phần tư" }, { 0xbe, "ba phần tư" },   { 0x20ac, "ơ rô" },
    { 0x20ab, "đồng" },      { 0x2030, "phần nghìn" }, { 0x2248, "khoảng" },
    { 0x2264, "không quá" }, { 0x2265, "từ" },         { 0x2212, "trừ" },
    { 0x2713, "đúng" },      { 0x2714, "đúng" },       { 0x2717, "sai" },
    { 0x2718, "sai" },       { 0xa7, "mục" },
};

/* Signs that only part things: a short pause. */
static bool parts_things(uint32_t code)
{
    static const uint32_t list[] = { '(',    ')',    '[',    ']',    '{',    '}',
                                     '|',    0xb7,   0x2022, 0x25cf, 0x2219, 0x2014,
                                     0x2015, 0x2192, 0x25b6, 0x203a, '\\' };
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (list[i] == code)
            return true;
    return false;
}

static size_t skip_spaces(str text, size_t at)
{
    while (speak_byte(text, at) == ' ')
        at++;
    return at;
}

static void skip(struct speaker *s, size_t len)
{
    s->at += len;
}

static bool is_one_of(str text, size_t at, const char *const *list, size_t count)
{
    str word = str_slice(text, at, speak_letters_end(text, at));
    for (size_t i = 0; i < count; i++)
        if (str_eq(word, str_of(list[i])))
            return true;
    return false;
}

/* «3–5», «3 – 5», «8h–11h» are «đến»; a dash between letters is silent, one between spaces a
 * pause, and «-5» is «âm năm». */
static bool say_dash(struct speaker *s, uint32_t code, size_t len)
{
    static const char *const counted[] = { "thứ", "Thứ", "ngày", "tháng", "chủ", "Chủ" };
    if (code != '-' && code != 0x2013 && code != 0x2010 && code != 0x2011)
        return false;
    bool spaced = s->at > 0 && s->text.ptr[s->at - 1] == ' ';
    size_t next = skip_spaces(s->text, s->at + len);
    bool digit = speak_is_digit(speak_byte(s->text, next));
    if (s->after_number && (digit || is_one_of(s->text, next, counted, COUNT_OF(counted))))
        speak_emit(s, s->at + len, S("đến"));
    else if (code == '-' && digit && next == s->at + len && (spaced || s->at == 0))
        speak_emit(s, s->at + len, S("âm"));
    else {
        if (spaced || code == 0x2013)
            speak_pause(s, ',', true);
        skip(s, len);
    }
    return true;
}

/* Any part of a letter, for walking backwards. */
static bool is_letter_byte(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the word before the slash at `at` is counted: «200 triệu/năm», «100 đồng/lượt». */
static bool counts_before(const struct speaker *s)
{
    size_t at = s->at;
    while (at > 0 && is_letter_byte((unsigned char)s->text.ptr[at - 1]))
        at--;
    return at > 1 && s->text.ptr[at - 1] == ' ' &&
           speak_is_digit((unsigned char)s->text.ptr[at - 2]);
}

/* What stands between two numbers: «3 / 12», «113 / 114», «quý I/2026»; «3G/4G» is a list. */
static void say_slash_of_numbers(struct speaker *s, size_t len, size_t next)
{
    static const char *const quarters[] = { "i", "ii", "iii", "iv" };
    str number = str_slice(s->text, next, speak_digits_end(s->text, next));
    bool quarter = number.len == 4 && speak_cue_is(s, quarters, COUNT_OF(quarters));
    bool services = speak_is_service(number) && speak_is_service(str_of(s->cue));
    bool letter = s->at > 0 && s->text.ptr[s->at - 1] == 'G';
    if (letter) {
        speak_pause(s, ',', true);
        s->at += len;
        return;
    }
    speak_emit(s, s->at + len, quarter ? S("năm") : services ? S("hoặc") : S("trên"));
}

/* «đồng/tháng» is «mỗi», «cô/chú» and «ngày/tháng/năm» a pause. */
static bool say_slash(struct speaker *s, uint32_t code, size_t len)
{
    static const char *const money[] = { "đồng" };
    static const char *const each[] = {
        "ngày",  "tháng", "năm", "tuần",  "quý", "giờ", "phút", "giây", "lần",
        "lượt",  "buổi",  "đêm", "người", "hộ",  "bài", "cái",  "vé",   "suất",
        "chiếc", "thẻ",   "hồ",  "bản",   "tờ",  "kg",  "km",   "m",    "lít",
        "cuộc",  "tin",   "kỳ",  "gói",   "em",  "GB",  "MB",   "trang"
    };
    if (code != '/' && code != 0x2044)
        return false;
    size_t next = skip_spaces(s->text, s->at + len);
    bool digit = speak_is_digit(speak_byte(s->text, next));
    bool close = next == s->at + len && is_one_of(s->text, next, each, COUNT_OF(each));
    bool counted = s->after_number || speak_cue_is(s, money, COUNT_OF(money)) || counts_before(s);
    if (s->after_number && digit)
        say_slash_of_numbers(s, len, next);
    else if (close && counted)
        speak_emit(s, s->at + len, S("mỗi"));
    else {
        speak_pause(s, ',', true);
        skip(s, len);
    }
    return true;
}

static bool say_pause(struct speaker *s, uint32_t code, size_t len)
{
    bool mark =
        code == ',' || code == ';' || code == ':' || code == '.' || code == '!' || code == '?';
    if (mark)
        speak_pause(s, (char)code, false);
    else if (code == 0x2026)
        speak_pause(s, '.', false);
    else if (parts_things(code))
        speak_pause(s, ',', true);
    else
        return false;
    skip(s, len);
    return true;
}

/* «#5» is «số năm», «~5» «khoảng năm»; before other things these two are silent. */
static const char *before_digit(uint32_t code)
{
    return code == '#' ? "số" : code == '~' ? "khoảng" : NULL;
}

bool speak_sign(struct speaker *s)
{
    size_t len;
    uint32_t code = speak_code(s->text, s->at, &len);
    if (code == 0x2192 && s->after_number &&
        speak_is_digit(speak_byte(s->text, skip_spaces(s->text, s->at + len)))) {
        speak_emit(s, s->at + len, S("đến"));
        return true;
    }
    if (say_dash(s, code, len) || say_slash(s, code, len) || say_pause(s, code, len))
        return true;
    const char *counted = before_digit(code);
    if (counted && speak_is_digit(speak_byte(s->text, s->at + len))) {
        speak_emit(s, s->at + len, str_of(counted));
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(named); i++) {
        if (named[i].code == code) {
            speak_emit(s, s->at + len, str_of(named[i].spoken));
            return true;
        }
    }
    skip(s, len);
    return true;
}
