#include "sync/backoff.h"

void backoff_failed(struct backoff *backoff, int64_t now_ms, int64_t asked_ms, uint64_t chance)
{
    int64_t most_ms = 2 * BACKOFF_FIRST_MS;
    for (uint32_t i = 0; i < backoff->failures && most_ms < BACKOFF_MOST_MS; i++)
        most_ms *= 2;
    if (most_ms > BACKOFF_MOST_MS)
        most_ms = BACKOFF_MOST_MS;
    int64_t half_ms = most_ms / 2;
    int64_t wait_ms = half_ms + (int64_t)(chance % (uint64_t)(half_ms + 1));
    if (asked_ms > BACKOFF_ASKED_MOST_MS)
        asked_ms = BACKOFF_ASKED_MOST_MS;
    if (backoff->failures < UINT32_MAX)
        backoff->failures++;
    backoff->next_ms = now_ms + (asked_ms > wait_ms ? asked_ms : wait_ms);
}

void backoff_succeeded(struct backoff *backoff)
{
    *backoff = (struct backoff) { 0 };
}

bool backoff_allows(const struct backoff *backoff, int64_t now_ms)
{
    return now_ms >= backoff->next_ms;
}
