/* Home: the topics, the one-minute lesson, and two entrances. In the largest text everything is a
 * row and the rows are paged. */
#include "base/arena.h"
#include "screens/parts.h"

static void tile(const struct model *model, struct ui *ui, int topic)
{
    const struct topic *t = &model->catalogue->topics[topic];
    bool row = model->metrics.text_size == SIZE_LARGEST;
    bool portrait = metrics_portrait(&model->metrics);
    str title = words_of(model, t->title);
    str number = arena_printf(ui->home, "%u", catalogue_count_topic(model->catalogue, t->id));
    str count = phrase_fill(ui->home, phrase_of(model, PHRASE_COUNT_LESSONS), number, (str) { 0 });
    struct sizing height = { SIZE_GROW, 1, row ? MM(32) : MM(44), row ? MM(52) : 0 };
    bool beside = row || (model->metrics.reach && portrait);
    if (beside)
        height.min_um = MM(30);
    widget_card_open(ui,
                     &(struct spec) { .role = ROLE_BUTTON,
                                      .id = arena_printf(ui->home, "topic-%.*s", STR_ARG(t->id)),
                                      .label = title,
                                      .say = arena_printf(ui->home, "%.*s, %.*s", STR_ARG(title),
                                                          STR_ARG(count)),
                                      .verb = verb_of(INTENT_TOPIC, topic),
                                      .flow = beside ? FLOW_ROW : FLOW_COLUMN,
                                      .width = GROW(1),
                                      .height = height,
                                      .pad = beside ? SIDES(MM(4), MM(7)) : SIDES(MM(7), MM(8)),
                                      .gap = beside ? MM(7) : MM(5),
                                      .main = beside ? ALIGN_START : ALIGN_CENTER,
                                      .cross = beside ? ALIGN_CENTER : ALIGN_STRETCH });
    widget_icon_chip(ui, t->icon, tone_find(t->tone), beside ? MM(22) : MM(26));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1), .cross = ALIGN_STRETCH });
    parts_text(ui, beside && !row ? TEXT_LEAD : TEXT_HEADING, WEIGHT_BOLD, ALIGN_START, title);
    parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START, count);
    ui_close(ui);
    ui_close(ui);
}

static void entrance(const struct model *model, struct ui *ui, str id, enum phrase label, str icon,
                     enum intent intent)
{
    widget_button(ui, &(struct button) { .id = id,
                                         .label = phrase_of(model, label),
                                         .icon = icon,
                                         .kind = BUTTON_PLAIN,
                                         .verb = verb_of(intent, 0),
                                         .width = GROW(1) });
}

static void entrances(const struct model *model, struct ui *ui, bool row)
{
    ui_open(ui, &(struct spec) { .flow = row ? FLOW_ROW : FLOW_COLUMN,
                                 .width = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH });
    entrance(model, ui, S("check"), PHRASE_HOME_CHECK, S("workspace_premium"), INTENT_CHECK);
    entrance(model, ui, S("card"), PHRASE_HOME_CARD, S("qr_code_2"), INTENT_CARD);
    ui_close(ui);
}

static void tiles(const struct model *model, struct ui *ui, int columns, uint16_t page)
{
    int count = model->catalogue->topic_count;
    ui_open(ui, &(struct spec) { .id = S("topics"),
                                 .width = GROW(3),
                                 .height = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH,
                                 .paged = true,
                                 .page = page });
    for (int i = 0; i < count; i += columns) {
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                     .width = GROW(1),
                                     .height = GROW(1),
                                     .gap = MM(6),
                                     .cross = ALIGN_STRETCH });
        for (int k = i; k < i + columns && k < count; k++)
            tile(model, ui, k);
        ui_close(ui);
    }
    parts_more(model, ui, S("more"));
    ui_close(ui);
}

/* The largest text: one column of rows, the entrances among them. */
static void rows(const struct model *model, struct ui *ui, uint16_t page)
{
    bool portrait = metrics_portrait(&model->metrics);
    int count = model->catalogue->topic_count, columns = portrait ? 1 : 2;
    ui_open(ui, &(struct spec) { .id = S("topics"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = MM(5),
                                 .cross = ALIGN_STRETCH,
                                 .paged = true,
                                 .page = page });
    for (int i = 0; i < count; i += columns) {
        parts_row_open(ui, MM(5));
        for (int k = i; k < i + columns && k < count; k++)
            tile(model, ui, k);
        ui_close(ui);
    }
    parts_minute_card(model, ui);
    entrances(model, ui, !portrait);
    parts_more(model, ui, S("more"));
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    uint16_t page = ((const struct paged_state *)state)->page;
    bool portrait = metrics_portrait(&model->metrics);
    str title = phrase_of(model, PHRASE_HOME_TITLE);
    if (model->metrics.text_size == SIZE_LARGEST) {
        parts_text(ui, TEXT_TITLE, WEIGHT_BOLD, ALIGN_START, title);
        rows(model, ui, page);
    } else if (portrait) {
        parts_text(ui, TEXT_TITLE, WEIGHT_BOLD, ALIGN_START, title);
        parts_minute_card(model, ui);
        tiles(model, ui, 2, page);
        entrances(model, ui, true);
    } else {
        parts_halves_open(model, ui);
        parts_column_open(ui, 2, MM(6));
        parts_text(ui, TEXT_TITLE, WEIGHT_BOLD, ALIGN_START, title);
        parts_minute_card(model, ui);
        ui_space(ui);
        entrances(model, ui, false);
        ui_close(ui);
        parts_column_open(ui, 4, 0);
        tiles(model, ui, 3, page);
        ui_close(ui);
        ui_close(ui);
    }
}

const struct screen_ops screen_home_ops = { .name = "home",
                                            .state_size = sizeof(struct paged_state),
                                            .describe = describe,
                                            .act = screen_act_paged };
