/* pack coverage: lesson × skill × group × seed topic, so that a gap shows. */
#include "ctl/ctl.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/must.h"
#include "base/places.h"
#include "content/skills.h"
#include "ctl/pack_named.h"

#define ROWS_MAX (CATALOGUE_LESSONS_MAX * CONTENT_PACKS_MAX)
/* L01–L47 and a minute for every day (curriculum §4, §6). */
#define CURRICULUM_LESSONS 47u
#define CURRICULUM_MINUTES 31u

struct row {
    const struct lesson_head *head;
    str topic; /* as it is called on the home screen */
};

struct map {
    struct ctl *ctl;
    struct packs_named packs;
    struct skill_names names;
    struct row *rows; /* by number, then in the packs' order */
    size_t count;
    struct content all; /* of all packs together: the tracks */
    struct buf out;
};

static bool has(uint32_t set, unsigned bit)
{
    return set >> bit & 1;
}

/* ---- gathering ---- */

static str topic_title(const struct catalogue *c, str id)
{
    for (uint16_t i = 0; i < c->topic_count; i++)
        if (str_eq(c->topics[i].id, id))
            return c->topics[i].title.vi;
    return id;
}

static void add_row(struct map *m, const struct catalogue *c, const struct lesson_head *head)
{
    must(m->count < ROWS_MAX);
    size_t at = m->count++;
    for (; at > 0 && m->rows[at - 1].head->number > head->number; at--)
        m->rows[at] = m->rows[at - 1];
    m->rows[at] = (struct row) { head, topic_title(c, head->topic) };
}

static bool is_shown_by(const struct map *m, const struct lesson_head *head, size_t pack)
{
    return str_eq(head->pack, m->packs.places[pack].id);
}

/* A pack that cannot be read as a whole would be a gap that is none: it is refused. */
static enum ctl_exit gather(struct map *m)
{
    struct ctl *ctl = m->ctl;
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    m->rows = arena_new(ctl->home, struct row, ROWS_MAX);
    for (size_t i = m->packs.first; i < m->packs.count; i++) {
        struct content content;
        enum fail failed = packs_named_open(&m->packs, i, &content, problems);
        const struct catalogue *c = &content.catalogue;
        if (failed != FAIL_OK || content.left_out != FAIL_OK) {
            problems_print(problems, stderr);
            return ctl_refuse("«%.*s» cannot be read as a whole: see `tramsoctl pack check`",
                              STR_ARG(m->packs.places[i].id));
        }
        for (uint16_t k = 0; k < c->lesson_count; k++)
            if (is_shown_by(m, &c->lessons[k], i))
                add_row(m, c, &c->lessons[k]);
    }
    if (packs_named_open(&m->packs, m->packs.count, &m->all, problems) != FAIL_OK)
        return ctl_refuse("the packs cannot be read together: see `tramsoctl pack check`");
    if (skills_load(&m->names, ctl->home, m->packs.assets, problems) == FAIL_OK)
        return CTL_DONE;
    problems_print(problems, stderr);
    return ctl_refuse("«%.*s/lessons/skills.yaml» cannot be read", STR_ARG(m->packs.assets));
}

/* ---- words ---- */

static const char *kind_word(enum lesson_kind kind)
{
    static const char *const words[] = { [LESSON_LESSON] = "đọc",
                                         [LESSON_PHONE] = "thực hành",
                                         [LESSON_SCAM] = "phân xử",
                                         [LESSON_MICRO] = "một phút" };
    return words[kind];
}

/* A bar ends a cell. */
static void put_cell(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '|')
            buf_char(out, '\\');
        buf_char(out, text.ptr[i]);
    }
}

/* «K01 K02», or instead when there is none. */
static void put_codes(struct buf *out, uint32_t set, const char *letter, const char *instead)
{
    bool first = true;
    for (unsigned bit = 0; bit < 32; bit++)
        if (has(set, bit)) {
            buf_str(out, first ? S("") : S(" "));
            buf_printf(out, "%s%0*u", letter, letter[0] == 'K' ? 2 : 1, bit + 1);
            first = false;
        }
    if (first)
        buf_str(out, str_of(instead));
}

/* Codes of the lessons, each once: three wards' own L24 are one. */
static unsigned put_lessons(struct map *m, bool (*fits)(const struct lesson_head *, unsigned),
                            unsigned bit)
{
    unsigned count = 0;
    str last = S("");
    for (size_t i = 0; i < m->count; i++) {
        const struct lesson_head *head = m->rows[i].head;
        if (!fits(head, bit) || str_eq(head->code, last))
            continue;
        buf_str(&m->out, count++ ? S(" ") : S(""));
        buf_str(&m->out, head->code);
        last = head->code;
    }
    if (count == 0)
        buf_str(&m->out, S("—"));
    return count;
}

static bool covers(const struct lesson_head *head, unsigned topic)
{
    return has(head->covers, topic);
}

