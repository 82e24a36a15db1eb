/* A judged case: what came, two (or three) equal answers, kind words; then signs and what to do. */
#include "base/arena.h"
#include "screens/chrome.h"
#include "screens/choices.h"
#include "screens/parts.h"
#include "screens/phone.h"

static const enum phrase questions[CHANNEL_COUNT] = {
    [CHANNEL_CALL] = PHRASE_JUDGE_ASK_CALL,     [CHANNEL_SMS] = PHRASE_JUDGE_ASK_SMS,
    [CHANNEL_CHAT] = PHRASE_JUDGE_ASK_CHAT,     [CHANNEL_PAPER] = PHRASE_JUDGE_ASK_PAPER,
    [CHANNEL_VIDEO] = PHRASE_JUDGE_ASK_VIDEO,   [CHANNEL_APP] = PHRASE_JUDGE_ASK_APP,
    [CHANNEL_MARKET] = PHRASE_JUDGE_ASK_MARKET,
};

static const str channel_icons[CHANNEL_COUNT] = {
    [CHANNEL_CALL] = S_INIT("call"),         [CHANNEL_SMS] = S_INIT("sms"),
    [CHANNEL_CHAT] = S_INIT("chat"),         [CHANNEL_PAPER] = S_INIT("description"),
    [CHANNEL_VIDEO] = S_INIT("videocam"),    [CHANNEL_APP] = S_INIT("notifications"),
    [CHANNEL_MARKET] = S_INIT("storefront"),
};

/* What was said or written: content's own words, or the kiosk's for the channel. */
static struct text or_phrase(const struct model *model, struct text own, enum phrase phrase)
{
    if (!str_empty(own.vi))
        return own;
    return (struct text) { .vi = model->phrases->words[LANG_VI][phrase],
                           .en = model->phrases->words[LANG_EN][phrase] };
}

static void sender(const struct model *model, struct ui *ui, const struct judge *judge)
{
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(MM(4), MM(6)),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_PHONE_CARD });
    ui_icon(ui, channel_icons[judge->channel], MM(12), COLOR_PHONE_INK_2);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(0.5), .cross = ALIGN_STRETCH });
    parts_text(ui, TEXT_BODY, WEIGHT_BOLD, ALIGN_START, words_of(model, judge->sender));
    parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START, words_of(model, judge->when));
    ui_close(ui);
    ui_close(ui);
}

static void bubble(const struct model *model, struct ui *ui, const struct judge *judge)
{
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = { MM(6), MM(6), MM(9), MM(6) },
                                 .cross = ALIGN_STRETCH });
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = ALL(MM(6)),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_PHONE_CARD,
                                 .radius_um = MM(7) });
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .id = S("message"),
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, judge->message),
                                 .say = text_spoken(judge->message, model->lang),
                                 .style = TEXT_LEAD,
                                 .color = COLOR_PHONE_INK,
                                 .accent = COLOR_SKY,
                                 .marks = true,
                                 .width = GROW(1) });
    ui_close(ui);
    ui_close(ui);
}

static void message(const struct model *model, struct ui *ui, const struct judge *judge)
{
    ui_open(ui, &(struct spec) { .width = GROW(1), .cross = ALIGN_STRETCH });
    phone_frame_open(model, ui, FIT);
    sender(model, ui, judge);
    bubble(model, ui, judge);
    phone_frame_close(ui);
    ui_close(ui);
}

