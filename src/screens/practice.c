/* The practice: the phone with its coach and its helps. */
#include "base/arena.h"
#include "screens/chrome.h"
#include "screens/parts.h"
#include "screens/phone.h"
#include "screens/practice_parts.h"

/* ---- the coach ---- */

struct coach {
    str line, say;        /* what to do */
    str below, below_say; /* hint, sample or reply */
    bool answers;         /* below must be seen: the sample, or a reply to what was just done */
    enum tone tone;
};

static str sample_line(const struct model *model, struct ui *ui, const struct phone_action *action)
{
    return phrase_fill(ui->home, phrase_of(model, PHRASE_PRACTICE_SAMPLE), action->digits,
                       (str) { 0 });
}

static struct coach coach_of(const struct model *model, struct ui *ui)
{
    const struct runner *r = &model->runner;
    const struct phone_action *action = runner_phone_action(r);
    const struct phone_task *task = runner_phone_task(r);
    struct coach coach = { .tone = task->situation ? TONE_AMBER : TONE_LEAF };
    if (runner_shows_ring(r)) {
        coach.line = words_of(model, action->coach);
        coach.say = text_spoken(action->coach, model->lang);
        coach.below = words_of(model, action->hint);
        coach.below_say = text_spoken(action->hint, model->lang);
    } else {
        coach.line = phrase_of(model, task->situation ? PHRASE_PRACTICE_SITUATION
                                                      : PHRASE_PRACTICE_SELF_COACH);
        coach.answers = action->act == ACT_TYPE;
        coach.below = coach.answers ? sample_line(model, ui, action)
                                    : words_of(model, runner_step(r)->phone->scene);
    }
    if (r->mode == MODE_WATCH)
        coach.below = coach.below_say = phrase_of(model, PHRASE_PRACTICE_WATCHING);
    if (!str_empty(r->reply)) {
        coach.below = r->reply;
        coach.below_say = r->reply_say;
        coach.answers = true;
        coach.tone = TONE_SUN;
    }
    return coach;
}

static void coach_icon(struct ui *ui, enum tone tone)
{
    bool sun = tone == TONE_SUN;
    ui_open(ui, &(struct spec) { .width = FIXED(MM(20)),
                                 .height = FIXED(MM(20)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = tone_strong(tone),
                                 .radius_um = MM(10),
                                 .hidden_from_voice = true });
    ui_icon(ui, S("record_voice_over"), MM(12), sun ? COLOR_SUN_TINT : COLOR_ON_STRONG);
    ui_close(ui);
}

static void coach_line(const struct model *model, struct ui *ui, const struct coach *coach)
{
    static const enum text_style portrait[DENSITY_COUNT] = { TEXT_LEAD, TEXT_LEAD, TEXT_LEAD,
                                                             TEXT_BODY, TEXT_SMALL };
    static const enum text_style landscape[DENSITY_COUNT] = { TEXT_HEADING, TEXT_LEAD, TEXT_LEAD,
                                                              TEXT_LEAD, TEXT_BODY };
    bool upright = metrics_portrait(&model->metrics);
    ui_leaf(ui, &(struct spec) { .role = ROLE_HEADING,
                                 .content = CONTENT_TEXT,
                                 .text = coach->line,
                                 .say = coach->say,
                                 .style = (upright ? portrait : landscape)[model->density],
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = COLOR_INK,
                                 .accent = COLOR_LOTUS,
                                 .marks = true,
                                 .width = GROW(1) });
}

static void coach_below(const struct model *model, struct ui *ui, const struct coach *coach)
{
    static const enum text_style portrait[DENSITY_COUNT] = { TEXT_BODY, TEXT_BODY, TEXT_BODY,
                                                             TEXT_SMALL, TEXT_SMALL };
    static const enum text_style landscape[DENSITY_COUNT] = { TEXT_LEAD, TEXT_BODY, TEXT_BODY,
                                                              TEXT_BODY, TEXT_SMALL };
    bool upright = metrics_portrait(&model->metrics), sun = coach->tone == TONE_SUN;
    ui_leaf(ui, &(struct spec) { .role = ROLE_STATUS,
                                 .id = S("coach-line"),
                                 .content = CONTENT_TEXT,
                                 .text = coach->below,
                                 .say = coach->below_say,
                                 .style = (upright ? portrait : landscape)[model->density],
                                 .weight = sun ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
                                 .color = sun ? COLOR_SUN_INK : COLOR_INK_2,
                                 .marks = true,
                                 .width = GROW(1) });
}

static void coach_card(const struct model *model, struct ui *ui)
{
    struct coach coach = coach_of(model, ui);
    bool portrait = metrics_portrait(&model->metrics);
    bool sun = coach.tone == TONE_SUN;
    bool roomy = model->density == DENSITY_ROOMY, tight = model->density >= DENSITY_PAGED;
    ui_open(ui,
            &(struct spec) { .role = ROLE_GROUP,
                             .id = S("coach"),
                             .flow = FLOW_ROW,
                             .width = GROW(1),
                             .height = { SIZE_FIT, 0, roomy ? portrait ? MM(34) : MM(64) : 0, 0 },
                             .pad = tight ? SIDES(MM(2), MM(4)) : SIDES(MM(4), MM(7)),
                             .gap = MM(6),
                             .cross = ALIGN_CENTER,
                             .fill = sun ? COLOR_SUN_TINT : COLOR_CARD,
                             .border = sun ? COLOR_SUN : tone_strong(coach.tone),
                             .border_um = MM(0.8),
                             .radius_um = MM(8) });
    if (model->density < DENSITY_PLAIN)
        coach_icon(ui, coach.tone);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(2), .cross = ALIGN_STRETCH });
    /* Where there is room for one of them only, the answer to what was just done comes first. */
    bool one = model->density == DENSITY_TIGHTEST;
    if (!one || !coach.answers)
        coach_line(model, ui, &coach);
    if (!one || coach.answers)
        coach_below(model, ui, &coach);
    ui_close(ui);
    ui_close(ui);
}

