#include "ui/wrap.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/* Addresses longer than this may be broken at their dots and slashes; «1.204» stays whole. */
#define LONG_WORD_BYTES 12u
/* Thousandths of an em that the highest letter (Ẵ) and the lowest (g) need around the baseline. */
#define ACCENT_TOP_1000 1060
#define TAIL_1000 220

static const char *const bold_mark = "**";

/* The first byte is compared before anything is called: this runs for every byte of every text. */
static inline bool starts_at(str s, size_t at, const char *what)
{
    return s.ptr[at] == what[0] && str_starts(str_slice(s, at, s.len), str_of(what));
}

/* ---- marks and spans ---- */

struct marking {
    struct shape *shape;
    const struct spec *spec;
    uint32_t from;
    bool bold, accent;
};

static void span_end(struct marking *m, uint32_t to)
{
    if (to == m->from)
        return;
    enum face plain_face = (enum face)m->spec->weight;
    bool colored = m->accent && m->spec->accent != COLOR_NONE;
    m->shape->spans[m->shape->span_count++] = (struct wrap_span) {
        .from = m->from,
        .to = to,
        .face = m->bold || m->accent ? FACE_BOLD : plain_face,
        .color = colored ? m->spec->accent : m->spec->color,
    };
    m->from = to;
}

static uint32_t count_marks(str text)
{
    uint32_t marks = 0;
    for (size_t i = 0; i < text.len; i++)
        marks += text.ptr[i] == '*' || (unsigned char)text.ptr[i] == 0xe2;
    return marks;
}

/* Takes the ** out and cuts the text into spans of one face and colour. */
static void shape_marks(const struct wrap_tools *tools, struct shape *shape,
                        const struct spec *spec)
{
    str text = spec->text;
    char *plain = arena_alloc(tools->home, text.len + 1);
    uint32_t len = 0;
    shape->spans = arena_new(tools->home, struct wrap_span, count_marks(text) + 1);
    struct marking m = { .shape = shape, .spec = spec };
    for (size_t i = 0; i < text.len;) {
        if (starts_at(text, i, bold_mark)) {
            span_end(&m, len);
            m.bold = !m.bold;
            i += strlen(bold_mark);
            continue;
        }
        if (starts_at(text, i, "“")) {
            span_end(&m, len);
            m.accent = true;
        }
        bool closes = starts_at(text, i, "”");
        size_t step = closes ? strlen("”") : 1;
        memcpy(plain + len, text.ptr + i, step);
        len += (uint32_t)step;
        i += step;
        if (closes) {
            span_end(&m, len);
            m.accent = false;
        }
    }
    span_end(&m, len);
    shape->plain = (str) { plain, len };
}

static void shape_spans(const struct wrap_tools *tools, struct shape *shape,
                        const struct spec *spec)
{
    if (spec->marks && count_marks(spec->text) > 0) {
        shape_marks(tools, shape, spec);
        return;
    }
    shape->plain = spec->text;
    shape->spans = arena_new(tools->home, struct wrap_span, 1);
    shape->spans[0] =
        (struct wrap_span) { 0, (uint32_t)spec->text.len, (enum face)spec->weight, spec->color };
    shape->span_count = 1;
}

/* ---- measuring ---- */

static int32_t measure_bytes(const struct wrap_tools *tools, const struct shape *shape,
                             uint32_t from, uint32_t to)
{
    const struct measure *measure = tools->measure;
    int32_t w = 0;
    for (uint32_t i = 0; i < shape->span_count; i++) {
        const struct wrap_span *span = &shape->spans[i];
        uint32_t a = from > span->from ? from : span->from, b = to < span->to ? to : span->to;
        if (a < b)
            w += measure->width(measure->context, span->face, shape->em_px,
                                str_slice(shape->plain, a, b));
    }
    return w;
}

static void shape_lines_metrics(const struct wrap_tools *tools, struct shape *shape,
                                const struct spec *spec)
{
    const struct measure *measure = tools->measure;
    enum face face = (enum face)spec->weight;
    shape->em_px = metrics_em_px(tools->metrics, spec->style);
    shape->line_px = metrics_line_px(tools->metrics, spec->style);
    int32_t up = measure->ascent(measure->context, face, shape->em_px);
    int32_t down = measure->descent(measure->context, face, shape->em_px);
    int32_t top = (shape->em_px * ACCENT_TOP_1000 + 999) / 1000;
    int32_t tail = (shape->em_px * TAIL_1000 + 999) / 1000;
    int32_t baseline = (shape->line_px - up - down) / 2 + up;
    if (baseline > shape->line_px - tail)
        baseline = shape->line_px - tail;
    if (baseline < top)
        baseline = top;
    if (shape->line_px < baseline + tail)
        shape->line_px = baseline + tail;
    shape->ascent_px = baseline;
}

