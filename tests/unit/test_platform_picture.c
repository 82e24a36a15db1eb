/* Drawings: sizes, the cache on disk, what is missing or broken, and PNG files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "platform/picture.h"

#define QUIET ((enum log_level) - 1)

static const str flag =
    S_INIT("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100\">"
           "<rect width=\"100\" height=\"100\" fill=\"#0E5A4B\"/>"
           "<rect x=\"100\" width=\"100\" height=\"100\" fill=\"#B3265E\"/></svg>");

static const str sun = S_INIT("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100\">"
                              "<rect width=\"200\" height=\"100\" fill=\"#F2A900\"/></svg>");

struct room {
    arena home;
    str folder, cache;
    struct pictures *pictures;
    unsigned asked; /* how often a file was looked for */
};

static str find(void *context, arena *home, str file)
{
    struct room *room = context;
    room->asked++;
    str path = file_join(home, room->folder, file);
    return file_exists(path) ? path : (str) { 0 };
}

static void put(struct room *room, str name, str bytes)
{
    assert_int_equal(file_write_durable(file_join(&room->home, room->folder, name), bytes, 0644),
                     FAIL_OK);
}

static int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    char name[] = "/tmp/tramso-pictures-XXXXXX";
    must(room != NULL && mkdtemp(name) != NULL);
    log_set_level(LOG_LEVEL_ERROR);
    room->folder = arena_str(&room->home, str_of(name));
    room->cache = file_join(&room->home, room->folder, S("cache"));
    pictures_open(&room->pictures, find, room, room->cache);
    put(room, S("flag.svg"), flag);
    *state = room;
    return 0;
}

static int close_room(void **state)
{
    struct room *room = *state;
    pictures_close(room->pictures);
    int code = system(arena_printf(&room->home, "rm -r '%s'", room->folder.ptr).ptr);
    arena_finish(&room->home);
    free(room);
    return code;
}

static void test_fits_into_the_room(void **state)
{
    struct room *room = *state;
    struct picture_pixels picture;
    assert_int_equal(pictures_ratio(room->pictures, S("flag.svg")), 2000);
    assert_true(
        pictures_get(room->pictures, S("flag.svg"), (struct extent) { 120, 500 }, &picture));
    assert_int_equal(picture.size.w, 120);
    assert_int_equal(picture.size.h, 60);
    assert_int_equal(picture.at[30 * 120 + 10], 0xff0e5a4bu);
    assert_int_equal(picture.at[30 * 120 + 110], 0xffb3265eu);
    assert_true(pictures_get(room->pictures, S("flag.svg"), (struct extent) { 500, 40 }, &picture));
    assert_int_equal(picture.size.w, 80);
    assert_int_equal(picture.size.h, 40);
    assert_false(pictures_get(room->pictures, S("flag.svg"), (struct extent) { 0, 40 }, &picture));
}

static struct pictures *reopened(struct room *room)
{
    pictures_close(room->pictures);
    pictures_open(&room->pictures, find, room, room->cache);
    return room->pictures;
}

static str cached_file(struct room *room)
{
    char path[300] = "";
    str command = arena_printf(&room->home, "ls -d '%s'/*", room->cache.ptr);
    FILE *list = popen(command.ptr, "r");
    assert_non_null(list);
    assert_non_null(fgets(path, sizeof path, list));
    assert_null(fgets(path + 280, 20, list)); /* one file */
    assert_int_equal(pclose(list), 0);
    return arena_str(&room->home, str_trim(str_of(path)));
}

/* Another drawing's finished pixels lie under this one's name: they are shown, so nothing was drawn
 * again. */
