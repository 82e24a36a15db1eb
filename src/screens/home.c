/* Home: the topics, the one-minute lesson, the learning track, and two entrances. Tiles where there
 * is room, tiles with the icon beside the word where it is snug, and else one list of rows over
 * pages. */
#include "base/arena.h"
#include "screens/parts.h"

/* How a topic looks at a density. */
struct look {
    bool beside; /* the icon stands beside the words */
    int32_t chip, least, most;
    enum text_style style;
};

static const struct look looks[DENSITY_COUNT] = {
    [DENSITY_ROOMY] = { false, MM(30), MM(60), MM(140), TEXT_HEADING },
    [DENSITY_SNUG] = { true, MM(22), MM(32), MM(60), TEXT_LEAD },
    [DENSITY_PLAIN] = { true, MM(28), MM(44), MM(60), TEXT_HEADING },
    [DENSITY_PAGED] = { true, MM(22), MM(30), MM(48), TEXT_LEAD },
    [DENSITY_TIGHTEST] = { true, MM(16), MM(22), MM(40), TEXT_BODY },
};

static void tile(const struct model *model, struct ui *ui, int topic)
{
    const struct topic *t = &model->catalogue->topics[topic];
    const struct look *look = &looks[model->density];
    bool beside = look->beside, portrait = metrics_portrait(&model->metrics);
    /* Four rows of two leave an upright panel's tiles higher than they need. */
    bool high =
        portrait && model->density == DENSITY_SNUG && model->metrics.text_size == SIZE_NORMAL;
    int32_t chip = high ? MM(26) : look->chip;
    str title = words_of(model, t->title);
    str number = arena_printf(ui->home, "%u", catalogue_count_topic(model->catalogue, t->id));
    str count = phrase_fill(ui->home, phrase_of(model, PHRASE_COUNT_LESSONS), number, (str) { 0 });
    widget_card_open(
        ui, &(struct spec) {
                .role = ROLE_BUTTON,
                .id = arena_printf(ui->home, "topic-%.*s", STR_ARG(t->id)),
                .label = title,
                .say = arena_printf(ui->home, "%.*s, %.*s", STR_ARG(title), STR_ARG(count)),
                .verb = verb_of(INTENT_TOPIC, topic),
                .flow = beside ? FLOW_ROW : FLOW_COLUMN,
                .width = GROW(1),
                .height = { SIZE_GROW, 1, look->least, look->most },
                .pad = beside ? SIDES(MM(3), MM(8)) : SIDES(MM(6), portrait ? MM(10) : MM(7)),
                .gap = beside ? MM(6) : MM(5),
                .main = beside ? ALIGN_START : ALIGN_CENTER,
                .cross = beside ? ALIGN_CENTER : ALIGN_STRETCH });
    widget_icon_chip(ui, t->icon, tone_find(t->tone), chip);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1), .cross = ALIGN_STRETCH });
    parts_text(ui, look->style, WEIGHT_BOLD, ALIGN_START, title);
    parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START, count);
    ui_close(ui);
    ui_close(ui);
}

