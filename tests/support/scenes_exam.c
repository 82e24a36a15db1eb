/* The scenes of the assessment and of the drill. */
#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "support/scenes_parts.h"

static struct exam_model exam_of(const struct scenes *s)
{
    struct exam_model exam = { .assessment = s->assessment,
                               .drills = true,
                               .kind = EXAM_TEST,
                               .questions = 13,
                               .practices = 4,
                               .cases = 4,
                               .at = 12,
                               .of = 13,
                               .done = 11,
                               .total = 21 };
    memset(exam.offered, true, sizeof exam.offered);
    return exam;
}

static void visit_exam_choice(struct scenes *s)
{
    s->model.exam = exam_of(s);
    s->model.screen = SCREEN_HOME;
    scene_show(s, "home with an assessment set aside");
    s->model.screen = SCREEN_CHECK;
    scene_show(s, "check with an assessment set aside");
    s->model.exam.kind = EXAM_NONE;
    scene_show(s, "check");
    s->model.screen = SCREEN_TOPIC;
    for (s->model.topic = 0; s->model.topic < s->model.catalogue->topic_count; s->model.topic++)
        scene_show(s, "topic %d with a drill", s->model.topic);
    s->model.screen = SCREEN_EXAM_START;
    for (int i = 0; i < s->assessment->profile_count; i++) {
        s->model.exam.profile = i;
        s->model.address = s->assessment->profiles[i].address;
        scene_need(s, INTENT_EXAM);
        scene_need(s, INTENT_CHECK);
        scene_show(s, "exam start %d", i);
    }
}

/* Every question of the bank as it is once it was answered. */
static void visit_exam_questions(struct scenes *s)
{
    for (uint16_t i = 0; i < s->assessment->item_count; i++) {
        const struct question *question = &s->assessment->items[i].question;
        struct step step = { .kind = STEP_QUESTION, .question = question };
        struct lesson lesson = { .steps = &step, .step_count = 1 };
        s->model = scene_fresh(s, s->model.lang);
        s->model.exam = exam_of(s);
        s->model.screen = SCREEN_QUESTION;
        runner_start_step(&s->model.runner, &lesson, 0, 7, true);
        (void)runner_answer(&s->model.runner, 1, s->model.lang);
        s->model.runner.reply = s->model.runner.reply_say = phrase_of(&s->model, PHRASE_EXAM_NOTED);
        scene_need(s, INTENT_NEXT);
        scene_need(s, INTENT_LEAVE);
        s->looked = i == 0 ? SCENES_EVERYWHERE : SCENES_SAMPLED;
        scene_show(s, "exam question %d", i);
    }
}

const struct lesson *scene_lesson(struct scenes *s, int index)
{
    struct problems problems = { .home = &s->lesson_home };
    const struct lesson *lesson = NULL;
    arena_reset(&s->lesson_home);
    if (content_lesson(&s->content, (struct lesson_wanted) { .index = index }, &s->lesson_home,
                       &lesson, &problems) != FAIL_OK)
        problems_print(&problems, stderr);
    return lesson;
}

static void visit_exam_case(struct scenes *s)
{
    must(s->cases.count > 0);
    const struct exam_case *it = &s->cases.items[0];
    const struct lesson *lesson = scene_lesson(s, it->lesson);
    must(lesson);
    s->model.exam = exam_of(s);
    s->model.exam.part = PART_CASES;
    s->model.screen = SCREEN_JUDGE;
    runner_start_step(&s->model.runner, lesson, it->step, 7, true);
    scene_need(s, INTENT_VERDICT);
    scene_show(s, "exam case");
    (void)runner_verdict(&s->model.runner, runner_step(&s->model.runner)->judge->right, LANG_VI);
    scene_need(s, INTENT_BACK);
    scene_show(s, "exam case, what to do");
}

static void visit_exam_practice(struct scenes *s)
{
    const struct catalogue *c = s->model.catalogue;
    int index = 0;
    while (index < c->lesson_count && c->lessons[index].kind != LESSON_PHONE)
        index++;
    const struct lesson *lesson = scene_lesson(s, index);
    must(lesson);
    uint16_t step = 0;
    while (lesson->steps[step].kind != STEP_PHONE)
        step++;
    s->model.exam = exam_of(s);
    s->model.exam.part = PART_PRACTICE;
    s->model.screen = SCREEN_PRACTICE;
    runner_start_step(&s->model.runner, lesson, step, 7, true);
    scene_need(s, INTENT_HINT);
    scene_need(s, INTENT_SKIP);
    scene_show(s, "exam practice");
    s->model.runner.phase = PHASE_AFTER;
    s->model.runner.mode_done[MODE_SELF] = true;
    scene_need(s, INTENT_NEXT);
    scene_show(s, "exam practice, noted");
    s->model.overlay = SCREEN_EXAM_LEAVE;
    scene_need(s, INTENT_CLOSE);
    scene_need(s, INTENT_PAUSE);
    scene_show(s, "exam leave");
}

static void visit_exam_results(struct scenes *s)
{
    for (int i = 0; i < 3; i++) {
        s->model = scene_fresh(s, s->model.lang);
        s->model.exam = exam_of(s);
        s->model.exam.kind = EXAM_NONE;
        s->model.exam.profile = i;
        s->model.exam.score = (struct score) { .passed = i == 0,
                                               .well = i == 2 ? 0 : 0x3fffff,
                                               .next = { 0, i == 2 ? -1 : 1 } };
        s->model.screen = SCREEN_RESULT;
        s->model.review_count = i == 1;
        s->model.reviews[0] = (struct review_item) { 2, REVIEW_DUE };
        scene_need(s, INTENT_END);
        scene_need(s, INTENT_PROFILE);
        scene_show(s, "result %d", i);
        s->model.exam.cases = 6;
        s->model.exam.points = (uint16_t)(600 - i * 150);
        s->model.exam.acted = (uint16_t)(6 - i);
        s->model.exam.next[0] = i == 0 ? -1 : 1;
        s->model.exam.next[1] = i == 2 ? 0 : -1;
        s->model.screen = SCREEN_DRILL;
        scene_need(s, INTENT_END);
        scene_need(s, INTENT_DRILL);
        scene_show(s, "drill %d", i);
        s->model.review_count = 1;
        s->model.reviews[0] = (struct review_item) { 1, (enum review_reason)i };
        s->model.screen = SCREEN_HOME;
        scene_show(s, "home with a review %d", i);
    }
}

void scenes_visit_exam(struct scenes *s)
{
    static void (*const parts[])(struct scenes *) = { visit_exam_choice, visit_exam_questions,
                                                      visit_exam_case, visit_exam_practice,
                                                      visit_exam_results };
    enum lang lang = s->model.lang;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        s->model = scene_fresh(s, lang);
        parts[i](s);
    }
}
