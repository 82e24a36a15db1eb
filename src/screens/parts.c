#include "screens/parts.h"

#include "base/arena.h"

bool parts_reach(const struct model *model)
{
    return model->metrics.reach && metrics_portrait(&model->metrics);
}

/* The upper 36 % are left even where they would be within reach: low is easier. */
#define REACH_USED_PERCENT 64
/* So much is used of a small panel in any case. */
#define REACH_KEPT_UM MM(285)
/* Less than this is too little for some screen at the largest text, however tight; and than this,
 * where nothing may stand above. */
#define REACH_LEAST_UM MM(320)
#define REACH_LEAST_WHOLE_UM MM(346)

static int32_t at_most(int32_t value, int32_t most)
{
    return value < most ? value : most;
}

static int32_t at_least(int32_t value, int32_t least)
{
    return value > least ? value : least;
}

struct reach_band parts_reach_band(const struct metrics *m)
{
    struct band reach = metrics_reach(m);
    int32_t high = metrics_panel_um(m);
    int32_t from = at_most(reach.from_um, at_least(high - REACH_LEAST_WHOLE_UM, 0));
    int32_t most = at_most(at_least(reach.to_um, from + REACH_LEAST_UM), high);
    int32_t used = (int32_t)((int64_t)high * REACH_USED_PERCENT / 100);
    int32_t to = at_most(at_least(used, from + REACH_KEPT_UM), most);
    return (struct reach_band) { from, to, most };
}

void parts_halves_open(const struct model *model, struct ui *ui)
{
    bool portrait = metrics_portrait(&model->metrics);
    ui_open(ui, &(struct spec) { .flow = portrait ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = portrait ? MM(7) : MM(12),
                                 .cross = ALIGN_STRETCH });
}

void parts_column_open(struct ui *ui, int32_t weight, int32_t gap_um)
{
    ui_open(ui, &(struct spec) { .width = GROW(weight),
                                 .height = GROW(weight),
                                 .gap = gap_um,
                                 .cross = ALIGN_STRETCH });
}

void parts_row_open(struct ui *ui, int32_t gap_um)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = gap_um, .cross = ALIGN_STRETCH });
}

void parts_text(struct ui *ui, enum text_style style, enum weight weight, enum align align,
                str words)
{
    ui_leaf(ui, &(struct spec) { .role = style >= TEXT_HEADING ? ROLE_HEADING : ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = style,
                                 .weight = weight,
                                 .color = weight == WEIGHT_REGULAR ? COLOR_INK_2 : COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1),
                                 .text_align = align });
}

bool parts_above(const struct model *model)
{
    return parts_reach(model) && model->density < DENSITY_TIGHTEST;
}

static enum text_style title_style(const struct model *model)
{
    bool portrait = metrics_portrait(&model->metrics);
    if (model->density >= DENSITY_TIGHTEST)
        return TEXT_LEAD;
    if (model->density >= (portrait ? DENSITY_PAGED : DENSITY_PLAIN))
        return TEXT_HEADING;
    return TEXT_TITLE;
}

/* A lying panel keeps its picture at the cost of letters a step smaller, but never under body. */
static bool small_words(const struct model *model)
{
    bool portrait = metrics_portrait(&model->metrics);
    return model->density >= DENSITY_PAGED || (!portrait && model->density == DENSITY_SNUG);
}

void parts_title(const struct model *model, struct ui *ui, enum align align, str words)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = title_style(model),
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .text_align = align,
                                 .width = GROW(1) });
}

void parts_heading(const struct model *model, struct ui *ui, enum align align, struct text words)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, words),
                                 .say = text_spoken(words, model->lang),
                                 .style = small_words(model) ? TEXT_LEAD : TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1),
                                 .text_align = align });
}

/* ---- pages ---- */

void parts_pages_open(struct ui *ui, str id, uint16_t page, int32_t gap_um)
{
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = id,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = gap_um,
                                 .cross = ALIGN_STRETCH,
                                 .paged = true,
                                 .page = page });
}

/* A dialog's pages stand over a screen's own: both have their «Xem thêm». */
static bool in_dialog(const struct ui *ui)
{
    for (uint32_t i = 0; i < ui->depth; i++)
        if (ui->tree.nodes[ui->stack[i]].spec.modal)
            return true;
    return false;
}

