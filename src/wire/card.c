#include "wire/card.h"

#include <string.h>

#include "base/must.h"
#include "wire/bytes.h"
#include "wire/codec.h"

#define BITMAP_BYTES (PROGRESS_LESSONS_MAX / 8u)
#define DAY_MS (24ll * 3600 * 1000)
#define CARD_BYTES_MAX (CARD_LEARNER_BYTES + 2u + 1u + 2u * BITMAP_BYTES + SEAL_MAC_BYTES)

/* The byte before the progress: the form in the top bit, the length below. */
#define FORM_LIST 0x80u
/* An entry of a list: the lesson's number, and whether it was done unaided. */
#define ENTRY_UNAIDED 0x80u
static_assert(PROGRESS_LESSONS_MAX <= 128, "a lesson number fits seven bits");
static_assert(CARD_TEXT_MAX >= 4 + CODEC_BASE32_LEN(CARD_BYTES_MAX), "the longest card");

static const char prefix[] = "TS1:";
static const char key_prefix[] = "c-";

uint16_t card_day(int64_t wall_ms)
{
    int64_t day = wall_ms < CARD_DAY_ZERO_MS ? 0 : (wall_ms - CARD_DAY_ZERO_MS) / DAY_MS;
    return day > UINT16_MAX ? UINT16_MAX : (uint16_t)day;
}

str card_learner_key(arena *home, const uint8_t learner[CARD_LEARNER_BYTES])
{
    str letters = codec_base32(home, (str) { (const char *)learner, CARD_LEARNER_BYTES });
    return arena_printf(home, "%s%.*s", key_prefix, STR_ARG(letters));
}

bool card_learner_of_key(str key, uint8_t out[CARD_LEARNER_BYTES])
{
    arena scratch = { .block_bytes = 256 };
    str bytes = { 0 };
    bool good =
        str_starts(key, str_of(key_prefix)) &&
        key.len == strlen(key_prefix) + CODEC_BASE32_LEN(CARD_LEARNER_BYTES) &&
        codec_base32_read(&scratch, str_slice(key, strlen(key_prefix), key.len), &bytes) == FAIL_OK;
    if (good)
        memcpy(out, bytes.ptr, CARD_LEARNER_BYTES);
    arena_finish(&scratch);
    return good;
}

/* ---- progress ---- */

static void put_list(struct byte_writer *w, const struct progress *progress)
{
    for (uint16_t number = 0; number < PROGRESS_LESSONS_MAX; number++)
        if (progress_has(progress, number))
            bytes_put_number(
                w, number | (progress_has_unaided(progress, number) ? ENTRY_UNAIDED : 0u), 1);
}

static size_t bitmap_len(const struct progress *progress)
{
    size_t len = BITMAP_BYTES;
    while (len && progress->done[len - 1] == 0)
        len--;
    return len;
}

/* One unaided bit for each lesson that is done, in the order of their numbers. */
static void put_unaided_bits(struct byte_writer *w, const struct progress *progress)
{
    uint8_t bits = 0;
    unsigned count = 0;
    for (uint16_t number = 0; number < PROGRESS_LESSONS_MAX; number++) {
        if (!progress_has(progress, number))
            continue;
        bits = (uint8_t)(bits | progress_has_unaided(progress, number) << count);
        if (++count == 8) {
            bytes_put_number(w, bits, 1);
            bits = 0;
            count = 0;
        }
    }
    if (count)
        bytes_put_number(w, bits, 1);
}

static void put_progress(struct byte_writer *w, const struct progress *progress)
{
    size_t done = progress_count(progress);
    size_t len = bitmap_len(progress);
    if (done <= len + (done + 7) / 8) {
        bytes_put_number(w, FORM_LIST | done, 1);
        put_list(w, progress);
    } else {
        bytes_put_number(w, len, 1);
        bytes_put(w, progress->done, len);
        put_unaided_bits(w, progress);
    }
}

static void take_list(struct byte_reader *r, size_t count, struct progress *out)
{
    for (size_t i = 0; i < count && !r->short_; i++) {
        uint64_t entry = bytes_take_number(r, 1);
        progress_set(out, (uint16_t)(entry & ~(uint64_t)ENTRY_UNAIDED), entry & ENTRY_UNAIDED);
    }
}

