#include "ui/paint.h"

#include "base/hash.h"
#include "base/must.h"

static uint64_t hash_rect(uint64_t seed, struct rect r)
{
    seed = hash_u64(seed, (uint64_t)(uint32_t)r.x << 32 | (uint32_t)r.y);
    return hash_u64(seed, (uint64_t)(uint32_t)r.w << 32 | (uint32_t)r.h);
}

static uint64_t hash_pair(uint64_t seed, int32_t a, int32_t b)
{
    return hash_u64(seed, (uint64_t)(uint32_t)a << 32 | (uint32_t)b);
}

static uint64_t hash_paint(const struct paint *paint)
{
    uint64_t h = hash_u64(HASH_SEED, (uint64_t)paint->kind << 8 | paint->dashed);
    h = hash_rect(h, paint->box);
    h = hash_rect(h, paint->clip);
    h = hash_rect(h, paint->clip_round);
    h = hash_pair(h, (int32_t)paint->argb, (int32_t)paint->argb_to);
    h = hash_pair(h, paint->radius_px, paint->width_px);
    h = hash_pair(h, paint->clip_radius_px, paint->arc_1000);
    h = hash_pair(h, paint->em_px, paint->baseline);
    h = hash_u64(h, paint->face);
    h = hash_str(h, paint->text);
    if (paint->qr) {
        size_t side = paint->qr->side;
        h = hash_bytes(hash_u64(h, side), paint->qr->cells, side * side);
    }
    return h;
}

struct cells {
    uint64_t at[DAMAGE_ROWS][DAMAGE_COLUMNS];
};

static void cells_mix(struct cells *cells, const struct paint *paint)
{
    struct rect seen = rect_cut(paint->box, paint->clip);
    seen = rect_cut(seen, (struct rect) { 0, 0, DAMAGE_COLUMNS * DAMAGE_CELL_PX,
                                          DAMAGE_ROWS * DAMAGE_CELL_PX });
    if (rect_empty(seen))
        return;
    uint64_t hash = hash_paint(paint);
    int32_t right = (seen.x + seen.w - 1) / DAMAGE_CELL_PX;
    int32_t bottom = (seen.y + seen.h - 1) / DAMAGE_CELL_PX;
    for (int32_t row = seen.y / DAMAGE_CELL_PX; row <= bottom; row++)
        for (int32_t column = seen.x / DAMAGE_CELL_PX; column <= right; column++)
            cells->at[row][column] = hash_u64(cells->at[row][column], hash);
}

/* Grows the rectangle above when it is as wide and ends here; else starts a new one. */
static bool rects_add(struct damage_rects *out, struct rect run)
{
    for (uint32_t i = 0; i < out->count; i++) {
        struct rect *r = &out->rects[i];
        if (r->x == run.x && r->w == run.w && r->y + r->h == run.y) {
            r->h += run.h;
            return true;
        }
    }
    if (out->count == UI_DAMAGE_RECTS_MAX)
        return false;
    out->rects[out->count++] = run;
    return true;
}

static struct damage_rects everything(struct extent size)
{
    return (struct damage_rects) { .rects = { { 0, 0, size.w, size.h } }, .count = 1 };
}

static struct damage_rects changed_rects(const struct damage *damage, const struct cells *now)
{
    struct damage_rects out = { .count = 0 };
    struct rect whole = { 0, 0, damage->size.w, damage->size.h };
    int32_t rows = (whole.h + DAMAGE_CELL_PX - 1) / DAMAGE_CELL_PX;
    int32_t columns = (whole.w + DAMAGE_CELL_PX - 1) / DAMAGE_CELL_PX;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t column = 0; column < columns; column++) {
            int32_t from = column;
            while (column < columns && damage->cells[row][column] != now->at[row][column])
                column++;
            struct rect run = { from * DAMAGE_CELL_PX, row * DAMAGE_CELL_PX,
                                (column - from) * DAMAGE_CELL_PX, DAMAGE_CELL_PX };
            if (column > from && !rects_add(&out, run))
                return everything(damage->size);
        }
    }
    for (uint32_t i = 0; i < out.count; i++)
        out.rects[i] = rect_cut(out.rects[i], whole);
    return out;
}

struct damage_rects damage_next(struct damage *damage, const struct paint_list *list,
                                struct extent size)
{
    must(size.w <= DAMAGE_COLUMNS * DAMAGE_CELL_PX && size.h <= DAMAGE_ROWS * DAMAGE_CELL_PX);
    struct cells now = { { { 0 } } };
    for (uint32_t i = 0; i < list->count; i++)
        cells_mix(&now, &list->items[i]);
    bool same_size = damage->size.w == size.w && damage->size.h == size.h;
    struct damage_rects out = everything(size);
    damage->size = size;
    if (damage->known && same_size)
        out = changed_rects(damage, &now);
    for (int32_t row = 0; row < DAMAGE_ROWS; row++)
        for (int32_t column = 0; column < DAMAGE_COLUMNS; column++)
            damage->cells[row][column] = now.at[row][column];
    damage->known = true;
    return out;
}