/* ---- where lines may end ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit_at(str s, size_t at)
{
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* «1900 0368» is one number: no line ends inside it. Digits set apart one by one are a code. */
static bool joins_digits(str s, size_t at)
{
    return s.ptr[at] == ' ' && at > 1 && is_digit_at(s, at - 2) && is_digit_at(s, at - 1) &&
           is_digit_at(s, at + 1) && is_digit_at(s, at + 2);
}

static size_t word_end(str s, size_t at)
{
    while (at < s.len && (!is_blank(s.ptr[at]) || joins_digits(s, at)) && s.ptr[at] != '\n')
        at++;
    return at;
}

/* Whether a line may end after byte at, inside the word [from, end). */
static bool may_break_after(str s, size_t from, size_t at, size_t end)
{
    if (at + 1 >= end)
        return false;
    char c = s.ptr[at], next = s.ptr[at + 1];
    if (c == '-')
        return at > from && !is_digit_at(s, at + 1);
    if (c != '/' && c != '.')
        return false;
    bool in_number = at > from && is_digit_at(s, at - 1) && is_digit_at(s, at + 1);
    return end - from > LONG_WORD_BYTES && next != '/' && next != '.' && !in_number;
}

/* Scans one atom from at; returns where the next one starts. */
static size_t atom_scan(str s, size_t word_from, size_t at, struct wrap_atom *atom)
{
    size_t end = word_end(s, at);
    atom->from = (uint32_t)at;
    for (; at < end; at++) {
        if (starts_at(s, at, "\u200b")) {
            atom->to = (uint32_t)at;
            return at + strlen("\u200b");
        }
        if (may_break_after(s, word_from, at, end)) {
            atom->to = (uint32_t)at + 1;
            return at + 1;
        }
    }
    atom->to = (uint32_t)end;
    return end;
}

static uint32_t count_atoms_max(str s)
{
    uint32_t count = 1;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        count += is_blank(c) || c == '\n' || c == '-' || c == '/' || c == '.' ||
                 (unsigned char)c == 0xe2;
    }
    return count;
}

static void shape_atoms(const struct wrap_tools *tools, struct shape *shape)
{
    str s = shape->plain;
    shape->atoms = arena_new(tools->home, struct wrap_atom, count_atoms_max(s));
    size_t word_from = 0;
    for (size_t at = 0; at < s.len;) {
        struct wrap_atom *atom = &shape->atoms[shape->atom_count++];
        at = atom_scan(s, word_from, at, atom);
        atom->w = measure_bytes(tools, shape, atom->from, atom->to);
        size_t spaces = at;
        while (at < s.len && is_blank(s.ptr[at]))
            at++;
        if (at > spaces)
            atom->gap = measure_bytes(tools, shape, (uint32_t)spaces, (uint32_t)at);
        if (at < s.len && s.ptr[at] == '\n') {
            atom->ends_line = true;
            at++;
        }
        if (at > spaces)
            word_from = at;
        if (atom->w > shape->least_w)
            shape->least_w = atom->w;
    }
}

static void shape_natural(const struct wrap_tools *tools, struct shape *shape)
{
    for (uint32_t i = 0; i < shape->atom_count; i++) {
        uint32_t first = i;
        while (i + 1 < shape->atom_count && !shape->atoms[i].ends_line)
            i++;
        int32_t w = measure_bytes(tools, shape, shape->atoms[first].from, shape->atoms[i].to);
        if (w > shape->natural_w)
            shape->natural_w = w;
    }
    /* Kerning can make the whole narrower than the widest piece. */
    if (shape->natural_w < shape->least_w)
        shape->natural_w = shape->least_w;
    shape->fit_w = shape->natural_w;
}

void wrap_shape(const struct wrap_tools *tools, const struct spec *spec, struct shape *out)
{
    *out = (struct shape) { .plain = { NULL, 0 } };
    shape_spans(tools, out, spec);
    shape_lines_metrics(tools, out, spec);
    shape_atoms(tools, out);
    shape_natural(tools, out);
}

/* ---- filling lines ---- */

struct filling {
    const struct wrap_tools *tools;
    const struct shape *shape;
    struct node *node;
    uint32_t line_cap, run_cap;
    uint32_t at;           /* atom where the next line starts */
    struct wrap_atom head; /* that atom, or what a broken word left of it */
    int32_t short_px;      /* a last word up to this width is an orphan */
};

static void *grown(arena *home, void *items, size_t size, uint32_t count)
{
    void *more = arena_alloc_array(home, size, (size_t)count * 2);
    if (count)
        memcpy(more, items, size * count);
    return more;
}

