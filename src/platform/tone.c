#include "platform/tone.h"

#include <math.h>

#include "base/must.h"

struct note {
    double hertz; /* 0 ends the row */
    double seconds;
    double strength; /* of full scale */
};

static const struct note notes[TONE_SOUND_COUNT][4] = {
    [TONE_PRESS] = { { 520, 0.035, 0.18 } },
    [TONE_SUCCESS] = { { 523.25, 0.12, 0.25 }, { 659.25, 0.12, 0.25 }, { 783.99, 0.24, 0.25 } },
    [TONE_RETRY] = { { 392, 0.14, 0.2 }, { 349.23, 0.2, 0.2 } },
    [TONE_CALL] = { { 659.25, 0.25, 0.3 }, { 523.25, 0.4, 0.3 } },
};

size_t tone_make(enum tone_sound sound, int rate, int16_t *wave)
{
    size_t count = 0;
    must(sound < TONE_SOUND_COUNT && rate > 0);
    for (int n = 0; n < 4 && notes[sound][n].hertz > 0; n++) {
        const struct note *note = &notes[sound][n];
        size_t length = (size_t)(note->seconds * rate);
        for (size_t i = 0; i < length && count < TONE_SAMPLES_MAX; i++) {
            double at = (double)i / rate, part = (double)i / (double)length;
            double rise = part < 0.1 ? part / 0.1 : 1, fall = 1 - part;
            double value = sin(2 * M_PI * note->hertz * at) * note->strength * rise * fall;
            wave[count++] = (int16_t)(value * 32767);
        }
    }
    return count;
}
