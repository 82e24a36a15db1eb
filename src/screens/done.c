/* Done: praise, three numbers, the take-home code. Shown only when the ledger has the completion;
 * while the disk is slow it says that it is being saved. */
#include "base/arena.h"
#include "screens/parts.h"

static void number_card(struct ui *ui, str number, str label)
{
    widget_card_open(ui, &(struct spec) { .role = ROLE_TEXT,
                                          .say = arena_printf(ui->home, "%.*s %.*s",
                                                              STR_ARG(number), STR_ARG(label)),
                                          .width = GROW(1),
                                          .pad = SIDES(MM(4), MM(3)),
                                          .gap = MM(1),
                                          .cross = ALIGN_STRETCH });
    /* A number over two lines beside others of one: their labels stay on one line. */
    ui_space(ui);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = number,
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF,
                                 .text_align = ALIGN_CENTER,
                                 .width = GROW(1) });
    ui_space(ui);
    parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_CENTER, label);
    ui_close(ui);
}

static str time_words(const struct model *model, struct ui *ui)
{
    int64_t minutes = (model->done.duration_ms + 30000) / 60000;
    if (minutes < 1)
        return phrase_of(model, PHRASE_DONE_UNDER_MINUTE);
    return phrase_fill(ui->home, phrase_of(model, PHRASE_DONE_MINUTES),
                       arena_printf(ui->home, "%lld", (long long)minutes), (str) { 0 });
}

static void numbers(const struct model *model, struct ui *ui)
{
    const struct done_model *done = &model->done;
    str steps = arena_printf(ui->home, "%u/%u", done->right, done->total);
    str lessons = arena_printf(ui->home, "%u/%u", done->learned, model->catalogue->lesson_count);
    str steps_label = phrase_of(model, PHRASE_DONE_STEPS);
    str lessons_label = phrase_of(model, PHRASE_DONE_LEARNED);
    if (model->density == DENSITY_TIGHTEST) {
        parts_text(ui, TEXT_BODY, WEIGHT_BOLD, ALIGN_CENTER,
                   arena_printf(ui->home, "%.*s %.*s · %.*s · %.*s %.*s", STR_ARG(steps),
                                STR_ARG(steps_label), STR_ARG(time_words(model, ui)),
                                STR_ARG(lessons), STR_ARG(lessons_label)));
        return;
    }
    parts_row_open(ui, MM(5));
    number_card(ui, steps, steps_label);
    number_card(ui, time_words(model, ui), phrase_of(model, PHRASE_DONE_TIME));
    number_card(ui, lessons, lessons_label);
    ui_close(ui);
}

static void private_line(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(4), .cross = ALIGN_CENTER });
    ui_icon(ui, S("lock"), MM(9), COLOR_LEAF);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_DONE_QR_PRIVATE),
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = COLOR_LEAF,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void code(const struct model *model, struct ui *ui, int32_t side_um)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_IMAGE,
                                 .label = phrase_of(model, PHRASE_DONE_QR_ALT),
                                 .hidden_from_voice = true,
                                 .content = CONTENT_QR,
                                 .qr = &model->done.qr,
                                 .width = FIXED(side_um),
                                 .height = FIXED(side_um) });
}

static void code_lines(const struct model *model, struct ui *ui)
{
    parts_text(ui, TEXT_LEAD, WEIGHT_BOLD, ALIGN_START, phrase_of(model, PHRASE_DONE_QR_TITLE));
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_START, phrase_of(model, PHRASE_DONE_QR_TEXT));
    private_line(model, ui);
}

static void code_words(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    code_lines(model, ui);
    ui_close(ui);
}

/* The code and what to do with it; beside one another, or as two children for pages. */
static void take_home(const struct model *model, struct ui *ui)
{
    if (model->done.qr.side == 0)
        return;
    bool roomy = model->density == DENSITY_ROOMY;
    if (model->density == DENSITY_TIGHTEST) {
        widget_card_open(
            ui, &(struct spec) { .width = GROW(1), .pad = ALL(MM(5)), .cross = ALIGN_CENTER });
        code(model, ui, MM(70));
        ui_close(ui);
        code_lines(model, ui);
        return;
    }
    widget_card_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                          .width = GROW(1),
                                          .pad = ALL(roomy ? MM(8) : MM(5)),
                                          .gap = roomy ? MM(9) : MM(6),
                                          .cross = ALIGN_CENTER });
    code(model, ui, roomy ? MM(84) : model->density == DENSITY_SNUG ? MM(70) : MM(60));
    code_words(model, ui);
    ui_close(ui);
}

static void next_line(const struct model *model, struct ui *ui)
{
    parts_review_line(model, ui, &model->done.next, 1);
    if (model->done.next < 0) {
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER, phrase_of(model, PHRASE_DONE_ALL));
        return;
    }
    const struct lesson_head *next = &model->catalogue->lessons[model->done.next];
    str minutes = arena_printf(ui->home, "%u", next->minutes);
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_fill(ui->home, phrase_of(model, PHRASE_DONE_NEXT_LINE),
                           words_of(model, next->title), minutes));
}

