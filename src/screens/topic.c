/* A topic: its lessons as rows. */
#include "screens/parts.h"

static void describe(const struct model *model, const void *state, struct ui *ui)
{
    const struct catalogue *c = model->catalogue;
    if (model->topic < 0 || model->topic >= (int)c->topic_count)
        return;
    const struct topic *topic = &c->topics[model->topic];
    ui_open(ui, &(struct spec) {
                    .flow = FLOW_ROW, .width = GROW(1), .gap = MM(8), .cross = ALIGN_CENTER });
    widget_icon_chip(ui, topic->icon, tone_find(topic->tone), MM(26));
    parts_text(ui, TEXT_TITLE, WEIGHT_BOLD, ALIGN_START, words_of(model, topic->title));
    ui_close(ui);
    parts_text(ui, TEXT_LEAD, WEIGHT_REGULAR, ALIGN_START, phrase_of(model, PHRASE_TOPIC_TITLE));
    ui_open(ui, &(struct spec) { .id = S("lessons"),
                                 .width = GROW(1),
                                 .height = GROW(1),
                                 .gap = MM(6),
                                 .cross = ALIGN_STRETCH,
                                 .paged = true,
                                 .page = ((const struct paged_state *)state)->page });
    for (int i = 0; i < (int)c->lesson_count; i++)
        if (str_eq(c->lessons[i].topic, topic->id))
            parts_lesson_row(model, ui, i);
    parts_more(model, ui, S("more"));
    ui_close(ui);
}

const struct screen_ops screen_topic_ops = { .name = "topic",
                                             .state_size = sizeof(struct paged_state),
                                             .describe = describe,
                                             .act = screen_act_paged };
