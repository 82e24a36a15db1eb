#include <stdio.h>
#include <string.h>

#include "base/sound_file.h"
#include "base/utf8.h"
#include "content/reader.h"
#include "core/lesson.h"

static void *member(void *base, const struct key *key)
{
    return (char *)base + key->offset;
}

static bool is_scalar(struct reader *r, int node, const struct key *key, str *out)
{
    if (document_node(r->document, node)->type != YAML_SCALAR_NODE) {
        reader_problem(r, node, "“%s” is a single value, not a list or a group of keys", key->name);
        return false;
    }
    *out = document_scalar(r->document, node);
    return true;
}

/* One border for all texts: valid, composed, not empty, not too long. */
static bool take(struct reader *r, int node, const struct key *key, unsigned limit, str *out)
{
    str raw, text;
    if (!is_scalar(r, node, key, &raw))
        return false;
    if (utf8_to_nfc(r->home, str_trim(raw), &text) != FAIL_OK) {
        reader_problem(r, node, "“%s” holds a control character", key->name);
        return false;
    }
    if (str_empty(text)) {
        reader_problem(r, node, "“%s” is empty", key->name);
        return false;
    }
    size_t count = utf8_count(text);
    if (limit && count > limit) {
        reader_problem(r, node, "“%s” has %zu letters; %u is the most", key->name, count, limit);
        return false;
    }
    *out = text;
    return true;
}

static void read_words(struct reader *r, int node, const struct key *key, void *base)
{
    (void)take(r, node, key, r->limit, member(base, key));
}

static void finish_text(struct reader *r, int node, void *base)
{
    (void)node;
    struct text *text = base;
    str source = str_empty(text->say) ? text->vi : text->say;
    if (str_find(source, S("**")) >= 0)
        text->say = text_strip_marks(r->home, source);
    if (str_find(text->en, S("**")) >= 0)
        text->en_say = text_strip_marks(r->home, text->en);
}

static const struct key text_keys[] = {
    { "vi", read_words, offsetof(struct text, vi), .required = true },
    { "en", read_words, offsetof(struct text, en) },
    { "say", read_words, offsetof(struct text, say), .limit = BODY_CODEPOINTS_MAX },
};
static const struct shape text_shape = { "a text", SHAPE_KEYS(text_keys), finish_text };

void read_text(struct reader *r, int node, const struct key *key, void *base)
{
    struct text *text = member(base, key);
    const yaml_node_t *at = document_node(r->document, node);
    reader_note(r, text, node, NOTE_TEXT, key->voice);
    r->notes[r->note_count - 1].text = text;
    if (at->type == YAML_MAPPING_NODE) {
        reader_push(r, node, &text_shape, key, text);
    } else if (at->type == YAML_SEQUENCE_NODE) {
        reader_problem(r, node, "“%s” is a text, not a list", key->name);
    } else if (take(r, node, key, r->limit, &text->vi)) {
        finish_text(r, node, text);
    }
}

/* Stores a value whose letters pass the test; otherwise says what would. */
static bool take_name(struct reader *r, int node, const struct key *key, void *base,
                      bool (*fits)(str), const char *wanted)
{
    str value;
    if (!take(r, node, key, r->limit ? r->limit : LABEL_CODEPOINTS_MAX, &value))
        return false;
    if (!fits(value)) {
        reader_problem(r, node, "“%s” is %s", key->name, wanted);
        return false;
    }
    *(str *)member(base, key) = value;
    reader_note(r, value.ptr, node, NOTE_VALUE, VOICE_NONE);
    return true;
}

static bool is_letter_of(char c, const char *others)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr(others, c));
}

static bool all_of(str s, const char *others)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_letter_of(s.ptr[i], others))
            return false;
    }
    return s.len > 0;
}

static bool fits_line(str s)
{
    return str_find(s, S("\n")) < 0;
}

static bool fits_id(str s)
{
    return all_of(s, "-");
}

