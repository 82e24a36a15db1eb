#include "kiosk/sheet.h"

#include <string.h>

#include "platform/picture.h"

#define GAP_PX 12
#define LABEL_PX 34
#define LABEL_EM_PX 22
#define PAPER 0xff6b7280u
#define INK 0xffffffffu

bool sheet_add(struct sheet *sheet, const struct pixels *pixels, str label)
{
    struct extent size = pixels->size;
    if (sheet->count == 0)
        sheet->size = size;
    bool same = size.w == sheet->size.w && size.h == sheet->size.h;
    if (!same || sheet->count == SHEET_CELLS_MAX)
        return false;
    uint32_t *copy = arena_new(&sheet->home, uint32_t, (size_t)size.w * (size_t)size.h);
    for (int32_t y = 0; y < size.h; y++)
        memcpy(copy + (size_t)y * (size_t)size.w, pixels->at + (size_t)y * (size_t)pixels->stride,
               (size_t)size.w * sizeof *copy);
    sheet->cells[sheet->count] = copy;
    sheet->labels[sheet->count++] = arena_str(&sheet->home, label);
    return true;
}

static uint32_t mix(uint32_t under, uint32_t over, uint32_t cover)
{
    uint32_t out = 0xff;
    for (int shift = 16; shift >= 0; shift -= 8) {
        uint32_t a = (under >> shift) & 0xff, b = (over >> shift) & 0xff;
        out = out << 8 | ((a * (255 - cover) + b * cover) / 255);
    }
    return out;
}

/* In the strip above a cell; cut at the cell's right edge. */
static void write_label(const struct pixels *to, struct text *text, struct rect strip, str label)
{
    struct mask mask;
    if (!text_mask(text, FACE_BOLD, LABEL_EM_PX, label, &mask))
        return;
    int32_t top = strip.y + LABEL_PX - 10 - mask.top;
    for (int32_t y = 0; y < mask.h && top + y < strip.y + strip.h; y++)
        for (int32_t x = 0; x < mask.w && x < strip.w; x++) {
            if (top + y < strip.y)
                continue;
            uint32_t *at = to->at + (size_t)(top + y) * (size_t)to->stride + (size_t)(strip.x + x);
            *at = mix(*at, INK, mask.at[(size_t)y * (size_t)mask.w + (size_t)x]);
        }
}

static void put_cell(const struct sheet *sheet, unsigned i, const struct pixels *to,
                     struct point at)
{
    size_t row = (size_t)sheet->size.w;
    for (int32_t y = 0; y < sheet->size.h; y++)
        memcpy(to->at + (size_t)(at.y + y) * (size_t)to->stride + (size_t)at.x,
               sheet->cells[i] + (size_t)y * row, row * sizeof *to->at);
}

enum fail sheet_write(struct sheet *sheet, struct text *text, unsigned columns, str file)
{
    if (sheet->count == 0)
        return FAIL_MISSING;
    unsigned wide = sheet->count < columns ? sheet->count : columns;
    unsigned high = (sheet->count + wide - 1) / wide;
    int32_t step_x = sheet->size.w + GAP_PX, step_y = sheet->size.h + LABEL_PX + GAP_PX;
    struct pixels all = { .size = { (int32_t)wide * step_x + GAP_PX,
                                    (int32_t)high * step_y + GAP_PX } };
    size_t count = (size_t)all.size.w * (size_t)all.size.h;
    all.stride = all.size.w;
    all.at = arena_new(&sheet->home, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        all.at[i] = PAPER;
    for (unsigned i = 0; i < sheet->count; i++) {
        struct point at = { GAP_PX + (int32_t)(i % wide) * step_x,
                            GAP_PX + (int32_t)(i / wide) * step_y };
        write_label(&all, text, (struct rect) { at.x, at.y, sheet->size.w, LABEL_PX },
                    sheet->labels[i]);
        put_cell(sheet, i, &all, (struct point) { at.x, at.y + LABEL_PX });
    }
    enum fail failed = picture_write_png(&all, file);
    sheet_finish(sheet);
    return failed;
}

void sheet_finish(struct sheet *sheet)
{
    arena_finish(&sheet->home);
    *sheet = (struct sheet) { .count = 0 };
}
