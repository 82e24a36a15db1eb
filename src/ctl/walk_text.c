#include "ctl/walk_text.h"

#include "base/must.h"
#include "ctl/walk_parts.h"

void walk_expect(struct walk_writer *w, struct text text)
{
    if (str_empty(text.vi))
        return;
    str plain = text_strip_marks(w->out->home, text.vi);
    buf_str(w->out, S("expect \""));
    for (size_t i = 0; i < plain.len; i++) {
        if (plain.ptr[i] == '"' || plain.ptr[i] == '\\')
            buf_char(w->out, '\\');
        buf_char(w->out, plain.ptr[i]);
    }
    buf_str(w->out, S("\"\n"));
}

void walk_shot(struct walk_writer *w, const char *what)
{
    if (w->options->columns)
        buf_printf(w->out, "cell \"%.*s · %u.%u %s\"\n", STR_ARG(w->lesson->head.code),
                   w->step + 1u, ++w->shot, what);
    else if (w->options->shots)
        buf_printf(w->out, "shot %.*s-%02u-%02u-%s\n", STR_ARG(w->lesson->head.code), w->step + 1u,
                   w->shot++, what);
}

void walk_next(struct walk_writer *w)
{
    buf_str(w->out, S("tap #next\n"));
}

static void page(struct walk_writer *w, const struct page *page)
{
    buf_str(w->out, S("expect screen lesson\n"));
    walk_expect(w, page->title);
    walk_shot(w, "page");
    walk_next(w);
}

/* ---- one of several ---- */

static uint16_t right_of(const struct choice *choices, uint16_t count)
{
    uint16_t right = 0;
    while (right + 1 < count && !choices[right].right)
        right++;
    return right;
}

static void choose(struct walk_writer *w, const struct choice *choices, uint16_t count)
{
    uint16_t right = right_of(choices, count);
    for (uint16_t i = 0; w->options->wrong && i < count; i++) {
        if (i == right)
            continue;
        buf_printf(w->out, "pick #choice-%u\n", i);
        walk_expect(w, choices[i].reply);
    }
    buf_printf(w->out, "pick #choice-%u\n", right);
    walk_expect(w, choices[right].reply);
    walk_shot(w, "answered");
    walk_next(w);
}

static void question(struct walk_writer *w, const struct question *question)
{
    buf_str(w->out, S("expect screen question\n"));
    walk_expect(w, question->prompt);
    walk_shot(w, "question");
    choose(w, question->choices, question->choice_count);
}

/* ---- cases ---- */

static void verdict(struct walk_writer *w, const struct judge *judge, enum verdict verdict)
{
    buf_str(w->out, S("expect screen judge\n"));
    walk_shot(w, "case");
    buf_printf(w->out, "tap #verdict-%.*s\n", STR_ARG(verdict_name(verdict)));
    walk_expect(w, judge->replies[verdict]);
    walk_shot(w, "verdict");
}

static struct text first_right(const struct judge *judge)
{
    for (uint16_t i = 0; i < judge->sign_count; i++)
        if (judge->signs[i].right)
            return judge->signs[i].reply;
    return (struct text) { 0 };
}

/* All signs but one, or one too many: the kiosk tells of that one. all: no such one. */
#define ALL UINT16_MAX
static void signs(struct walk_writer *w, const struct judge *judge, uint16_t other)
{
    walk_next(w);
    walk_shot(w, "signs");
    for (uint16_t i = 0; i < judge->sign_count; i++)
        if (judge->signs[i].right != (i == other))
            buf_printf(w->out, "pick #choice-%u\n", i);
    buf_str(w->out, S("tap #signs-done\n"));
    walk_expect(w, other == ALL ? first_right(judge) : judge->signs[other].reply);
    walk_shot(w, "signs-told");
}

static void judge(struct walk_writer *w, const struct judge *judge)
{
    verdict(w, judge, judge->right);
    if (judge->sign_count)
        signs(w, judge, ALL);
    walk_next(w);
    if (judge->action_count == 0)
        return;
    walk_shot(w, "action");
    choose(w, judge->actions, judge->action_count);
}

/* ---- a call ---- */

static uint16_t first_strange(const struct call *call)
{
    uint16_t line = 0;
    while (line + 1 < call->line_count && !call->lines[line].suspicious)
        line++;
    return line;
}

