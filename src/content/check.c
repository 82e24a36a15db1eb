#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/sound_file.h"
#include "content/pack.h"
#include "content/rules.h"
#include "content/wording.h"

struct check {
    const struct content *content;
    struct problems *problems;
    bool (*has_icon)(str name);
    str today;
    arena *home;    /* lessons while they are looked at */
    arena *scratch; /* notes */
};

/* ---- texts, icons, pictures: from the notes of the reader ---- */

static void check_sentences(struct check *c, const struct note *n, str vi)
{
    size_t count, words, longest = wording_longest(vi, &count, &words);
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
    if (str_empty(content_picture_path(c->content, c->scratch, n->value)))
        problem_add(c->problems, n->place,
                    "the picture %.*s is neither in the pack nor in assets/pictures",
                    STR_ARG(n->value));
}

static void check_recording(struct check *c, const struct note *n)
{
    enum fail failed = sound_file_check(content_narration_path(c->content, c->scratch, n->value));
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
        else if (n->kind == NOTE_ICON && c->has_icon && !c->has_icon(n->value))
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

/* ---- lessons ---- */

static void check_dates(struct check *c, const struct reader *r, const struct lesson_head *head)
{
    if (str_cmp(head->review_by, head->verified_on) <= 0)
        problem_add(c->problems, reader_place(r, head->review_by.ptr),
                    "review_by must be after verified_on (%.*s)", STR_ARG(head->verified_on));
    else if (!str_empty(c->today) && str_cmp(head->review_by, c->today) < 0)
        problem_add(c->problems, reader_place(r, head->review_by.ptr),
                    "the facts were to be reviewed by %.*s: verify them anew",
                    STR_ARG(head->review_by));
}

static void check_lesson(struct check *c, str path)
{
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct lesson_file file;
    if (pack_read_lesson(&r, c->content->pack_folder, path, &file) == FAIL_OK) {
        check_notes(c, &r);
        check_dates(c, &r, &file.lesson.head);
        for (uint16_t i = 0; i < file.lesson.step_count; i++) {
            if (file.lesson.steps[i].kind == STEP_PHONE)
                check_phone(c, &r, file.lesson.steps[i].phone, path);
        }
    }
    arena_reset(c->home);
    arena_reset(c->scratch);
}

static void check_pack(struct check *c)
{
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct pack_file pack;
    if (pack_read(&r, c->content->pack_folder, &pack) == FAIL_OK)
        check_notes(c, &r);
    arena_reset(c->home);
    arena_reset(c->scratch);
}

/* ---- files that nothing names ---- */

static bool is_listed(const struct content *content, str file)
{
    for (uint16_t i = 0; i < content->catalogue.lesson_count; i++) {
        if (str_eq(content->files[i], file))
            return true;
    }
    return false;
}

static void check_stray(struct check *c, str name)
{
    str file = arena_printf(c->scratch, "lessons/%.*s", STR_ARG(name));
    str path = file_join(c->scratch, c->content->pack_folder, file);
    if (!is_listed(c->content, file))
        problem_add(c->problems, (struct place) { .file = path },
                    "pack.yaml does not list this lesson");
}

static void check_shared_phone(struct check *c, str name)
{
    str path = arena_printf(c->scratch, "%.*s/phones/%.*s", STR_ARG(c->content->pack_folder),
                            STR_ARG(name));
    struct reader r = pack_reader(c->home, c->scratch, c->problems);
    struct phone phone;
    if (pack_read_phone(&r, (struct place) { .file = path }, path, &phone) == FAIL_OK)
        check_notes(c, &r);
}

static void each_yaml(struct check *c, str folder, void (*visit)(struct check *c, str name))
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s/%.*s", STR_ARG(c->content->pack_folder), STR_ARG(folder));
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

enum fail content_check(const struct content *content, str today, bool (*has_icon)(str name),
                        struct problems *problems)
{
    unsigned first = problems->count, before = problems->total;
    arena home = { 0 }, scratch = { 0 }, paths = { 0 };
    struct check c = { content, problems, has_icon, today, &home, &scratch };
    check_pack(&c);
    for (uint16_t i = 0; i < content->catalogue.lesson_count; i++)
        check_lesson(&c, file_join(&paths, content->pack_folder, content->files[i]));
    each_yaml(&c, S("phones"), check_shared_phone);
    each_yaml(&c, S("lessons"), check_stray);
    problem_sort(problems, first);
    arena_finish(&home);
    arena_finish(&scratch);
    arena_finish(&paths);
    return problems->total == before ? FAIL_OK : FAIL_FORMAT;
}
