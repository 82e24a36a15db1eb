/* pack preview: the kiosk in a window on one lesson, or every step of every lesson on contact
 * sheets.
 *
 * The kiosk that stands beside this program shows it, so what is looked at is what learners see;
 * its data goes into a folder that is gone afterwards. */
#include "ctl/preview.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/must.h"

extern char **environ;

/* ---- a place that is gone afterwards ---- */

static int remove_one(const char *path, const struct stat *at, int kind, struct FTW *place)
{
    (void)at;
    (void)kind;
    (void)place;
    return remove(path);
}

enum ctl_exit preview_begin(struct ctl *ctl, str word, struct preview *p)
{
    *p = (struct preview) { .ctl = ctl };
    char self[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    while (len > 0 && self[len - 1] != '/')
        len--;
    p->tramso = arena_printf(ctl->home, "%.*stramso", (int)(len > 0 ? len : 0), self);
    if (len <= 0 || !file_exists(p->tramso))
        return ctl_refuse("the kiosk itself, tramso, does not stand beside this program");
    struct ctl named = *ctl;
    named.words = &word;
    named.word = word;
    named.word_count = 1;
    enum ctl_exit exit = pack_walk_open(&named, &p->named, &p->content);
    if (exit != CTL_DONE)
        return exit;
    p->pack = p->named.places[p->named.first];
    char work[] = "/tmp/tramso-preview-XXXXXX";
    if (!mkdtemp(work))
        return ctl_refuse("no folder can be made under /tmp: %s", strerror(errno));
    p->work = arena_str(ctl->home, str_of(work));
    return CTL_DONE;
}

void preview_end(struct preview *p)
{
    if (!str_empty(p->work) && nftw(p->work.ptr, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        fprintf(stderr, "tramsoctl: %s could not be removed\n", p->work.ptr);
    p->work = (str) { 0 };
}

/* ---- the kiosk ---- */

/* kiosk.yaml of the packs that the named one stands on. */
static enum fail write_settings(const struct preview *p, str file)
{
    arena *home = p->ctl->home;
    struct buf text = buf_in(home);
    buf_str(&text, S("packs: ["));
    for (size_t i = 0; i < p->named.count; i++)
        buf_printf(&text, "%s%.*s", i ? ", " : "", STR_ARG(p->named.places[i].id));
    buf_str(&text, S("]\n"));
    return file_write_durable(file, buf_view(&text), 0644);
}

enum ctl_exit preview_start(struct preview *p, const char *const more[], size_t more_count,
                            int *pid_out)
{
    arena *home = p->ctl->home;
    unsigned run = p->runs++;
    str config = arena_printf(home, "%s/kiosk.yaml", p->work.ptr);
    str data = arena_printf(home, "%s/data-%u", p->work.ptr, run);
    if (write_settings(p, config) != FAIL_OK)
        return ctl_refuse("%s cannot be written", config.ptr);
    const char *args[32] = { p->tramso.ptr,
                             "--config",
                             config.ptr,
                             "--data",
                             data.ptr,
                             "--pack",
                             arena_str(home, p->pack.folder).ptr,
                             "--assets",
                             arena_str(home, p->named.assets).ptr,
                             "--seed",
                             "1" };
    size_t count = 11;
    for (size_t i = 0; i < more_count && count + 1 < COUNT_OF(args); i++)
        args[count++] = more[i];
    pid_t pid;
    char *argv[COUNT_OF(args)];
    memcpy(argv, args, sizeof argv);
    int failed = posix_spawn(&pid, p->tramso.ptr, NULL, NULL, argv, environ);
    if (failed)
        return ctl_refuse("%s cannot be started: %s", p->tramso.ptr, strerror(failed));
    *pid_out = pid;
    return CTL_DONE;
}

bool preview_wait(int pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ---- one lesson in a window ---- */

static enum ctl_exit show(struct preview *p, str lesson)
{
    int index = catalogue_find(&p->content.catalogue, lesson);
    if (index < 0)
        return ctl_refuse("there is no lesson «%.*s» in %.*s", STR_ARG(lesson),
                          STR_ARG(p->pack.id));
    str code = arena_str(p->ctl->home, p->content.catalogue.lessons[index].code);
    const char *const more[] = { "--lesson", code.ptr, "--window", "540x960" };
    int pid = 0;
    enum ctl_exit exit = preview_start(p, more, COUNT_OF(more), &pid);
    if (exit == CTL_DONE && !preview_wait(pid))
        exit = ctl_refuse("the kiosk ended with a failure");
    return exit;
}

enum ctl_exit ctl_pack_preview(struct ctl *ctl)
{
    if (!str_empty(ctl->all))
        return preview_sheets(ctl);
    if (ctl->word_count != 2)
        return ctl_misused("pack preview DIR LESSON, or pack preview --all OUT DIR...");
    struct preview preview;
    enum ctl_exit exit = preview_begin(ctl, ctl->words[0], &preview);
    if (exit == CTL_DONE)
        exit = show(&preview, ctl->words[1]);
    if (!str_empty(preview.work))
        preview_end(&preview);
    return exit;
}
