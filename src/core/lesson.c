#include "core/lesson.h"

#include <assert.h>
#include <string.h>

#include "base/must.h"
#include "core/progress.h"

str text_in(struct text t, enum lang lang)
{
    return lang == LANG_EN && !str_empty(t.en) ? t.en : t.vi;
}

str text_spoken(struct text t, enum lang lang)
{
    if (lang == LANG_EN && !str_empty(t.en))
        return str_empty(t.en_say) ? t.en : t.en_say;
    return str_empty(t.say) ? t.vi : t.say;
}

str text_strip_marks(arena *home, str s)
{
    if (str_find(s, S("**")) < 0)
        return s;
    char *bare = arena_alloc(home, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '*' && i + 1 < s.len && s.ptr[i + 1] == '*')
            i++;
        else
            bare[len++] = s.ptr[i];
    }
    return (str) { bare, len };
}

str lesson_kind_name(enum lesson_kind kind)
{
    static const str names[] = {
        [LESSON_LESSON] = S_INIT("lesson"),
        [LESSON_PHONE] = S_INIT("phone"),
        [LESSON_SCAM] = S_INIT("scam"),
        [LESSON_MICRO] = S_INIT("micro"),
    };
    static_assert(COUNT_OF(names) == LESSON_KIND_COUNT, "a name for each lesson kind");
    must(kind < LESSON_KIND_COUNT);
    return names[kind];
}

str channel_name(enum channel channel)
{
    static const str names[] = {
        [CHANNEL_CALL] = S_INIT("call"),     [CHANNEL_SMS] = S_INIT("sms"),
        [CHANNEL_CHAT] = S_INIT("chat"),     [CHANNEL_PAPER] = S_INIT("paper"),
        [CHANNEL_VIDEO] = S_INIT("video"),   [CHANNEL_APP] = S_INIT("app"),
        [CHANNEL_MARKET] = S_INIT("market"),
    };
    static_assert(COUNT_OF(names) == CHANNEL_COUNT, "a name for each channel");
    must(channel < CHANNEL_COUNT);
    return names[channel];
}

str verdict_name(enum verdict verdict)
{
    static const str names[] = {
        [VERDICT_REAL] = S_INIT("real"),
        [VERDICT_SCAM] = S_INIT("scam"),
        [VERDICT_CHECK] = S_INIT("check"),
    };
    static_assert(COUNT_OF(names) == VERDICT_COUNT, "a name for each verdict");
    must(verdict < VERDICT_COUNT);
    return names[verdict];
}

str widget_kind_name(enum widget_kind kind)
{
    static const str names[] = {
        [WIDGET_HERO] = S_INIT("hero"),       [WIDGET_HEADING] = S_INIT("heading"),
        [WIDGET_TEXT] = S_INIT("text"),       [WIDGET_NOTICE] = S_INIT("notice"),
        [WIDGET_GRID] = S_INIT("grid"),       [WIDGET_LIST] = S_INIT("list"),
        [WIDGET_FIELD] = S_INIT("field"),     [WIDGET_CHECK] = S_INIT("check"),
        [WIDGET_BUTTON] = S_INIT("button"),   [WIDGET_MESSAGE] = S_INIT("message"),
        [WIDGET_RESULT] = S_INIT("result"),   [WIDGET_SPACE] = S_INIT("space"),
        [WIDGET_PICTURE] = S_INIT("picture"), [WIDGET_SWITCH] = S_INIT("switch"),
        [WIDGET_SLIDER] = S_INIT("slider"),
    };
    static_assert(COUNT_OF(names) == WIDGET_KIND_COUNT, "a name for each widget kind");
    must(kind < WIDGET_KIND_COUNT);
    return names[kind];
}

str step_kind_name(enum step_kind kind)
{
    static const str names[] = {
        [STEP_PAGE] = S_INIT("page"),         [STEP_PHONE] = S_INIT("phone"),
        [STEP_JUDGE] = S_INIT("judge"),       [STEP_CALL] = S_INIT("call"),
        [STEP_QUESTION] = S_INIT("question"),
    };
    static_assert(COUNT_OF(names) == STEP_KIND_COUNT, "a name for each step kind");
    must(kind < STEP_KIND_COUNT);
    return names[kind];
}

str group_name(enum group group)
{
    static const str names[] = {
        [GROUP_ND] = S_INIT("ND"), [GROUP_HS] = S_INIT("HS"), [GROUP_CB] = S_INIT("CB"),
        [GROUP_DN] = S_INIT("DN"), [GROUP_HT] = S_INIT("HT"),
    };
    static_assert(COUNT_OF(names) == GROUP_COUNT, "a name for each group");
    must(group < GROUP_COUNT);
    return names[group];
}

uint16_t lesson_number_of(str code)
{
    uint64_t number;
    if (code.len != 3 || !str_to_u64(str_slice(code, 1, 3), &number) || number == 0)
        return 0;
    if (code.ptr[0] == 'L' && number <= 63)
        return (uint16_t)number;
    return code.ptr[0] == 'M' && number <= 31 ? (uint16_t)(63 + number) : 0;
}

