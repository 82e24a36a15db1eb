/* What is filled, ticked and set on the practice phone. */
#include "base/arena.h"
#include "screens/parts.h"
#include "screens/phone_parts.h"

/* The sample number that this field takes in this task; empty when nothing is typed into it. */
static str sample_of(const struct phone_view *v, str id)
{
    for (uint16_t i = 0; v->task && i < v->task->action_count; i++) {
        const struct phone_action *action = &v->task->actions[i];
        if (action->act == ACT_TYPE && str_eq(action->target, id))
            return action->digits;
    }
    return (str) { 0 };
}

static bool takes_digits_now(const struct phone_view *v, const struct widget *w)
{
    return v->action && v->action->act == ACT_TYPE && str_eq(v->action->target, w->id);
}

static size_t digits_in(const struct phone_view *v, const struct widget *w, uint16_t index)
{
    const struct runner *r = &v->model->runner;
    if (r->filled & (1u << index))
        return sample_of(v, w->id).len;
    return takes_digits_now(v, w) ? r->typed_len : 0;
}

/* A field that is filled by tapping shows its value once it is; nothing before. */
static str value_words(const struct phone_view *v, const struct widget *w, uint16_t index)
{
    bool filled = v->model->runner.filled & (1u << index);
    return filled ? words_of(v->model, w->value) : (str) { 0 };
}

/* Digits are told by their number, never one by one: somebody may be listening. */
static str field_say(struct ui *ui, const struct phone_view *v, const struct widget *w,
                     uint16_t index)
{
    str label = words_of(v->model, w->label);
    if (w->digits == 0)
        return phone_with_more(ui, label, value_words(v, w, index));
    size_t have = digits_in(v, w, index);
    if (have == 0)
        return label;
    str number = arena_printf(ui->home, "%zu", have);
    return phone_with_more(
        ui, label,
        phrase_fill(ui->home, phrase_of(v->model, PHRASE_TYPED_SAY), number, (str) { 0 }));
}

static str field_words(struct ui *ui, const struct phone_view *v, const struct widget *w,
                       uint16_t index)
{
    if (w->digits == 0)
        return value_words(v, w, index);
    str sample = sample_of(v, w->id);
    size_t have = digits_in(v, w, index);
    char text[TYPED_DIGITS_MAX * 4 + 1];
    size_t len = 0;
    for (size_t i = 0; i < w->digits && i < TYPED_DIGITS_MAX; i++) {
        str mark = i >= have ? S("–") : w->secret ? S("●") : str_slice(sample, i, i + 1);
        for (size_t k = 0; k < mark.len; k++)
            text[len++] = mark.ptr[k];
        if (i + 1 < w->digits)
            text[len++] = ' ';
    }
    return arena_str(ui->home, (str) { text, len });
}

void phone_field(struct ui *ui, const struct phone_view *v, const struct widget *w, uint16_t index)
{
    str label = words_of(v->model, w->label);
    bool typing = takes_digits_now(v, w);
    phone_inset_open(ui);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = w->id,
                                           .label = label,
                                           .say = field_say(ui, v, w, index),
                                           .flow = FLOW_ROW,
                                           .width = GROW(1),
                                           .height = { SIZE_FIT, 0, MM(22), 0 },
                                           .pad = SIDES(phone_tight(v) ? MM(1.5) : MM(3), MM(5)),
                                           .gap = MM(4),
                                           .fill = COLOR_PHONE_CARD,
                                           .strong = typing,
                                           .border = typing ? tone_strong(tone_find(v->phone->tone))
                                                            : COLOR_PHONE_INK_2 });
    ui_open(ui, &(struct spec) {
                    .width = GROW(1), .gap = phone_tight(v) ? 0 : MM(1), .cross = ALIGN_STRETCH });
    phone_words(ui, label, TEXT_SMALL, WEIGHT_REGULAR, COLOR_PHONE_INK_2);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = field_words(ui, v, w, index),
                                 .style = phone_tight(v) ? TEXT_BODY : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_PHONE_INK,
                                 .hidden_from_voice = true,
                                 .width = GROW(1),
                                 .text_align = w->secret ? ALIGN_CENTER : ALIGN_START });
    ui_close(ui);
    phone_hand(ui, v, w->id);
    phone_part_close(ui);
    ui_close(ui);
}

void phone_check(struct ui *ui, const struct phone_view *v, const struct widget *w, uint16_t index)
{
    bool on = v->model->runner.ticked & (1u << index);
    str words = words_of(v->model, w->label);
    phone_inset_open(ui);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = w->id,
                                           .label = words,
                                           .flow = FLOW_ROW,
                                           .start = true,
                                           .toggle = true,
                                           .width = GROW(1),
                                           .height = { SIZE_FIT, 0, MM(18), 0 },
                                           .pad = SIDES(MM(2), MM(2)),
                                           .gap = MM(4) });
    ui_icon(ui, on ? S("check_box") : S("check_box_outline_blank"),
            widget_icon_um(ui, TEXT_SMALL, MM(11)), tone_strong(tone_find(v->phone->tone)));
    phone_words(ui, words, TEXT_SMALL, WEIGHT_MEDIUM, COLOR_PHONE_INK);
    phone_hand(ui, v, w->id);
    phone_part_close(ui);
    ui_close(ui);
}

