#include "screens/chrome.h"

#include "base/arena.h"
#include "base/clock.h"
#include "screens/parts.h"

static str date_words(const struct model *model, struct ui *ui, const struct civil *c)
{
    if (!model->clock_sure)
        return phrase_of(model, PHRASE_CLOCK_UNSURE);
    enum phrase weekday = (enum phrase)(PHRASE_WEEKDAY_0 + c->weekday);
    return arena_printf(ui->home, "%.*s, %d/%d", STR_ARG(phrase_of(model, weekday)), c->day,
                        c->month);
}

static void clock_and_date(const struct model *model, struct ui *ui, bool one_line)
{
    struct civil c = clock_civil(model->wall_ms);
    ui_open(ui, &(struct spec) { .cross = ALIGN_END, .gap = MM(0.5) });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = arena_printf(ui->home, "%02d:%02d", c.hour, c.minute),
                                 .style = one_line ? TEXT_SMALL : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK });
    if (!one_line)
        ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                     .text = date_words(model, ui, &c),
                                     .style = TEXT_SMALL,
                                     .color = COLOR_INK_2,
                                     .text_align = ALIGN_END });
    ui_close(ui);
}

void chrome_ward_header(const struct model *model, struct ui *ui)
{
    bool portrait = metrics_portrait(&model->metrics);
    if (model->density == DENSITY_TIGHTEST && !parts_reach(model))
        return;
    bool one_line = model->density >= (portrait ? DENSITY_PAGED : DENSITY_SNUG);
    int32_t logo = one_line ? MM(12) : MM(18);
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .hidden_from_voice = true });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_PICTURE,
                                 .text = S("logo.svg"),
                                 .width = FIXED(logo),
                                 .height = FIXED(logo) });
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(0.5), .cross = ALIGN_STRETCH });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_APP_NAME),
                                 .style = one_line ? TEXT_SMALL : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF,
                                 .width = GROW(1) });
    if (!one_line)
        ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                     .text = model->ward_name,
                                     .style = TEXT_SMALL,
                                     .weight = WEIGHT_MEDIUM,
                                     .color = COLOR_INK_2,
                                     .width = GROW(1) });
    ui_close(ui);
    clock_and_date(model, ui, one_line);
    ui_close(ui);
}

static void leave_button(const struct model *model, struct ui *ui)
{
    int32_t side = model->density >= DENSITY_PAGED ? MM(20) : MM(24);
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = S("leave"),
                                 .label = phrase_of(model, model->runner.exam ? PHRASE_EXAM_LEAVE
                                                                              : PHRASE_LEAVE),
                                 .verb = verb_of(INTENT_LEAVE, 0),
                                 .hidden_from_voice = true, /* a page is read from its step on */
                                 .width = FIXED(side),
                                 .height = FIXED(side),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LINE,
                                 .border_um = MM(0.5),
                                 .radius_um = MM(6) });
    ui_icon(ui, S("close"), MM(12), COLOR_INK);
    ui_close(ui);
}

static void lesson_title(const struct model *model, struct ui *ui)
{
    const struct lesson *lesson = model->runner.lesson;
    str title = lesson ? words_of(model, lesson->head.title) : S("");
    if (model->runner.single)
        title = phrase_of(model, model->runner.exam ? PHRASE_EXAM_TITLE : PHRASE_DRILL_TITLE);
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .hidden_from_voice = true,
                                 .text = title,
                                 .style = TEXT_SMALL,
                                 .color = COLOR_INK_2,
                                 .width = GROW(1) });
}

/* «Bước i / n»: of the lesson, or of a part of the assessment. */
struct place {
    uint16_t at, of; /* at from 1 */
    enum phrase words, say;
};

static struct place place_of(const struct model *model)
{
    const struct exam_model *exam = &model->exam;
    if (!model->runner.single)
        return (struct place) { runner_unit(&model->runner), runner_units(&model->runner),
                                PHRASE_STEP_OF, PHRASE_STEP_OF_SAY };
    if (exam->part == PART_PRACTICE)
        return (struct place) { exam->at, exam->of, PHRASE_EXAM_PRACTICE_OF,
                                PHRASE_EXAM_PRACTICE_OF_SAY };
    if (exam->part == PART_CASES)
        return (struct place) { exam->at, exam->of, PHRASE_EXAM_CASE_OF, PHRASE_EXAM_CASE_OF_SAY };
    return (struct place) { exam->at, exam->of, PHRASE_EXAM_QUESTION_OF,
                            PHRASE_EXAM_QUESTION_OF_SAY };
}

