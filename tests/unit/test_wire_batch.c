/* Batches and receipts: whole or refused. Every byte of a batch and of a receipt is changed, every
 * length is cut, keys are mixed up, and a bomb has nowhere to go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <zstd.h>

#include "base/log.h"
#include "base/must.h"
#include "wire/chain.h"
#include "wire/receipt.h"
#include "wire/row.h"
#include "wire_fixture.h"

static int enter(void **state)
{
    static struct fixture fixture;
    log_set_level((enum log_level) - 1);
    fixture_open(&fixture);
    *state = &fixture;
    return 0;
}

static int leave(void **state)
{
    fixture_close(*state);
    return 0;
}

static enum fail open_batch(struct fixture *f, arena *home, str file, struct batch *out)
{
    struct batch_keys keys = { &f->kiosk.pub, &f->box };
    return batch_open(home, file, &keys, out);
}

static void test_round_trip(void **state)
{
    struct fixture *f = *state;
    struct event *events = fixture_events(&f->home, 41, 500);
    struct batch_header header;
    struct batch batch;
    str file = fixture_batch(f, events, 500, &header);
    assert_int_equal(header.first_seq, 41);
    assert_int_equal(header.last_seq, 540);
    assert_int_equal(open_batch(f, &f->home, file, &batch), FAIL_OK);
    assert_string_equal(batch.header.kiosk, FIXTURE_KIOSK);
    assert_int_equal(batch.header.count, 500);
    for (unsigned i = 0; i < 500; i++) {
        assert_int_equal(batch.events[i].seq, events[i].seq);
        assert_memory_equal(batch.events[i].prev, events[i].prev, EVENT_HASH_BYTES);
        assert_memory_equal(batch.events[i].hash, events[i].hash, EVENT_HASH_BYTES);
        assert_true(str_eq(batch.events[i].body, events[i].body));
    }
    assert_int_equal(batch_verify(file, &f->kiosk.pub, &header, NULL), FAIL_OK);
    assert_int_equal(batch_read_header(str_slice(file, 0, BATCH_HEADER_BYTES), &header, NULL),
                     FAIL_OK);
}

static void test_every_byte_changed(void **state)
{
    struct fixture *f = *state;
    str file = fixture_batch(f, fixture_events(&f->home, 1, 3), 3, NULL);
    for (size_t at = 0; at < file.len; at++) {
        arena home = { .block_bytes = 4096 };
        struct batch batch;
        str bad = fixture_tamper(&home, file, at, (uint8_t)(file.ptr[at] ^ (1 << at % 8)));
        assert_int_not_equal(open_batch(f, &home, bad, &batch), FAIL_OK);
        assert_null(batch.events);
        assert_true(strlen(batch.why) > 10);
        struct batch_header header;
        assert_int_not_equal(batch_verify(bad, &f->kiosk.pub, &header, NULL), FAIL_OK);
        arena_finish(&home);
    }
}

static void test_every_length_cut(void **state)
{
    struct fixture *f = *state;
    str file = fixture_batch(f, fixture_events(&f->home, 1, 3), 3, NULL);
    struct batch batch;
    for (size_t len = 0; len < file.len; len++) {
        arena home = { .block_bytes = 4096 };
        enum fail failed = open_batch(f, &home, str_slice(file, 0, len), &batch);
        assert_int_equal(failed, len < BATCH_HEADER_BYTES ? FAIL_FORMAT : FAIL_CORRUPT);
        arena_finish(&home);
    }
    str longer = arena_printf(&f->home, "%*s", (int)file.len + 1, "");
    memcpy((char *)(uintptr_t)longer.ptr, file.ptr, file.len);
    assert_int_equal(open_batch(f, &f->home, longer, &batch), FAIL_CORRUPT);
}

static void test_other_keys(void **state)
{
    struct fixture *f = *state;
    str file = fixture_batch(f, fixture_events(&f->home, 1, 3), 3, NULL);
    struct batch batch;
    struct batch_keys other_kiosk = { &f->stranger.pub, &f->box };
    struct batch_keys other_hub = { &f->kiosk.pub, &f->other_box };
    assert_int_equal(batch_open(&f->home, file, &other_kiosk, &batch), FAIL_FOREIGN);
    assert_int_equal(batch_open(&f->home, file, &other_hub, &batch), FAIL_FOREIGN);
    str newer = fixture_tamper(&f->home, file, 7, '2');
    assert_int_equal(open_batch(f, &f->home, newer, &batch), FAIL_VERSION);
}

/* Signs a header again after changing it: what a kiosk with a key and bad intentions could do. */
static str sign_again(struct fixture *f, str file, size_t at, const void *bytes, size_t len)
{
    char *copy = arena_alloc(&f->home, file.len);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    memcpy(copy, file.ptr, file.len);
    memcpy(copy + at, bytes, len);
    seal_sign(&f->kiosk, (str) { copy, BATCH_HEADER_BYTES - SEAL_SIGNATURE_BYTES }, signature);
    memcpy(copy + BATCH_HEADER_BYTES - SEAL_SIGNATURE_BYTES, signature, sizeof signature);
    return (str) { copy, file.len };
}

