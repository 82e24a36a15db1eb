/* Text: widths for layout and alpha masks for the painter, from Debian's fonts.
 *
 * Each face is one memory-mapped file shared by all its sizes, opened when first used. Widths and
 * the masks of whole runs are cached by (face, size, string), within TEXT_MASK_BYTES_MAX; a picture
 * that was shown once is painted again without touching FreeType. Which file plays which role:
 * fonts/README.md. */
#ifndef PLATFORM_TEXT_H
#define PLATFORM_TEXT_H

#include "base/fail.h"
#include "ui/tree.h"

#define TEXT_MASK_BYTES_MAX (5u * 1024u * 1024u)

struct text;

/* One run's coverage, 0–255 a pixel. Valid until the next call. */
struct mask {
    const uint8_t *at;
    int32_t w, h;
    int32_t left,
        top; /* of the mask's corner from the pen: x offset, and rows above the baseline */
};

/* FAIL_MISSING: no usable font at all; the log names the packages. A face whose own file is missing
 * or broken takes the next best one. */
must_check enum fail text_open(struct text **out);
/* The same with the fonts of a Debian tree somewhere else: root stands before every path
 * («/mnt» + «/usr/share/fonts/…»). It must outlive the call only. */
must_check enum fail text_open_under(struct text **out, const char *root);
void text_close(struct text *text);
int32_t text_width(struct text *text, enum face face, int32_t em_px, str words);
int32_t text_ascent(struct text *text, enum face face, int32_t em_px);
int32_t text_descent(struct text *text, enum face face, int32_t em_px);
/* False: nothing to paint (empty, or the font failed). */
bool text_mask(struct text *text, enum face face, int32_t em_px, str words, struct mask *out);
/* Bytes of masks held now. */
size_t text_mask_bytes(const struct text *text);

#endif
