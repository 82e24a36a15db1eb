#include "ui/speech.h"

#include "base/buf.h"
#include "ui/order.h"

/* What the node itself says without role and state; empty for boxes. */
static str words_of(const struct node *node)
{
    if (!str_empty(node->spec.say))
        return node->spec.say;
    if (node->spec.verb.code == 0 && node->spec.content == CONTENT_TEXT)
        return node->plain;
    return node->spec.label;
}

/* Whether the node's own words stand for everything inside it. */
static bool speaks_for_all(const struct node *node)
{
    enum role role = node->spec.role;
    bool box = role == ROLE_NONE || role == ROLE_GROUP || role == ROLE_DIALOG;
    return node->spec.verb.code != 0 || node->spec.content != CONTENT_NONE ||
           !str_empty(node->spec.say) || (!box && !str_empty(node->spec.label));
}

/* The text whose bytes the words are: the node's own, or the only text of a control named by it. */
static bool words_are_shown(const struct tree *tree, uint32_t i, str words)
{
    for (uint32_t k = i; k < tree->nodes[i].end; k++)
        if (tree->nodes[k].spec.content == CONTENT_TEXT && str_eq(tree->nodes[k].plain, words))
            return true;
    return false;
}

struct speech_list speech_page(const struct tree *tree, arena *home)
{
    struct speech_list list = { arena_new(home, struct speech_item, tree->count), 0 };
    uint32_t i = order_modal(tree), end = tree->count ? tree->nodes[i].end : 0;
    while (i < end) {
        const struct node *node = &tree->nodes[i];
        if (!node->shown || node->spec.hidden_from_voice) {
            i = node->end;
            continue;
        }
        if (!speaks_for_all(node)) {
            i++;
            continue;
        }
        str words = words_of(node);
        if (!str_empty(words))
            list.items[list.count++] = (struct speech_item) {
                .id = node->id,
                .node = i,
                .text = words,
                .follows_plain = words_are_shown(tree, i, words),
            };
        i = node->end;
    }
    return list;
}

uint32_t speech_at(const struct tree *tree, struct point at)
{
    uint32_t best = 0, i = order_modal(tree), end = tree->count ? tree->nodes[i].end : 0;
    while (i < end) {
        const struct node *node = &tree->nodes[i];
        bool whole = node->shown && speaks_for_all(node) && !str_empty(words_of(node));
        bool here = whole && rect_has(node->clip, at) && !order_covered(tree, i, at);
        if (here && (best == 0 || node->rank > tree->nodes[best].rank))
            best = i;
        i = whole || !node->shown ? node->end : i + 1;
    }
    return best;
}

/* «đang chọn» for what can be chosen, «chưa bấm được» for what is disabled. */
static str state_words(const struct node *node, bool english)
{
    if (node->spec.disabled)
        return english ? S("not available yet") : S("chưa bấm được");
    if (!str_empty(node->spec.told))
        return node->spec.told;
    bool can = node->spec.role == ROLE_TOGGLE || node->spec.role == ROLE_CHOICE;
    if (node->spec.role == ROLE_TOGGLE && node->spec.selected)
        return english ? S("on") : S("đang bật");
    if (node->spec.role == ROLE_TOGGLE)
        return english ? S("off") : S("đang tắt");
    bool chosen = node->spec.selected && (can || node->spec.role == ROLE_BUTTON);
    return !chosen ? S("") : english ? S("chosen") : S("đang chọn");
}

str speech_name(const struct tree *tree, uint32_t i, enum speech_detail detail, arena *home)
{
    const struct node *node = &tree->nodes[i];
    str words = words_of(node);
    if (detail == SPEECH_NAME)
        return words;
    bool english = detail == SPEECH_FULL_EN;
    struct buf b = buf_in(home);
    buf_str(&b, words);
    str role = english ? role_name(node->spec.role) : role_vi(node->spec.role);
    str more[2] = { node->spec.verb.code ? role : S(""), state_words(node, english) };
    for (unsigned k = 0; k < 2; k++)
        if (!str_empty(more[k]))
            buf_printf(&b, ", %.*s", STR_ARG(more[k]));
    return buf_view(&b);
}

/* The words of a status box: its own, or all texts inside it. */
static str status_words(const struct tree *tree, uint32_t i, arena *home)
{
    str own = words_of(&tree->nodes[i]);
    if (!str_empty(own))
        return own;
    struct buf b = buf_in(home);
    for (uint32_t k = i + 1; k < tree->nodes[i].end; k++) {
        const struct node *node = &tree->nodes[k];
        if (node->spec.content != CONTENT_TEXT || node->spec.hidden_from_voice)
            continue;
        if (b.len)
            buf_str(&b, S(". "));
        buf_str(&b, words_of(node));
    }
    return buf_view(&b);
}

static bool said_before(const struct tree *last, const struct node *node, str words, arena *home)
{
    for (uint32_t i = 0; last && i < last->count; i++) {
        const struct node *old = &last->nodes[i];
        if (old->spec.role == ROLE_STATUS && old->id == node->id &&
            str_eq(status_words(last, i, home), words))
            return true;
    }
    return false;
}

struct speech_list speech_changes(const struct tree *last, const struct tree *now, arena *home)
{
    struct speech_list list = { arena_new(home, struct speech_item, now->count), 0 };
    uint32_t i = order_modal(now), end = now->count ? now->nodes[i].end : 0;
    for (; i < end; i++) {
        const struct node *node = &now->nodes[i];
        if (node->spec.role != ROLE_STATUS || !node->shown || node->spec.hidden_from_voice)
            continue;
        str words = status_words(now, i, home);
        if (str_empty(words) || said_before(last, node, words, home))
            continue;
        list.items[list.count++] = (struct speech_item) {
            .id = node->id, .node = i, .text = words, .follows_plain = false
        };
    }
    return list;
}
