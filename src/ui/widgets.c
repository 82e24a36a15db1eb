#include "ui/widgets.h"

#include "base/arena.h"
#include "base/must.h"

#define CARD_RADIUS_UM MM(8)
#define HAIRLINE_UM MM(0.35)
#define BUTTON_EDGE_UM MM(1)

/* An icon's drawing fills five sixths of its square; so it stands as high as an accented capital.
 */
#define ICON_PER_CAPITAL_100 158

int32_t widget_icon_um(const struct ui *ui, enum text_style style, int32_t least_um)
{
    int32_t capital = metrics_capital_um(style, ui->tree.metrics.text_size);
    int32_t um = capital * ICON_PER_CAPITAL_100 / 100;
    return um > least_um ? um : least_um;
}

/* ---- buttons ---- */

struct button_style {
    enum color fill, border, ink;
    int32_t high_um;
};

static const struct button_style button_styles[] = {
    [BUTTON_PRIMARY] = { COLOR_BUTTON, COLOR_NONE, COLOR_ON_BUTTON, MM(28) },
    [BUTTON_PLAIN] = { COLOR_CARD, COLOR_LEAF, COLOR_LEAF, MM(28) },
    [BUTTON_DANGER] = { COLOR_DANGER_TINT, COLOR_DANGER, COLOR_DANGER, MM(28) },
    [BUTTON_OK] = { COLOR_OK_TINT, COLOR_OK, COLOR_OK, MM(28) },
    [BUTTON_QUIET] = { COLOR_NONE, COLOR_NONE, COLOR_LEAF, MM(20) },
};

#define BUTTON_TALL_UM MM(56)

static void button_icon(struct ui *ui, const struct button *button, enum color ink)
{
    ui_icon(ui, button->icon, button->tall ? MM(22) : widget_icon_um(ui, TEXT_LEAD, MM(12)), ink);
}

void widget_button(struct ui *ui, const struct button *button)
{
    must(button->kind < COUNT_OF(button_styles));
    const struct button_style *style = &button_styles[button->kind];
    bool quiet = button->kind == BUTTON_QUIET;
    bool icon = !str_empty(button->icon);
    struct sizing height = FIT;
    height.min_um = button->tall ? BUTTON_TALL_UM : style->high_um;
    struct sizing width = button->width;
    if (width.min_um == 0)
        width.min_um = MM(20);
    ui_open(ui, &(struct spec) {
                    .role = button->toggle ? ROLE_TOGGLE : ROLE_BUTTON,
                    .id = button->id,
                    .label = button->label,
                    .say = button->say,
                    .verb = button->verb,
                    .disabled = button->disabled,
                    .selected = button->selected,
                    .flow = button->tall ? FLOW_COLUMN : FLOW_ROW,
                    .width = width,
                    .height = height,
                    .pad = quiet            ? SIDES(MM(3), MM(2))
                           : button->option ? SIDES(MM(4), MM(4))
                                            : SIDES(MM(4), MM(7)),
                    .gap = button->tall ? MM(4) : MM(5),
                    .main = quiet ? ALIGN_START : ALIGN_CENTER,
                    .cross = ALIGN_CENTER,
                    .fill = style->fill,
                    .border = style->border,
                    .border_um = style->border ? BUTTON_EDGE_UM : 0,
                    .radius_um = CARD_RADIUS_UM,
                });
    if (icon && !button->icon_after)
        button_icon(ui, button, style->ink);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = button->label,
                                 .style = button->tall     ? TEXT_HEADING
                                          : button->option ? TEXT_BODY
                                                           : TEXT_LEAD,
                                 .weight = quiet ? WEIGHT_SEMIBOLD : WEIGHT_BOLD,
                                 .color = style->ink,
                                 .text_align = quiet ? ALIGN_START : ALIGN_CENTER });
    if (icon && button->icon_after)
        button_icon(ui, button, style->ink);
    ui_close(ui);
}

#define STEP_SIDE_UM MM(20)

static void step_button(struct ui *ui, str id, str label, str icon, struct verb verb)
{
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = id,
                                 .label = label,
                                 .verb = verb,
                                 .width = FIXED(STEP_SIDE_UM),
                                 .height = FIXED(STEP_SIDE_UM),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LEAF,
                                 .border_um = BUTTON_EDGE_UM,
                                 .radius_um = CARD_RADIUS_UM });
    ui_icon(ui, icon, MM(11), COLOR_LEAF);
    ui_close(ui);
}

