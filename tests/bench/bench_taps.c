/* From a touch to presented pixels, and the most memory, in the real window with the real lessons,
 * beside the limits.
 *
 * A finger going down paints the pressed look of a button; going up it leads to a whole new screen.
 * Both are timed from the touch to the moment at which the display has taken the picture: the
 * present waits for the X server. Every tap counts, the first of each screen too, whose letters and
 * drawings come from the disk. Time is virtual in between, so that no tap is deaf.
 * bench_taps ASSETS DATA; needs a display of at least 1080 × 1920. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "kiosk/machine.h"
#include "ui/dump.h"

#define ROUNDS 24
#define PRESS_LIMIT_MS 16.0
#define SCREEN_LIMIT_MS 50.0
#define MEMORY_LIMIT_MIB 64.0
#define BETWEEN_MS 900

/* One round through the kiosk; it begins and ends on the home screen. */
static const char *const route[] = {
    "#topic-lua-dao", "#bar-home",  "#topic-vneid",      "#lesson-L11",    "#next",
    "#back",          "#bar-size",  "#size-1",           "#close",         "#next",
    "#next",          "#mode-self", "#phone-vi-giay-to", "#phone-an-sinh", "#bar-contrast",
    "#bar-contrast",  "#bar-help",  "#help-close",       "#bar-home",      "#card",
    "#bar-home",      "#check",     "#bar-home",
};

struct times {
    double ms[ROUNDS * COUNT_OF(route) + 1];
    size_t count;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool report(const char *name, struct times *t, double limit)
{
    qsort(t->ms, t->count, sizeof t->ms[0], by_size);
    double p99 = t->ms[t->count * 99 / 100];
    printf("%s %.2f ms %.2f %s\n", name, p99, limit, p99 <= limit ? "ok" : "FAILED");
    printf("# %zu touches: median %.2f ms, most %.2f ms\n", t->count, t->ms[t->count / 2],
           t->ms[t->count - 1]);
    return p99 <= limit;
}

/* The most that was resident at any time, after every screen of the route has been shown. */
static bool report_memory(void)
{
    struct rusage usage;
    must(getrusage(RUSAGE_SELF, &usage) == 0);
    double mib = (double)usage.ru_maxrss / 1024;
    printf("memory_in_use %.2f MiB %.2f %s\n", mib, MEMORY_LIMIT_MIB,
           mib <= MEMORY_LIMIT_MIB ? "ok" : "FAILED");
    return mib <= MEMORY_LIMIT_MIB;
}

static void touch(struct kiosk *k, enum touch_kind kind, struct point at, struct times *t)
{
    int64_t start = clock_mono_us();
    kiosk_touch(k, kind, at);
    t->ms[t->count++] = (double)(clock_mono_us() - start) / 1000;
    kiosk_settle(k);
}

static void tap(struct kiosk *k, const char *id, struct times *press, struct times *screen)
{
    const struct node *node = NULL;
    if (tree_find_label(kiosk_tree(k), str_of(id), &node) != FOUND_ONE) {
        fprintf(stderr, "bench_taps: %s is not on the screen «%.*s»\n", id,
                STR_ARG(kiosk_screen_name(k)));
        exit(1);
    }
    struct rect seen = rect_cut(node->box, node->clip);
    struct point at = { seen.x + seen.w / 2, seen.y + seen.h / 2 };
    kiosk_advance(k, BETWEEN_MS);
    touch(k, TOUCH_DOWN, at, press);
    kiosk_advance(k, 120);
    touch(k, TOUCH_UP, at, screen);
}

static struct kiosk *open_kiosk(arena *home, char *assets, char *data)
{
    char *argv[] = { "tramso", "--window", "1080x1920", "--assets", assets, "--data", data };
    struct options options;
    struct kiosk *k = NULL;
    must(options_read(&options, home, COUNT_OF(argv), argv));
    if (kiosk_open(&k, home, &options) != FAIL_OK)
        exit(1);
    kiosk_settle(k);
    k->virtual_now = clock_now();
    k->walking = true; /* from here on time passes when we say so; the window stays real */
    return k;
}

int main(int argc, char **argv)
{
    static struct times press, screen;
    arena home = { 0 };
    if (argc != 3) {
        fputs("usage: bench_taps ASSETS DATA\n", stderr);
        return 2;
    }
    log_set_level(LOG_LEVEL_ERROR);
    struct kiosk *k = open_kiosk(&home, argv[1], argv[2]);
    tap(k, "#start", &press, &screen);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < COUNT_OF(route); i++)
            tap(k, route[i], &press, &screen);
    bool ok = report("press_to_pixels_p99", &press, PRESS_LIMIT_MS);
    ok = report("screen_to_pixels_p99", &screen, SCREEN_LIMIT_MS) && ok;
    ok = report_memory() && ok;
    kiosk_close(k);
    arena_finish(&home);
    return ok ? 0 : 1;
}
