/* Writing JSON text by hand where order and exact form matter. Private to wire. */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include "base/buf.h"

/* The text in quotation marks, escaped as RFC 8259 asks and no more. Valid UTF-8 is trusted. */
void json_put_text(struct buf *to, str text);

#endif
