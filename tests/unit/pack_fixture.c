#include "pack_fixture.h"

#include <ftw.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/must.h"

static const char *const pack_files[] = { "lessons/tot/pack.yaml",
                                          "lessons/tot/lessons/L01-thu.yaml",
                                          "lessons/tot/lessons/M02-thu.yaml",
                                          "lessons/tot/phones/may.yaml",
                                          "lessons/tot/pictures/rieng.svg",
                                          "pictures/chung.svg" };

static void write_copy(struct fixture *f, str path, str bytes)
{
    str whole = file_join(&f->home, str_of(f->assets), path);
    FILE *file = fopen(whole.ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static str read_source(struct fixture *f, str path)
{
    str bytes;
    assert_int_equal(file_read(&f->home, file_join(&f->home, f->source, path), 1u << 20, &bytes),
                     FAIL_OK);
    return bytes;
}

void fixture_make(struct fixture *f, const char *source)
{
    *f = (struct fixture) { .source = str_of(source) };
    snprintf(f->assets, sizeof f->assets, "/tmp/tramso-pack-XXXXXX");
    assert_non_null(mkdtemp(f->assets));
    static const char *const folders[] = { "lessons/tot/lessons", "lessons/tot/phones",
                                           "lessons/tot/pictures", "pictures" };
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        assert_int_equal(
            file_make_folder(file_join(&f->home, str_of(f->assets), str_of(folders[i])), false),
            FAIL_OK);
    for (size_t i = 0; i < COUNT_OF(pack_files); i++)
        write_copy(f, str_of(pack_files[i]), read_source(f, str_of(pack_files[i])));
}

static str in_pack(struct fixture *f, const char *file)
{
    return file_join(&f->home, S("lessons/tot"), str_of(file));
}

void fixture_edit(struct fixture *f, const char *file, str find, str replace)
{
    str path = in_pack(f, file), old = read_source(f, path);
    struct buf edited = buf_in(&f->home);
    ptrdiff_t at = str_find(old, find);
    assert_true(at >= 0); /* the case must fit the fixture */
    if (!str_empty(find))
        buf_str(&edited, str_slice(old, 0, (size_t)at));
    buf_str(&edited, replace);
    if (!str_empty(find))
        buf_str(&edited, str_slice(old, (size_t)at + find.len, old.len));
    write_copy(f, path, buf_view(&edited));
}

void fixture_restore(struct fixture *f, const char *file)
{
    str path = in_pack(f, file);
    write_copy(f, path, read_source(f, path));
}

static bool has_icon(str name)
{
    static const char *const icons[] = { "badge", "sms", "check_circle", "home", "info" };
    for (size_t i = 0; i < COUNT_OF(icons); i++) {
        if (str_eq(name, str_of(icons[i])))
            return true;
    }
    return false;
}

enum fail fixture_run(struct fixture *f, struct problems *problems)
{
    struct content content;
    enum fail failed = content_open_pack(&content, &f->home, str_of(f->assets), S("tot"), problems);
    if (failed == FAIL_OK)
        failed = content.left_out;
    for (int i = 0; failed == FAIL_OK && i < content.catalogue.lesson_count; i++) {
        const struct lesson *lesson;
        failed = content_lesson(&content, (struct lesson_wanted) { .index = i }, &f->home, &lesson,
                                problems);
    }
    if (failed == FAIL_OK)
        failed = content_check(
            &content, &(struct content_check) { .today = S("2026-11-22"), .has_icon = has_icon },
            problems);
    return failed;
}

str fixture_line(struct fixture *f, const struct problem *problem)
{
    str folder = arena_printf(&f->home, "%s/lessons/tot/", f->assets);
    str rest = problem->line
                   ? arena_printf(&f->home, "%.*s:%u:%u: %.*s", STR_ARG(problem->file),
                                  problem->line, problem->column, STR_ARG(problem->sentence))
                   : arena_printf(&f->home, "%.*s: %.*s", STR_ARG(problem->file),
                                  STR_ARG(problem->sentence));
    struct buf line = buf_in(&f->home);
    for (ptrdiff_t at = str_find(rest, folder); at >= 0; at = str_find(rest, folder)) {
        buf_str(&line, str_slice(rest, 0, (size_t)at));
        rest = str_slice(rest, (size_t)at + folder.len, rest.len);
    }
    buf_str(&line, rest);
    return buf_view(&line);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *where)
{
    (void)info, (void)type, (void)where;
    return remove(path);
}

void fixture_drop(struct fixture *f)
{
    nftw(f->assets, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    arena_finish(&f->home);
}
