/* A code as a picture: a PNG for a screen or printer, half blocks for a terminal (libqrencode,
 * level Q, as everywhere: a quarter may be lost). */
#ifndef HUB_CODE_PICTURE_H
#define HUB_CODE_PICTURE_H

#include "base/arena.h"
#include "base/fail.h"

/* FAIL_LIMIT: too long for a code. */
must_check enum fail code_picture_png(arena *home, str text, str *png_out);
/* Light on dark, as terminals are, with the quiet zone around it; lines end with a line feed. */
must_check enum fail code_picture_terminal(arena *home, str text, str *lines_out);

#endif
