#define LOG_MODULE "window"
#include "platform/window.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/must.h"

struct window {
    SDL_Window *sdl; /* NULL: headless */
    uint32_t *memory;
    struct extent size;
    Uint32 wake_event;
};

/* Looking for a session bus that nobody runs costs a process, reading the compose table 5 ms; the
 * kiosk needs neither a bus nor dead keys. Where a bus or a table is set, it stays. */
static void skip_slow_starts(void)
{
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    setenv("XCOMPOSEFILE", "/dev/null", 0);
}

static void set_hints(void)
{
    /* Without it SDL puts the window surface onto an OpenGL texture: 190 ms and 115 MB more. */
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "0");
}

/* Only a driver that somebody can see. Left to itself SDL ends with «offscreen», a kiosk that
 * nobody can use and that looks well; and asking every driver makes each one's library complain. */
static void pick_driver(void)
{
    const char *drivers = "KMSDRM";
    if (getenv("WAYLAND_DISPLAY"))
        drivers = getenv("DISPLAY") ? "x11,wayland,KMSDRM" : "wayland,KMSDRM";
    else if (getenv("DISPLAY"))
        drivers = "x11,KMSDRM";
    SDL_SetHint(SDL_HINT_VIDEODRIVER, drivers);
}

static enum fail open_real(struct window *w, const struct window_options *options)
{
    set_hints();
    skip_slow_starts();
    pick_driver();
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        log_error("no display can be opened (%s); start a display or play a walk with --walk",
                  SDL_GetError());
        return FAIL_MISSING;
    }
    bool full = options->size.w == 0;
    w->sdl = SDL_CreateWindow("Trạm Số", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                              full ? 1080 : options->size.w, full ? 1920 : options->size.h,
                              full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    if (!w->sdl) {
        log_error("no window can be opened: %s", SDL_GetError());
        SDL_Quit();
        return FAIL_MISSING;
    }
    if (full)
        SDL_ShowCursor(SDL_DISABLE);
    SDL_GetWindowSize(w->sdl, &w->size.w, &w->size.h);
    w->wake_event = SDL_RegisterEvents(1);
    SDL_EventState(SDL_MOUSEMOTION, SDL_ENABLE);
    return FAIL_OK;
}

static enum fail open_memory(struct window *w, struct extent size)
{
    free(w->memory);
    w->size = size;
    w->memory = calloc((size_t)size.w * (size_t)size.h, sizeof *w->memory);
    must(w->memory != NULL);
    return FAIL_OK;
}

enum fail window_open(struct window **out, const struct window_options *options)
{
    struct window *w = calloc(1, sizeof *w);
    must(w != NULL);
    enum fail failed = options->headless ? open_memory(w, options->size) : open_real(w, options);
    if (failed != FAIL_OK) {
        free(w);
        return failed;
    }
    *out = w;
    return FAIL_OK;
}

void window_close(struct window *w)
{
    if (!w)
        return;
    if (w->sdl) {
        SDL_DestroyWindow(w->sdl);
        SDL_Quit();
    }
    free(w->memory);
    free(w);
}

enum fail window_pixels(struct window *w, struct pixels *out)
{
    if (!w->sdl) {
        *out = (struct pixels) { w->memory, w->size.w, w->size };
        return FAIL_OK;
    }
    SDL_Surface *surface = SDL_GetWindowSurface(w->sdl);
    if (!surface || surface->format->BytesPerPixel != 4) {
        log_error("the window has no surface of 32 bits a pixel: %s", SDL_GetError());
        return FAIL_IO;
    }
    w->size = (struct extent) { surface->w, surface->h };
    *out = (struct pixels) { surface->pixels, surface->pitch / 4, w->size };
    return FAIL_OK;
}

enum fail window_resize(struct window *w, struct extent size)
{
    return w->sdl ? FAIL_DENIED : open_memory(w, size);
}

void window_present(struct window *w, const struct rect *rects, uint32_t count)
{
    if (!w->sdl || count == 0)
        return;
    SDL_Rect list[UI_DAMAGE_RECTS_MAX];
    must(count <= UI_DAMAGE_RECTS_MAX);
    for (uint32_t i = 0; i < count; i++)
        list[i] = (SDL_Rect) { rects[i].x, rects[i].y, rects[i].w, rects[i].h };
    if (SDL_UpdateWindowSurfaceRects(w->sdl, list, (int)count) != 0)
        log_warn("the picture could not be presented: %s", SDL_GetError());
}