static bool fits_icon(str s)
{
    return all_of(s, "_");
}

static bool fits_file(str s)
{
    return s.ptr[0] != '.' && all_of(s, "._-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static bool fits_digits(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    }
    return s.len <= TYPED_DIGITS_MAX;
}

static bool fits_sim(str s)
{
    str version = s, name = str_cut(&version, '@');
    return all_of(name, "-") && all_of(version, ".-");
}

static bool fits_date(str s)
{
    static const unsigned char days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    uint64_t year, month, day;
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
        !str_to_u64(str_slice(s, 0, 4), &year) || !str_to_u64(str_slice(s, 5, 7), &month) ||
        !str_to_u64(str_slice(s, 8, 10), &day) || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year >= 2000 && day <= days[month - 1] && (month != 2 || day < 29 || leap);
}

void read_line(struct reader *r, int node, const struct key *key, void *base)
{
    take_name(r, node, key, base, fits_line, "one line");
}

void read_id(struct reader *r, int node, const struct key *key, void *base)
{
    take_name(r, node, key, base, fits_id, "made of small letters a–z, digits and -");
}

void read_digits(struct reader *r, int node, const struct key *key, void *base)
{
    take_name(r, node, key, base, fits_digits, "made of at most 16 digits, in quotes");
}

void read_date(struct reader *r, int node, const struct key *key, void *base)
{
    take_name(r, node, key, base, fits_date, "a date like 2026-11-22");
}

void read_sim(struct reader *r, int node, const struct key *key, void *base)
{
    take_name(r, node, key, base, fits_sim, "a name and a version like vneid@2.2.6");
}

void read_icon(struct reader *r, int node, const struct key *key, void *base)
{
    if (take_name(r, node, key, base, fits_icon, "the name of an icon like account_balance")) {
        reader_note(r, member(base, key), node, NOTE_ICON, VOICE_NONE);
        r->notes[r->note_count - 1].value = *(str *)member(base, key);
    }
}

#define FILE_WANTED "the name of a file without folders: a–z A–Z 0–9 . _ -"

void read_file(struct reader *r, int node, const struct key *key, void *base)
{
    take_name(r, node, key, base, fits_file, FILE_WANTED);
}

void read_picture(struct reader *r, int node, const struct key *key, void *base)
{
    if (take_name(r, node, key, base, fits_file, FILE_WANTED)) {
        reader_note(r, member(base, key), node, NOTE_PICTURE, VOICE_NONE);
        r->notes[r->note_count - 1].name = member(base, key);
        r->notes[r->note_count - 1].value = *(str *)member(base, key);
    }
}

void read_sound(struct reader *r, int node, const struct key *key, void *base)
{
    if (!take_name(r, node, key, base, fits_file, FILE_WANTED))
        return;
    str name = *(str *)member(base, key);
    reader_note(r, member(base, key), node, NOTE_RECORDING, VOICE_NONE);
    r->notes[r->note_count - 1].name = member(base, key);
    r->notes[r->note_count - 1].value = name;
    if (!sound_file_has_name(name))
        reader_problem(r, node, "“%.*s” is no recording: its name ends in .opus .ogg .flac or .wav",
                       STR_ARG(name));
}

static bool take_number(struct reader *r, int node, const struct key *key, uint64_t *out)
{
    str value;
    if (!is_scalar(r, node, key, &value))
        return false;
    if (str_to_u64(value, out) && *out >= key->least && *out <= key->limit)
        return true;
    reader_problem(r, node, "“%s” is a whole number from %u to %u", key->name, key->least,
                   key->limit);
    return false;
}

void read_number(struct reader *r, int node, const struct key *key, void *base)
{
    uint64_t value;
    if (take_number(r, node, key, &value))
        *(uint16_t *)member(base, key) = (uint16_t)value;
}

void read_byte(struct reader *r, int node, const struct key *key, void *base)
{
    uint64_t value;
    if (take_number(r, node, key, &value))
        *(uint8_t *)member(base, key) = (uint8_t)value;
}

void read_version(struct reader *r, int node, const struct key *key, void *base)
{
    uint64_t value;
    if (take_number(r, node, key, &value))
        *(uint32_t *)member(base, key) = (uint32_t)value;
}

void read_flag(struct reader *r, int node, const struct key *key, void *base)
{
    str value;
    if (!is_scalar(r, node, key, &value))
        return;
    bool yes = str_eq(value, S("true"));
    if (!yes && !str_eq(value, S("false")))
        reader_problem(r, node, "“%s” is true or false", key->name);
    else
        *(bool *)member(base, key) = yes;
}

/* The index of a word, or count after a problem that lists all of them. */
static size_t find_word(struct reader *r, int node, const struct key *key)
{
    const struct words *words = key->extra;
    str value;
    if (!is_scalar(r, node, key, &value))
        return words->count;
    char all[200] = "";
    size_t len = 0;
    for (size_t i = 0; i < words->count; i++) {
        if (str_eq(value, str_of(words->names[i])))
            return i;
        if (len < sizeof all)
            len += (size_t)snprintf(all + len, sizeof all - len, "%s%s", i ? ", " : "",
                                    words->names[i]);
    }
    reader_problem(r, node, "“%s” is one of: %s", key->name, all);
    return words->count;
}

void read_word(struct reader *r, int node, const struct key *key, void *base)
{
    size_t at = find_word(r, node, key);
    unsigned value = (unsigned)at;
    if (at < ((const struct words *)key->extra)->count)
        memcpy(member(base, key), &value, sizeof value);
}

void read_one_of(struct reader *r, int node, const struct key *key, void *base)
{
    const struct words *words = key->extra;
    size_t at = find_word(r, node, key);
    if (at < words->count)
        *(str *)member(base, key) = str_of(words->names[at]);
}

void read_set(struct reader *r, int node, const struct key *key, void *base)
{
    const struct words *words = key->extra;
    const yaml_node_t *at = document_node(r->document, node);
    if (at->type != YAML_SEQUENCE_NODE) {
        reader_problem(r, node, "“%s” is a list: [%s]", key->name, words->names[0]);
        return;
    }
    uint32_t set = 0;
    must(words->count <= 32);
    for (const yaml_node_item_t *item = at->data.sequence.items.start;
         item < at->data.sequence.items.top; item++) {
        size_t word = find_word(r, *item, key);
        if (word == words->count)
            return;
        if (set >> word & 1)
            reader_problem(r, *item, "“%s” stands in “%s” twice", words->names[word], key->name);
        set |= (uint32_t)1 << word;
    }
    if (set == 0)
        reader_problem(r, node, "“%s” is empty: leave the key out or name one", key->name);
    memcpy(member(base, key), &set, sizeof set);
}

void read_shape(struct reader *r, int node, const struct key *key, void *base)
{
    reader_push(r, node, key->extra, key, member(base, key));
}

void read_nothing(struct reader *r, int node, const struct key *key, void *base)
{
    (void)r, (void)node, (void)key, (void)base;
}

/* Room for the elements of a list or named list; NULL after a problem or when there are none. */
static char *begin_list(struct reader *r, int node, const struct key *key, size_t count, void *base)
{
    const struct list *list = key->extra;
    if (count < key->least || count > key->limit) {
        reader_problem(r, node, "“%s” has %zu %s; %u to %u are possible", key->name, count,
                       list->what, key->least, key->limit);
        return NULL;
    }
    if (count == 0)
        return NULL;
    void *items = arena_alloc_array(r->home, list->size, count);
    memcpy(member(base, key), &items, sizeof items);
    uint16_t stored = (uint16_t)count;
    memcpy((char *)base + list->count_offset, &stored, sizeof stored);
    return items;
}

static void read_element(struct reader *r, int node, const struct key *element, void *item)
{
    r->limit = element->limit;
    element->read(r, node, element, item);
}

void read_list(struct reader *r, int node, const struct key *key, void *base)
{
    const struct list *list = key->extra;
    const yaml_node_t *at = document_node(r->document, node);
    if (at->type != YAML_SEQUENCE_NODE) {
        reader_problem(r, node, "“%s” is a list of %s", key->name, list->what);
        return;
    }
    const yaml_node_item_t *first = at->data.sequence.items.start;
    size_t count = (size_t)(at->data.sequence.items.top - first);
    char *items = begin_list(r, node, key, count, base);
    for (size_t i = 0; items && i < count; i++)
        read_element(r, first[i], &list->element, items + i * list->size);
}

static bool take_own_name(struct reader *r, int node, char *items, size_t size, size_t at)
{
    str *id = (str *)(void *)(items + at * size);
    str name = document_scalar(r->document, node);
    if (!fits_id(name) && !str_eq(name, S("*"))) {
        reader_problem(r, node, "a name here is made of small letters a–z, digits and -");
        return false;
    }
    for (size_t i = 0; i < at; i++) {
        if (str_eq(*(str *)(void *)(items + i * size), name)) {
            reader_problem(r, node, "the name “%.*s” stands here twice", STR_ARG(name));
            return false;
        }
    }
    *id = arena_str(r->home, name);
    reader_note(r, id->ptr, node, NOTE_VALUE, VOICE_NONE);
    return true;
}

void read_named(struct reader *r, int node, const struct key *key, void *base)
{
    const struct list *list = key->extra;
    const yaml_node_t *at = document_node(r->document, node);
    if (at->type != YAML_MAPPING_NODE) {
        reader_problem(r, node, "“%s” holds %s by name: name: …", key->name, list->what);
        return;
    }
    const yaml_node_pair_t *first = at->data.mapping.pairs.start;
    size_t count = (size_t)(at->data.mapping.pairs.top - first);
    char *items = begin_list(r, node, key, count, base);
    for (size_t i = 0; items && i < count; i++) {
        if (take_own_name(r, first[i].key, items, list->size, i))
            read_element(r, first[i].value, &list->element, items + i * list->size);
    }
}

static const struct variant *find_variant(struct reader *r, int node,
                                          const struct variants *variants, int *value_out)
{
    const yaml_node_t *at = document_node(r->document, node);
    const yaml_node_pair_t *pair = NULL;
    if (at->type == YAML_MAPPING_NODE &&
        at->data.mapping.pairs.top - at->data.mapping.pairs.start == 1)
        pair = at->data.mapping.pairs.start;
    if (!pair) {
        reader_problem(r, node, "%s is one word and what belongs to it: “- %s: …”; is it indented?",
                       variants->what, variants->items[0].name);
        return NULL;
    }
    str name = document_scalar(r->document, pair->key);
    for (size_t i = 0; i < variants->count; i++) {
        *value_out = pair->value;
        if (str_eq(name, str_of(variants->items[i].name)))
            return &variants->items[i];
    }
    reader_problem(r, pair->key, "%s cannot be “%.*s”", variants->what,
                   STR_ARG(utf8_truncate(name, 40)));
    return NULL;
}

void read_variant(struct reader *r, int node, const struct key *key, void *base)
{
    const struct variants *variants = key->extra;
    int value;
    const struct variant *variant = find_variant(r, node, variants, &value);
    if (!variant)
        return;
    unsigned kind = (unsigned)(variant - variants->items);
    memcpy((char *)base + variants->kind_offset, &kind, sizeof kind);
    void *target = base;
    if (variant->size) {
        target = arena_alloc(r->home, variant->size);
        memcpy((char *)base + variants->pointer_offset, &target, sizeof target);
    }
    reader_push(r, value, variant->shape, key, target);
}