void widget_stepper(struct ui *ui, const struct stepper *stepper)
{
    struct verb less = stepper->verb, more = stepper->verb;
    less.arg = -1;
    more.arg = 1;
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(5), .cross = ALIGN_CENTER });
    step_button(ui, arena_printf(ui->home, "%.*s-less", STR_ARG(stepper->id)), stepper->less_label,
                S("remove"), less);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = stepper->value,
                                 .style = TEXT_BODY,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .width = GROW(1),
                                 .text_align = ALIGN_CENTER });
    step_button(ui, arena_printf(ui->home, "%.*s-more", STR_ARG(stepper->id)), stepper->more_label,
                S("add"), more);
    ui_close(ui);
}

/* ---- cards and chips ---- */

static bool no_edges(const struct edges *e)
{
    return e->top == 0 && e->right == 0 && e->bottom == 0 && e->left == 0;
}

void widget_card_open(struct ui *ui, const struct spec *more)
{
    struct spec card = *more;
    if (card.fill == COLOR_NONE)
        card.fill = COLOR_CARD;
    if (card.border == COLOR_NONE) {
        card.border = COLOR_LINE;
        card.border_um = HAIRLINE_UM;
    }
    if (card.radius_um == 0)
        card.radius_um = CARD_RADIUS_UM;
    if (no_edges(&card.pad))
        card.pad = ALL(MM(7));
    ui_open(ui, &card);
}

void widget_icon_chip(struct ui *ui, str icon, enum tone tone, int32_t side_um)
{
    ui_open(ui, &(struct spec) { .flow = FLOW_STACK,
                                 .width = FIXED(side_um),
                                 .height = FIXED(side_um),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = tone_tint(tone),
                                 .radius_um = side_um * 7 / 25,
                                 .hidden_from_voice = true });
    ui_icon(ui, icon, side_um * 3 / 5, tone_strong(tone));
    ui_close(ui);
}

/* ---- answers ---- */

struct choice_style {
    enum color fill, border, mark;
    str icon, icon_multiple;
};

static const struct choice_style choice_styles[] = {
    [CHOICE_OPEN] = { COLOR_CARD, COLOR_LINE, COLOR_LEAF, S_INIT("radio_button_unchecked"),
                      S_INIT("check_box_outline_blank") },
    [CHOICE_RIGHT] = { COLOR_OK_TINT, COLOR_OK, COLOR_OK, S_INIT("check_circle"),
                       S_INIT("check_circle") },
    [CHOICE_TRIED] = { COLOR_SUN_TINT, COLOR_SUN, COLOR_SUN_INK, S_INIT("replay"),
                       S_INIT("replay") },
    [CHOICE_MARKED] = { COLOR_LEAF_TINT, COLOR_LEAF, COLOR_LEAF, S_INIT("radio_button_checked"),
                        S_INIT("check_box") },
};

void widget_choice(struct ui *ui, const struct choice_row *row)
{
    must(row->state < COUNT_OF(choice_styles));
    const struct choice_style *style = &choice_styles[row->state];
    bool open = row->state == CHOICE_OPEN;
    struct sizing height = { SIZE_GROW, 1, MM(22), MM(34) };
    ui_open(ui,
            &(struct spec) { .role = ROLE_CHOICE,
                             .id = row->id,
                             .say = row->say,
                             .told = row->told,
                             .verb = row->verb,
                             .selected = row->state == CHOICE_MARKED || row->state == CHOICE_RIGHT,
                             .flow = FLOW_ROW,
                             .width = GROW(1),
                             .height = height,
                             .pad = SIDES(MM(4), MM(7)),
                             .gap = MM(5),
                             .cross = ALIGN_CENTER,
                             .fill = style->fill,
                             .border = style->border,
                             .border_um = open ? HAIRLINE_UM : BUTTON_EDGE_UM,
                             .radius_um = CARD_RADIUS_UM });
    ui_icon(ui, row->multiple ? style->icon_multiple : style->icon,
            widget_icon_um(ui, TEXT_LEAD, MM(11)), style->mark);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = row->label,
                                 .style = TEXT_LEAD,
                                 .weight = WEIGHT_MEDIUM,
                                 .color = COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1) });
    ui_close(ui);
}

/* ---- progress ---- */

#define SEGMENT_HIGH_UM MM(3.2)

