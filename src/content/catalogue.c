/* Several packs become one catalogue. */
#include <string.h>

#include "base/file.h"
#include "base/must.h"
#include "content/pack.h"

struct opening {
    struct content *content;
    const struct content_wanted *wanted;
    struct reader reader; /* one for all packs: places are asked for until the end */
    struct pack_file files[CONTENT_PACKS_MAX]; /* by pack */
    struct topic *topics;
    struct lesson_head *heads;
    str *names;
    uint8_t *pack_of;
    struct track *tracks;
};

static void leave_out(struct opening *o, enum fail failed)
{
    struct content *c = o->content;
    if (c->left_out == FAIL_OK || failed == FAIL_VERSION)
        c->left_out = failed;
}

/* ---- packs ---- */

static bool in_season(const struct season *seasons, uint16_t count, str today)
{
    bool now = count == 0;
    for (uint16_t i = 0; i < count && !str_empty(today); i++)
        now |= str_cmp(seasons[i].from, today) <= 0 && str_cmp(today, seasons[i].to) <= 0;
    return now;
}

bool content_season_turns(const struct content *content, str today)
{
    for (unsigned i = 0; i < content->pack_count; i++) {
        const struct content_pack *pack = &content->packs[i];
        if (in_season(pack->seasons, pack->season_count, today) != pack->shown)
            return true;
    }
    return false;
}

static enum fail open_pack(struct opening *o, const struct pack_place *place)
{
    struct content *c = o->content;
    struct reader *r = &o->reader;
    struct pack_file *file = &o->files[c->pack_count];
    str folder = arena_str(c->home, place->folder);
    if (!pack_is_name(place->id)) {
        problem_add(r->problems, (struct place) { .file = folder },
                    "a pack is named with letters a–z, digits, . _ and -");
        return FAIL_MISSING;
    }
    enum fail failed = pack_read(r, folder, file);
    if (failed != FAIL_OK)
        return failed;
    if (!str_eq(file->id, place->id)) {
        reader_problem_at(r, file->id.ptr, "the pack calls itself “%.*s”, its folder “%.*s”",
                          STR_ARG(file->id), STR_ARG(place->id));
        return FAIL_FORMAT;
    }
    bool shown =
        o->wanted->all_seasons || in_season(file->seasons, file->season_count, o->wanted->today);
    c->packs[c->pack_count++] = (struct content_pack) { .id = file->id,
                                                        .version = file->version,
                                                        .folder = folder,
                                                        .title = file->title,
                                                        .seasons = file->seasons,
                                                        .season_count = file->season_count,
                                                        .shown = shown };
    return FAIL_OK;
}

static enum fail open_packs(struct opening *o)
{
    must(o->wanted->place_count <= CONTENT_PACKS_MAX);
    for (size_t i = 0; i < o->wanted->place_count; i++) {
        enum fail failed = open_pack(o, &o->wanted->places[i]);
        if (failed != FAIL_OK && i == 0)
            return failed;
        if (failed != FAIL_OK)
            leave_out(o, failed);
    }
    return o->content->pack_count ? FAIL_OK : FAIL_MISSING;
}

/* ---- topics ---- */

static struct topic *find_topic(struct opening *o, str id)
{
    for (uint16_t i = 0; i < o->content->catalogue.topic_count; i++)
        if (str_eq(o->topics[i].id, id))
            return &o->topics[i];
    return NULL;
}

static void check_twice(struct opening *o, const struct pack_file *file)
{
    struct reader *r = &o->reader;
    for (uint16_t i = 1; i < file->topic_count; i++)
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(file->topics[i].id, file->topics[j].id))
                reader_problem_at(r, file->topics[i].id.ptr, "the topic “%.*s” stands here twice",
                                  STR_ARG(file->topics[i].id));
    for (uint16_t i = 0; i < file->track_count; i++) {
        str id = file->tracks[i].track.id;
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(id, file->tracks[j].track.id))
                reader_problem_at(r, id.ptr, "the track “%.*s” stands here twice", STR_ARG(id));
    }
}

static void add_topics(struct opening *o, const struct pack_file *file)
{
    struct catalogue *c = &o->content->catalogue;
    for (uint16_t i = 0; i < file->topic_count; i++) {
        const struct topic *topic = &file->topics[i];
        struct topic *known = find_topic(o, topic->id);
        if (known)
            *known = *topic;
        else if (c->topic_count < CATALOGUE_TOPICS_MAX)
            o->topics[c->topic_count++] = *topic;
        else
            reader_problem_at(&o->reader, topic->id.ptr, "%u topics are the most in all packs",
                              CATALOGUE_TOPICS_MAX);
    }
}