static void step_and_segments(const struct model *model, struct ui *ui)
{
    struct place place = place_of(model);
    str at = arena_printf(ui->home, "%u", place.at), of = arena_printf(ui->home, "%u", place.of);
    struct sizing width = { SIZE_GROW, 1, MM(30), 0 };
    ui_leaf(ui,
            &(struct spec) { .role = ROLE_TEXT,
                             .content = CONTENT_TEXT,
                             .text = phrase_fill(ui->home, phrase_of(model, place.words), at, of),
                             .say = phrase_fill(ui->home, phrase_of(model, place.say), at, of),
                             .style = TEXT_BODY,
                             .weight = WEIGHT_BOLD,
                             .color = COLOR_INK });
    /* The sentence beside it says the same. */
    ui_open(ui,
            &(struct spec) { .width = width, .cross = ALIGN_STRETCH, .hidden_from_voice = true });
    widget_segments(ui, (uint16_t)(place.at ? place.at - 1 : 0), place.of, GROW(1));
    ui_close(ui);
}

void chrome_lesson_header(const struct model *model, struct ui *ui)
{
    bool portrait = metrics_portrait(&model->metrics);
    bool titled = model->density < DENSITY_PAGED;
    bool stacked = portrait || chrome_bar_beside(model);
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(6), .cross = ALIGN_CENTER });
    leave_button(model, ui);
    ui_open(ui, &(struct spec) { .flow = stacked ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = stacked ? MM(1) : MM(10),
                                 .cross = stacked ? ALIGN_STRETCH : ALIGN_CENTER });
    if (titled)
        lesson_title(model, ui);
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(6), .cross = ALIGN_CENTER });
    step_and_segments(model, ui);
    ui_close(ui);
    ui_close(ui);
    ui_close(ui);
}

/* ---- the bar ---- */

struct entry {
    str id;
    enum phrase label;
    str icon;
    enum intent intent;
};

static const struct entry home_entry = { S_INIT("bar-home"), PHRASE_BAR_HOME, S_INIT("home"),
                                         INTENT_HOME };
static const struct entry language_entry = { S_INIT("bar-language"), PHRASE_BAR_LANGUAGE,
                                             S_INIT("language"), INTENT_LANGUAGE };
static const struct entry entries[] = {
    { S_INIT("bar-read"), PHRASE_BAR_READ, S_INIT("volume_up"), INTENT_READ },
    { S_INIT("bar-size"), PHRASE_BAR_SIZE, S_INIT("format_size"), INTENT_SIZE },
    { S_INIT("bar-contrast"), PHRASE_BAR_CONTRAST, S_INIT("contrast"), INTENT_CONTRAST },
    { S_INIT("bar-reach"), PHRASE_BAR_REACH, S_INIT("accessible_forward"), INTENT_REACH },
    { S_INIT("bar-help"), PHRASE_BAR_HELP, S_INIT("support_agent"), INTENT_HELP },
};

#define ENTRIES (COUNT_OF(entries) + 1)
/* Air beside a label, and what is left of it where six of them would not stand in one row. */
#define ENTRY_PAD_UM MM(1.5)
#define ENTRY_PAD_LEAST_UM MM(0.5)
#define ENTRY_PAD_BESIDE_UM MM(2.5)
#define ENTRY_ICON_LEAST_UM MM(11)
#define BAR_EDGE_UM MM(3)
#define BAR_GAP_UM MM(5)
/* ui.md § Always there. */
#define BAR_BESIDE_PERCENT 35
/* A bar below takes 30 mm of the height; with fewer capitals than this over one another in what
 * is there, a page's own text suffers. */
#define CAPITALS_FOR_BAR_BELOW 40

static const struct entry *entry_at(const struct model *model, size_t i)
{
    if (i > 0)
        return &entries[i - 1];
    return model->screen == SCREEN_ATTRACT ? &language_entry : &home_entry;
}

static int64_t panel_um(const struct metrics *m, int32_t px)
{
    return (int64_t)px * 1000000 / m->px_per_m;
}

