#include <math.h>

#include "platform/target.h"

/* A quarter of grey over whatever lies below: calm in every theme. */
#define MISSING_ARGB 0x30808080u
#define MISSING_RADIUS_PX 16

/* ---- pictures ---- */

/* Stands where a drawing should: a plain veil, never a broken-picture sign. */
static void paint_missing(const struct target *t, const struct canvas *canvas)
{
    struct rect area = rect_cut(t->cmd->box, canvas->clip);
    for (int32_t y = area.y; y < area.y + area.h; y++)
        canvas_span(canvas, (struct point) { area.x, y }, area.w, MISSING_ARGB, NULL);
}

void figure_picture(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct picture_pixels picture;
    struct extent room = { cmd->box.w, cmd->box.h };
    bool found = pictures_get(t->painter->pictures, cmd->text, room, &picture);
    struct canvas canvas = t->canvas;
    int32_t radius = found || cmd->radius_px > 0 ? cmd->radius_px : MISSING_RADIUS_PX;
    struct slice round = corners_slice(&t->painter->corners, cmd->box, radius, 0);
    if (round.at)
        canvas.cuts[canvas.cut_count++] = round;
    if (!found) {
        paint_missing(t, &canvas);
        return;
    }
    struct rect box = { cmd->box.x + (cmd->box.w - picture.size.w) / 2,
                        cmd->box.y + (cmd->box.h - picture.size.h) / 2, picture.size.w,
                        picture.size.h };
    struct rect area = rect_cut(box, canvas.clip);
    for (int32_t y = area.y; y < area.y + area.h; y++)
        canvas_copy(&canvas, (struct point) { area.x, y }, area.w,
                    picture.at + (ptrdiff_t)(y - box.y) * picture.size.w + (area.x - box.x));
}

/* ---- QR codes ---- */

/* Whole pixels for each module and four modules of quiet around (ISO/IEC 18004 §5.3.8). */
#define QR_QUIET 4

static void qr_row(const struct target *t, struct rect light, int32_t module, int32_t y)
{
    const struct qr_code *qr = t->cmd->qr;
    struct rect clip = t->canvas.clip;
    struct rect area = rect_cut((struct rect) { light.x, y, light.w, 1 }, clip);
    canvas_span(&t->canvas, (struct point) { area.x, y }, area.w, t->cmd->argb_to, NULL);
    int32_t row = (y - light.y) / module - QR_QUIET;
    if (row < 0 || row >= qr->side)
        return;
    for (int32_t column = 0; column < qr->side; column++) {
        if (!qr->cells[row * qr->side + column])
            continue;
        struct rect dark = { light.x + (column + QR_QUIET) * module, y, module, 1 };
        dark = rect_cut(dark, clip);
        canvas_span(&t->canvas, (struct point) { dark.x, y }, dark.w, t->cmd->argb, NULL);
    }
}

void figure_qr(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    const struct qr_code *qr = cmd->qr;
    if (!qr || qr->side == 0)
        return;
    int32_t room = cmd->box.w < cmd->box.h ? cmd->box.w : cmd->box.h;
    int32_t module = room / (qr->side + 2 * QR_QUIET);
    if (module < 1)
        return;
    int32_t side = module * (qr->side + 2 * QR_QUIET);
    struct rect light = { cmd->box.x + (cmd->box.w - side) / 2,
                          cmd->box.y + (cmd->box.h - side) / 2, side, side };
    struct rect area = rect_cut(light, t->canvas.clip);
    for (int32_t y = area.y; y < area.y + area.h; y++)
        qr_row(t, light, module, y);
}

/* ---- rings ---- */

struct arc {
    double x, y, middle, half; /* centre; radius of the stroke's middle; half its width */
    double sweep;              /* radians, clockwise from 12 o'clock */
    double ends[2][2];         /* centres of the round ends */
};

static double disc_cover(double dx, double dy, double radius)
{
    double inside = radius - sqrt(dx * dx + dy * dy) + 0.5;
    return inside < 0 ? 0 : inside > 1 ? 1 : inside;
}

static double ring_cover(const struct arc *arc, double dx, double dy)
{
    double ring = arc->half - fabs(sqrt(dx * dx + dy * dy) - arc->middle) + 0.5;
    return ring < 0 ? 0 : ring > 1 ? 1 : ring;
}

static double arc_cover(const struct arc *arc, double x, double y, double ring)
{
    double angle = atan2(x - arc->x, arc->y - y);
    if (angle < 0)
        angle += 2 * M_PI;
    double cover = angle <= arc->sweep ? ring : 0;
    for (int i = 0; i < 2; i++) {
        double end = disc_cover(x - arc->ends[i][0], y - arc->ends[i][1], arc->half);
        cover = end > cover ? end : cover;
    }
    return cover;
}

static struct arc arc_of(const struct paint *cmd)
{
    int32_t side = cmd->box.w < cmd->box.h ? cmd->box.w : cmd->box.h;
    struct arc arc = { .x = cmd->box.x + cmd->box.w / 2.0,
                       .y = cmd->box.y + cmd->box.h / 2.0,
                       .half = cmd->width_px / 2.0,
                       .sweep = cmd->arc_1000 * 2 * M_PI / 1000 };
    arc.middle = side / 2.0 - arc.half;
    for (int i = 0; i < 2; i++) {
        double angle = i == 0 ? 0 : arc.sweep;
        arc.ends[i][0] = arc.x + sin(angle) * arc.middle;
        arc.ends[i][1] = arc.y - cos(angle) * arc.middle;
    }
    return arc;
}

void figure_arc(const struct target *t)
{
    const struct paint *cmd = t->cmd;
    struct arc arc = arc_of(cmd);
    struct rect area = rect_cut(cmd->box, t->canvas.clip);
    for (int32_t y = area.y; y < area.y + area.h; y++) {
        for (int32_t x = area.x; x < area.x + area.w; x++) {
            double ring = ring_cover(&arc, x + 0.5 - arc.x, y + 0.5 - arc.y);
            if (ring <= 0)
                continue;
            struct point at = { x, y };
            canvas_plot(&t->canvas, at, cmd->argb_to, (uint32_t)(ring * 255));
            double cover = cmd->arc_1000 > 0 ? arc_cover(&arc, x + 0.5, y + 0.5, ring) : 0;
            if (cover > 0)
                canvas_plot(&t->canvas, at, cmd->argb, (uint32_t)(cover * 255));
        }
    }
}
