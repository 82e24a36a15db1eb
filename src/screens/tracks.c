/* Which learning track: one row each. */
#include "screens/parts.h"

static void row(const struct model *model, struct ui *ui, int index)
{
    const struct catalogue *c = model->catalogue;
    const struct track *track = &c->tracks[index];
    bool tight = model->density >= DENSITY_PAGED;
    unsigned minutes = 0;
    for (uint16_t i = 0; i < track->lesson_count; i++)
        minutes += c->lessons[track->lessons[i]].minutes;
    str title = words_of(model, track->title);
    str line = phrase_fill(ui->home, phrase_of(model, PHRASE_TRACK_LINE),
                           arena_printf(ui->home, "%u", track->lesson_count),
                           arena_printf(ui->home, "%u", minutes));
    widget_card_open(
        ui,
        &(struct spec) { .role = ROLE_BUTTON,
                         .id = arena_printf(ui->home, "track-%.*s", STR_ARG(track->id)),
                         .label = title,
                         .say = arena_printf(ui->home, "%.*s. %.*s", STR_ARG(title), STR_ARG(line)),
                         .verb = verb_of(INTENT_TRACK, index),
                         .flow = FLOW_ROW,
                         .width = GROW(1),
                         .height = { SIZE_GROW, 1, tight ? MM(24) : MM(34), MM(46) },
                         .pad = SIDES(MM(4), MM(7)),
                         .gap = tight ? MM(5) : MM(7),
                         .cross = ALIGN_CENTER });
    widget_icon_chip(ui, track->icon, tone_find(track->tone), tight ? MM(16) : MM(24));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(1.5), .cross = ALIGN_STRETCH });
    parts_text(ui, tight ? TEXT_BODY : TEXT_LEAD, WEIGHT_BOLD, ALIGN_START, title);
    if (model->density < DENSITY_TIGHTEST)
        parts_text(ui, TEXT_SMALL, WEIGHT_REGULAR, ALIGN_START, line);
    ui_close(ui);
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    int count = model->catalogue->track_count;
    bool landscape = !metrics_portrait(&model->metrics);
    int columns = landscape && model->density < DENSITY_PAGED && count > 1 ? 2 : 1;
    parts_title(model, ui, ALIGN_START, phrase_of(model, PHRASE_TRACKS_TITLE));
    parts_pages_open(ui, S("tracks"), ((const struct paged_state *)state)->page, MM(6));
    for (int i = 0; i < count; i += columns) {
        parts_row_open(ui, MM(6));
        for (int k = i; k < i + columns; k++) {
            if (k < count)
                row(model, ui, k);
            else
                ui_space(ui);
        }
        ui_close(ui);
    }
    parts_pages_close(model, ui);
}

const struct screen_ops screen_tracks_ops = { .name = "tracks",
                                              .state_size = sizeof(struct paged_state),
                                              .describe = describe,
                                              .act = screen_act_paged };