void parts_pages_close(const struct model *model, struct ui *ui)
{
    parts_more(model, ui, in_dialog(ui) ? S("dialog-more") : S("more"));
    ui_close(ui);
}

/* Cuts the first sentence off *rest: up to a full stop, ! or ? before a space, outside ** marks. */
static str cut_sentence(str *rest)
{
    bool bold = false;
    for (size_t i = 0; i + 1 < rest->len; i++) {
        char c = rest->ptr[i];
        if (c == '*' && rest->ptr[i + 1] == '*') {
            bold = !bold;
            i++;
        } else if ((c == '.' || c == '!' || c == '?') && rest->ptr[i + 1] == ' ' && !bold) {
            str sentence = str_slice(*rest, 0, i + 1);
            *rest = str_slice(*rest, i + 2, rest->len);
            return sentence;
        }
    }
    str sentence = *rest;
    *rest = (str) { 0 };
    return sentence;
}

static void paragraph(const struct model *model, struct ui *ui, str words, str say)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .say = say,
                                 .style = small_words(model) ? TEXT_BODY : TEXT_LEAD,
                                 .color = COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1) });
}

void parts_paragraph(const struct model *model, struct ui *ui, struct text words)
{
    str text = words_of(model, words), say = text_spoken(words, model->lang);
    if (model->density < DENSITY_PAGED) {
        paragraph(model, ui, text, say);
        return;
    }
    while (!str_empty(text)) {
        str sentence = cut_sentence(&text), spoken = cut_sentence(&say);
        /* Sentences that are spoken as one stay with the last that is shown. */
        if (str_empty(text) && !str_empty(say))
            spoken = (str) { spoken.ptr, (size_t)(say.ptr + say.len - spoken.ptr) };
        paragraph(model, ui, sentence, spoken);
    }
}

void parts_more(const struct model *model, struct ui *ui, str id)
{
    widget_button(ui, &(struct button) { .id = id,
                                         .label = phrase_of(model, PHRASE_MORE),
                                         .icon = S("expand_more"),
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(INTENT_LOCAL_PAGE, 0),
                                         .width = GROW(1) });
}

static enum tone tone_of_lesson(const struct model *model, const struct lesson_head *head)
{
    const struct catalogue *c = model->catalogue;
    for (uint16_t i = 0; i < c->topic_count; i++)
        if (str_eq(c->topics[i].id, head->topic))
            return tone_find(c->topics[i].tone);
    return TONE_LEAF;
}

static str line_of_lesson(const struct model *model, struct ui *ui, const struct lesson_head *head)
{
    static const enum phrase kinds[LESSON_KIND_COUNT] = { [LESSON_LESSON] = PHRASE_KIND_LESSON,
                                                          [LESSON_PHONE] = PHRASE_KIND_PHONE,
                                                          [LESSON_SCAM] = PHRASE_KIND_SCAM,
                                                          [LESSON_MICRO] = PHRASE_KIND_MICRO };
    str minutes = phrase_fill(ui->home, phrase_of(model, PHRASE_MINUTES),
                              arena_printf(ui->home, "%u", head->minutes), (str) { 0 });
    return arena_printf(ui->home, "%.*s · %.*s", STR_ARG(phrase_of(model, kinds[head->kind])),
                        STR_ARG(minutes));
}

static void done_mark(const struct model *model, struct ui *ui, const struct lesson_head *head)
{
    if (!progress_has(&model->progress, head->number))
        return;
    bool alone = progress_has_unaided(&model->progress, head->number);
    ui_leaf(ui, &(struct spec) {
                    .role = ROLE_IMAGE,
                    .label = phrase_of(model, alone ? PHRASE_TOPIC_DONE_SELF : PHRASE_TOPIC_DONE),
                    .content = CONTENT_ICON,
                    .text = alone ? S("verified") : S("check_circle"),
                    .icon_um = MM(12),
                    .color = COLOR_OK });
}

