#include "core/assessment.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"

char exam_part_letter(enum exam_part part)
{
    static const char letters[] = { 'A', 'B', 'C', 'D' };
    static_assert(COUNT_OF(letters) == PART_COUNT, "a letter for each part");
    must(part < PART_COUNT);
    return letters[part];
}

str critical_name(enum critical critical)
{
    static const str names[] = { [CRITICAL_NONE] = S_INIT(""),
                                 [CRITICAL_OTP] = S_INIT("otp"),
                                 [CRITICAL_IMPERSONATION] = S_INIT("impersonation"),
                                 [CRITICAL_APP] = S_INIT("app") };
    static_assert(COUNT_OF(names) == CRITICAL_COUNT, "a name for each critical area");
    must(critical < CRITICAL_COUNT);
    return names[critical];
}

bool assessment_checks_fully(const struct exam_rules *rules, str code)
{
    for (uint16_t i = 0; i < rules->check_full_count; i++)
        if (str_eq(rules->check_full[i], code))
            return true;
    return false;
}

/* ---- chance ---- */

static void shuffle(uint16_t *items, uint16_t count, uint64_t *chance)
{
    for (uint16_t i = count; i > 1; i--) {
        uint32_t j = random_below(chance, i);
        uint16_t swap = items[i - 1];
        items[i - 1] = items[j];
        items[j] = swap;
    }
}

static bool holds(const uint16_t *items, uint16_t count, uint16_t wanted)
{
    for (uint16_t i = 0; i < count; i++)
        if (items[i] == wanted)
            return true;
    return false;
}

/* In chance order, but what was asked the last time comes after everything else. */
static void shuffle_fresh(uint16_t *items, uint16_t count, const uint16_t *last,
                          uint16_t last_count, uint64_t *chance)
{
    shuffle(items, count, chance);
    uint16_t fresh = 0;
    for (uint16_t i = 0; i < count; i++) {
        if (holds(last, last_count, items[i]))
            continue;
        uint16_t swap = items[fresh];
        items[fresh++] = items[i];
        items[i] = swap;
    }
}

/* ---- questions ---- */

struct bank {
    const struct draw_from *from;
    uint64_t *chance;
    uint16_t items[EXAM_ITEMS_MAX]; /* of one skill or area */
    uint16_t count;
};

bool assessment_fits(const struct exam_item *item, const struct exam_profile *profile)
{
    for (uint16_t i = 0; i < item->not_for_count; i++)
        if (str_eq(item->not_for[i], profile->id))
            return false;
    return true;
}

static bool is_wanted(const struct exam_item *item, int skill, enum critical critical)
{
    return item->critical == critical && (skill < 0 || item->skill == (unsigned)skill);
}

static void gather(struct bank *bank, int skill, enum critical critical)
{
    const struct assessment *a = bank->from->assessment;
    const struct draw *last = bank->from->previous;
    bank->count = 0;
    for (uint16_t i = 0; i < a->item_count && bank->count < EXAM_ITEMS_MAX; i++)
        if (is_wanted(&a->items[i], skill, critical) &&
            assessment_fits(&a->items[i], bank->from->profile))
            bank->items[bank->count++] = i;
    shuffle_fresh(bank->items, bank->count, last ? last->questions : NULL,
                  last ? last->question_count : 0, bank->chance);
}

static void count_bank(const struct draw_from *from, uint16_t left[SKILL_COUNT])
{
    memset(left, 0, SKILL_COUNT * sizeof *left);
    for (uint16_t i = 0; i < from->assessment->item_count; i++) {
        const struct exam_item *item = &from->assessment->items[i];
        if (item->critical == CRITICAL_NONE && from->profile->weights[item->skill] &&
            assessment_fits(item, from->profile))
            left[item->skill]++;
    }
}

/* One round of systematic sampling: n points at equal distances over the skills' weights in chance
 * order, so that each gets its share rounded down or up. Gives at most what is left of a skill;
 * returns how many points found something. */
