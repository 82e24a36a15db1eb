/* From a text to lines: where it may break, how wide its pieces are, which run has which face.
 *
 * Two steps, because layout needs widths before it knows the width it can give. wrap_shape takes
 * the marks off, finds the places where a line may end (spaces, hyphens, zero-width spaces, after
 * «/» and «.» inside long addresses) and measures the pieces; wrap_lines then fills lines of a
 * given width. A piece wider than the line is broken between code points, so text never leaves its
 * box sideways. */
#ifndef UI_WRAP_H
#define UI_WRAP_H

#include "ui/tree.h"

struct wrap_span {
    uint32_t from, to; /* bytes of plain */
    enum face face;
    enum color color;
};

struct wrap_atom {
    uint32_t from, to; /* without the spaces after it */
    int32_t w, gap;    /* px; gap is the width of the spaces after it */
    bool ends_line;    /* a line feed follows */
};

struct shape {
    str plain;
    struct wrap_span *spans;
    struct wrap_atom *atoms;
    uint32_t span_count, atom_count;
    int32_t em_px, line_px, ascent_px;
    int32_t natural_w; /* px, with line feeds only */
    int32_t fit_w;     /* px that layout should give: natural_w, or the widest line once wrapped */
    int32_t least_w;   /* px of the widest piece that should stay whole */
};

struct wrap_tools {
    arena *home;
    const struct measure *measure;
    const struct metrics *metrics;
};

/* Reads text, style, weight, color, accent and marks of the spec. Everything lives in tools->home.
 */
void wrap_shape(const struct wrap_tools *tools, const struct spec *spec, struct shape *out);
/* Sets plain, lines, runs, line_px, ascent_px of the node; cut when max_lines (0: any) lost text.
 */
void wrap_lines(const struct wrap_tools *tools, const struct shape *shape, int32_t width_px,
                struct node *out);

#endif
