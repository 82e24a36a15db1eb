#include "support/promises.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ui/focus.h"
#include "ui/order.h"
#include "ui/speech.h"

/* ui.md § Sizes. */
#define TARGET_UM MM(12.7)
#define GAP_UM MM(5)
/* On the practice phone tiles, tabs, rows and keys may stand as close as on a real one. */
#define PHONE_GAP_UM MM(1)
#define CAPITAL_UM MM(4.8)
#define CAPITAL_PER_MILLE 727
/* A pixel of rounding. */
#define SLACK_PX 1

/* ---- notes ---- */

static struct promise_breach *breach_of(struct promise_report *report, const char *scene,
                                        const char *rule)
{
    for (unsigned i = 0; i < report->count; i++) {
        struct promise_breach *b = &report->breaches[i];
        if (strcmp(b->scene, scene) == 0 && strcmp(b->rule, rule) == 0)
            return b;
    }
    if (report->count == PROMISE_BREACHES_MAX)
        return &report->breaches[report->count - 1];
    struct promise_breach *b = &report->breaches[report->count++];
    snprintf(b->scene, sizeof b->scene, "%s", scene);
    snprintf(b->rule, sizeof b->rule, "%s", rule);
    return b;
}

void promise_note(struct promise_report *report, const struct promise_place *place,
                  const char *rule, const char *format, ...)
{
    char what[160], line[256];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    snprintf(line, sizeof line, "%s: %s", place->cell, what);
    struct promise_breach *b = breach_of(report, place->scene, rule);
    if (b->times++ == 0)
        snprintf(b->first, sizeof b->first, "%s", line);
    if (report->loud)
        fprintf(stderr, "%s | %s | %s\n", rule, place->scene, line);
}

unsigned promise_print(const struct promise_report *report)
{
    for (unsigned i = 0; i < report->count; i++) {
        const struct promise_breach *b = &report->breaches[i];
        fprintf(stderr, "%-8s %-28s ×%-5u %s\n", b->rule, b->scene, b->times, b->first);
    }
    return report->count;
}

/* ---- one check ---- */

struct check {
    struct promise_report *report;
    const struct promise_place *place;
    const struct tree *tree;
    arena *home;
    uint32_t modal;
    bool *reachable; /* each node */
};

static int32_t px(const struct check *c, int32_t um)
{
    return metrics_px(&c->tree->metrics, um) - SLACK_PX;
}

static str name_of(const struct node *node)
{
    if (!str_empty(node->spec.id))
        return node->spec.id;
    str words = node->plain.len ? node->plain : node->spec.text;
    return str_slice(words, 0, words.len < 60 ? words.len : 60);
}

#define BREACH(c, rule, ...) promise_note((c)->report, (c)->place, rule, __VA_ARGS__)

static bool on_top(const struct check *c, uint32_t i)
{
    return i >= c->modal && i < c->tree->nodes[c->modal].end;
}

static bool is_text(const struct node *node)
{
    return node->spec.content == CONTENT_TEXT && node->plain.len > 0;
}

static bool is_ink(const struct node *node)
{
    return is_text(node) || node->spec.content == CONTENT_ICON ||
           node->spec.content == CONTENT_QR || node->spec.content == CONTENT_PICTURE;
}

static bool contains(const struct tree *tree, uint32_t outer, uint32_t inner)
{
    return inner >= outer && inner < tree->nodes[outer].end;
}

static bool breaks_here(str plain, uint32_t at)
{
    /* After a space, hyphen, slash, dot or zero-width space a line may end. */
    if (at == 0 || at >= plain.len)
        return true;
    char before = plain.ptr[at - 1], after = plain.ptr[at];
    return strchr(" -/.\n", before) || strchr(" \n", after) || (unsigned char)before == 0x8b;
}

static void check_text(const struct check *c, uint32_t i)
{
    const struct node *node = &c->tree->nodes[i];
    str name = name_of(node);
    if (node->cut)
        BREACH(c, "cut", "«%.*s»", STR_ARG(name));
    if (!rect_same(node->box, node->clip))
        BREACH(c, "outside", "«%.*s» %dx%d%+d%+d shows %dx%d", STR_ARG(name), node->box.w,
               node->box.h, node->box.x, node->box.y, node->clip.w, node->clip.h);
    for (uint16_t k = 0; k + 1 < node->line_count; k++)
        if (node->lines[k].to == node->lines[k + 1].from &&
            !breaks_here(node->plain, node->lines[k].to))
            BREACH(c, "broken", "a word of «%.*s» does not fit on its line", STR_ARG(name));
    int64_t capital =
        (int64_t)metrics_em_px(&c->tree->metrics, node->spec.style) * CAPITAL_PER_MILLE * 1000;
    if (capital < (int64_t)CAPITAL_UM * c->tree->metrics.px_per_m)
        BREACH(c, "small", "«%.*s»", STR_ARG(name));
}

