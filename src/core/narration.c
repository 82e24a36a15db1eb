#include "core/narration.h"

#include <string.h>

#include "base/must.h"
#include "base/utf8.h"

#define PAUSES_MAX 128u    /* 90 seconds of speech have about 40 */
#define ENDS_MAX 48u       /* ends of sentences and commas of one page */
#define PAUSE_FRAMES_MIN 8 /* shorter ones are inside words: «t», «p», «k» close the mouth */
#define LEVEL_STEPS 256u   /* of the histogram of loudness */

struct pause {
    uint32_t from, to; /* frames */
    uint32_t before;   /* loud frames before it */
};

/* The place between two words where a pause belongs. */
struct end {
    uint32_t word;   /* the first word after it */
    uint32_t before; /* weight of the words before it */
    bool strong;     /* the end of a sentence */
};

/* ---- how loud is speech ---- */

static uint32_t percentile(struct sound_levels levels, uint32_t percent)
{
    uint32_t counts[LEVEL_STEPS] = { 0 }, seen = 0, step = 0;
    for (uint32_t i = 0; i < levels.count; i++)
        counts[levels.frames[i] * LEVEL_STEPS / 65536]++;
    uint32_t wanted = (uint32_t)((uint64_t)levels.count * percent / 100);
    for (; step + 1 < LEVEL_STEPS && seen + counts[step] <= wanted; step++)
        seen += counts[step];
    return step * 65536 / LEVEL_STEPS;
}

/* Above the room's noise, well under the voice. */
static uint32_t threshold(struct sound_levels levels)
{
    uint32_t noise = percentile(levels, 5) * 2, loud = percentile(levels, 90);
    uint32_t least = loud / 16, most = loud / 5;
    return noise < least ? least : noise > most ? most : noise;
}

static bool is_loud(struct sound_levels levels, uint32_t frame, uint32_t limit)
{
    return levels.frames[frame] > limit;
}

/* ---- pauses ---- */

static void trim(struct sound_levels levels, uint32_t limit, struct span *speech)
{
    *speech = (struct span) { 0, levels.count };
    while (speech->from < speech->to && !is_loud(levels, speech->from, limit))
        speech->from++;
    while (speech->to > speech->from && !is_loud(levels, speech->to - 1, limit))
        speech->to--;
    if (speech->from == speech->to)
        *speech = (struct span) { 0, levels.count };
}

/* The pauses inside the speech; *loud_out: loud frames in all of it. */
static uint32_t find_pauses(struct sound_levels levels, uint32_t limit, struct span speech,
                            struct pause *out, uint32_t *loud_out)
{
    uint32_t count = 0, quiet = 0, loud = 0;
    for (uint32_t i = speech.from; i < speech.to; i++) {
        if (!is_loud(levels, i, limit)) {
            quiet++;
            continue;
        }
        if (quiet >= PAUSE_FRAMES_MIN && count < PAUSES_MAX)
            out[count++] = (struct pause) { i - quiet, i, loud };
        quiet = 0;
        loud++;
    }
    *loud_out = loud;
    return count;
}

/* ---- words ---- */

/* Time that a word takes, in no unit: each syllable costs, each letter a little. */
static uint32_t weight(str word)
{
    uint32_t sum = 0;
    bool vowel_before = false;
    while (word.len) {
        size_t len;
        uint32_t code = utf8_decode(word, &len);
        /* Beyond ASCII stand Vietnamese vowels, and đ. */
        bool vowel = (code < 128 && code && strchr("aeiouyAEIOUY", (int)code)) ||
                     (code >= 128 && code != 0x111 && code != 0x110);
        sum += (vowel && !vowel_before ? 4u : 0u) + (code > ' ' ? 1u : 0u);
        vowel_before = vowel;
        word = str_slice(word, len, word.len);
    }
    return sum ? sum : 1;
}

static str word_at(str text, struct span span)
{
    return str_slice(text, span.from, span.to);
}

/* What stands between two words: 2 ends a sentence, 1 is a comma or the like, 0 nothing. English
 * words carry their signs with them. */
static int break_after(str text, struct span word, struct span next)
{
    str gap = str_slice(text, word.to > word.from ? word.to - 1 : word.to, next.from);
    int found = 0;
    for (size_t i = 0; i < gap.len; i++) {
        if (strchr(".!?\n", gap.ptr[i]))
            return 2;
        if (strchr(",;:", gap.ptr[i]))
            found = 1;
    }
    return found;
}

