#include "kiosk/walk_line.h"

#include "base/utf8.h"

/* Takes one word off the front of *rest. */
static enum fail read_word(arena *home, str *rest, struct walk_word *out)
{
    out->quoted = rest->ptr[0] == '"';
    size_t at = out->quoted ? 1 : 0, len = 0;
    char *text = arena_alloc(home, rest->len + 1);
    bool closed = !out->quoted;
    while (at < rest->len) {
        char c = rest->ptr[at];
        if (out->quoted && c == '"') {
            closed = true;
            at++;
            break;
        }
        if (!out->quoted && (c == ' ' || c == '\t'))
            break;
        if (out->quoted && c == '\\' && at + 1 < rest->len)
            c = rest->ptr[++at];
        text[len++] = c;
        at++;
    }
    *rest = str_slice(*rest, at, rest->len);
    return closed ? utf8_to_nfc(home, (str) { text, len }, &out->text) : FAIL_FORMAT;
}

enum fail walk_line_read(arena *home, str line, struct walk_line *out)
{
    *out = (struct walk_line) { .count = 0 };
    str rest = str_trim(line);
    while (rest.len) {
        bool comment =
            rest.ptr[0] == '#' && (out->count == 0 || rest.len == 1 || rest.ptr[1] == ' ');
        if (comment)
            break;
        if (out->count == WALK_WORDS_MAX)
            return FAIL_LIMIT;
        enum fail failed = read_word(home, &rest, &out->words[out->count]);
        if (failed != FAIL_OK)
            return failed;
        out->count++;
        rest = str_trim(rest);
    }
    return FAIL_OK;
}

enum fail walk_duration(str text, int64_t *ms_out)
{
    static const struct {
        str unit;
        int64_t ms;
    } units[] = {
        { S_INIT("ms"), 1 }, { S_INIT("s"), 1000 }, { S_INIT("m"), 60000 }, { S_INIT("h"), 3600000 }
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        uint64_t number;
        if (!str_ends(text, units[i].unit) ||
            !str_to_u64(str_slice(text, 0, text.len - units[i].unit.len), &number))
            continue;
        if (number > 1000000)
            return FAIL_LIMIT;
        *ms_out = (int64_t)number * units[i].ms;
        return FAIL_OK;
    }
    return FAIL_FORMAT;
}

enum fail walk_size(str text, int *w_out, int *h_out)
{
    uint64_t w, h;
    str rest = text;
    str left = str_cut(&rest, 'x');
    if (!str_to_u64(left, &w) || !str_to_u64(rest, &h))
        return FAIL_FORMAT;
    if (w < 320 || h < 320 || w > 4096 || h > 4096)
        return FAIL_LIMIT;
    *w_out = (int)w;
    *h_out = (int)h;
    return FAIL_OK;
}
