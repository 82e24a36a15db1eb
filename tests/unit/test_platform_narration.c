/* Recordings in the voice's queue: in their place, at any speed, once, and ended at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "platform/recording.h"
#include "platform/voice.h"
#include "support/recordings.h"

#define QUIET ((enum log_level) - 1)
#define PATIENCE_MS 8000
#define RATE 22050
#define DEVICE 2 /* SDL's first device has number 2 */

struct booth {
    struct worker *worker;
    struct voice *voice;
    char folder[32];
    char file[64];
};

/* Words as evenly as can be: aligning is core's. */
static void align(str text, const struct span *words, uint32_t count, struct sound_levels levels,
                  uint32_t *starts_out)
{
    (void)text, (void)words;
    for (uint32_t i = 0; i < count; i++)
        starts_out[i] = i * levels.count / count;
}

static void open_booth(struct booth *b, const char *name, const unsigned *ms, size_t count)
{
    *b = (struct booth) { .folder = "/tmp/tramso-read-XXXXXX" };
    assert_non_null(mkdtemp(b->folder));
    snprintf(b->file, sizeof b->file, "%s/%s", b->folder, name);
    assert_true(recording_make(b->file, ms, count));
    SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
    assert_int_equal(worker_create(&b->worker, NULL, NULL), FAIL_OK);
    struct voice_options options = { .worker = b->worker, .vietnamese = "vi", .align = align };
    voice_open(&b->voice, &options);
    worker_drain(b->worker);
    assert_true(worker_deliver(b->worker));
    assert_true(voice_available(b->voice));
    SDL_PauseAudioDevice(DEVICE, 1); /* what is queued is measured at leisure */
}

static void close_booth(struct booth *b)
{
    worker_destroy(b->worker);
    voice_close(b->voice);
    unlink(b->file);
    rmdir(b->folder);
}

static const unsigned usual_ms[] = { 500, 1000, 300, 700, 200 };
#define USUAL_HEARD_MS 2200 /* without the silence at the beginning */

static const struct span usual_spans[] = { { 0, 4 }, { 5, 9 }, { 10, 14 } };

static struct voice_page whole_page(const struct booth *b)
{
    return (struct voice_page) { .words = S("một. hai. ba b."),
                                 .recording = str_of(b->file),
                                 .recorded = { 0, 16 },
                                 .spans = usual_spans,
                                 .span_count = COUNT_OF(usual_spans) };
}

static unsigned queued_ms(void)
{
    return SDL_GetQueuedAudioSize(DEVICE) / 2 * 1000 / RATE;
}

static void the_recording_is_heard_alone(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "a.opus", usual_ms, COUNT_OF(usual_ms));
    struct voice_page page = whole_page(&b);
    page.recorded.to = (uint32_t)page.words.len;
    voice_read(b.voice, &page);
    assert_true(voice_speaking(b.voice));
    worker_drain(b.worker);
    assert_true(voice_sounding(b.voice));
    assert_in_range(queued_ms(), USUAL_HEARD_MS - 200, USUAL_HEARD_MS + 80);
    SDL_PauseAudioDevice(DEVICE, 0);
    uint32_t seen = 0, last = UINT32_MAX;
    for (unsigned ms = 0; ms < PATIENCE_MS && voice_speaking(b.voice); ms += 5) {
        struct voice_word word;
        if (voice_word(b.voice, &word) && word.from != last) {
            assert_true(seen < COUNT_OF(usual_spans));
            assert_int_equal(word.from, usual_spans[seen].from);
            last = word.from;
            seen++;
        }
        SDL_Delay(5);
    }
    assert_int_equal(seen, COUNT_OF(usual_spans));
    assert_false(voice_speaking(b.voice));
    close_booth(&b);
}

/* What stands before and after it is synthesised, in order, in one queue. */
static void the_voice_says_the_rest(void **state)
{
    (void)state;
    struct booth b;
    open_booth(&b, "a.flac", usual_ms, COUNT_OF(usual_ms));
    str before = S("Bước một."), after = S("Nghe lại.");
    voice_say(b.voice, before, false);
    worker_drain(b.worker);
    unsigned before_ms = queued_ms();
    voice_say(b.voice, after, false);
    worker_drain(b.worker);
    unsigned after_ms = queued_ms();
    struct voice_page page = { .words = S("Bước một. Tiêu đề. Nghe lại."),
                               .recording = str_of(b.file) };
    page.recorded =
        (struct span) { (uint32_t)before.len + 1, (uint32_t)(page.words.len - after.len) };
    voice_read(b.voice, &page);
    worker_drain(b.worker);
    unsigned wanted = before_ms + USUAL_HEARD_MS + after_ms;
    assert_in_range(queued_ms(), wanted - 300, wanted + 150);
    close_booth(&b);
}

