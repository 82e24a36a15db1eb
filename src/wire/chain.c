#include "wire/chain.h"

#include <sodium.h>
#include <string.h>

#include "base/must.h"

/* Names what is hashed, so that these bytes can never stand for something else we hash. */
static const char chain_tag[8] = { 'T', 'S', 'E', 'V', 'E', 'N', 'T', '1' };

static void add_number(crypto_generichash_state *state, uint64_t value, unsigned width)
{
    uint8_t bytes[8];
    for (unsigned i = 0; i < width; i++)
        bytes[i] = (uint8_t)(value >> (8 * (width - 1 - i)));
    crypto_generichash_update(state, bytes, width);
}

static void add_text(crypto_generichash_state *state, str text)
{
    add_number(state, text.len, 4);
    crypto_generichash_update(state, (const unsigned char *)text.ptr, text.len);
}

void chain_hash(const struct event *event, uint8_t out[EVENT_HASH_BYTES])
{
    crypto_generichash_state state;
    must(crypto_generichash_init(&state, NULL, 0, EVENT_HASH_BYTES) == 0);
    crypto_generichash_update(&state, (const unsigned char *)chain_tag, sizeof chain_tag);
    crypto_generichash_update(&state, event->prev, EVENT_HASH_BYTES);
    add_number(&state, event->seq, 8);
    crypto_generichash_update(&state, event->id, EVENT_ID_BYTES);
    add_number(&state, event->boot, 8);
    add_number(&state, (uint64_t)event->mono_ms, 8);
    add_number(&state, (uint64_t)event->wall_ms, 8);
    add_number(&state, event->clock_sure, 1);
    add_text(&state, event->type_name);
    add_text(&state, event->session);
    add_text(&state, event->learner);
    add_text(&state, event->body);
    must(crypto_generichash_final(&state, out, EVENT_HASH_BYTES) == 0);
}

bool chain_holds(const struct event *event)
{
    uint8_t hash[EVENT_HASH_BYTES];
    chain_hash(event, hash);
    return memcmp(hash, event->hash, sizeof hash) == 0;
}