/* ---- the three helps ---- */

struct aid {
    str id;
    enum phrase label;
    str icon;
    enum intent intent;
};

static const struct aid aids[] = {
    { S_INIT("hint"), PHRASE_PRACTICE_HINT, S_INIT("lightbulb"), INTENT_HINT },
    { S_INIT("show"), PHRASE_PRACTICE_SHOW, S_INIT("visibility"), INTENT_SHOW },
    { S_INIT("again"), PHRASE_PRACTICE_AGAIN, S_INIT("undo"), INTENT_AGAIN },
};
/* Of an assessment: nobody shows it, nobody is stuck. */
static const struct aid exam_aids[] = {
    { S_INIT("hint"), PHRASE_PRACTICE_HINT, S_INIT("lightbulb"), INTENT_HINT },
    { S_INIT("skip"), PHRASE_EXAM_SKIP, S_INIT("skip_next"), INTENT_SKIP },
};
static const struct aid stop_watching = { S_INIT("stop"), PHRASE_PRACTICE_STOP_WATCH,
                                          S_INIT("stop_circle"), INTENT_BACK };

/* A round button with its word below, as beside the phone in portrait. */
static void round_aid(const struct model *model, struct ui *ui, const struct aid *aid)
{
    str label = phrase_of(model, aid->label);
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = aid->id,
                                 .label = label,
                                 .verb = verb_of(aid->intent, 0),
                                 .width = GROW(1),
                                 .gap = MM(2),
                                 .cross = ALIGN_CENTER });
    ui_open(ui, &(struct spec) { .width = FIXED(MM(28)),
                                 .height = FIXED(MM(28)),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LINE,
                                 .border_um = MM(0.6),
                                 .radius_um = MM(14) });
    ui_icon(ui, aid->icon, MM(14), COLOR_LEAF);
    ui_close(ui);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = TEXT_SMALL,
                                 .weight = WEIGHT_SEMIBOLD,
                                 .color = COLOR_LEAF,
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

/* In a row: icon beside the word, then above it, then the word alone. */
static void wide_aid(const struct model *model, struct ui *ui, const struct aid *aid)
{
    bool upright = metrics_portrait(&model->metrics);
    bool plain = model->density >= DENSITY_PLAIN || model->metrics.text_size != SIZE_NORMAL;
    bool tight = model->density >= (upright ? DENSITY_PAGED : DENSITY_TIGHTEST);
    str label = phrase_of(model, aid->label);
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = aid->id,
                                 .label = label,
                                 .verb = verb_of(aid->intent, 0),
                                 .flow = plain ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .height = { SIZE_FIT, 0, tight ? MM(16) : MM(28), 0 },
                                 .pad = tight ? ALL(MM(1)) : ALL(MM(3)),
                                 .gap = plain ? MM(1) : MM(4),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LEAF,
                                 .border_um = MM(0.8),
                                 .radius_um = MM(8) });
    if (!tight)
        ui_icon(ui, aid->icon, MM(12), COLOR_LEAF);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = tight   ? TEXT_SMALL
                                          : plain ? TEXT_BODY
                                                  : TEXT_LEAD,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF,
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

/* «Vuốt giúp tôi», «Giữ giúp tôi»: whoever cannot do the gesture has it done (runner_gesture). NULL
 * where none is asked for. */
static const struct aid *gesture_aid(const struct model *model)
{
    static const struct aid swipe = { S_INIT("gesture"), PHRASE_GESTURE_SWIPE, S_INIT("swipe"),
                                      INTENT_GESTURE };
    static const struct aid hold = { S_INIT("gesture"), PHRASE_GESTURE_HOLD, S_INIT("touch_app"),
                                     INTENT_GESTURE };
    const struct phone_action *action = runner_phone_action(&model->runner);
    if (model->runner.mode == MODE_WATCH)
        return NULL;
    return action->act == ACT_SWIPE ? &swipe : action->act == ACT_HOLD ? &hold : NULL;
}

