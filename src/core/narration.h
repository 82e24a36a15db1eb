/* Where in a recording each word is heard.
 *
 * Recordings come without timings, and the word being spoken is marked on screen all the same
 * (ui.md § Voice). So it is estimated from how loud the recording is: silence at both ends is no
 * speech, the ends of sentences (and, less surely, commas) are laid on its longest pauses near the
 * place where the words before them should end, and between two pauses the words share the time by
 * their syllables and letters. Pure: no sound, no clock.
 *
 * Invariants: every word gets a start inside the recording, and none starts before the one before
 * it, whatever the loudness says. */
#ifndef CORE_NARRATION_H
#define CORE_NARRATION_H

#include "base/sound_file.h"
#include "base/span.h"

/* words: pieces of text in order, as struct spoken has them; levels: of the whole recording.
 * starts_out gets count frames (10 ms each) from the recording's beginning. */
void narration_align(str text, const struct span *words, uint32_t count, struct sound_levels levels,
                     uint32_t *starts_out);

#endif
