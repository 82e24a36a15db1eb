/* Messages and pictures on the practice phone. */
#include "screens/parts.h"
#include "screens/phone_parts.h"

/* As in a chat: what others wrote stands left, my own right, in the app's tint. */
void phone_message(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    bool mine = w->style == STYLE_PRIMARY;
    bool least = v->model->density == DENSITY_TIGHTEST;
    int32_t aside = least ? 0 : phone_tight(v) ? MM(6) : MM(18);
    str words = words_of(v->model, w->label);
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = { 0, PHONE_SIDE_UM + (mine ? 0 : aside), 0,
                                          PHONE_SIDE_UM + (mine ? aside : 0) },
                                 .gap = MM(1),
                                 .cross = mine ? ALIGN_END : ALIGN_START });
    if (!least)
        phone_text(ui, v, w->note, TEXT_SMALL, WEIGHT_REGULAR);
    phone_part_open(ui, v,
                    &(struct phone_part) {
                        .id = w->id,
                        .label = words,
                        .flow = FLOW_ROW,
                        .start = true,
                        .height = { SIZE_FIT, 0, str_empty(w->id) ? 0 : MM(16), 0 },
                        .pad = ALL(least            ? MM(1.5)
                                   : phone_tight(v) ? MM(3)
                                                    : MM(5)),
                        .gap = MM(4),
                        .fill = mine ? tone_tint(tone_find(v->phone->tone)) : COLOR_PHONE_CARD,
                        .radius_um = MM(6) });
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = least ? TEXT_SMALL : TEXT_BODY,
                                 .weight = WEIGHT_MEDIUM,
                                 .color = mine ? COLOR_INK : COLOR_PHONE_INK,
                                 .accent = mine ? COLOR_INK : COLOR_PHONE_INK,
                                 .marks = true });
    phone_hand(ui, v, w->id);
    phone_part_close(ui);
    ui_close(ui);
}

static void drawing(struct ui *ui, const struct phone_view *v, const struct widget *w, str alt)
{
    int32_t most = phone_large(v) ? MM(80) : MM(56);
    ui_leaf(ui, &(struct spec) { .role = ROLE_IMAGE,
                                 .label = alt,
                                 .content = CONTENT_PICTURE,
                                 .text = w->picture.file,
                                 .width = GROW(1),
                                 .height = { SIZE_GROW, 3, MM(22), most } });
}

void phone_picture(struct ui *ui, const struct phone_view *v, const struct widget *w)
{
    str alt = words_of(v->model, w->picture.alt), words = words_of(v->model, w->label);
    phone_inset_open(ui);
    phone_part_open(ui, v,
                    &(struct phone_part) {
                        .id = w->id,
                        .label = str_empty(words) ? alt : words,
                        .say = str_empty(words) ? (str) { 0 } : phone_with_more(ui, words, alt),
                        .width = GROW(1),
                        .height = { SIZE_FIT, 0, MM(20), 0 },
                        .pad = ALL(MM(3)),
                        .gap = MM(2),
                        .cross = ALIGN_STRETCH,
                        .fill = COLOR_PHONE_CARD });
    if (v->model->density < DENSITY_TIGHTEST)
        drawing(ui, v, w, alt);
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(4), .cross = ALIGN_CENTER });
    bool bare = v->model->density == DENSITY_TIGHTEST;
    if (bare || !str_empty(words))
        ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                     .content = CONTENT_TEXT,
                                     .text = str_empty(words) ? alt : words,
                                     .style = TEXT_SMALL,
                                     .weight = WEIGHT_SEMIBOLD,
                                     .color = COLOR_PHONE_INK,
                                     .accent = COLOR_PHONE_INK,
                                     .marks = true,
                                     .width = GROW(1),
                                     .text_align = ALIGN_CENTER });
    phone_hand(ui, v, w->id);
    ui_close(ui);
    phone_part_close(ui);
    ui_close(ui);
}
