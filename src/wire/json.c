#include "wire/json.h"

static bool needs_escape(char c)
{
    return c == '"' || c == '\\' || (unsigned char)c < 0x20;
}

static void put_escaped(struct buf *to, char c)
{
    if (c == '"' || c == '\\')
        buf_printf(to, "\\%c", c);
    else if (c == '\n')
        buf_str(to, S("\\n"));
    else if (c == '\t')
        buf_str(to, S("\\t"));
    else
        buf_printf(to, "\\u%04x", (unsigned)(unsigned char)c);
}

void json_put_text(struct buf *to, str text)
{
    size_t from = 0;
    buf_char(to, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (!needs_escape(text.ptr[i]))
            continue;
        buf_str(to, str_slice(text, from, i));
        put_escaped(to, text.ptr[i]);
        from = i + 1;
    }
    buf_str(to, str_slice(text, from, text.len));
    buf_char(to, '"');
}
