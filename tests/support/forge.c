/* Makes what a hub must refuse, for tests/system/security.sh. It holds a kiosk's real keys, so it
 * also forges what only a broken or stolen kiosk could.
 *
 *   forge batch KIND DATA OUT [OTHER]  a batch of the kiosk DATA; OTHER: another kiosk's data
 *   forge request DATA CODE OUT        the answer to an enrolment code, whatever became of the code
 *   forge statement DATA               its newest event as the statement it would send
 *   forge login DATA                   USER:PASSWORD of its HTTP requests
 *   forge secrets DATA                 every secret of a kiosk or hub, in each spelling, by line
 *
 * Kinds: good unsigned wrong-key stranger other-name other-hub truncated oversized too-many
 * bomb bomb-unsized changed-row stolen-id */
#include <ctype.h>
#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "store/identity.h"
#include "store/ledger.h"
#include "wire/batch.h"
#include "wire/chain.h"
#include "wire/codec.h"
#include "wire/grant.h"
#include "wire/statement.h"

#define BOUND_BYTES 168u
#define SIGNED_BYTES 208u
#define BOMB_BYTES ((size_t)512 * 1024 * 1024)

static arena home;

_Noreturn static void die(const char *why)
{
    fprintf(stderr, "forge: %s\n", why);
    exit(1);
}

/* A kiosk's name is in its settings; its grant has it too. */
static str kiosk_name(const char *data)
{
    str grant;
    str path = file_join(&home, str_of(data), S("keys/hub.grant"));
    if (file_read(&home, path, GRANT_BYTES, &grant) != FAIL_OK || grant.len < 8 + KIOSK_ID_MAX)
        return (str) { 0 };
    return str_of(arena_str(&home, str_slice(grant, 8, 8 + KIOSK_ID_MAX)).ptr);
}

static void open_kiosk(const char *data, struct identity *identity)
{
    struct identity_options options = { .folder = str_of(data), .kiosk_id = kiosk_name(data) };
    if (identity_open(identity, &options) != FAIL_OK || !identity->enrolled)
        die("there is no enrolled kiosk");
}

/* ---- batches ---- */

struct events {
    struct event items[64];
    size_t count;
};

static bool keep(void *self, const struct event *event)
{
    struct events *events = self;
    struct event *copy = &events->items[events->count++];
    *copy = *event;
    copy->type_name = arena_str(&home, event->type_name);
    copy->session = arena_str(&home, event->session);
    copy->learner = arena_str(&home, event->learner);
    copy->body = arena_str(&home, event->body);
    return events->count < COUNT_OF(events->items);
}

static void read_ledger(const char *data, ledger_visit *visit, struct events *events)
{
    struct ledger *ledger;
    struct ledger_options options = { .path = file_join(&home, str_of(data), S(LEDGER_FILE_NAME)),
                                      .read_only = true };
    events->count = 0;
    if (ledger_open(&ledger, &options) != FAIL_OK ||
        ledger_read(ledger, 1, 0, visit, events) != FAIL_OK || events->count == 0)
        die("there is no ledger with events");
    ledger_close(ledger);
}

static void read_events(const char *data, struct events *events)
{
    read_ledger(data, keep, events);
}

static str make_batch(const struct events *events, const struct batch_origin *origin)
{
    struct batch_maker maker;
    str file;
    batch_begin(&maker, &home, origin);
    for (size_t i = 0; i < events->count; i++)
        if (!batch_add(&maker, &events->items[i]))
            die("the batch is too large");
    if (batch_finish(&maker, &file, NULL) != FAIL_OK)
        die("the batch cannot be made");
    return file;
}

static void put_number(char *at, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (char)(value >> (8 * (bytes - 1 - i)));
}

/* Another payload under the same header, signed well. plain_bytes: what the header announces. */
static str with_payload(str file, const struct batch_origin *origin, str packed,
                        uint32_t plain_bytes)
{
    char head[BATCH_HEADER_BYTES];
    uint8_t hash[SEAL_HASH_BYTES], signature[SEAL_SIGNATURE_BYTES];
    memcpy(head, file.ptr, sizeof head);
    put_number(head + 92, plain_bytes, 4);
    str payload = seal_encrypt(&home, origin->hub, packed, (str) { head, BOUND_BYTES });
    seal_hash(payload, hash);
    put_number(head + BOUND_BYTES, payload.len, 8);
    memcpy(head + BOUND_BYTES + 8, hash, sizeof hash);
    seal_sign(origin->keys, (str) { head, SIGNED_BYTES }, signature);
    memcpy(head + SIGNED_BYTES, signature, sizeof signature);
    char *all = arena_alloc(&home, sizeof head + payload.len);
    memcpy(all, head, sizeof head);
    memcpy(all + sizeof head, payload.ptr, payload.len);
    return (str) { all, sizeof head + payload.len };
}

