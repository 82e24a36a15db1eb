#include "platform/qr.h"

#include <qrencode.h>

struct qr_code qr_make(arena *home, str text)
{
    struct qr_code code = { .side = 0 };
    str zero = arena_str(home, text);
    /* Mode 8 bit lets the library split into alphanumeric segments where they fit. */
    QRcode *made = QRcode_encodeString(zero.ptr, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (!made)
        return code;
    size_t cells = (size_t)made->width * (size_t)made->width;
    uint8_t *dark = arena_new(home, uint8_t, cells);
    for (size_t i = 0; i < cells; i++)
        dark[i] = made->data[i] & 1;
    code = (struct qr_code) { (uint8_t)made->width, dark };
    QRcode_free(made);
    return code;
}
