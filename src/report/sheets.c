#include "report/sheets.h"

#include "base/must.h"
#include "report/figures.h"

static struct sheet begin(arena *home, str name, size_t rows, size_t columns)
{
    must(columns <= SHEET_COLUMNS_MAX);
    struct sheet sheet = { .name = name, .row_count = rows, .column_count = columns };
    sheet.cells = arena_new(home, struct sheet_cell, rows * columns + 1);
    return sheet;
}

static struct sheet_cell text(str words)
{
    return (struct sheet_cell) { .kind = SHEET_TEXT, .text = words };
}

static struct sheet_cell number(uint64_t value)
{
    return (struct sheet_cell) { .kind = SHEET_NUMBER, .value = (int64_t)value };
}

static void add_line(struct sheet *sheet, str line)
{
    must(sheet->line_count < SHEET_LINES_MAX);
    if (line.len)
        sheet->lines[sheet->line_count++] = line;
}

static struct sheet summary(arena *home, const struct tally *tally,
                            const struct report_about *about)
{
    size_t count;
    const struct figure *all = figures(&count);
    struct sheet sheet = begin(home, S("Tổng hợp"), count, 3);
    add_line(&sheet, S("Số liệu đo được tại Trạm Số"));
    add_line(&sheet, about->unit_name);
    add_line(&sheet, about->ward_name);
    add_line(&sheet, arena_printf(home, "Kỳ: %.*s", STR_ARG(figures_period(home, &tally->period))));
    add_line(&sheet,
             arena_printf(home, "Lập lúc %.*s", STR_ARG(figures_time(home, about->made_ms))));
    add_line(&sheet, S("Kết quả luyện tập; không phải số liệu phổ cập hay chứng nhận."));
    sheet.columns[0] = (struct sheet_column) { S("Chỉ số"), 26 };
    sheet.columns[1] = (struct sheet_column) { S("Số lượng"), 12 };
    sheet.columns[2] = (struct sheet_column) { S("Cách tính"), 80 };
    for (size_t i = 0; i < count; i++) {
        sheet.cells[3 * i] = text(str_of(all[i].label));
        sheet.cells[3 * i + 1] = number(all[i].value(tally));
        sheet.cells[3 * i + 2] = text(str_of(all[i].definition));
    }
    return sheet;
}

#define CELL_COLUMNS 9u

/* The last row is everything; its người are counted anew, not added. */
static struct sheet by_cell(arena *home, const struct tally *tally,
                            const struct report_about *about)
{
    struct sheet sheet = begin(home, S("Nhóm × tổ"), tally->cell_count + 1, CELL_COLUMNS);
    str area = about->area_word.len ? about->area_word : S("Tổ");
    const struct sheet_column columns[] = {
        { S("Nhóm"), 36 },
        { area, 24 },
        { S("Lượt sử dụng"), 14 },
        { S("Người học"), 12 },
        { S("Lượt hoàn thành"), 16 },
        { S("Trong đó tự làm"), 16 },
        { S("Phút học"), 12 },
        { S("Lượt đạt bài đánh giá của Trạm"), 20 },
        { S("Người đạt bài đánh giá của Trạm"), 20 },
    };
    static_assert(COUNT_OF(columns) == CELL_COLUMNS, "a heading for each column");
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        sheet.columns[i] = columns[i];
    add_line(&sheet, S("Lượt, lượt hoàn thành và phút học cộng lại bằng tổng. Người học không cộng "
                       "lại được: một người có thể đến với hai nhóm hoặc hai tổ."));
    for (size_t i = 0; i <= tally->cell_count; i++) {
        struct sheet_cell *row = sheet.cells + CELL_COLUMNS * i;
        bool total = i == tally->cell_count;
        const struct tally_cell *c = total ? NULL : &tally->cells[i];
        row[0] = text(total ? S("Tổng") : figures_group(c->group));
        row[1] = text(total ? (str) { 0 } : figures_area(c->area));
        row[2] = number(total ? tally->sessions : c->sessions);
        row[3] = number(total ? tally->people : c->people);
        row[4] = number(total ? tally->all.completions : c->completions);
        row[5] = number(total ? tally->all.unaided : c->unaided);
        row[6] = number(total ? figures_minutes(tally->all.lesson_ms) : c->minutes);
        row[7] = number(total ? tally->passes : c->passes);
        row[8] = number(total ? tally->passed : c->passed);
    }
    return sheet;
}

