/* What painting costs, beside the limits: a whole plain page of 1080×1920, the same page with a
 * large practice phone cut by its rounded glass, and the repaint of one pressed button.
 *
 * The commands come from real trees with the real fonts; everything is painted once before it is
 * timed, so the figures are those of a kiosk that runs, and the first picture is timed apart.
 * Prints «name value unit limit verdict»; medians. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/painter.h"
#include "ui/widgets.h"

#define ROUNDS 60
#define PANEL ((struct extent) { 1080, 1920 })
#define PAGE_LIMIT_MS 8.0
#define PHONE_LIMIT_MS 12.0
#define BUTTON_LIMIT_MS 1.0
#define FIRST_LIMIT_MS 40.0

struct bench {
    struct text *text;
    struct pictures *pictures;
    struct painter *painter;
    struct window *window;
    struct pixels pixels;
    struct measure measure;
    arena home;
};

static int32_t width(void *self, enum face face, int32_t em_px, str words)
{
    return text_width(((struct bench *)self)->text, face, em_px, words);
}

static int32_t ascent(void *self, enum face face, int32_t em_px)
{
    return text_ascent(((struct bench *)self)->text, face, em_px);
}

static int32_t descent(void *self, enum face face, int32_t em_px)
{
    return text_descent(((struct bench *)self)->text, face, em_px);
}

static int32_t no_picture(void *self, str file)
{
    (void)self;
    (void)file;
    return 0;
}

static str find_nothing(void *self, arena *home, str file)
{
    (void)self;
    (void)home;
    (void)file;
    return (str) { 0 };
}

static void open_bench(struct bench *b)
{
    struct window_options options = { .size = PANEL, .headless = true };
    must(text_open(&b->text) == FAIL_OK);
    must(window_open(&b->window, &options) == FAIL_OK);
    must(window_pixels(b->window, &b->pixels) == FAIL_OK);
    pictures_open(&b->pictures, find_nothing, NULL, (str) { 0 });
    painter_open(&b->painter, b->text, b->pictures);
    b->measure = (struct measure) { b, width, ascent, descent, no_picture };
}

static void close_bench(struct bench *b)
{
    painter_close(b->painter);
    pictures_close(b->pictures);
    text_close(b->text);
    window_close(b->window);
    arena_finish(&b->home);
}

/* ---- pages ---- */

static void tile(struct ui *ui, unsigned i)
{
    widget_card_open(ui, &(struct spec) { .role = ROLE_BUTTON,
                                          .id = arena_printf(ui->home, "tile-%u", i),
                                          .verb = { .code = 1, .arg = (int32_t)i },
                                          .flow = FLOW_ROW,
                                          .shadow = true,
                                          .gap = MM(4),
                                          .width = GROW(1) });
    widget_icon_chip(ui, S("badge"), (enum tone)(i % TONE_COUNT), MM(13));
    ui_open(ui, &(struct spec) { .width = GROW(1) });
    ui_text(ui, TEXT_LEAD, COLOR_INK, arena_printf(ui->home, "Tài khoản số %u", i));
    ui_text(ui, TEXT_SMALL, COLOR_INK_2, arena_printf(ui->home, "%u bài học ngắn", i));
    ui_close(ui);
    ui_close(ui);
}

static void plain_page(struct ui *ui)
{
    ui_text(ui, TEXT_TITLE, COLOR_INK, S("Hôm nay bác muốn học gì ạ?"));
    for (unsigned i = 0; i < 16; i += 2) {
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW, .gap = MM(5), .width = GROW(1) });
        tile(ui, i);
        tile(ui, i + 1);
        ui_close(ui);
    }
}

