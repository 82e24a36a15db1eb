/* A topic: its lessons as rows. */
#include "screens/parts.h"

static void headline(const struct model *model, struct ui *ui, const struct topic *topic)
{
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(7), .cross = ALIGN_CENTER });
    if (model->density < DENSITY_PAGED)
        widget_icon_chip(ui, topic->icon, tone_find(topic->tone),
                         model->density == DENSITY_ROOMY ? MM(28) : MM(20));
    parts_title(model, ui, ALIGN_START, words_of(model, topic->title));
    ui_close(ui);
    if (model->density < DENSITY_PLAIN)
        parts_text(ui, TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START,
                   phrase_of(model, PHRASE_TOPIC_TITLE));
}

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct catalogue *c = model->catalogue;
    if (model->topic < 0 || model->topic >= (int)c->topic_count)
        return;
    const struct topic *topic = &c->topics[model->topic];
    headline(model, ui, topic);
    parts_pages_open(ui, S("lessons"), ((const struct paged_state *)state)->page, MM(6));
    int lessons[CATALOGUE_LESSONS_MAX], count = 0;
    bool scams = false;
    for (int i = 0; i < (int)c->lesson_count && i < (int)CATALOGUE_LESSONS_MAX; i++)
        if (str_eq(c->lessons[i].topic, topic->id)) {
            lessons[count++] = i;
            scams = scams || c->lessons[i].kind == LESSON_SCAM;
        }
    if (scams)
        parts_drill_row(model, ui);
    parts_lesson_list(model, ui, lessons, count);
    parts_pages_close(model, ui);
}

const struct screen_ops screen_topic_ops = { .name = "topic",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