static void speed_changes_the_time(void **state)
{
    (void)state;
    static const unsigned percents[VOICE_SPEED_COUNT] = { 50, 75, 100, 125, 150, 175, 200 };
    struct booth b;
    open_booth(&b, "a.wav", usual_ms, COUNT_OF(usual_ms));
    struct voice_page page = whole_page(&b);
    page.recorded.to = (uint32_t)page.words.len;
    for (int speed = 0; speed < VOICE_SPEED_COUNT; speed++) {
        voice_set(b.voice, VOICE_VOLUME_MAX, speed, 0);
        voice_read(b.voice, &page);
        worker_drain(b.worker);
        unsigned wanted = USUAL_HEARD_MS * 100 / percents[speed];
        assert_in_range(queued_ms(), wanted * 9 / 10 - 60, wanted * 11 / 10 + 60);
    }
    close_booth(&b);
}

/* How like itself a sound is so many samples later: 1000 the same, −1000 the opposite. */
static int likeness(const int16_t *wave, size_t count, size_t later)
{
    int64_t same = 0, all = 1;
    for (size_t i = 0; i + later < count; i++) {
        same += wave[i] * wave[i + later];
        all += wave[i] * wave[i];
    }
    return (int)(same * 1000 / all);
}

/* The buzz keeps its 150 Hz: 147 samples at the device's rate. */
static void the_pitch_stays(void **state)
{
    (void)state;
    const unsigned ms[] = { 0, 3000 };
    struct booth b;
    open_booth(&b, "a.wav", ms, COUNT_OF(ms));
    static const int speeds[] = { 50, 75, 100, 125, 200 };
    for (size_t i = 0; i < COUNT_OF(speeds); i++) {
        static int16_t wave[RECORDING_PIECE];
        struct recording *recording;
        struct recording_options options = { str_of(b.file), RATE, speeds[i] };
        assert_int_equal(recording_open(&recording, &options), FAIL_OK);
        size_t count = 0, longest = 0;
        while (recording_next(recording, wave, &count)) {
            if (count < 4000)
                continue;
            assert_true(likeness(wave, count, 147) > 800);
            assert_true(likeness(wave, count, 147 * 3 / 4) < 500);
            longest = count > longest ? count : longest;
        }
        assert_true(longest >= 4000 || speeds[i] > 100);
        assert_true(recording_is_whole(recording) && !recording_is_silent(recording));
        recording_close(recording);
    }
    close_booth(&b);
}

/* A hiss above what the device can play must not come back as a whistle. */
static void what_is_too_high_is_left_out(void **state)
{
    (void)state;
    static int16_t wave[RECORDING_PIECE];
    static const int tones[] = { 3000, 15000 };
    int loudest[COUNT_OF(tones)] = { 0 };
    struct booth b;
    open_booth(&b, "a.wav", usual_ms, COUNT_OF(usual_ms));
    for (size_t i = 0; i < COUNT_OF(tones); i++) {
        assert_true(recording_make_tone(b.file, tones[i], 1000));
        struct recording *recording;
        struct recording_options options = { str_of(b.file), RATE, 100 };
        assert_int_equal(recording_open(&recording, &options), FAIL_OK);
        size_t count, total = 0;
        while (recording_next(recording, wave, &count)) {
            for (size_t k = 0; total > RATE / 4 && total < RATE / 2 && k < count; k++)
                loudest[i] = abs(wave[k]) > loudest[i] ? abs(wave[k]) : loudest[i];
            total += count;
        }
        assert_in_range(total, RATE, RATE * 105 / 100); /* and nothing of the end is lost */
        recording_close(recording);
    }
    assert_in_range(loudest[0], 7000, 9000);
    assert_true(loudest[1] < 1000);
    close_booth(&b);
}