static void run_add(struct filling *f, struct run run)
{
    if (f->node->run_count == f->run_cap) {
        f->node->runs = grown(f->tools->home, f->node->runs, sizeof run, f->run_cap);
        f->run_cap *= 2;
    }
    f->node->runs[f->node->run_count++] = run;
}

static void line_add(struct filling *f, uint32_t from, uint32_t to)
{
    const struct shape *shape = f->shape;
    const struct measure *measure = f->tools->measure;
    struct line line = { .from = from, .to = to, .first_run = f->node->run_count };
    for (uint32_t i = 0; i < shape->span_count; i++) {
        const struct wrap_span *span = &shape->spans[i];
        uint32_t a = from > span->from ? from : span->from, b = to < span->to ? to : span->to;
        if (a >= b)
            continue;
        int32_t w = measure->width(measure->context, span->face, shape->em_px,
                                   str_slice(shape->plain, a, b));
        run_add(f, (struct run) { a, b, line.w, w, span->face, span->color });
        line.w += w;
    }
    line.run_count = (uint16_t)(f->node->run_count - line.first_run);
    if (f->node->line_count == f->line_cap) {
        f->node->lines = grown(f->tools->home, f->node->lines, sizeof line, f->line_cap);
        f->line_cap *= 2;
    }
    f->node->lines[f->node->line_count++] = line;
}

static bool is_combining(uint32_t code)
{
    return code >= 0x300 && code <= 0x36f;
}

/* Breaks the head atom: the longest prefix of whole letters that fits, at least one. */
static void break_word(struct filling *f, int32_t width_px)
{
    uint32_t end = f->head.from, good = 0;
    while (end < f->head.to) {
        size_t len;
        utf8_decode(str_slice(f->shape->plain, end, f->head.to), &len);
        end += (uint32_t)len;
        if (end < f->head.to &&
            is_combining(utf8_decode(str_slice(f->shape->plain, end, f->head.to), &len)))
            continue;
        if (good && measure_bytes(f->tools, f->shape, f->head.from, end) > width_px)
            break;
        good = end;
    }
    line_add(f, f->head.from, good);
    f->head.from = good;
    f->head.w = measure_bytes(f->tools, f->shape, good, f->head.to);
}

/* Whether the line up to this atom is wider than the width. Pieces are measured alone and rounded,
 * so a sum that is only a little too wide is measured as a whole. */
static bool too_wide(const struct filling *f, uint32_t last, int32_t sum, int32_t width_px)
{
    int32_t rounding = 2 * (int32_t)(last - f->at);
    if (sum <= width_px || sum > width_px + rounding)
        return sum > width_px;
    return measure_bytes(f->tools, f->shape, f->head.from, f->shape->atoms[last].to) > width_px;
}

/* Index after the last atom of the line that starts with the head. */
static uint32_t line_reach(const struct filling *f, int32_t width_px)
{
    const struct shape *shape = f->shape;
    int32_t w = f->head.w, gap = f->head.gap;
    uint32_t next = f->at + 1;
    bool ended = f->head.ends_line;
    while (next < shape->atom_count && !ended) {
        const struct wrap_atom *atom = &shape->atoms[next];
        if (width_px < shape->natural_w && too_wide(f, next, w + gap + atom->w, width_px))
            break;
        w += gap + atom->w;
        gap = atom->gap;
        ended = atom->ends_line;
        next++;
    }
    /* Pieces are measured alone; the whole line may be a pixel wider than their sum. */
    while (next > f->at + 1 &&
           measure_bytes(f->tools, shape, f->head.from, shape->atoms[next - 1].to) > width_px)
        next--;
    return next;
}

/* A last word narrower than this part of the width does not stand alone on its line. */
#define ORPHAN_PART 3
/* What a line keeps when it gives a word to the orphan below it. */
#define WORDS_KEPT 2u

/* A paragraph's short last word takes the word before it along. Never costs a line. Short is what
 * looks so in the whole width, however narrow a balanced text is filled. */
static uint32_t without_orphan(const struct filling *f, uint32_t next, int32_t width_px)
{
    const struct shape *shape = f->shape;
    if (next >= shape->atom_count || next - f->at <= WORDS_KEPT)
        return next;
    const struct wrap_atom *before = &shape->atoms[next - 1], *last = &shape->atoms[next];
    bool ends = last->ends_line || next + 1 == shape->atom_count;
    if (!ends || before->ends_line || before->gap == 0 || last->w > f->short_px)
        return next;
    return measure_bytes(f->tools, shape, before->from, last->to) <= width_px ? next - 1 : next;
}