str lesson_tag_name(unsigned tag)
{
    static const str names[] = {
        S_INIT("cao-tuoi"),    S_INIT("lao-dong-pt"),   S_INIT("nong-dan"),    S_INIT("phu-nu"),
        S_INIT("ho-kho-khan"), S_INIT("ho-kinh-doanh"), S_INIT("tieu-thuong"), S_INIT("tieu-hoc"),
        S_INIT("thcs"),        S_INIT("thpt"),          S_INIT("sinh-vien"),   S_INIT("can-bo-tdp"),
        S_INIT("giao-vien"),   S_INIT("htx"),           S_INIT("dn"),
    };
    static_assert(COUNT_OF(names) == LESSON_TAG_COUNT, "a name for each tag");
    must(tag < LESSON_TAG_COUNT);
    return names[tag];
}

static void narrate(struct narrated *out, struct text text)
{
    if (!str_empty(text.vi))
        out->texts[out->count++] = text;
}

static const struct narration *narrate_step(struct narrated *out, const struct step *step)
{
    switch (step->kind) {
    case STEP_PAGE:
        narrate(out, step->page->title);
        narrate(out, step->page->body);
        return &step->page->narration;
    case STEP_PHONE:
        narrate(out, step->phone->scene);
        return &step->phone->narration;
    case STEP_JUDGE:
        narrate(out, step->judge->prompt);
        narrate(out, step->judge->sender);
        narrate(out, step->judge->when);
        narrate(out, step->judge->message);
        return &step->judge->narration;
    case STEP_CALL:
        narrate(out, step->call->prompt);
        return &step->call->narration;
    case STEP_QUESTION:
        narrate(out, step->question->prompt);
        return &step->question->narration;
    case STEP_KIND_COUNT:
        break;
    }
    must(false);
    return NULL;
}

struct narrated step_narrated(const struct step *step, enum lang lang)
{
    struct narrated out = { .count = 0 };
    out.file = narrate_step(&out, step)->files[lang];
    return out;
}

struct text phone_wrong_reply(const struct phone_action *action, str id)
{
    struct text any = { 0 };
    for (uint16_t i = 0; i < action->wrong_count; i++) {
        if (str_eq(action->wrongs[i].id, id))
            return action->wrongs[i].reply;
        if (str_eq(action->wrongs[i].id, S("*")))
            any = action->wrongs[i].reply;
    }
    return any;
}

const struct phone_screen *phone_find_screen(const struct phone *phone, str id)
{
    for (uint16_t i = 0; i < phone->screen_count; i++) {
        if (str_eq(phone->screens[i].id, id))
            return &phone->screens[i];
    }
    return NULL;
}

uint16_t catalogue_count_topic(const struct catalogue *catalogue, str topic)
{
    uint16_t count = 0;
    for (uint16_t i = 0; i < catalogue->lesson_count; i++)
        count = (uint16_t)(count + str_eq(catalogue->lessons[i].topic, topic));
    return count;
}

int catalogue_find(const struct catalogue *catalogue, str code_or_slug)
{
    for (uint16_t i = 0; i < catalogue->lesson_count; i++) {
        const struct lesson_head *head = &catalogue->lessons[i];
        if (str_eq(head->code, code_or_slug) || str_eq(head->slug, code_or_slug))
            return i;
    }
    return -1;
}

int catalogue_of_day(const struct catalogue *catalogue, int day)
{
    int earlier = -1, last = -1;
    for (uint16_t i = 0; i < catalogue->lesson_count; i++) {
        int own = catalogue->lessons[i].day;
        if (catalogue->lessons[i].kind != LESSON_MICRO || own == 0)
            continue;
        if (own == day)
            return i;
        if (own < day && (earlier < 0 || own > catalogue->lessons[earlier].day))
            earlier = i;
        if (last < 0 || own > catalogue->lessons[last].day)
            last = i;
    }
    return earlier >= 0 ? earlier : last;
}

int catalogue_next(const struct catalogue *catalogue, int after, const struct progress *done)
{
    int count = catalogue->lesson_count, any = -1;
    must(after >= -1 && after < count);
    str topic = after >= 0 ? catalogue->lessons[after].topic : S("");
    for (int step = 1; step <= count; step++) {
        int i = (after + step) % count;
        const struct lesson_head *head = &catalogue->lessons[i];
        if (i == after || progress_has(done, head->number))
            continue;
        if (str_eq(head->topic, topic))
            return i;
        if (any < 0)
            any = i;
    }
    return any;
}

static bool is_done(const struct catalogue *catalogue, int lesson, const struct progress *done)
{
    return progress_has(done, catalogue->lessons[lesson].number);
}

int track_next(const struct track *track, const struct catalogue *catalogue, int after,
               const struct progress *done)
{
    uint16_t first = 0;
    for (uint16_t i = 0; i < track->lesson_count; i++)
        if (track->lessons[i] == after)
            first = (uint16_t)(i + 1);
    for (uint16_t step = 0; step < track->lesson_count; step++) {
        int lesson = track->lessons[(first + step) % track->lesson_count];
        if (lesson != after && !is_done(catalogue, lesson, done))
            return lesson;
    }
    return -1;
}

uint16_t track_done(const struct track *track, const struct catalogue *catalogue,
                    const struct progress *done)
{
    uint16_t count = 0;
    for (uint16_t i = 0; i < track->lesson_count; i++)
        count = (uint16_t)(count + is_done(catalogue, track->lessons[i], done));
    return count;
}