/* Its knob stands right when it is on; words tell it too, since colour and side alone may not. */
static void toggle(struct ui *ui, const struct phone_view *v, bool on)
{
    int32_t high = widget_icon_um(ui, TEXT_BODY, MM(10));
    enum color strong = tone_strong(tone_find(v->phone->tone));
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = FIXED(high * 9 / 5),
                                 .height = FIXED(high),
                                 .pad = ALL(MM(1.2)),
                                 .main = on ? ALIGN_END : ALIGN_START,
                                 .cross = ALIGN_STRETCH,
                                 .fill = on ? strong : COLOR_PHONE_CARD,
                                 .border = on ? strong : COLOR_PHONE_INK_2,
                                 .border_um = MM(0.6),
                                 .radius_um = high / 2,
                                 .hidden_from_voice = true });
    ui_leaf(ui, &(struct spec) { .width = FIXED(high - MM(2.4)),
                                 .height = GROW(1),
                                 .fill = on ? COLOR_ON_STRONG : COLOR_PHONE_INK_2,
                                 .radius_um = high / 2 });
    ui_close(ui);
}

void phone_switch(struct ui *ui, const struct phone_view *v, const struct widget *w, uint16_t index)
{
    bool touched = v->model->runner.ticked & (1u << index), on = w->on != touched;
    str words = words_of(v->model, w->label), note = words_of(v->model, w->note);
    phone_inset_open(ui);
    phone_part_open(ui, v,
                    &(struct phone_part) {
                        .id = w->id,
                        .label = words,
                        .say = phone_with_more(ui, words, note),
                        .told = phrase_of(v->model, on ? PHRASE_SWITCH_ON : PHRASE_SWITCH_OFF),
                        .flow = FLOW_ROW,
                        .start = true,
                        .toggle = true,
                        .selected = on,
                        .width = GROW(1),
                        .height = { SIZE_FIT, 0, phone_large(v) ? MM(24) : MM(20), 0 },
                        .pad = SIDES(MM(2), MM(4)),
                        .gap = MM(4),
                        .fill = COLOR_PHONE_CARD });
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(0.5), .cross = ALIGN_STRETCH });
    phone_words(ui, words, TEXT_BODY, WEIGHT_SEMIBOLD, COLOR_PHONE_INK);
    if (!str_empty(note) && v->model->density < DENSITY_TIGHTEST)
        phone_words(ui, note, TEXT_SMALL, WEIGHT_REGULAR, COLOR_PHONE_INK_2);
    ui_close(ui);
    phone_hand(ui, v, w->id);
    toggle(ui, v, on);
    phone_part_close(ui);
    ui_close(ui);
}

/* A small and a large sign at the ends say what more of it means; without an icon: letters. */
static void slider_end(struct ui *ui, const struct phone_view *v, const struct widget *w,
                       bool large)
{
    if (!str_empty(w->icon)) {
        ui_icon(ui, w->icon, large ? MM(12) : MM(8), COLOR_PHONE_INK_2);
        return;
    }
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = S("A"),
                                 .style = large && !phone_tight(v) ? TEXT_LEAD : TEXT_SMALL,
                                 .weight = large ? WEIGHT_BOLD : WEIGHT_MEDIUM,
                                 .color = COLOR_PHONE_INK_2,
                                 .hidden_from_voice = true });
}

static void slider_part(struct ui *ui, int32_t steps, enum color color)
{
    if (steps > 0)
        ui_leaf(ui, &(struct spec) { .width = GROW(steps),
                                     .height = FIXED(MM(2.4)),
                                     .fill = color,
                                     .radius_um = MM(1.2) });
}

static void slider_bar(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    enum color strong = tone_strong(tone_find(v->phone->tone));
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = MM(4),
                                 .cross = ALIGN_CENTER,
                                 .hidden_from_voice = true });
    slider_end(ui, v, w, false);
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW, .width = GROW(1), .cross = ALIGN_CENTER });
    slider_part(ui, w->at - 1, strong);
    ui_leaf(ui, &(struct spec) { .width = FIXED(MM(12)),
                                 .height = FIXED(MM(12)),
                                 .fill = COLOR_PHONE_CARD,
                                 .border = strong,
                                 .border_um = MM(2),
                                 .radius_um = MM(6) });
    slider_part(ui, w->of - w->at, COLOR_PHONE_LINE);
    ui_close(ui);
    slider_end(ui, v, w, true);
    ui_close(ui);
}

void phone_slider(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    str words = words_of(v->model, w->label);
    str at = arena_printf(ui->home, "%u", w->at), of = arena_printf(ui->home, "%u", w->of);
    str step = phrase_fill(ui->home, phrase_of(v->model, PHRASE_SLIDER_SAY), at, of);
    phone_inset_open(ui);
    phone_part_open(ui, v,
                    &(struct phone_part) { .id = w->id,
                                           .label = words,
                                           .say = phone_with_more(ui, words, step),
                                           .width = GROW(1),
                                           .cross = ALIGN_STRETCH,
                                           .pad = SIDES(MM(3), MM(4)),
                                           .gap = MM(2),
                                           .fill = COLOR_PHONE_CARD });
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(4), .cross = ALIGN_CENTER });
    phone_words(ui, words, TEXT_BODY, WEIGHT_SEMIBOLD, COLOR_PHONE_INK);
    phone_hand(ui, v, w->id);
    ui_close(ui);
    slider_bar(ui, v, w);
    phone_part_close(ui);
    ui_close(ui);
}
