/* One event as one line of JSON, as it travels in a batch and as `tramsoctl events` shows it.
 *
 * In a batch the body is a JSON string that holds the exact text of the ledger, because the hash is
 * over that text; prev is left out, it is the line before's hash. For reading by people and tools
 * the body is an object and prev is there. */
#ifndef WIRE_ROW_H
#define WIRE_ROW_H

#include "base/buf.h"
#include "base/fail.h"
#include "core/event.h"

/* The longest texts a row may carry; longer ones are no event of ours. */
#define ROW_TYPE_BYTES_MAX 64u
#define ROW_SESSION_BYTES_MAX 64u
#define ROW_LEARNER_BYTES_MAX 128u
#define ROW_LINE_BYTES_MAX (4u * EVENT_BODY_BYTES_MAX)

/* Wall times between the years 1 and 9999, which is what RFC 3339 can write; a clock beyond is
 * broken and counts as the nearer border. Monotonic times up to ten thousand years. */
#define ROW_WALL_MIN_MS (-62135596800000ll)
#define ROW_WALL_MAX_MS 253402214399999ll
#define ROW_MONO_MAX_MS 315360000000000ll

enum row_form { ROW_EXACT, ROW_READABLE };

/* Adds the line and its line feed. The event's texts are trusted. */
void row_write(struct buf *out, const struct event *event, enum row_form form);
/* Reads a ROW_EXACT line without its line feed; texts live in the line or, unescaped, in home; prev
 * stays zero (the caller knows it) and the hash is as read, not yet compared. FAIL_FORMAT or
 * FAIL_LIMIT otherwise. */
must_check enum fail row_read(arena *home, str line, struct event *out);

#endif
