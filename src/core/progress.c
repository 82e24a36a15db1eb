#include "core/progress.h"

#include "base/must.h"

static bool has_bit(const uint8_t *bits, uint16_t number)
{
    return number < PROGRESS_LESSONS_MAX && (bits[number / 8] >> (number % 8) & 1);
}

static void set_bit(uint8_t *bits, uint16_t number)
{
    bits[number / 8] = (uint8_t)(bits[number / 8] | 1u << (number % 8));
}

void progress_set(struct progress *p, uint16_t number, bool unaided)
{
    must(number < PROGRESS_LESSONS_MAX);
    set_bit(p->done, number);
    if (unaided)
        set_bit(p->unaided, number);
}

bool progress_has(const struct progress *p, uint16_t number)
{
    return has_bit(p->done, number);
}

bool progress_has_unaided(const struct progress *p, uint16_t number)
{
    return has_bit(p->unaided, number);
}

uint16_t progress_count(const struct progress *p)
{
    uint16_t count = 0;
    for (uint16_t number = 0; number < PROGRESS_LESSONS_MAX; number++)
        count = (uint16_t)(count + has_bit(p->done, number));
    return count;
}

void progress_merge(struct progress *into, const struct progress *other)
{
    for (size_t i = 0; i < sizeof into->done; i++) {
        into->unaided[i] |= other->unaided[i];
        /* Done unaided is done, whatever a foreign card says. */
        into->done[i] |= (uint8_t)(other->done[i] | other->unaided[i]);
    }
}