static uint16_t share_out(const struct draw_from *from, uint16_t n, uint64_t *chance,
                          uint16_t left[SKILL_COUNT], uint16_t quota[SKILL_COUNT])
{
    uint16_t order[SKILL_COUNT];
    uint32_t all = 0;
    for (uint16_t i = 0; i < SKILL_COUNT; i++) {
        order[i] = i;
        all += left[i] ? from->profile->weights[i] : 0;
    }
    if (all == 0)
        return 0;
    shuffle(order, SKILL_COUNT, chance);
    uint32_t point = random_below(chance, all), end = 0;
    uint16_t given = 0;
    for (uint16_t i = 0; i < SKILL_COUNT; i++) {
        uint16_t skill = order[i], open = left[skill];
        end += open ? (uint32_t)from->profile->weights[skill] * n : 0;
        for (; point < end; point += all) {
            if (left[skill] == 0)
                continue;
            left[skill]--;
            quota[skill]++;
            given++;
        }
    }
    return given;
}

static void draw_quick(const struct draw_from *from, uint64_t *chance, struct draw *out)
{
    uint16_t left[SKILL_COUNT], quota[SKILL_COUNT] = { 0 };
    uint16_t wanted = from->assessment->rules.quick_draw;
    must(wanted <= EXAM_QUICK_MAX);
    count_bank(from, left);
    /* What a skill's bank lacks goes to the others. */
    for (uint16_t given = 1; wanted > 0 && given > 0; wanted = (uint16_t)(wanted - given))
        given = share_out(from, wanted, chance, left, quota);
    struct bank bank = { .from = from, .chance = chance };
    for (int skill = 0; skill < (int)SKILL_COUNT; skill++) {
        if (quota[skill] == 0)
            continue;
        gather(&bank, skill, CRITICAL_NONE);
        for (uint16_t i = 0; i < quota[skill]; i++)
            out->questions[out->question_count++] = bank.items[i];
    }
}

static void draw_critical(const struct draw_from *from, uint64_t *chance, struct draw *out)
{
    struct bank bank = { .from = from, .chance = chance };
    for (int critical = CRITICAL_NONE + 1; critical < CRITICAL_COUNT; critical++) {
        gather(&bank, -1, (enum critical)critical);
        if (bank.count)
            out->questions[out->question_count++] = bank.items[0];
    }
}

/* ---- practices ---- */

uint16_t assessment_pool(const struct exam_pool *pool, const struct catalogue *catalogue,
                         uint16_t *lessons_out)
{
    uint16_t count = 0;
    for (uint16_t i = 0; i < pool->code_count; i++) {
        int lesson = catalogue_find(catalogue, pool->codes[i]);
        if (lesson >= 0 && catalogue->lessons[lesson].kind == LESSON_PHONE)
            lessons_out[count++] = (uint16_t)lesson;
    }
    return count;
}

static void draw_practices(const struct draw_from *from, uint64_t *chance, struct draw *out)
{
    const struct draw *last = from->previous;
    for (uint16_t p = 0; p < from->profile->pool_count; p++) {
        const struct exam_pool *pool = &from->profile->pools[p];
        uint16_t lessons[CATALOGUE_LESSONS_MAX], chosen = 0;
        must(pool->code_count <= CATALOGUE_LESSONS_MAX);
        uint16_t count = assessment_pool(pool, from->catalogue, lessons);
        shuffle_fresh(lessons, count, last ? last->practices : NULL,
                      last ? last->practice_count : 0, chance);
        for (uint16_t i = 0; i < count && chosen < pool->choose; i++) {
            if (out->practice_count == EXAM_PRACTICES_MAX)
                return;
            if (holds(out->practices, out->practice_count, lessons[i]))
                continue;
            out->practices[out->practice_count++] = lessons[i];
            chosen++;
        }
    }
}

/* ---- cases ---- */

struct deck {
    uint16_t cases[CASES_MAX * 2];
    uint16_t count;
};

