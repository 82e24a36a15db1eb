/* Texts to QR codes by libqrencode, error correction level Q (a quarter may be lost: photos of
 * screens, creased cards). */
#ifndef PLATFORM_QR_H
#define PLATFORM_QR_H

#include "ui/tree.h"

/* The cells live in home; side 0: too long for a code. */
struct qr_code qr_make(arena *home, str text);

#endif