void parts_row_card_open(const struct model *model, struct ui *ui, const struct row_card *row)
{
    static const int32_t least[DENSITY_COUNT] = { [DENSITY_ROOMY] = MM(34),
                                                  [DENSITY_SNUG] = MM(28),
                                                  [DENSITY_PLAIN] = MM(28),
                                                  [DENSITY_PAGED] = MM(24),
                                                  [DENSITY_TIGHTEST] = MM(24) };
    bool tight = model->density >= DENSITY_PAGED;
    /* A neighbour whose large title takes two lines must not stand higher. */
    int32_t most = model->metrics.text_size == SIZE_LARGEST ? MM(66) : MM(46);
    str title = row->title, line = row->line;
    widget_card_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                          .id = row->id,
                                          .label = title,
                                          .say = arena_printf(ui->home, "%.*s. %.*s",
                                                              STR_ARG(title), STR_ARG(line)),
                                          .verb = row->verb,
                                          .flow = FLOW_ROW,
                                          .width = GROW(1),
                                          .height = { SIZE_GROW, 1, least[model->density], most },
                                          .pad = SIDES(MM(3), MM(7)),
                                          .gap = tight ? MM(5) : MM(7),
                                          .cross = ALIGN_CENTER });
    widget_icon_chip(ui, row->icon, row->tone,
                     tight                             ? MM(16)
                     : model->density == DENSITY_ROOMY ? MM(24)
                                                       : MM(20));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1.5), .cross = ALIGN_STRETCH });
    parts_text(ui, tight ? TEXT_BODY : TEXT_LEAD, WEIGHT_BOLD, ALIGN_START, title);
    if (model->density < DENSITY_TIGHTEST)
        parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START, line);
    ui_close(ui);
}

void parts_lesson_row(const struct model *model, struct ui *ui, int lesson)
{
    const struct lesson_head *head = &model->catalogue->lessons[lesson];
    parts_row_card_open(
        model, ui,
        &(struct row_card) { .id = arena_printf(ui->home, "lesson-%.*s", STR_ARG(head->code)),
                             .icon = head->icon,
                             .tone = tone_of_lesson(model, head),
                             .title = words_of(model, head->title),
                             .line = line_of_lesson(model, ui, head),
                             .verb = verb_of(INTENT_LESSON, lesson) });
    done_mark(model, ui, head);
    ui_close(ui);
}

void parts_lesson_list(const struct model *model, struct ui *ui, const int *lessons, int count)
{
    bool landscape = !metrics_portrait(&model->metrics);
    int columns = landscape && model->density < DENSITY_TIGHTEST && count > 1 ? 2 : 1;
    for (int i = 0; i < count; i += columns) {
        if (columns == 1) {
            parts_lesson_row(model, ui, lessons[i]);
            continue;
        }
        parts_row_open(ui, MM(6));
        parts_lesson_row(model, ui, lessons[i]);
        if (i + 1 < count)
            parts_lesson_row(model, ui, lessons[i + 1]);
        else
            ui_space(ui);
        ui_close(ui);
    }
}

/* A tinted card over the whole width that leads on: icon, small line, title, arrow. */
struct banner {
    str id, icon, above, title, arrow;
    struct verb verb;
    enum color fill, ink;
};

static void banner(const struct model *model, struct ui *ui, const struct banner *b)
{
    bool tight = model->density >= DENSITY_PAGED;
    bool roomy = model->density == DENSITY_ROOMY && metrics_portrait(&model->metrics);
    struct sizing height = { SIZE_FIT, 0, roomy ? MM(34) : MM(24), 0 };
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = b->id,
                                 .label = b->title,
                                 .say = arena_printf(ui->home, "%.*s: %.*s", STR_ARG(b->above),
                                                     STR_ARG(b->title)),
                                 .verb = b->verb,
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = height,
                                 .pad = roomy ? SIDES(MM(5), MM(9)) : SIDES(MM(3), MM(6)),
                                 .gap = roomy ? MM(8) : MM(5),
                                 .cross = ALIGN_CENTER,
                                 .fill = b->fill,
                                 .radius_um = MM(8) });
    if (!tight)
        ui_icon(ui, b->icon, MM(15), b->ink);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1), .cross = ALIGN_STRETCH });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = b->above,
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = b->ink,
                                 .width = GROW(1) });
    parts_text(ui, tight ? TEXT_BODY : TEXT_LEAD, WEIGHT_SEMIBOLD, ALIGN_START, b->title);
    ui_close(ui);
    ui_icon(ui, b->arrow, tight ? MM(13) : MM(16), b->ink);
    ui_close(ui);
}

