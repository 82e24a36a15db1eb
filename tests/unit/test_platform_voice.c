/* The voice: silent in walks, real espeak-ng into SDL's dummy device, and without any device. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/tone.h"
#include "platform/voice.h"

#define QUIET ((enum log_level) - 1)
#define PATIENCE_MS 8000

struct booth {
    struct worker *worker;
    struct voice *voice;
    int told; /* -1: not yet */
};

static void told(void *context, bool available)
{
    ((struct booth *)context)->told = available;
}

static void open_booth(struct booth *b, const char *driver, const char *vietnamese)
{
    SDL_setenv("SDL_AUDIODRIVER", driver, 1);
    *b = (struct booth) { .told = -1 };
    assert_int_equal(worker_create(&b->worker, NULL, NULL), FAIL_OK);
    struct voice_options options = {
        .worker = b->worker, .vietnamese = vietnamese, .told = told, .context = b
    };
    voice_open(&b->voice, &options);
    worker_drain(b->worker);
    assert_true(worker_deliver(b->worker));
}

static void close_booth(struct booth *b)
{
    worker_destroy(b->worker);
    voice_close(b->voice);
}

static void wait_ms(unsigned ms)
{
    SDL_Delay(ms);
}

/* ---- silent ---- */

static void test_silent_voice_remembers(void **state)
{
    (void)state;
    struct voice *voice = NULL;
    struct voice_options options = { .silent = true };
    struct voice_word word;
    voice_open(&voice, &options);
    assert_true(voice_available(voice));
    voice_say(voice, S("Chào bác."), false);
    voice_say(voice, S("Bác chạm vào đây ạ."), false);
    voice_sound(voice, TONE_SUCCESS);
    voice_hush(voice);
    assert_true(str_eq(voice_said(voice), S("Chào bác. Bác chạm vào đây ạ.")));
    assert_false(voice_speaking(voice));
    assert_false(voice_word(voice, &word));
    voice_forget(voice);
    assert_int_equal(voice_said(voice).len, 0);
    voice_close(voice);
}

static void test_silent_voice_is_bounded(void **state)
{
    (void)state;
    struct voice *voice = NULL;
    struct voice_options options = { .silent = true };
    voice_open(&voice, &options);
    for (int i = 0; i < 5000; i++)
        voice_say(voice, S("Bác chạm vào đây ạ."), false);
    assert_in_range(voice_said(voice).len, 10000, 16384);
    voice_close(voice);
}

/* ---- with a device ---- */

static void test_words_are_heard_in_order(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "dummy", "vi");
    assert_int_equal(b.told, 1);
    assert_true(voice_available(b.voice));
    str words = S("Tin nhắn lạ. Bác đừng bấm!");
    const str expected[] = { S("Tin"), S("nhắn"), S("lạ"), S("Bác"), S("đừng"), S("bấm") };
    voice_say(b.voice, words, false);
    assert_true(voice_speaking(b.voice));
    worker_drain(b.worker);
    size_t seen = 0;
    uint32_t last = UINT32_MAX;
    for (unsigned ms = 0; ms < PATIENCE_MS && voice_speaking(b.voice); ms += 5) {
        struct voice_word word;
        if (voice_word(b.voice, &word) && word.from != last) {
            assert_true(seen < COUNT_OF(expected));
            str heard = str_slice(words, word.from, word.to);
            assert_true(str_starts(heard, expected[seen]));
            assert_true(heard.len <= expected[seen].len + 1);
            assert_true(word.next_ms == -1 || (word.next_ms > 0 && word.next_ms < 2000));
            last = word.from;
            seen++;
        }
        wait_ms(5);
    }
    assert_int_equal(seen, COUNT_OF(expected));
    assert_false(voice_speaking(b.voice));
    close_booth(&b);
}

/* espeak-ng spells numbers with places inside them that run into the next word: marks never
 * overlap. */
static void test_marks_never_overlap(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "dummy", "vi");
    str words = S("Gọi 113 lúc 08:30 ạ.");
    voice_say(b.voice, words, false);
    worker_drain(b.worker);
    struct voice_word last = { 0 };
    unsigned seen = 0;
    for (unsigned ms = 0; ms < PATIENCE_MS && voice_speaking(b.voice); ms += 5) {
        struct voice_word word;
        if (voice_word(b.voice, &word)) {
            assert_true(word.from == last.from || word.from >= last.to);
            assert_true(word.to > word.from && word.to <= words.len);
            seen += word.from != last.from;
            last = word;
        }
        wait_ms(5);
    }
    assert_true(seen >= 3);
    close_booth(&b);
}

