#include "support/trace.h"

#include <string.h>

#include "base/must.h"

#define FIELDS_MAX 5u
/* A mouse that is dragged out of a window is told beyond its edge. */
#define BEYOND_UM MM(1000)
#define FINGERS_MAX 16u

struct fields {
    str at[FIELDS_MAX + 1];
    unsigned count;
};

struct reading {
    struct trace *trace;
    int64_t fingers[FINGERS_MAX]; /* that are down */
    unsigned down;
};

static bool refuse(struct trace *t, const char *reason)
{
    t->reason = reason;
    return false;
}

/* Single spaces only, so that a recording and a file of a test are the same bytes. */
static struct fields split(str line)
{
    struct fields f = { .count = 0 };
    while (line.ptr && f.count <= FIELDS_MAX)
        f.at[f.count++] = str_cut(&line, ' ');
    return f;
}

static bool number(str text, int64_t *out)
{
    bool minus = str_starts(text, S("-"));
    uint64_t value;
    if (!str_to_u64(minus ? str_slice(text, 1, text.len) : text, &value) || value > INT32_MAX)
        return false;
    *out = minus ? -(int64_t)value : (int64_t)value;
    return true;
}

static bool length(str text, int32_t most, int32_t *out)
{
    int64_t value;
    if (!number(text, &value) || value < -BEYOND_UM || value > most + BEYOND_UM)
        return false;
    *out = (int32_t)value;
    return true;
}

static bool read_panel(struct trace *t, const struct fields *f)
{
    if (t->panel_w_um)
        return refuse(t, "a second panel");
    bool good = f->count == 3 && length(f->at[1], MM(2000), &t->panel_w_um) &&
                length(f->at[2], MM(2000), &t->panel_h_um);
    return (good && t->panel_w_um > 0 && t->panel_h_um > 0) || refuse(t, "panel WIDTH HEIGHT");
}

static bool read_kind(str text, enum touch_kind *out)
{
    static const str kinds[] = { [TOUCH_DOWN] = S_INIT("down"),
                                 [TOUCH_MOVE] = S_INIT("move"),
                                 [TOUCH_UP] = S_INIT("up"),
                                 [TOUCH_LOST] = S_INIT("lost") };
    for (unsigned i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(kinds[i], text)) {
            *out = (enum touch_kind)i;
            return true;
        }
    return false;
}

/* A finger comes down once before it does anything else. */
static bool follow_finger(struct reading *r, const struct touch *touch)
{
    unsigned at = 0;
    while (at < r->down && r->fingers[at] != touch->finger)
        at++;
    bool is_down = at < r->down;
    if (is_down == (touch->kind == TOUCH_DOWN))
        return refuse(r->trace, is_down ? "a finger that is down comes down" : "no finger is down");
    if (touch->kind == TOUCH_DOWN && r->down == FINGERS_MAX)
        return refuse(r->trace, "too many fingers");
    if (touch->kind == TOUCH_DOWN)
        r->fingers[r->down++] = touch->finger;
    else if (touch->kind != TOUCH_MOVE)
        r->fingers[at] = r->fingers[--r->down];
    return true;
}

static bool read_touch(struct reading *r, const struct fields *f)
{
    struct trace *t = r->trace;
    struct touch touch;
    if (!t->panel_w_um)
        return refuse(t, "the panel comes before the first touch");
    if (f->count != FIELDS_MAX || !number(f->at[0], &touch.at_ms) ||
        !read_kind(f->at[1], &touch.kind) || !number(f->at[2], &touch.finger) ||
        !length(f->at[3], t->panel_w_um, &touch.at.x) ||
        !length(f->at[4], t->panel_h_um, &touch.at.y))
        return refuse(t, "MS down|move|up|lost FINGER X_UM Y_UM");
    if (touch.at_ms < (t->count ? t->touches[t->count - 1].at_ms : 0))
        return refuse(t, "time goes back");
    if (t->count == TRACE_TOUCHES_MAX)
        return refuse(t, "too many touches");
    t->touches[t->count++] = touch;
    return follow_finger(r, &touch);
}

static bool read_expect(struct trace *t, const struct fields *f)
{
    static const str effects[] = {
        [TRACE_ACTS] = S_INIT("acts"),   [TRACE_NAMES] = S_INIT("names"),
        [TRACE_READS] = S_INIT("reads"), [TRACE_SWIPES] = S_INIT("swipes"),
        [TRACE_HOLDS] = S_INIT("holds"), [TRACE_LETS_GO] = S_INIT("lets-go")
    };
    if (f->count == 1 && str_eq(f->at[0], S("nothing")) && t->expect_count == 0) {
        t->expects_nothing = true;
        return true;
    }
    struct trace_expect *e = &t->expects[t->expect_count];
    unsigned effect = 0;
    while (f->count == 3 && effect < COUNT_OF(effects) && !str_eq(effects[effect], f->at[1]))
        effect++;
    if (f->count != 3 || effect == COUNT_OF(effects) || str_empty(f->at[2]) ||
        !number(f->at[0], &e->at_ms) || t->expects_nothing ||
        t->expect_count + 1 == TRACE_EXPECTS_MAX)
        return refuse(t, "expects: MS acts|names|reads|swipes|holds|lets-go ID, or nothing");
    e->effect = (enum trace_effect)effect;
    e->id = f->at[2];
    t->expect_count++;
    return true;
}

static bool read_remark(struct trace *t, str line)
{
    str key = str_cut(&line, ' ');
    struct fields f = split(line);
    if (!str_ends(key, S(":")))
        return true;
    if (str_eq(key, S("expects:")))
        return read_expect(t, &f);
    if (f.count != 1 || str_empty(f.at[0]))
        return refuse(t, "one word after the colon");
    if (str_eq(key, S("given:")) && str_eq(f.at[0], S("explore")))
        t->explore = true;
    else if (str_eq(key, S("given:")) && str_eq(f.at[0], S("swipe")))
        t->gesture = GESTURE_SWIPE;
    else if (str_eq(key, S("given:")) && str_eq(f.at[0], S("hold")))
        t->gesture = GESTURE_HOLD;
    else if (str_eq(key, S("opens:")))
        t->opens = f.at[0];
    else if (!str_eq(key, S("screen:")) || !number(f.at[0], &t->screen_ms))
        return refuse(t, "given: explore|swipe|hold, screen: MS, opens: ID or expects:");
    return true;
}

static bool read_line(struct reading *r, str line)
{
    if (str_starts(line, S("# ")))
        return read_remark(r->trace, str_slice(line, 2, line.len));
    struct fields f = split(line);
    if (str_eq(f.at[0], S("panel")))
        return read_panel(r->trace, &f);
    return read_touch(r, &f);
}

enum fail trace_read(struct trace *t, str text, bool strict)
{
    struct reading r = { .trace = t };
    memset(t, 0, sizeof *t);
    t->screen_ms = -1;
    if (!str_ends(text, S("\n"))) {
        t->reason = "the last line has no end";
        return FAIL_FORMAT;
    }
    text.len--;
    while (text.ptr) {
        t->line++;
        if (!read_line(&r, str_cut(&text, '\n')))
            return FAIL_FORMAT;
    }
    if (t->count == 0)
        t->reason = "there is no touch";
    else if (strict && t->expect_count == 0 && !t->expects_nothing)
        t->reason = "nothing is expected";
    return t->reason ? FAIL_FORMAT : FAIL_OK;
}
