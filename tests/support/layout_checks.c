#include "support/layout_checks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "ui/focus.h"
#include "ui/order.h"
#include "ui/speech.h"

#define PRINTED_MAX 600u
#define PRINTED_A_CELL 2u /* what is wrong first is mostly the reason of the rest */
/* Lengths are rounded to pixels one by one, so a box may be a pixel short of its millimetres. */
#define ROUNDING_PX 1
#define TARGET_LEAST_UM 12700
#define TARGET_GAP_UM 5000

struct check {
    struct layout_report *report;
    const struct tree *tree;
    const char *cell;
    arena home;
    unsigned mistakes;
};

static str name_of(struct check *c, uint32_t i)
{
    const struct node *node = &c->tree->nodes[i];
    if (!str_empty(node->spec.id))
        return node->spec.id;
    if (!str_empty(node->plain))
        return str_slice(node->plain, 0, 60);
    if (!str_empty(node->spec.text))
        return node->spec.text;
    for (uint32_t k = i + 1; k < node->end; k++)
        if (!str_empty(c->tree->nodes[k].plain))
            return arena_printf(&c->home, "box of «%.*s»", STR_ARG(c->tree->nodes[k].plain));
    return arena_printf(&c->home, "box %u", i);
}

static void __attribute__((format(printf, 2, 3))) mistake(struct check *c, const char *format, ...)
{
    c->report->mistakes++;
    if (c->mistakes++ >= PRINTED_A_CELL || c->report->printed >= PRINTED_MAX)
        return;
    c->report->printed++;
    printf("%s: ", c->cell);
    va_list list;
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
    printf("\n");
}

static int32_t mm10(const struct check *c, int32_t px)
{
    return (int32_t)((int64_t)px * 10000 / c->tree->metrics.px_per_m);
}

static bool floats(const struct node *node)
{
    return node->spec.anchor != ANCHOR_NONE;
}

static void check_box(struct check *c, uint32_t i)
{
    const struct node *node = &c->tree->nodes[i], *up = &c->tree->nodes[node->parent];
    struct rect in = rect_cut(node->box, up->box),
                glass = { 0, 0, c->tree->metrics.panel.w, c->tree->metrics.panel.h };
    str name = name_of(c, i);
    if (node->cut)
        mistake(c, "«%.*s» is cut", STR_ARG(name));
    if (!floats(node) && !rect_empty(node->box) && !rect_same(in, node->box))
        mistake(c, "«%.*s» leaves its parent", STR_ARG(name));
    if (!rect_empty(node->box) && !rect_same(rect_cut(node->box, glass), node->box))
        mistake(c, "«%.*s» leaves the glass", STR_ARG(name));
    if (node->box.h + ROUNDING_PX < node->least.h || node->box.w + ROUNDING_PX < node->least.w)
        mistake(c, "«%.*s» is squeezed: %d×%d of at least %d×%d (0.1 mm)", STR_ARG(name),
                mm10(c, node->box.w), mm10(c, node->box.h), mm10(c, node->least.w),
                mm10(c, node->least.h));
    bool text = node->spec.content == CONTENT_TEXT && node->line_count > 0;
    if (text && !rect_same(node->clip, node->box) && !rect_empty(node->box))
        mistake(c, "«%.*s» is clipped", STR_ARG(name));
}

static void check_siblings(struct check *c, uint32_t i)
{
    const struct node *nodes = c->tree->nodes;
    if (nodes[i].spec.flow == FLOW_STACK)
        return;
    for (uint32_t a = i + 1; a < nodes[i].end; a = nodes[a].end)
        for (uint32_t b = nodes[a].end; b < nodes[i].end; b = nodes[b].end) {
            if (!nodes[a].shown || !nodes[b].shown || floats(&nodes[a]) || floats(&nodes[b]))
                continue;
            if (!rect_empty(rect_cut(nodes[a].box, nodes[b].box)))
                mistake(c, "«%.*s» and «%.*s» overlap", STR_ARG(name_of(c, a)),
                        STR_ARG(name_of(c, b)));
        }
}

static int32_t apart(int32_t a, int32_t a_size, int32_t b, int32_t b_size)
{
    return a < b ? b - (a + a_size) : a - (b + b_size);
}

static bool holds(const struct tree *tree, uint32_t outer, uint32_t inner)
{
    return inner > outer && inner < tree->nodes[outer].end;
}

static void check_gap(struct check *c, uint32_t a, uint32_t b)
{
    struct rect p = c->tree->nodes[a].box, q = c->tree->nodes[b].box;
    int32_t x = apart(p.x, p.w, q.x, q.w), y = apart(p.y, p.h, q.y, q.h);
    int32_t gap = x > y ? x : y;
    if (!holds(c->tree, a, b) && !holds(c->tree, b, a) &&
        gap + ROUNDING_PX < metrics_px(&c->tree->metrics, TARGET_GAP_UM))
        mistake(c, "«%.*s» and «%.*s» are %d tenths of a mm apart", STR_ARG(name_of(c, a)),
                STR_ARG(name_of(c, b)), mm10(c, gap));
}

