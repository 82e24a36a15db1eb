/* Before and after a practice: choosing Xem, Làm theo or Tự làm, and what comes after each. */
#include "screens/chrome.h"
#include "screens/parts.h"
#include "screens/practice_parts.h"

struct mode_way {
    str id;
    enum practice_mode mode;
    enum phrase label, line;
    str icon;
};

static const struct mode_way ways[MODE_COUNT] = {
    [MODE_WATCH] = { S_INIT("mode-watch"), MODE_WATCH, PHRASE_MODE_WATCH, PHRASE_MODE_WATCH_LINE,
                     S_INIT("visibility") },
    [MODE_FOLLOW] = { S_INIT("mode-follow"), MODE_FOLLOW, PHRASE_MODE_FOLLOW,
                      PHRASE_MODE_FOLLOW_LINE, S_INIT("touch_app") },
    [MODE_SELF] = { S_INIT("mode-self"), MODE_SELF, PHRASE_MODE_SELF, PHRASE_MODE_SELF_LINE,
                    S_INIT("emoji_people") },
};

/* Landscape with little height: three columns without icons, since three rows would be too high. */
static bool ways_beside(const struct model *model)
{
    return !metrics_portrait(&model->metrics) && model->density >= DENSITY_PLAIN &&
           model->runner.phase == PHASE_CHOOSE;
}

static void way_icon(struct ui *ui, str icon, bool first)
{
    ui_open(ui, &(struct spec) { .width = FIXED(MM(26)),
                                 .height = FIXED(MM(26)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = first ? COLOR_ON_BUTTON : COLOR_LEAF_TINT,
                                 .radius_um = MM(13),
                                 .hidden_from_voice = true });
    ui_icon(ui, icon, MM(16), first ? COLOR_BUTTON : COLOR_LEAF);
    ui_close(ui);
}

static void way_icon_above(struct ui *ui, str icon, bool first)
{
    ui_open(ui, &(struct spec) { .width = GROW(1), .cross = ALIGN_CENTER });
    way_icon(ui, icon, first);
    ui_close(ui);
}

/* «Nên chọn»; where it is tight its place belongs to the words. */
static void way_pill(const struct model *model, struct ui *ui)
{
    if (model->density != DENSITY_ROOMY)
        return;
    ui_open(ui, &(struct spec) {
                    .pad = SIDES(MM(2), MM(5)), .fill = COLOR_SUN_TINT, .radius_um = MM(8) });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, PHRASE_MODE_RECOMMENDED),
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_SUN_INK });
    ui_close(ui);
}

static void way_words(const struct model *model, struct ui *ui, const struct mode_way *way,
                      bool first)
{
    bool beside = ways_beside(model);
    enum align align = beside ? ALIGN_CENTER : ALIGN_START;
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1), .cross = ALIGN_STRETCH });
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(5), .cross = ALIGN_CENTER });
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, way->label),
                                 .style = model->density < DENSITY_PAGED ? TEXT_HEADING : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = first ? COLOR_ON_BUTTON : COLOR_INK,
                                 .text_align = align,
                                 .width = GROW(1) });
    if (first && model->runner.phase == PHASE_CHOOSE && !beside)
        way_pill(model, ui);
    ui_close(ui);
    if (model->density < DENSITY_TIGHTEST)
        ui_leaf(ui,
                &(struct spec) { .content = CONTENT_TEXT,
                                 .text = phrase_of(model, way->line),
                                 .style = model->density < DENSITY_PLAIN ? TEXT_LEAD : TEXT_BODY,
                                 .color = first ? COLOR_ON_BUTTON : COLOR_INK_2,
                                 .text_align = align,
                                 .width = GROW(1) });
    ui_close(ui);
}

static void way_card(const struct model *model, struct ui *ui, const struct mode_way *way,
                     bool first)
{
    str label = phrase_of(model, way->label), line = phrase_of(model, way->line);
    bool beside = ways_beside(model);
    struct sizing low = { SIZE_GROW, 1, model->density < DENSITY_PLAIN ? MM(34) : MM(22), MM(64) };
    widget_card_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                          .id = way->id,
                                          .label = label,
                                          .say = arena_printf(ui->home, "%.*s. %.*s",
                                                              STR_ARG(label), STR_ARG(line)),
                                          .verb = verb_of(INTENT_MODE, (int32_t)way->mode),
                                          .flow = beside ? FLOW_COLUMN : FLOW_ROW,
                                          .width = GROW(1),
                                          .height = beside ? GROW(1) : low,
                                          .pad = beside ? SIDES(MM(3), MM(4)) : SIDES(MM(4), MM(9)),
                                          .gap = beside ? MM(2) : MM(8),
                                          .main = beside ? ALIGN_CENTER : ALIGN_START,
                                          .cross = beside ? ALIGN_STRETCH : ALIGN_CENTER,
                                          .fill = first ? COLOR_BUTTON : COLOR_CARD,
                                          .border = COLOR_LEAF,
                                          .border_um = MM(0.8) });
    if (model->density < DENSITY_PLAIN)
        way_icon(ui, way->icon, first);
    if (model->density == DENSITY_PLAIN && beside)
        way_icon_above(ui, way->icon, first);
    way_words(model, ui, way, first);
    ui_close(ui);
}

