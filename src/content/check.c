#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/sound_file.h"
#include "content/assessment_shapes.h"
#include "content/pack.h"
#include "content/rules.h"
#include "content/wording.h"

struct seen_case {
    str code, lesson;
};

/* A task's screen: «vneid@2.2.6» and the screen's name. */
struct phone_screen_use {
    const struct phone_screen_use *next;
    str sim, screen;
};

struct check {
    const struct content *content;
    const struct content_check *what;
    struct problems *problems;
    unsigned pack;     /* the one that is looked at */
    arena *home;       /* lessons while they are looked at */
    arena *scratch;    /* notes */
    arena *all;        /* what is compared between packs */
    const str *listed; /* files that its pack.yaml names */
    uint16_t listed_count;
    struct seen_case *cases;
    size_t case_count, case_cap;
    const struct phone_screen_use *uses; /* screens that tasks name, newest first */
};

static str folder_of(const struct check *c)
{
    return c->content->packs[c->pack].folder;
}

/* ---- texts, icons, pictures: from the notes of the reader ---- */

static void count_words(const struct check *c, size_t longest, size_t count, size_t words)
{
    if (!c->what->levels)
        return;
    struct reading_level *level = &c->what->levels[c->pack];
    level->sentences += (unsigned)count;
    level->syllables += (unsigned)words;
    level->longest = longest > level->longest ? (unsigned)longest : level->longest;
}

static void check_sentences(struct check *c, const struct note *n, str vi)
{
    size_t count, words, longest = wording_longest(vi, &count, &words);
    count_words(c, longest, count, words);
    if (longest > SENTENCE_WORDS_MAX)
        problem_add(c->problems, n->place, "a sentence has %zu words; %u is the most", longest,
                    SENTENCE_WORDS_MAX);
    /* Two sentences (FORMAT.md), or a few very short ones of the same length together. */
    if (n->voice == VOICE_BODY && count > 2 && words > 2 * SENTENCE_WORDS_MAX)
        problem_add(c->problems, n->place, "this text has %zu sentences; say it in two", count);
}

static void check_text(struct check *c, const struct note *n)
{
    const struct text *text = n->at;
    str languages[] = { text->vi, text->en, text->say };
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        str number = wording_find_number(languages[i]);
        if (!str_empty(number))
            problem_add(c->problems, n->place,
                        "“%.*s” looks like a real number: use the sample 000160000000 or dots",
                        STR_ARG(number));
    }
    if (str_empty(text->en) && !wording_is_name(text->vi))
        problem_add(c->problems, n->place, "the English text is missing: {vi: …, en: …}");
    if (n->voice != VOICE_KIOSK && n->voice != VOICE_BODY)
        return;
    check_sentences(c, n, text->vi);
    const struct wording_ban *ban = wording_find_ban(text->vi);
    if (ban)
        problem_add(c->problems, n->place, "“%s” is not said here: %s", ban->word, ban->reason);
}

static void check_picture(struct check *c, const struct note *n)
{
    str own = pack_file_path(c->scratch, folder_of(c), S("pictures"), n->value);
    if (str_empty(own) && str_empty(content_picture_path(c->content, c->scratch, n->value)))
        problem_add(c->problems, n->place,
                    "the picture %.*s is neither in the pack nor in assets/pictures",
                    STR_ARG(n->value));
}

static void check_recording(struct check *c, const struct note *n)
{
    enum fail failed =
        sound_file_check(pack_file_path(c->scratch, folder_of(c), S("narration"), n->value));
    if (failed == FAIL_LIMIT)
        problem_add(c->problems, n->place, "%.*s is longer than %d seconds: read it more briefly",
                    STR_ARG(n->value), NARRATION_SECONDS_MAX);
    else if (failed == FAIL_OFFLINE)
        problem_add(c->problems, n->place, "%.*s cannot be tried: install the package libsndfile1",
                    STR_ARG(n->value));
    else if (failed != FAIL_OK)
        problem_add(c->problems, n->place,
                    "%.*s cannot be decoded to its end: save it again as opus, ogg, flac or wav",
                    STR_ARG(n->value));
}

static void check_notes(struct check *c, const struct reader *r)
{
    for (size_t i = 0; i < r->note_count; i++) {
        const struct note *n = &r->notes[i];
        if (n->kind == NOTE_TEXT && n->voice != VOICE_NONE)
            check_text(c, n);
        else if (n->kind == NOTE_PICTURE)
            check_picture(c, n);
        else if (n->kind == NOTE_RECORDING)
            check_recording(c, n);
        else if (n->kind == NOTE_ICON && c->what->has_icon && !c->what->has_icon(n->value))
            problem_add(c->problems, n->place, "the font has no icon “%.*s”", STR_ARG(n->value));
    }
}

/* ---- practice phones ---- */

static bool is_own(const struct reader *r, const struct phone_screen *screen, str lesson_path)
{
    return str_eq(reader_place(r, screen->id.ptr).file, lesson_path);
}