static void verdicts(const struct model *model, struct ui *ui, const struct judge *judge)
{
    static const struct {
        str id, icon;
        enum button_kind kind;
        enum phrase label;
    } looks[VERDICT_COUNT] = {
        [VERDICT_REAL] = { S_INIT("verdict-real"), S_INIT("check_circle"), BUTTON_OK,
                           PHRASE_JUDGE_REAL },
        [VERDICT_SCAM] = { S_INIT("verdict-scam"), S_INIT("dangerous"), BUTTON_DANGER,
                           PHRASE_JUDGE_SCAM },
        [VERDICT_CHECK] = { S_INIT("verdict-check"), S_INIT("help"), BUTTON_PLAIN,
                            PHRASE_JUDGE_CHECK },
    };
    bool message = judge->channel == CHANNEL_SMS || judge->channel == CHANNEL_CHAT;
    parts_row_open(ui, MM(8));
    for (int i = 0; i < VERDICT_COUNT; i++) {
        if (!judge->offers[i])
            continue;
        enum phrase own = i == VERDICT_REAL && message ? PHRASE_JUDGE_REAL_SMS : looks[i].label;
        struct text label = or_phrase(model, judge->labels[i], own);
        widget_button(ui, &(struct button) { .id = looks[i].id,
                                             .label = words_of(model, label),
                                             .icon = looks[i].icon,
                                             .tall = true,
                                             .kind = looks[i].kind,
                                             .verb = verb_of(INTENT_VERDICT, i),
                                             .width = GROW(1) });
    }
    ui_close(ui);
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER, phrase_of(model, PHRASE_JUDGE_CALM));
}

static void prompt(const struct model *model, struct ui *ui, struct text words)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, words),
                                 .say = text_spoken(words, model->lang),
                                 .style = TEXT_HEADING,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_INK,
                                 .width = GROW(1) });
}

static void signs(const struct model *model, struct ui *ui, const struct judge *judge)
{
    prompt(model, ui, or_phrase(model, judge->signs_prompt, PHRASE_JUDGE_SIGNS));
    choices_marked(model, ui, judge->signs, judge->sign_count);
    parts_reply(model, ui);
    if (model->runner.phase == PHASE_ANSWERED)
        return;
    parts_text(ui, TEXT_BODY, WEIGHT_REGULAR, ALIGN_CENTER,
               phrase_of(model, PHRASE_JUDGE_SIGNS_LINE));
    ui_space(ui);
    widget_button(ui, &(struct button) { .id = S("signs-done"),
                                         .label = phrase_of(model, PHRASE_NEXT),
                                         .icon = S("arrow_forward"),
                                         .icon_after = true,
                                         .kind = BUTTON_PRIMARY,
                                         .verb = verb_of(INTENT_SIGNS_DONE, 0),
                                         .width = GROW(1) });
}

static void actions(const struct model *model, struct ui *ui, const struct judge *judge)
{
    prompt(model, ui, or_phrase(model, judge->actions_prompt, PHRASE_JUDGE_ACTION));
    choices_one(model, ui, judge->actions, judge->action_count);
    parts_reply(model, ui);
}

static void stage(const struct model *model, struct ui *ui, const struct judge *judge)
{
    const struct runner *r = &model->runner;
    if (r->phase == PHASE_READ)
        verdicts(model, ui, judge);
    else if (r->stage == 0)
        parts_reply(model, ui);
    else if (r->stage == 1)
        signs(model, ui, judge);
    else
        actions(model, ui, judge);
    if (r->phase == PHASE_ANSWERED) {
        ui_space(ui);
        chrome_step_buttons(model, ui);
    }
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    (void)state;
    const struct runner *r = &model->runner;
    const struct judge *judge = runner_step(r)->judge;
    bool portrait = metrics_portrait(&model->metrics);
    /* Portrait with large letters has no room for the message beside a list of signs. */
    bool shown = !portrait || r->stage == 0 || model->metrics.text_size == SIZE_NORMAL;
    parts_halves_open(model, ui);
    if (!portrait)
        parts_column_open(ui, 1, MM(6));
    if (r->stage == 0 || !portrait)
        prompt(model, ui, or_phrase(model, judge->prompt, questions[judge->channel]));
    if (shown)
        message(model, ui, judge);
    if (!portrait)
        ui_close(ui);
    parts_column_open(ui, 1, MM(6));
    stage(model, ui, judge);
    ui_close(ui);
    ui_close(ui);
}

const struct screen_ops screen_judge_ops = { .name = "judge",
                                             .in_lesson = true,
                                             .describe = describe };