static void test_well_signed_lies(void **state)
{
    struct fixture *f = *state;
    struct event *events = fixture_events(&f->home, 1, 3);
    str file = fixture_batch(f, events, 3, NULL);
    struct batch batch;
    /* Another name over the same ciphertext: the encryption is bound to the name. */
    assert_int_equal(open_batch(f, &f->home, sign_again(f, file, 8, "tram-max", 8), &batch),
                     FAIL_CORRUPT);
    assert_int_equal(open_batch(f, &f->home, sign_again(f, file, 88, "\0\0\x13\x89", 4), &batch),
                     FAIL_FORMAT);
    static const uint8_t many[20] = { 0, 0, 0, 0, 0,    0,    0, 1, 0,    0,
                                      0, 0, 0, 0, 0x13, 0x89, 0, 0, 0x13, 0x89 };
    assert_int_equal(open_batch(f, &f->home, sign_again(f, file, 72, many, 20), &batch),
                     FAIL_LIMIT);
    assert_int_equal(
        open_batch(f, &f->home, sign_again(f, file, 92, "\x7f\xff\xff\xff", 4), &batch),
        FAIL_LIMIT);
    assert_int_equal(open_batch(f, &f->home, sign_again(f, file, 8, "Tram-mau", 8), &batch),
                     FAIL_FORMAT);
    /* An event changed before it was packed: the chain knows. */
    events[1].body = S("{\"lesson\":\"L99\"}");
    file = fixture_batch(f, events, 3, NULL);
    assert_int_equal(open_batch(f, &f->home, file, &batch), FAIL_CORRUPT);
    assert_non_null(strstr(batch.why, "event 2"));
    events = fixture_events(&f->home, 1, 3);
    memset(events[2].hash, 7, EVENT_HASH_BYTES);
    assert_int_equal(open_batch(f, &f->home, fixture_batch(f, events, 3, NULL), &batch),
                     FAIL_CORRUPT);
    events = fixture_events(&f->home, 1, 3);
    events[2].body = S("");
    assert_int_equal(open_batch(f, &f->home, fixture_batch(f, events, 3, NULL), &batch),
                     FAIL_FORMAT);
}

/* A payload of the kiosk's own making under a header that fits it. */
static str forge(struct fixture *f, str packed, uint32_t plain_bytes)
{
    struct event *events = fixture_events(&f->home, 1, 1);
    str file = fixture_batch(f, events, 1, NULL);
    uint8_t head[BATCH_HEADER_BYTES], signature[SEAL_SIGNATURE_BYTES];
    memcpy(head, file.ptr, sizeof head);
    for (unsigned i = 0; i < 4; i++)
        head[92 + i] = (uint8_t)(plain_bytes >> (24 - 8 * i));
    str payload = seal_encrypt(&f->home, &f->box.pub, packed, (str) { (char *)head, 168 });
    for (unsigned i = 0; i < 8; i++)
        head[168 + i] = (uint8_t)((uint64_t)payload.len >> (56 - 8 * i));
    seal_hash(payload, head + 176);
    seal_sign(&f->kiosk, (str) { (char *)head, 208 }, signature);
    memcpy(head + 208, signature, sizeof signature);
    struct buf out = buf_in(&f->home);
    buf_put(&out, head, sizeof head);
    buf_str(&out, payload);
    return buf_view(&out);
}

