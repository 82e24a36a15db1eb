/* The chosen learning track: how far, and all its lessons in their order. */
#include "screens/parts.h"

static void other(const struct model *model, struct ui *ui, struct sizing width)
{
    if (model->catalogue->track_count > 1)
        widget_button(ui, &(struct button) { .id = S("other-track"),
                                             .label = phrase_of(model, PHRASE_TRACK_OTHER),
                                             .kind = BUTTON_PLAIN,
                                             .verb = verb_of(INTENT_TRACKS, 0),
                                             .width = width });
}

/* On a wide panel the way to the other tracks stands beside the title, where it costs no row. */
static bool has_room_beside(const struct model *model)
{
    return !metrics_portrait(&model->metrics) && model->density < DENSITY_PAGED;
}

static void headline(const struct model *model, struct ui *ui, const struct track *track)
{
    const struct catalogue *c = model->catalogue;
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(7), .cross = ALIGN_CENTER });
    if (model->density < DENSITY_PAGED)
        widget_icon_chip(ui, track->icon, tone_find(track->tone),
                         model->density == DENSITY_ROOMY ? MM(28) : MM(20));
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(2), .cross = ALIGN_STRETCH });
    parts_title(model, ui, ALIGN_START, words_of(model, track->title));
    str done = arena_printf(ui->home, "%u", track_done(track, c, &model->progress));
    str all = arena_printf(ui->home, "%u", track->lesson_count);
    parts_text(ui, model->density < DENSITY_PLAIN ? TEXT_LEAD : TEXT_BODY, WEIGHT_REGULAR,
               ALIGN_START, phrase_fill(ui->home, phrase_of(model, PHRASE_TRACK_DONE), done, all));
    ui_close(ui);
    if (has_room_beside(model))
        other(model, ui, (struct sizing) { SIZE_FIT, 0, MM(90), 0 });
    ui_close(ui);
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct catalogue *c = model->catalogue;
    if (model->track < 0 || model->track >= (int)c->track_count)
        return;
    const struct track *track = &c->tracks[model->track];
    headline(model, ui, track);
    parts_pages_open(ui, S("lessons"), ((const struct paged_state *)state)->page, MM(6));
    int lessons[TRACK_LESSONS_MAX], count = 0;
    for (uint16_t i = 0; i < track->lesson_count && i < TRACK_LESSONS_MAX; i++)
        lessons[count++] = track->lessons[i];
    parts_lesson_list(model, ui, lessons, count);
    bool paged = model->density >= DENSITY_PAGED;
    if (paged)
        other(model, ui, GROW(1));
    parts_pages_close(model, ui);
    if (!paged && !has_room_beside(model))
        other(model, ui, GROW(1));
}

const struct screen_ops screen_track_ops = { .name = "track",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
