#include "content/rules.h"

#include <string.h>

static bool in_items(const struct item *items, uint16_t count, str id)
{
    for (uint16_t i = 0; i < count; i++) {
        if (str_eq(items[i].id, id))
            return true;
    }
    return false;
}

bool rules_find_target(const struct phone_screen *screen, str id, const struct widget **field_out)
{
    if (field_out)
        *field_out = NULL;
    for (uint16_t i = 0; i < screen->widget_count; i++) {
        const struct widget *w = &screen->widgets[i];
        if (str_eq(w->id, id)) {
            if (field_out && w->kind == WIDGET_FIELD)
                *field_out = w;
            return true;
        }
        if (in_items(w->items, w->item_count, id))
            return true;
    }
    return str_eq(screen->back, id) || in_items(screen->tabs, screen->tab_count, id) ||
           in_items(screen->dialog.buttons, screen->dialog.button_count, id);
}

static void check_typing(struct reader *r, const struct phone_action *action,
                         const struct widget *field)
{
    if (!field || !field->digits)
        reader_problem_at(r, action->target.ptr,
                          "“%.*s” is no field with “digits”, so nothing can be typed into it",
                          STR_ARG(action->target));
    else if (field->digits != action->digits.len)
        reader_problem_at(r, action->digits.ptr, "%zu digits are typed into a field for %u",
                          action->digits.len, field->digits);
}

static bool is_gesture(const struct phone_action *action)
{
    return action->act == ACT_SWIPE || action->act == ACT_HOLD;
}

static void check_target(struct reader *r, const struct phone_action *action,
                         const struct phone_screen *screen)
{
    const struct widget *field = NULL;
    bool glass = str_eq(action->target, PHONE_GLASS);
    if (glass && !is_gesture(action))
        reader_problem_at(r, action->target.ptr, "only a swipe or a hold is anywhere on the glass");
    else if (!glass && !rules_find_target(screen, action->target, &field))
        reader_problem_at(r, action->target.ptr, "the screen “%.*s” has nothing with the id “%.*s”",
                          STR_ARG(screen->id), STR_ARG(action->target));
    else if (screen->dialog.button_count &&
             !in_items(screen->dialog.buttons, screen->dialog.button_count, action->target))
        reader_problem_at(r, action->target.ptr, "the dialog of the screen covers “%.*s”",
                          STR_ARG(action->target));
    else if (action->act == ACT_TYPE)
        check_typing(r, action, field);
    else if (field && field->digits && !is_gesture(action))
        reader_problem_at(r, action->target.ptr, "“%.*s” is filled by typing: use “type”",
                          STR_ARG(action->target));
}

static void check_action(struct reader *r, const struct phone_action *action,
                         const struct phone_screen *screen)
{
    check_target(r, action, screen);
    for (uint16_t i = 0; i < action->wrong_count; i++) {
        str id = action->wrongs[i].id;
        if (str_eq(id, action->target) && action->act == ACT_TAP)
            reader_problem_at(r, id.ptr, "“%.*s” is the right target and cannot be wrong",
                              STR_ARG(id));
        else if (!str_eq(id, S("*")) && !rules_find_target(screen, id, NULL))
            reader_problem_at(r, id.ptr, "the screen “%.*s” has nothing with the id “%.*s”",
                              STR_ARG(screen->id), STR_ARG(id));
    }
}

static void check_tasks(struct reader *r, const struct phone *phone)
{
    for (uint16_t t = 0; t < phone->task_count; t++) {
        const struct phone_task *task = &phone->tasks[t];
        const struct phone_screen *screen = phone_find_screen(phone, task->screen);
        if (!screen) {
            reader_problem_at(r, task->screen.ptr, "there is no screen “%.*s” in %.*s or here",
                              STR_ARG(task->screen), STR_ARG(phone->sim));
            continue;
        }
        for (uint16_t a = 0; a < task->action_count; a++)
            check_action(r, &task->actions[a], screen);
    }
}

