/* Writing JSON text by hand where order and exact form matter. Private to wire. */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include "base/buf.h"

/* The text in quotation marks, escaped as RFC 8259 asks and no more. Valid UTF-8 is trusted. */
void json_put_text(struct buf *to, str text);
/* The same into room for JSON_TEXT_MAX(text.len) bytes; gives back where it ends. */
char *json_text_into(char *at, str text);
/* Each letter may become \u001f, after which a zero byte is written. */
#define JSON_TEXT_MAX(len) ((len)*6u + 3u)

#endif
