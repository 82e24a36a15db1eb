#include "content/config.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/must.h"
#include "base/utf8.h"
#include "content/document.h"

/* The line that a stick's settings are kept under (sync/usb.h). */
#define SENT_HEAD_BYTES 128u

enum key_kind {
    KEY_TEXT,
    KEY_NAME,
    KEY_PHONE,
    KEY_INT,
    KEY_NUMBER,
    KEY_LANG,
    KEY_LIST,
    KEY_PACKS,
    KEY_KEYS,
    KEY_VOICE,
    KEY_BOOL
};

/* One key of the file. Inner keys are written with a dot. min and max: of the number, or of the
 * text in code points. */
struct key {
    str name;
    enum key_kind kind;
    size_t offset;
    int min, max;
};

#define KIOSK(name, kind, member, min, max)                                                        \
    {                                                                                              \
        S_INIT(name), kind, offsetof(struct kiosk_config, member), min, max                        \
    }
#define HUB(name, kind, member, min, max)                                                          \
    {                                                                                              \
        S_INIT(name), kind, offsetof(struct hub_config, member), min, max                          \
    }

static const struct key kiosk_keys[] = {
    KIOSK("kiosk_id", KEY_NAME, kiosk_id, 1, 32),
    KIOSK("kiosk_name", KEY_TEXT, kiosk_name, 0, 60),
    KIOSK("ward_name", KEY_TEXT, ward_name, 1, 60),
    KIOSK("unit_name", KEY_TEXT, unit_name, 0, 60),
    KIOSK("area_word", KEY_TEXT, area_word, 1, 20),
    KIOSK("areas", KEY_LIST, areas, 1, 40),
    KIOSK("packs", KEY_PACKS, packs, 1, 32),
    KIOSK("pack_keys", KEY_KEYS, pack_keys, 64, 64),
    KIOSK("language", KEY_LANG, language, 0, 0),
    KIOSK("voice", KEY_VOICE, voice, 0, 0),
    KIOSK("panel_inches", KEY_NUMBER, panel_inches, 7, 100),
    KIOSK("lower_edge_mm", KEY_INT, lower_edge_mm, 100, 1500),
    KIOSK("idle_seconds", KEY_INT, idle_seconds, 30, 3600),
    KIOSK("warn_seconds", KEY_INT, warn_seconds, 10, 300),
    KIOSK("help.name", KEY_TEXT, help.name, 1, 60),
    KIOSK("help.phone", KEY_PHONE, help.phone, 0, 24),
    KIOSK("help.place", KEY_TEXT, help.place, 0, 60),
    KIOSK("usb_folder", KEY_TEXT, usb_folder, 1, 200),
    KIOSK("hub_code", KEY_TEXT, hub_code, 0, 400),
    KIOSK("network.sync", KEY_BOOL, network.sync, 0, 0),
    KIOSK("network.check_minutes", KEY_INT, network.check_minutes, 10, 1440),
    KIOSK("network.ca_file", KEY_TEXT, network.ca_file, 0, 200),
    KIOSK("network.lrs.address", KEY_TEXT, network.lrs_address, 0, 200),
    KIOSK("network.lrs.user", KEY_TEXT, network.lrs_user, 0, 100),
    KIOSK("network.lrs.secret_file", KEY_TEXT, network.lrs_secret_file, 0, 200),
};

static const struct key hub_keys[] = {
    HUB("ward_id", KEY_NAME, ward_id, 1, 64),
    HUB("ward_name", KEY_TEXT, ward_name, 1, 60),
    HUB("data", KEY_TEXT, data, 0, 200),
    HUB("store", KEY_TEXT, store, 0, 300),
};

/* «help», «network», «network.lrs», each perhaps twice by mistake. */
#define INNER_MAPPINGS_MAX 8u

/* One file being read into one struct. */
struct reading {
    arena *home;
    str path;
    struct problems *problems;
    yaml_document_t document;
    const struct key *keys;
    size_t key_count;
    void *into;
    bool sent; /* by a stick: some keys are not its business */
    /* mappings that are still to be read: the walk over keys stays flat */
    struct {
        const yaml_node_t *map;
        str prefix; /* empty for the whole file, else «help.» */
    } mappings[INNER_MAPPINGS_MAX + 1];
    size_t mapping_count;
};

