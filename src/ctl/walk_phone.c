/* The practice phone's part of a lesson's walk. */
#include "ctl/walk_parts.h"

/* What one can touch on a screen, in reading order. */
struct touchables {
    str ids[PHONE_WIDGETS_MAX * (PHONE_ITEMS_MAX + 1) + PHONE_ITEMS_MAX + 4];
    unsigned count;
};

static void add(struct touchables *t, str id)
{
    if (!str_empty(id))
        t->ids[t->count++] = id;
}

static void add_items(struct touchables *t, const struct item *items, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++)
        add(t, items[i].id);
}

static void find_touchables(const struct phone_screen *screen, struct touchables *t)
{
    t->count = 0;
    if (screen->dialog.button_count) {
        add_items(t, screen->dialog.buttons, screen->dialog.button_count);
        return;
    }
    add(t, screen->back);
    for (uint16_t i = 0; i < screen->widget_count; i++) {
        add(t, screen->widgets[i].id);
        add_items(t, screen->widgets[i].items, screen->widgets[i].item_count);
    }
    add_items(t, screen->tabs, screen->tab_count);
}

static const char *way_word(enum way way)
{
    static const char *const words[WAY_COUNT] = {
        [WAY_UP] = "up", [WAY_DOWN] = "down", [WAY_LEFT] = "left", [WAY_RIGHT] = "right"
    };
    return words[way];
}

static enum way other_way(enum way way)
{
    static const enum way others[WAY_COUNT] = {
        [WAY_UP] = WAY_DOWN, [WAY_DOWN] = WAY_UP, [WAY_LEFT] = WAY_RIGHT, [WAY_RIGHT] = WAY_LEFT
    };
    return others[way];
}

/* What waits for digits or is held may be touched: neither leads on. */
static bool leads_on(const struct phone_action *action, str id)
{
    return str_eq(action->target, id) && action->act != ACT_HOLD && action->act != ACT_SWIPE;
}

static void wrong_touches(struct walk_writer *w, const struct phone_screen *screen,
                          const struct phone_action *action)
{
    static struct touchables all;
    find_touchables(screen, &all);
    for (unsigned i = 0; i < all.count; i++) {
        if (leads_on(action, all.ids[i]))
            continue;
        buf_printf(w->out, "pick #phone-%.*s\n", STR_ARG(all.ids[i]));
        walk_expect(w, phone_wrong_reply(action, all.ids[i]));
    }
    if (action->act == ACT_TYPE)
        buf_printf(w->out, "type \"%c\"\nexpect \"Không nhập số thật\"\n",
                   action->digits.ptr[0] == '9' ? '8' : '9');
    if (action->act == ACT_SWIPE)
        buf_printf(w->out, "swipe #phone-%.*s %s\nexpect #gesture\n", STR_ARG(action->target),
                   way_word(other_way(action->way)));
}

static void do_action(struct walk_writer *w, const struct phone_action *action)
{
    switch (action->act) {
    case ACT_TAP:
        buf_printf(w->out, "pick #phone-%.*s\n", STR_ARG(action->target));
        break;
    case ACT_TYPE:
        buf_printf(w->out, "type \"%.*s\"\n", STR_ARG(action->digits));
        break;
    case ACT_SWIPE:
        buf_printf(w->out, "swipe #phone-%.*s %s\n", STR_ARG(action->target),
                   way_word(action->way));
        break;
    case ACT_HOLD:
        buf_printf(w->out, "hold #phone-%.*s\n", STR_ARG(action->target));
        break;
    case ACT_COUNT:
        break;
    }
}

static void play_task(struct walk_writer *w, const struct phone *phone, uint16_t at)
{
    const struct phone_task *task = &phone->tasks[at];
    buf_printf(w->out, "# task %u\n", at + 1u);
    for (uint16_t i = 0; i < task->action_count; i++) {
        const struct phone_action *action = &task->actions[i];
        if (w->options->mode != MODE_SELF)
            walk_expect(w, action->coach);
        walk_shot(w, "task");
        if (w->options->wrong)
            wrong_touches(w, phone_find_screen(phone, task->screen), action);
        do_action(w, action);
    }
}

void walk_phone(struct walk_writer *w, const struct phone *phone)
{
    buf_str(w->out, S("expect screen practice\n"));
    walk_shot(w, "choose");
    enum practice_mode mode = w->options->mode;
    if (mode == MODE_WATCH) /* the longest practice plays for some minutes */
        buf_str(w->out, S("tap #mode-watch\nwait 4m\n"));
    buf_printf(w->out, "tap #mode-%s\n", mode == MODE_SELF ? "self" : "follow");
    for (uint16_t i = 0; i < phone->task_count; i++)
        play_task(w, phone, i);
    walk_shot(w, "after");
    walk_next(w);
}