static bool trains(const struct lesson_head *head, unsigned skill)
{
    return has(head->skills, skill);
}

/* ---- the tables ---- */

static void put_topics(struct map *m)
{
    struct buf *out = &m->out;
    buf_str(out,
            S("## Chủ đề mà các địa phương yêu cầu\n\n| Mã | Chủ đề | Bài |\n|---|---|---|\n"));
    for (unsigned t = 0; t < SEED_TOPIC_COUNT; t++) {
        buf_printf(out, "| T%u | ", t + 1);
        put_cell(out, m->names.topics[t]);
        buf_str(out, S(" | "));
        if (str_empty(m->names.outside[t]))
            put_lessons(m, covers, t);
        else
            buf_printf(out, "không dạy: %.*s", STR_ARG(m->names.outside[t]));
        buf_str(out, S(" |\n"));
    }
}

static unsigned count_for(const struct map *m, unsigned skill, unsigned group)
{
    unsigned count = 0;
    str last = S("");
    for (size_t i = 0; i < m->count; i++) {
        const struct lesson_head *head = m->rows[i].head;
        if (!trains(head, skill) || !has(head->groups, group) || str_eq(head->code, last))
            continue;
        last = head->code;
        count++;
    }
    return count;
}

static void put_skills(struct map *m)
{
    struct buf *out = &m->out;
    buf_str(out, S("\n## Kỹ năng và nhóm\n\nSố bài dạy mỗi kỹ năng cho mỗi nhóm:"));
    for (unsigned g = 0; g < GROUP_COUNT; g++)
        buf_printf(out, "%s **%.*s** %.*s", g ? "," : "", STR_ARG(group_name((enum group)g)),
                   STR_ARG(m->names.groups[g]));
    buf_str(out, S(".\n\n| Mã | Kỹ năng |"));
    for (unsigned g = 0; g < GROUP_COUNT; g++)
        buf_printf(out, " %.*s |", STR_ARG(group_name((enum group)g)));
    buf_str(out, S(" Bài |\n|---|---|---|---|---|---|---|---|\n"));
    for (unsigned s = 0; s < SKILL_COUNT; s++) {
        buf_printf(out, "| K%02u | ", s + 1);
        put_cell(out, m->names.skills[s]);
        buf_str(out, S(" |"));
        for (unsigned g = 0; g < GROUP_COUNT; g++) {
            unsigned count = count_for(m, s, g);
            if (count)
                buf_printf(out, " %u |", count);
            else
                buf_str(out, S(" — |"));
        }
        buf_str(out, S(" "));
        put_lessons(m, trains, s);
        buf_str(out, S(" |\n"));
    }
}

static void put_rows(struct map *m)
{
    struct buf *out = &m->out;
    buf_str(out, S("\n## Bài\n\n| Bài | Tên | Loại | Mục | Phút |"));
    for (unsigned g = 0; g < GROUP_COUNT; g++)
        buf_printf(out, " %.*s |", STR_ARG(group_name((enum group)g)));
    buf_str(
        out,
        S(" Kỹ năng | Chủ đề | Gói |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"));
    for (size_t i = 0; i < m->count; i++) {
        const struct lesson_head *head = m->rows[i].head;
        buf_printf(out, "| %.*s | ", STR_ARG(head->code));
        put_cell(out, head->title.vi);
        buf_printf(out, " | %s | ", kind_word(head->kind));
        put_cell(out, m->rows[i].topic);
        buf_printf(out, " | %u |", head->minutes);
        for (unsigned g = 0; g < GROUP_COUNT; g++)
            buf_str(out, has(head->groups, g) ? S(" x |") : S(" |"));
        buf_str(out, S(" "));
        put_codes(out, head->skills, "K", "—");
        buf_str(out, S(" | "));
        put_codes(out, head->covers, "T", "—");
        buf_printf(out, " | %.*s |\n", STR_ARG(head->pack));
    }
}

/* ---- what is missing ---- */

static bool is_taught(const struct map *m, bool (*fits)(const struct lesson_head *, unsigned),
                      unsigned bit)
{
    for (size_t i = 0; i < m->count; i++)
        if (fits(m->rows[i].head, bit))
            return true;
    return false;
}

static bool has_number(const struct lesson_head *head, unsigned number)
{
    return head->number == number;
}

static bool has_day(const struct lesson_head *head, unsigned day)
{
    return head->day == day;
}

/* One line: what, then everything from first to last that no lesson fits. */
struct gap {
    const char *what, *letter;
    int digits;
    bool (*fits)(const struct lesson_head *head, unsigned bit);
    unsigned first, last; /* first is shown as 1 */
    const str *excused;   /* not empty: not missed */
};

