#include "report/figures.h"

#include "base/clock.h"
#include "base/must.h"

uint64_t figures_minutes(int64_t ms)
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
    return figures_minutes(t->all.lesson_ms);
}
static uint64_t session_minutes_of(const struct tally *t)
{
    return figures_minutes(t->session_ms);
}
static uint64_t helps_of(const struct tally *t)
{
    return t->helps;
}
static uint64_t assessments_of(const struct tally *t)
{
    return t->assessments;
}
static uint64_t passes_of(const struct tally *t)
{
    return t->passes;
}
static uint64_t passed_of(const struct tally *t)
{
    return t->passed;
}
static uint64_t unsure_of(const struct tally *t)
{
    return t->unsure;
}
static uint64_t repaired_of(const struct tally *t)
{
    return t->repaired;
}
static uint64_t clamped_of(const struct tally *t)
{
    return t->clamped;
}

static const struct figure all_figures[] = {
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
    { "assessments", "Lượt làm bài đánh giá",
      "số lần bài đánh giá của Trạm được làm đến hết trong kỳ", assessments_of },
    { "passes", "Lượt đạt bài đánh giá của Trạm",
      "số lần trong đó đủ điểm cả bốn phần theo quy tắc của gói bài học", passes_of },
    { "passed_people", "Người đạt bài đánh giá của Trạm",
      "số thẻ học khác nhau trong các lượt đạt; người học ẩn danh không tính là người", passed_of },
    { "unsure", "Ghi nhận chưa chắc giờ",
      "số ghi nhận trong kỳ mà đồng hồ của máy lúc đó chưa được tin cậy", unsure_of },
    { "repaired", "Ghi nhận đã sửa giờ",
      "số ghi nhận trong kỳ mà giờ là ước tính, suy ra từ bộ đếm của máy, thứ tự các ghi nhận và "
      "giờ của máy chủ",
      repaired_of },
    { "clamped", "Thời lượng đã cắt bớt",
      "số thời lượng trong kỳ âm hoặc dài hơn một ngày, không thể có thật, chỉ tính đến mức có thể",
      clamped_of },
};

static const struct figure columns[] = {
    { "groups", "Nhóm × tổ",
      "mỗi phiên được tính vào nhóm và tổ mà phiên đó cho biết, «không rõ» khi phiên không cho "
      "biết; lượt, lượt hoàn thành và phút học cộng lại bằng tổng; người học thì không cộng lại "
      "được, vì một người có thể đến với hai nhóm hoặc hai tổ",
      NULL },
    { "coverage", "Phạm vi số liệu",
      "những trạm nào đã có số liệu ở đây và đến lúc nào; điều xảy ra sau đó chưa được tính",
      NULL },
};

const struct figure *figures(size_t *count_out)
{
    *count_out = COUNT_OF(all_figures);
    return all_figures;
}

const struct figure *figures_columns(size_t *count_out)
{
    *count_out = COUNT_OF(columns);
    return columns;
}

static const struct {
    str code, label;
} groups[] = {
    { S_INIT("ND"), S_INIT("Người dân") },
    { S_INIT("HS"), S_INIT("Học sinh, sinh viên") },
    { S_INIT("CB"), S_INIT("Cán bộ, công chức, viên chức") },
    { S_INIT("DN"), S_INIT("Người lao động trong doanh nghiệp") },
};

unsigned figures_group_place(str code)
{
    for (unsigned i = 0; i < COUNT_OF(groups); i++)
        if (str_eq(groups[i].code, code))
            return i;
    return (unsigned)COUNT_OF(groups) + str_empty(code);
}

str figures_group(str code)
{
    unsigned place = figures_group_place(code);
    if (place < COUNT_OF(groups))
        return groups[place].label;
    return str_empty(code) ? S("không rõ") : code;
}

str figures_area(str area)
{
    return str_empty(area) ? S("không rõ") : area;
}

/* The last day of a half-open span is the day before its end. */
str figures_period(arena *home, const struct period *period)
{
    if (period->kind == PERIOD_ALL)
        return S("từ đầu đến nay");
    struct civil from = clock_civil(period->from_ms), last = clock_civil(period->to_ms - 1);
    return arena_printf(home, "%02d/%02d/%04d – %02d/%02d/%04d", from.day, from.month, from.year,
                        last.day, last.month, last.year);
}

str figures_time(arena *home, int64_t wall_ms)
{
    struct civil at = clock_civil(wall_ms);
    return arena_printf(home, "%02d:%02d ngày %02d/%02d/%04d", at.hour, at.minute, at.day, at.month,
                        at.year);
}