static uint32_t find_ends(str text, const struct span *words, uint32_t count, struct end *out,
                          uint32_t *weight_out)
{
    uint32_t ends = 0, sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += weight(word_at(text, words[i]));
        int found = i + 1 < count ? break_after(text, words[i], words[i + 1]) : 0;
        if (found && ends < ENDS_MAX)
            out[ends++] = (struct end) { i + 1, sum, found == 2 };
    }
    *weight_out = sum;
    return ends;
}

/* ---- ends upon pauses ---- */

struct match {
    struct pause pauses[PAUSES_MAX];
    struct end ends[ENDS_MAX];
    uint32_t pause_count, end_count, loud, weight;
    int32_t best[ENDS_MAX + 1][PAUSES_MAX + 1]; /* of the first e ends on the first p pauses */
};

/* Long is good, far from where the words should end is bad: in frames. */
static int32_t score(const struct match *m, uint32_t e, uint32_t p)
{
    const struct pause *pause = &m->pauses[p];
    int32_t expected = (int32_t)((uint64_t)m->ends[e].before * m->loud / m->weight);
    int32_t far = (int32_t)pause->before - expected;
    int32_t length = (int32_t)(pause->to - pause->from);
    return length * (m->ends[e].strong ? 4 : 2) - (far < 0 ? -far : far);
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The best of all ways to lay ends on pauses in order, some of either left over. */
static void lay(struct match *m)
{
    for (uint32_t e = 1; e <= m->end_count; e++)
        for (uint32_t p = 1; p <= m->pause_count; p++) {
            int32_t with = m->best[e - 1][p - 1] + score(m, e - 1, p - 1);
            m->best[e][p] = larger(with, larger(m->best[e - 1][p], m->best[e][p - 1]));
        }
}

/* ---- words between pauses ---- */

/* Words [first, last) share the loud frames of a stretch by their weights. */
struct stretch {
    uint32_t first, last;
    struct span frames;
};

struct ground {
    str text;
    const struct span *words;
    struct sound_levels levels;
    uint32_t limit;
    uint32_t *starts;
};

static uint32_t loud_in(const struct ground *g, struct span frames)
{
    uint32_t loud = 0;
    for (uint32_t i = frames.from; i < frames.to; i++)
        loud += is_loud(g->levels, i, g->limit);
    return loud;
}

static void spread(const struct ground *g, const struct stretch *s)
{
    uint32_t all = 0, said = 0, passed = 0, at = s->frames.from, loud = loud_in(g, s->frames);
    bool even = loud == 0; /* nothing is heard: the time itself is shared */
    for (uint32_t i = s->first; i < s->last; i++)
        all += weight(word_at(g->text, g->words[i]));
    loud = even ? s->frames.to - s->frames.from : loud;
    for (uint32_t i = s->first; i < s->last; i++) {
        uint32_t wanted = (uint32_t)((uint64_t)said * loud / all);
        for (; at + 1 < s->frames.to; at++) {
            bool counts = even || is_loud(g->levels, at, g->limit);
            if (counts && passed == wanted)
                break;
            passed += counts;
        }
        g->starts[i] = at;
        said += weight(word_at(g->text, g->words[i]));
    }
}

/* Reads the table from its end: every end that lies on a pause closes a stretch. */
static void spread_all(const struct ground *g, const struct match *m, uint32_t count,
                       struct span speech)
{
    struct stretch s = { .last = count, .frames = speech };
    uint32_t e = m->end_count, p = m->pause_count;
    while (e > 0 && p > 0) {
        if (m->best[e][p] == m->best[e][p - 1]) {
            p--;
        } else if (m->best[e][p] == m->best[e - 1][p]) {
            e--;
        } else {
            e--;
            p--;
            s.first = m->ends[e].word;
            s.frames.from = m->pauses[p].to;
            spread(g, &s);
            s.last = s.first;
            s.frames.to = m->pauses[p].from;
        }
    }
    s.first = 0;
    s.frames.from = speech.from;
    spread(g, &s);
}

void narration_align(str text, const struct span *words, uint32_t count, struct sound_levels levels,
                     uint32_t *starts_out)
{
    if (count == 0)
        return;
    memset(starts_out, 0, count * sizeof *starts_out);
    if (levels.count == 0)
        return;
    struct match m = { .pause_count = 0 };
    struct span speech;
    struct ground g = { text, words, levels, threshold(levels), starts_out };
    trim(levels, g.limit, &speech);
    m.pause_count = find_pauses(levels, g.limit, speech, m.pauses, &m.loud);
    m.end_count = find_ends(text, words, count, m.ends, &m.weight);
    lay(&m);
    spread_all(&g, &m, count, speech);
}
