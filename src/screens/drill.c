/* After a drill of judged cases: points, kind words, what to look at again. */
#include "base/arena.h"
#include "screens/parts.h"

static void number(struct ui *ui, str value, str label)
{
    widget_card_open(ui, &(struct spec) { .role = ROLE_TEXT,
                                          .say = arena_printf(ui->home, "%.*s %.*s", STR_ARG(value),
                                                              STR_ARG(label)),
                                          .width = GROW(1),
                                          .pad = SIDES(MM(5), MM(3)),
                                          .gap = MM(1),
                                          .cross = ALIGN_STRETCH });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = value,
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF,
                                 .text_align = ALIGN_CENTER,
                                 .width = GROW(1) });
    parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_CENTER, label);
    ui_close(ui);
}

/* «4,5/6»: a half is the only part of a point. */
static str points_words(const struct model *model, struct ui *ui)
{
    unsigned points = model->exam.points, cases = model->exam.cases;
    const char *half = points % 100 == 0 ? "" : model->lang == LANG_VI ? ",5" : ".5";
    return arena_printf(ui->home, "%u%s/%u", points / 100, half, cases);
}

static void praise(const struct model *model, struct ui *ui)
{
    const struct exam_model *exam = &model->exam;
    bool good = exam->points * 4u >= exam->cases * 300u;
    str count = arena_printf(ui->home, "%u", exam->cases);
    if (model->density == DENSITY_ROOMY)
        parts_ornament(model, ui, good ? S("visibility") : S("thumb_up"), TONE_OK, MM(44));
    parts_title(model, ui, ALIGN_CENTER,
                phrase_fill(ui->home, phrase_of(model, PHRASE_DRILL_DONE), count, (str) { 0 }));
    parts_text(ui, TEXT_LEAD, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_of(model, good ? PHRASE_DRILL_GOOD : PHRASE_DRILL_MORE));
    parts_row_open(ui, MM(5));
    number(ui, points_words(model, ui), phrase_of(model, PHRASE_DRILL_VERDICTS));
    number(ui, arena_printf(ui->home, "%u/%u", exam->acted, exam->cases),
           phrase_of(model, PHRASE_DRILL_ACTIONS));
    ui_close(ui);
}

static void lessons(const struct model *model, struct ui *ui)
{
    for (int i = 0; i < SCORE_NEXT; i++) {
        if (model->exam.next[i] < 0)
            continue;
        if (i == 0)
            parts_text(ui, TEXT_BODY, WEIGHT_BOLD, ALIGN_START,
                       phrase_of(model, PHRASE_RESULT_NEXT));
        parts_lesson_row(model, ui, model->exam.next[i]);
    }
}

static void buttons(const struct model *model, struct ui *ui)
{
    parts_row_open(ui, MM(5));
    widget_button(ui, &(struct button) { .id = S("end"),
                                         .label = phrase_of(model, PHRASE_DONE_END),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_END, 0),
                                         .width = GROW(1) });
    widget_button(ui, &(struct button) { .id = S("again"),
                                         .label = phrase_of(model, PHRASE_DRILL_AGAIN),
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_DRILL, 0),
                                         .width = GROW(1) });
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    bool halves = !metrics_portrait(&model->metrics) && model->density < DENSITY_PAGED;
    if (model->density >= DENSITY_PAGED)
        parts_pages_open(ui, S("result"), ((const struct paged_state *)state)->page, MM(5));
    if (halves) {
        parts_halves_open(model, ui);
        parts_column_open(ui, 1, MM(5));
    }
    praise(model, ui);
    if (halves) {
        ui_close(ui);
        parts_column_open(ui, 1, MM(5));
    }
    lessons(model, ui);
    if (model->density >= DENSITY_PAGED)
        parts_pages_close(model, ui);
    else
        ui_space(ui);
    buttons(model, ui);
    if (halves) {
        ui_close(ui);
        ui_close(ui);
    }
}

const struct screen_ops screen_drill_ops = { .name = "drill",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