/* A topic without a lesson would be a door to an empty room. */
static void drop_empty_topics(struct opening *o)
{
    struct catalogue *c = &o->content->catalogue;
    uint16_t kept = 0;
    for (uint16_t i = 0; i < c->topic_count; i++)
        if (catalogue_count_topic(c, o->topics[i].id))
            o->topics[kept++] = o->topics[i];
    c->topic_count = kept;
}

/* ---- lessons ---- */

/* Whether two lessons can stand in one catalogue. Within a pack the code must differ too; of
 * another pack it says which lesson this one replaces. */
static bool fits_beside(struct opening *o, unsigned pack, const struct lesson_head *own,
                        uint16_t other)
{
    struct reader *r = &o->reader;
    const struct lesson_head *there = &o->heads[other];
    if (own->number == there->number && o->pack_of[other] != pack)
        return true;
    if (own->number == there->number)
        reader_problem_at(r, own->code.ptr, "another lesson has the code %.*s already",
                          STR_ARG(own->code));
    if (str_eq(own->slug, there->slug))
        reader_problem_at(r, own->slug.ptr, "another lesson has the slug “%.*s” already",
                          STR_ARG(own->slug));
    if (own->day && own->day == there->day)
        reader_problem_at(r, own->code.ptr, "%.*s is shown on day %u already", STR_ARG(there->code),
                          own->day);
    return own->number != there->number && !str_eq(own->slug, there->slug) &&
           (!own->day || own->day != there->day);
}

static bool admit(struct opening *o, unsigned pack, const struct lesson_head *head)
{
    const struct catalogue *c = &o->content->catalogue;
    bool fits = find_topic(o, head->topic) != NULL;
    if (!fits)
        reader_problem_at(&o->reader, head->topic.ptr, "no pack has a topic “%.*s”",
                          STR_ARG(head->topic));
    for (uint16_t i = 0; i < c->lesson_count; i++)
        fits = fits_beside(o, pack, head, i) && fits;
    return fits;
}

/* Where the lesson stands: in the place of the one that it replaces, behind the others of its own
 * pack when that is the first, else where its code belongs. */
static uint16_t make_room(struct opening *o, unsigned pack, const struct lesson_head *head)
{
    struct catalogue *c = &o->content->catalogue;
    uint16_t at = 0;
    while (at < c->lesson_count && o->heads[at].number != head->number)
        at++;
    if (at < c->lesson_count)
        return at;
    if (pack > 0)
        for (at = 0; at < c->lesson_count && o->heads[at].number < head->number;)
            at++;
    size_t behind = c->lesson_count - at;
    memmove(o->heads + at + 1, o->heads + at, behind * sizeof *o->heads);
    memmove(o->names + at + 1, o->names + at, behind * sizeof *o->names);
    memmove(o->pack_of + at + 1, o->pack_of + at, behind * sizeof *o->pack_of);
    c->lesson_count++;
    return at;
}

static enum fail read_head(struct opening *o, unsigned pack, str name)
{
    struct content *c = o->content;
    struct reader *r = &o->reader;
    struct place cause = reader_place(r, name.ptr);
    str file = arena_printf(c->home, "lessons/%.*s.yaml", STR_ARG(name));
    struct lesson_file read;
    enum fail failed =
        pack_read_head(r, cause, file_join(r->scratch, c->packs[pack].folder, file), &read);
    if (failed != FAIL_OK)
        return failed;
    struct lesson_head *head = &read.lesson.head;
    if (!admit(o, pack, head))
        return FAIL_FORMAT;
    if (c->catalogue.lesson_count == CATALOGUE_LESSONS_MAX) {
        problem_add(r->problems, cause, "%u lessons are the most in all packs",
                    CATALOGUE_LESSONS_MAX);
        return FAIL_LIMIT;
    }
    head->pack = c->packs[pack].id;
    head->pack_version = c->packs[pack].version;
    uint16_t at = make_room(o, pack, head);
    o->heads[at] = *head;
    o->names[at] = file;
    o->pack_of[at] = (uint8_t)pack;
    return FAIL_OK;
}

static void read_heads(struct opening *o, unsigned pack)
{
    const struct pack_file *file = &o->files[pack];
    for (uint16_t i = 0; i < file->lesson_count; i++) {
        enum fail failed = read_head(o, pack, file->lessons[i]);
        if (failed != FAIL_OK)
            leave_out(o, failed);
    }
}

