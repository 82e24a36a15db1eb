/* pack build: a pack's folder as one signed file; key new: a key to sign packs with. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/must.h"
#include "packs/payload.h"
#include "ctl/pack.h"
#include "wire/codec.h"
#include "wire/pack_file.h"

/* The pack that was named comes last. */
static const struct content_pack *named(const struct content *content)
{
    return &content->packs[content->pack_count - 1];
}

struct gathering {
    struct ctl *ctl;
    const struct content *content;
    struct payload_file *files;
    size_t count;
};

static bool gathered(const struct gathering *g, str name)
{
    for (size_t i = 0; i < g->count; i++)
        if (str_eq(g->files[i].name, name))
            return true;
    return false;
}

static bool gather(struct gathering *g, str name, str path)
{
    if (gathered(g, name))
        return true;
    if (g->count == PACK_FILES_MAX)
        return false;
    g->files[g->count++] = (struct payload_file) { name, path };
    return true;
}

/* Everything in one of the pack's folders; what does not belong there is named, not left out. */
static enum ctl_exit gather_folder(struct gathering *g, str pack, const char *inner)
{
    arena *home = g->ctl->home;
    str folder = file_join(home, pack, str_of(inner));
    const str *names;
    size_t count;
    enum fail failed = folder_list(home, folder, PACK_FILES_MAX, &names, &count);
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» cannot be read: %.*s", STR_ARG(folder), STR_ARG(fail_en(failed)));
    for (size_t i = 0; i < count; i++) {
        str name = arena_printf(home, "%s/%.*s", inner, STR_ARG(names[i]));
        if (payload_bytes_max(name) == 0)
            return ctl_refuse("«%.*s» does not belong into a pack: take it out or rename it",
                              STR_ARG(name));
        if (!gather(g, name, file_join(home, folder, names[i])))
            return ctl_refuse("the pack has more than %u files", PACK_FILES_MAX);
    }
    return CTL_DONE;
}

static bool gather_picture(struct gathering *g, str file)
{
    if (str_empty(file))
        return true;
    arena *home = g->ctl->home;
    /* Its own («pack@version/…») were gathered with its folder. */
    if (str_find(file, S("/")) >= 0)
        return true;
    str path = content_picture_path(g->content, home, file);
    return str_empty(path) || gather(g, arena_printf(home, "pictures/%.*s", STR_ARG(file)), path);
}

static bool gather_phone(struct gathering *g, const struct phone *phone)
{
    bool room = true;
    for (uint16_t s = 0; s < phone->screen_count; s++)
        for (uint16_t w = 0; w < phone->screens[s].widget_count; w++)
            room = gather_picture(g, phone->screens[s].widgets[w].picture.file) && room;
    return room;
}

static bool gather_step(struct gathering *g, const struct step *step)
{
    if (step->kind == STEP_PAGE)
        return gather_picture(g, step->page->picture.file);
    if (step->kind == STEP_QUESTION)
        return gather_picture(g, step->question->picture.file);
    return step->kind != STEP_PHONE || gather_phone(g, step->phone);
}

/* The pictures that the lessons share with others travel too: a kiosk with an older program may not
 * have them. */
static enum ctl_exit gather_shared(struct gathering *g)
{
    struct problems *problems = arena_new(g->ctl->home, struct problems, 1);
    problems->home = g->ctl->home;
    bool room = true;
    for (int i = 0; i < g->content->catalogue.lesson_count; i++) {
        const struct lesson *lesson;
        if (g->content->pack_of[i] != g->content->pack_count - 1)
            continue; /* another pack's, only there to be referred to */
        struct lesson_wanted wanted = { i, ADDRESS_BAC };
        if (content_lesson(g->content, wanted, g->ctl->home, &lesson, problems) != FAIL_OK)
            return ctl_refuse("the lesson %.*s cannot be read",
                              STR_ARG(g->content->catalogue.lessons[i].code));
        for (uint16_t k = 0; k < lesson->step_count; k++)
            room = gather_step(g, &lesson->steps[k]) && room;
    }
    return room ? CTL_DONE : ctl_refuse("the pack has more than %u files", PACK_FILES_MAX);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct payload_file *)a)->name, ((const struct payload_file *)b)->name);
}

