#include "support/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/must.h"
#include "core/runner.h"

static size_t weigh(struct text text)
{
    return text.vi.len > text.en.len ? text.vi.len : text.en.len;
}

static size_t weigh_choices(const struct choice *choices, uint16_t count)
{
    size_t weight = 0;
    for (uint16_t i = 0; i < count; i++)
        weight += weigh(choices[i].label) + weigh(choices[i].reply);
    return weight;
}

static size_t weigh_lines(const struct call *call)
{
    size_t weight = 0;
    for (uint16_t i = 0; i < call->line_count; i++)
        weight += weigh(call->lines[i].text) + weigh(call->lines[i].reply);
    return weight;
}

static size_t weigh_step(const struct step *step)
{
    switch (step->kind) {
    case STEP_PAGE:
        return weigh(step->page->title) * 3 + weigh(step->page->body);
    case STEP_QUESTION:
        return weigh(step->question->prompt) +
               weigh_choices(step->question->choices, step->question->choice_count);
    case STEP_JUDGE:
        return weigh(step->judge->message) +
               weigh_choices(step->judge->signs, step->judge->sign_count) +
               weigh_choices(step->judge->actions, step->judge->action_count);
    case STEP_CALL:
        return weigh_lines(step->call);
    case STEP_PHONE:
        return weigh(step->phone->scene);
    case STEP_KIND_COUNT:
        break;
    }
    return 0;
}

static size_t weigh_task(const struct phone_task *task)
{
    size_t weight = 0;
    for (uint16_t i = 0; i < task->action_count; i++) {
        const struct phone_action *action = &task->actions[i];
        size_t own = weigh(action->coach) + weigh(action->hint);
        for (uint16_t k = 0; k < action->wrong_count; k++)
            if (weigh(action->wrongs[k].reply) > own)
                own = weigh(action->wrongs[k].reply);
        weight = own > weight ? own : weight;
    }
    return weight;
}

static size_t count_parts(const struct phone_screen *screen)
{
    size_t count = screen->widget_count + screen->tab_count;
    for (uint16_t i = 0; i < screen->widget_count; i++)
        count += screen->widgets[i].item_count;
    return count;
}

static void keep(struct sample_extreme *most, struct sample_extreme is)
{
    if (is.weight > most->weight)
        *most = is;
}

static void look_at_step(struct sample *sample, int lesson, uint16_t at, const struct step *step)
{
    must(step->kind < STEP_KIND_COUNT);
    keep(&sample->steps[step->kind], (struct sample_extreme) { lesson, at, 0, weigh_step(step) });
    for (uint16_t i = 0; step->kind == STEP_PHONE && i < step->phone->task_count; i++) {
        const struct phone_task *task = &step->phone->tasks[i];
        const struct phone_screen *screen = phone_find_screen(step->phone, task->screen);
        keep(&sample->tasks[0], (struct sample_extreme) { lesson, at, i, weigh_task(task) });
        keep(&sample->tasks[1], (struct sample_extreme) { lesson, at, i, count_parts(screen) });
    }
}

enum fail sample_open(struct content *content, arena *home, str assets, unsigned city,
                      struct problems *problems)
{
    static const str cities[SAMPLE_CITIES] = { S_INIT("ihanoi"), S_INIT("hue-s"),
                                               S_INIT("cu-dan-phuong") };
    must(city < SAMPLE_CITIES);
    const struct pack_place places[] = { content_place(home, assets, S("chung")),
                                         content_place(home, assets, S("theo-mua")),
                                         content_place(home, assets, cities[city]) };
    struct content_wanted wanted = {
        .assets = assets, .places = places, .place_count = COUNT_OF(places), .all_seasons = true
    };
    enum fail failed = content_open(content, home, &wanted, problems);
    return failed != FAIL_OK ? failed : content->left_out;
}

void sample_choose(struct sample *sample, const struct content *content)
{
    int shortest[LESSON_KIND_COUNT];
    uint16_t units[LESSON_KIND_COUNT] = { 0 };
    *sample = (struct sample) { .lessons = { false } };
    for (int i = 0; i < (int)content->catalogue.lesson_count; i++) {
        arena home = { 0 };
        struct problems *problems = arena_new(&home, struct problems, 1);
        problems->home = &home;
        const struct lesson *lesson;
        must(content_lesson(content, (struct lesson_wanted) { .index = i }, &home, &lesson,
                            problems) == FAIL_OK);
        struct runner runner;
        runner_start(&runner, lesson, 1);
        uint16_t own = runner_units(&runner), *least = &units[lesson->head.kind];
        if (*least == 0 || own < *least) {
            *least = own;
            shortest[lesson->head.kind] = i;
        }
        for (uint16_t k = 0; k < lesson->step_count; k++)
            look_at_step(sample, i, k, &lesson->steps[k]);
        arena_finish(&home);
    }
    for (int kind = 0; kind < LESSON_KIND_COUNT; kind++)
        if (units[kind])
            sample->lessons[shortest[kind]] = true;
}

bool sample_whole(const struct sample *sample, int lesson, uint16_t step, uint16_t task)
{
    if (sample->lessons[lesson])
        return true;
    for (int i = 0; i < STEP_KIND_COUNT; i++) {
        const struct sample_extreme *at = &sample->steps[i];
        if (i != STEP_PHONE && at->weight && at->lesson == lesson && at->step == step)
            return true;
    }
    for (size_t i = 0; i < COUNT_OF(sample->tasks); i++) {
        const struct sample_extreme *at = &sample->tasks[i];
        if (at->weight && at->lesson == lesson && at->step == step && at->task == task)
            return true;
    }
    return false;
}

bool sample_cell(const struct sample_cell *cell)
{
    /* Upright and «Hạ thấp» take turns: what is told is the same, and where it stands drawn. */
    bool other =
        cell->shape < 2 && (hash_str(HASH_SEED, str_of(cell->scene)) >> 32) % 2 == cell->shape;
    return (cell->panel == 0 && cell->size == 0 && !other) || sample_drawn(cell);
}

bool sample_hardest(const struct sample_cell *cell)
{
    return cell->panel == 0 && cell->size == 0 && cell->shape + 1 == cell->shapes;
}

bool sample_drawn(const struct sample_cell *cell)
{
    unsigned all = cell->panels * cell->sizes * cell->shapes;
    unsigned number = (cell->shape * cell->panels + cell->panel) * cell->sizes + cell->size;
    return hash_str(HASH_SEED, str_of(cell->scene)) % all == number;
}
