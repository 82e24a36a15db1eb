#include <assert.h>
#include <string.h>

#include "content/shapes.h"

#define TITLE TITLE_CODEPOINTS_MAX
#define BODY BODY_CODEPOINTS_MAX
#define LABEL LABEL_CODEPOINTS_MAX

static const char *const style_names[] = { [STYLE_PLAIN] = "plain",
                                           [STYLE_PRIMARY] = "primary",
                                           [STYLE_DANGER] = "danger",
                                           [STYLE_OK] = "ok" };
static_assert(COUNT_OF(style_names) == STYLE_COUNT, "a word for each style");
static const struct words style_words = { style_names, STYLE_COUNT };

/* ---- widgets ---- */

#define ITEM(name, reader, member, ...)                                                            \
    {                                                                                              \
        name, reader, offsetof(struct item, member), __VA_ARGS__                                   \
    }
static const struct key item_keys[] = {
    ITEM("id", read_id, id, .required = true),
    ITEM("icon", read_icon, icon, .required = false),
    ITEM("label", read_text, label, .required = true, .voice = VOICE_PHONE, .limit = LABEL),
    ITEM("note", read_text, note, .voice = VOICE_PHONE, .limit = TITLE),
};
static const struct shape item_shape = { "an item", SHAPE_KEYS(item_keys) };
static const struct list item_list = { "items",
                                       sizeof(struct item),
                                       offsetof(struct widget, item_count),
                                       { "item", read_shape, .extra = &item_shape } };

#define WIDGET(name, reader, member, ...)                                                          \
    {                                                                                              \
        name, reader, offsetof(struct widget, member), __VA_ARGS__                                 \
    }
#define ID WIDGET("id", read_id, id, .required = true)
#define ICON WIDGET("icon", read_icon, icon, .required = false)
#define TEXT(name, member, most, must_be)                                                          \
    WIDGET(name, read_text, member, .required = must_be, .voice = VOICE_PHONE, .limit = most)
#define STYLE WIDGET("style", read_word, style, .extra = &style_words)
#define ITEMS                                                                                      \
    WIDGET("items", read_list, items, .required = true, .least = 1, .limit = PHONE_ITEMS_MAX,      \
           .extra = &item_list)

static const struct key hero_keys[] = { TEXT("label", label, LABEL, true),
                                        TEXT("value", value, LABEL, true),
                                        TEXT("note", note, TITLE, false), ICON };
static const struct key heading_keys[] = { TEXT("label", label, LABEL, true) };
static const struct key text_keys[] = { TEXT("label", label, BODY, true) };
static const struct key notice_keys[] = { WIDGET("id", read_id, id, .required = false), ICON,
                                          TEXT("label", label, BODY, true), STYLE };
static const struct key grid_keys[] = {
    WIDGET("columns", read_byte, columns, .required = true, .least = 2, .limit = 4), ITEMS
};
static const struct key list_keys[] = { ITEMS };
static const struct key field_keys[] = {
    ID,
    ICON,
    TEXT("label", label, LABEL, true),
    TEXT("value", value, LABEL, false),
    WIDGET("digits", read_byte, digits, .least = 1, .limit = TYPED_DIGITS_MAX),
    WIDGET("secret", read_flag, secret, .required = false),
};
static const struct key check_keys[] = { ID, TEXT("label", label, BODY, true) };
static const struct key button_keys[] = { ID, ICON, TEXT("label", label, LABEL, true), STYLE };
static const struct key message_keys[] = { WIDGET("id", read_id, id, .required = false),
                                           TEXT("label", label, BODY, true),
                                           TEXT("note", note, LABEL, false), STYLE };
static const struct key result_keys[] = { ICON, TEXT("label", label, TITLE, true),
                                          TEXT("note", note, BODY, false), STYLE };
static const struct key picture_keys[] = {
    WIDGET("id", read_id, id, .required = false),
    WIDGET("file", read_picture, picture.file, .required = true),
    WIDGET("alt", read_text, picture.alt, .required = true, .voice = VOICE_KIOSK, .limit = TITLE),
    TEXT("label", label, LABEL, false),
};
static const struct key switch_keys[] = { ID, TEXT("label", label, LABEL, true),
                                          TEXT("note", note, TITLE, false),
                                          WIDGET("on", read_flag, on, .required = false) };
static const struct key slider_keys[] = {
    ID,
    ICON,
    TEXT("label", label, LABEL, true),
    WIDGET("value", read_byte, at, .required = true, .least = 1, .limit = SLIDER_STEPS_MAX),
    WIDGET("of", read_byte, of, .required = true, .least = 2, .limit = SLIDER_STEPS_MAX),
};
/* YAML needs something after the colon: «space: {}». */
static const struct key space_keys[] = { STYLE };

#define WIDGET_SHAPE(kind)                                                                         \
    static const struct shape kind##_shape = { "“" #kind "”", SHAPE_KEYS(kind##_keys) }