/* Beside the coach, who asks for the gesture; «Hạ thấp» brings it down to the other helps. */
static void gesture_button(const struct model *model, struct ui *ui)
{
    const struct aid *aid = gesture_aid(model);
    if (!aid)
        return;
    bool tight = model->density >= DENSITY_PAGED;
    str label = phrase_of(model, aid->label);
    ui_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                 .id = aid->id,
                                 .label = label,
                                 .verb = verb_of(aid->intent, 0),
                                 .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = { SIZE_FIT, 0, MM(20), 0 },
                                 .pad = SIDES(MM(1), MM(4)),
                                 .gap = MM(4),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_CENTER,
                                 .fill = COLOR_CARD,
                                 .border = COLOR_LEAF,
                                 .border_um = MM(0.8),
                                 .radius_um = MM(8) });
    if (!tight)
        ui_icon(ui, aid->icon, widget_icon_um(ui, TEXT_BODY, MM(12)), COLOR_LEAF);
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = label,
                                 .style = tight ? TEXT_SMALL : TEXT_BODY,
                                 .weight = WEIGHT_BOLD,
                                 .color = COLOR_LEAF,
                                 .text_align = ALIGN_CENTER });
    ui_close(ui);
}

static void all_aids(const struct model *model, struct ui *ui,
                     void (*draw)(const struct model *, struct ui *, const struct aid *))
{
    if (model->runner.mode == MODE_WATCH) {
        draw(model, ui, &stop_watching);
        return;
    }
    if (parts_reach(model) && gesture_aid(model))
        draw(model, ui, gesture_aid(model));
    for (size_t i = 0; model->runner.exam && i < COUNT_OF(exam_aids); i++)
        draw(model, ui, &exam_aids[i]);
    if (model->runner.exam)
        return;
    for (size_t i = 0; i < COUNT_OF(aids); i++)
        draw(model, ui, &aids[i]);
}

static void phone(const struct model *model, const struct paged_state *state, struct ui *ui)
{
    const struct runner *r = &model->runner;
    ui_open(ui, &(struct spec) { .width = GROW(4), .height = GROW(1), .cross = ALIGN_STRETCH });
    phone_describe(ui, &(struct phone_view) { .model = model,
                                              .phone = runner_step(r)->phone,
                                              .screen = runner_phone_screen(r),
                                              .action = runner_phone_action(r),
                                              .task = runner_phone_task(r),
                                              .ring = runner_shows_ring(r),
                                              .page = state->page });
    ui_close(ui);
}

/* Round helps stand beside the phone while it is wide enough with them; else in a row below. */
static void practise_portrait(const struct model *model, const struct paged_state *state,
                              struct ui *ui)
{
    const struct metrics *m = &model->metrics;
    bool beside = model->density < DENSITY_PLAIN && (m->text_size == SIZE_NORMAL || m->reach);
    if (!parts_reach(model)) {
        coach_card(model, ui);
        gesture_button(model, ui);
    }
    ui_open(ui, &(struct spec) { .flow = beside ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = beside ? MM(6) : MM(5),
                                 .cross = ALIGN_STRETCH });
    phone(model, state, ui);
    ui_open(ui, &(struct spec) { .flow = beside ? FLOW_COLUMN : FLOW_ROW,
                                 .width = GROW(1),
                                 .gap = beside ? MM(9) : MM(5),
                                 .main = ALIGN_CENTER,
                                 .cross = ALIGN_STRETCH });
    all_aids(model, ui, beside ? round_aid : wide_aid);
    ui_close(ui);
    ui_close(ui);
}

static void practise_landscape(const struct model *model, const struct paged_state *state,
                               struct ui *ui)
{
    bool roomy = model->density < DENSITY_PLAIN;
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = roomy ? MM(12) : MM(6),
                                 .cross = ALIGN_STRETCH });
    parts_column_open(ui, roomy ? 5 : 3, MM(6));
    coach_card(model, ui);
    gesture_button(model, ui);
    parts_row_open(ui, MM(5));
    all_aids(model, ui, wide_aid);
    ui_close(ui);
    ui_space(ui);
    ui_close(ui);
    phone(model, state, ui);
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    if (model->runner.phase == PHASE_CHOOSE)
        practice_choose(model, ui);
    else if (model->runner.phase != PHASE_PRACTISE)
        practice_after(model, ui);
    else if (metrics_portrait(&model->metrics))
        practise_portrait(model, state, ui);
    else
        practise_landscape(model, state, ui);
}

/* The coach always; a title while there is room. */
static void above(const struct model *model, struct ui *ui)
{
    if (model->runner.phase == PHASE_PRACTISE)
        coach_card(model, ui);
    else if (parts_above(model) && model->runner.phase == PHASE_CHOOSE)
        practice_choose_head(model, ui);
    else if (parts_above(model))
        practice_praise(model, ui);
}

/* Whatever is done on the phone, the next picture starts at the page of the next target. */
static void act(const struct model *model, void *state, struct verb verb, struct effects *effects)
{
    if (verb.code != INTENT_LOCAL_PAGE)
        ((struct paged_state *)state)->page = 0;
    screen_act_paged(model, state, verb, effects);
}

const struct screen_ops screen_practice_ops = { .name = "practice",
                                                .in_lesson = true,
                                                .state_size = sizeof(struct paged_state),
                                                .describe = describe,
                                                .above = above,
                                                .act = act };
