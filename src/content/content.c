#include "content/content.h"

#include "base/file.h"
#include "base/must.h"
#include "content/pack.h"

struct pack_place content_place(arena *home, str assets, str id)
{
    str lessons = file_join(home, assets, S("lessons"));
    return (struct pack_place) { arena_str(home, id), file_join(home, lessons, id) };
}

enum fail content_open_pack(struct content *content, arena *home, str assets, str pack,
                            struct problems *problems)
{
    struct pack_place place = content_place(home, assets, pack);
    struct content_wanted wanted = {
        .assets = assets, .places = &place, .place_count = 1, .all_seasons = true
    };
    return content_open(content, home, &wanted, problems);
}

enum fail content_lesson(const struct content *content, struct lesson_wanted wanted, arena *home,
                         const struct lesson **out, struct problems *problems)
{
    int index = wanted.index;
    must(index >= 0 && index < content->catalogue.lesson_count);
    unsigned first = problems->count, pack = content->pack_of[index];
    const struct content_pack *own = &content->packs[pack];
    arena scratch = { 0 };
    struct reader r = pack_reader(home, &scratch, problems);
    r.address = wanted.address;
    struct lesson_file *file = arena_new(home, struct lesson_file, 1);
    struct lesson_place place = { content, pack,
                                  file_join(&scratch, own->folder, content->files[index]) };
    enum fail failed = pack_read_lesson(&r, &place, file);
    if (failed == FAIL_OK) {
        pack_own_files(&r, own);
        file->lesson.head.pack = own->id;
        file->lesson.head.pack_version = own->version;
        *out = &file->lesson;
    }
    problem_sort(problems, first);
    arena_finish(&scratch);
    return failed;
}

/* The pack that «id@version» names, or NULL. */
static const struct content_pack *find_owner(const struct content *content, str owner)
{
    uint64_t version = 0;
    str number = owner, id = str_cut(&number, '@');
    if (!str_to_u64(number, &version))
        return NULL;
    for (unsigned i = 0; i < content->pack_count; i++) {
        const struct content_pack *pack = &content->packs[i];
        if (str_eq(pack->id, id) && pack->version == version)
            return pack;
    }
    return NULL;
}

static str own_path(const struct content *content, arena *home, str kind, str name)
{
    str file = name, owner = str_cut(&file, '/');
    const struct content_pack *pack = find_owner(content, owner);
    return pack ? pack_file_path(home, pack->folder, kind, file) : S("");
}

str content_picture_path(const struct content *content, arena *home, str name)
{
    if (str_find(name, S("/")) >= 0)
        return own_path(content, home, S("pictures"), name);
    return pack_file_path(home, content->assets, S("pictures"), name);
}

str content_narration_path(const struct content *content, arena *home, str name)
{
    return own_path(content, home, S("narration"), name);
}

unsigned content_weak_facts(const struct content *content, unsigned pack)
{
    unsigned count = 0;
    for (uint16_t i = 0; i < content->catalogue.lesson_count; i++)
        if (content->pack_of[i] == pack)
            count += content->catalogue.lessons[i].weak_facts;
    return count;
}

static bool is_weak(str tag)
{
    return str_eq(tag, S("M")) || str_eq(tag, S("WEAK"));
}

enum fail content_each_weak(const struct content *content, content_weak_fn *visit, void *context,
                            struct problems *problems)
{
    const struct catalogue *c = &content->catalogue;
    arena home = { 0 }, scratch = { 0 };
    enum fail failed = FAIL_OK;
    for (uint16_t i = 0; i < c->lesson_count && failed == FAIL_OK; i++) {
        if (c->lessons[i].weak_facts == 0)
            continue;
        arena_reset(&home);
        arena_reset(&scratch);
        struct reader r = pack_reader(&home, &scratch, problems);
        str folder = content->packs[content->pack_of[i]].folder;
        str path = file_join(&scratch, folder, content->files[i]);
        struct lesson_file file;
        failed = pack_read_head(&r, (struct place) { .file = path }, path, &file);
        for (uint16_t k = 0; k < file.weak_count; k++)
            visit(context, &c->lessons[i], file.weak[k].tag, file.weak[k].fact);
        for (uint16_t k = 0; k < file.source_count; k++)
            if (is_weak(file.sources[k].tag))
                visit(context, &c->lessons[i], file.sources[k].tag, file.sources[k].fact);
    }
    arena_finish(&home);
    arena_finish(&scratch);
    return failed;
}

uint32_t content_pack_version(str folder)
{
    arena scratch = { 0 };
    struct problems *problems = arena_new(&scratch, struct problems, 1);
    problems->home = &scratch;
    struct reader r = pack_reader(&scratch, &scratch, problems);
    struct pack_file file;
    uint32_t version = pack_read(&r, folder, &file) == FAIL_OK ? file.version : 0;
    arena_finish(&scratch);
    return version;
}
