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

bool pack_is_name(str name)
{
    if (str_empty(name) || name.len > 64 || name.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '.' || c == '_' || c == '-';
        if (!fits)
            return false;
    }
    return true;
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

/* A season's or a local pack uses the phones of the common one: its own folder counts first. */
static str find_phone(struct reader *r, const struct lesson_place *place, str name)
{
    const struct content *content = place->content;
    str file = arena_printf(r->scratch, "phones/%.*s.yaml", STR_ARG(name));
    str own = file_join(r->scratch, content->packs[place->pack].folder, file);
    for (unsigned i = 0; i < content->pack_count && !pack_is_file(own); i++) {
        str folder = content->packs[i].folder;
        str other = file_join(r->scratch, folder, file);
        if (pack_is_file(other) && pack_is_folder(file_join(r->scratch, folder, S("phones"))))
            return other;
    }
    return own;
}

static enum fail join_phone(struct reader *r, const struct lesson_place *place, struct phone *step)
{
    str version = step->sim, name = str_cut(&version, '@');
    str path = find_phone(r, place, name);
    /* In the arena: notes point into it. */
    struct phone *sim = arena_new(r->home, struct phone, 1);
    enum fail failed = pack_read_phone(r, reader_place(r, step->sim.ptr), path, sim);
    if (failed == FAIL_OK)
        rules_join_phone(r, step, sim);
    return failed;
}

str pack_file_path(arena *home, str folder, str kind, str name)
{
    str inner = file_join(home, folder, kind);
    str path = file_join(home, inner, name);
    return pack_is_name(name) && pack_is_folder(inner) && pack_is_file(path) ? path : S("");
}

void pack_own_files(struct reader *r, const struct content_pack *pack)
{
    for (size_t i = 0; i < r->note_count; i++) {
        const struct note *n = &r->notes[i];
        if (n->kind != NOTE_PICTURE && n->kind != NOTE_RECORDING)
            continue;
        str kind = n->kind == NOTE_PICTURE ? S("pictures") : S("narration");
        if (!str_empty(pack_file_path(r->scratch, pack->folder, kind, n->value)))
            *n->name = arena_printf(r->home, "%.*s@%u/%.*s", STR_ARG(pack->id), pack->version,
                                    STR_ARG(n->value));
    }
}

/* Decoding them takes time: only the checker does it. */
static void check_recording(struct reader *r, str folder, const struct note *note)
{
    str path = pack_file_path(r->scratch, folder, S("narration"), note->value);
    struct stat info;
    if (str_empty(path) || stat(path.ptr, &info) != 0)
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

/* What a note says of the practice as it was read, it now says of the joined one. */
static void follow_recordings(struct reader *r, const struct phone *read, struct phone *joined)
{
    for (size_t i = 0; i < r->note_count; i++)
        for (unsigned lang = 0; lang < LANG_COUNT; lang++)
            if (r->notes[i].name == &read->narration.files[lang])
                r->notes[i].name = &joined->narration.files[lang];
}

static enum fail join_phones(struct reader *r, const struct lesson_place *place,
                             struct lesson_file *out)
{
    enum fail failed = FAIL_OK;
    for (uint16_t i = 0; i < out->lesson.step_count && failed == FAIL_OK; i++) {
        if (out->steps[i].kind != STEP_PHONE)
            continue;
        struct phone *joined = arena_new(r->home, struct phone, 1);
        *joined = *out->steps[i].phone;
        follow_recordings(r, out->steps[i].phone, joined);
        failed = join_phone(r, place, joined);
        out->steps[i].phone = joined;
    }
    return failed;
}

enum fail pack_read_lesson(struct reader *r, const struct lesson_place *place,
                           struct lesson_file *out)
{
    str bytes, path = place->path;
    *out = (struct lesson_file) { 0 };
    enum fail failed = read_named_file(r, (struct place) { .file = path }, &path, &bytes);
    if (failed == FAIL_OK)
        failed = read_as(r, path, bytes, &lesson_shape, out);
    if (failed != FAIL_OK)
        return failed;
    reader_address(r);
    failed = join_phones(r, place, out);
    if (failed == FAIL_OK)
        rules_check_lesson(r, &out->lesson);
    for (size_t i = 0; i < r->note_count && failed == FAIL_OK; i++)
        if (r->notes[i].kind == NOTE_RECORDING)
            check_recording(r, place->content->packs[place->pack].folder, &r->notes[i]);
    return failed == FAIL_OK && r->failed ? FAIL_FORMAT : failed;
}