static void put_gap(struct map *m, const struct gap *gap)
{
    bool none = true;
    buf_printf(&m->out, "- %s:", gap->what);
    for (unsigned i = gap->first; i <= gap->last; i++) {
        bool excused = gap->excused && !str_empty(gap->excused[i]);
        if (excused || is_taught(m, gap->fits, i))
            continue;
        buf_printf(&m->out, " %s%0*u", gap->letter, gap->digits, i - gap->first + 1);
        none = false;
    }
    buf_str(&m->out, none ? S(" không.\n") : S("\n"));
}

static void put_gaps(struct map *m)
{
    const struct gap gaps[] = {
        { "Chủ đề chưa có bài", "T", 1, covers, 0, SEED_TOPIC_COUNT - 1, m->names.outside },
        { "Kỹ năng chưa có bài", "K", 2, trains, 0, SKILL_COUNT - 1, NULL },
        { "Bài của chương trình chưa viết", "L", 2, has_number, 1, CURRICULUM_LESSONS, NULL },
        { "Ngày trong tháng chưa có bài một phút", "", 1, has_day, 1, CURRICULUM_MINUTES, NULL },
    };
    buf_str(&m->out, S("\n## Chỗ còn trống\n\n"));
    for (size_t i = 0; i < COUNT_OF(gaps); i++)
        put_gap(m, &gaps[i]);
    const struct catalogue *c = &m->all.catalogue;
    bool none = true;
    buf_str(&m->out, S("- Lộ trình còn thiếu bài:"));
    for (uint16_t i = 0; i < c->track_count; i++)
        if (c->tracks[i].absent) {
            buf_printf(&m->out, "%s %.*s (%u)", none ? "" : ";", STR_ARG(c->tracks[i].title.vi),
                       c->tracks[i].absent);
            none = false;
        }
    buf_str(&m->out, none ? S(" không.\n") : S("\n"));
}

static void put_head(struct map *m)
{
    unsigned lessons = 0, micro = 0, minutes = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct lesson_head *head = m->rows[i].head;
        bool minute = head->kind == LESSON_MICRO;
        lessons += !minute;
        micro += minute;
        minutes += head->minutes;
    }
    buf_printf(
        &m->out,
        "# Bản đồ bao phủ\n\nLệnh `tramsoctl pack coverage` viết tệp này từ các bài học; đừng "
        "sửa tay.\n\n%u bài và %u bài một phút, cộng %u phút, trong %zu gói.\n\n",
        lessons, micro, minutes, m->packs.count - m->packs.first);
}

/* ---- CSV (RFC 4180) ---- */

static void put_quoted(struct buf *out, str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
    buf_char(out, '"');
}

static void put_csv(struct map *m)
{
    struct buf *out = &m->out;
    buf_str(out, S("bai,ten,loai,muc,phut,nhom,ky_nang,chu_de,goi\r\n"));
    for (size_t i = 0; i < m->count; i++) {
        const struct lesson_head *head = m->rows[i].head;
        buf_printf(out, "%.*s,", STR_ARG(head->code));
        put_quoted(out, head->title.vi);
        buf_printf(out, ",%s,", kind_word(head->kind));
        put_quoted(out, m->rows[i].topic);
        buf_printf(out, ",%u,", head->minutes);
        bool first = true;
        for (unsigned g = 0; g < GROUP_COUNT; g++)
            if (has(head->groups, g)) {
                buf_printf(out, "%s%.*s", first ? "" : " ", STR_ARG(group_name((enum group)g)));
                first = false;
            }
        buf_char(out, ',');
        put_codes(out, head->skills, "K", "");
        buf_char(out, ',');
        put_codes(out, head->covers, "T", "");
        buf_printf(out, ",%.*s\r\n", STR_ARG(head->pack));
    }
}

enum ctl_exit ctl_pack_coverage(struct ctl *ctl)
{
    bool csv = str_eq(ctl->format, S("csv"));
    if (!csv && ctl->format.len && !str_eq(ctl->format, S("md")))
        return ctl_misused("--format is md or csv, not «%.*s»", STR_ARG(ctl->format));
    str assets = ctl->assets.len ? ctl->assets : places_assets(ctl->home);
    str all = file_join(ctl->home, assets, S("lessons"));
    struct map *m = arena_new(ctl->home, struct map, 1);
    m->ctl = ctl;
    m->out = buf_in(ctl->home);
    enum ctl_exit exit = ctl->word_count
                             ? packs_named_find(ctl, ctl->words, ctl->word_count, &m->packs)
                             : packs_named_find(ctl, &all, 1, &m->packs);
    if (exit == CTL_DONE)
        exit = gather(m);
    if (exit != CTL_DONE)
        return exit;
    if (csv) {
        put_csv(m);
    } else {
        put_head(m);
        put_topics(m);
        put_skills(m);
        put_rows(m);
        put_gaps(m);
    }
    str text = buf_view(&m->out);
    fwrite(text.ptr, 1, text.len, stdout);
    return fflush(stdout) == 0 ? CTL_DONE : ctl_refuse("the result cannot be written");
}
