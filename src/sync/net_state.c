#define LOG_MODULE "net"
#include "sync/net_state.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "wire/codec.h"

#define STATE_VERSION 1
#define STATE_BYTES_MAX (256u * 1024u)

/* ---- one round at a time ---- */

enum fail net_state_lock(str data, int *lock_out)
{
    arena home = { .block_bytes = 1024 };
    *lock_out =
        open(file_join(&home, data, S(NET_LOCK_FILE)).ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    arena_finish(&home);
    if (*lock_out < 0)
        return fail_from_errno(errno);
    if (flock(*lock_out, LOCK_EX | LOCK_NB) == 0)
        return FAIL_OK;
    enum fail failed = errno == EWOULDBLOCK ? FAIL_BUSY : fail_from_errno(errno);
    close(*lock_out);
    *lock_out = -1;
    return failed;
}

void net_state_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}

/* ---- reading ---- */

static int64_t number_of(const json_t *from, const char *name, int64_t otherwise)
{
    const json_t *value = json_object_get(from, name);
    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

static void text_of(const json_t *from, const char *name, char *out, size_t cap)
{
    const char *value = json_string_value(json_object_get(from, name));
    snprintf(out, cap, "%s", value ? value : "");
}

static void read_target(struct net_state *state, const json_t *from)
{
    if (!json_is_object(from) || state->target_count == NET_TARGETS_MAX)
        return;
    struct net_target *target = &state->targets[state->target_count++];
    int64_t trouble = number_of(from, "trouble", 0);
    int64_t failures = number_of(from, "failures", 0);
    text_of(from, "hub", target->hub, sizeof target->hub);
    target->tried_ms = number_of(from, "tried", EVENT_INT_ABSENT);
    target->success_ms = number_of(from, "success", EVENT_INT_ABSENT);
    target->hub_wall_ms = number_of(from, "hub_wall", EVENT_INT_ABSENT);
    target->next_ms = number_of(from, "next", 0);
    target->trouble = trouble >= 0 && trouble < HTTP_TROUBLE_COUNT ? (enum http_trouble)trouble
                                                                   : HTTP_TROUBLE_NONE;
    target->status = (int)number_of(from, "status", 0);
    target->failures = failures > 0 && failures <= INT32_MAX ? (uint32_t)failures : 0;
}

static void read_entry(struct net_state *state, const json_t *from)
{
    struct net_quarantined entry = { .since_ms = number_of(from, "since", EVENT_INT_ABSENT),
                                     .status = (int)number_of(from, "status", 0) };
    int64_t seq = number_of(from, "seq", 0);
    const char *hash = json_string_value(json_object_get(from, "hash"));
    if (seq <= 0 || !codec_hex_read(str_of(hash), entry.hash, sizeof entry.hash))
        return;
    entry.seq = (uint64_t)seq;
    text_of(from, "hub", entry.hub, sizeof entry.hub);
    text_of(from, "why", entry.why, sizeof entry.why);
    (void)net_state_add(state, &entry);
}

static bool read_state(str bytes, struct net_state *out)
{
    json_t *root = json_loadb(bytes.ptr, bytes.len, JSON_REJECT_DUPLICATES, NULL);
    bool good = json_is_object(root) && number_of(root, "version", 0) == STATE_VERSION;
    size_t i;
    json_t *item;
    if (good) {
        json_array_foreach(json_object_get(root, "hubs"), i, item) read_target(out, item);
        json_array_foreach(json_object_get(root, "quarantined"), i, item) read_entry(out, item);
    }
    json_decref(root);
    return good;
}

void net_state_load(str data, struct net_state *out)
{
    *out = (struct net_state) { 0 };
    arena home = { .block_bytes = 4096 };
    str bytes;
    enum fail failed =
        file_read(&home, file_join(&home, data, S(NET_STATE_FILE)), STATE_BYTES_MAX, &bytes);
    if (failed != FAIL_MISSING && (failed != FAIL_OK || !read_state(bytes, out))) {
        log_warn(NET_STATE_FILE " cannot be read; what was set aside will be found again");
        *out = (struct net_state) { 0 };
    }
    arena_finish(&home);
}

/* ---- writing ---- */

static void put_number(json_t *to, const char *name, int64_t value)
{
    if (value != EVENT_INT_ABSENT)
        json_object_set_new(to, name, json_integer(value));
}

static json_t *target_json(const struct net_target *target)
{
    json_t *to = json_object();
    json_object_set_new(to, "hub", json_string(target->hub));
    put_number(to, "tried", target->tried_ms);
    put_number(to, "success", target->success_ms);
    put_number(to, "hub_wall", target->hub_wall_ms);
    put_number(to, "next", target->next_ms);
    put_number(to, "trouble", (int64_t)target->trouble);
    put_number(to, "status", target->status);
    put_number(to, "failures", (int64_t)target->failures);
    return to;
}

static json_t *entry_json(const struct net_quarantined *entry)
{
    json_t *to = json_object();
    char hash[CODEC_HEX_LEN(EVENT_HASH_BYTES) + 1];
    codec_hex_into(entry->hash, sizeof entry->hash, hash);
    json_object_set_new(to, "hub", json_string(entry->hub));
    put_number(to, "seq", (int64_t)entry->seq);
    json_object_set_new(to, "hash", json_string(hash));
    put_number(to, "status", entry->status);
    put_number(to, "since", entry->since_ms);
    json_object_set_new(to, "why", json_string(entry->why));
    return to;
}

enum fail net_state_save(str data, const struct net_state *state)
{
    json_t *root = json_object(), *hubs = json_array(), *entries = json_array();
    json_object_set_new(root, "version", json_integer(STATE_VERSION));
    for (uint32_t i = 0; i < state->target_count; i++)
        json_array_append_new(hubs, target_json(&state->targets[i]));
    for (uint32_t i = 0; i < state->quarantined_count; i++)
        json_array_append_new(entries, entry_json(&state->quarantined[i]));
    json_object_set_new(root, "hubs", hubs);
    json_object_set_new(root, "quarantined", entries);
    char *text = json_dumps(root, JSON_INDENT(1));
    json_decref(root);
    arena home = { .block_bytes = 1024 };
    enum fail failed =
        text ? file_write_durable(file_join(&home, data, S(NET_STATE_FILE)), str_of(text), 0600)
             : FAIL_IO;
    if (failed != FAIL_OK)
        log_error(NET_STATE_FILE " cannot be written: %.*s", STR_ARG(fail_en(failed)));
    free(text);
    arena_finish(&home);
    return failed;
}

void net_state_note_next(str data, str hub, int64_t next_ms)
{
    arena home = { .block_bytes = sizeof(struct net_state) + 64 };
    struct net_state *state = arena_new(&home, struct net_state, 1);
    int lock;
    if (net_state_lock(data, &lock) == FAIL_OK) {
        net_state_load(data, state);
        net_state_target(state, hub)->next_ms = next_ms;
        if (net_state_save(data, state) != FAIL_OK)
            log_warn("when the hub is tried again is not written down");
        net_state_unlock(lock);
    }
    arena_finish(&home);
}

/* ---- asking and changing ---- */

const struct net_target *net_state_find(const struct net_state *state, str hub)
{
    for (uint32_t i = 0; i < state->target_count; i++)
        if (str_eq(str_of(state->targets[i].hub), hub))
            return &state->targets[i];
    return NULL;
}

struct net_target *net_state_target(struct net_state *state, str hub)
{
    for (uint32_t i = 0; i < state->target_count; i++)
        if (str_eq(str_of(state->targets[i].hub), hub))
            return &state->targets[i];
    uint32_t at = state->target_count;
    if (at == NET_TARGETS_MAX) {
        at = 0;
        for (uint32_t i = 1; i < NET_TARGETS_MAX; i++)
            if (state->targets[i].tried_ms < state->targets[at].tried_ms)
                at = i;
    } else {
        state->target_count++;
    }
    struct net_target *target = &state->targets[at];
    *target = (struct net_target) { .tried_ms = EVENT_INT_ABSENT,
                                    .success_ms = EVENT_INT_ABSENT,
                                    .hub_wall_ms = EVENT_INT_ABSENT };
    snprintf(target->hub, sizeof target->hub, "%.*s", STR_ARG(hub));
    return target;
}

bool net_state_add(struct net_state *state, const struct net_quarantined *entry)
{
    if (state->quarantined_count == NET_QUARANTINE_MAX)
        return false;
    state->quarantined[state->quarantined_count++] = *entry;
    return true;
}

uint32_t net_state_count(const struct net_state *state, str hub)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < state->quarantined_count; i++)
        count += str_eq(str_of(state->quarantined[i].hub), hub);
    return count;
}

bool net_state_filter(struct net_state *state, str hub,
                      bool (*keep)(void *self, const struct net_quarantined *entry), void *self)
{
    uint32_t kept = 0, before = state->quarantined_count;
    for (uint32_t i = 0; i < before; i++) {
        const struct net_quarantined *entry = &state->quarantined[i];
        if (!str_eq(str_of(entry->hub), hub) || keep(self, entry))
            state->quarantined[kept++] = *entry;
    }
    state->quarantined_count = kept;
    return kept != before;
}
