#include "report/tally.h"

#include <inttypes.h>
#include <jansson.h>

#include "base/clock.h"
#include "base/must.h"

/* One number of the report: its JSON key, its name for people, and what exactly it counts. */
struct figure {
    const char *key;
    const char *label;
    const char *definition;
    uint64_t (*value)(const struct tally *tally);
};

static uint64_t minutes_of(int64_t ms)
{
    return (uint64_t)(ms + 30000) / 60000;
}

static uint64_t sessions_of(const struct tally *t)
{
    return t->sessions;
}
static uint64_t people_of(const struct tally *t)
{
    return t->people;
}
static uint64_t started_of(const struct tally *t)
{
    return t->all.started;
}
static uint64_t completions_of(const struct tally *t)
{
    return t->all.completions;
}
static uint64_t unaided_of(const struct tally *t)
{
    return t->all.unaided;
}
static uint64_t lesson_minutes_of(const struct tally *t)
{
    return minutes_of(t->all.lesson_ms);
}
static uint64_t session_minutes_of(const struct tally *t)
{
    return minutes_of(t->session_ms);
}
static uint64_t helps_of(const struct tally *t)
{
    return t->helps;
}
static uint64_t unsure_of(const struct tally *t)
{
    return t->unsure;
}

static const struct figure figures[] = {
    { "sessions", "Lượt sử dụng", "số phiên bắt đầu trong kỳ, kể cả phiên không học bài nào",
      sessions_of },
    { "people", "Người học", "số thẻ học khác nhau trong kỳ; người học ẩn danh không tính là người",
      people_of },
    { "started", "Lượt mở bài", "số lần một bài được mở trong kỳ", started_of },
    { "completions", "Lượt hoàn thành bài",
      "số lần một bài được làm đến hết trong kỳ; một người làm hai lần là hai lượt",
      completions_of },
    { "unaided", "Trong đó tự làm", "lượt hoàn thành ở chế độ «Tự làm» và không ai giúp",
      unaided_of },
    { "lesson_minutes", "Phút học", "tổng thời gian của các lượt hoàn thành bài",
      lesson_minutes_of },
    { "session_minutes", "Phút sử dụng", "tổng thời gian của các phiên kết thúc trong kỳ",
      session_minutes_of },
    { "help_calls", "Lượt gọi giúp", "số lần chạm «Gọi giúp»", helps_of },
    { "unsure", "Ghi nhận chưa chắc giờ",
      "số ghi nhận trong kỳ mà đồng hồ của máy lúc đó chưa được tin cậy", unsure_of },
};

/* The last day of a half-open span is the day before its end. */
static void print_span(const struct period *period, FILE *to)
{
    if (period->kind == PERIOD_ALL) {
        fputs("từ đầu đến nay", to);
        return;
    }
    struct civil from = clock_civil(period->from_ms), last = clock_civil(period->to_ms - 1);
    fprintf(to, "%02d/%02d/%04d – %02d/%02d/%04d", from.day, from.month, from.year, last.day,
            last.month, last.year);
}

static void print_kiosks(const struct tally *tally, FILE *to)
{
    fputs("\nPhạm vi số liệu\n", to);
    for (size_t i = 0; i < tally->kiosk_count; i++) {
        const struct tally_kiosk *row = &tally->kiosks[i];
        if (row->events == 0) {
            fprintf(to, "  %.*s: chưa có số liệu\n", STR_ARG(row->kiosk));
            continue;
        }
        struct civil at = clock_civil(row->last_wall_ms);
        fprintf(to, "  %.*s: %" PRIu64 " ghi nhận, đến %02d:%02d ngày %02d/%02d/%04d%s\n",
                STR_ARG(row->kiosk), row->events, at.hour, at.minute, at.day, at.month, at.year,
                row->last_sure ? "" : " (giờ của máy chưa chắc)");
    }
    if (tally->kiosk_count == 0)
        fputs("  chưa có trạm nào\n", to);
}

void tally_print_text(const struct tally *tally, FILE *to)
{
    fputs("Số liệu đo được tại Trạm Số, ", to);
    print_span(&tally->period, to);
    fputs("\n(kết quả luyện tập; không phải số liệu phổ cập hay chứng nhận)\n\n", to);
    for (size_t i = 0; i < COUNT_OF(figures); i++)
        fprintf(to, "  %8" PRIu64 "  %s: %s\n", figures[i].value(tally), figures[i].label,
                figures[i].definition);
    fputs("\nTheo bài\n       mở     xong   tự làm     phút  bài\n", to);
    for (size_t i = 0; i < tally->lesson_count; i++) {
        const struct tally_counts *c = &tally->lessons[i].counts;
        fprintf(to, " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 "  %.*s\n", c->started,
                c->completions, c->unaided, minutes_of(c->lesson_ms),
                STR_ARG(tally->lessons[i].lesson));
    }
    if (tally->lesson_count == 0)
        fputs("  chưa có bài nào trong kỳ\n", to);
    print_kiosks(tally, to);
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
        json_object_set_new(row, "minutes", number_of(minutes_of(c->lesson_ms)));
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
    json_t *root = json_object(), *measured = json_object(), *definitions = json_object();
    for (size_t i = 0; i < COUNT_OF(figures); i++) {
        json_object_set_new(measured, figures[i].key, number_of(figures[i].value(tally)));
        json_object_set_new(definitions, figures[i].key, json_string(figures[i].definition));
    }
    json_object_set_new(root, "period", period_json(tally));
    json_object_set_new(root, "measured", measured);
    json_object_set_new(root, "lessons", lessons_of(tally));
    json_object_set_new(root, "coverage", kiosks_of(tally));
    json_object_set_new(root, "definitions", definitions);
    json_dumpf(root, to, JSON_COMPACT);
    fputc('\n', to);
    json_decref(root);
}