static str pack(struct fixture *f, str plain)
{
    size_t room = ZSTD_compressBound(plain.len);
    char *packed = arena_alloc(&f->home, room);
    size_t len = ZSTD_compress(packed, room, plain.ptr, plain.len, 3);
    must(!ZSTD_isError(len));
    return (str) { packed, len };
}

static void test_bomb_and_bad_lines(void **state)
{
    struct fixture *f = *state;
    struct batch batch;
    size_t huge = 256u * 1024u * 1024u;
    char *zeros = arena_alloc(&f->home, huge);
    str bomb = pack(f, (str) { zeros, huge });
    assert_true(bomb.len < 64u * 1024u);
    assert_int_equal(open_batch(f, &f->home, forge(f, bomb, 1000), &batch), FAIL_CORRUPT);
    assert_int_equal(open_batch(f, &f->home, forge(f, bomb, BATCH_BYTES_MAX), &batch),
                     FAIL_CORRUPT);
    assert_int_equal(open_batch(f, &f->home, forge(f, S("no zstd at all"), 14), &batch),
                     FAIL_CORRUPT);
    struct buf lines = buf_in(&f->home);
    struct event *events = fixture_events(&f->home, 1, 2);
    row_write(&lines, &events[0], ROW_EXACT);
    size_t one = lines.len;
    row_write(&lines, &events[1], ROW_EXACT);
    str two = buf_view(&lines);
    assert_int_equal(
        open_batch(f, &f->home, forge(f, pack(f, str_slice(two, 0, one)), (uint32_t)one), &batch),
        FAIL_OK);
    assert_int_equal(open_batch(f, &f->home, forge(f, pack(f, two), (uint32_t)two.len), &batch),
                     FAIL_FORMAT);
    str cut = str_slice(two, 0, one - 1);
    assert_int_equal(open_batch(f, &f->home, forge(f, pack(f, cut), (uint32_t)cut.len), &batch),
                     FAIL_FORMAT);
    str second = str_slice(two, one, two.len);
    assert_int_equal(
        open_batch(f, &f->home, forge(f, pack(f, second), (uint32_t)second.len), &batch),
        FAIL_FORMAT);
}

static void test_bounds_of_making(void **state)
{
    struct fixture *f = *state;
    struct event *events = fixture_events(&f->home, 1, BATCH_EVENTS_MAX + 1);
    struct batch_origin origin = { S(FIXTURE_KIOSK), &f->kiosk, &f->box.pub, 0, { 0 } };
    struct batch_maker maker;
    str file;
    origin.id[6] = 0x70;
    origin.id[8] = 0x80;
    batch_begin(&maker, &f->home, &origin);
    assert_int_equal(batch_finish(&maker, &file, NULL), FAIL_MISSING);
    batch_begin(&maker, &f->home, &origin);
    for (unsigned i = 0; i < BATCH_EVENTS_MAX; i++)
        assert_true(batch_add(&maker, &events[i]));
    assert_false(batch_add(&maker, &events[BATCH_EVENTS_MAX]));
    struct batch batch;
    assert_int_equal(batch_finish(&maker, &file, NULL), FAIL_OK);
    assert_int_equal(open_batch(f, &f->home, file, &batch), FAIL_OK);
    assert_int_equal(batch.header.count, BATCH_EVENTS_MAX);
    /* By size: bodies as long as they may be. */
    char *text = arena_alloc(&f->home, EVENT_BODY_BYTES_MAX + 1);
    memset(text, '"', EVENT_BODY_BYTES_MAX);
    batch_begin(&maker, &f->home, &origin);
    unsigned taken = 0;
    for (; taken < BATCH_EVENTS_MAX; taken++) {
        events[taken].body = (str) { text, EVENT_BODY_BYTES_MAX };
        if (!batch_add(&maker, &events[taken]))
            break;
    }
    assert_true(taken > 400 && taken < BATCH_EVENTS_MAX);
    assert_int_equal(batch_finish(&maker, &file, NULL), FAIL_OK);
    assert_true(file.len <= BATCH_FILE_BYTES_MAX);
}

/* ---- receipts ---- */

