/* The four small sounds, synthesised: short sines with soft ends, never shrill. */
#ifndef PLATFORM_TONE_H
#define PLATFORM_TONE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/voice.h"

#define TONE_SAMPLES_MAX 24000u

/* Fills wave (TONE_SAMPLES_MAX samples of room) and returns the number of samples at this rate. */
size_t tone_make(enum tone_sound sound, int rate, int16_t *wave);

#endif