static void buttons(const struct model *model, struct ui *ui)
{
    bool portrait = metrics_portrait(&model->metrics);
    bool icons = model->density < (portrait ? DENSITY_PLAIN : DENSITY_SNUG);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(4), .cross = ALIGN_STRETCH });
    parts_row_open(ui, MM(6));
    widget_button(ui, &(struct button) { .id = S("end"),
                                         .label = phrase_of(model, PHRASE_DONE_END),
                                         .icon = icons ? S("done_all") : S(""),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_END, 0),
                                         .width = GROW(4) });
    if (model->done.next >= 0)
        widget_button(ui, &(struct button) { .id = S("next-lesson"),
                                             .label = phrase_of(model, PHRASE_DONE_NEXT),
                                             .icon = icons ? S("arrow_forward") : S(""),
                                             .icon_after = true,
                                             .kind = BUTTON_PRIMARY,
                                             .verb = verb_of(INTENT_LESSON, model->done.next),
                                             .width = GROW(6) });
    ui_close(ui);
    if (model->density < DENSITY_PAGED)
        next_line(model, ui);
    ui_close(ui);
}

static void trophy(struct ui *ui)
{
    ui_open(ui,
            &(struct spec) { .width = GROW(1), .cross = ALIGN_CENTER, .hidden_from_voice = true });
    ui_open(ui, &(struct spec) { .flow = FLOW_STACK,
                                 .width = FIXED(MM(52)),
                                 .height = FIXED(MM(52)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_OK_TINT,
                                 .radius_um = MM(26) });
    ui_icon(ui, S("emoji_events"), MM(32), COLOR_OK);
    ui_close(ui);
    ui_close(ui);
}

/* What was done, and how: kindly either way. */
static void praise(const struct model *model, struct ui *ui)
{
    const struct lesson_head *head = &model->catalogue->lessons[model->done.lesson];
    bool tight = model->density >= DENSITY_PAGED;
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    parts_text(ui, tight ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_fill(ui->home, phrase_of(model, PHRASE_DONE_LESSON),
                           words_of(model, head->title), (str) { 0 }));
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_of(model, model->done.unaided ? PHRASE_DONE_SELF : PHRASE_DONE_ASSISTED));
    ui_close(ui);
}

static void saving(const struct model *model, struct ui *ui)
{
    ui_space(ui);
    parts_ornament(model, ui, S("save"), TONE_LEAF, MM(60));
    ui_leaf(ui, &(struct spec) { .role = ROLE_STATUS,
                                 .id = S("saving"),
                                 .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_SAVING),
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .text_align = ALIGN_CENTER,
                                 .width = GROW(1) });
    ui_space(ui);
}

/* Large letters or a small panel: the praise and the way on stay, the rest goes over pages. */
static void paged(const struct model *model, struct ui *ui, uint16_t page)
{
    parts_title(model, ui, ALIGN_CENTER, phrase_of(model, PHRASE_DONE_PRAISE));
    parts_pages_open(ui, S("result"), page, MM(5));
    praise(model, ui);
    numbers(model, ui);
    take_home(model, ui);
    next_line(model, ui);
    parts_pages_close(model, ui);
    buttons(model, ui);
}

static void beside(const struct model *model, struct ui *ui)
{
    parts_halves_open(model, ui);
    parts_column_open(ui, 1, MM(5));
    if (model->density == DENSITY_ROOMY)
        trophy(ui);
    parts_title(model, ui, ALIGN_CENTER, phrase_of(model, PHRASE_DONE_PRAISE));
    praise(model, ui);
    ui_space(ui);
    numbers(model, ui);
    ui_close(ui);
    parts_column_open(ui, 1, MM(5));
    take_home(model, ui);
    ui_space(ui);
    buttons(model, ui);
    ui_close(ui);
    ui_close(ui);
}

static void below(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = model->density == DENSITY_ROOMY ? MM(8) : MM(5),
                                 .main = parts_reach(model) ? ALIGN_END : ALIGN_CENTER,
                                 .cross = ALIGN_STRETCH });
    if (model->density == DENSITY_ROOMY)
        trophy(ui);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(3), .cross = ALIGN_STRETCH });
    parts_title(model, ui, ALIGN_CENTER, phrase_of(model, PHRASE_DONE_PRAISE));
    praise(model, ui);
    ui_close(ui);
    numbers(model, ui);
    take_home(model, ui);
    buttons(model, ui);
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    if (model->saving)
        saving(model, ui);
    else if (model->density >= DENSITY_PAGED)
        paged(model, ui, ((const struct paged_state *)state)->page);
    else if (metrics_portrait(&model->metrics))
        below(model, ui);
    else
        beside(model, ui);
}

const struct screen_ops screen_done_ops = { .name = "done",
                                            .state_size = sizeof(struct paged_state),
                                            .describe = describe,
                                            .act = screen_act_paged };