static void test_second_start_takes_the_cache(void **state)
{
    struct room *room = *state;
    struct extent size = { 64, 64 };
    struct picture_pixels picture;
    assert_true(pictures_get(room->pictures, S("flag.svg"), size, &picture));
    str path = cached_file(room), bytes;
    assert_int_equal(unlink(path.ptr), 0);
    put(room, S("sun.svg"), sun);
    assert_true(pictures_get(room->pictures, S("sun.svg"), size, &picture));
    assert_int_equal(file_read(&room->home, cached_file(room), 1 << 20, &bytes), FAIL_OK);
    assert_int_equal(file_write_durable(path, bytes, 0600), FAIL_OK);
    assert_true(pictures_get(reopened(room), S("flag.svg"), size, &picture));
    assert_int_equal(picture.at[5], 0xfff2a900u);
}

static void test_damaged_cache_is_made_again(void **state)
{
    struct room *room = *state;
    struct extent size = { 64, 64 };
    struct picture_pixels picture;
    assert_true(pictures_get(room->pictures, S("flag.svg"), size, &picture));
    str path = cached_file(room), bytes;
    assert_int_equal(file_read(&room->home, path, 1 << 20, &bytes), FAIL_OK);
    char *broken = arena_alloc(&room->home, bytes.len);
    memcpy(broken, bytes.ptr, bytes.len);
    memset(broken + 16, 0x77, 400);
    assert_int_equal(file_write_durable(path, (str) { broken, bytes.len }, 0600), FAIL_OK);
    assert_true(pictures_get(reopened(room), S("flag.svg"), size, &picture));
    assert_int_equal(picture.at[5], 0xff0e5a4bu);
    assert_int_equal(file_write_durable(path, str_slice(bytes, 0, 100), 0600), FAIL_OK);
    assert_true(pictures_get(reopened(room), S("flag.svg"), size, &picture));
    assert_int_equal(picture.at[5], 0xff0e5a4bu);
}

static void test_changed_drawing_is_another_picture(void **state)
{
    struct room *room = *state;
    struct extent size = { 64, 64 };
    struct picture_pixels picture;
    assert_true(pictures_get(room->pictures, S("flag.svg"), size, &picture));
    put(room, S("flag.svg"), sun);
    assert_true(pictures_get(reopened(room), S("flag.svg"), size, &picture));
    assert_int_equal(picture.at[5], 0xfff2a900u);
}

static void test_full_cache_drops_the_oldest(void **state)
{
    struct room *room = *state;
    struct picture_pixels picture;
    assert_int_equal(file_make_folder(room->cache, true), FAIL_OK);
    str old = file_join(&room->home, room->cache, S("old")),
        young = file_join(&room->home, room->cache, S("young"));
    str command = arena_printf(&room->home,
                               "truncate -s %u '%s' && touch -d 2020-01-01 '%s' && "
                               "truncate -s 1000 '%s'",
                               PICTURES_CACHE_BYTES, old.ptr, old.ptr, young.ptr);
    assert_int_equal(system(command.ptr), 0);
    assert_true(pictures_get(room->pictures, S("flag.svg"), (struct extent) { 64, 64 }, &picture));
    assert_false(file_exists(old));
    assert_true(file_exists(young));
}

static void test_unusable_cache_folder_costs_only_time(void **state)
{
    struct room *room = *state;
    struct picture_pixels picture;
    pictures_close(room->pictures);
    pictures_open(&room->pictures, find, room, S("/proc/nowhere/cache"));
    assert_true(pictures_get(room->pictures, S("flag.svg"), (struct extent) { 64, 64 }, &picture));
    assert_int_equal(picture.at[5], 0xff0e5a4bu);
}

/* Missing, no drawing at all, a drawing cut in the middle: no picture, no crash, and it is not
 * tried again at every frame. */