/* Half a gigabyte of zeros in some kilobytes; unsized: the frame does not say so. */
static str make_bomb(bool unsized)
{
    static char zeros[1 << 20];
    size_t room = 1 << 20;
    char *packed = arena_alloc(&home, room);
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_outBuffer out = { packed, room, 0 };
    if (!unsized)
        ZSTD_CCtx_setPledgedSrcSize(context, BOMB_BYTES);
    for (size_t done = 0; done < BOMB_BYTES; done += sizeof zeros) {
        ZSTD_inBuffer in = { zeros, sizeof zeros, 0 };
        bool last = done + sizeof zeros == BOMB_BYTES;
        size_t left = 1;
        while (in.pos < in.size || (last && left != 0)) {
            left = ZSTD_compressStream2(context, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
            if (ZSTD_isError(left))
                die("zstd");
        }
    }
    ZSTD_freeCCtx(context);
    return (str) { packed, out.pos };
}

static str resign(str file, const struct sign_keys *keys)
{
    str copy = arena_str(&home, file);
    uint8_t signature[SEAL_SIGNATURE_BYTES];
    seal_sign(keys, (str) { copy.ptr, SIGNED_BYTES }, signature);
    memcpy((char *)(uintptr_t)copy.ptr + SIGNED_BYTES, signature, sizeof signature);
    return copy;
}

static str patch(str file, size_t at, uint64_t value, unsigned bytes)
{
    str copy = arena_str(&home, file);
    put_number((char *)(uintptr_t)copy.ptr + at, value, bytes);
    return copy;
}

struct forging {
    struct identity identity;
    struct events events;
    struct batch_origin origin;
    struct sign_keys stranger;
    struct box_keys other_hub;
    const char *other;
};

/* Events that nobody has seen, chained well, and as the last of them another kiosk's id with this
 * kiosk's content: the ones before it must not be kept either. */
static str steal_id(struct forging *f)
{
    static struct events theirs;
    if (!f->other)
        die("stolen-id needs another kiosk");
    read_events(f->other, &theirs);
    size_t count = f->events.count < 5 ? f->events.count : 5;
    f->events.count = count;
    for (size_t i = 0; i < count; i++) {
        struct event *event = &f->events.items[i];
        event->id[EVENT_ID_BYTES - 1] ^= 0x55;
        if (i + 1 == count)
            memcpy(event->id, theirs.items[0].id, EVENT_ID_BYTES);
        if (i > 0)
            memcpy(event->prev, f->events.items[i - 1].hash, EVENT_HASH_BYTES);
        chain_hash(event, event->hash);
    }
    return make_batch(&f->events, &f->origin);
}

static str forge_origin(struct forging *f, const char *kind)
{
    struct batch_origin origin = f->origin;
    if (strcmp(kind, "stranger") == 0)
        origin.keys = &f->stranger;
    else if (strcmp(kind, "other-name") == 0)
        origin.kiosk = S("tram-khac");
    else if (strcmp(kind, "other-hub") == 0)
        origin.hub = &f->other_hub.pub;
    return make_batch(&f->events, &origin);
}

static str forge_batch(struct forging *f, const char *kind)
{
    str file = forge_origin(f, kind);
    if (strcmp(kind, "unsigned") == 0)
        for (size_t at = 0; at < SEAL_SIGNATURE_BYTES; at++)
            file = patch(file, SIGNED_BYTES + at, 0, 1);
    else if (strcmp(kind, "wrong-key") == 0)
        file = resign(file, &f->stranger);
    else if (strcmp(kind, "truncated") == 0)
        file.len /= 2;
    else if (strcmp(kind, "too-many") == 0)
        file = resign(patch(patch(file, 88, 60000, 4), 80, 60000, 8), f->origin.keys);
    else if (strcmp(kind, "bomb") == 0 || strcmp(kind, "bomb-unsized") == 0)
        file = with_payload(file, &f->origin, make_bomb(strcmp(kind, "bomb") != 0), 4096 * 1024);
    else if (strcmp(kind, "changed-row") == 0) {
        f->events.items[0].body = S("{\"lesson\":\"L99\"}"); /* the hash is the old one */
        file = make_batch(&f->events, &f->origin);
    } else if (strcmp(kind, "stolen-id") == 0)
        file = steal_id(f);
    else if (strcmp(kind, "oversized") == 0) {
        char *big = arena_alloc(&home, BATCH_FILE_BYTES_MAX + 1);
        memcpy(big, file.ptr, file.len);
        file = (str) { big, BATCH_FILE_BYTES_MAX + 1 };
    }
    return file;
}

static void write_batch(const char *kind, const char *data, const char *out, const char *other)
{
    static struct forging f;
    uint8_t seed[SEAL_SEED_BYTES], random[ID_RANDOM_BYTES];
    struct chance chance = chance_system();
    open_kiosk(data, &f.identity);
    read_events(data, &f.events);
    chance.fill(chance.self, seed, sizeof seed);
    seal_sign_keys(seed, &f.stranger);
    seal_box_keys(seed, &f.other_hub);
    f.other = other;
    f.origin = (struct batch_origin) { .kiosk = str_of(f.identity.kiosk),
                                       .keys = &f.identity.sign,
                                       .hub = &f.identity.hub.hub_box,
                                       .created_ms = clock_now().wall_ms };
    chance.fill(chance.self, random, sizeof random);
    id_make(f.origin.created_ms, random, f.origin.id);
    if (file_write_durable(str_of(out), forge_batch(&f, kind), 0644) != FAIL_OK)
        die("the file cannot be written");
    identity_close(&f.identity);
}

/* ---- requests and secrets ---- */

static void write_request(const char *data, const char *code_text, const char *out)
{
    struct identity identity;
    struct identity_options options = { .folder = str_of(data) };
    struct enrol_code code;
    if (identity_open(&identity, &options) != FAIL_OK ||
        enrol_code_read(str_of(code_text), &code) != FAIL_OK)
        die("no kiosk, or no code");
    struct enrol_request request = { .kiosk_sign = identity.sign.pub,
                                     .hub_key = seal_key_id(code.hub_sign.bytes),
                                     .created_ms = clock_now().wall_ms };
    memcpy(request.kiosk, identity.kiosk, sizeof request.kiosk);
    str bytes = enrol_request_write(&home, &request, &identity.sign, code.token);
    if (file_write_durable(str_of(out), bytes, 0644) != FAIL_OK)
        die("the file cannot be written");
    identity_close(&identity);
}

static bool keep_last(void *self, const struct event *event)
{
    struct events *events = self;
    events->count = 0;
    keep(events, event);
    return true;
}

static void print_statement(const char *data)
{
    static struct events last;
    struct identity identity;
    open_kiosk(data, &identity);
    read_ledger(data, keep_last, &last);
    struct statement_context context = statement_context_of(
        statement_base(&home, str_of(identity.hub.ward_id)), str_of(identity.kiosk));
    str json = statement_write_row(&home, &last.items[0], &context);
    printf("%.*s\n", STR_ARG(json));
    identity_close(&identity);
}

static void read_grant(const char *data, struct identity *identity, struct grant *grant)
{
    str bytes;
    open_kiosk(data, identity);
    if (file_read(&home, file_join(&home, str_of(data), S("keys/hub.grant")), GRANT_BYTES,
                  &bytes) != FAIL_OK)
        die("there is no grant");
    struct grant_expect expect = { str_of(identity->kiosk), &identity->sign,
                                   &identity->hub.hub_sign };
    if (grant_read(bytes, &expect, grant, NULL) != FAIL_OK)
        die("the grant cannot be read");
}

static void print_login(const char *data)
{
    struct identity identity;
    struct grant grant;
    read_grant(data, &identity, &grant);
    str user = grant_user(&home, str_of(identity.kiosk), identity.sign_id);
    str password = grant_password(&home, grant.http_secret);
    printf("%.*s:%.*s\n", STR_ARG(user), STR_ARG(password));
    identity_close(&identity);
}

static void print_spellings(const void *bytes, size_t len)
{
    char text[256];
    str hex = codec_hex(&home, bytes, len);
    printf("%.*s\n", STR_ARG(hex));
    for (size_t i = 0; i < hex.len; i++)
        putchar(toupper((unsigned char)hex.ptr[i]));
    putchar('\n');
    str base64 = codec_base64(&home, (str) { bytes, len });
    printf("%.*s\n", STR_ARG(base64));
    sodium_bin2base64(text, sizeof text, bytes, len, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    printf("%s\n", text);
    str base32 = codec_base32(&home, (str) { bytes, len });
    printf("%.*s\n", STR_ARG(base32));
}

static void print_key_files(const char *data)
{
    str folder = file_join(&home, str_of(data), S("keys"));
    DIR *dir = opendir(folder.ptr);
    if (!dir)
        die("there is no keys folder");
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        uint8_t key[SEAL_KEY_BYTES];
        str name = str_of(entry->d_name);
        if (str_ends(name, S(".key")) &&
            keyfile_read(file_join(&home, folder, name), key) == FAIL_OK)
            print_spellings(key, sizeof key);
    }
    closedir(dir);
}

static void print_secrets(const char *data)
{
    struct identity identity;
    struct grant grant;
    print_key_files(data);
    if (!file_exists(file_join(&home, str_of(data), S("keys/hub.grant"))))
        return;
    read_grant(data, &identity, &grant);
    print_spellings(grant.http_secret, sizeof grant.http_secret);
    print_spellings(grant.ward_key, sizeof grant.ward_key);
    identity_close(&identity);
}

int main(int argc, char **argv)
{
    log_set_level(LOG_LEVEL_ERROR);
    if (seal_start() != FAIL_OK)
        die("no chance");
    if (argc >= 5 && strcmp(argv[1], "batch") == 0)
        write_batch(argv[2], argv[3], argv[4], argc > 5 ? argv[5] : NULL);
    else if (argc == 5 && strcmp(argv[1], "request") == 0)
        write_request(argv[2], argv[3], argv[4]);
    else if (argc == 3 && strcmp(argv[1], "statement") == 0)
        print_statement(argv[2]);
    else if (argc == 3 && strcmp(argv[1], "login") == 0)
        print_login(argv[2]);
    else if (argc == 3 && strcmp(argv[1], "secrets") == 0)
        print_secrets(argv[2]);
    else
        die("forge batch|request|login|secrets …");
    arena_finish(&home);
    return 0;
}
