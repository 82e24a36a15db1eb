#include "packs_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/must.h"
#include "wire/pack_file.h"

const char *packs_source;

static bool any_icon(str name)
{
    return !str_empty(name);
}

int open_kiosk(void **state)
{
    struct kiosk *k = calloc(1, sizeof *k);
    must(k != NULL);
    fixture_make(&k->pack, packs_source);
    fixture_edit(&k->pack, "pack.yaml", S("version: 7"), S("version: 1"));
    snprintf(k->data, sizeof k->data, "/tmp/tramso-packs-XXXXXX");
    must(mkdtemp(k->data) != NULL);
    uint8_t seed[SEAL_SEED_BYTES] = { 1 };
    seal_sign_keys(seed, &k->ward);
    seed[0] = 2;
    seal_sign_keys(seed, &k->other);
    k->signer = k->ward.pub;
    k->wanted[0] = S("tot");
    k->packs = (struct packs) { .data = str_of(k->data),
                                .assets = str_of(k->pack.assets),
                                .signers = &k->signer,
                                .signer_count = 1,
                                .wanted = k->wanted,
                                .wanted_count = 1,
                                .has_icon = any_icon };
    *state = k;
    return 0;
}

int close_kiosk(void **state)
{
    struct kiosk *k = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", k->data);
    must(system(command) == 0);
    fixture_drop(&k->pack);
    arena_finish(&k->home);
    free(k);
    return 0;
}

/* ---- making packs, good and bad ---- */

#define PAYLOAD_ROOM (8u * 1024u * 1024u)

static void put_entry(struct archive *a, const struct entry *e)
{
    static char zeros[65536];
    struct archive_entry *entry = archive_entry_new();
    uint64_t size = e->zeros ? e->zeros : e->bytes.len;
    archive_entry_set_pathname(entry, e->name);
    archive_entry_set_filetype(entry, e->type);
    archive_entry_set_perm(entry, 0644);
    if (e->type == AE_IFLNK)
        archive_entry_set_symlink(entry, e->link);
    else if (e->link)
        archive_entry_set_hardlink(entry, e->link);
    if (e->type == AE_IFREG && !e->link)
        archive_entry_set_size(entry, (la_int64_t)size);
    /* A name that is not ASCII is a warning there. */
    assert_true(archive_write_header(a, entry) >= ARCHIVE_WARN);
    for (uint64_t left = e->zeros; left > 0;) {
        size_t n = left < sizeof zeros ? (size_t)left : sizeof zeros;
        assert_int_equal(archive_write_data(a, zeros, n), n);
        left -= n;
    }
    if (e->bytes.len)
        assert_int_equal(archive_write_data(a, e->bytes.ptr, e->bytes.len), e->bytes.len);
    archive_entry_free(entry);
}

str make_payload(struct kiosk *k, const struct entry *entries, size_t count)
{
    char *room = arena_alloc(&k->home, PAYLOAD_ROOM);
    size_t used = 0;
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_add_filter_zstd(a), ARCHIVE_OK);
    assert_int_equal(archive_write_set_format_pax_restricted(a), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(a, room, PAYLOAD_ROOM, &used), ARCHIVE_OK);
    for (size_t i = 0; i < count; i++)
        put_entry(a, &entries[i]);
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return (str) { room, used };
}

str sign_as(struct kiosk *k, const struct sign_keys *signer, const char *id, uint64_t version,
            str payload)
{
    struct pack_file head = { .version = version, .created_ms = 1, .payload_bytes = payload.len };
    snprintf(head.pack, sizeof head.pack, "%s", id);
    seal_hash(payload, head.payload_hash);
    struct buf whole = buf_in(&k->home);
    buf_str(&whole, pack_file_head_write(&k->home, &head, signer));
    buf_str(&whole, payload);
    return buf_view(&whole);
}

str write_file(struct kiosk *k, const char *name, str bytes)
{
    str path = file_join(&k->home, str_of(k->data), str_of(name));
    assert_int_equal(file_write_durable(path, bytes, 0644), FAIL_OK);
    return path;
}

str read_fixture(struct kiosk *k, const char *name)
{
    str bytes, path = arena_printf(&k->home, "%s/lessons/tot/%s", k->pack.assets, name);
    assert_int_equal(file_read(&k->home, path, 1u << 20, &bytes), FAIL_OK);
    return bytes;
}

str replaced(struct kiosk *k, str text, str find, str replace)
{
    struct buf out = buf_in(&k->home);
    ptrdiff_t at = str_find(text, find);
    assert_true(at >= 0);
    buf_str(&out, str_slice(text, 0, (size_t)at));
    buf_str(&out, replace);
    buf_str(&out, str_slice(text, (size_t)at + find.len, text.len));
    return buf_view(&out);
}

void good_entries(struct kiosk *k, uint64_t version, struct entry out[GOOD_FILES])
{
    static const char *const names[GOOD_FILES] = { "pack.yaml", "lessons/L01-thu.yaml",
                                                   "lessons/M02-thu.yaml", "phones/may.yaml",
                                                   "pictures/rieng.svg" };
    for (size_t i = 0; i < GOOD_FILES; i++)
        out[i] = (struct entry) { names[i], AE_IFREG, NULL, read_fixture(k, names[i]), 0 };
    str number = arena_printf(&k->home, "\nversion: %llu\n", (unsigned long long)version);
    ptrdiff_t at = str_find(out[0].bytes, S("\nversion: "));
    assert_true(at >= 0);
    str rest = str_slice(out[0].bytes, (size_t)at + 1, out[0].bytes.len);
    str old = str_cut(&rest, '\n');
    str line = arena_printf(&k->home, "\n%.*s\n", STR_ARG(old));
    out[0].bytes = replaced(k, out[0].bytes, line, number);
}

str good_pack(struct kiosk *k, uint64_t version)
{
    struct entry entries[GOOD_FILES];
    good_entries(k, version, entries);
    str payload = make_payload(k, entries, GOOD_FILES);
    return write_file(k, "good.tsp", sign_as(k, &k->ward, "tot", version, payload));
}

str place_of(struct kiosk *k)
{
    const struct pack_place *places;
    size_t count;
    assert_int_equal(packs_places(&k->packs, &k->home, &places, &count), FAIL_OK);
    assert_int_equal(count, 1);
    return places[0].folder;
}