void parts_minute_card(const struct model *model, struct ui *ui)
{
    if (model->lesson_of_day < 0)
        return;
    banner(model, ui,
           &(struct banner) {
               .id = S("minute"),
               .icon = S("timer"),
               .above = phrase_of(model, PHRASE_MINUTE_LABEL),
               .title = words_of(model, model->catalogue->lessons[model->lesson_of_day].title),
               .arrow = S("play_circle_filled"),
               .verb = verb_of(INTENT_LESSON, model->lesson_of_day),
               .fill = COLOR_SUN_TINT,
               .ink = COLOR_SUN_INK });
}

void parts_track_card(const struct model *model, struct ui *ui)
{
    const struct catalogue *c = model->catalogue;
    if (c->track_count == 0)
        return;
    struct banner b = { .id = S("tracks"),
                        .icon = S("explore"),
                        .above = phrase_of(model, PHRASE_TRACK_LABEL),
                        .title = phrase_of(model, PHRASE_TRACK_CHOOSE),
                        .arrow = S("arrow_forward"),
                        .verb = verb_of(INTENT_TRACKS, 0),
                        .fill = COLOR_LEAF_TINT,
                        .ink = COLOR_LEAF };
    if (model->track >= 0) {
        const struct track *track = &c->tracks[model->track];
        str done = arena_printf(ui->home, "%u", track_done(track, c, &model->progress));
        str all = arena_printf(ui->home, "%u", track->lesson_count);
        b.above = phrase_fill(ui->home, phrase_of(model, PHRASE_TRACK_PLACE), done, all);
        b.title = words_of(model, track->title);
        b.verb = verb_of(INTENT_TRACK, model->track);
    }
    banner(model, ui, &b);
}

bool parts_again_card(const struct model *model, struct ui *ui)
{
    static const enum phrase reasons[REVIEW_REASON_COUNT] = {
        [REVIEW_SLIPPED] = PHRASE_REVIEW_SLIPPED,
        [REVIEW_DUE] = PHRASE_REVIEW_DUE,
        [REVIEW_HELPED] = PHRASE_REVIEW_HELPED,
    };
    struct banner b = { .id = S("resume"),
                        .icon = S("workspace_premium"),
                        .above = phrase_of(model, PHRASE_EXAM_TITLE),
                        .title = phrase_of(model, PHRASE_CHECK_RESUME),
                        .arrow = S("play_circle_filled"),
                        .verb = verb_of(INTENT_RESUME, 0),
                        .fill = COLOR_SUN_TINT,
                        .ink = COLOR_SUN_INK };
    if (model->exam.kind != EXAM_TEST) {
        if (model->review_count == 0)
            return false;
        const struct review_item *due = &model->reviews[0];
        b.id = S("review");
        b.icon = S("history");
        b.above = phrase_of(model, reasons[due->reason]);
        b.title = words_of(model, model->catalogue->lessons[due->lesson].title);
        b.arrow = S("arrow_forward");
        b.verb = verb_of(INTENT_LESSON, due->lesson);
    }
    banner(model, ui, &b);
    return true;
}

void parts_review_line(const struct model *model, struct ui *ui, const int *offered, int count)
{
    if (model->review_count == 0)
        return;
    int lesson = model->reviews[0].lesson;
    for (int i = 0; i < count; i++)
        if (offered[i] == lesson)
            return;
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_fill(ui->home, phrase_of(model, PHRASE_REVIEW_LINE),
                           words_of(model, model->catalogue->lessons[lesson].title), (str) { 0 }));
}

void parts_drill_row(const struct model *model, struct ui *ui)
{
    if (!model->exam.drills || model->exam.kind == EXAM_TEST)
        return;
    const struct exam_rules *rules = &model->exam.assessment->rules;
    str count = arena_printf(ui->home, "%u", rules->drill_draw);
    parts_row_card_open(
        model, ui,
        &(struct row_card) {
            .id = S("drill"),
            .icon = S("gavel"),
            .tone = TONE_AMBER,
            .title = phrase_of(model, PHRASE_DRILL_TITLE),
            .line = phrase_fill(ui->home, phrase_of(model, PHRASE_DRILL_LINE), count, (str) { 0 }),
            .verb = verb_of(INTENT_DRILL, 0) });
    ui_close(ui);
}

/* Takes what it needs of the free room before a spacer gets any. */
#define PICTURE_WEIGHT 1000

