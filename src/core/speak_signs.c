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

/* «3–5», «3 – 5», «8h–11h» are «đến»; a dash between letters is silent, one between spaces a
 * pause, and «-5» is «âm năm». */
static bool say_dash(struct speaker *s, uint32_t code, size_t len)
{
    if (code != '-' && code != 0x2013 && code != 0x2010 && code != 0x2011)
        return false;
    bool spaced = s->at > 0 && s->text.ptr[s->at - 1] == ' ';
    size_t next = skip_spaces(s->text, s->at + len);
    bool digit = speak_is_digit(speak_byte(s->text, next));
    if (s->after_number && digit)
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

/* «3 / 12» is «trên», «đồng/tháng» «mỗi», «cô/chú» a pause. */
static bool say_slash(struct speaker *s, uint32_t code, size_t len)
{
    static const char *const per[] = { "đồng", "lượt", "người", "ngày", "giờ", "phút", "lần" };
    if (code != '/' && code != 0x2044)
        return false;
    size_t next = skip_spaces(s->text, s->at + len);
    bool digit = speak_is_digit(speak_byte(s->text, next));
    bool close = next == s->at + len && speak_in_word(s->text, next);
    if (s->after_number && digit)
        speak_emit(s, s->at + len, S("trên"));
    else if (close && !digit && (s->after_number || speak_cue_is(s, per, COUNT_OF(per))))
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