static bool is_used(const struct phone *phone, str screen)
{
    for (uint16_t i = 0; i < phone->task_count; i++) {
        if (str_eq(phone->tasks[i].screen, screen))
            return true;
    }
    return false;
}

static void check_wrongs(struct check *c, const struct reader *r, const struct phone_task *task)
{
    for (uint16_t i = 0; i < task->action_count; i++) {
        const struct phone_action *action = &task->actions[i];
        bool every = action->act != ACT_TAP;
        for (uint16_t w = 0; w < action->wrong_count; w++)
            every |= str_eq(action->wrongs[w].id, S("*"));
        if (!every)
            problem_add(c->problems, reader_place(r, action->target.ptr),
                        "“wrong” lacks “*”, the reply to every other tap");
    }
}

static void check_phone(struct check *c, const struct reader *r, const struct phone *phone,
                        str path)
{
    for (uint16_t i = 0; i < phone->screen_count; i++) {
        const struct phone_screen *screen = &phone->screens[i];
        if (is_own(r, screen, path) && !is_used(phone, screen->id))
            problem_add(c->problems, reader_place(r, screen->id.ptr),
                        "no task uses the screen “%.*s”", STR_ARG(screen->id));
    }
    for (uint16_t i = 0; i < phone->task_count; i++)
        check_wrongs(c, r, &phone->tasks[i]);
}

/* ---- dates ---- */

static void check_dates(struct check *c, const struct reader *r, const struct lesson_head *head)
{
    if (str_cmp(head->review_by, head->verified_on) <= 0)
        problem_add(c->problems, reader_place(r, head->review_by.ptr),
                    "review_by must be after verified_on (%.*s)", STR_ARG(head->verified_on));
    else if (!str_empty(c->what->today) && str_cmp(head->review_by, c->what->today) < 0)
        problem_add(c->problems, reader_place(r, head->review_by.ptr),
                    "the facts were to be reviewed by %.*s: verify them anew",
                    STR_ARG(head->review_by));
}

/* ---- judged cases: the learner's record knows them by their code ---- */

static void check_case(struct check *c, const struct reader *r, const struct judge *judge,
                       str lesson)
{
    struct place at = reader_place(r, judge->code.ptr);
    for (size_t i = 0; i < c->case_count; i++) {
        const struct seen_case *seen = &c->cases[i];
        if (str_eq(seen->code, judge->code) && !str_eq(seen->lesson, lesson))
            problem_add(c->problems, at, "%.*s has a case %.*s already", STR_ARG(seen->lesson),
                        STR_ARG(judge->code));
    }
    if (c->case_count == c->case_cap)
        return;
    c->cases[c->case_count++] =
        (struct seen_case) { arena_str(c->all, judge->code), arena_str(c->all, lesson) };
}

/* ---- lessons ---- */

static void note_uses(struct check *c, const struct phone *phone)
{
    for (uint16_t i = 0; i < phone->task_count; i++) {
        struct phone_screen_use *use = arena_new(c->all, struct phone_screen_use, 1);
        *use = (struct phone_screen_use) { c->uses, arena_str(c->all, phone->sim),
                                           arena_str(c->all, phone->tasks[i].screen) };
        c->uses = use;
    }
}

static void note_lesson_uses(struct check *c, const struct lesson *lesson)
{
    for (uint16_t i = 0; i < lesson->step_count; i++)
        if (lesson->steps[i].kind == STEP_PHONE)
            note_uses(c, lesson->steps[i].phone);
}

static void check_steps(struct check *c, const struct reader *r, const struct lesson_file *file,
                        str path)
{
    for (uint16_t i = 0; i < file->lesson.step_count; i++) {
        const struct step *step = &file->lesson.steps[i];
        if (step->kind == STEP_PHONE)
            check_phone(c, r, step->phone, path);
        else if (step->kind == STEP_JUDGE)
            check_case(c, r, step->judge, file->lesson.head.code);
    }
}

static void count_lesson(const struct check *c, const struct lesson_head *head)
{
    if (!c->what->levels)
        return;
    c->what->levels[c->pack].lessons++;
    c->what->levels[c->pack].weak += head->weak_facts;
}

static void check_lesson(struct check *c, str path)
{
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct lesson_place place = { c->content, c->pack, path };
    struct lesson_file file;
    if (pack_read_lesson(&r, &place, &file) == FAIL_OK) {
        check_notes(c, &r);
        check_dates(c, &r, &file.lesson.head);
        check_steps(c, &r, &file, path);
        note_lesson_uses(c, &file.lesson);
        count_lesson(c, &file.lesson.head);
    }
    arena_reset(c->home);
    arena_reset(c->scratch);
}

/* ---- files that nothing names ---- */

static bool is_listed(const struct check *c, str file)
{
    for (uint16_t i = 0; i < c->listed_count; i++)
        if (str_eq(c->listed[i], file))
            return true;
    return false;
}