static void check_target(const struct check *c, uint32_t i)
{
    const struct node *node = &c->tree->nodes[i];
    if (node->clip.w < px(c, TARGET_UM) || node->clip.h < px(c, TARGET_UM))
        BREACH(c, "target", "#%.*s is %dx%d px", STR_ARG(node->spec.id), node->clip.w,
               node->clip.h);
    if (!rect_same(node->box, node->clip))
        BREACH(c, "outside", "#%.*s", STR_ARG(node->spec.id));
}

/* Floats cover by design: what hangs over other things is compared only with its own kind. */
static uint32_t layer_of(const struct tree *tree, uint32_t i)
{
    for (; i > 0; i = tree->nodes[i].parent)
        if (tree->nodes[i].spec.anchor != ANCHOR_NONE)
            return i;
    return 0;
}

static bool stacked(const struct tree *tree, uint32_t a, uint32_t b)
{
    uint32_t up = tree->nodes[a].parent;
    while (!contains(tree, up, b))
        up = tree->nodes[up].parent;
    return tree->nodes[up].spec.flow == FLOW_STACK;
}

static bool on_phone(const struct node *node)
{
    return str_starts(node->spec.id, S("phone-")) || str_starts(node->spec.id, S("key-"));
}

static int32_t apart(int32_t a, int32_t a_len, int32_t b, int32_t b_len)
{
    if (a + a_len <= b)
        return b - a - a_len;
    return b + b_len <= a ? a - b - b_len : -1;
}

static void check_gap(const struct check *c, const struct node *a, const struct node *b)
{
    int32_t least = on_phone(a) && on_phone(b) ? PHONE_GAP_UM : GAP_UM;
    int32_t x = apart(a->clip.x, a->clip.w, b->clip.x, b->clip.w);
    int32_t y = apart(a->clip.y, a->clip.h, b->clip.y, b->clip.h);
    int32_t gap = x > y ? x : y;
    if (gap < px(c, least))
        BREACH(c, "gap", "#%.*s and #%.*s: %d px", STR_ARG(a->spec.id), STR_ARG(b->spec.id), gap);
}

static void check_pair(const struct check *c, uint32_t i, uint32_t k)
{
    const struct tree *tree = c->tree;
    const struct node *a = &tree->nodes[i], *b = &tree->nodes[k];
    bool nested = contains(tree, i, k);
    bool both = a->spec.verb.code && b->spec.verb.code;
    if (nested) {
        if (both)
            BREACH(c, "nested", "#%.*s in #%.*s", STR_ARG(b->spec.id), STR_ARG(a->spec.id));
        return;
    }
    if (layer_of(tree, i) != layer_of(tree, k))
        return;
    if (both)
        check_gap(c, a, b);
    if (rect_empty(rect_cut(a->clip, b->clip)) || stacked(tree, i, k))
        return;
    str one = name_of(a), other = name_of(b);
    BREACH(c, "overlap", "«%.*s» and «%.*s»", STR_ARG(one), STR_ARG(other));
}

static void check_pairs(const struct check *c)
{
    const struct node *nodes = c->tree->nodes;
    uint32_t *things = arena_new(c->home, uint32_t, c->tree->count), count = 0;
    for (uint32_t i = 0; i < c->tree->count; i++)
        if (nodes[i].shown && on_top(c, i) && (nodes[i].spec.verb.code || is_ink(&nodes[i])))
            things[count++] = i;
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = a + 1; b < count; b++)
            check_pair(c, things[a], things[b]);
}

/* ---- names, focus, voice ---- */

/* An answer may be called like a button of the bar: its role tells them apart. */
static void check_names(const struct check *c)
{
    const struct node *nodes = c->tree->nodes;
    str *names = arena_new(c->home, str, c->tree->count);
    for (uint32_t i = 0; i < c->tree->count; i++) {
        if (!c->reachable[i])
            continue;
        names[i] = speech_name(c->tree, i, SPEECH_NAME, c->home);
        if (str_empty(names[i]))
            BREACH(c, "name", "#%.*s has none", STR_ARG(nodes[i].spec.id));
        for (uint32_t k = 0; k < i; k++)
            if (c->reachable[k] && nodes[k].spec.role == nodes[i].spec.role &&
                str_eq(names[i], names[k]))
                BREACH(c, "name", "two are called «%.*s»", STR_ARG(names[i]));
    }
}