static void test_new_speech_ends_the_old(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "dummy", "vi");
    static char many[3000];
    for (size_t at = 0; at + 40 < sizeof many; at += strlen(many + at))
        strcpy(many + at, "Bác đọc kỹ từng chữ một ạ. ");
    int64_t start = clock_mono_us();
    voice_say(b.voice, str_of(many), false);
    wait_ms(100);
    voice_say(b.voice, S("Dạ."), false);
    while (voice_speaking(b.voice) && clock_mono_us() - start < PATIENCE_MS * 1000)
        wait_ms(5);
    /* The long text alone would take minutes. */
    assert_true(clock_mono_us() - start < 4000 * 1000);
    voice_say(b.voice, str_of(many), true);
    voice_hush(b.voice);
    worker_drain(b.worker);
    assert_false(voice_speaking(b.voice));
    close_booth(&b);
}

static void test_a_click_survives_the_hush_and_ends_speech(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "dummy", "vi");
    voice_say(b.voice, S("Bác đọc kỹ từng chữ một ạ."), false);
    worker_drain(b.worker);
    assert_true(voice_speaking(b.voice));
    Uint32 speech = SDL_GetQueuedAudioSize(2); /* SDL's first device has number 2 */
    assert_true(speech > 10000);
    voice_sound(b.voice, TONE_SUCCESS);
    assert_false(voice_speaking(b.voice));
    voice_hush(b.voice);
    assert_in_range(SDL_GetQueuedAudioSize(2), 10000, 22050);
    /* What is said next waits for the chime's end instead of cutting it. */
    voice_say(b.voice, S("Dạ."), false);
    assert_true(SDL_GetQueuedAudioSize(2) > 10000);
    close_booth(&b);
}

/* ---- how it is said ---- */

static Uint32 bytes_of_speech(struct booth *b, int speed, int dialect)
{
    voice_set(b->voice, VOICE_VOLUME_MAX, speed, dialect);
    voice_say(b->voice, S("Bác đọc kỹ từng chữ một rồi bấm nút màu xanh"), false);
    worker_drain(b->worker);
    Uint32 bytes = SDL_GetQueuedAudioSize(2);
    voice_hush(b->voice);
    return bytes;
}

static void test_each_speed_is_quicker_than_the_last(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "dummy", "vi");
    Uint32 slowest = bytes_of_speech(&b, 0, 0), last = slowest + 1;
    for (int speed = 0; speed < VOICE_SPEED_COUNT; speed++) {
        Uint32 bytes = bytes_of_speech(&b, speed, 0);
        assert_true(bytes > 10000 && bytes < last + last / 20);
        last = bytes;
    }
    assert_true(slowest > last * 5 / 2); /* 50 % to 200 %, with pauses that shrink less */
    /* A dialect keeps the speed, and Vietnamese after English too. */
    for (int dialect = 0; dialect < VOICE_DIALECT_COUNT; dialect++) {
        voice_say(b.voice, S("Welcome"), true);
        assert_true(bytes_of_speech(&b, VOICE_SPEED_COUNT - 1, dialect) < slowest / 2);
    }
    close_booth(&b);
}

static int loudest_in(const char *path)
{
    int16_t samples[512];
    int loudest = 0;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(samples, sizeof *samples, COUNT_OF(samples), file)) > 0;)
        for (size_t i = 0; i < n; i++)
            loudest = abs(samples[i]) > loudest ? abs(samples[i]) : loudest;
    fclose(file);
    return loudest;
}

/* SDL's disk driver writes down what a loudspeaker would get. */
static int loudest_at(int volume)
{
    struct booth b;
    char path[] = "/tmp/tramso-voice-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    SDL_setenv("SDL_DISKAUDIOFILE", path, 1);
    SDL_setenv("SDL_DISKAUDIODELAY", "1", 1);
    open_booth(&b, "disk", "vi");
    assert_true(voice_available(b.voice));
    voice_set(b.voice, volume, VOICE_SPEED_NORMAL, 0);
    voice_say(b.voice, S("Chào bác ạ."), false);
    worker_drain(b.worker);
    for (unsigned ms = 0; ms < PATIENCE_MS && voice_speaking(b.voice); ms += 5)
        wait_ms(5);
    assert_false(voice_speaking(b.voice));
    close_booth(&b);
    int loudest = loudest_in(path);
    unlink(path);
    return loudest;
}

