#include "content/content.h"

#include <stdio.h>

#include "base/file.h"
#include "base/must.h"
#include "content/pack.h"

/* A pack or a picture is one name inside its folder, never a path. */
static bool is_name(str name)
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

static bool knows_topic(const struct pack_file *pack, str id)
{
    for (uint16_t i = 0; i < pack->topic_count; i++) {
        if (str_eq(pack->topics[i].id, id))
            return true;
    }
    return false;
}

/* What two lessons must not share: the bit on the card, the name, the day. */
static void check_pair(struct reader *r, const struct lesson_head *own,
                       const struct lesson_head *other)
{
    if (own->number == other->number)
        reader_problem_at(r, own->code.ptr, "another lesson has the code %.*s already",
                          STR_ARG(own->code));
    if (str_eq(own->slug, other->slug))
        reader_problem_at(r, own->slug.ptr, "another lesson has the slug “%.*s” already",
                          STR_ARG(own->slug));
    if (own->day && own->day == other->day)
        reader_problem_at(r, own->code.ptr, "%.*s is shown on day %u already", STR_ARG(other->code),
                          own->day);
}

static void check_heads(struct reader *r, const struct pack_file *pack,
                        const struct lesson_head *heads)
{
    for (uint16_t i = 0; i < pack->lesson_count; i++) {
        if (!heads[i].number)
            continue; /* refused before */
        if (!knows_topic(pack, heads[i].topic))
            reader_problem_at(r, heads[i].topic.ptr, "pack.yaml has no topic “%.*s”",
                              STR_ARG(heads[i].topic));
        for (uint16_t j = 0; j < i; j++) {
            if (heads[j].number)
                check_pair(r, &heads[i], &heads[j]);
        }
    }
}

static void check_topics(struct reader *r, const struct pack_file *pack)
{
    for (uint16_t i = 1; i < pack->topic_count; i++) {
        for (uint16_t j = 0; j < i; j++) {
            if (str_eq(pack->topics[i].id, pack->topics[j].id))
                reader_problem_at(r, pack->topics[i].id.ptr, "the topic “%.*s” stands here twice",
                                  STR_ARG(pack->topics[i].id));
        }
    }
}

static void check_tracks(struct reader *r, const struct pack_file *pack)
{
    for (uint16_t i = 0; i < pack->track_count; i++) {
        str id = pack->tracks[i].track.id;
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(id, pack->tracks[j].track.id))
                reader_problem_at(r, id.ptr, "the track “%.*s” stands here twice", STR_ARG(id));
    }
}

/* Codes become lessons. A ward may leave lessons out of its pack: its tracks go on without them,
 * and one of which nothing is left is not offered. */
static void join_tracks(struct content *content, const struct pack_file *pack)
{
    struct catalogue *c = &content->catalogue;
    struct track *tracks = arena_new(content->home, struct track, pack->track_count);
    for (uint16_t i = 0; i < pack->track_count; i++) {
        const struct track_file *file = &pack->tracks[i];
        uint16_t *lessons = arena_new(content->home, uint16_t, file->code_count);
        struct track *track = &tracks[c->track_count];
        *track = file->track;
        for (uint16_t k = 0; k < file->code_count; k++) {
            int lesson = catalogue_find(c, file->codes[k]);
            if (lesson >= 0)
                lessons[track->lesson_count++] = (uint16_t)lesson;
        }
        track->lessons = lessons;
        track->absent = (uint16_t)(file->code_count - track->lesson_count);
        c->track_count = (uint16_t)(c->track_count + (track->lesson_count > 0));
    }
    c->tracks = tracks;
}

