/* pack walk: the script that plays lessons to their end and tries all that is wrong in them. */
#include "ctl/pack_walk.h"

#include <stdio.h>

#include "ctl/pack_named.h"

enum ctl_exit pack_walk_mode(const struct ctl *ctl, enum practice_mode *out)
{
    *out = MODE_FOLLOW;
    for (unsigned i = 0; i < MODE_COUNT; i++)
        if (str_eq(ctl->mode, practice_mode_name((enum practice_mode)i))) {
            *out = (enum practice_mode)i;
            return CTL_DONE;
        }
    return str_empty(ctl->mode)
               ? CTL_DONE
               : ctl_misused("--mode is follow, self or watch, not «%.*s»", STR_ARG(ctl->mode));
}

enum ctl_exit pack_walk_lesson(struct ctl *ctl, const struct content *content, int index,
                               const struct pack_walk *walk)
{
    arena home = { 0 };
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    const struct lesson *lesson;
    struct lesson_wanted wanted = { index, ADDRESS_BAC };
    enum fail failed = content_lesson(content, wanted, &home, &lesson, problems);
    if (failed == FAIL_OK)
        walk_text_lesson(walk->out, lesson, &walk->options);
    else
        problems_print(problems, stderr);
    arena_finish(&home);
    return failed == FAIL_OK ? CTL_DONE
                             : ctl_refuse("%.*s cannot be read: see `tramsoctl pack check`",
                                          STR_ARG(content->catalogue.lessons[index].code));
}

/* All lessons of the named pack, or the one that is meant. */
static enum ctl_exit write_walks(struct ctl *ctl, const struct content *content, str pack,
                                 const struct pack_walk *walk)
{
    const struct catalogue *c = &content->catalogue;
    bool all = ctl->word_count == 1;
    int only = all ? -1 : catalogue_find(c, ctl->words[1]);
    if (!all && only < 0)
        return ctl_refuse("there is no lesson «%.*s» in %.*s", STR_ARG(ctl->words[1]),
                          STR_ARG(pack));
    enum ctl_exit exit = CTL_DONE;
    for (int i = 0; i < (int)c->lesson_count && exit == CTL_DONE; i++)
        if (all ? str_eq(c->lessons[i].pack, pack) : i == only)
            exit = pack_walk_lesson(ctl, content, i, walk);
    return exit;
}

enum ctl_exit pack_walk_open(struct ctl *ctl, struct packs_named *named, struct content *content)
{
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    enum ctl_exit exit = packs_named_find(ctl, ctl->words, 1, named);
    if (exit != CTL_DONE)
        return exit;
    enum fail failed = packs_named_open(named, named->first, content, problems);
    if (failed == FAIL_OK && content->catalogue.lesson_count > 0)
        return CTL_DONE;
    problems_print(problems, stderr);
    return ctl_refuse("«%.*s» cannot be read: see `tramsoctl pack check`", STR_ARG(ctl->word));
}

enum ctl_exit ctl_pack_walk(struct ctl *ctl)
{
    struct packs_named named;
    struct content content;
    struct buf text = buf_in(ctl->home);
    struct pack_walk walk = { .out = &text,
                              .options = { .wrong = ctl->wrong, .shots = ctl->with_shots } };
    enum ctl_exit exit = pack_walk_mode(ctl, &walk.options.mode);
    if (exit == CTL_DONE)
        exit = pack_walk_open(ctl, &named, &content);
    if (exit == CTL_DONE)
        exit = write_walks(ctl, &content, named.places[named.first].id, &walk);
    if (exit == CTL_DONE)
        fwrite(text.ptr, 1, text.len, stdout);
    return exit;
}
