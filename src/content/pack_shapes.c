#include <assert.h>

#include "content/shapes.h"

#define TITLE TITLE_CODEPOINTS_MAX
#define LABEL LABEL_CODEPOINTS_MAX

#define WORDS(table)                                                                               \
    {                                                                                              \
        .names = (table), .count = COUNT_OF(table)                                                 \
    }

static const char *const tone_names[] = { "lotus", "sky", "amber", "ok", "violet", "teal", "leaf" };
const struct words tone_words = WORDS(tone_names);

static const struct key topic_keys[] = {
    { "id", read_id, offsetof(struct topic, id), .required = true },
    { "icon", read_icon, offsetof(struct topic, icon), .required = true },
    { "tone", read_one_of, offsetof(struct topic, tone), .required = true, .extra = &tone_words },
    { "title", read_text, offsetof(struct topic, title), .required = true, .voice = VOICE_KIOSK,
      .limit = LABEL },
};
static const struct shape topic_shape = { "a topic", SHAPE_KEYS(topic_keys) };
static const struct list topic_list = { "topics",
                                        sizeof(struct topic),
                                        offsetof(struct pack_file, topic_count),
                                        { "topic", read_shape, .extra = &topic_shape } };

static const char *const address_names[] = {
    [ADDRESS_BAC] = "bac", [ADDRESS_CO_CHU] = "co-chu", [ADDRESS_BAN] = "ban", [ADDRESS_EM] = "em"
};
static_assert(COUNT_OF(address_names) == ADDRESS_COUNT, "a word for each address");
const struct words address_words = WORDS(address_names);

static void finish_track(struct reader *r, int node, void *base)
{
    (void)node;
    const struct track_file *file = base;
    for (uint16_t i = 0; i < file->code_count; i++) {
        if (!lesson_number_of(file->codes[i]))
            reader_problem_at(r, file->codes[i].ptr, "a lesson's code is L01–L63 or M01–M31");
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(file->codes[i], file->codes[j]))
                reader_problem_at(r, file->codes[i].ptr, "%.*s stands in this track twice",
                                  STR_ARG(file->codes[i]));
    }
}

static const struct list code_list = {
    "lessons", sizeof(str), offsetof(struct track_file, code_count), { "code", read_line }
};
#define TRACK(field) offsetof(struct track_file, track.field)
static const struct key track_keys[] = {
    { "id", read_id, TRACK(id), .required = true },
    { "icon", read_icon, TRACK(icon), .required = true },
    { "tone", read_one_of, TRACK(tone), .required = true, .extra = &tone_words },
    { "title", read_text, TRACK(title), .required = true, .voice = VOICE_KIOSK, .limit = LABEL },
    { "address", read_word, TRACK(address), .required = true, .extra = &address_words },
    { "lessons", read_list, offsetof(struct track_file, codes), .required = true, .least = 1,
      .limit = TRACK_LESSONS_MAX, .extra = &code_list },
};
static const struct shape track_shape = { "a track", SHAPE_KEYS(track_keys), finish_track };
static const struct list track_list = { "tracks",
                                        sizeof(struct track_file),
                                        offsetof(struct pack_file, track_count),
                                        { "track", read_shape, .extra = &track_shape } };

static void finish_season(struct reader *r, int node, void *base)
{
    (void)node;
    const struct season *season = base;
    if (str_cmp(season->from, season->to) > 0)
        reader_problem_at(r, season->to.ptr, "the season ends before it begins (%.*s)",
                          STR_ARG(season->from));
}

static const struct key season_keys[] = {
    { "from", read_date, offsetof(struct season, from), .required = true },
    { "to", read_date, offsetof(struct season, to), .required = true },
};
static const struct shape season_shape = { "a season", SHAPE_KEYS(season_keys), finish_season };
static const struct list season_list = { "seasons",
                                         sizeof(struct season),
                                         offsetof(struct pack_file, season_count),
                                         { "season", read_shape, .extra = &season_shape } };

static const struct list lesson_list = {
    "lessons", sizeof(str), offsetof(struct pack_file, lesson_count), { "lesson", read_file }
};
static const struct key pack_keys[] = {
    { "format", read_nothing, .required = true },
    { "id", read_id, offsetof(struct pack_file, id), .required = true },
    { "version", read_version, offsetof(struct pack_file, version), .required = true, .least = 1,
      .limit = 999999999 },
    { "title", read_text, offsetof(struct pack_file, title), .required = true, .limit = TITLE },
    { "season", read_list, offsetof(struct pack_file, seasons), .least = 1,
      .limit = PACK_SEASONS_MAX, .extra = &season_list },
    { "topics", read_list, offsetof(struct pack_file, topics), .limit = CATALOGUE_TOPICS_MAX,
      .extra = &topic_list },
    { "tracks", read_list, offsetof(struct pack_file, tracks), .limit = CATALOGUE_TRACKS_MAX,
      .extra = &track_list },
    { "lessons", read_list, offsetof(struct pack_file, lessons), .required = true, .least = 1,
      .limit = CATALOGUE_LESSONS_MAX, .extra = &lesson_list },
};
const struct shape pack_shape = { "a pack", SHAPE_KEYS(pack_keys) };
