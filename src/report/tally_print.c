#include "report/tally.h"

#include <inttypes.h>
#include <jansson.h>

#include "base/clock.h"
#include "base/must.h"
#include "report/figures.h"

static void print_kiosks(const struct tally *tally, FILE *to)
{
    fputs("\nPhạm vi số liệu\n", to);
    for (size_t i = 0; i < tally->kiosk_count; i++) {
        const struct tally_kiosk *row = &tally->kiosks[i];
        if (row->events == 0) {
            fprintf(to, "  %.*s: chưa có số liệu\n", STR_ARG(row->kiosk));
            continue;
        }
        fprintf(to, "  %.*s: %" PRIu64 " ghi nhận, đến %.*s%s\n", STR_ARG(row->kiosk), row->events,
                STR_ARG(figures_time(tally->home, row->last_wall_ms)),
                row->last_sure ? "" : " (giờ của máy chưa chắc)");
    }
    if (tally->kiosk_count == 0)
        fputs("  chưa có trạm nào\n", to);
}

static void print_lessons(const struct tally *tally, FILE *to)
{
    fputs("\nTheo bài\n       mở     xong   tự làm     phút  bài\n", to);
    for (size_t i = 0; i < tally->lesson_count; i++) {
        const struct tally_counts *c = &tally->lessons[i].counts;
        fprintf(to, " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 "  %.*s\n", c->started,
                c->completions, c->unaided, figures_minutes(c->lesson_ms),
                STR_ARG(tally->lessons[i].lesson));
    }
    if (tally->lesson_count == 0)
        fputs("  chưa có bài nào trong kỳ\n", to);
}

static void print_cells(const struct tally *tally, FILE *to)
{
    fputs("\nTheo nhóm và tổ\n     lượt    người     xong lượt đạt ng. đạt     phút  nhóm, tổ\n",
          to);
    for (size_t i = 0; i < tally->cell_count; i++) {
        const struct tally_cell *c = &tally->cells[i];
        fprintf(to,
                " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %7" PRIu64 " %8" PRIu64
                "  %.*s, %.*s\n",
                c->sessions, c->people, c->completions, c->passes, c->passed, c->minutes,
                STR_ARG(figures_group(c->group)), STR_ARG(figures_area(c->area)));
    }
    if (tally->cell_count == 0)
        fputs("  chưa có lượt nào trong kỳ\n", to);
}

static void print_columns(FILE *to)
{
    size_t count;
    const struct figure *all = figures_columns(&count);
    fputc('\n', to);
    for (size_t i = 0; i < count; i++)
        fprintf(to, "  %s: %s\n", all[i].label, all[i].definition);
}

void tally_print_text(const struct tally *tally, FILE *to)
{
    size_t count;
    const struct figure *all = figures(&count);
    fprintf(to, "Số liệu đo được tại Trạm Số, %.*s",
            STR_ARG(figures_period(tally->home, &tally->period)));
    fputs("\n(kết quả luyện tập; không phải số liệu phổ cập hay chứng nhận)\n\n", to);
    for (size_t i = 0; i < count; i++)
        fprintf(to, "  %8" PRIu64 "  %s: %s\n", all[i].value(tally), all[i].label,
                all[i].definition);
    print_cells(tally, to);
    print_lessons(tally, to);
    print_kiosks(tally, to);
    print_columns(to);
}

static json_t *text_of(str s)
{
    json_t *text = json_stringn(s.ptr ? s.ptr : "", s.len);
    must(text != NULL); /* texts in the ledger are UTF-8 */
    return text;
}

static json_t *number_of(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *time_of(arena *home, int64_t wall_ms)
{
    return text_of(clock_rfc3339(home, wall_ms));
}

static json_t *lessons_of(const struct tally *tally)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < tally->lesson_count; i++) {
        const struct tally_counts *c = &tally->lessons[i].counts;
        json_t *row = json_object();
        json_object_set_new(row, "lesson", text_of(tally->lessons[i].lesson));
        json_object_set_new(row, "started", number_of(c->started));
        json_object_set_new(row, "completions", number_of(c->completions));
        json_object_set_new(row, "unaided", number_of(c->unaided));
        json_object_set_new(row, "minutes", number_of(figures_minutes(c->lesson_ms)));
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *known_or_null(str text)
{
    return text.len ? text_of(text) : json_null();
}

static json_t *cells_of(const struct tally *tally)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < tally->cell_count; i++) {
        const struct tally_cell *c = &tally->cells[i];
        json_t *row = json_object();
        json_object_set_new(row, "group", known_or_null(c->group));
        json_object_set_new(row, "area", known_or_null(c->area));
        json_object_set_new(row, "sessions", number_of(c->sessions));
        json_object_set_new(row, "people", number_of(c->people));
        json_object_set_new(row, "completions", number_of(c->completions));
        json_object_set_new(row, "unaided", number_of(c->unaided));
        json_object_set_new(row, "passes", number_of(c->passes));
        json_object_set_new(row, "passed_people", number_of(c->passed));
        json_object_set_new(row, "minutes", number_of(c->minutes));
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *kiosks_of(const struct tally *tally)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < tally->kiosk_count; i++) {
        const struct tally_kiosk *at = &tally->kiosks[i];
        json_t *row = json_object();
        json_object_set_new(row, "kiosk", text_of(at->kiosk));
        json_object_set_new(row, "events", number_of(at->events));
        json_object_set_new(row, "last_seq", number_of(at->last_seq));
        json_object_set_new(row, "until",
                            at->events ? time_of(tally->home, at->last_wall_ms) : json_null());
        json_object_set_new(row, "clock_sure", json_boolean(at->last_sure));
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *period_json(const struct tally *tally)
{
    bool all = tally->period.kind == PERIOD_ALL;
    json_t *period = json_object();
    json_object_set_new(period, "kind", text_of(period_kind_name(tally->period.kind)));
    json_object_set_new(period, "from",
                        all ? json_null() : time_of(tally->home, tally->period.from_ms));
    json_object_set_new(period, "to",
                        all ? json_null() : time_of(tally->home, tally->period.to_ms));
    return period;
}

void tally_print_json(const struct tally *tally, FILE *to)
{
    size_t count, column_count;
    const struct figure *all = figures(&count), *columns = figures_columns(&column_count);
    json_t *root = json_object(), *measured = json_object(), *definitions = json_object();
    for (size_t i = 0; i < count; i++) {
        json_object_set_new(measured, all[i].key, number_of(all[i].value(tally)));
        json_object_set_new(definitions, all[i].key, json_string(all[i].definition));
    }
    for (size_t i = 0; i < column_count; i++)
        json_object_set_new(definitions, columns[i].key, json_string(columns[i].definition));
    json_object_set_new(root, "period", period_json(tally));
    json_object_set_new(root, "measured", measured);
    json_object_set_new(root, "groups", cells_of(tally));
    json_object_set_new(root, "lessons", lessons_of(tally));
    json_object_set_new(root, "coverage", kiosks_of(tally));
    json_object_set_new(root, "definitions", definitions);
    json_dumpf(root, to, JSON_COMPACT);
    fputc('\n', to);
    json_decref(root);
}
