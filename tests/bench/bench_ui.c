/* How long a full picture takes from description to what changed, beside its limit.
 *
 * 300 nodes with a hundred texts, described anew each time as the kiosk does on every event, with
 * text widths from a cache as the platform keeps them. The median of many rounds is compared. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/hash.h"
#include "support/fixed_measure.h"
#include "ui/paint.h"
#include "ui/widgets.h"

#define ROUNDS 400
#define TILES 36 /* nine nodes each */
#define LAYOUT_LIMIT_US 300
#define DAMAGE_LIMIT_US 1500

#define CACHE_SLOTS 4096u
static struct {
    uint64_t key;
    int32_t w;
} cache[CACHE_SLOTS];

static int32_t cached_width(void *context, enum face face, int32_t em_px, str text)
{
    uint64_t key = hash_str(hash_u64(face, (uint64_t)em_px), text);
    size_t slot = key % CACHE_SLOTS;
    if (cache[slot].key != key) {
        cache[slot].key = key;
        cache[slot].w = fixed_measure.width(context, face, em_px, text);
    }
    return cache[slot].w;
}

static void tile(struct ui *ui, unsigned i)
{
    widget_card_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                          .id = arena_printf(ui->home, "tile-%u", i),
                                          .verb = { .code = 1, .arg = (int32_t)i },
                                          .flow = FLOW_ROW,
                                          .gap = MM(5),
                                          .width = GROW(1) });
    widget_icon_chip(ui, S("badge"), TONE_LOTUS, MM(13));
    ui_open(ui, &(struct spec) { .width = GROW(1) });
    ui_text(ui, TEXT_LEAD, COLOR_INK, S("Tích hợp tài khoản an sinh xã hội"));
    ui_text(ui, TEXT_SMALL, COLOR_INK_2, arena_printf(ui->home, "%u bài", i));
    ui_leaf(ui, &(struct spec) { .content = CONTENT_TEXT,
                                 .text = S("Bác chạm vào “An sinh xã hội” **thật nhẹ** ạ."),
                                 .marks = true });
    ui_close(ui);
    ui_icon(ui, S("chevron_right"), MM(9), COLOR_LEAF);
    ui_close(ui);
}

static struct tree describe(arena *home, const struct measure *measure)
{
    static struct ui ui;
    struct tree empty = fixed_tree(1080, 1920);
    arena_reset(home);
    ui_begin(&ui, home, measure, &empty);
    for (unsigned i = 0; i < TILES; i++) {
        if (i % 3 == 0)
            ui_open(&ui, &(struct spec) { .flow = FLOW_ROW, .gap = MM(5), .width = GROW(1) });
        tile(&ui, i);
        if (i % 3 == 2)
            ui_close(&ui);
    }
    return ui_finish(&ui);
}

static int by_size(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static bool report(const char *what, int64_t *us, long limit_us)
{
    qsort(us, ROUNDS, sizeof us[0], by_size);
    long median = (long)us[ROUNDS / 2];
    printf("%s %ld us %ld %s\n", what, median, limit_us, median <= limit_us ? "ok" : "FAILED");
    return median <= limit_us;
}

int main(void)
{
    static int64_t layout_us[ROUNDS], damage_us[ROUNDS];
    static struct damage damage;
    struct measure measure = fixed_measure;
    measure.width = cached_width;
    arena home = { .first = NULL };
    uint32_t nodes = 0;
    for (unsigned i = 0; i < ROUNDS; i++) {
        int64_t start = clock_mono_us();
        struct tree tree = describe(&home, &measure);
        int64_t laid_out = clock_mono_us();
        struct paint_list list = paint_tree(&tree, &measure, &home);
        damage_next(&damage, &list, tree.metrics.panel);
        layout_us[i] = laid_out - start;
        damage_us[i] = clock_mono_us() - laid_out;
        nodes = tree.count;
    }
    printf("# %u nodes, %zu KiB of frame arena\n", nodes, arena_used(&home) / 1024);
    arena_finish(&home);
    bool ok = report("describe_and_lay_out", layout_us, LAYOUT_LIMIT_US);
    ok = report("paint_commands_and_damage", damage_us, DAMAGE_LIMIT_US) && ok;
    return ok ? 0 : 1;
}
