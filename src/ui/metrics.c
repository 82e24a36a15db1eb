#include "ui/metrics.h"

#include <math.h>

#include "base/must.h"

/* Capital heights in micrometres: normal, large, largest. */
static const int32_t capitals_um[TEXT_STYLE_COUNT][SIZE_COUNT] = {
    [TEXT_SMALL] = { 4800, 5600, 6900 },    [TEXT_BODY] = { 5200, 6750, 8750 },
    [TEXT_LEAD] = { 6800, 7900, 9600 },     [TEXT_HEADING] = { 8200, 9800, 12250 },
    [TEXT_TITLE] = { 12600, 13500, 17500 }, [TEXT_DISPLAY] = { 15600, 16500, 17500 },
};

/* Line pitch in hundredths of an em. Inter's Ẵ stands 1.06 em above the baseline and g 0.21 em
 * below it, so 1.3 holds both (measured on fonts-inter 3.19). */
static const int32_t pitch_100[TEXT_STYLE_COUNT] = {
    [TEXT_SMALL] = 150,   [TEXT_BODY] = 150,  [TEXT_LEAD] = 150,
    [TEXT_HEADING] = 130, [TEXT_TITLE] = 130, [TEXT_DISPLAY] = 130,
};

/* Inter: capitals are 727 thousandths of an em high. */
#define CAPITAL_PER_MILLE 727

int32_t metrics_px_per_m(struct extent panel, double inches)
{
    must(inches > 0);
    double diagonal_px = sqrt((double)panel.w * panel.w + (double)panel.h * panel.h);
    return (int32_t)lround(diagonal_px / (inches * 0.0254));
}

int32_t metrics_px(const struct metrics *m, int32_t um)
{
    int64_t scaled = (int64_t)um * m->px_per_m;
    int64_t half = scaled < 0 ? -500000 : 500000;
    int64_t px = (scaled + half) / 1000000;
    return px == 0 && um > 0 ? 1 : (int32_t)px;
}

int32_t metrics_capital_um(enum text_style style, enum text_size size)
{
    must(style < TEXT_STYLE_COUNT && size < SIZE_COUNT);
    return capitals_um[style][size];
}

int32_t metrics_em_px(const struct metrics *m, enum text_style style)
{
    /* Rounded up: the smallest text must not end a hair under its minimum. */
    int64_t capital = (int64_t)metrics_capital_um(style, m->text_size) * m->px_per_m;
    int64_t unit = 1000ll * CAPITAL_PER_MILLE;
    return (int32_t)((capital + unit - 1) / unit);
}

int32_t metrics_line_px(const struct metrics *m, enum text_style style)
{
    return (metrics_em_px(m, style) * pitch_100[style] + 99) / 100;
}

int32_t metrics_panel_um(const struct metrics *m)
{
    return (int32_t)((int64_t)m->panel.h * 1000000 / m->px_per_m);
}

struct band metrics_reach(const struct metrics *m)
{
    int32_t edge = m->lower_edge_um ? m->lower_edge_um : REACH_USUAL_EDGE_UM;
    int32_t from = REACH_LOWEST_UM - edge, to = REACH_HIGHEST_UM - edge;
    int32_t high = metrics_panel_um(m);
    return (struct band) { from > 0 ? from : 0, to < high ? to : high };
}

bool metrics_portrait(const struct metrics *m)
{
    return m->panel.h > m->panel.w;
}