void config_defaults(struct kiosk_config *config)
{
    *config = (struct kiosk_config) {
        .ward_name = S("Phường Mẫu"),
        .area_word = S("Tổ dân phố"),
        .packs = { S("chung"), S("theo-mua") },
        .pack_count = 2,
        .language = LANG_VI,
        .voice = S("vi"),
        .panel_inches = 21.5,
        .lower_edge_mm = 700,
        .idle_seconds = 300,
        .warn_seconds = 45,
        .help = { .name = S("Cán bộ trực"), .place = S("Quầy hướng dẫn") },
        .usb_folder = S("/media"),
        .network = { .sync = true, .check_minutes = 10 },
    };
}

void hub_config_defaults(struct hub_config *config)
{
    *config = (struct hub_config) { .ward_id = S("phuong-mau"), .ward_name = S("Phường Mẫu") };
}

static void problem_at(struct reading *r, yaml_mark_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void problem_at(struct reading *r, yaml_mark_t at, const char *format, ...)
{
    char sentence[300];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    r->problems->total++;
    if (r->problems->count == CONTENT_PROBLEMS_MAX)
        return;
    r->problems->items[r->problems->count++] =
        (struct problem) { arena_str(r->home, r->path), (unsigned)at.line + 1,
                           (unsigned)at.column + 1, arena_str(r->home, str_of(sentence)) };
}

static const struct key *find_key(const struct reading *r, str name)
{
    for (size_t i = 0; i < r->key_count; i++)
        if (str_eq(r->keys[i].name, name))
            return &r->keys[i];
    return NULL;
}

/* What only the place itself may say. */
static bool is_local(str name)
{
    return str_eq(name, S("kiosk_id")) || str_eq(name, S("pack_keys")) ||
           str_eq(name, S("usb_folder")) || str_eq(name, S("hub_code")) ||
           str_eq(name, S("network")) || str_starts(name, S("network."));
}

static bool has_inner_keys(const struct reading *r, str name)
{
    for (size_t i = 0; i < r->key_count; i++) {
        str key = r->keys[i].name;
        if (key.len > name.len && str_starts(key, name) && key.ptr[name.len] == '.')
            return true;
    }
    return false;
}

static str scalar_of(const yaml_node_t *node)
{
    return (str) { (const char *)node->data.scalar.value, node->data.scalar.length };
}

static bool made_of(str s, const char *letters)
{
    for (size_t i = 0; i < s.len; i++)
        if (!strchr(letters, s.ptr[i]) || s.ptr[i] == 0)
            return false;
    return true;
}

/* A text for people: NFC, one line, within its length. Notes a problem and returns false otherwise.
 */
static bool read_text(struct reading *r, const struct key *key, const yaml_node_t *node, str *out)
{
    str text;
    if (node->type != YAML_SCALAR_NODE) {
        problem_at(r, node->start_mark, "%.*s wants a text", STR_ARG(key->name));
        return false;
    }
    if (utf8_to_nfc(r->home, str_trim(scalar_of(node)), &text) != FAIL_OK ||
        str_find(text, S("\n")) >= 0) {
        problem_at(r, node->start_mark, "%.*s must be one line of valid UTF-8", STR_ARG(key->name));
        return false;
    }
    size_t count = utf8_count(text);
    if (count < (size_t)key->min || count > (size_t)key->max) {
        problem_at(r, node->start_mark, "%.*s must have %d to %d letters, not %zu",
                   STR_ARG(key->name), key->min, key->max, count);
        return false;
    }
    *out = text;
    return true;
}

struct name_list {
    str *names;
    unsigned count, most;
    const char *example, *thing;
};

/* A text of certain letters only. */
static bool read_letters(struct reading *r, const struct key *key, const yaml_node_t *node,
                         str *out)
{
    static const struct {
        const char *letters, *words;
    } usual = { "abcdefghijklmnopqrstuvwxyz0123456789-", "small letters a-z, digits and -" },
      phone = { "0123456789 +.", "digits, spaces, + and dots (write it in quotes)" },
      hex = { "0123456789abcdef", "a key as `tramsoctl key new` prints it" };
    bool name = key->kind != KEY_PHONE && key->kind != KEY_KEYS;
    const char *letters = name                     ? usual.letters
                          : key->kind == KEY_PHONE ? phone.letters
                                                   : hex.letters;
    const char *words = name ? usual.words : key->kind == KEY_PHONE ? phone.words : hex.words;
    str text;
    if (!read_text(r, key, node, &text))
        return false;
    if (!made_of(text, letters) || (name && text.ptr[0] == '-')) {
        problem_at(r, node->start_mark, "%.*s may hold only %s", STR_ARG(key->name), words);
        return false;
    }
    *out = text;
    return true;
}

static void read_number(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    char copy[32] = "", *end = copy;
    str text = node->type == YAML_SCALAR_NODE ? scalar_of(node) : (str) { 0 };
    double value = 0;
    if (text.len < sizeof copy && made_of(text, "0123456789.-")) {
        snprintf(copy, sizeof copy, "%.*s", STR_ARG(text));
        value = strtod(copy, &end);
    }
    bool whole = key->kind == KEY_NUMBER || (!strchr(copy, '.') && floor(value) == value);
    if (end == copy || *end != 0 || !whole || value < key->min || value > key->max)
        problem_at(r, node->start_mark, "%.*s must be a %s from %d to %d", STR_ARG(key->name),
                   key->kind == KEY_INT ? "whole number" : "number", key->min, key->max);
    else if (key->kind == KEY_INT)
        *(int *)((char *)r->into + key->offset) = (int)value;
    else
        *(double *)((char *)r->into + key->offset) = value;
}

static void read_language(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    str text = node->type == YAML_SCALAR_NODE ? scalar_of(node) : (str) { 0 };
    enum lang *into = (enum lang *)((char *)r->into + key->offset);
    if (str_eq(text, S("vi")))
        *into = LANG_VI;
    else if (str_eq(text, S("en")))
        *into = LANG_EN;
    else
        problem_at(r, node->start_mark, "%.*s must be vi or en", STR_ARG(key->name));
}

static void read_voice(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    static const str voices[] = { S_INIT("vi"), S_INIT("vi-vn-x-central"),
                                  S_INIT("vi-vn-x-south") };
    str text = node->type == YAML_SCALAR_NODE ? scalar_of(node) : (str) { 0 };
    for (size_t i = 0; i < COUNT_OF(voices); i++)
        if (str_eq(text, voices[i])) {
            *(str *)((char *)r->into + key->offset) = voices[i];
            return;
        }
    problem_at(r, node->start_mark, "%.*s must be vi, vi-vn-x-central or vi-vn-x-south",
               STR_ARG(key->name));
}

static void read_bool(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    str text = node->type == YAML_SCALAR_NODE ? scalar_of(node) : (str) { 0 };
    bool yes = str_eq(text, S("true"));
    if (yes || str_eq(text, S("false")))
        *(bool *)((char *)r->into + key->offset) = yes;
    else
        problem_at(r, node->start_mark, "%.*s must be true or false", STR_ARG(key->name));
}

/* kiosk.yaml's areas. One bad name loses only itself. */
static void read_areas(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    struct kiosk_config *config = r->into;
    if (node->type != YAML_SEQUENCE_NODE) {
        problem_at(r, node->start_mark, "%.*s wants a list of names", STR_ARG(key->name));
        return;
    }
    config->area_count = 0;
    for (yaml_node_item_t *at = node->data.sequence.items.start; at < node->data.sequence.items.top;
         at++) {
        const yaml_node_t *item = yaml_document_get_node(&r->document, *at);
        if (config->area_count == CONFIG_AREAS_MAX) {
            problem_at(r, item->start_mark, "%.*s may hold at most %u names", STR_ARG(key->name),
                       CONFIG_AREAS_MAX);
            return;
        }
        if (read_text(r, key, item, &config->areas[config->area_count]))
            config->area_count++;
    }
}

/* A list of names, each once. One bad name loses only itself; a list without a good one says
 * nothing: then *count stays 0. */
static void read_names(struct reading *r, const struct key *key, const yaml_node_t *node,
                       struct name_list *list)
{
    list->count = 0;
    if (node->type != YAML_SEQUENCE_NODE) {
        problem_at(r, node->start_mark, "%.*s wants a list: [%s]", STR_ARG(key->name),
                   list->example);
        return;
    }
    for (yaml_node_item_t *at = node->data.sequence.items.start; at < node->data.sequence.items.top;
         at++) {
        const yaml_node_t *item = yaml_document_get_node(&r->document, *at);
        if (list->count == list->most) {
            problem_at(r, item->start_mark, "%.*s may hold at most %u names", STR_ARG(key->name),
                       list->most);
            break;
        }
        bool good = read_letters(r, key, item, &list->names[list->count]);
        for (unsigned i = 0; good && i < list->count; i++)
            if (str_eq(list->names[i], list->names[list->count])) {
                problem_at(r, item->start_mark, "%.*s names «%.*s» twice", STR_ARG(key->name),
                           STR_ARG(list->names[i]));
                good = false;
            }
        list->count += good;
    }
    if (list->count == 0)
        problem_at(r, node->start_mark, "%.*s names no %s", STR_ARG(key->name), list->thing);
}

static void read_packs(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    struct kiosk_config *config = r->into;
    str names[CONTENT_PACKS_MAX];
    struct name_list list = { names, 0, CONTENT_PACKS_MAX, "chung", "pack" };
    read_names(r, key, node, &list);
    if (list.count == 0)
        return;
    memcpy(config->packs, names, list.count * sizeof *names);
    config->pack_count = list.count;
}

static void read_pack_keys(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    struct kiosk_config *config = r->into;
    struct name_list list = { config->pack_keys, 0, CONFIG_PACK_KEYS_MAX, "\"3f09…\"", "key" };
    read_names(r, key, node, &list);
    config->pack_key_count = list.count;
}

static void read_value(struct reading *r, const struct key *key, const yaml_node_t *node)
{
    str *text = (str *)((char *)r->into + key->offset);
    switch (key->kind) {
    case KEY_TEXT: {
        str value;
        if (read_text(r, key, node, &value))
            *text = value;
        break;
    }
    case KEY_NAME:
    case KEY_PHONE:
        (void)read_letters(r, key, node, text);
        break;
    case KEY_INT:
    case KEY_NUMBER:
        read_number(r, key, node);
        break;
    case KEY_LANG:
        read_language(r, key, node);
        break;
    case KEY_VOICE:
        read_voice(r, key, node);
        break;
    case KEY_LIST:
        read_areas(r, key, node);
        break;
    case KEY_PACKS:
        read_packs(r, key, node);
        break;
    case KEY_KEYS:
        read_pack_keys(r, key, node);
        break;
    case KEY_BOOL:
        read_bool(r, key, node);
        break;
    }
}

static void put_off_mapping(struct reading *r, str name, const yaml_node_t *value)
{
    if (value->type != YAML_MAPPING_NODE)
        problem_at(r, value->start_mark, "%.*s wants its own «key: value» lines", STR_ARG(name));
    else if (r->mapping_count == COUNT_OF(r->mappings))
        problem_at(r, value->start_mark, "%.*s stands here too often", STR_ARG(name));
    else {
        r->mappings[r->mapping_count].map = value;
        r->mappings[r->mapping_count++].prefix = arena_printf(r->home, "%.*s.", STR_ARG(name));
    }
}

/* The keys of one mapping. */
static void read_mapping(struct reading *r, const yaml_node_t *map, str prefix, bool *seen)
{
    for (yaml_node_pair_t *pair = map->data.mapping.pairs.start; pair < map->data.mapping.pairs.top;
         pair++) {
        const yaml_node_t *name = yaml_document_get_node(&r->document, pair->key);
        const yaml_node_t *value = yaml_document_get_node(&r->document, pair->value);
        str text = name->type == YAML_SCALAR_NODE ? scalar_of(name) : (str) { 0 };
        text = arena_printf(r->home, "%.*s%.*s", STR_ARG(prefix), STR_ARG(text));
        const struct key *key = find_key(r, text);
        if (r->sent && is_local(text))
            problem_at(r, name->start_mark, "%.*s may not come from a stick",
                       STR_ARG(key ? key->name : S("network")));
        else if (!key && has_inner_keys(r, text))
            put_off_mapping(r, text, value);
        else if (!key)
            problem_at(r, name->start_mark, "there is no setting called «%.*s»",
                       STR_ARG(utf8_valid(text) ? utf8_truncate(text, 40) : S("?")));
        else if (seen[key - r->keys])
            problem_at(r, name->start_mark, "%.*s stands here twice", STR_ARG(text));
        else
            read_value(r, key, value);
        if (key)
            seen[key - r->keys] = true;
    }
}

static void read_document(struct reading *r)
{
    bool seen[COUNT_OF(kiosk_keys) + COUNT_OF(hub_keys)] = { false };
    const yaml_node_t *root = yaml_document_get_root_node(&r->document);
    if (!root)
        return; /* an empty file says nothing wrong */
    if (root->type != YAML_MAPPING_NODE) {
        problem_at(r, root->start_mark, "a settings file is a list of «key: value» lines");
        return;
    }
    r->mappings[0].map = root;
    r->mapping_count = 1;
    for (size_t i = 0; i < r->mapping_count; i++)
        read_mapping(r, r->mappings[i].map, r->mappings[i].prefix, seen);
}

static enum fail read_bytes(struct reading *r, str bytes)
{
    unsigned before = r->problems->total;
    yaml_parser_t parser;
    if (document_is_deep(bytes)) {
        problem_at(r, (yaml_mark_t) { 0 }, "this is not YAML that settings could be: %u brackets",
                   YAML_BRACKETS_MAX);
        return FAIL_FORMAT;
    }
    must(yaml_parser_initialize(&parser));
    yaml_parser_set_input_string(&parser, (const yaml_char_t *)bytes.ptr, bytes.len);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    if (yaml_parser_load(&parser, &r->document)) {
        read_document(r);
        yaml_document_delete(&r->document);
    } else {
        problem_at(r, parser.problem_mark, "this is not YAML: %s",
                   parser.problem ? parser.problem : "it cannot be read");
    }
    yaml_parser_delete(&parser);
    return r->problems->total == before ? FAIL_OK : FAIL_FORMAT;
}

static enum fail read_file(struct reading *r)
{
    str bytes;
    size_t most = CONFIG_FILE_BYTES + (r->sent ? SENT_HEAD_BYTES : 0);
    enum fail failed = file_read(r->home, r->path, most, &bytes);
    if (failed == FAIL_OK)
        return read_bytes(r, bytes);
    if (failed != FAIL_MISSING) {
        /* One more wraps to 0: the whole file. */
        yaml_mark_t whole = { .line = SIZE_MAX, .column = SIZE_MAX };
        problem_at(r, whole, "the settings could not be read: %.*s", STR_ARG(fail_en(failed)));
    }
    return failed;
}

static struct reading kiosk_reading(struct kiosk_config *config, arena *home, str path,
                                    struct problems *problems)
{
    return (struct reading) { .home = home,
                              .path = path,
                              .problems = problems,
                              .keys = kiosk_keys,
                              .key_count = COUNT_OF(kiosk_keys),
                              .into = config };
}

enum fail config_load(struct kiosk_config *config, arena *home, str path, struct problems *problems)
{
    config_defaults(config);
    struct reading r = kiosk_reading(config, home, path, problems);
    return read_file(&r);
}

enum fail config_overlay(struct kiosk_config *config, arena *home, str path,
                         struct problems *problems)
{
    struct reading r = kiosk_reading(config, home, path, problems);
    r.sent = true;
    return read_file(&r);
}

enum fail config_check(arena *home, str bytes, str name, struct problems *problems)
{
    struct kiosk_config config;
    config_defaults(&config);
    struct reading r = kiosk_reading(&config, home, name, problems);
    r.sent = true;
    return read_bytes(&r, bytes);
}

bool config_check_sentence(str bytes, char *why, size_t size)
{
    arena home = { 0 };
    struct problems *problems = arena_new(&home, struct problems, 1);
    problems->home = &home;
    bool good = config_check(&home, bytes, S("settings"), problems) == FAIL_OK;
    if (!good)
        snprintf(why, size, "line %u: %.*s", problems->items[0].line,
                 STR_ARG(problems->items[0].sentence));
    arena_finish(&home);
    return good;
}

enum fail hub_config_load(struct hub_config *config, arena *home, str path,
                          struct problems *problems)
{
    hub_config_defaults(config);
    struct reading r = { .home = home,
                         .path = path,
                         .problems = problems,
                         .keys = hub_keys,
                         .key_count = COUNT_OF(hub_keys),
                         .into = config };
    return read_file(&r);
}
