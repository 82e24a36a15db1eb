#include "core/score.h"

#include <string.h>

#include "base/buf.h"
#include "base/must.h"

bool score_part_passed(const struct part_score *part)
{
    return part->right >= part->pass;
}

unsigned score_verdict(const struct exam_rules *rules, const struct judge *judge,
                       enum verdict answer)
{
    bool wary = answer != VERDICT_REAL && judge->right != VERDICT_REAL;
    if (wary && assessment_checks_fully(rules, judge->code))
        return 100;
    return judge_score_verdict(judge, answer);
}

/* ---- marks ---- */

/* What was seen of each skill. */
struct seen {
    uint16_t right[SKILL_COUNT], wrong[SKILL_COUNT];
};

static void see(struct seen *seen, uint32_t skills, bool right)
{
    for (unsigned skill = 0; skill < SKILL_COUNT; skill++)
        if (skills >> skill & 1)
            (right ? seen->right : seen->wrong)[skill]++;
}

static void mark(struct part_score *part, bool right)
{
    part->total++;
    part->right = (uint16_t)(part->right + right);
}

static bool practice_passed(const struct draw_from *from, const struct practice_mark *mark)
{
    return mark->passed && mark->hints <= from->assessment->rules.hints_max;
}

static void mark_all(const struct draw_from *from, const struct draw *draw,
                     const struct answer_sheet *sheet, struct score *out, struct seen *seen)
{
    for (uint16_t i = 0; i < draw->question_count; i++) {
        const struct exam_item *item = &from->assessment->items[draw->questions[i]];
        bool right = sheet->questions[i];
        mark(&out->parts[item->critical == CRITICAL_NONE ? PART_QUICK : PART_CRITICAL], right);
        see(seen, (uint32_t)1 << item->skill, right);
        if (item->critical != CRITICAL_NONE && !right)
            out->missed |= (uint32_t)1 << item->critical;
    }
    for (uint16_t i = 0; i < draw->practice_count; i++) {
        bool right = practice_passed(from, &sheet->practices[i]);
        mark(&out->parts[PART_PRACTICE], right);
        see(seen, from->catalogue->lessons[draw->practices[i]].skills, right);
    }
    for (uint16_t i = 0; i < draw->case_count; i++) {
        uint16_t lesson = from->cases[draw->cases[i]].lesson;
        mark(&out->parts[PART_CASES], sheet->cases[i]);
        see(seen, from->catalogue->lessons[lesson].skills, sheet->cases[i]);
    }
}

static uint16_t share(uint16_t total, unsigned pass, unsigned of)
{
    return (uint16_t)(of == 0 ? total : (total * pass + of - 1) / of);
}

static void decide(const struct exam_rules *rules, struct score *out)
{
    struct part_score *p = out->parts;
    p[PART_QUICK].pass = share(p[PART_QUICK].total, rules->quick_pass, rules->quick_draw);
    p[PART_CRITICAL].pass = p[PART_CRITICAL].total;
    p[PART_PRACTICE].pass = p[PART_PRACTICE].total;
    p[PART_CASES].pass = share(p[PART_CASES].total, rules->cases_pass, rules->cases_draw);
    out->passed = true;
    for (int i = 0; i < PART_COUNT; i++) {
        out->passed = out->passed && score_part_passed(&p[i]);
        out->right = (uint16_t)(out->right + p[i].right);
        out->total = (uint16_t)(out->total + p[i].total);
    }
}

/* ---- what to practise next ---- */

struct choosing {
    const struct draw_from *from;
    const struct progress *done;
    struct score *score;
    int count;
};

static void choose(struct choosing *c, int lesson)
{
    if (lesson < 0 || c->count == SCORE_NEXT)
        return;
    for (int i = 0; i < c->count; i++)
        if (c->score->next[i] == lesson)
            return;
    c->score->next[c->count++] = lesson;
}

static void choose_relearn(struct choosing *c)
{
    for (int critical = CRITICAL_NONE + 1; critical < CRITICAL_COUNT; critical++)
        if (c->score->missed >> critical & 1)
            choose(c, catalogue_find(c->from->catalogue,
                                     c->from->assessment->rules.relearn[critical]));
}

/* A lesson of the skill: one that was tried here and not done, else one not yet done alone, else
 * any; one-minute lessons are no practice. */
