/* The walk over a text, what is written out, and the map. */
#include "core/speak.h"

#include <string.h>

#include "base/must.h"
#include "core/speak_parts.h"

static void remember_cue(struct speaker *s, str word)
{
    struct buf lower = buf_in(s->home);
    speak_put_lower(&lower, word);
    s->cue[0] = '\0';
    if (lower.len >= sizeof s->cue)
        return;
    str view = buf_view(&lower);
    memcpy(s->cue, view.ptr, view.len);
    s->cue[view.len] = '\0';
}

void speak_emit(struct speaker *s, size_t to, str spoken)
{
    must(to > s->at && to <= s->text.len);
    if (s->out.len && spoken.len) {
        if (s->pause)
            buf_char(&s->out, s->pause);
        buf_char(&s->out, s->line ? '\n' : ' ');
    }
    str written = str_slice(s->text, s->at, to);
    if (spoken.len) {
        uint32_t from = (uint32_t)s->out.len;
        buf_str(&s->out, spoken);
        s->words[s->count++] =
            (struct speak_word) { from, (uint32_t)s->out.len, (uint32_t)s->at, (uint32_t)to };
        s->pause = 0;
        s->line = false;
        remember_cue(s, written);
    }
    s->at = to;
    s->after_number = false;
}

/* Of two pauses with no word between them the longer stays; a written one wins over ours. */
void speak_pause(struct speaker *s, char mark, bool soft)
{
    static const char rank[] = ",;:.!?";
    const char *old = s->pause ? strchr(rank, s->pause) : NULL;
    if (!old || strchr(rank, mark) > old)
        s->pause = mark;
    s->soft = old ? s->soft && soft : soft;
    s->after_number = false;
    if (mark == '.' || mark == '!' || mark == '?')
        s->cue[0] = '\0';
}

bool speak_cue_is(const struct speaker *s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(s->cue, list[i]) == 0)
            return true;
    return false;
}

const str *speak_look_up(const struct speak_entry *entries, uint32_t count, str written)
{
    uint32_t from = 0, to = count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        int order = str_cmp(written, entries[middle].written);
        if (order == 0)
            return &entries[middle].spoken;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}

const str *speak_longest(const struct speaker *s, size_t *end_out)
{
    size_t longest = s->at + SPEAK_WRITTEN_BYTES_MAX;
    size_t end = longest < s->text.len ? longest : s->text.len;
    for (; end > s->at; end--) {
        bool inside_letter = (speak_byte(s->text, end) & 0xc0) == 0x80;
        if (inside_letter || (speak_in_word(s->text, end) && s->text.ptr[end - 1] != '.'))
            continue;
        const str *found = speak_look_up(s->lexicon->words, s->lexicon->word_count,
                                         str_slice(s->text, s->at, end));
        if (found) {
            *end_out = end;
            return found;
        }
    }
    return NULL;
}

static bool skip_space(struct speaker *s)
{
    size_t len;
    uint32_t code = speak_code(s->text, s->at, &len);
    if (!speak_is_space(code))
        return false;
    if (code == '\n') {
        s->line = true;
        s->after_number = false;
        s->cue[0] = '\0';
    }
    s->at += len;
    return true;
}

/* «AI ĐƯỢC BIẾT MÃ»: a common word in a line of capitals, no abbreviation. */
static bool is_shouted(const struct speaker *s, size_t end)
{
    str word = str_slice(s->text, s->at, end);
    if (!speak_is_capitals(word) || !speak_is_syllable(word) || speak_byte(s->text, end) != ' ')
        return false;
    str next = str_slice(s->text, end + 1, speak_letters_end(s->text, end + 1));
    bool marked = false;
    for (size_t i = 0; i < next.len; i++)
        marked = marked || (unsigned char)next.ptr[i] >= 0x80;
    return marked && speak_is_capitals(next);
}

static bool say_entry(struct speaker *s)
{
    size_t end;
    const str *spoken = speak_longest(s, &end);
    if (!spoken)
        return false;
    struct buf lower = buf_in(s->home);
    if (is_shouted(s, end)) {
        speak_put_lower(&lower, str_slice(s->text, s->at, end));
        speak_emit(s, end, buf_view(&lower));
    } else {
        speak_emit(s, end, *spoken);
    }
    return true;
}

static struct spoken finish(struct speaker *s)
{
    if (s->out.len && s->pause && !s->soft)
        buf_char(&s->out, s->pause);
    return (struct spoken) { buf_view(&s->out), s->words, s->count };
}

static struct spoken speak_vietnamese(struct speaker *s)
{
    static bool (*const rules[])(struct speaker *) = { skip_space, speak_address, speak_weekday,
                                                       say_entry,  speak_figure,  speak_word,
                                                       speak_sign };
    while (s->at < s->text.len) {
        size_t before = s->at;
        for (size_t i = 0; i < COUNT_OF(rules) && s->at == before; i++)
            if (rules[i](s))
                break;
        must(s->at > before);
    }
    return finish(s);
}

/* A word of English: up to the next space; stars that only set it in bold are left out. */
static void pass_english(struct speaker *s)
{
    struct buf word = buf_in(s->home);
    size_t end = s->at, len;
    bool heard = false;
    for (; end < s->text.len; end += len) {
        uint32_t code = speak_code(s->text, end, &len);
        if (speak_is_space(code))
            break;
        heard = heard || speak_in_word(s->text, end) || code == '%' || code == '&' || code == '+' ||
                code == '@' || code == '#' || code == '$';
        if (code != '*')
            buf_put(&word, s->text.ptr + end, len);
    }
    if (heard) {
        speak_emit(s, end, buf_view(&word));
    } else {
        s->at = end;
        speak_pause(s, ',', true);
    }
}

static struct spoken speak_english(struct speaker *s)
{
    while (s->at < s->text.len)
        if (!skip_space(s))
            pass_english(s);
    return finish(s);
}

struct spoken speak_text(arena *home, const struct speak_lexicon *lexicon, enum lang lang,
                         str written)
{
    static const struct speak_lexicon none = { 0 };
    size_t end = written.len < SPEAK_BYTES_MAX ? written.len : SPEAK_BYTES_MAX;
    while (end < written.len && end > 0 && ((unsigned char)written.ptr[end] & 0xc0) == 0x80)
        end--;
    struct speaker s = { .home = home,
                         .lexicon = lexicon ? lexicon : &none,
                         .text = str_slice(written, 0, end),
                         .out = buf_in(home) };
    /* Every emitted word eats at least a byte. */
    s.words = arena_new(home, struct speak_word, end + 1);
    return lang == LANG_EN ? speak_english(&s) : speak_vietnamese(&s);
}

bool speak_find(const struct spoken *spoken, uint32_t from, uint32_t to, struct speak_word *out)
{
    uint32_t low = 0, high = spoken->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (spoken->words[middle].spoken_to <= from)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == spoken->count || spoken->words[low].spoken_from >= (to > from ? to : from + 1))
        return false;
    *out = spoken->words[low];
    return true;
}