static void deal(const struct draw_from *from, bool genuine, bool own_group, struct deck *deck)
{
    deck->count = 0;
    for (uint16_t i = 0; i < from->case_count && deck->count < COUNT_OF(deck->cases); i++) {
        const struct exam_case *it = &from->cases[i];
        const struct lesson_head *head = &from->catalogue->lessons[it->lesson];
        bool fits = !own_group || !from->profile || !from->profile->grouped ||
                    (head->groups >> from->profile->group & 1);
        if (it->genuine == genuine && fits)
            deck->cases[deck->count++] = i;
    }
}

struct hand {
    uint8_t draw, genuine;
};

/* Genuine ones: as the rules ask, and by chance up to half of all, so that counting them tells
 * nothing. */
static void draw_cases(const struct draw_from *from, struct hand hand, uint64_t *chance,
                       struct draw *out)
{
    struct deck real, scam;
    must(hand.draw <= EXAM_CASES_MAX);
    deal(from, true, true, &real);
    deal(from, false, true, &scam);
    if (real.count < hand.genuine || real.count + scam.count < hand.draw || scam.count == 0) {
        deal(from, true, false, &real);
        deal(from, false, false, &scam);
    }
    const struct draw *last = from->previous;
    const uint16_t *seen = last ? last->cases : NULL;
    uint16_t seen_count = last ? last->case_count : 0;
    shuffle_fresh(real.cases, real.count, seen, seen_count, chance);
    shuffle_fresh(scam.cases, scam.count, seen, seen_count, chance);
    uint16_t more = hand.draw / 2 > hand.genuine ? (uint16_t)(hand.draw / 2 - hand.genuine) : 0;
    uint16_t genuine = (uint16_t)(hand.genuine + random_below(chance, more + 1u));
    genuine = genuine < real.count ? genuine : real.count;
    uint16_t others = (uint16_t)(hand.draw - (genuine < hand.draw ? genuine : hand.draw));
    others = others < scam.count ? others : scam.count;
    for (; genuine < real.count && genuine + others < hand.draw; genuine++)
        continue;
    for (uint16_t i = 0; i < genuine && out->case_count < hand.draw; i++)
        out->cases[out->case_count++] = real.cases[i];
    for (uint16_t i = 0; i < others && out->case_count < hand.draw; i++)
        out->cases[out->case_count++] = scam.cases[i];
    shuffle(out->cases, out->case_count, chance);
}

/* ---- the whole ---- */

void assessment_draw(const struct draw_from *from, uint64_t seed, struct draw *out)
{
    must(from->profile);
    uint64_t chance = hash_str(hash_u64(HASH_SEED, seed), from->profile->id);
    const struct exam_rules *rules = &from->assessment->rules;
    *out = (struct draw) { .seed = seed };
    draw_quick(from, &chance, out);
    draw_critical(from, &chance, out);
    shuffle(out->questions, out->question_count, &chance);
    draw_practices(from, &chance, out);
    draw_cases(from, (struct hand) { rules->cases_draw, rules->cases_genuine }, &chance, out);
}

void assessment_drill(const struct draw_from *from, uint64_t seed, struct draw *out)
{
    uint64_t chance = hash_str(hash_u64(HASH_SEED, seed), S("drill"));
    const struct exam_rules *rules = &from->assessment->rules;
    *out = (struct draw) { .seed = seed };
    draw_cases(from, (struct hand) { rules->drill_draw, rules->drill_genuine }, &chance, out);
}

bool assessment_offers(const struct draw_from *from)
{
    struct draw draw;
    assessment_draw(from, 0, &draw);
    unsigned quick = 0, critical = 0;
    for (uint16_t i = 0; i < draw.question_count; i++) {
        bool is_critical = from->assessment->items[draw.questions[i]].critical != CRITICAL_NONE;
        critical += is_critical;
        quick += !is_critical;
    }
    return quick > 0 && critical == CRITICAL_COUNT - 1 && draw.practice_count > 0 &&
           draw.case_count > 0;
}
