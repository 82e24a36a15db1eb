/* The kiosk's own fonts; pictures as our drawings are, 1.35 times as wide as high.
 *
 * The kiosk keeps the widths and the fonts of one panel; here all panels and letter sizes take
 * turns, so more of both are kept: SHARES texts, each for its share of the letter sizes, and every
 * width that was once asked for. */
#include <stdio.h>

#include "base/hash.h"
#include "base/must.h"
#include "measure.h"
#include "platform/text.h"

#define SHARES 8u
#define WIDTHS_MAX (1u << 20) /* power of two */
#define EM_MAX 512

static struct text *texts[SHARES];
static struct width {
    uint64_t key;
    int32_t px;
} widths[WIDTHS_MAX];
static struct rise {
    bool known;
    int32_t ascent, descent;
} rises[FACE_COUNT][EM_MAX];

static struct text *text_of(int32_t em_px)
{
    return texts[(uint32_t)em_px % SHARES];
}

static int32_t width(void *context, enum face face, int32_t em_px, str words)
{
    (void)context;
    uint64_t seed = hash_u64(HASH_SEED, (uint64_t)face << 32 | (uint32_t)em_px);
    uint64_t key = hash_str(seed, words) | 1;
    struct width *place = &widths[(key >> 1) & (WIDTHS_MAX - 1)];
    if (place->key != key)
        *place = (struct width) { key, text_width(text_of(em_px), face, em_px, words) };
    return place->px;
}

static const struct rise *rise_of(enum face face, int32_t em_px)
{
    must(em_px >= 0 && em_px < EM_MAX);
    struct rise *rise = &rises[face][em_px];
    if (!rise->known)
        *rise = (struct rise) { true, text_ascent(text_of(em_px), face, em_px),
                                text_descent(text_of(em_px), face, em_px) };
    return rise;
}

static int32_t ascent(void *context, enum face face, int32_t em_px)
{
    (void)context;
    return rise_of(face, em_px)->ascent;
}

static int32_t descent(void *context, enum face face, int32_t em_px)
{
    (void)context;
    return rise_of(face, em_px)->descent;
}

static int32_t ratio(void *context, str file)
{
    (void)context;
    return str_empty(file) ? 0 : 1350;
}

bool measure_open(struct measure *out)
{
    *out = (struct measure) { NULL, width, ascent, descent, ratio };
    for (unsigned i = 0; i < SHARES; i++)
        if (text_open(&texts[i]) != FAIL_OK) {
            printf("the fonts are missing\n");
            measure_close();
            return false;
        }
    return true;
}

void measure_close(void)
{
    for (unsigned i = 0; i < SHARES; i++) {
        text_close(texts[i]);
        texts[i] = NULL;
    }
}