static void check_stray(struct check *c, str name)
{
    str file = arena_printf(c->scratch, "lessons/%.*s", STR_ARG(name));
    if (!is_listed(c, file))
        problem_add(c->problems,
                    (struct place) { .file = file_join(c->scratch, folder_of(c), file) },
                    "pack.yaml does not list this lesson");
}

static bool is_screen_used(const struct check *c, str sim, str screen)
{
    for (const struct phone_screen_use *use = c->uses; use; use = use->next)
        if (str_eq(use->sim, sim) && str_eq(use->screen, screen))
            return true;
    return false;
}

static void check_shared_phone(struct check *c, str name)
{
    str path = arena_printf(c->scratch, "%.*s/phones/%.*s", STR_ARG(folder_of(c)), STR_ARG(name));
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct phone phone;
    if (pack_read_phone(&r, (struct place) { .file = path }, path, &phone) != FAIL_OK)
        return;
    check_notes(c, &r);
    for (uint16_t i = 0; i < phone.screen_count; i++)
        if (!is_screen_used(c, phone.sim, phone.screens[i].id))
            problem_add(c->problems, reader_place(&r, phone.screens[i].id.ptr),
                        "no lesson uses the screen “%.*s”", STR_ARG(phone.screens[i].id));
}

static void each_yaml(struct check *c, str folder, void (*visit)(struct check *c, str name))
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s/%.*s", STR_ARG(folder_of(c)), STR_ARG(folder));
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        str name = str_of(entry->d_name);
        if (name.ptr[0] != '.' && str_ends(name, S(".yaml")))
            visit(c, name);
    }
    closedir(dir);
    arena_reset(c->home);
    arena_reset(c->scratch);
}

/* ---- packs ---- */

/* pack.yaml's own texts, and the files that it names: also those that are no lessons yet. */
static void check_pack_file(struct check *c)
{
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct pack_file pack;
    c->listed_count = 0;
    if (pack_read(&r, folder_of(c), &pack) == FAIL_OK) {
        check_notes(c, &r);
        str *listed = arena_new(c->all, str, pack.lesson_count);
        for (uint16_t i = 0; i < pack.lesson_count; i++)
            listed[i] = arena_printf(c->all, "lessons/%.*s.yaml", STR_ARG(pack.lessons[i]));
        c->listed = listed;
        c->listed_count = pack.lesson_count;
    }
    arena_reset(c->home);
    arena_reset(c->scratch);
}

static void check_lessons(struct check *c)
{
    check_pack_file(c);
    for (uint16_t i = 0; i < c->listed_count; i++) {
        str path = file_join(c->all, folder_of(c), c->listed[i]);
        if (pack_is_file(path)) /* else it is named already */
            check_lesson(c, path);
    }
    each_yaml(c, S("lessons"), check_stray);
}

/* A pack that is only referred to: what is wrong with it is not asked. */
static void note_pack_uses(struct check *c)
{
    struct problems *quiet = arena_new(c->all, struct problems, 1);
    quiet->home = c->all;
    for (uint16_t i = 0; i < c->content->catalogue.lesson_count; i++) {
        if (c->content->pack_of[i] != c->pack)
            continue;
        struct reader r = pack_reader(c->home, c->scratch, quiet);
        struct lesson_place place = { c->content, c->pack,
                                      file_join(c->all, folder_of(c), c->content->files[i]) };
        struct lesson_file file;
        if (pack_read_lesson(&r, &place, &file) == FAIL_OK)
            note_lesson_uses(c, &file.lesson);
        arena_reset(c->home);
        arena_reset(c->scratch);
    }
}

static void check_assessment(struct check *c)
{
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct assessment_file file;
    if (assessment_read(&r, folder_of(c), &file) == FAIL_OK)
        check_notes(c, &r);
    arena_reset(c->home);
    arena_reset(c->scratch);
}

static void check_packs(struct check *c)
{
    for (c->pack = 0; c->pack < c->content->pack_count; c->pack++)
        if (c->pack < c->what->first)
            note_pack_uses(c);
        else
            check_lessons(c);
    for (c->pack = c->what->first; c->pack < c->content->pack_count; c->pack++) {
        each_yaml(c, S("phones"), check_shared_phone);
        check_assessment(c);
    }
}

enum fail content_check(const struct content *content, const struct content_check *what,
                        struct problems *problems)
{
    unsigned first = problems->count, before = problems->total;
    arena home = { 0 }, scratch = { 0 }, all = { 0 };
    struct check c = { .content = content,
                       .what = what,
                       .problems = problems,
                       .home = &home,
                       .scratch = &scratch,
                       .all = &all,
                       .case_cap = CASES_MAX * CONTENT_PACKS_MAX };
    c.cases = arena_new(&all, struct seen_case, c.case_cap);
    check_packs(&c);
    problem_sort(problems, first);
    arena_finish(&home);
    arena_finish(&scratch);
    arena_finish(&all);
    return problems->total == before ? FAIL_OK : FAIL_FORMAT;
}