static void check_target(struct check *c, uint32_t i, const bool *reachable)
{
    const struct node *node = &c->tree->nodes[i];
    int32_t least = metrics_px(&c->tree->metrics, TARGET_LEAST_UM) - ROUNDING_PX;
    if (node->clip.w < least || node->clip.h < least)
        mistake(c, "target «%.*s» is %d×%d tenths of a mm", STR_ARG(name_of(c, i)),
                mm10(c, node->clip.w), mm10(c, node->clip.h));
    if (str_empty(speech_name(c->tree, i, SPEECH_NAME, &c->home)))
        mistake(c, "target «%.*s» has no name", STR_ARG(name_of(c, i)));
    if (node->id == 0 || node->spec.role == ROLE_NONE)
        mistake(c, "target «%.*s» has no id or role", STR_ARG(name_of(c, i)));
    for (uint32_t k = i + 1; k < c->tree->count; k++) {
        if (!reachable[k])
            continue;
        if (c->tree->nodes[k].id == node->id)
            mistake(c, "two targets are called «%.*s»", STR_ARG(node->spec.id));
        check_gap(c, i, k);
    }
}

static void check_focus(struct check *c, const bool *reachable, uint32_t targets)
{
    uint32_t first = focus_step(c->tree, 0, FOCUS_FIRST), at = first, visited = 0;
    bool *seen = arena_new(&c->home, bool, c->tree->count);
    for (uint32_t step = 0; step < targets && at != 0; step++) {
        for (uint32_t i = 0; i < c->tree->count; i++)
            if (reachable[i] && c->tree->nodes[i].id == at && !seen[i]) {
                seen[i] = true;
                visited++;
            }
        at = focus_step(c->tree, at, FOCUS_NEXT);
    }
    if (visited != targets)
        mistake(c, "Tab comes to %u of %u controls", visited, targets);
    else if (targets > 0 && at != first)
        mistake(c, "Tab does not come around");
}

static void check_picture(struct check *c, uint32_t i)
{
    const struct spec *spec = &c->tree->nodes[i].spec;
    bool picture = spec->content == CONTENT_PICTURE || spec->content == CONTENT_QR;
    if (picture && spec->role == ROLE_IMAGE && str_empty(spec->label))
        mistake(c, "picture «%.*s» has no alternative", STR_ARG(name_of(c, i)));
    if (picture && spec->role != ROLE_IMAGE && !spec->hidden_from_voice) {
        uint32_t up = i;
        while (up != 0 && !c->tree->nodes[up].spec.hidden_from_voice)
            up = c->tree->nodes[up].parent;
        if (up == 0)
            mistake(c, "picture «%.*s» is neither named nor decoration", STR_ARG(name_of(c, i)));
    }
}

static uint32_t words_in(str s)
{
    uint32_t words = 1;
    for (size_t i = 0; i < s.len; i++)
        words += s.ptr[i] == ' ';
    return words;
}

static str last_word(str s)
{
    size_t from = s.len;
    while (from > 0 && s.ptr[from - 1] != ' ')
        from--;
    return str_slice(s, from, s.len);
}

/* The name of a file, an address: alone on its line it is read best. */
static bool is_address(str word)
{
    for (size_t i = 1; i + 1 < word.len; i++)
        if (word.ptr[i] == '.' || word.ptr[i] == '_' || word.ptr[i] == '/')
            return true;
    return false;
}

/* A short last word alone below a line that could have given it company. */
static void check_orphan(struct check *c, uint32_t i)
{
    const struct node *node = &c->tree->nodes[i];
    if (node->line_count < 2 || node->cut)
        return;
    const struct line *last = &node->lines[node->line_count - 1], *above = last - 1;
    str word = str_slice(node->plain, last->from, last->to);
    str line = str_slice(node->plain, above->from, above->to);
    str before = last_word(line);
    bool spaced = last->from == above->to + 1 && node->plain.ptr[above->to] == ' ';
    if (!spaced || is_address(word) || words_in(word) > 1 || words_in(line) < 3 ||
        last->w > node->box.w / 3)
        return;
    /* Letters are of unequal width: only what fits for certain is held to it. */
    int32_t pair = last->w + above->w * 2 * (int32_t)(before.len + 1) / (int32_t)line.len;
    if (pair <= node->box.w)
        mistake(c, "«%.*s» ends on a line of its own", STR_ARG(word));
}

void layout_check(struct layout_report *report, const struct tree *tree, const char *cell)
{
    struct check c = { .report = report, .tree = tree, .cell = cell };
    bool *reachable = arena_new(&c.home, bool, tree->count);
    uint32_t targets = 0;
    for (uint32_t i = 0; i < tree->count; i++)
        targets += reachable[i] = order_reachable(tree, i);
    for (uint32_t i = 1; i < tree->count; i++) {
        if (!tree->nodes[i].shown)
            continue;
        check_box(&c, i);
        check_siblings(&c, i);
        check_picture(&c, i);
        check_orphan(&c, i);
        if (reachable[i])
            check_target(&c, i, reachable);
    }
    check_focus(&c, reachable, targets);
    if (targets == 0)
        mistake(&c, "nothing can be touched");
    report->cells++;
    report->bad += c.mistakes > 0;
    arena_finish(&c.home);
}
