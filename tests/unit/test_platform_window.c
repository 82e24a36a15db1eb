/* The window: plain memory for walks, and SDL's own dummy driver for everything that goes through
 * SDL's event queue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <SDL2/SDL.h>
#include <pthread.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/window.h"

#define QUIET ((enum log_level) - 1)

/* ---- headless ---- */

static void test_headless_is_memory(void **state)
{
    (void)state;
    struct window *window = NULL;
    struct window_options options = { .size = { 300, 200 }, .headless = true };
    struct pixels pixels;
    assert_int_equal(window_open(&window, &options), FAIL_OK);
    assert_int_equal(window_pixels(window, &pixels), FAIL_OK);
    assert_int_equal(pixels.size.w, 300);
    assert_int_equal(pixels.size.h, 200);
    pixels.at[199 * pixels.stride + 299] = 0xff123456u;
    struct rect rect = { 0, 0, 300, 200 };
    window_present(window, &rect, 1);
    assert_int_equal(window_wait(window, 5000).kind, WINDOW_NOTHING);
    window_wake(window);
    assert_int_equal(window_density(window), 0);
    assert_int_equal(window_resize(window, (struct extent) { 1920, 1080 }), FAIL_OK);
    assert_int_equal(window_pixels(window, &pixels), FAIL_OK);
    assert_int_equal(pixels.size.w, 1920);
    pixels.at[1079 * pixels.stride + 1919] = 0xff123456u;
    assert_false(SDL_WasInit(SDL_INIT_VIDEO));
    window_close(window);
    window_close(NULL);
}

static void test_no_display_is_said(void **state)
{
    (void)state;
    struct window *window = NULL;
    struct window_options options = { .size = { 300, 200 } };
    SDL_setenv("SDL_VIDEODRIVER", "none-of-these", 1);
    log_set_level(QUIET);
    assert_int_equal(window_open(&window, &options), FAIL_MISSING);
    log_set_level(LOG_LEVEL_ERROR);
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    assert_null(window);
}

/* ---- through SDL ---- */

static int open_window(void **state)
{
    struct window *window = NULL;
    struct window_options options = { .size = { 1080, 1920 } };
    if (window_open(&window, &options) != FAIL_OK)
        return -1;
    while (window_wait(window, 0).kind != WINDOW_NOTHING)
        continue;
    *state = window;
    return 0;
}

static int close_window(void **state)
{
    window_close(*state);
    return 0;
}

static struct window_event after(struct window *window, SDL_Event event)
{
    must(SDL_PushEvent(&event) == 1);
    struct window_event got = window_wait(window, 0);
    /* As the loop does: SDL keeps an end-of-poll mark in its queue until it was met. */
    for (struct window_event more = got; more.kind != WINDOW_NOTHING;)
        more = window_wait(window, 0);
    return got;
}

static void test_pixels_are_opened_and_presented(void **state)
{
    struct window *window = *state;
    struct pixels pixels;
    assert_int_equal(window_pixels(window, &pixels), FAIL_OK);
    assert_int_equal(pixels.size.w, 1080);
    assert_int_equal(pixels.size.h, 1920);
    assert_true(pixels.stride >= 1080);
    pixels.at[1919 * pixels.stride + 1079] = 0xffffffffu;
    struct rect rects[2] = { { 0, 0, 64, 64 }, { 1016, 1856, 64, 64 } };
    window_present(window, rects, 2);
    assert_int_equal(window_resize(window, (struct extent) { 10, 10 }), FAIL_DENIED);
    /* Joysticks and sensors would be asked every few milliseconds, for nothing. */
    assert_false(SDL_WasInit(SDL_INIT_JOYSTICK) || SDL_WasInit(SDL_INIT_SENSOR));
    assert_false(SDL_WasInit(SDL_INIT_AUDIO));
}

static void test_fingers_come_with_their_place(void **state)
{
    struct window *window = *state;
    static const struct {
        Uint32 type;
        enum touch_kind kind;
    } fingers[] = { { SDL_FINGERDOWN, TOUCH_DOWN },
                    { SDL_FINGERMOTION, TOUCH_MOVE },
                    { SDL_FINGERUP, TOUCH_UP } };
    for (size_t i = 0; i < COUNT_OF(fingers); i++) {
        SDL_Event event = { .tfinger = {
                                .type = fingers[i].type, .fingerId = 7, .x = 0.5f, .y = 0.25f } };
        struct window_event got = after(window, event);
        assert_int_equal(got.kind, WINDOW_TOUCH);
        assert_int_equal(got.touch.kind, fingers[i].kind);
        assert_int_equal(got.touch.finger, 7);
        assert_int_equal(got.touch.at.x, 540);
        assert_int_equal(got.touch.at.y, 480);
    }
}

