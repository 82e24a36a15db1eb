/* assets/ui/<language>.yaml → the program's own phrases (core/phrase.h).
 *
 *     format: 1
 *     phrases:
 *       start-button: Chạm để bắt đầu
 *
 * Every key must be there, none may be unknown, and the texts are brought to NFC. */
#ifndef CONTENT_PHRASES_H
#define CONTENT_PHRASES_H

#include "content/content.h"
#include "core/phrase.h"

/* Reads the files of all languages under <assets>/ui. The texts live in home. On failure *out holds
 * the keys themselves, so that a screen still shows something to steer by. */
must_check enum fail phrases_load(struct phrases *out, arena *home, str assets,
                                  struct problems *problems);

#endif
