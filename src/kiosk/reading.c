#include "kiosk/reading.h"

#include "base/buf.h"

str reading_begin(struct reading *reading, const struct speech_list *list, arena *home)
{
    struct buf words = buf_in(home);
    reading->count = 0;
    for (uint32_t i = 0; i < list->count && reading->count < READING_PARTS_MAX; i++) {
        const struct speech_item *item = &list->items[i];
        if (str_empty(item->text))
            continue;
        if (words.len)
            buf_char(&words, '\n');
        reading->parts[reading->count++] =
            (struct reading_part) { .id = item->id,
                                    .from = (uint32_t)words.len,
                                    .to = (uint32_t)(words.len + item->text.len),
                                    .shown = item->follows_plain };
        buf_str(&words, item->text);
    }
    return buf_view(&words);
}

str reading_news(const struct tree *last, const struct tree *now, arena *home)
{
    struct speech_list list = speech_changes(last, now, home);
    struct buf words = buf_in(home);
    for (uint32_t i = 0; i < list.count; i++) {
        if (words.len)
            buf_char(&words, '\n');
        buf_str(&words, list.items[i].text);
    }
    return buf_view(&words);
}

void reading_end(struct reading *reading)
{
    reading->count = 0;
}

static bool set(struct view *view, uint32_t id, uint32_t from, uint32_t to)
{
    bool moved = view->speaking != id || view->word_from != from || view->word_to != to;
    view->speaking = id;
    view->word_from = from;
    view->word_to = to;
    return moved;
}

bool reading_mark(const struct reading *reading, uint32_t from, uint32_t to, struct view *view)
{
    for (uint32_t i = 0; i < reading->count; i++) {
        const struct reading_part *part = &reading->parts[i];
        if (part->shown && from >= part->from && to <= part->to)
            return set(view, part->id, from - part->from, to - part->from);
    }
    return reading_unmark(view);
}

bool reading_unmark(struct view *view)
{
    return set(view, 0, 0, 0);
}