static void choose_back(const struct model *model, struct ui *ui)
{
    if (runner_can_back(&model->runner))
        widget_button(ui, &(struct button) { .id = S("back"),
                                             .label = phrase_of(model, PHRASE_BACK),
                                             .icon = S("arrow_back"),
                                             .kind = BUTTON_PLAIN,
                                             .verb = verb_of(INTENT_BACK, 0) });
}

/* Columns leave room above them, so that what is to be done keeps its letters. */
static bool head_small(const struct model *model)
{
    bool roomy = ways_beside(model) && model->metrics.text_size == SIZE_NORMAL;
    return model->density > DENSITY_PLAIN || (model->density == DENSITY_PLAIN && !roomy);
}

/* What is going to be done; the coach of Tự làm repeats it, so it may give way. */
static void scene(const struct model *model, struct ui *ui)
{
    if (model->density >= DENSITY_PAGED)
        return;
    struct text words = runner_step(&model->runner)->phone->scene;
    parts_text(ui, head_small(model) ? TEXT_BODY : TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START,
               words_of(model, words));
}

/* House rule of the curriculum: labels move from one version of an app to the next. */
static void may_differ(const struct model *model, struct ui *ui)
{
    bool plain = head_small(model);
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(3), .cross = ALIGN_CENTER });
    if (!plain)
        ui_icon(ui, S("info"), widget_icon_um(ui, TEXT_BODY, MM(9)), COLOR_INK_2);
    parts_text(ui, plain ? TEXT_SMALL : TEXT_BODY, WEIGHT_REGULAR, ALIGN_START,
               phrase_of(model, PHRASE_SIM_MAY_DIFFER));
    ui_close(ui);
}

void practice_choose_head(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(8), .cross = ALIGN_CENTER });
    parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_MODE_TITLE));
    if (!metrics_portrait(&model->metrics))
        choose_back(model, ui);
    ui_close(ui);
    scene(model, ui);
    may_differ(model, ui);
}

void practice_choose(const struct model *model, struct ui *ui)
{
    bool portrait = metrics_portrait(&model->metrics), beside = ways_beside(model);
    if (!parts_above(model))
        practice_choose_head(model, ui);
    ui_open(ui, &(struct spec) { .flow = beside ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = MM(6),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_STRETCH });
    for (int i = 0; i < MODE_COUNT; i++)
        way_card(model, ui, &ways[i], i == MODE_FOLLOW);
    ui_close(ui);
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW, .width = GROW(1) });
    if (portrait)
        choose_back(model, ui);
    ui_close(ui);
}

void practice_praise(const struct model *model, struct ui *ui)
{
    static const enum phrase words[MODE_COUNT] = { [MODE_WATCH] = PHRASE_AFTER_WATCH,
                                                   [MODE_FOLLOW] = PHRASE_AFTER_FOLLOW,
                                                   [MODE_SELF] = PHRASE_AFTER_SELF };
    parts_ornament(model, ui, S("thumb_up"), TONE_OK, MM(44));
    enum phrase noted = model->runner.exam ? PHRASE_EXAM_PRACTICE_NOTED : words[model->runner.mode];
    parts_title(model, ui, ALIGN_CENTER, phrase_of(model, noted));
}

void practice_after(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    bool self = r->mode == MODE_SELF;
    int next = r->mode == MODE_WATCH ? MODE_FOLLOW : MODE_SELF;
    ui_space(ui);
    if (!parts_above(model)) {
        practice_praise(model, ui);
        ui_space(ui);
    }
    if (self)
        chrome_step_buttons(model, ui);
    if (!r->exam)
        way_card(model, ui, &ways[next], !self);
    if (!self && runner_can_next(r))
        widget_button(ui, &(struct button) { .id = S("next"),
                                             .label = phrase_of(model, PHRASE_NEXT),
                                             .icon = S("arrow_forward"),
                                             .icon_after = true,
                                             .kind = BUTTON_PLAIN,
                                             .verb = verb_of(INTENT_NEXT, 0),
                                             .width = GROW(1) });
}
