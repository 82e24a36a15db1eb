/* The kiosk's own fonts; pictures as our drawings are, 1.35 times as wide as high. */
#include <stdio.h>

#include "measure.h"
#include "platform/text.h"

static struct text *text;

static int32_t width(void *context, enum face face, int32_t em_px, str words)
{
    (void)context;
    return text_width(text, face, em_px, words);
}

static int32_t ascent(void *context, enum face face, int32_t em_px)
{
    (void)context;
    return text_ascent(text, face, em_px);
}

static int32_t descent(void *context, enum face face, int32_t em_px)
{
    (void)context;
    return text_descent(text, face, em_px);
}

static int32_t ratio(void *context, str file)
{
    (void)context;
    return str_empty(file) ? 0 : 1350;
}

bool measure_open(struct measure *out)
{
    *out = (struct measure) { NULL, width, ascent, descent, ratio };
    if (text_open(&text) == FAIL_OK)
        return true;
    printf("the fonts are missing\n");
    return false;
}

void measure_close(void)
{
    text_close(text);
}
