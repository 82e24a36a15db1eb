#include "content/pack.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "content/rules.h"

struct reader pack_reader(arena *home, arena *scratch, struct problems *problems)
{
    return (struct reader) { .home = home, .scratch = scratch, .problems = problems };
}

/* The kind of what stands at path itself, not behind a link; 0 when there is nothing. */
static mode_t kind_of(str path)
{
    char name[PATH_MAX];
    struct stat info;
    if (path.len == 0 || path.len >= sizeof name)
        return 0;
    snprintf(name, sizeof name, "%.*s", STR_ARG(path));
    return lstat(name, &info) == 0 ? info.st_mode & S_IFMT : 0;
}

bool pack_is_folder(str path)
{
    return kind_of(path) == S_IFDIR;
}

bool pack_is_file(str path)
{
    return kind_of(path) == S_IFREG;
}

static enum fail read_as(struct reader *r, str path, str bytes, const struct shape *shape,
                         void *out)
{
    struct document document;
    enum fail failed = document_open(&document, path, bytes, r->problems);
    if (failed == FAIL_OK) {
        failed = reader_run(r, &document, shape, out);
        document_close(&document);
    }
    /* Places that are asked for later are in the notes; the document is gone. */
    r->document = NULL;
    r->failed |= failed != FAIL_OK;
    return failed;
}

/* Reads a file that another one names, so that its absence is a problem there. *path is kept. */
static enum fail read_named_file(struct reader *r, struct place cause, str *path, str *bytes_out)
{
    *path = arena_str(r->scratch, *path);
    enum fail failed = document_read(r->scratch, cause, *path, bytes_out, r->problems);
    if (failed != FAIL_MISSING)
        return failed;
    problem_add(r->problems, cause, "%.*s does not exist", STR_ARG(*path));
    return FAIL_FORMAT;
}

/* A folder of the pack may be missing but is never a link out of it. */
static bool check_folder(struct reader *r, str folder, str name)
{
    str path = file_join(r->scratch, folder, name);
    mode_t kind = kind_of(path);
    if (kind != 0 && kind != S_IFDIR)
        problem_add(r->problems, (struct place) { .file = path }, "this must be a folder, no link");
    return kind == 0 || kind == S_IFDIR;
}

enum fail pack_read(struct reader *r, str folder, struct pack_file *out)
{
    str path = file_join(r->scratch, folder, S("pack.yaml")), bytes;
    *out = (struct pack_file) { 0 };
    if (!pack_is_folder(folder)) {
        problem_add(r->problems, (struct place) { .file = folder }, "there is no such pack");
        return FAIL_MISSING;
    }
    if (!check_folder(r, folder, S("lessons")) || !check_folder(r, folder, S("phones")))
        return FAIL_FORMAT;
    enum fail failed =
        document_read(r->scratch, (struct place) { .file = path }, path, &bytes, r->problems);
    if (failed == FAIL_MISSING)
        problem_add(r->problems, (struct place) { .file = path }, "a pack needs this file");
    return failed == FAIL_OK ? read_as(r, path, bytes, &pack_shape, out) : failed;
}

static str cut_head(str bytes)
{
    for (str rest = bytes; rest.ptr;) {
        const char *line = rest.ptr;
        if (str_starts(rest, S("steps:")))
            return str_slice(bytes, 0, (size_t)(line - bytes.ptr));
        (void)str_cut(&rest, '\n');
    }
    return bytes;
}

enum fail pack_read_head(struct reader *r, struct place cause, str path, struct lesson_file *out)
{
    str bytes;
    *out = (struct lesson_file) { 0 };
    enum fail failed = read_named_file(r, cause, &path, &bytes);
    return failed == FAIL_OK ? read_as(r, path, cut_head(bytes), &head_shape, out) : failed;
}

enum fail pack_read_phone(struct reader *r, struct place cause, str path, struct phone *out)
{
    *out = (struct phone) { 0 };
    str bytes;
    enum fail failed = read_named_file(r, cause, &path, &bytes);
    return failed == FAIL_OK ? read_as(r, path, bytes, &sim_shape, out) : failed;
}

static enum fail join_phone(struct reader *r, str folder, struct phone *step)
{
    str version = step->sim, name = str_cut(&version, '@');
    str path = arena_printf(r->scratch, "%.*s/phones/%.*s.yaml", STR_ARG(folder), STR_ARG(name));
    /* In the arena: notes point into it. */
    struct phone *sim = arena_new(r->home, struct phone, 1);
    enum fail failed = pack_read_phone(r, reader_place(r, step->sim.ptr), path, sim);
    if (failed == FAIL_OK)
        rules_join_phone(r, step, sim);
    return failed;
}

/* Decoding them takes time: only the checker does it. */
static void check_recording(struct reader *r, str folder, const struct note *note)
{
    str home = file_join(r->scratch, folder, S("narration"));
    str path = file_join(r->scratch, home, note->value);
    struct stat info;
    bool found = pack_is_folder(home) && pack_is_file(path) && stat(path.ptr, &info) == 0;
    if (!found)
        problem_add(r->problems, note->place, "the pack has no file narration/%.*s",
                    STR_ARG(note->value));
    else if (info.st_size > NARRATION_BYTES_MAX)
        problem_add(r->problems, note->place,
                    "%.*s has %lld bytes; %d is the most: save it as opus", STR_ARG(note->value),
                    (long long)info.st_size, NARRATION_BYTES_MAX);
    else
        return;
    r->failed = true;
}

enum fail pack_read_lesson(struct reader *r, str folder, str path, struct lesson_file *out)
{
    str bytes;
    *out = (struct lesson_file) { 0 };
    enum fail failed = read_named_file(r, (struct place) { .file = path }, &path, &bytes);
    if (failed == FAIL_OK)
        failed = read_as(r, path, bytes, &lesson_shape, out);
    if (failed == FAIL_OK)
        reader_address(r);
    if (failed != FAIL_OK)
        return failed;
    for (uint16_t i = 0; i < out->lesson.step_count && failed == FAIL_OK; i++) {
        if (out->steps[i].kind != STEP_PHONE)
            continue;
        struct phone *joined = arena_new(r->home, struct phone, 1);
        *joined = *out->steps[i].phone;
        failed = join_phone(r, folder, joined);
        out->steps[i].phone = joined;
    }
    if (failed == FAIL_OK)
        rules_check_lesson(r, &out->lesson);
    for (size_t i = 0; i < r->note_count && failed == FAIL_OK; i++)
        if (r->notes[i].kind == NOTE_RECORDING)
            check_recording(r, folder, &r->notes[i]);
    return failed == FAIL_OK && r->failed ? FAIL_FORMAT : failed;
}