static SDL_Event button(Uint32 type, Uint8 which)
{
    return (SDL_Event) { .button = { .type = type, .button = which, .x = 40, .y = 50 } };
}

static void test_left_mouse_button_is_a_finger(void **state)
{
    struct window *window = *state;
    struct window_event got = after(window, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT));
    assert_int_equal(got.kind, WINDOW_TOUCH);
    assert_int_equal(got.touch.kind, TOUCH_DOWN);
    assert_int_equal(got.touch.at.x, 40);
    assert_true(got.touch.finger < 0);
    SDL_Event drag = { .motion = {
                           .type = SDL_MOUSEMOTION, .state = SDL_BUTTON_LMASK, .x = 41, .y = 52 } };
    got = after(window, drag);
    assert_int_equal(got.touch.kind, TOUCH_MOVE);
    assert_int_equal(got.touch.at.y, 52);
    got = after(window, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT));
    assert_int_equal(got.touch.kind, TOUCH_UP);
    assert_int_equal(after(window, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT)).kind,
                     WINDOW_NOTHING);
    drag.motion.state = 0;
    assert_int_equal(after(window, drag).kind, WINDOW_NOTHING);
}

static SDL_Event key(SDL_Keycode code, Uint16 mod, Uint8 repeat)
{
    return (SDL_Event) {
        .key = { .type = SDL_KEYDOWN, .repeat = repeat, .keysym = { .sym = code, .mod = mod } }
    };
}

static void test_keys_without_repeat(void **state)
{
    struct window *window = *state;
    struct window_event got = after(window, key(SDLK_TAB, 0, 0));
    assert_int_equal(got.kind, WINDOW_KEY);
    assert_int_equal(got.key, KEY_TAB);
    assert_int_equal(after(window, key(SDLK_TAB, KMOD_LSHIFT, 0)).key, KEY_BACK_TAB);
    assert_int_equal(after(window, key(SDLK_KP_ENTER, 0, 0)).key, KEY_ENTER);
    assert_int_equal(after(window, key(SDLK_ESCAPE, 0, 0)).key, KEY_ESC);
    assert_int_equal(after(window, key(SDLK_RETURN, 0, 1)).kind, WINDOW_NOTHING);
    assert_int_equal(after(window, key(SDLK_F4, 0, 0)).kind, WINDOW_NOTHING);
}

static void test_text_closing_and_sizes(void **state)
{
    struct window *window = *state;
    SDL_Event text = { .text = { .type = SDL_TEXTINPUT, .text = "TS1" } };
    struct window_event got = after(window, text);
    assert_int_equal(got.kind, WINDOW_TEXT);
    assert_string_equal(got.text, "TS1");
    assert_int_equal(after(window, (SDL_Event) { .type = SDL_QUIT }).kind, WINDOW_CLOSED);
    SDL_Event shape = { .window = { .type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_EXPOSED } };
    assert_int_equal(after(window, shape).kind, WINDOW_EXPOSED);
    shape.window.event = SDL_WINDOWEVENT_SIZE_CHANGED;
    shape.window.data1 = 1080;
    shape.window.data2 = 1920;
    assert_int_equal(after(window, shape).kind, WINDOW_NOTHING);
    shape.window.data2 = 600;
    assert_int_equal(after(window, shape).kind, WINDOW_SIZE);
}

static void *wake_later(void *window)
{
    SDL_Delay(60);
    window_wake(window);
    return NULL;
}

static void test_another_thread_ends_the_wait(void **state)
{
    struct window *window = *state;
    pthread_t thread;
    int64_t start = clock_mono_us();
    assert_int_equal(pthread_create(&thread, NULL, wake_later, window), 0);
    assert_int_equal(window_wait(window, 20000).kind, WINDOW_WOKEN);
    int64_t took_ms = (clock_mono_us() - start) / 1000;
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_in_range(took_ms, 50, 5000);
}

static void test_wait_ends_in_time(void **state)
{
    struct window *window = *state;
    int64_t start = clock_mono_us();
    assert_int_equal(window_wait(window, 80).kind, WINDOW_NOTHING);
    assert_in_range((clock_mono_us() - start) / 1000, 70, 3000);
}

int main(void)
{
    log_set_level(LOG_LEVEL_ERROR);
#define IN_WINDOW(test) cmocka_unit_test_setup_teardown(test, open_window, close_window)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headless_is_memory),
        cmocka_unit_test(test_no_display_is_said),
        IN_WINDOW(test_pixels_are_opened_and_presented),
        IN_WINDOW(test_fingers_come_with_their_place),
        IN_WINDOW(test_left_mouse_button_is_a_finger),
        IN_WINDOW(test_keys_without_repeat),
        IN_WINDOW(test_text_closing_and_sizes),
        IN_WINDOW(test_another_thread_ends_the_wait),
        IN_WINDOW(test_wait_ends_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