static struct receipt receipt_of(struct fixture *f)
{
    struct receipt receipt = { .kiosk = FIXTURE_KIOSK,
                               .kiosk_key = seal_key_id(f->kiosk.pub.bytes),
                               .hub_wall_ms = FIXTURE_WALL_MS,
                               .range_count = 2 };
    receipt.ranges[0] = (struct receipt_range) { 1, 40, { 1 }, { 2 } };
    receipt.ranges[1] = (struct receipt_range) { 42, 42, { 3 }, { 3 } };
    return receipt;
}

static struct receipt_expect expect_of(struct fixture *f)
{
    return (struct receipt_expect) { S(FIXTURE_KIOSK), seal_key_id(f->kiosk.pub.bytes),
                                     &f->hub.pub };
}

static void test_receipt(void **state)
{
    struct fixture *f = *state;
    struct receipt receipt = receipt_of(f), again;
    struct receipt_expect expect = expect_of(f);
    str file = receipt_write(&f->home, &receipt, &f->hub);
    assert_int_equal(receipt_read(file, &expect, &again, NULL), FAIL_OK);
    assert_true(str_eq(receipt_write(&f->home, &again, &f->hub), file));
    assert_int_equal(again.ranges[1].last_seq, 42);
    assert_int_equal(again.hub_wall_ms, FIXTURE_WALL_MS);
    char why[RECEIPT_WHY_BYTES];
    for (size_t at = 0; at < file.len; at++) {
        str bad = fixture_tamper(&f->home, file, at, (uint8_t)(file.ptr[at] ^ (1 << at % 8)));
        why[0] = 0;
        assert_int_not_equal(receipt_read(bad, &expect, &again, why), FAIL_OK);
        assert_true(strlen(why) > 10);
        assert_int_not_equal(receipt_read(str_slice(file, 0, at), &expect, &again, NULL), FAIL_OK);
    }
    expect.kiosk = S("tram-khac");
    assert_int_equal(receipt_read(file, &expect, &again, NULL), FAIL_FOREIGN);
    expect = expect_of(f);
    expect.kiosk_key = seal_key_id(f->stranger.pub.bytes);
    assert_int_equal(receipt_read(file, &expect, &again, NULL), FAIL_FOREIGN);
    expect = expect_of(f);
    expect.hub = &f->stranger.pub;
    assert_int_equal(receipt_read(file, &expect, &again, NULL), FAIL_FOREIGN);
    /* A stranger signs under the hub's name. */
    str forged = receipt_write(&f->home, &receipt, &f->stranger);
    char *bytes = arena_alloc(&f->home, forged.len);
    struct key_id hub = seal_key_id(f->hub.pub.bytes);
    memcpy(bytes, forged.ptr, forged.len);
    memcpy(bytes + 48, hub.bytes, sizeof hub.bytes);
    expect = expect_of(f);
    assert_int_equal(receipt_read((str) { bytes, forged.len }, &expect, &again, NULL),
                     FAIL_CORRUPT);
}

static void test_full_receipt(void **state)
{
    struct fixture *f = *state;
    struct receipt receipt = receipt_of(f), again;
    struct receipt_expect expect = expect_of(f);
    for (uint32_t i = 0; i < RECEIPT_RANGES_MAX; i++)
        receipt.ranges[i] =
            (struct receipt_range) { .first_seq = 10ull * i + 1, .last_seq = 10ull * i + 5 };
    receipt.range_count = RECEIPT_RANGES_MAX;
    str file = receipt_write(&f->home, &receipt, &f->hub);
    assert_int_equal(file.len, RECEIPT_BYTES_MAX);
    assert_int_equal(receipt_read(file, &expect, &again, NULL), FAIL_OK);
    receipt.range_count = 0;
    file = receipt_write(&f->home, &receipt, &f->hub);
    assert_int_equal(receipt_read(file, &expect, &again, NULL), FAIL_OK);
    assert_int_equal(again.range_count, 0);
}

#define WITH_KEYS(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_KEYS(test_round_trip),       WITH_KEYS(test_every_byte_changed),
        WITH_KEYS(test_every_length_cut), WITH_KEYS(test_other_keys),
        WITH_KEYS(test_well_signed_lies), WITH_KEYS(test_bomb_and_bad_lines),
        WITH_KEYS(test_bounds_of_making), WITH_KEYS(test_receipt),
        WITH_KEYS(test_full_receipt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
