#include "hub/code_picture.h"

#include <png.h>
#include <qrencode.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"

#define QUIET 4u   /* cells of margin: ISO/IEC 18004 §9.1 */
#define CELL_PX 6u /* an A6 print at 150 dpi is still sharp */

struct cells {
    unsigned side; /* with the quiet zone */
    uint8_t *dark;
};

static enum fail make(arena *home, str text, struct cells *out)
{
    QRcode *made = QRcode_encodeString(arena_str(home, text).ptr, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (!made)
        return FAIL_LIMIT;
    unsigned width = (unsigned)made->width;
    out->side = width + 2 * QUIET;
    out->dark = arena_new(home, uint8_t, (size_t)out->side * out->side);
    for (unsigned y = 0; y < width; y++)
        for (unsigned x = 0; x < width; x++)
            out->dark[(y + QUIET) * out->side + x + QUIET] = made->data[y * width + x] & 1;
    QRcode_free(made);
    return FAIL_OK;
}

enum fail code_picture_png(arena *home, str text, str *png_out)
{
    struct cells cells;
    enum fail failed = make(home, text, &cells);
    if (failed != FAIL_OK)
        return failed;
    unsigned side = cells.side * CELL_PX;
    uint8_t *gray = arena_new(home, uint8_t, (size_t)side * side);
    for (unsigned y = 0; y < side; y++)
        for (unsigned x = 0; x < side; x++)
            gray[(size_t)y * side + x] =
                cells.dark[(y / CELL_PX) * cells.side + x / CELL_PX] ? 0 : 255;
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = side, .height = side, .format = PNG_FORMAT_GRAY
    };
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    char *bytes = arena_alloc(home, size);
    if (!png_image_write_to_memory(&image, bytes, &size, 0, gray, 0, NULL))
        return FAIL_IO;
    *png_out = (str) { bytes, size };
    return FAIL_OK;
}

/* One letter is two cells high: the block is what is light. */
enum fail code_picture_terminal(arena *home, str text, str *lines_out)
{
    static const char *const blocks[] = { " ", "▄", "▀", "█" };
    struct cells cells;
    enum fail failed = make(home, text, &cells);
    if (failed != FAIL_OK)
        return failed;
    struct buf lines = buf_in(home);
    for (unsigned y = 0; y < cells.side; y += 2) {
        for (unsigned x = 0; x < cells.side; x++) {
            bool upper = !cells.dark[y * cells.side + x];
            bool lower = y + 1 < cells.side && !cells.dark[(y + 1) * cells.side + x];
            buf_str(&lines, str_of(blocks[upper * 2 + lower]));
        }
        buf_char(&lines, '\n');
    }
    *lines_out = buf_view(&lines);
    return FAIL_OK;
}