static void phone_page(struct ui *ui)
{
    ui_text(ui, TEXT_HEADING, COLOR_INK, S("Bác chạm vào “Ví giấy tờ” ạ."));
    ui_open(ui, &(struct spec) { .fill = COLOR_PHONE_PAPER,
                                 .border = COLOR_PHONE_FRAME,
                                 .border_um = MM(3),
                                 .radius_um = MM(14),
                                 .clip = true,
                                 .pad = ALL(MM(5)),
                                 .gap = MM(5),
                                 .width = GROW(1),
                                 .height = GROW(1) });
    for (unsigned i = 0; i < 8; i++)
        tile(ui, i);
    ui_close(ui);
}

static void button_page(struct ui *ui)
{
    widget_button(ui, &(struct button) { .id = S("next"),
                                         .label = S("Tiếp tục"),
                                         .icon = S("arrow_forward"),
                                         .verb = { .code = 1 },
                                         .width = GROW(1) });
}

static struct paint_list describe(struct bench *b, void (*page)(struct ui *ui), bool pressed)
{
    static struct ui ui;
    struct tree empty = { .theme = theme_get(THEME_LIGHT) };
    empty.metrics.panel = PANEL;
    empty.metrics.px_per_m = metrics_px_per_m(PANEL, 21.5);
    empty.view.pressed = pressed ? ui_id(S("next")) : 0;
    ui_begin(&ui, &b->home, &b->measure, &empty);
    ui_open(&ui, &(struct spec) { .fill = COLOR_PAPER,
                                  .pad = ALL(MM(8)),
                                  .gap = MM(4),
                                  .width = GROW(1),
                                  .height = GROW(1) });
    page(&ui);
    ui_close(&ui);
    struct tree tree = ui_finish(&ui);
    return paint_tree(&tree, &b->measure, &b->home);
}

/* ---- timing ---- */

static double paint_ms(struct bench *b, const struct paint_list *list,
                       const struct damage_rects *damage)
{
    int64_t start = clock_mono_us();
    painter_paint(b->painter, &b->pixels, list, damage);
    return (double)(clock_mono_us() - start) / 1000;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_ms(struct bench *b, const struct paint_list *list,
                        const struct damage_rects *damage)
{
    double ms[ROUNDS];
    for (int i = 0; i < ROUNDS; i++)
        ms[i] = paint_ms(b, list, damage);
    qsort(ms, ROUNDS, sizeof ms[0], by_size);
    return ms[ROUNDS / 2];
}

static bool report(const char *name, double ms, double limit_ms)
{
    printf("%s %.2f ms %.2f %s\n", name, ms, limit_ms, ms <= limit_ms ? "ok" : "FAILED");
    return ms <= limit_ms;
}

int main(void)
{
    struct bench b = { 0 };
    log_set_level(LOG_LEVEL_ERROR);
    open_bench(&b);
    struct damage_rects all = { .count = 1, .rects = { { 0, 0, PANEL.w, PANEL.h } } };

    int64_t start = clock_mono_us();
    struct paint_list page = describe(&b, plain_page, false);
    painter_paint(b.painter, &b.pixels, &page, &all);
    bool ok = report("first_page", (double)(clock_mono_us() - start) / 1000, FIRST_LIMIT_MS);
    ok = report("full_repaint", median_ms(&b, &page, &all), PAGE_LIMIT_MS) && ok;

    struct paint_list phone = describe(&b, phone_page, false);
    painter_paint(b.painter, &b.pixels, &phone, &all);
    ok = report("phone_repaint", median_ms(&b, &phone, &all), PHONE_LIMIT_MS) && ok;

    static struct damage damage;
    struct paint_list still = describe(&b, button_page, false);
    struct paint_list pressed = describe(&b, button_page, true);
    damage_next(&damage, &still, PANEL);
    struct damage_rects changed = damage_next(&damage, &pressed, PANEL);
    painter_paint(b.painter, &b.pixels, &pressed, &all);
    ok = report("button_repaint", median_ms(&b, &pressed, &changed), BUTTON_LIMIT_MS) && ok;
    close_bench(&b);
    return ok ? 0 : 1;
}
