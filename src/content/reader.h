/* From YAML nodes to structs, driven by tables.
 *
 * A shape says which keys a mapping may have; a key says its name, whether it must be there, where
 * its value goes and which function reads it. A new key is one line in a table. Nested mappings are
 * not read at once but queued, so that nothing recurses; problems are sorted afterwards.
 *
 * While reading, every text, icon and picture is noted with its place: content_check goes over
 * these notes instead of over the structs, and rules that compare values find the place to name. */
#ifndef CONTENT_READER_H
#define CONTENT_READER_H

#include "base/must.h"
#include "content/document.h"

/* Which rules of style a text stands under. */
enum voice {
    VOICE_NONE,   /* no text at all, or for officers only */
    VOICE_KIOSK,  /* the kiosk's own words: short sentences, no claims, English beside them */
    VOICE_BODY,   /* the same, and two sentences at most */
    VOICE_QUOTED, /* what a caller or a message says: English beside it */
    VOICE_PHONE,  /* the practice phone's labels: Vietnamese as on the real one */
};

enum note_kind { NOTE_VALUE, NOTE_TEXT, NOTE_ICON, NOTE_PICTURE, NOTE_RECORDING };

struct note {
    const void *at; /* the struct, the struct text, or the bytes of a str */
    struct place place;
    enum note_kind kind;
    enum voice voice;
    str value;         /* icon, picture and recording: the name */
    struct text *text; /* NOTE_TEXT: at, to be reworded */
    str *name;         /* NOTE_PICTURE, NOTE_RECORDING: at, to be completed (pack_own_files) */
};

struct shape;
struct key;

/* A mapping that waits to be read. */
struct job {
    int node;
    unsigned limit;
    const struct shape *shape;
    void *base;
};

struct reader {
    struct problems *problems;
    arena *home;    /* texts and structs */
    arena *scratch; /* jobs and notes */
    struct document *document;
    struct job *jobs;
    size_t job_count, job_cap;
    struct note *notes;
    size_t note_count, note_cap;
    unsigned limit;       /* of the text that is being read */
    enum address address; /* what the kiosk's own words are reworded to (reader_address) */
    bool failed;
};

/* Reads the value at node into the member at base + key->offset. */
typedef void read_fn(struct reader *r, int node, const struct key *key, void *base);

struct key {
    const char *name;
    read_fn *read;
    size_t offset;
    bool required;
    enum voice voice;
    unsigned least, limit; /* numbers: bounds; texts: code points; lists: items */
    const void *extra;     /* what read needs: struct shape, struct list, struct words … */
};

struct shape {
    const char *what; /* «a page» */
    const struct key *keys;
    size_t key_count;
    /* Rules between the keys of one mapping; its texts and words are read, nested mappings not yet.
     */
    void (*finish)(struct reader *r, int node, void *base);
};

#define SHAPE_KEYS(table) .keys = (table), .key_count = COUNT_OF(table)

/* A list: elements of size bytes, each read with element; count is a uint16_t member of the base.
 */
struct list {
    const char *what; /* «choices» */
    size_t size;
    size_t count_offset;
    struct key element;
};

/* One of a few words; the index goes into an enum member. */
struct words {
    const char *const *names;
    size_t count;
};

/* A mapping with one key that says the kind: {page: {…}}. */
struct variant {
    const char *name;
    const struct shape *shape;
    size_t size; /* allocate this much and store the pointer; 0: read into the element itself */
};
struct variants {
    const char *what; /* «a step» */
    const struct variant *items;
    size_t count;
    size_t kind_offset;    /* an enum member; the index in items */
    size_t pointer_offset; /* where the allocated thing goes */
};

/* Reads the whole document as one shape. FAIL_VERSION when its format is not CONTENT_FORMAT. */
#define CONTENT_FORMAT 1u
must_check enum fail reader_run(struct reader *r, struct document *d, const struct shape *shape,
                                void *base);

void reader_problem(struct reader *r, int node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A problem at the place where a value was read (noted by address or by the bytes of a str). */
void reader_problem_at(struct reader *r, const void *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Rewords all texts read so far that the kiosk or somebody else says to the learner; a practice
 * phone's labels stay as they are. */
void reader_address(struct reader *r);
bool reader_has(struct reader *r, int node, const char *name);
struct place reader_place(const struct reader *r, const void *at);
void reader_note(struct reader *r, const void *at, int node, enum note_kind kind, enum voice voice);
void reader_push(struct reader *r, int node, const struct shape *shape, const struct key *key,
                 void *base);

/* Readers for keys; extra in brackets. */
read_fn read_text;    /* struct text: a string or {vi, en, say} */
read_fn read_line;    /* str: one line */
read_fn read_id;      /* str: a–z 0–9 - */
read_fn read_icon;    /* str: a–z 0–9 _ */
read_fn read_file;    /* str: a file name without folders */
read_fn read_picture; /* str: the same, noted as a picture */
read_fn read_sound;   /* str: the name of a recording, noted as such */
read_fn read_digits;  /* str: digits only */
read_fn read_date;    /* str: 2026-11-22 */
read_fn read_sim;     /* str: name@version */
read_fn read_number;  /* uint16_t between least and limit */
read_fn read_byte;    /* uint8_t between least and limit */
read_fn read_version; /* uint32_t from 1 */
read_fn read_flag;    /* bool: true or false */
read_fn read_word;    /* enum [struct words] */
read_fn read_one_of;  /* str [struct words] */
read_fn read_set;     /* uint32_t: a list of different words, bit i for the i-th [struct words] */
read_fn read_shape;   /* struct in place [struct shape] */
read_fn read_list;    /* pointer and count [struct list] */
read_fn read_named;   /* the same from a mapping: its keys go into each element's first member */
read_fn read_variant; /* element of a list [struct variants] */
read_fn read_nothing; /* the value has been read before (format) */

#endif
