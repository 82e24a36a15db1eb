#include "ui/tree.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/must.h"
#include "ui/layout.h"
#include "ui/order.h"
#include "ui/wrap.h"

#define LOG_MODULE "ui"
#include "base/log.h"

#define NODES_AT_FIRST 256u

static const struct {
    str vi, name;
} roles[ROLE_COUNT] = {
    [ROLE_NONE] = { S_INIT(""), S_INIT("none") },
    [ROLE_GROUP] = { S_INIT("nhóm"), S_INIT("group") },
    [ROLE_TEXT] = { S_INIT("chữ"), S_INIT("text") },
    [ROLE_HEADING] = { S_INIT("đề mục"), S_INIT("heading") },
    [ROLE_BUTTON] = { S_INIT("nút"), S_INIT("button") },
    [ROLE_TOGGLE] = { S_INIT("nút bật tắt"), S_INIT("toggle") },
    [ROLE_CHOICE] = { S_INIT("ô chọn"), S_INIT("choice") },
    [ROLE_KEY] = { S_INIT("phím"), S_INIT("key") },
    [ROLE_FIELD] = { S_INIT("ô nhập"), S_INIT("field") },
    [ROLE_IMAGE] = { S_INIT("hình"), S_INIT("image") },
    [ROLE_PROGRESS] = { S_INIT("tiến độ"), S_INIT("progress") },
    [ROLE_DIALOG] = { S_INIT("hộp thoại"), S_INIT("dialog") },
    [ROLE_STATUS] = { S_INIT("thông báo"), S_INIT("status") },
};

str role_vi(enum role role)
{
    must(role < ROLE_COUNT);
    return roles[role].vi;
}

str role_name(enum role role)
{
    must(role < ROLE_COUNT);
    return roles[role].name;
}

static uint32_t id_from(uint64_t seed, str name)
{
    if (str_empty(name))
        return 0;
    uint64_t hash = hash_str(seed, name);
    uint32_t id = (uint32_t)(hash ^ (hash >> 32));
    return id ? id : 1;
}

uint32_t ui_id(str name)
{
    return id_from(HASH_SEED, name);
}

/* ---- describing ---- */

static struct node *node_add(struct ui *ui)
{
    struct tree *tree = &ui->tree;
    must(tree->count < UI_NODES_MAX);
    if (tree->count == ui->capacity) {
        uint32_t capacity = ui->capacity ? ui->capacity * 2 : NODES_AT_FIRST;
        struct node *more = arena_new(ui->home, struct node, capacity);
        if (tree->count)
            memcpy(more, tree->nodes, sizeof *more * tree->count);
        tree->nodes = more;
        ui->capacity = capacity;
    }
    return &tree->nodes[tree->count++];
}

void ui_begin(struct ui *ui, arena *home, const struct measure *measure, const struct tree *empty)
{
    *ui = (struct ui) { .home = home, .measure = *measure, .tree = *empty };
    must(empty->theme != NULL && empty->metrics.px_per_m > 0);
    ui->tree.nodes = NULL;
    ui->tree.count = 0;
    ui_open(ui, &(struct spec) { .fill = COLOR_PAPER, .cross = ALIGN_STRETCH });
}

uint32_t ui_open(struct ui *ui, const struct spec *spec)
{
    must(ui->depth < UI_DEPTH_MAX);
    struct node *node = node_add(ui);
    uint32_t index = ui->tree.count - 1;
    node->spec = *spec;
    node->shown = true;
    node->pages = 1;
    node->depth = (uint16_t)ui->depth;
    node->parent = ui->depth ? ui->stack[ui->depth - 1] : index;
    if (spec->content == CONTENT_TEXT && spec->role == ROLE_NONE)
        node->spec.role = ROLE_TEXT;
    node->id = ui_id(spec->id);
    if (!node->id && spec->content == CONTENT_TEXT)
        node->id = id_from(HASH_SEED + 1, spec->text); /* never that of a named node */
    ui->stack[ui->depth++] = index;
    return index;
}

void ui_close(struct ui *ui)
{
    must(ui->depth > 0);
    ui->depth--;
    ui->tree.nodes[ui->stack[ui->depth]].end = ui->tree.count;
}

uint32_t ui_leaf(struct ui *ui, const struct spec *spec)
{
    uint32_t index = ui_open(ui, spec);
    ui_close(ui);
    return index;
}