WIDGET_SHAPE(hero);
WIDGET_SHAPE(heading);
WIDGET_SHAPE(text);
WIDGET_SHAPE(notice);
WIDGET_SHAPE(grid);
WIDGET_SHAPE(list);
WIDGET_SHAPE(field);
WIDGET_SHAPE(check);
WIDGET_SHAPE(button);
WIDGET_SHAPE(message);
WIDGET_SHAPE(result);
WIDGET_SHAPE(space);
WIDGET_SHAPE(picture);
WIDGET_SHAPE(switch);

static void finish_slider(struct reader *r, int node, void *base)
{
    const struct widget *w = base;
    if (w->at > w->of)
        reader_problem(r, node, "the knob cannot stand at %u of %u", w->at, w->of);
}
static const struct shape slider_shape = { "“slider”", SHAPE_KEYS(slider_keys), finish_slider };

static const struct variant widget_kinds[] = {
    [WIDGET_HERO] = { "hero", &hero_shape },
    [WIDGET_HEADING] = { "heading", &heading_shape },
    [WIDGET_TEXT] = { "text", &text_shape },
    [WIDGET_NOTICE] = { "notice", &notice_shape },
    [WIDGET_GRID] = { "grid", &grid_shape },
    [WIDGET_LIST] = { "list", &list_shape },
    [WIDGET_FIELD] = { "field", &field_shape },
    [WIDGET_CHECK] = { "check", &check_shape },
    [WIDGET_BUTTON] = { "button", &button_shape },
    [WIDGET_MESSAGE] = { "message", &message_shape },
    [WIDGET_RESULT] = { "result", &result_shape },
    [WIDGET_SPACE] = { "space", &space_shape },
    [WIDGET_PICTURE] = { "picture", &picture_shape },
    [WIDGET_SWITCH] = { "switch", &switch_shape },
    [WIDGET_SLIDER] = { "slider", &slider_shape },
};
static_assert(COUNT_OF(widget_kinds) == WIDGET_KIND_COUNT, "a shape for each widget");
static const struct variants widgets = { "a widget", widget_kinds, WIDGET_KIND_COUNT,
                                         offsetof(struct widget, kind) };

/* ---- screens ---- */

static const struct list button_list = { "buttons",
                                         sizeof(struct item),
                                         offsetof(struct dialog, button_count),
                                         { "button", read_shape, .extra = &item_shape } };
static const struct key dialog_keys[] = {
    { "icon", read_icon, offsetof(struct dialog, icon) },
    { "title", read_text, offsetof(struct dialog, title), .required = true, .voice = VOICE_PHONE,
      .limit = TITLE },
    { "text", read_text, offsetof(struct dialog, text), .voice = VOICE_PHONE, .limit = BODY },
    { "buttons", read_list, offsetof(struct dialog, buttons), .required = true, .least = 1,
      .limit = 3, .extra = &button_list },
};
static const struct shape dialog_shape = { "a dialog", SHAPE_KEYS(dialog_keys) };
static const struct list widget_list = { "widgets",
                                         sizeof(struct widget),
                                         offsetof(struct phone_screen, widget_count),
                                         { "widget", read_variant, .extra = &widgets } };
static const struct list tab_list = { "tabs",
                                      sizeof(struct item),
                                      offsetof(struct phone_screen, tab_count),
                                      { "tab", read_shape, .extra = &item_shape } };

static void finish_screen(struct reader *r, int node, void *base)
{
    const struct phone_screen *screen = base;
    if (str_empty(screen->active_tab))
        return;
    for (uint16_t i = 0; i < screen->tab_count; i++) {
        if (str_eq(screen->tabs[i].id, screen->active_tab))
            return;
    }
    reader_problem(r, node, "active_tab “%.*s” is none of the tabs", STR_ARG(screen->active_tab));
}

static const struct key screen_keys[] = {
    { "title", read_text, offsetof(struct phone_screen, title), .voice = VOICE_PHONE,
      .limit = LABEL },
    { "back", read_id, offsetof(struct phone_screen, back) },
    { "widgets", read_list, offsetof(struct phone_screen, widgets), .required = true, .least = 1,
      .limit = PHONE_WIDGETS_MAX, .extra = &widget_list },
    { "tabs", read_list, offsetof(struct phone_screen, tabs), .limit = 5, .extra = &tab_list },
    { "active_tab", read_id, offsetof(struct phone_screen, active_tab) },
    { "dialog", read_shape, offsetof(struct phone_screen, dialog), .extra = &dialog_shape },
};
static const struct shape screen_shape = { "a screen", SHAPE_KEYS(screen_keys), finish_screen };
static_assert(offsetof(struct phone_screen, id) == 0, "read_named writes the name there");
static const struct list screen_list = { "screens",
                                         sizeof(struct phone_screen),
                                         offsetof(struct phone, screen_count),
                                         { "screen", read_shape, .extra = &screen_shape } };

/* ---- tasks ---- */

static const struct list wrong_list = { "replies",
                                        sizeof(struct wrong_reply),
                                        offsetof(struct phone_action, wrong_count),
                                        { "wrong", read_text, offsetof(struct wrong_reply, reply),
                                          .voice = VOICE_KIOSK, .limit = BODY } };
static_assert(offsetof(struct wrong_reply, id) == 0, "read_named writes the name there");