/* short_px: the width up to which a last word must not stand alone. */
static void fill_lines(const struct wrap_tools *tools, const struct shape *shape, int32_t width_px,
                       int32_t short_px, struct node *out)
{
    struct filling f = { tools, shape, out, 2, 2, 0, { 0 }, short_px };
    out->plain = shape->plain;
    out->line_px = shape->line_px;
    out->ascent_px = shape->ascent_px;
    out->lines = arena_new(tools->home, struct line, f.line_cap);
    out->runs = arena_new(tools->home, struct run, f.run_cap);
    out->line_count = out->run_count = 0;
    out->cut = false;
    if (shape->atom_count > 0)
        f.head = shape->atoms[0];
    while (f.at < shape->atom_count) {
        if (out->spec.max_lines && out->line_count == out->spec.max_lines) {
            out->cut = true;
            return;
        }
        if (f.head.w > width_px && f.head.to > f.head.from) {
            uint32_t before = f.head.from;
            break_word(&f, width_px);
            if (f.head.from < f.head.to && f.head.from > before)
                continue;
            f.at++;
        } else {
            uint32_t next = without_orphan(&f, line_reach(&f, width_px), width_px);
            uint32_t to = next == f.at + 1 ? f.head.to : shape->atoms[next - 1].to;
            line_add(&f, f.head.from, to);
            f.at = next;
        }
        if (f.at < shape->atom_count)
            f.head = shape->atoms[f.at];
    }
}

#define BALANCED_LINES_MAX 4

static bool wants_balance(const struct shape *shape, const struct node *node, int32_t width_px)
{
    bool kind = node->spec.style >= TEXT_HEADING || node->spec.role == ROLE_HEADING ||
                node->spec.text_align == ALIGN_CENTER;
    return kind && !node->cut && node->line_count > 1 && node->line_count <= BALANCED_LINES_MAX &&
           shape->least_w <= width_px;
}

/* A part this much shorter than the other looks forgotten. */
#define PAUSE_PART 3

static bool ends_with_pause(const struct shape *shape, const struct wrap_atom *atom)
{
    char last = atom->to > atom->from ? shape->plain.ptr[atom->to - 1] : 0;
    return last == ',' || last == '.' || last == ':' || last == ';' || last == '!' || last == '?';
}

/* The atom after which two lines part where a reader pauses; atom_count when there is none. */
static uint32_t pause_of(const struct wrap_tools *tools, const struct shape *shape,
                         int32_t width_px)
{
    uint32_t best = shape->atom_count;
    int32_t best_w = width_px + 1;
    for (uint32_t i = 0; i + WORDS_KEPT < shape->atom_count; i++) {
        if (shape->atoms[i].ends_line)
            return shape->atom_count;
        if (!ends_with_pause(shape, &shape->atoms[i]) || shape->atoms[i].gap == 0)
            continue;
        if (i + 2 == shape->atom_count && shape->atoms[i + 1].w <= width_px / ORPHAN_PART)
            continue;
        int32_t above = measure_bytes(tools, shape, shape->atoms[0].from, shape->atoms[i].to);
        int32_t below = measure_bytes(tools, shape, shape->atoms[i + 1].from,
                                      shape->atoms[shape->atom_count - 1].to);
        int32_t wide = above > below ? above : below, narrow = above + below - wide;
        if (wide < best_w && narrow >= wide / PAUSE_PART) {
            best = i;
            best_w = wide;
        }
    }
    return best;
}

/* Two lines of a heading part after its comma or its first sentence, when both then fit. */
static bool break_at_pause(const struct wrap_tools *tools, const struct shape *shape,
                           int32_t width_px, struct node *out)
{
    uint32_t at = pause_of(tools, shape, width_px);
    if (at == shape->atom_count)
        return false;
    struct shape parted = *shape;
    parted.atoms = arena_new(tools->home, struct wrap_atom, shape->atom_count);
    for (uint32_t i = 0; i < shape->atom_count; i++)
        parted.atoms[i] = shape->atoms[i];
    parted.atoms[at].ends_line = true;
    fill_lines(tools, &parted, width_px, width_px / ORPHAN_PART, out);
    return true;
}

void wrap_lines(const struct wrap_tools *tools, const struct shape *shape, int32_t width_px,
                struct node *out)
{
    int32_t short_px = width_px / ORPHAN_PART;
    fill_lines(tools, shape, width_px, short_px, out);
    if (!wants_balance(shape, out, width_px))
        return;
    if (out->line_count == 2 && break_at_pause(tools, shape, width_px, out))
        return;
    /* The narrowest width that needs no more lines. */
    uint16_t lines = out->line_count;
    int32_t low = width_px / 2 > shape->least_w ? width_px / 2 : shape->least_w, high = width_px;
    while (high - low > shape->em_px / 4) {
        int32_t middle = low + (high - low) / 2;
        fill_lines(tools, shape, middle, short_px, out);
        if (out->line_count > lines || out->cut)
            low = middle;
        else
            high = middle;
    }
    fill_lines(tools, shape, high, short_px, out);
}