bool chrome_bar_beside(const struct model *model)
{
    const struct metrics *m = &model->metrics;
    int64_t capital = metrics_capital_um(TEXT_BODY, m->text_size);
    return !metrics_portrait(m) && panel_um(m, m->panel.h) < CAPITALS_FOR_BAR_BELOW * capital;
}

static bool entry_on(const struct model *model, enum intent intent)
{
    if (intent == INTENT_READ)
        return model->voice_on && model->session_open;
    if (intent == INTENT_CONTRAST)
        return model->theme != THEME_LIGHT;
    if (intent == INTENT_SIZE)
        return model->metrics.text_size != SIZE_NORMAL;
    return intent == INTENT_REACH && model->metrics.reach;
}

/* Width of a label on one line, and of its widest word, since labels wrap; um. */
struct label_width {
    int32_t whole, word;
};

static int32_t width_um(const struct ui *ui, str words, int32_t pad_um)
{
    int32_t em = metrics_em_px(&ui->tree.metrics, TEXT_SMALL);
    int64_t px = ui->measure.width(ui->measure.context, FACE_SEMIBOLD, em, words) + 2;
    return (int32_t)(px * 1000000 / ui->tree.metrics.px_per_m) + 2 * pad_um;
}

static struct label_width label_width(const struct ui *ui, str label, int32_t pad_um)
{
    struct label_width w = { width_um(ui, label, pad_um), 0 };
    while (label.ptr) {
        int32_t word = width_um(ui, str_cut(&label, ' '), pad_um);
        w.word = word > w.word ? word : w.word;
    }
    return w;
}

/* How six labels stand side by side: each on one line, else with wrapped words, else not at all. */
enum row_fit { ROW_ONE_LINE, ROW_WRAPPED, ROW_NONE };

static enum row_fit row_fit(const struct model *model, const struct ui *ui, int32_t pad_um)
{
    const struct metrics *m = &model->metrics;
    int64_t room = panel_um(m, m->panel.w) - 2 * BAR_EDGE_UM - (int32_t)(ENTRIES - 1) * BAR_GAP_UM;
    int64_t whole = 0, widest_word = 0;
    for (size_t i = 0; i < ENTRIES; i++) {
        struct label_width w = label_width(ui, phrase_of(model, entry_at(model, i)->label), pad_um);
        whole += w.whole;
        widest_word = w.word > widest_word ? w.word : widest_word;
    }
    if (whole <= room)
        return ROW_ONE_LINE;
    return widest_word <= room / (int64_t)ENTRIES ? ROW_WRAPPED : ROW_NONE;
}

/* Where it is tight the bar gives its height to the page. */
static int32_t entry_icon_um(const struct model *model, const struct ui *ui)
{
    return model->density < DENSITY_PAGED ? widget_icon_um(ui, TEXT_BODY, ENTRY_ICON_LEAST_UM)
                                          : ENTRY_ICON_LEAST_UM;
}

struct entry_look {
    int32_t pad_um; /* beside the label */
    struct sizing height;
    bool one_line;
    bool level;     /* some labels wrap: icons stay on one line */
    enum flow flow; /* a row where six icons over their words would be too high */
};

static void bar_entry(const struct model *model, struct ui *ui, const struct entry *entry,
                      const struct entry_look *look)
{
    bool row = look->flow == FLOW_ROW;
    struct sizing width = GROW(1);
    if (look->one_line)
        width.min_um = width_um(ui, phrase_of(model, entry->label), look->pad_um);
    bool on = entry_on(model, entry->intent);
    bool toggle = entry->intent == INTENT_READ || entry->intent == INTENT_REACH ||
                  entry->intent == INTENT_CONTRAST;
    ui_open(ui, &(struct spec) { .role = toggle ? ROLE_TOGGLE : ROLE_BUTTON,
                                 .id = entry->id,
                                 .label = phrase_of(model, entry->label),
                                 .verb = verb_of(entry->intent, 0),
                                 .selected = on,
                                 .flow = look->flow,
                                 .width = width,
                                 .height = look->height,
                                 .pad = row ? SIDES(MM(1), MM(3)) : SIDES(MM(2), look->pad_um),
                                 .gap = row ? MM(4) : MM(1.5),
                                 .main = row || look->level ? ALIGN_START : ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = on ? COLOR_SELECTED : COLOR_NONE,
                                 .radius_um = MM(6) });
    ui_icon(ui, entry->icon, entry_icon_um(model, ui), on ? COLOR_ON_SELECTED : COLOR_LEAF);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, entry->label),
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = on ? COLOR_ON_SELECTED : COLOR_INK,
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

