/* Lines of walks: what was read, written again with every word in quotes, reads the same. */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/must.h"
#include "base/utf8.h"
#include "kiosk/walk_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static str write_line(arena *home, const struct walk_line *line)
{
    struct buf out = buf_in(home);
    for (uint32_t i = 0; i < line->count; i++) {
        str text = line->words[i].text;
        buf_str(&out, i ? S(" \"") : S("\""));
        for (size_t at = 0; at < text.len; at++) {
            if (text.ptr[at] == '"' || text.ptr[at] == '\\')
                buf_str(&out, S("\\"));
            buf_put(&out, text.ptr + at, 1);
        }
        buf_str(&out, S("\""));
    }
    return buf_view(&out);
}

static void read_lines(arena *home, str text)
{
    while (text.ptr) {
        struct walk_line line, again;
        if (walk_line_read(home, str_cut(&text, '\n'), &line) != FAIL_OK)
            continue;
        must(line.count <= WALK_WORDS_MAX);
        must(walk_line_read(home, write_line(home, &line), &again) == FAIL_OK);
        must(again.count == line.count);
        for (uint32_t i = 0; i < line.count; i++) {
            must(utf8_valid(line.words[i].text));
            must(str_eq(line.words[i].text, again.words[i].text));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 8192 };
    str text = { (const char *)data, size };
    int64_t ms = -1;
    int w = 0, h = 0;
    read_lines(&home, text);
    if (walk_duration(text, &ms) == FAIL_OK)
        must(ms >= 0 && ms <= 3600000000000);
    if (walk_size(text, &w, &h) == FAIL_OK)
        must(w >= 320 && w <= 4096 && h >= 320 && h <= 4096);
    arena_finish(&home);
    return 0;
}