static void read_type(struct reader *r, int node, const struct key *key, void *base)
{
    ((struct phone_action *)base)->act = ACT_TYPE;
    read_id(r, node, key, base);
}

static void read_swipe(struct reader *r, int node, const struct key *key, void *base)
{
    ((struct phone_action *)base)->act = ACT_SWIPE;
    read_id(r, node, key, base);
}

static void read_hold(struct reader *r, int node, const struct key *key, void *base)
{
    ((struct phone_action *)base)->act = ACT_HOLD;
    read_id(r, node, key, base);
}

static const char *const way_names[] = {
    [WAY_UP] = "up", [WAY_DOWN] = "down", [WAY_LEFT] = "left", [WAY_RIGHT] = "right"
};
static_assert(COUNT_OF(way_names) == WAY_COUNT, "a word for each way");
static const struct words way_words = { way_names, WAY_COUNT };

static void finish_action(struct reader *r, int node, void *base)
{
    struct phone_action *action = base;
    static const char *const acts[] = { "tap", "type", "swipe", "hold" };
    size_t named = 0;
    for (size_t i = 0; i < COUNT_OF(acts); i++)
        named += reader_has(r, node, acts[i]);
    bool types = reader_has(r, node, "type"), swipes = reader_has(r, node, "swipe");
    if (named != 1)
        reader_problem(r, node, "an action has one of “tap”, “type”, “swipe” and “hold”");
    else if (types && str_empty(action->digits))
        reader_problem(r, node, "“type” needs “digits”: the sample number to be typed");
    else if (!types && !str_empty(action->digits))
        reader_problem(r, node, "“digits” belong to “type” alone");
    if (swipes && !reader_has(r, node, "way"))
        reader_problem(r, node, "“swipe” needs “way”: up, down, left or right");
    else if (!swipes && reader_has(r, node, "way"))
        reader_problem(r, node, "“way” belongs to “swipe” alone");
    action->unmask = types && str_find(action->coach.vi, action->digits) >= 0;
}

static const struct key action_keys[] = {
    { "tap", read_id, offsetof(struct phone_action, target) },
    { "type", read_type, offsetof(struct phone_action, target) },
    { "swipe", read_swipe, offsetof(struct phone_action, target) },
    { "way", read_word, offsetof(struct phone_action, way), .extra = &way_words },
    { "hold", read_hold, offsetof(struct phone_action, target) },
    { "digits", read_digits, offsetof(struct phone_action, digits) },
    { "coach", read_text, offsetof(struct phone_action, coach), .required = true,
      .voice = VOICE_KIOSK, .limit = BODY },
    { "hint", read_text, offsetof(struct phone_action, hint), .voice = VOICE_KIOSK, .limit = BODY },
    { "wrong", read_named, offsetof(struct phone_action, wrongs), .limit = WRONGS_MAX,
      .extra = &wrong_list },
};
static const struct shape action_shape = { "an action", SHAPE_KEYS(action_keys), finish_action };
static const struct list action_list = { "actions",
                                         sizeof(struct phone_action),
                                         offsetof(struct phone_task, action_count),
                                         { "do", read_shape, .extra = &action_shape } };
static const struct key task_keys[] = {
    { "screen", read_id, offsetof(struct phone_task, screen), .required = true },
    { "situation", read_flag, offsetof(struct phone_task, situation) },
    { "do", read_list, offsetof(struct phone_task, actions), .required = true, .least = 1,
      .limit = PHONE_ACTIONS_MAX, .extra = &action_list },
};
static const struct shape task_shape = { "a task", SHAPE_KEYS(task_keys) };
static const struct list task_list = { "tasks",
                                       sizeof(struct phone_task),
                                       offsetof(struct phone, task_count),
                                       { "task", read_shape, .extra = &task_shape } };

/* ---- the practice ---- */

static const struct key phone_keys[] = {
    { "sim", read_sim, offsetof(struct phone, sim), .required = true },
    { "scene", read_text, offsetof(struct phone, scene), .required = true, .voice = VOICE_BODY,
      .limit = BODY },
    { "narration", read_shape, offsetof(struct phone, narration), .extra = &narration_shape },
    { "screens", read_named, offsetof(struct phone, screens), .limit = PHONE_SCREENS_MAX,
      .extra = &screen_list },
    { "tasks", read_list, offsetof(struct phone, tasks), .required = true, .least = 1,
      .limit = PHONE_TASKS_MAX, .extra = &task_list },
};
const struct shape phone_shape = { "a phone", SHAPE_KEYS(phone_keys) };

static const struct key sim_keys[] = {
    { "format", read_nothing, .required = true },
    { "sim", read_sim, offsetof(struct phone, sim), .required = true },
    { "app", read_text, offsetof(struct phone, app), .required = true, .voice = VOICE_KIOSK,
      .limit = LABEL },
    { "tone", read_one_of, offsetof(struct phone, tone), .required = true, .extra = &tone_words },
    { "screens", read_named, offsetof(struct phone, screens), .limit = PHONE_SCREENS_MAX,
      .extra = &screen_list },
};
const struct shape sim_shape = { "a practice phone", SHAPE_KEYS(sim_keys) };