static void entrance(const struct model *model, struct ui *ui, str id, enum phrase label, str icon,
                     enum intent intent)
{
    widget_button(ui, &(struct button) { .id = id,
                                         .label = phrase_of(model, label),
                                         .icon = model->density < DENSITY_PAGED ? icon : S(""),
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

/* Rows of tiles, all of them. */
static void tiles(const struct model *model, struct ui *ui, int columns)
{
    int count = model->catalogue->topic_count;
    ui_open(ui, &(struct spec) { .role = ROLE_GROUP,
                                 .id = S("topics"),
                                 .width = GROW(3),
                                 .height = GROW(1),
                                 .gap = MM(7),
                                 .cross = ALIGN_STRETCH });
    for (int i = 0; i < count; i += columns) {
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                     .width = GROW(1),
                                     .height = { SIZE_GROW, 1, 0, looks[model->density].most },
                                     .gap = MM(7),
                                     .cross = ALIGN_STRETCH });
        for (int k = i; k < i + columns; k++) {
            if (k < count)
                tile(model, ui, k);
            else
                ui_space(ui);
        }
        ui_close(ui);
    }
    ui_close(ui);
}

/* One list over pages: topics, then the minute and the track, then the entrances. */
static void list(const struct model *model, struct ui *ui, uint16_t page)
{
    bool portrait = metrics_portrait(&model->metrics);
    int count = model->catalogue->topic_count;
    bool upright = portrait && model->metrics.text_size != SIZE_NORMAL;
    int columns = upright || model->density == DENSITY_TIGHTEST ? 1 : 2;
    parts_pages_open(ui, S("topics"), page, MM(6));
    (void)parts_again_card(model, ui);
    for (int i = 0; i < count; i += columns) {
        ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                     .width = GROW(1),
                                     .height = { SIZE_GROW, 1, 0, looks[model->density].most },
                                     .gap = MM(6),
                                     .cross = ALIGN_STRETCH });
        for (int k = i; k < i + columns && k < count; k++)
            tile(model, ui, k);
        ui_close(ui);
    }
    parts_minute_card(model, ui);
    parts_track_card(model, ui);
    if (model->density == DENSITY_TIGHTEST) {
        entrance(model, ui, S("check"), PHRASE_HOME_CHECK, S(""), INTENT_CHECK);
        entrance(model, ui, S("card"), PHRASE_HOME_CARD, S(""), INTENT_CARD);
    } else {
        entrances(model, ui, !portrait);
    }
    parts_pages_close(model, ui);
}

static void title(const struct model *model, struct ui *ui)
{
    str words = phrase_of(model, PHRASE_HOME_TITLE);
    if (model->density != DENSITY_ROOMY) {
        parts_title(model, ui, ALIGN_START, words);
        return;
    }
    /* Two short lines are read more easily than one long one. */
    ui_open(ui, &(struct spec) { .width = { SIZE_GROW, 1, 0, MM(180) }, .cross = ALIGN_STRETCH });
    parts_title(model, ui, ALIGN_START, words);
    ui_close(ui);
}

/* Whoever chose the largest letters gets large rows rather than words that wrap in tiles. */
static struct model with_rows(const struct model *model)
{
    struct model rows = *model;
    bool largest = model->metrics.text_size == SIZE_LARGEST;
    if (largest && rows.density < DENSITY_PLAIN)
        rows.density = DENSITY_PLAIN;
    return rows;
}

static void describe(const struct model *given, const void *state, struct ui *ui)
{
    const struct model rows = with_rows(given), *model = &rows;
    uint16_t page = ((const struct paged_state *)state)->page;
    bool portrait = metrics_portrait(&model->metrics);
    if (model->density >= DENSITY_PLAIN) {
        title(model, ui);
        list(model, ui, page);
        return;
    }
    if (portrait) {
        title(model, ui);
        (void)parts_again_card(model, ui);
        parts_minute_card(model, ui);
        parts_track_card(model, ui);
        tiles(model, ui, 2);
        entrances(model, ui, true);
        return;
    }
    parts_halves_open(model, ui);
    parts_column_open(ui, 2, MM(6));
    title(model, ui);
    /* There is room for one of them. */
    if (!parts_again_card(model, ui))
        parts_minute_card(model, ui);
    ui_space(ui);
    entrances(model, ui, false);
    ui_close(ui);
    parts_column_open(ui, 4, MM(7));
    parts_track_card(model, ui);
    bool three = model->density == DENSITY_ROOMY && model->catalogue->topic_count <= 6;
    tiles(model, ui, three ? 3 : 2);
    ui_close(ui);
    ui_close(ui);
}

const struct screen_ops screen_home_ops = { .name = "home",
                                            .state_size = sizeof(struct paged_state),
                                            .describe = describe,
                                            .act = screen_act_paged };
