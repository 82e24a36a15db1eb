/* The tables of the lesson format (assets/lessons/FORMAT.md): which keys each mapping has. */
#ifndef CONTENT_SHAPES_H
#define CONTENT_SHAPES_H

#include "content/reader.h"

struct source {
    str tag, where, date, fact;
};

/* A lesson file: the lesson and what only officers and the checker read. */
struct lesson_file {
    struct lesson lesson; /* steps: set once the mapping is read */
    struct step *steps;
    const struct source *sources;
    const struct source *weak;
    uint16_t source_count, weak_count;
};

/* A track as it is written: lessons by their codes. */
struct track_file {
    struct track track;
    const str *codes;
    uint16_t code_count;
};

struct pack_file {
    str id;
    uint32_t version;
    struct text title;
    const struct season *seasons;
    const struct topic *topics;
    const struct track_file *tracks;
    const str *lessons; /* file names without .yaml */
    uint16_t season_count, topic_count, track_count, lesson_count;
};

extern const struct shape pack_shape;      /* struct pack_file */
extern const struct shape head_shape;      /* struct lesson_file, all keys but steps */
extern const struct shape lesson_shape;    /* struct lesson_file */
extern const struct shape phone_shape;     /* struct phone: the step of a lesson */
extern const struct shape sim_shape;       /* struct phone: a file under phones/ */
extern const struct shape narration_shape; /* struct narration */
extern const struct words tone_words, group_words, skill_words, label_words, address_words;

#endif