static struct sheet by_lesson(arena *home, const struct tally *tally)
{
    struct sheet sheet = begin(home, S("Bài học"), tally->lesson_count, 5);
    const struct sheet_column columns[] = {
        { S("Bài"), 14 },
        { S("Lượt mở bài"), 14 },
        { S("Lượt hoàn thành"), 16 },
        { S("Trong đó tự làm"), 16 },
        { S("Phút học"), 12 },
    };
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        sheet.columns[i] = columns[i];
    for (size_t i = 0; i < tally->lesson_count; i++) {
        const struct tally_lesson *l = &tally->lessons[i];
        struct sheet_cell *row = sheet.cells + 5 * i;
        row[0] = text(l->lesson);
        row[1] = number(l->counts.started);
        row[2] = number(l->counts.completions);
        row[3] = number(l->counts.unaided);
        row[4] = number(figures_minutes(l->counts.lesson_ms));
    }
    return sheet;
}

static struct sheet by_kiosk(arena *home, const struct tally *tally)
{
    struct sheet sheet = begin(home, S("Trạm và độ phủ"), tally->kiosk_count, 5);
    const struct sheet_column columns[] = {
        { S("Trạm"), 34 },           { S("Số ghi nhận"), 14 }, { S("Số thứ tự cuối"), 16 },
        { S("Có số liệu đến"), 22 }, { S("Giờ của máy"), 20 },
    };
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        sheet.columns[i] = columns[i];
    add_line(&sheet, S("Tính trên mọi ghi nhận của trạm, không chỉ trong kỳ. Điều xảy ra sau lúc "
                       "này chưa có trong số liệu."));
    for (size_t i = 0; i < tally->kiosk_count; i++) {
        const struct tally_kiosk *k = &tally->kiosks[i];
        struct sheet_cell *row = sheet.cells + 5 * i;
        row[0] = text(k->kiosk);
        row[1] = number(k->events);
        row[2] = number(k->last_seq);
        row[3] = k->events ? (struct sheet_cell) { .kind = SHEET_TIME, .value = k->last_wall_ms }
                           : text(S("chưa có số liệu"));
        row[4] = text(k->events == 0 ? (str) { 0 } : k->last_sure ? S("chắc") : S("chưa chắc"));
    }
    return sheet;
}

static struct sheet definitions(arena *home)
{
    size_t count, column_count;
    const struct figure *all = figures(&count), *columns = figures_columns(&column_count);
    struct sheet sheet = begin(home, S("Định nghĩa"), count + column_count, 2);
    sheet.columns[0] = (struct sheet_column) { S("Chỉ số"), 26 };
    sheet.columns[1] = (struct sheet_column) { S("Cách tính"), 100 };
    for (size_t i = 0; i < count + column_count; i++) {
        const struct figure *at = i < count ? &all[i] : &columns[i - count];
        sheet.cells[2 * i] = text(str_of(at->label));
        sheet.cells[2 * i + 1] = text(str_of(at->definition));
    }
    return sheet;
}

struct sheet *sheets_make(arena *home, const struct tally *tally, const struct report_about *about)
{
    struct sheet *sheets = arena_new(home, struct sheet, SHEETS_COUNT);
    sheets[0] = summary(home, tally, about);
    sheets[1] = by_cell(home, tally, about);
    sheets[2] = by_lesson(home, tally);
    sheets[3] = by_kiosk(home, tally);
    sheets[4] = definitions(home);
    return sheets;
}