static enum ctl_exit gather_all(struct gathering *g, str pack)
{
    static const char *const folders[] = { "lessons", "phones", "pictures", "narration" };
    static const char *const singles[] = { "pack.yaml", "assessment.yaml" };
    enum ctl_exit exit = CTL_DONE;
    for (size_t i = 0; i < COUNT_OF(singles); i++) {
        str path = file_join(g->ctl->home, pack, str_of(singles[i]));
        if (file_exists(path))
            (void)gather(g, str_of(singles[i]), path);
    }
    for (size_t i = 0; exit == CTL_DONE && i < COUNT_OF(folders); i++)
        exit = gather_folder(g, pack, folders[i]);
    if (exit == CTL_DONE)
        exit = gather_shared(g);
    if (exit == CTL_DONE)
        qsort(g->files, g->count, sizeof *g->files, by_name);
    return exit;
}

/* ---- the file ---- */

static enum ctl_exit write_pack(struct ctl *ctl, const struct content *content, str payload)
{
    uint8_t seed[SEAL_SEED_BYTES];
    struct sign_keys keys;
    enum fail failed = keyfile_read(ctl->key, seed);
    if (failed == FAIL_MISSING)
        return ctl_refuse("there is no key file «%.*s»; `tramsoctl key new FILE` makes one",
                          STR_ARG(ctl->key));
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» is no key file", STR_ARG(ctl->key));
    seal_sign_keys(seed, &keys);
    seal_wipe(seed, sizeof seed);
    const struct content_pack *from = named(content);
    struct pack_file pack = { .version = from->version,
                              .created_ms = ctl->now.wall_ms,
                              .payload_bytes = payload.len };
    snprintf(pack.pack, sizeof pack.pack, "%.*s", STR_ARG(from->id));
    seal_hash(payload, pack.payload_hash);
    str head = pack_file_head_write(ctl->home, &pack, &keys);
    seal_wipe(&keys, sizeof keys);
    char *whole = arena_alloc(ctl->home, head.len + payload.len);
    memcpy(whole, head.ptr, head.len);
    memcpy(whole + head.len, payload.ptr, payload.len);
    failed = file_write_durable(ctl->words[1], (str) { whole, head.len + payload.len }, 0644);
    if (failed != FAIL_OK)
        return ctl_refuse("«%.*s» cannot be written: %.*s", STR_ARG(ctl->words[1]),
                          STR_ARG(fail_en(failed)));
    unsigned lessons = 0;
    for (uint16_t i = 0; i < content->catalogue.lesson_count; i++)
        lessons += content->pack_of[i] == content->pack_count - 1;
    printf("pack %s version %" PRIu64 ": %u lessons, %zu KiB, in %.*s\n", pack.pack, pack.version,
           lessons, (head.len + payload.len + 1023) / 1024, STR_ARG(ctl->words[1]));
    return CTL_DONE;
}

enum ctl_exit ctl_pack_build(struct ctl *ctl)
{
    struct content content;
    if (str_empty(ctl->key))
        return ctl_misused("whose pack it is: --key FILE (see `tramsoctl key new`)");
    enum ctl_exit exit = pack_open_checked(ctl, ctl->words[0], &content);
    if (exit != CTL_DONE)
        return exit;
    if (!id_kiosk_valid(named(&content)->id))
        return ctl_refuse("a pack that travels has an id of a–z, 0–9 and -, at most %u letters",
                          KIOSK_ID_MAX);
    struct gathering g = { .ctl = ctl,
                           .content = &content,
                           .files = arena_new(ctl->home, struct payload_file, PACK_FILES_MAX) };
    exit = gather_all(&g, named(&content)->folder);
    if (exit != CTL_DONE)
        return exit;
    str payload;
    char why[PACKS_WHY_BYTES] = "";
    if (payload_pack(ctl->home, g.files, g.count, &payload, why) != FAIL_OK)
        return ctl_refuse("%s", why);
    return write_pack(ctl, &content, payload);
}

enum ctl_exit ctl_key_new(struct ctl *ctl)
{
    uint8_t seed[SEAL_SEED_BYTES];
    struct sign_keys keys;
    bool made = false;
    if (file_exists(ctl->word))
        return ctl_refuse("«%.*s» is there already: nothing is overwritten", STR_ARG(ctl->word));
    enum fail failed = keyfile_open(ctl->word, chance_system(), seed, &made);
    if (failed != FAIL_OK || !made)
        return ctl_refuse("«%.*s» cannot be written: %.*s", STR_ARG(ctl->word),
                          STR_ARG(fail_en(failed)));
    seal_sign_keys(seed, &keys);
    printf("%.*s\n", STR_ARG(codec_hex(ctl->home, keys.pub.bytes, sizeof keys.pub.bytes)));
    seal_wipe(seed, sizeof seed);
    seal_wipe(&keys, sizeof keys);
    return CTL_DONE;
}