/* Whether six icons over their words fit into the panel's height. */
static bool stacked_entries_fit(const struct model *model, const struct ui *ui)
{
    int32_t rest = 2 * BAR_EDGE_UM + (int32_t)(ENTRIES - 1) * BAR_GAP_UM;
    int32_t room = (model->metrics.panel.h - ui_px(ui, rest)) / (int32_t)ENTRIES;
    int32_t words = metrics_line_px(&model->metrics, TEXT_SMALL);
    return words + ui_px(ui, entry_icon_um(model, ui) + MM(6)) <= room;
}

static void bar_beside(const struct model *model, struct ui *ui)
{
    struct entry_look look = { .pad_um = ENTRY_PAD_BESIDE_UM,
                               .height = { SIZE_GROW, 1, MM(20), 0 },
                               .flow = stacked_entries_fit(model, ui) ? FLOW_COLUMN : FLOW_ROW };
    struct sizing wide = { SIZE_FIT, 0, MM(44),
                           (int32_t)(panel_um(&model->metrics, model->metrics.panel.w) *
                                     BAR_BESIDE_PERCENT / 100) };
    ui_leaf(ui, &(struct spec) { .width = FIXED(MM(0.35)), .height = GROW(1), .fill = COLOR_LINE });
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("bar"),
                                 .width = wide,
                                 .height = GROW(1),
                                 .pad = ALL(BAR_EDGE_UM),
                                 .gap = BAR_GAP_UM,
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_CARD,
                                 .hidden_from_voice = true });
    for (size_t i = 0; i < ENTRIES; i++)
        bar_entry(model, ui, entry_at(model, i), &look);
    ui_close(ui);
}

static void bar_below(const struct model *model, struct ui *ui)
{
    int32_t pad_um = ENTRY_PAD_UM;
    enum row_fit fit = row_fit(model, ui, pad_um);
    if (fit == ROW_NONE) {
        pad_um = ENTRY_PAD_LEAST_UM;
        fit = row_fit(model, ui, pad_um);
    }
    size_t in_row = fit == ROW_NONE ? ENTRIES / 2 : ENTRIES;
    struct entry_look look = { .pad_um = pad_um,
                               .height = { SIZE_FIT, 0, MM(26), 0 },
                               .one_line = fit == ROW_ONE_LINE,
                               .level = fit == ROW_WRAPPED,
                               .flow = FLOW_COLUMN };
    ui_leaf(ui, &(struct spec) { .width = GROW(1), .height = FIXED(MM(0.35)), .fill = COLOR_LINE });
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("bar"),
                                 .width = GROW(1),
                                 .pad = ALL(BAR_EDGE_UM),
                                 .gap = BAR_GAP_UM,
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_CARD,
                                 .hidden_from_voice = true });
    for (size_t i = 0; i < ENTRIES; i += in_row) {
        parts_row_open(ui, BAR_GAP_UM);
        for (size_t k = i; k < i + in_row; k++)
            bar_entry(model, ui, entry_at(model, k), &look);
        ui_close(ui);
    }
    ui_close(ui);
}

void chrome_bottom_bar(const struct model *model, struct ui *ui)
{
    if (chrome_bar_beside(model))
        bar_beside(model, ui);
    else
        bar_below(model, ui);
}

void chrome_step_buttons(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    parts_row_open(ui, MM(6));
    if (runner_can_back(r))
        widget_button(ui, &(struct button) { .id = S("back"),
                                             .label = phrase_of(model, PHRASE_BACK),
                                             .icon = S("arrow_back"),
                                             .kind = BUTTON_PLAIN,
                                             .verb = verb_of(INTENT_BACK, 0),
                                             .width = GROW(3) });
    widget_button(ui, &(struct button) { .id = S("next"),
                                         .label = phrase_of(model, PHRASE_NEXT),
                                         .icon = S("arrow_forward"),
                                         .icon_after = true,
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_NEXT, 0),
                                         .width = GROW(7),
                                         .disabled = !runner_can_next(r) });
    ui_close(ui);
}