static void segment(struct ui *ui, uint16_t i, uint16_t at)
{
    bool done = i < at, current = i == at, outlined = ui->tree.theme->outlined;
    /* Where the theme leaves only two colours, size and outline tell the three kinds apart. */
    int32_t high = outlined && !current ? SEGMENT_HIGH_UM * 2 / 3 : SEGMENT_HIGH_UM;
    enum color fill = done ? COLOR_LEAF : current ? COLOR_SUN : COLOR_LINE;
    bool hollow = outlined && !done && !current;
    ui_leaf(ui, &(struct spec) { .width = GROW(1),
                                 .height = FIXED(high),
                                 .fill = hollow ? COLOR_NONE : fill,
                                 .border = hollow ? COLOR_LINE : COLOR_NONE,
                                 .border_um = hollow ? HAIRLINE_UM : 0,
                                 .radius_um = SEGMENT_HIGH_UM / 2 });
}

void widget_segments(struct ui *ui, uint16_t at, uint16_t of, struct sizing width)
{
    unsigned step = at < of ? at + 1u : of;
    str label = arena_printf(ui->home, "Bước %u trên %u", step, (unsigned)of);
    ui_open(ui, &(struct spec) { .role = ROLE_PROGRESS,
                                 .label = label,
                                 .flow = FLOW_ROW,
                                 .width = width,
                                 .gap = of > 12 ? MM(1) : MM(2.6),
                                 .cross = ALIGN_CENTER });
    for (uint16_t i = 0; i < of; i++)
        segment(ui, i, at);
    ui_close(ui);
}

/* ---- banner ---- */

void widget_banner(struct ui *ui, str id, enum tone tone, str icon, str text, str say)
{
    ui_open(ui, &(struct spec) { .role = ROLE_STATUS,
                                 .id = id,
                                 .say = say,
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(MM(5), MM(6)),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .fill = tone_tint(tone),
                                 .radius_um = CARD_RADIUS_UM });
    if (!str_empty(icon))
        ui_icon(ui, icon, widget_icon_um(ui, TEXT_LEAD, MM(13)), tone_strong(tone));
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = text,
                                 .style = TEXT_LEAD,
                                 .weight = WEIGHT_MEDIUM,
                                 .color = COLOR_INK,
                                 .accent = tone_strong(tone),
                                 .marks = true,
                                 .width = GROW(1) });
    ui_close(ui);
}

/* ---- keypad ---- */

#define KEY_ERASE 10
#define KEY_BLANK (-1)

static void keypad_key(struct ui *ui, const struct keypad *keypad, int32_t digit)
{
    bool erase = digit == KEY_ERASE, phone = keypad->phone_look;
    struct verb verb = keypad->verb;
    verb.arg = digit;
    str label = erase ? keypad->erase_label : arena_printf(ui->home, "%d", (int)digit);
    str id = erase ? S("key-erase") : arena_printf(ui->home, "key-%d", (int)digit);
    struct sizing height = GROW(1);
    height.min_um = MM(14);
    height.max_um = MM(24);
    enum color ink = phone ? COLOR_PHONE_INK : COLOR_INK;
    ui_open(ui, &(struct spec) { .role = ROLE_KEY,
                                 .id = id,
                                 .label = label,
                                 .verb = verb,
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = height,
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .gap = MM(2),
                                 .fill = phone ? COLOR_PHONE_CARD : COLOR_CARD,
                                 .border = phone ? COLOR_PHONE_LINE : COLOR_LINE,
                                 .border_um = HAIRLINE_UM,
                                 .radius_um = MM(4) });
    if (erase && !keypad->wide)
        ui_icon(ui, S("backspace"), MM(7), ink);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = erase ? TEXT_SMALL : TEXT_LEAD,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = ink,
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

#define KEYPAD_CELLS 12u

void widget_keypad(struct ui *ui, const struct keypad *keypad)
{
    static const int8_t tall[KEYPAD_CELLS] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, KEY_BLANK, 0, KEY_ERASE };
    static const int8_t wide[KEYPAD_CELLS] = { 1, 2, 3, 4, 5, KEY_ERASE, 6, 7, 8, 9, 0, KEY_BLANK };
    const int8_t *keys = keypad->wide ? wide : tall;
    unsigned columns = keypad->wide ? 6 : 3;
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("keypad"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH });
    for (unsigned first = 0; first < KEYPAD_CELLS; first += columns) {
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                     .width = GROW(1),
                                     .height = GROW(1),
                                     .gap = MM(5),
                                     .cross = ALIGN_STRETCH });
        for (unsigned k = first; k < first + columns; k++) {
            if (keys[k] == KEY_BLANK)
                ui_space(ui);
            else
                keypad_key(ui, keypad, keys[k]);
        }
        ui_close(ui);
    }
    ui_close(ui);
}
