/* Letters: words in capitals, roman numerals, codes that begin with letters. */
#include <string.h>

#include "base/must.h"
#include "core/speak_numbers.h"
#include "core/speak_parts.h"

void speak_capitals(const struct speaker *s, struct buf *out, str word)
{
    const str *entry = speak_look_up(s->lexicon->words, s->lexicon->word_count, word);
    if (entry)
        speak_put_word(out, *entry);
    else if (speak_is_syllable(word))
        speak_put_lower(out, word);
    else
        speak_put_spelt(out, word);
}

static bool roman_is_meant(const struct speaker *s, str word)
{
    static const char *const cues[] = { "kỷ",   "kỉ",   "hội", "mục",  "chương", "phần",
                                        "khóa", "khoá", "quý", "loại", "hạng",   "kỳ",
                                        "thứ",  "cấp",  "lục", "tập",  "bảng",   "nhóm",
                                        "vùng", "lần",  "và",  "số",   "đến" };
    if (speak_cue_is(s, cues, COUNT_OF(cues)))
        return true;
    for (size_t i = 0; i < word.len; i++)
        if (!strchr("IVX", word.ptr[i]))
            return false;
    return word.len > 1;
}

static bool say_roman(struct speaker *s, str word)
{
    unsigned value = speak_roman(word);
    if (!value || !roman_is_meant(s, word))
        return false;
    struct buf out = buf_in(s->home);
    bool ordinal = strcmp(s->cue, "thứ") == 0;
    if (ordinal && (value == 1 || value == 4))
        speak_put_word(&out, value == 1 ? S("nhất") : S("tư"));
    else
        speak_put_cardinal(&out, value);
    speak_emit(s, s->at + word.len, buf_view(&out));
    s->after_number = true;
    return true;
}

/* The end of «MAU-000000-0001», «A4», «QH15»: capitals and digits, dashes between them. */
static size_t code_end(str text, size_t at, bool *long_out)
{
    enum { LONGEST = 64 }; /* keeps the walk linear */
    size_t len, from = at, end = at;
    bool digits = false;
    *long_out = false;
    while (at - from < LONGEST) {
        uint32_t code = speak_code(text, at, &len);
        if (len && speak_is_upper(code)) {
            at += len;
        } else if (speak_is_digit((unsigned char)(code < 0x80 ? code : 0))) {
            size_t to = speak_digits_end(text, at);
            *long_out = *long_out || to - at >= 4;
            digits = true;
            at = to;
        } else {
            break;
        }
        end = at;
        if (speak_byte(text, at) == '-' && speak_in_word(text, at + 1))
            at++;
    }
    return digits && !speak_in_word(text, end) ? end : 0;
}

static bool say_code(struct speaker *s)
{
    bool is_long;
    size_t end = code_end(s->text, s->at, &is_long);
    if (!end)
        return false;
    struct buf out = buf_in(s->home);
    for (size_t at = s->at; at < end;) {
        size_t to = speak_digits_end(s->text, at);
        str piece = str_slice(s->text, at, to);
        if (to > at && (piece.len > 3 || piece.ptr[0] == '0'))
            speak_put_digits(&out, piece);
        else if (to > at)
            speak_put_number(&out, piece);
        else if (s->text.ptr[at] == '-') {
            if (is_long)
                speak_put_word(&out, S("gạch ngang"));
            to = at + 1;
        } else {
            to = speak_letters_end(s->text, at);
            speak_capitals(s, &out, str_slice(s->text, at, to));
        }
        at = to;
    }
    speak_emit(s, end, buf_view(&out));
    return true;
}

static bool say_capitals(struct speaker *s, size_t end)
{
    str word = str_slice(s->text, s->at, end);
    if (!speak_is_capitals(word))
        return false;
    struct buf out = buf_in(s->home);
    /* Six letters and more are a word in another language, not an abbreviation. */
    if (word.len > 5)
        speak_put_lower(&out, word);
    else
        speak_capitals(s, &out, word);
    speak_emit(s, end, buf_view(&out));
    return true;
}

/* «3x4 cm», «2 viên x 3 lần». */
static bool say_times(struct speaker *s, str word)
{
    if (!str_eq(word, S("x")) && !str_eq(word, S("X")))
        return false;
    size_t next = s->at + 1;
    bool apart = s->at > 0 && s->text.ptr[s->at - 1] == ' ' && speak_byte(s->text, next) == ' ';
    while (speak_byte(s->text, next) == ' ')
        next++;
    if (!(s->after_number || apart) || !speak_is_digit(speak_byte(s->text, next)))
        return false;
    speak_emit(s, s->at + 1, S("nhân"));
    return true;
}

bool speak_word(struct speaker *s)
{
    size_t end = speak_letters_end(s->text, s->at), unit_end;
    if (end == s->at)
        return false;
    str word = str_slice(s->text, s->at, end);
    if (say_times(s, word))
        return true;
    if (say_roman(s, word) || say_code(s) || say_capitals(s, end))
        return true;
    const char *unit = word.len > 1 ? speak_unit(s->text, s->at, true, &unit_end) : NULL;
    if (unit) {
        speak_emit(s, unit_end, str_of(unit));
        return true;
    }
    /* «don't» stays one word. */
    if (speak_byte(s->text, end) == '\'' && speak_in_word(s->text, end + 1))
        end = speak_letters_end(s->text, end + 1);
    speak_emit(s, end, str_slice(s->text, s->at, end));
    return true;
}