static void test_bad_files_are_given_up(void **state)
{
    struct room *room = *state;
    put(room, S("text.svg"), S("xin chào"));
    put(room, S("box.svg"), S("<svg viewBox=\"0 0 0 nan\"></svg>"));
    put(room, S("huge.svg"), S("<svg viewBox=\"0 0 1e300 1\"></svg>"));
    const str files[] = { S("missing.svg"), S("text.svg"), S("box.svg"), S("huge.svg") };
    log_set_level(QUIET);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct picture_pixels picture;
        struct extent size = { 50, 50 };
        assert_false(pictures_get(room->pictures, files[i], size, &picture));
        unsigned asked = room->asked;
        assert_false(pictures_get(room->pictures, files[i], size, &picture));
        assert_int_equal(room->asked, asked);
        assert_int_equal(pictures_ratio(room->pictures, files[i]), 0);
    }
    log_set_level(LOG_LEVEL_ERROR);
}

static void test_many_pictures_are_held_in_turn(void **state)
{
    struct room *room = *state;
    for (int32_t side = 20; side < 60; side++) {
        struct picture_pixels picture;
        struct extent size = { side, side };
        assert_true(pictures_get(room->pictures, S("flag.svg"), size, &picture));
        assert_int_equal(picture.size.w, side);
        assert_int_equal(picture.at[picture.size.w - 2], 0xffb3265eu);
    }
}

static void test_png_holds_the_pixels(void **state)
{
    struct room *room = *state;
    static uint32_t at[40 * 20];
    for (uint32_t i = 0; i < COUNT_OF(at); i++)
        at[i] = 0xff000000u | i * 77;
    struct pixels pixels = { at, 40, { 30, 20 } };
    str path = file_join(&room->home, room->folder, S("shot.png")), bytes;
    assert_int_equal(picture_write_png(&pixels, path), FAIL_OK);
    assert_int_equal(file_read(&room->home, path, 1 << 20, &bytes), FAIL_OK);
    static const unsigned char signature[8] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10 };
    assert_true(bytes.len > 33);
    assert_memory_equal(bytes.ptr, signature, 8);
    static const unsigned char width_height[8] = { 0, 0, 0, 30, 0, 0, 0, 20 };
    assert_memory_equal(bytes.ptr + 16, width_height, 8);
    assert_int_not_equal(picture_write_png(&pixels, S("/nowhere/shot.png")), FAIL_OK);
}

/* Every drawing we ship can be drawn. */
static str assets;

static str find_asset(void *context, arena *home, str file)
{
    (void)context;
    return file_join(home, assets, file);
}

static void test_all_our_drawings_can_be_shown(void **state)
{
    struct room *room = *state;
    struct pictures *ours = NULL;
    char name[300];
    unsigned count = 0;
    pictures_open(&ours, find_asset, NULL, (str) { 0 });
    str command = arena_printf(&room->home, "cd '%s' && ls *.svg", assets.ptr);
    FILE *list = popen(command.ptr, "r");
    assert_non_null(list);
    while (fgets(name, sizeof name, list)) {
        struct picture_pixels picture;
        str file = str_trim(str_of(name));
        assert_true(pictures_get(ours, file, (struct extent) { 300, 300 }, &picture));
        unsigned painted = 0;
        for (int32_t i = 0; i < picture.size.w * picture.size.h; i++)
            painted += picture.at[i] >> 24 == 255;
        assert_true(painted > 2000);
        count++;
    }
    assert_int_equal(pclose(list), 0);
    assert_true(count >= 10);
    pictures_close(ours);
}

int main(int argc, char **argv)
{
    must(argc > 1);
    assets = str_of(argv[1]);
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)
    const struct CMUnitTest tests[] = {
        IN_ROOM(test_fits_into_the_room),
        IN_ROOM(test_second_start_takes_the_cache),
        IN_ROOM(test_damaged_cache_is_made_again),
        IN_ROOM(test_changed_drawing_is_another_picture),
        IN_ROOM(test_full_cache_drops_the_oldest),
        IN_ROOM(test_unusable_cache_folder_costs_only_time),
        IN_ROOM(test_bad_files_are_given_up),
        IN_ROOM(test_many_pictures_are_held_in_turn),
        IN_ROOM(test_png_holds_the_pixels),
        IN_ROOM(test_all_our_drawings_can_be_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