/* Every id of a screen once: the list of all is made in walking order and searched backwards. */
#define SCREEN_IDS_MAX (PHONE_WIDGETS_MAX * (PHONE_ITEMS_MAX + 1) + PHONE_ITEMS_MAX + 4)
struct id_set {
    str ids[SCREEN_IDS_MAX];
    size_t count;
};

static void add_id(struct reader *r, struct id_set *set, str id)
{
    if (str_empty(id))
        return;
    if (str_eq(id, PHONE_GLASS))
        reader_problem_at(r, id.ptr, "the id “%.*s” means the whole glass; choose another",
                          STR_ARG(id));
    for (size_t i = 0; i < set->count; i++) {
        if (str_eq(set->ids[i], id)) {
            reader_problem_at(r, id.ptr, "the id “%.*s” stands on this screen twice", STR_ARG(id));
            return;
        }
    }
    must(set->count < SCREEN_IDS_MAX);
    set->ids[set->count++] = id;
}

static void add_items(struct reader *r, struct id_set *set, const struct item *items,
                      uint16_t count)
{
    for (uint16_t i = 0; i < count; i++)
        add_id(r, set, items[i].id);
}

static void check_ids(struct reader *r, const struct phone_screen *screen)
{
    struct id_set set = { .count = 0 };
    add_id(r, &set, screen->back);
    for (uint16_t i = 0; i < screen->widget_count; i++) {
        add_id(r, &set, screen->widgets[i].id);
        add_items(r, &set, screen->widgets[i].items, screen->widgets[i].item_count);
    }
    add_items(r, &set, screen->tabs, screen->tab_count);
    add_items(r, &set, screen->dialog.buttons, screen->dialog.button_count);
}

void rules_join_phone(struct reader *r, struct phone *step, const struct phone *sim)
{
    if (!str_eq(step->sim, sim->sim)) {
        reader_problem_at(r, step->sim.ptr,
                          "this was written for %.*s but the file under phones/ is %.*s: look the "
                          "screens over, then change it here",
                          STR_ARG(step->sim), STR_ARG(sim->sim));
        return;
    }
    size_t count = (size_t)step->screen_count + sim->screen_count;
    if (count > PHONE_SCREENS_MAX) {
        reader_problem_at(r, step->sim.ptr, "%zu screens are too many; %u is the most", count,
                          PHONE_SCREENS_MAX);
        return;
    }
    for (uint16_t i = 0; i < step->screen_count; i++) {
        if (phone_find_screen(sim, step->screens[i].id))
            reader_problem_at(r, step->screens[i].id.ptr, "%.*s has a screen “%.*s” already",
                              STR_ARG(sim->sim), STR_ARG(step->screens[i].id));
        check_ids(r, &step->screens[i]);
    }
    for (uint16_t i = 0; i < sim->screen_count; i++)
        check_ids(r, &sim->screens[i]);
    struct phone_screen *all = arena_new(r->home, struct phone_screen, count + 1);
    if (step->screen_count)
        memcpy(all, step->screens, step->screen_count * sizeof *all);
    if (sim->screen_count)
        memcpy(all + step->screen_count, sim->screens, sim->screen_count * sizeof *all);
    step->screens = all;
    step->screen_count = (uint16_t)count;
    step->app = sim->app;
    step->tone = sim->tone;
    check_tasks(r, step);
}

void rules_check_lesson(struct reader *r, const struct lesson *lesson)
{
    unsigned units = 0;
    for (uint16_t i = 0; i < lesson->step_count; i++) {
        const struct step *step = &lesson->steps[i];
        units += step->kind == STEP_PHONE ? step->phone->task_count : 1u;
    }
    if (units > LESSON_UNITS_MAX)
        reader_problem_at(r, lesson->steps, "the lesson has %u parts; %u is the most", units,
                          LESSON_UNITS_MAX);
}
