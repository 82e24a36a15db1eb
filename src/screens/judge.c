/* A judged case: what came, two (or three) equal answers, kind words; then signs and what to do. */
#include "base/arena.h"
#include "screens/chrome.h"
#include "screens/choices.h"
#include "screens/message.h"
#include "screens/parts.h"

static const enum phrase questions[CHANNEL_COUNT] = {
    [CHANNEL_CALL] = PHRASE_JUDGE_ASK_CALL,     [CHANNEL_SMS] = PHRASE_JUDGE_ASK_SMS,
    [CHANNEL_CHAT] = PHRASE_JUDGE_ASK_CHAT,     [CHANNEL_PAPER] = PHRASE_JUDGE_ASK_PAPER,
    [CHANNEL_VIDEO] = PHRASE_JUDGE_ASK_VIDEO,   [CHANNEL_APP] = PHRASE_JUDGE_ASK_APP,
    [CHANNEL_MARKET] = PHRASE_JUDGE_ASK_MARKET,
};

/* What was said or written: content's own words, or the kiosk's for the channel. */
static struct text or_phrase(const struct model *model, struct text own, enum phrase phrase)
{
    if (!str_empty(own.vi))
        return own;
    return (struct text) { .vi = model->phrases->addressed[model->address][phrase],
                           .en = model->phrases->words[LANG_EN][phrase] };
}

/* ---- the answers ---- */

struct verdict_look {
    str id, icon;
    enum button_kind kind;
    enum phrase label;
};

static const struct verdict_look verdict_looks[VERDICT_COUNT] = {
    [VERDICT_REAL] = { S_INIT("verdict-real"), S_INIT("check_circle"), BUTTON_OK,
                       PHRASE_JUDGE_REAL },
    [VERDICT_SCAM] = { S_INIT("verdict-scam"), S_INIT("dangerous"), BUTTON_DANGER,
                       PHRASE_JUDGE_SCAM },
    [VERDICT_CHECK] = { S_INIT("verdict-check"), S_INIT("help"), BUTTON_PLAIN, PHRASE_JUDGE_CHECK },
};

/* Where three words side by side would be unequal or fall apart, the answers stand in rows. */
static bool in_rows(const struct model *model, int offers)
{
    bool upright = metrics_portrait(&model->metrics);
    if (model->density >= DENSITY_PLAIN)
        return upright && (model->density == DENSITY_PLAIN || offers > 2);
    enum text_size least = upright ? SIZE_LARGEST : SIZE_LARGE;
    return offers > 2 && model->metrics.text_size >= least;
}

static void verdict_button(const struct model *model, struct ui *ui, const struct judge *judge,
                           int verdict, bool row)
{
    const struct verdict_look *look = &verdict_looks[verdict];
    bool written = judge->channel == CHANNEL_SMS || judge->channel == CHANNEL_CHAT;
    enum phrase own = verdict == VERDICT_REAL && written ? PHRASE_JUDGE_REAL_SMS : look->label;
    bool tall = !row && model->density <=
                            (metrics_portrait(&model->metrics) ? DENSITY_SNUG : DENSITY_PLAIN);
    widget_button(ui, &(struct button) {
                          .id = look->id,
                          .label = words_of(model, or_phrase(model, judge->labels[verdict], own)),
                          .icon = model->density < DENSITY_PAGED ? look->icon : (str) { 0 },
                          .tall = tall,
                          .kind = look->kind,
                          .verb = verb_of(INTENT_VERDICT, verdict),
                          .width = GROW(1) });
}

static void verdicts(const struct model *model, struct ui *ui, const struct judge *judge)
{
    int offers = 0;
    for (int i = 0; i < VERDICT_COUNT; i++)
        offers += judge->offers[i];
    bool rows = in_rows(model, offers);
    ui_open(ui, &(struct spec) { .flow = rows ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = rows ? MM(5) : MM(8),
                                 .cross = ALIGN_STRETCH });
    for (int i = 0; i < VERDICT_COUNT; i++)
        if (judge->offers[i])
            verdict_button(model, ui, judge, i, rows);
    ui_close(ui);
    if (model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
                   phrase_of(model, PHRASE_JUDGE_CALM));
}

/* ---- signs, and what to do ---- */

static void signs_done(const struct model *model, struct ui *ui)
{
    widget_button(ui, &(struct button) { .id = S("signs-done"),
                                         .label = phrase_of(model, PHRASE_NEXT),
                                         .icon = S("arrow_forward"),
                                         .icon_after = true,
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_SIGNS_DONE, 0),
                                         .width = GROW(1) });
}