static int lesson_of(const struct choosing *c, const struct draw *draw,
                     const struct answer_sheet *sheet, unsigned skill)
{
    const struct catalogue *all = c->from->catalogue;
    for (uint16_t i = 0; i < draw->practice_count; i++)
        if (all->lessons[draw->practices[i]].skills >> skill & 1 &&
            !practice_passed(c->from, &sheet->practices[i]))
            return draw->practices[i];
    for (uint16_t i = 0; i < draw->case_count; i++) {
        uint16_t lesson = c->from->cases[draw->cases[i]].lesson;
        if (all->lessons[lesson].skills >> skill & 1 && !sheet->cases[i])
            return lesson;
    }
    int any = -1;
    for (uint16_t i = 0; i < all->lesson_count; i++) {
        const struct lesson_head *head = &all->lessons[i];
        if (head->kind == LESSON_MICRO || !(head->skills >> skill & 1))
            continue;
        if (!progress_has_unaided(c->done, head->number))
            return i;
        any = any < 0 ? i : any;
    }
    return any;
}

/* The share of wrong answers in thousandths; required skills come first among equals. */
static unsigned weakness(const struct choosing *c, const struct seen *seen, unsigned skill)
{
    unsigned wrong = seen->wrong[skill], all = wrong + seen->right[skill];
    if (wrong == 0)
        return 0;
    bool required = c->from->profile->required >> skill & 1;
    return 2 * (wrong * 1000 / all) + required;
}

static void choose_weakest(struct choosing *c, const struct seen *seen, const struct draw *draw,
                           const struct answer_sheet *sheet)
{
    uint32_t tried = 0;
    while (c->count < SCORE_NEXT) {
        unsigned weakest = SKILL_COUNT, most = 0;
        for (unsigned skill = 0; skill < SKILL_COUNT; skill++) {
            unsigned weak = tried >> skill & 1 ? 0 : weakness(c, seen, skill);
            if (weak > most) {
                most = weak;
                weakest = skill;
            }
        }
        if (weakest == SKILL_COUNT)
            return;
        tried |= (uint32_t)1 << weakest;
        choose(c, lesson_of(c, draw, sheet, weakest));
    }
}

/* Nothing was weak: on with what the profile learns and was not asked, then with what is not done
 * yet, then with anything. */
static void choose_further(struct choosing *c)
{
    const struct catalogue *all = c->from->catalogue;
    uint32_t own = 0;
    for (unsigned skill = 0; skill < SKILL_COUNT; skill++)
        own |= c->from->profile->weights[skill] ? (uint32_t)1 << skill : 0;
    for (int round = 0; round < 5; round++)
        for (uint16_t i = 0; i < all->lesson_count && c->count < SCORE_NEXT; i++) {
            const struct lesson_head *head = &all->lessons[i];
            bool fresh = !progress_has_unaided(c->done, head->number);
            bool fits = head->kind != LESSON_MICRO && (head->skills & own);
            bool new_skill = (head->skills & own & ~c->score->well) != 0;
            const bool wanted[] = { fits && fresh && new_skill, fits && fresh, fits, fresh, true };
            if (wanted[round])
                choose(c, i);
        }
}

void score_assessment(const struct draw_from *from, const struct draw *draw,
                      const struct answer_sheet *sheet, const struct progress *done,
                      struct score *out)
{
    must(from->profile);
    struct seen seen = { .right = { 0 } };
    *out = (struct score) { .next = { -1, -1 } };
    mark_all(from, draw, sheet, out, &seen);
    decide(&from->assessment->rules, out);
    for (unsigned skill = 0; skill < SKILL_COUNT; skill++) {
        if (seen.wrong[skill])
            out->weak |= (uint32_t)1 << skill;
        else if (seen.right[skill])
            out->well |= (uint32_t)1 << skill;
    }
    struct choosing c = { from, done, out, 0 };
    choose_relearn(&c);
    choose_weakest(&c, &seen, draw, sheet);
    choose_further(&c);
}

/* ---- for the ledger ---- */

str score_line(arena *home, const struct score *score)
{
    struct buf line = buf_in(home);
    for (int i = 0; i < PART_COUNT; i++)
        buf_printf(&line, "%s%c%u/%u", i ? " " : "", exam_part_letter((enum exam_part)i),
                   score->parts[i].right, score->parts[i].total);
    return buf_view(&line);
}

str score_skills(arena *home, uint32_t skills)
{
    struct buf line = buf_in(home);
    for (unsigned skill = 0; skill < SKILL_COUNT; skill++)
        if (skills >> skill & 1)
            buf_printf(&line, "%sK%02u", line.len ? "," : "", skill + 1);
    return line.len ? buf_view(&line) : (str) { 0 };
}