static void check_focus(const struct check *c)
{
    uint32_t reachable = 0, seen = 0, first = focus_step(c->tree, 0, FOCUS_FIRST), at = first;
    for (uint32_t i = 0; i < c->tree->count; i++)
        reachable += c->reachable[i];
    do {
        at = focus_step(c->tree, at, FOCUS_NEXT);
        seen++;
    } while (at != 0 && at != first && seen <= reachable);
    if (first == 0 || seen != reachable)
        BREACH(c, "focus", "%u of %u controls", seen, reachable);
}

static bool says(str words, str text)
{
    for (size_t i = 0; i + text.len <= words.len; i++)
        if (memcmp(words.ptr + i, text.ptr, text.len) == 0)
            return true;
    return false;
}

static bool hidden(const struct tree *tree, uint32_t i)
{
    for (; i > 0; i = tree->nodes[i].parent)
        if (tree->nodes[i].spec.hidden_from_voice)
            return true;
    return false;
}

/* The text's own spoken form, or the words of the control around it, are read aloud. */
static bool is_said(const struct check *c, const struct speech_list *page, uint32_t i)
{
    for (uint32_t k = 0; k < page->count; k++) {
        const struct speech_item *item = &page->items[k];
        if (!contains(c->tree, item->node, i))
            continue;
        /* A spoken form is written by people: only a text that it stands for alone is compared. */
        bool own_say = !str_empty(c->tree->nodes[item->node].spec.say);
        return item->node == i || own_say || says(item->text, c->tree->nodes[i].plain);
    }
    return false;
}

static void check_speech(const struct check *c)
{
    struct speech_list page = speech_page(c->tree, c->home);
    for (uint32_t i = 0; i < c->tree->count; i++) {
        const struct node *node = &c->tree->nodes[i];
        if (!node->shown || !is_text(node) || !on_top(c, i) || hidden(c->tree, i))
            continue;
        if (!is_said(c, &page, i))
            BREACH(c, "voice", "«%.*s» is not read", STR_ARG(node->plain));
    }
}

void promise_check(struct promise_report *report, const struct promise_place *place,
                   const struct tree *tree, arena *home)
{
    struct check c = { report, place, tree, home, order_modal(tree), NULL };
    c.reachable = arena_new(home, bool, tree->count);
    for (uint32_t i = 0; i < tree->count; i++)
        c.reachable[i] = order_reachable(tree, i);
    report->trees++;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!tree->nodes[i].shown || !on_top(&c, i))
            continue;
        if (is_text(&tree->nodes[i]))
            check_text(&c, i);
        if (tree->nodes[i].spec.verb.code)
            check_target(&c, i);
    }
    check_pairs(&c);
    check_names(&c);
    check_focus(&c);
    check_speech(&c);
}

/* ---- colours ---- */

static enum color ground_of(const struct tree *tree, uint32_t i)
{
    for (;; i = tree->nodes[i].parent) {
        const struct spec *spec = &tree->nodes[i].spec;
        bool opaque = spec->fill != COLOR_NONE && tree->theme->argb[spec->fill] >> 24 == 0xff;
        if (opaque || i == 0)
            return spec->fill;
    }
}

void promise_check_colors(struct promise_report *report, const struct promise_place *place,
                          const struct tree *tree)
{
    struct check c = { report, place, tree, NULL, order_modal(tree), NULL };
    /* WCAG 1.4.3 and 1.4.11 in the light theme; the contrast themes promise 15:1 to every text. */
    uint32_t text = tree->theme->outlined ? 1500 : 450, mark = tree->theme->outlined ? 450 : 300;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        bool icon = node->spec.content == CONTENT_ICON;
        if (!node->shown || !on_top(&c, i) || (!is_text(node) && !icon))
            continue;
        uint32_t ratio = theme_contrast(tree->theme->argb[node->spec.color],
                                        tree->theme->argb[ground_of(tree, i)]);
        str name = name_of(node);
        if (ratio < (icon ? mark : text))
            BREACH(&c, "contrast", "«%.*s» has %u.%02u:1", STR_ARG(name), (unsigned)(ratio / 100),
                   (unsigned)(ratio % 100));
    }
}