static void take_bitmap(struct byte_reader *r, size_t len, struct progress *out)
{
    if (len > BITMAP_BYTES) {
        r->short_ = true;
        return;
    }
    bytes_take(r, out->done, len);
    uint64_t bits = 0;
    unsigned left = 0;
    for (uint16_t number = 0; number < PROGRESS_LESSONS_MAX; number++) {
        if (!progress_has(out, number))
            continue;
        if (left == 0) {
            bits = bytes_take_number(r, 1);
            left = 8;
        }
        if (bits & 1)
            progress_set(out, number, true);
        bits >>= 1;
        left--;
    }
}

static void take_progress(struct byte_reader *r, struct progress *out)
{
    uint64_t form = bytes_take_number(r, 1);
    if (form & FORM_LIST)
        take_list(r, form & ~(uint64_t)FORM_LIST, out);
    else
        take_bitmap(r, form, out);
}

/* ---- the card ---- */

static void put_card(struct byte_writer *w, const struct card *card)
{
    bytes_put(w, card->learner, CARD_LEARNER_BYTES);
    bytes_put_number(w, card->issue_day, 2);
    put_progress(w, &card->progress);
}

/* The MAC covers the prefix too, so that the same bytes mean nothing under another one. */
static void mac_of(str body, const uint8_t ward_key[SEAL_KEY_BYTES], uint8_t out[SEAL_MAC_BYTES])
{
    uint8_t room[sizeof prefix + CARD_BYTES_MAX];
    struct byte_writer w = { room, 0, sizeof room };
    bytes_put(&w, prefix, strlen(prefix));
    bytes_put(&w, body.ptr, body.len);
    seal_mac(ward_key, bytes_view(&w), out);
}

str card_encode(arena *home, const struct card *card, const uint8_t ward_key[SEAL_KEY_BYTES])
{
    uint8_t room[CARD_BYTES_MAX], mac[SEAL_MAC_BYTES];
    struct byte_writer w = { room, 0, sizeof room };
    put_card(&w, card);
    mac_of(bytes_view(&w), ward_key, mac);
    bytes_put(&w, mac, sizeof mac);
    return arena_printf(home, "%s%.*s", prefix, STR_ARG(codec_base32(home, bytes_view(&w))));
}

static enum fail check_prefix(str text)
{
    if (str_starts(text, str_of(prefix)))
        return FAIL_OK;
    bool later = text.len >= strlen(prefix) && text.ptr[0] == 'T' && text.ptr[1] == 'S' &&
                 text.ptr[2] >= '2' && text.ptr[2] <= '9' && text.ptr[3] == ':';
    return later ? FAIL_VERSION : FAIL_FORMAT;
}

static enum fail decode_bytes(str bytes, const uint8_t ward_key[SEAL_KEY_BYTES], struct card *out)
{
    if (bytes.len < CARD_LEARNER_BYTES + 2 + 1 + SEAL_MAC_BYTES || bytes.len > CARD_BYTES_MAX)
        return FAIL_FORMAT;
    str body = str_slice(bytes, 0, bytes.len - SEAL_MAC_BYTES);
    uint8_t mac[SEAL_MAC_BYTES];
    mac_of(body, ward_key, mac);
    if (!seal_equal(mac, bytes.ptr + body.len, sizeof mac))
        return FAIL_FOREIGN;
    struct card card = { 0 };
    struct byte_reader r = { body, false };
    bytes_take(&r, card.learner, CARD_LEARNER_BYTES);
    card.issue_day = (uint16_t)bytes_take_number(&r, 2);
    take_progress(&r, &card.progress);
    /* One state has one code: what would be written differently was not written by us. */
    uint8_t again[CARD_BYTES_MAX];
    struct byte_writer w = { again, 0, sizeof again };
    put_card(&w, &card);
    if (r.short_ || !str_eq(bytes_view(&w), body))
        return FAIL_FORMAT;
    *out = card;
    return FAIL_OK;
}

enum fail card_decode(str text, const uint8_t ward_key[SEAL_KEY_BYTES], struct card *out)
{
    text = str_trim(text);
    enum fail failed = check_prefix(text);
    if (failed != FAIL_OK)
        return failed;
    if (text.len > CARD_TEXT_MAX)
        return FAIL_FORMAT;
    arena scratch = { .block_bytes = 256 };
    str bytes = { 0 };
    failed = codec_base32_read(&scratch, str_slice(text, strlen(prefix), text.len), &bytes);
    if (failed == FAIL_OK)
        failed = decode_bytes(bytes, ward_key, out);
    arena_finish(&scratch);
    return failed;
}