/* ---- tracks ---- */

static struct track *track_room(struct opening *o, str id)
{
    struct catalogue *c = &o->content->catalogue;
    for (uint16_t i = 0; i < c->track_count; i++)
        if (str_eq(o->tracks[i].id, id))
            return &o->tracks[i];
    return c->track_count < CATALOGUE_TRACKS_MAX ? &o->tracks[c->track_count++] : NULL;
}

/* Codes become lessons. A ward may leave lessons out of its pack: its tracks go on without them. */
static void add_track(struct opening *o, const struct track_file *file)
{
    struct content *content = o->content;
    struct track *track = track_room(o, file->track.id);
    if (!track) {
        reader_problem_at(&o->reader, file->track.id.ptr, "%u tracks are the most in all packs",
                          CATALOGUE_TRACKS_MAX);
        leave_out(o, FAIL_LIMIT);
        return;
    }
    uint16_t *lessons = arena_new(content->home, uint16_t, file->code_count);
    *track = file->track;
    for (uint16_t k = 0; k < file->code_count; k++) {
        int lesson = catalogue_find(&content->catalogue, file->codes[k]);
        if (lesson >= 0)
            lessons[track->lesson_count++] = (uint16_t)lesson;
    }
    track->lessons = lessons;
    track->absent = (uint16_t)(file->code_count - track->lesson_count);
}

/* A track of which nothing is left is not offered. */
static void drop_empty_tracks(struct opening *o)
{
    struct catalogue *c = &o->content->catalogue;
    uint16_t kept = 0;
    for (uint16_t i = 0; i < c->track_count; i++)
        if (o->tracks[i].lesson_count)
            o->tracks[kept++] = o->tracks[i];
    c->track_count = kept;
}

/* ---- all ---- */

static enum fail merge(struct opening *o)
{
    struct content *content = o->content;
    struct catalogue *c = &content->catalogue;
    bool failed_before = o->reader.failed;
    o->reader.failed = false;
    for (unsigned i = 0; i < content->pack_count; i++) {
        check_twice(o, &o->files[i]);
        add_topics(o, &o->files[i]);
    }
    for (unsigned i = 0; i < content->pack_count; i++)
        if (content->packs[i].shown)
            read_heads(o, i);
    for (unsigned i = 0; i < content->pack_count; i++)
        for (uint16_t k = 0; k < o->files[i].track_count && content->packs[i].shown; k++)
            add_track(o, &o->files[i].tracks[k]);
    c->lessons = o->heads;
    c->topics = o->topics;
    c->tracks = o->tracks;
    drop_empty_topics(o);
    drop_empty_tracks(o);
    content->files = o->names;
    content->pack_of = o->pack_of;
    if (o->reader.failed && content->left_out == FAIL_OK)
        content->left_out = FAIL_FORMAT;
    o->reader.failed |= failed_before;
    if (c->lesson_count)
        return FAIL_OK;
    return content->left_out == FAIL_OK ? FAIL_MISSING : content->left_out;
}

enum fail content_open(struct content *content, arena *home, const struct content_wanted *wanted,
                       struct problems *problems)
{
    unsigned first = problems->count;
    *content = (struct content) { .home = home, .assets = arena_str(home, wanted->assets) };
    arena scratch = { 0 };
    struct opening *o = arena_new(&scratch, struct opening, 1);
    *o = (struct opening) { .content = content,
                            .wanted = wanted,
                            .reader = pack_reader(home, &scratch, problems),
                            .topics = arena_new(home, struct topic, CATALOGUE_TOPICS_MAX),
                            .heads = arena_new(home, struct lesson_head, CATALOGUE_LESSONS_MAX),
                            .names = arena_new(home, str, CATALOGUE_LESSONS_MAX),
                            .pack_of = arena_new(home, uint8_t, CATALOGUE_LESSONS_MAX),
                            .tracks = arena_new(home, struct track, CATALOGUE_TRACKS_MAX) };
    content->catalogue.lessons = o->heads;
    enum fail failed = open_packs(o);
    if (failed == FAIL_OK)
        failed = merge(o);
    if (failed != FAIL_OK) {
        content->catalogue = (struct catalogue) { 0 };
        content->pack_count = 0;
    }
    problem_sort(problems, first);
    arena_finish(&scratch);
    return failed;
}
