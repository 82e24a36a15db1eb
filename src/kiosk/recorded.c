#include "kiosk/recorded.h"

/* Who reads aloud reads what is written, and that is written to «bác» (core/address.h). */
static bool narration_fits(const struct model *model)
{
    return model->lang != LANG_VI || model->address == ADDRESS_BAC;
}

/* What is left of a text once item has been read of it. */
static bool read_off(str *rest, str item)
{
    if (str_empty(item) || !str_starts(*rest, item))
        return false;
    *rest = str_trim(str_slice(*rest, item.len, rest->len));
    return true;
}

/* A text stands on the page as it is spoken or, where a screen knows no other, as it is shown. */
static bool begin_text(struct text text, enum lang lang, str item, arena *home, str *rest)
{
    *rest = str_trim(text_spoken(text, lang));
    if (read_off(rest, item))
        return true;
    *rest = str_trim(text_strip_marks(home, text_in(text, lang)));
    return read_off(rest, item);
}

struct search {
    struct narrated narrated;
    enum lang lang;
    const struct reading *reading;
    str page;
    arena *home;
};

/* All texts from the part at first on, nothing in between; *last_out: the part they end with. */
static bool match(const struct search *s, uint32_t first, uint32_t *last_out)
{
    const struct narrated *n = &s->narrated;
    str rest = { 0 };
    uint16_t begun = 0;
    for (uint32_t i = first; i < s->reading->count; i++) {
        const struct reading_part *part = &s->reading->parts[i];
        str item = str_trim(str_slice(s->page, part->from, part->to));
        bool fits = str_empty(rest) ? begin_text(n->texts[begun++], s->lang, item, s->home, &rest)
                                    : read_off(&rest, item);
        if (!fits)
            return false;
        *last_out = i;
        if (str_empty(rest) && begun == n->count)
            return true;
    }
    return false;
}

bool recorded_find(const struct model *model, const struct reading *reading, str page, arena *home,
                   struct recorded *out)
{
    if (!model->runner.lesson || !narration_fits(model))
        return false;
    struct search s = { step_narrated(runner_step(&model->runner), model->lang), model->lang,
                        reading, page, home };
    if (str_empty(s.narrated.file) || s.narrated.count == 0)
        return false;
    for (uint32_t i = 0, last; i < reading->count; i++) {
        if (!match(&s, i, &last))
            continue;
        *out = (struct recorded) { s.narrated.file,
                                   { reading->parts[i].from, reading->parts[last].to } };
        return true;
    }
    return false;
}