static enum fail read_heads(struct content *content, struct reader *r, const struct pack_file *pack)
{
    struct lesson_head *heads = arena_new(content->home, struct lesson_head, pack->lesson_count);
    str *files = arena_new(content->home, str, pack->lesson_count);
    enum fail first = FAIL_OK;
    for (uint16_t i = 0; i < pack->lesson_count; i++) {
        struct lesson_file file;
        files[i] = arena_printf(content->home, "lessons/%.*s.yaml", STR_ARG(pack->lessons[i]));
        enum fail failed =
            pack_read_head(r, reader_place(r, pack->lessons[i].ptr),
                           file_join(r->scratch, content->pack_folder, files[i]), &file);
        if (first == FAIL_OK || failed == FAIL_VERSION)
            first = failed;
        if (failed != FAIL_OK)
            continue;
        heads[i] = file.lesson.head;
        heads[i].pack = content->pack_id;
        heads[i].pack_version = content->pack_version;
    }
    check_heads(r, pack, heads);
    check_topics(r, pack);
    check_tracks(r, pack);
    content->files = files;
    content->catalogue = (struct catalogue) { .topics = pack->topics,
                                              .topic_count = pack->topic_count,
                                              .lessons = heads,
                                              .lesson_count = pack->lesson_count };
    join_tracks(content, pack);
    return first == FAIL_OK && r->failed ? FAIL_FORMAT : first;
}

static enum fail open_pack(struct content *content, struct reader *r)
{
    struct pack_file pack;
    enum fail failed = pack_read(r, content->pack_folder, &pack);
    if (failed != FAIL_OK)
        return failed;
    content->pack_id = pack.id;
    content->pack_version = pack.version;
    return read_heads(content, r, &pack);
}

enum fail content_open(struct content *content, arena *home, str assets, str pack,
                       struct problems *problems)
{
    unsigned first = problems->count;
    *content = (struct content) { .home = home, .assets = arena_str(home, assets) };
    if (!is_name(pack)) {
        problem_add(problems, (struct place) { .file = assets },
                    "a pack is named with letters a–z, digits, . _ and -");
        return FAIL_MISSING;
    }
    content->pack_folder = arena_printf(home, "%.*s/lessons/%.*s", STR_ARG(assets), STR_ARG(pack));
    arena scratch = { 0 };
    struct reader r = pack_reader(home, &scratch, problems);
    enum fail failed = open_pack(content, &r);
    if (failed != FAIL_OK) {
        content->catalogue = (struct catalogue) { 0 };
        content->files = NULL;
    }
    problem_sort(problems, first);
    arena_finish(&scratch);
    return failed;
}

enum fail content_lesson(const struct content *content, struct lesson_wanted wanted, arena *home,
                         const struct lesson **out, struct problems *problems)
{
    int index = wanted.index;
    must(index >= 0 && index < content->catalogue.lesson_count);
    unsigned first = problems->count;
    arena scratch = { 0 };
    struct reader r = pack_reader(home, &scratch, problems);
    r.address = wanted.address;
    struct lesson_file *file = arena_new(home, struct lesson_file, 1);
    str path = file_join(&scratch, content->pack_folder, content->files[index]);
    enum fail failed = pack_read_lesson(&r, content->pack_folder, path, file);
    if (failed == FAIL_OK) {
        file->lesson.head.pack = content->pack_id;
        file->lesson.head.pack_version = content->pack_version;
        *out = &file->lesson;
    }
    problem_sort(problems, first);
    arena_finish(&scratch);
    return failed;
}

str content_picture_path(const struct content *content, arena *home, str file)
{
    if (!is_name(file))
        return S("");
    str folders[] = { file_join(home, content->pack_folder, S("pictures")),
                      file_join(home, content->assets, S("pictures")) };
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        str path = file_join(home, folders[i], file);
        if (pack_is_folder(folders[i]) && pack_is_file(path))
            return path;
    }
    return S("");
}

str content_narration_path(const struct content *content, arena *home, str file)
{
    str folder = file_join(home, content->pack_folder, S("narration"));
    str path = file_join(home, folder, file);
    return is_name(file) && pack_is_folder(folder) && pack_is_file(path) ? path : S("");
}