/* As high as the drawing is at the width it gets, so that no empty band stands around it. */
static int32_t picture_height_um(const struct model *model, int32_t ratio_1000)
{
    const struct metrics *m = &model->metrics;
    int64_t panel_um = (int64_t)m->panel.w * 1000000 / (m->px_per_m ? m->px_per_m : 1);
    int64_t width_um = metrics_portrait(m) ? panel_um - MM(24) : (panel_um - MM(36)) / 2;
    return (int32_t)(width_um * 1000 / ratio_1000);
}

struct sizing parts_picture_height(const struct model *model, int32_t least_um, int32_t ratio_1000)
{
    int32_t whole = picture_height_um(model, ratio_1000);
    int32_t least = model->density == DENSITY_ROOMY ? whole * 3 / 4 : MM(50);
    least = least > least_um ? least : least_um;
    return (struct sizing) { SIZE_GROW, PICTURE_WEIGHT, least < whole ? least : whole, whole };
}

void parts_picture(const struct model *model, struct ui *ui, struct picture picture,
                   int32_t least_um)
{
    if (str_empty(picture.file) || model->density >= DENSITY_PLAIN)
        return;
    ui_leaf(ui,
            &(struct spec) { .role = ROLE_IMAGE,
                             .label = words_of(model, picture.alt),
                             .hidden_from_voice = true,
                             .content = CONTENT_PICTURE,
                             .text = picture.file,
                             .width = GROW(1),
                             .height = parts_picture_height(model, least_um, PAGE_RATIO_1000) });
}

void parts_step_picture(const struct model *model, struct ui *ui, int32_t least_um)
{
    const struct step *step = runner_step(&model->runner);
    if (step && step->kind == STEP_PAGE)
        parts_picture(model, ui, step->page->picture, least_um);
    if (step && step->kind == STEP_QUESTION)
        parts_picture(model, ui, step->question->picture, least_um);
}

void parts_ornament(const struct model *model, struct ui *ui, str icon, enum tone tone,
                    int32_t side_um)
{
    if (model->density >= DENSITY_PLAIN)
        return;
    ui_open(ui,
            &(struct spec) { .width = GROW(1), .cross = ALIGN_CENTER, .hidden_from_voice = true });
    widget_icon_chip(ui, icon, tone, model->density == DENSITY_ROOMY ? side_um : side_um / 2);
    ui_close(ui);
}

/* In reach mode a dialog stands so far above the lowest that is reached. */
#define DIALOG_EDGE_UM MM(12)

void parts_dialog_open(const struct model *model, struct ui *ui, const struct dialog_card *dialog)
{
    bool portrait = metrics_portrait(&model->metrics), reach = parts_reach(model);
    bool tight = model->density >= DENSITY_PLAIN;
    struct reach_band band = { 0 };
    if (reach)
        band = parts_reach_band(&model->metrics);
    int32_t most = reach ? band.to_um - band.from_um - DIALOG_EDGE_UM : 0;
    ui_open(ui, &(struct spec) { .role = ROLE_DIALOG,
                                 .id = dialog->id,
                                 .label = dialog->label,
                                 .modal = true,
                                 .anchor = reach ? ANCHOR_BOTTOM : ANCHOR_CENTER,
                                 .shift = { 0, reach ? -band.from_um - DIALOG_EDGE_UM : 0 },
                                 .width = PERCENT(portrait                ? 88
                                                  : tight || dialog->wide ? 90
                                                                          : 62),
                                 .height = { SIZE_FIT, 0, 0, most },
                                 .pad = ALL(tight ? MM(7) : MM(12)),
                                 .gap = tight ? MM(5) : MM(6),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LINE,
                                 .border_um = MM(0.35),
                                 .radius_um = MM(10) });
}

void parts_dialog_close(struct ui *ui)
{
    ui_close(ui);
}

void parts_reply(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    if (str_empty(r->reply))
        return;
    bool good = r->answer_right;
    if (r->exam && r->phase == PHASE_ANSWERED) {
        widget_banner(ui, S("reply"), TONE_LEAF, S("edit"), r->reply, r->reply_say);
        return;
    }
    widget_banner(ui, S("reply"), good ? TONE_OK : TONE_SUN,
                  good ? S("check_circle") : S("lightbulb_outline"), r->reply, r->reply_say);
}
