/* pack preview --all: each lesson's steps on one sheet upright and one lying, and a page of them.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/must.h"
#include "ctl/preview.h"

/* Half a Full HD panel: letters can be read and six pictures fit side by side. */
static const struct way_up {
    const char *name, *window;
    unsigned columns;
} ways_up[] = { { "dung", "540x960", 6 }, { "ngang", "960x540", 4 } };

/* The walk of all lessons of the pack, one sheet each. */
static enum ctl_exit write_walk(struct preview *p, const struct way_up *way, str file)
{
    struct buf text = buf_in(p->ctl->home);
    struct pack_walk walk = { .out = &text,
                              .options = { .mode = MODE_FOLLOW, .columns = way->columns } };
    const struct catalogue *c = &p->content.catalogue;
    enum ctl_exit exit = CTL_DONE;
    for (int i = 0; i < (int)c->lesson_count && exit == CTL_DONE; i++)
        if (str_eq(c->lessons[i].pack, p->pack.id))
            exit = pack_walk_lesson(p->ctl, &p->content, i, &walk);
    if (exit == CTL_DONE && file_write_durable(file, buf_view(&text), 0644) != FAIL_OK)
        exit = ctl_refuse("%s cannot be written", file.ptr);
    return exit;
}

static enum ctl_exit start(struct preview *p, const struct way_up *way, str out, int *pid)
{
    arena *home = p->ctl->home;
    str file = arena_printf(home, "%s/%s.walk", p->work.ptr, way->name);
    str shots = arena_printf(home, "%.*s/%s", STR_ARG(out), way->name);
    enum ctl_exit exit = write_walk(p, way, file);
    if (exit != CTL_DONE)
        return exit;
    const char *const more[] = { "--walk",   file.ptr,   "--shots",
                                 shots.ptr,  "--now",    "2026-11-22T09:24+07:00",
                                 "--window", way->window };
    return preview_start(p, more, COUNT_OF(more), pid);
}

static void list_lessons(const struct preview *p, struct buf *page)
{
    const struct catalogue *c = &p->content.catalogue;
    buf_printf(page, "<h2>%.*s</h2>\n", STR_ARG(p->pack.id));
    for (uint16_t i = 0; i < c->lesson_count; i++) {
        const struct lesson_head *head = &c->lessons[i];
        if (!str_eq(head->pack, p->pack.id))
            continue;
        buf_printf(page, "<h3 id=\"%.*s\">%.*s %.*s</h3>\n", STR_ARG(head->code),
                   STR_ARG(head->code), STR_ARG(head->title.vi));
        for (size_t k = 0; k < COUNT_OF(ways_up); k++)
            buf_printf(page,
                       "<a href=\"%.*s/%s/%.*s.png\"><img loading=\"lazy\" alt=\"%.*s %s\" "
                       "src=\"%.*s/%s/%.*s.png\"></a>\n",
                       STR_ARG(p->pack.id), ways_up[k].name, STR_ARG(head->code),
                       STR_ARG(head->code), ways_up[k].name, STR_ARG(p->pack.id), ways_up[k].name,
                       STR_ARG(head->code));
    }
}

static enum ctl_exit sheets_of(struct preview *p, struct buf *page)
{
    arena *home = p->ctl->home;
    str out = file_join(home, p->ctl->all, p->pack.id);
    int pids[COUNT_OF(ways_up)];
    size_t started = 0;
    bool whole = true;
    enum ctl_exit exit = CTL_DONE;
    if (file_make_folder(out, false) != FAIL_OK)
        return ctl_refuse("the folder %.*s cannot be made", STR_ARG(out));
    for (; started < COUNT_OF(ways_up) && exit == CTL_DONE; started++)
        exit = start(p, &ways_up[started], out, &pids[started]);
    if (exit != CTL_DONE)
        started--;
    for (size_t i = 0; i < started; i++)
        whole = preview_wait(pids[i]) && whole;
    if (exit == CTL_DONE && !whole)
        return ctl_refuse("a lesson of %.*s could not be played to its end: its walk says above",
                          STR_ARG(p->pack.id));
    list_lessons(p, page);
    return exit;
}

enum ctl_exit preview_sheets(struct ctl *ctl)
{
    struct buf page = buf_in(ctl->home);
    enum ctl_exit exit = CTL_DONE;
    if (file_make_folder(ctl->all, false) != FAIL_OK)
        return ctl_refuse("the folder %.*s cannot be made", STR_ARG(ctl->all));
    buf_str(&page, S("<!DOCTYPE html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n"
                     "<title>Xem trước bài học</title>\n<style>body{font-family:sans-serif;"
                     "margin:2em}img{width:48%;vertical-align:top}</style>\n"
                     "<h1>Xem trước bài học</h1>\n"));
    for (size_t i = 0; i < ctl->word_count && exit == CTL_DONE; i++) {
        struct preview preview;
        exit = preview_begin(ctl, ctl->words[i], &preview);
        if (exit == CTL_DONE)
            exit = sheets_of(&preview, &page);
        if (!str_empty(preview.work))
            preview_end(&preview);
    }
    str file = arena_printf(ctl->home, "%.*s/index.html", STR_ARG(ctl->all));
    if (exit == CTL_DONE && file_write_durable(file, buf_view(&page), 0644) != FAIL_OK)
        exit = ctl_refuse("%s cannot be written", file.ptr);
    if (exit == CTL_DONE)
        printf("%.*s\n", STR_ARG(file));
    return exit;
}
