/* The window: pixels to paint, rectangles to present, events to read. The only file that knows how
 * a picture gets onto glass.
 *
 * Headless (a walk) it is plain memory: no display, no driver, the same pixels everywhere.
 * Otherwise it is SDL's window surface; on x11 the framebuffer hint keeps SDL from pulling in
 * OpenGL (architecture, One frame). Video is the only subsystem started: joysticks and sensors
 * would poll. */
#ifndef PLATFORM_WINDOW_H
#define PLATFORM_WINDOW_H

#include "base/fail.h"
#include "ui/geometry.h"
#include "ui/input.h"

struct window;

struct window_options {
    struct extent size; /* 0×0: full screen */
    bool headless;
};

/* Premultiplication is not used: every pixel is opaque, 0xffRRGGBB. */
struct pixels {
    uint32_t *at;
    int32_t stride; /* pixels from one row to the next */
    struct extent size;
};

enum window_event_kind {
    WINDOW_NOTHING, /* the time is over */
    WINDOW_WOKEN,   /* window_wake was called */
    WINDOW_TOUCH,
    WINDOW_KEY,
    WINDOW_TEXT, /* keyboard or a scanner that types */
    WINDOW_SIZE, /* another size: ask for the pixels again, paint all */
    WINDOW_EXPOSED,
    WINDOW_SOUND_LOST, /* a sound device was pulled out */
    WINDOW_CLOSED
};

enum key {
    KEY_TAB,
    KEY_BACK_TAB,
    KEY_ENTER,
    KEY_ESC,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_ERASE
};

struct window_event {
    enum window_event_kind kind;
    struct touch touch; /* at_ms is the caller's to fill */
    enum key key;
    char text[32]; /* UTF-8 with a zero byte */
};

/* FAIL_MISSING: no display; one sentence is logged. */
must_check enum fail window_open(struct window **out, const struct window_options *options);
void window_close(struct window *window);
must_check enum fail window_pixels(struct window *window, struct pixels *out);
/* Headless only: another size. FAIL_DENIED in a real window. */
must_check enum fail window_resize(struct window *window, struct extent size);
/* Shows these rectangles. */
void window_present(struct window *window, const struct rect *rects, uint32_t count);
/* Waits at most timeout_ms (<0: for ever) for the next event. A headless window never waits. */
struct window_event window_wait(struct window *window, int timeout_ms);
/* Ends a wait from any thread; for the worker and signals. */
void window_wake(void *window);
/* Panel density by the display's own word (EDID), pixels a metre; 0: unknown. */
int32_t window_density(struct window *window);

#endif
