#include "ui/dump.h"

#include "base/buf.h"
#include "ui/order.h"

static void json_text(struct buf *b, str text)
{
    buf_char(b, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c < 0x20)
            buf_printf(b, "\\u%04x", c);
        else
            buf_char(b, (char)c);
    }
    buf_char(b, '"');
}

struct state_word {
    bool on;
    const char *word;
};

static void json_states(struct buf *b, const struct node *node)
{
    const struct state_word states[] = {
        { node->spec.disabled, "disabled" },
        { node->spec.selected, "selected" },
        { node->spec.modal, "modal" },
        { node->focused, "focused" },
        { node->pressed, "pressed" },
        { node->spec.ring, "ring" },
        { node->cut, "cut" },
    };
    const char *comma = "";
    buf_str(b, S(",\"state\":["));
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        if (!states[i].on)
            continue;
        buf_printf(b, "%s\"%s\"", comma, states[i].word);
        comma = ",";
    }
    buf_char(b, ']');
}

static void json_node(struct buf *b, const struct node *node)
{
    buf_str(b, S("{\"role\":"));
    json_text(b, role_name(node->spec.role));
    buf_str(b, S(",\"id\":"));
    json_text(b, node->spec.id);
    buf_str(b, S(",\"label\":"));
    json_text(b, node->spec.label);
    buf_printf(b, ",\"depth\":%u,\"box\":[%d,%d,%d,%d],\"text\":", (unsigned)node->depth,
               (int)node->box.x, (int)node->box.y, (int)node->box.w, (int)node->box.h);
    json_text(b, node->spec.content == CONTENT_TEXT ? node->plain : node->spec.text);
    json_states(b, node);
    buf_char(b, '}');
}

str dump_json(const struct tree *tree, arena *home)
{
    struct buf b = buf_in(home);
    const char *comma = "";
    buf_char(&b, '[');
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!tree->nodes[i].shown)
            continue;
        buf_printf(&b, "%s\n", comma);
        json_node(&b, &tree->nodes[i]);
        comma = ",";
    }
    buf_str(&b, S("\n]\n"));
    return buf_view(&b);
}

/* A text inside a control whose label already says it needs no line of its own. */
static bool said_by_control(const struct tree *tree, uint32_t i)
{
    for (uint32_t up = tree->nodes[i].parent; up != 0; up = tree->nodes[up].parent) {
        const struct node *node = &tree->nodes[up];
        if (node->spec.verb.code != 0)
            return str_find(node->spec.label, tree->nodes[i].plain) >= 0;
    }
    return false;
}

static void text_line(struct buf *b, const struct node *node, str words)
{
    for (unsigned k = 0; k < node->depth; k++)
        buf_str(b, S("  "));
    if (node->spec.role != ROLE_TEXT)
        buf_printf(b, "[%.*s] ", STR_ARG(role_vi(node->spec.role)));
    buf_str(b, words);
    if (!str_empty(node->spec.id))
        buf_printf(b, "  #%.*s", STR_ARG(node->spec.id));
    if (node->spec.disabled)
        buf_str(b, S("  (không bấm được)"));
    if (node->spec.selected)
        buf_str(b, S("  (đang chọn)"));
    if (node->focused)
        buf_str(b, S("  (tiêu điểm)"));
    buf_char(b, '\n');
}

str dump_text(const struct tree *tree, arena *home)
{
    struct buf b = buf_in(home);
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (!node->shown || node->spec.role == ROLE_NONE)
            continue;
        bool text = node->spec.content == CONTENT_TEXT;
        if (text && said_by_control(tree, i))
            continue;
        str words = text && str_empty(node->spec.label) ? node->plain : node->spec.label;
        if (!str_empty(words) || node->spec.verb.code != 0)
            text_line(&b, node, words);
    }
    return buf_view(&b);
}

static enum dump_found find_by(const struct tree *tree, str label, bool whole,
                               const struct node **node_out)
{
    enum dump_found found = FOUND_NONE;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        bool fits = whole ? str_eq(node->spec.label, label) : str_starts(node->spec.label, label);
        if (node->spec.verb.code == 0 || !fits || !order_reachable(tree, i))
            continue;
        if (found != FOUND_NONE)
            return FOUND_MANY;
        found = FOUND_ONE;
        *node_out = node;
    }
    return found;
}

enum dump_found tree_find_label(const struct tree *tree, str label, const struct node **node_out)
{
    *node_out = NULL;
    if (str_starts(label, S("#"))) {
        const struct node *node = tree_find(tree, ui_id(str_slice(label, 1, label.len)));
        if (!node || !order_reachable(tree, (uint32_t)(node - tree->nodes)))
            return FOUND_NONE;
        *node_out = node;
        return FOUND_ONE;
    }
    enum dump_found found = find_by(tree, label, true, node_out);
    if (found == FOUND_NONE && !str_empty(label))
        found = find_by(tree, label, false, node_out);
    if (found != FOUND_ONE)
        *node_out = NULL;
    return found;
}

bool tree_shows(const struct tree *tree, str text)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->shown && node->spec.content == CONTENT_TEXT && !rect_empty(node->clip) &&
            str_find(node->plain, text) >= 0)
            return true;
    }
    return false;
}