static struct text prompt_of(const struct model *model, const struct judge *judge)
{
    if (model->runner.stage == 1)
        return or_phrase(model, judge->signs_prompt, PHRASE_JUDGE_SIGNS);
    if (model->runner.stage == 2)
        return or_phrase(model, judge->actions_prompt, PHRASE_JUDGE_ACTION);
    return or_phrase(model, judge->prompt, questions[judge->channel]);
}

static void list(const struct model *model, struct ui *ui, const struct judge *judge)
{
    if (model->runner.stage == 1)
        choices_marked(model, ui, judge->signs, judge->sign_count);
    else
        choices_one(model, ui, judge->actions, judge->action_count);
}

static void list_rows(const struct model *model, struct ui *ui, const struct judge *judge)
{
    if (model->runner.stage == 1)
        choices_marked_rows(model, ui, judge->signs, judge->sign_count);
    else
        choices_rows(model, ui, judge->actions, judge->action_count);
}

/* Always in sight, whatever is on a page. */
static void buttons(const struct model *model, struct ui *ui, const struct judge *judge)
{
    const struct runner *r = &model->runner;
    if (r->phase == PHASE_READ)
        verdicts(model, ui, judge);
    else if (r->phase == PHASE_SIGNS)
        signs_done(model, ui);
    else
        chrome_step_buttons(model, ui);
}

/* ---- the picture ---- */

/* The reply comes first: the page turns back to it after an answer. */
static void paged(const struct model *model, struct ui *ui, const struct judge *judge,
                  uint16_t page)
{
    const struct runner *r = &model->runner;
    bool told = r->phase == PHASE_ANSWERED && model->density == DENSITY_TIGHTEST;
    parts_pages_open(ui, S("words"), page, MM(5));
    parts_reply(model, ui);
    if (!told && (r->stage > 0 || !parts_above(model)))
        parts_heading(model, ui, ALIGN_START, prompt_of(model, judge));
    if (!told && r->stage == 0 && !parts_above(model))
        message_rows(model, ui, judge);
    if (!told && r->stage > 0)
        list_rows(model, ui, judge);
    parts_pages_close(model, ui);
    buttons(model, ui, judge);
}

static void stage(const struct model *model, struct ui *ui, const struct judge *judge)
{
    const struct runner *r = &model->runner;
    if (r->stage > 0) {
        parts_heading(model, ui, ALIGN_START, prompt_of(model, judge));
        list(model, ui, judge);
    }
    parts_reply(model, ui);
    if (r->phase == PHASE_SIGNS && model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
                   phrase_of(model, PHRASE_JUDGE_SIGNS_LINE));
    if (r->phase != PHASE_READ)
        ui_space(ui);
    buttons(model, ui, judge);
}

static void question(const struct model *model, struct ui *ui, const struct judge *judge)
{
    parts_heading(model, ui, ALIGN_START,
                  or_phrase(model, judge->prompt, questions[judge->channel]));
}

static void above_reach(const struct model *model, struct ui *ui)
{
    const struct judge *judge = runner_step(&model->runner)->judge;
    if (!parts_above(model))
        return;
    if (model->runner.stage == 0)
        question(model, ui, judge);
    message_card(model, ui, judge);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct judge *judge = runner_step(&model->runner)->judge;
    bool first = model->runner.stage == 0, above = parts_above(model);
    if (model->density >= DENSITY_PAGED) {
        paged(model, ui, judge, ((const struct paged_state *)state)->page);
        return;
    }
    bool shown = !above && (first || model->density < DENSITY_PLAIN);
    bool halves = model->density < DENSITY_PLAIN && !metrics_portrait(&model->metrics);
    if (halves) {
        parts_halves_open(model, ui);
        parts_column_open(ui, 1, MM(6));
    }
    if ((first && !above) || halves)
        question(model, ui, judge);
    if (shown)
        message_card(model, ui, judge);
    if (halves) {
        ui_close(ui);
        parts_column_open(ui, 1, MM(6));
    }
    stage(model, ui, judge);
    if (halves) {
        ui_close(ui);
        ui_close(ui);
    }
}

/* Marking a sign stays on its page; every other step begins at the first. */
static void act(const struct model *model, void *state, struct verb verb, struct effects *effects)
{
    if (verb.code != INTENT_SIGN && verb.code != INTENT_LOCAL_PAGE)
        ((struct paged_state *)state)->page = 0;
    screen_act_paged(model, state, verb, effects);
}

const struct screen_ops screen_judge_ops = { .name = "judge",
                                             .in_lesson = true,
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .above = above_reach,
                                             .act = act };