static void test_each_volume_is_louder_and_nought_is_silence(void **state)
{
    (void)state;
    int last = -1;
    assert_int_equal(loudest_at(0), 0);
    for (int volume = 1; volume <= VOICE_VOLUME_MAX; volume++) {
        int loudest = loudest_at(volume);
        assert_true(loudest > last);
        last = loudest;
    }
    assert_in_range(last, 3000, 32000);
}

/* ---- without ---- */

static void test_no_device_is_silence(void **state)
{
    (void)state;
    struct booth b;
    log_set_level(QUIET);
    open_booth(&b, "none-of-these", "vi");
    log_set_level(LOG_LEVEL_ERROR);
    assert_int_equal(b.told, 0);
    assert_false(voice_available(b.voice));
    voice_say(b.voice, S("Chào bác."), false);
    voice_sound(b.voice, TONE_PRESS);
    voice_hush(b.voice);
    assert_false(voice_speaking(b.voice));
    close_booth(&b);
}

static void test_unknown_voice_still_sounds(void **state)
{
    (void)state;
    struct booth b;
    log_set_level(QUIET);
    open_booth(&b, "dummy", "zz-nobody");
    log_set_level(LOG_LEVEL_ERROR);
    assert_int_equal(b.told, 0);
    voice_say(b.voice, S("Chào bác."), false);
    assert_false(voice_speaking(b.voice));
    voice_sound(b.voice, TONE_CALL);
    assert_true(SDL_GetQueuedAudioSize(2) > 10000);
    close_booth(&b);
}

/* ---- tones ---- */

static void test_tones_are_soft_and_short(void **state)
{
    (void)state;
    static int16_t wave[TONE_SAMPLES_MAX];
    for (unsigned sound = 0; sound < TONE_SOUND_COUNT; sound++) {
        size_t count = tone_make((enum tone_sound)sound, 22050, wave);
        int loudest = 0;
        assert_in_range(count, 500, 22050);
        for (size_t i = 0; i < count; i++)
            loudest = abs(wave[i]) > loudest ? abs(wave[i]) : loudest;
        assert_in_range(loudest, 1500, 12000); /* heard, never near full scale */
        assert_true(abs(wave[0]) < 300 && abs(wave[count - 1]) < 300);
    }
    assert_true(tone_make(TONE_CALL, 192000, wave) <= TONE_SAMPLES_MAX);
}

static void test_sound_rests_and_comes_back(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "dummy", "vi");
    voice_rest(b.voice);
    worker_drain(b.worker);
    worker_deliver(b.worker);
    assert_true(voice_available(b.voice));
    assert_false(voice_speaking(b.voice));
    voice_sound(b.voice, TONE_PRESS);
    voice_say(b.voice, S("Chào bác."), false);
    worker_drain(b.worker);
    assert_true(voice_speaking(b.voice));
    /* At rest in the middle of a sentence: it ends. */
    voice_rest(b.voice);
    worker_drain(b.worker);
    assert_false(voice_speaking(b.voice));
    close_booth(&b);
}

int main(void)
{
    log_set_level(LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_silent_voice_remembers),
        cmocka_unit_test(test_silent_voice_is_bounded),
        cmocka_unit_test(test_words_are_heard_in_order),
        cmocka_unit_test(test_marks_never_overlap),
        cmocka_unit_test(test_new_speech_ends_the_old),
        cmocka_unit_test(test_a_click_survives_the_hush_and_ends_speech),
        cmocka_unit_test(test_each_speed_is_quicker_than_the_last),
        cmocka_unit_test(test_each_volume_is_louder_and_nought_is_silence),
        cmocka_unit_test(test_no_device_is_silence),
        cmocka_unit_test(test_unknown_voice_still_sounds),
        cmocka_unit_test(test_tones_are_soft_and_short),
        cmocka_unit_test(test_sound_rests_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
