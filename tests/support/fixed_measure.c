#include "support/fixed_measure.h"

#include "base/utf8.h"

static int32_t fixed_width(void *context, enum face face, int32_t em_px, str text)
{
    (void)context;
    if (face == FACE_ICON)
        return em_px;
    int32_t letters = 0;
    for (size_t at = 0; at < text.len;) {
        size_t len;
        uint32_t code = utf8_decode(str_slice(text, at, text.len), &len);
        letters += code != 0x200b && !(code >= 0x300 && code <= 0x36f);
        at += len;
    }
    return letters * (em_px / 2);
}

static int32_t fixed_ascent(void *context, enum face face, int32_t em_px)
{
    (void)context;
    (void)face;
    return em_px * 969 / 1000;
}

static int32_t fixed_descent(void *context, enum face face, int32_t em_px)
{
    (void)context;
    (void)face;
    return em_px * 241 / 1000;
}

static int32_t fixed_ratio(void *context, str file)
{
    (void)context;
    return str_empty(file) ? 0 : 2000;
}

const struct measure fixed_measure = { .width = fixed_width,
                                       .ascent = fixed_ascent,
                                       .descent = fixed_descent,
                                       .picture_ratio = fixed_ratio };

struct tree fixed_tree(int32_t w, int32_t h)
{
    return (struct tree) { .metrics = { .panel = { w, h }, .px_per_m = 4000 },
                           .theme = theme_get(THEME_LIGHT) };
}
