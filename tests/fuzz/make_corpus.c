/* Writes the binary inputs of wire's fuzz targets, with the keys that those use:
 *     build/tests/fuzz/make_corpus tests/fuzz/corpus
 * Run it again when a form in src/wire/README.md changes. Texts (body, row) are written by hand. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <zstd.h>

#include "base/file.h"
#include "base/must.h"
#include "wire/batch.h"
#include "wire/card.h"
#include "wire/chain.h"
#include "wire/codec.h"
#include "wire/config_file.h"
#include "wire/enrol.h"
#include "wire/grant.h"
#include "wire/pack_file.h"
#include "wire/receipt.h"
#include "wire/row.h"
#include "wire/statement.h"

static arena home;
static const char *root;

static void save(const char *folder, const char *name, str bytes)
{
    str path = arena_printf(&home, "%s/%s/%s", root, folder, name);
    must(file_make_folder(arena_printf(&home, "%s/%s", root, folder), false) == FAIL_OK);
    must(file_write_durable(path, bytes, 0644) == FAIL_OK);
}

static struct event one_event(void)
{
    struct event event = { .seq = 1,
                           .id = { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80 },
                           .boot = 1,
                           .mono_ms = 5,
                           .wall_ms = 1795305600000ll,
                           .clock_sure = true,
                           .type_name = S("lesson.completed"),
                           .session = S("01890a5d-ac96-774b-bcce-b302099a8057"),
                           .body = S("{\"lesson\":\"L11\",\"unaided\":true}") };
    chain_hash(&event, event.hash);
    return event;
}

static void save_batches(void)
{
    struct sign_keys kiosk;
    struct box_keys hub;
    uint8_t seed[SEAL_SEED_BYTES] = { 1 };
    seal_sign_keys(seed, &kiosk);
    seal_box_keys(seed, &hub);
    struct batch_origin origin = { .kiosk = S("tram-mau"),
                                   .keys = &kiosk,
                                   .hub = &hub.pub,
                                   .id = { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80 } };
    struct event event = one_event();
    struct batch_maker maker;
    str file;
    batch_begin(&maker, &home, &origin);
    must(batch_add(&maker, &event));
    must(batch_finish(&maker, &file, NULL) == FAIL_OK);
    save("batch", "one-event.tsb", file);
    save("batch", "header.tsb", str_slice(file, 0, BATCH_HEADER_BYTES));
    struct buf line = buf_in(&home);
    row_write(&line, &event, ROW_EXACT);
    str text = buf_view(&line);
    char packed[2048];
    size_t len = ZSTD_compress(packed, sizeof packed, text.ptr, text.len, 3);
    must(!ZSTD_isError(len));
    save("batch", "packed-line.zst", (str) { packed, len });
    save("row", "event.json", str_slice(text, 0, text.len - 1));
}

static void save_receipts(void)
{
    struct sign_keys hub;
    uint8_t seed[SEAL_SEED_BYTES] = { 2 };
    struct receipt receipt = { .kiosk = "tram-mau",
                               .kiosk_key = { { 1 } },
                               .hub_wall_ms = 1795305600000ll,
                               .range_count = 2 };
    receipt.ranges[0] = (struct receipt_range) { .first_seq = 1, .last_seq = 40 };
    receipt.ranges[1] = (struct receipt_range) { .first_seq = 50, .last_seq = 50 };
    seal_sign_keys(seed, &hub);
    str file = receipt_write(&home, &receipt, &hub);
    save("receipt", "two-ranges.tsr", file);
    save("receipt", "unsigned", str_slice(file, 0, file.len - SEAL_SIGNATURE_BYTES));
    receipt.range_count = 0;
    save("receipt", "none.tsr", receipt_write(&home, &receipt, &hub));
}

static void save_cards(void)
{
    static const uint8_t ward_key[SEAL_KEY_BYTES] = { 3 };
    struct card card = { .learner = { 1, 2, 3 }, .issue_day = 690 };
    save("card", "empty", card_encode(&home, &card, ward_key));
    progress_set(&card.progress, 11, true);
    progress_set(&card.progress, 31, false);
    save("card", "two-lessons", card_encode(&home, &card, ward_key));
    for (uint16_t i = 1; i < 48; i++)
        progress_set(&card.progress, i, i % 3 == 0);
    save("card", "all-lessons", card_encode(&home, &card, ward_key));
    save("card", "bytes-list", (str) { "0123456789\x02\xb2\x82\x0b\x9f", 15 });
    save("card", "bytes-bitmap", (str) { "0123456789\x02\xb2\x02\xff\xff\xff\xff", 17 });
}

static void save_enrolments(void)
{
    struct sign_keys hub;
    struct box_keys box;
    uint8_t seed[SEAL_SEED_BYTES] = { 4 }, token[ENROL_TOKEN_BYTES] = { 7 };
    seal_sign_keys(seed, &hub);
    seal_box_keys(seed, &box);
    struct enrol_code code = { .hub = "hub-mau",
                               .address = "https://hub.invalid",
                               .ward_id = "phuong-mau",
                               .ward_name = "Phường Mẫu",
                               .hub_box = box.pub,
                               .expires_ms = 1795305600000ll };
    struct enrol_request request = { .kiosk = "tram-mau" };
    str text, bytes;
    must(enrol_code_write(&home, &code, &hub, &text) == FAIL_OK);
    save("enrol", "code", text);
    must(codec_base32_read(&home, str_slice(text, 5, text.len), &bytes) == FAIL_OK);
    save("enrol", "unsigned", str_slice(bytes, 0, bytes.len - SEAL_SIGNATURE_BYTES));
    save("enrol", "request.tsq", enrol_request_write(&home, &request, &hub, token));
}

static void save_stick_files(void)
{
    struct sign_keys hub;
    uint8_t seed[SEAL_SEED_BYTES] = { 2 };
    seal_sign_keys(seed, &hub);
    struct config_file config = { .kiosk = "tram-mau",
                                  .version = 3,
                                  .created_ms = 1795305600000ll,
                                  .yaml = S("ward_name: Phường Mẫu\n") };
    str file = config_file_write(&home, &config, &hub);
    save("config_file", "one-kiosk.tsc", file);
    save("config_file", "unsigned", str_slice(file, 0, file.len - SEAL_SIGNATURE_BYTES));
    config.kiosk[0] = 0;
    save("config_file", "all.tsc", config_file_write(&home, &config, &hub));
    struct pack_file pack = { .pack = "chung", .version = 3, .payload_bytes = 4096 };
    save("pack_file", "head.tsp", pack_file_head_write(&home, &pack, &hub));
}

static void save_grants(void)
{
    struct sign_keys kiosk, hub;
    uint8_t seed[SEAL_SEED_BYTES] = { 5 };
    struct grant grant = { .kiosk = "tram-mau", .hub_wall_ms = 1795305600000ll };
    str file;
    seal_sign_keys(seed, &kiosk);
    seed[0] = 6;
    seal_sign_keys(seed, &hub);
    must(grant_write(&home, &grant, &kiosk.pub, &hub, &file) == FAIL_OK);
    save("grant", "grant.tsg", file);
    save("grant", "unsigned", str_slice(file, 0, file.len - SEAL_SIGNATURE_BYTES));
    save("grant", "credentials", grant_authorization(&home, S("tram-mau.0a1b2c3d"), S("geheim")));
}

static void save_statements(void)
{
    struct event event = one_event();
    struct statement_context context =
        statement_context_of(S("https://tramso.invalid/mau"), S("tram-mau"));
    event.type = EVENT_LESSON_COMPLETED;
    save("statement", "row", statement_write_row(&home, &event, &context));
    event.body = S("no json");
    chain_hash(&event, event.hash);
    save("statement", "logged", statement_write_row(&home, &event, &context));
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "make_corpus FOLDER\n");
        return 2;
    }
    root = argv[1];
    save_batches();
    save_receipts();
    save_cards();
    save_enrolments();
    save_grants();
    save_statements();
    save_stick_files();
    arena_finish(&home);
    return 0;
}