/* Stopped at this line; too early ones are answered before. */
static void stop_at(struct walk_writer *w, const struct call *call, uint16_t line, bool early)
{
    buf_str(w->out, S("expect screen call\n"));
    walk_shot(w, "call");
    for (uint16_t i = 0; i < line; i++) {
        if (early && i < first_strange(call)) {
            buf_str(w->out, S("tap #call-stop\n"));
            walk_expect(w, call->lines[i].reply);
        }
        buf_str(w->out, S("tap #call-more\n"));
    }
    walk_expect(w, call->lines[line].text);
    walk_shot(w, "line");
    buf_str(w->out, S("tap #call-stop\n"));
    walk_expect(w, call->lines[line].reply);
    walk_shot(w, "stopped");
}

static void play_step(struct walk_writer *w)
{
    const struct step *step = &w->lesson->steps[w->step];
    switch (step->kind) {
    case STEP_PAGE:
        page(w, step->page);
        break;
    case STEP_PHONE:
        walk_phone(w, step->phone);
        break;
    case STEP_JUDGE:
        judge(w, step->judge);
        break;
    case STEP_CALL:
        stop_at(w, step->call, first_strange(step->call), w->options->wrong);
        walk_next(w);
        break;
    case STEP_QUESTION:
        question(w, step->question);
        break;
    case STEP_KIND_COUNT:
        must(false);
    }
}

/* ---- what can be answered only once ---- */

/* Out of this step and in again, as if it had not been played. */
static void anew(struct walk_writer *w)
{
    if (w->step == 0) {
        buf_printf(w->out, "open %.*s\n", STR_ARG(w->lesson->head.code));
        return;
    }
    struct walk_writer before = *w;
    before.step--;
    buf_str(w->out, S("tap #back\n"));
    play_step(&before);
}

static void wrong_in_case(struct walk_writer *w, const struct judge *judge)
{
    for (int i = 0; i < VERDICT_COUNT; i++) {
        if (!judge->offers[i] || i == (int)judge->right)
            continue;
        verdict(w, judge, (enum verdict)i);
        anew(w);
    }
    for (uint16_t i = 0; i < judge->sign_count; i++) {
        verdict(w, judge, judge->right);
        signs(w, judge, i);
        anew(w);
    }
}

static void wrong_in_call(struct walk_writer *w, const struct call *call)
{
    for (uint16_t i = (uint16_t)(first_strange(call) + 1); i < call->line_count; i++) {
        stop_at(w, call, i, false);
        anew(w);
    }
    for (uint16_t i = 0; i < call->line_count; i++)
        buf_str(w->out, S("tap #call-more\n"));
    walk_expect(w, call->lines[call->line_count - 1].reply);
    anew(w);
}

/* A verdict, the signs and the end of a call cannot be taken back: for each other way the step is
 * played once before. */
static void play_other_ways(struct walk_writer *w)
{
    const struct step *step = &w->lesson->steps[w->step];
    struct walk_text plain = { .mode = MODE_FOLLOW };
    struct walk_writer other = *w;
    other.options = &plain;
    if (step->kind == STEP_JUDGE)
        wrong_in_case(&other, step->judge);
    else if (step->kind == STEP_CALL)
        wrong_in_call(&other, step->call);
}

void walk_text_lesson(struct buf *out, const struct lesson *lesson, const struct walk_text *options)
{
    struct walk_writer w = { .out = out, .lesson = lesson, .options = options };
    buf_printf(out, "# %.*s %.*s\nopen %.*s\n", STR_ARG(lesson->head.code),
               STR_ARG(lesson->head.title.vi), STR_ARG(lesson->head.code));
    for (w.step = 0; w.step < lesson->step_count; w.step++) {
        buf_printf(out, "# step %u\n", w.step + 1u);
        w.shot = 0;
        if (options->wrong)
            play_other_ways(&w);
        play_step(&w);
    }
    w.shot = 0;
    buf_str(out, S("expect screen done\n"));
    walk_shot(&w, "done");
    if (options->columns)
        buf_printf(out, "sheet %.*s %u\n", STR_ARG(lesson->head.code), options->columns);
}