void ui_text(struct ui *ui, enum text_style style, enum color color, str text)
{
    /* What stands centred in a column is centred line by line too. */
    const struct spec *parent = &ui->tree.nodes[ui->stack[ui->depth - 1]].spec;
    bool centred = parent->flow != FLOW_ROW && parent->cross == ALIGN_CENTER;
    bool heading = style >= TEXT_HEADING;
    ui_leaf(ui, &(struct spec) { .role = heading ? ROLE_HEADING : ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = text,
                                 .style = style,
                                 .weight = heading ? WEIGHT_BOLD : WEIGHT_REGULAR,
                                 .color = color,
                                 .text_align = centred ? ALIGN_CENTER : ALIGN_START });
}

void ui_icon(struct ui *ui, str name, int32_t side_um, enum color color)
{
    ui_leaf(ui, &(struct spec) { .content = CONTENT_ICON,
                                 .text = name,
                                 .icon_um = side_um,
                                 .color = color,
                                 .hidden_from_voice = true });
}

void ui_space(struct ui *ui)
{
    const struct spec *parent = &ui->tree.nodes[ui->stack[ui->depth - 1]].spec;
    bool row = parent->flow == FLOW_ROW;
    ui_leaf(ui, &(struct spec) { .width = row ? GROW(1) : FIT, .height = row ? FIT : GROW(1) });
}

/* ---- finishing ---- */

static bool ends_sentence(str s)
{
    return s.len && strchr(".,:;!?…", s.ptr[s.len - 1]) != NULL;
}

/* A control without a label is called what is written on it. */
static str label_from_inside(struct ui *ui, uint32_t index)
{
    struct buf label = buf_in(ui->home);
    const struct node *nodes = ui->tree.nodes;
    for (uint32_t i = index; i < nodes[index].end; i++) {
        if (nodes[i].spec.content != CONTENT_TEXT || str_empty(nodes[i].plain))
            continue;
        if (label.len)
            buf_str(&label, ends_sentence((str) { label.ptr, label.len }) ? S(" ") : S(", "));
        buf_str(&label, nodes[i].plain);
    }
    return buf_view(&label);
}

static void check_action(const struct node *node)
{
    if (node->id == 0 || str_empty(node->spec.label))
        log_error("a control needs an id and a label: id «%.*s», label «%.*s»",
                  STR_ARG(node->spec.id), STR_ARG(node->spec.label));
    must(node->id != 0);
    must(!str_empty(node->spec.label));
}

static void check_unique(const struct tree *tree, arena *home)
{
    uint32_t *seen = arena_new(home, uint32_t, tree->count), count = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->spec.verb.code == 0)
            continue;
        for (uint32_t k = 0; k < count; k++) {
            if (tree->nodes[seen[k]].id == node->id)
                log_error("two controls have the id «%.*s»", STR_ARG(node->spec.id));
            must(tree->nodes[seen[k]].id != node->id);
        }
        seen[count++] = i;
    }
}

static void finish_nodes(struct ui *ui)
{
    const struct view *view = &ui->tree.view;
    for (uint32_t i = 0; i < ui->tree.count; i++) {
        struct node *node = &ui->tree.nodes[i];
        if (node->spec.verb.code == 0)
            continue;
        if (str_empty(node->spec.label))
            node->spec.label = label_from_inside(ui, i);
        check_action(node);
        node->focused = view->focus_shown && view->focus == node->id;
        node->pressed = view->pressed == node->id;
    }
    check_unique(&ui->tree, ui->home);
}

struct tree ui_finish(struct ui *ui)
{
    must(ui->depth == 1);
    ui_close(ui);
    layout_tree(&ui->tree, &ui->measure, ui->home);
    struct order order = order_make(&ui->tree, ui->home);
    for (uint32_t i = 0; i < order.count; i++)
        if (!order.steps[i].leaves)
            ui->tree.nodes[order.steps[i].node].rank = i;
    finish_nodes(ui);
    return ui->tree;
}

/* ---- asking ---- */

const struct node *tree_find(const struct tree *tree, uint32_t id)
{
    for (uint32_t i = 0; i < tree->count && id; i++)
        if (tree->nodes[i].id == id && tree->nodes[i].shown)
            return &tree->nodes[i];
    return NULL;
}

uint16_t tree_pages(const struct tree *tree, uint32_t id)
{
    const struct node *node = tree_find(tree, id);
    return node && node->pages > 0 ? node->pages : 1;
}

int32_t ui_text_height(struct ui *ui, enum text_style style, enum weight weight, str text,
                       int32_t width_px)
{
    struct wrap_tools tools = { ui->home, &ui->measure, &ui->tree.metrics };
    struct node node = { .spec = { .text = text, .style = style, .weight = weight } };
    struct shape shape;
    wrap_shape(&tools, &node.spec, &shape);
    wrap_lines(&tools, &shape, width_px, &node);
    return node.line_count * node.line_px;
}

int32_t ui_px(const struct ui *ui, int32_t um)
{
    return metrics_px(&ui->tree.metrics, um);
}
