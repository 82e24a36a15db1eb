/* An event's body as JSON text: one flat object, members in the order of event_fields.
 *
 * Absent fields are not written. Reading takes any JSON object that is not deeply nested, ignores
 * members that this program does not know (a newer one wrote them) and refuses a known member of
 * the wrong type, so that a value is never guessed. What was read can be put into a statement,
 * which any JSON parser then takes. */
#ifndef WIRE_BODY_H
#define WIRE_BODY_H

#include "base/arena.h"
#include "base/fail.h"
#include "core/event.h"

/* FAIL_LIMIT beyond EVENT_BODY_BYTES_MAX, FAIL_FORMAT when a text is not valid UTF-8 without
 * control characters. «{}» when all is absent. */
must_check enum fail body_write(arena *home, const struct event_body *body, str *json_out);
/* The texts live in home. FAIL_LIMIT beyond EVENT_BODY_BYTES_MAX; FAIL_FORMAT when it is no such
 * object, or has more than EVENT_BODY_DEPTH_MAX objects and lists in one another. */
must_check enum fail body_read(arena *home, str json, struct event_body *out);

#endif