static bool read_key(const SDL_KeyboardEvent *event, enum key *key_out)
{
    static const struct {
        SDL_Keycode code;
        enum key key;
    } keys[] = {
        { SDLK_TAB, KEY_TAB },    { SDLK_RETURN, KEY_ENTER }, { SDLK_KP_ENTER, KEY_ENTER },
        { SDLK_ESCAPE, KEY_ESC }, { SDLK_LEFT, KEY_LEFT },    { SDLK_RIGHT, KEY_RIGHT },
        { SDLK_UP, KEY_UP },      { SDLK_DOWN, KEY_DOWN },    { SDLK_BACKSPACE, KEY_ERASE },
    };
    if (event->repeat)
        return false;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].code != event->keysym.sym)
            continue;
        bool back = keys[i].key == KEY_TAB && (event->keysym.mod & KMOD_SHIFT);
        *key_out = back ? KEY_BACK_TAB : keys[i].key;
        return true;
    }
    return false;
}

static bool translate_finger(const struct window *w, const SDL_TouchFingerEvent *event,
                             enum touch_kind kind, struct window_event *out)
{
    out->kind = WINDOW_TOUCH;
    out->touch = (struct touch) { .kind = kind,
                                  .at = { (int32_t)(event->x * (float)w->size.w),
                                          (int32_t)(event->y * (float)w->size.h) },
                                  .finger = event->fingerId };
    return true;
}

static bool translate_mouse(struct point at, enum touch_kind kind, struct window_event *out)
{
    out->kind = WINDOW_TOUCH;
    /* A real finger's id is never negative. */
    out->touch = (struct touch) { .kind = kind, .at = at, .finger = -1 };
    return true;
}

static bool translate_window(struct window *w, const SDL_WindowEvent *event,
                             struct window_event *out)
{
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        bool other = event->data1 != w->size.w || event->data2 != w->size.h;
        out->kind = WINDOW_SIZE;
        return other;
    }
    if (event->event == SDL_WINDOWEVENT_CLOSE)
        out->kind = WINDOW_CLOSED;
    else if (event->event == SDL_WINDOWEVENT_EXPOSED)
        out->kind = WINDOW_EXPOSED;
    else
        return false;
    return true;
}

/* False: an event that means nothing to us. */
static bool translate(struct window *w, const SDL_Event *event, struct window_event *out)
{
    *out = (struct window_event) { .kind = WINDOW_NOTHING };
    if (event->type == w->wake_event) {
        out->kind = WINDOW_WOKEN;
        return true;
    }
    switch (event->type) {
    case SDL_QUIT:
        out->kind = WINDOW_CLOSED;
        return true;
    case SDL_WINDOWEVENT:
        return translate_window(w, &event->window, out);
    case SDL_FINGERDOWN:
        return translate_finger(w, &event->tfinger, TOUCH_DOWN, out);
    case SDL_FINGERMOTION:
        return translate_finger(w, &event->tfinger, TOUCH_MOVE, out);
    case SDL_FINGERUP:
        return translate_finger(w, &event->tfinger, TOUCH_UP, out);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return event->button.button == SDL_BUTTON_LEFT &&
               translate_mouse((struct point) { event->button.x, event->button.y },
                               event->type == SDL_MOUSEBUTTONDOWN ? TOUCH_DOWN : TOUCH_UP, out);
    case SDL_MOUSEMOTION:
        return (event->motion.state & SDL_BUTTON_LMASK) &&
               translate_mouse((struct point) { event->motion.x, event->motion.y }, TOUCH_MOVE,
                               out);
    case SDL_AUDIODEVICEREMOVED:
        out->kind = WINDOW_SOUND_LOST;
        return !event->adevice.iscapture;
    case SDL_KEYDOWN:
        out->kind = WINDOW_KEY;
        return read_key(&event->key, &out->key);
    case SDL_TEXTINPUT:
        out->kind = WINDOW_TEXT;
        memcpy(out->text, event->text.text, sizeof out->text);
        return true;
    default:
        return false;
    }
}

struct window_event window_wait(struct window *w, int timeout_ms)
{
    struct window_event out = { .kind = WINDOW_NOTHING };
    if (!w->sdl)
        return out;
    Uint64 end = SDL_GetTicks64() + (Uint64)(timeout_ms > 0 ? timeout_ms : 0);
    SDL_Event event;
    while (true) {
        Uint64 now = SDL_GetTicks64();
        int left = timeout_ms < 0 ? -1 : end > now ? (int)(end - now) : 0;
        int got = left < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, left);
        if (!got)
            return (struct window_event) { .kind = WINDOW_NOTHING };
        if (translate(w, &event, &out))
            return out;
    }
}

void window_wake(void *window)
{
    struct window *w = window;
    if (!w->sdl)
        return;
    SDL_Event event = { .type = w->wake_event };
    SDL_PushEvent(&event);
}

int32_t window_density(struct window *w)
{
    float diagonal_dpi = 0;
    if (!w->sdl ||
        SDL_GetDisplayDPI(SDL_GetWindowDisplayIndex(w->sdl), &diagonal_dpi, NULL, NULL) != 0)
        return 0;
    return (int32_t)(diagonal_dpi / 0.0254f);
}
