/* Which learning track: one row each. */
#include "screens/parts.h"

static void row(const struct model *model, struct ui *ui, int index)
{
    const struct catalogue *c = model->catalogue;
    const struct track *track = &c->tracks[index];
    unsigned minutes = 0;
    for (uint16_t i = 0; i < track->lesson_count; i++)
        minutes += c->lessons[track->lessons[i]].minutes;
    str line = phrase_fill(ui->home, phrase_of(model, PHRASE_TRACK_LINE),
                           arena_printf(ui->home, "%u", track->lesson_count),
                           arena_printf(ui->home, "%u", minutes));
    parts_row_card_open(
        model, ui,
        &(struct row_card) { .id = arena_printf(ui->home, "track-%.*s", STR_ARG(track->id)),
                             .icon = track->icon,
                             .tone = tone_find(track->tone),
                             .title = words_of(model, track->title),
                             .line = line,
                             .verb = verb_of(INTENT_TRACK, index) });
    ui_close(ui);
}

/* Nine of them stand on one picture in three columns. */
static int columns_of(const struct model *model, int count)
{
    if (metrics_portrait(&model->metrics) || model->density >= DENSITY_PAGED || count < 2)
        return 1;
    bool wide = model->density < DENSITY_PLAIN && model->metrics.text_size != SIZE_LARGEST;
    return count > 4 && wide ? 3 : 2;
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    int count = model->catalogue->track_count;
    int columns = columns_of(model, count);
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