static void what_comes_next_ends_it_at_once(void **state)
{
    (void)state;
    const unsigned ms[] = { 0, 80000 };
    struct booth b;
    open_booth(&b, "a.opus", ms, COUNT_OF(ms));
    struct voice_page page = whole_page(&b);
    page.recorded.to = (uint32_t)page.words.len;
    for (unsigned i = 0; i < 5; i++) {
        voice_read(b.voice, &page);
        while (queued_ms() == 0)
            SDL_Delay(1);
        voice_hush(b.voice); /* while it is still being decoded */
        assert_int_equal(queued_ms(), 0);
        worker_drain(b.worker);
        assert_int_equal(queued_ms(), 0);
        assert_false(voice_speaking(b.voice));
    }
    voice_read(b.voice, &page);
    voice_say(b.voice, S("Dạ."), false);
    worker_drain(b.worker);
    assert_in_range(queued_ms(), 50, 1500); /* the word alone */
    voice_read(b.voice, &page);
    voice_read(b.voice, &page);
    worker_drain(b.worker);
    assert_in_range(queued_ms(), 78000, 80500); /* one of them */
    voice_sound(b.voice, TONE_PRESS);
    assert_in_range(queued_ms(), 1, 500);
    close_booth(&b);
}

static bool other_ran;

static void other(void *payload)
{
    *(unsigned *)payload = queued_ms();
    other_ran = *(unsigned *)payload < 40000;
}

/* The disk need not wait for a minute of sound to be decoded. */
static void other_jobs_get_their_turn(void **state)
{
    (void)state;
    const unsigned ms[] = { 0, 80000 };
    struct booth b;
    unsigned payload = 0;
    open_booth(&b, "a.opus", ms, COUNT_OF(ms));
    struct voice_page page = whole_page(&b);
    page.recorded.to = (uint32_t)page.words.len;
    voice_read(b.voice, &page);
    struct job job = { other, NULL, &payload, sizeof payload };
    assert_int_equal(worker_post(b.worker, &job), FAIL_OK);
    worker_drain(b.worker);
    assert_true(other_ran);
    close_booth(&b);
}

/* Whatever is wrong with the file: the voice reads all of the page. */
static void expect_voice(struct booth *b)
{
    struct voice_page page = whole_page(b);
    page.recorded.to = (uint32_t)page.words.len;
    voice_say(b->voice, page.words, false);
    worker_drain(b->worker);
    unsigned said_ms = queued_ms();
    log_set_level(QUIET);
    voice_read(b->voice, &page);
    worker_drain(b->worker);
    log_set_level(LOG_LEVEL_ERROR);
    assert_in_range(queued_ms(), said_ms - 150, said_ms + 150);
    voice_hush(b->voice);
}

static void what_cannot_be_played_is_spoken(void **state)
{
    (void)state;
    const unsigned silent_ms[] = { 2000 }, long_ms[] = { 0, 95000 };
    struct booth b;
    open_booth(&b, "a.flac", usual_ms, COUNT_OF(usual_ms));
    struct stat info;
    assert_int_equal(stat(b.file, &info), 0);
    assert_int_equal(truncate(b.file, info.st_size / 2), 0); /* breaks off on the way */
    expect_voice(&b);
    assert_int_equal(truncate(b.file, 10), 0);
    expect_voice(&b);
    unlink(b.file);
    expect_voice(&b);
    assert_true(recording_make(b.file, silent_ms, COUNT_OF(silent_ms)));
    expect_voice(&b);
    assert_true(recording_make(b.file, long_ms, COUNT_OF(long_ms)));
    expect_voice(&b);
    close_booth(&b);
}

static void a_silent_voice_remembers_words_and_name(void **state)
{
    (void)state;
    struct voice *voice = NULL;
    struct voice_options options = { .silent = true };
    voice_open(&voice, &options);
    struct voice_page page = { .words = S("Chào bác."),
                               .recording = S("/nowhere/L01-1.opus"),
                               .recorded = { 0, 3 } };
    voice_read(voice, &page);
    assert_true(str_eq(voice_said(voice), page.words));
    assert_true(str_eq(voice_recorded(voice), S("L01-1.opus")));
    voice_say(voice, S("Dạ."), false);
    assert_int_equal(voice_recorded(voice).len, 0);
    voice_read(voice, &page);
    voice_forget(voice);
    assert_int_equal(voice_recorded(voice).len, 0);
    voice_close(voice);
}

int main(void)
{
    log_set_level(LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_recording_is_heard_alone),
        cmocka_unit_test(the_voice_says_the_rest),
        cmocka_unit_test(speed_changes_the_time),
        cmocka_unit_test(the_pitch_stays),
        cmocka_unit_test(what_is_too_high_is_left_out),
        cmocka_unit_test(what_comes_next_ends_it_at_once),
        cmocka_unit_test(other_jobs_get_their_turn),
        cmocka_unit_test(what_cannot_be_played_is_spoken),
        cmocka_unit_test(a_silent_voice_remembers_words_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
