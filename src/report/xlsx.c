#define LOG_MODULE "report"
#include "report/xlsx.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/must.h"
#include "report/sheets.h"

#define PAPER_A4 9
#define MARGIN_INCHES 0.5

struct writing {
    arena *home;
    lxw_workbook *book;
    lxw_format *title, *line, *head, *words, *number, *time;
    lxw_error failed; /* the first */
};

static void note(struct writing *w, lxw_error error)
{
    if (w->failed == LXW_NO_ERROR)
        w->failed = error;
}

static void make_formats(struct writing *w)
{
    lxw_format **all[] = { &w->title, &w->line, &w->head, &w->words, &w->number, &w->time };
    for (size_t i = 0; i < COUNT_OF(all); i++)
        *all[i] = workbook_add_format(w->book);
    format_set_bold(w->title);
    format_set_font_size(w->title, 14);
    format_set_bold(w->head);
    format_set_text_wrap(w->head);
    format_set_align(w->head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_border(w->head, LXW_BORDER_THIN);
    format_set_bg_color(w->head, 0xDDEBF7);
    lxw_format *boxed[] = { w->words, w->number, w->time };
    for (size_t i = 0; i < COUNT_OF(boxed); i++) {
        format_set_border(boxed[i], LXW_BORDER_THIN);
        format_set_align(boxed[i], LXW_ALIGN_VERTICAL_TOP);
    }
    format_set_text_wrap(w->words);
    format_set_num_format(w->number, "#,##0");
    format_set_num_format(w->time, "dd/mm/yyyy hh:mm");
}

/* Workbooks know no year before 1900; such a time goes down as text. */
static lxw_error write_time(struct writing *w, lxw_worksheet *at, lxw_row_t row, lxw_col_t column,
                            int64_t wall_ms)
{
    struct civil c = clock_civil(wall_ms);
    if (c.year < 1900 || c.year > 9999)
        return worksheet_write_string(at, row, column, clock_rfc3339(w->home, wall_ms).ptr,
                                      w->words);
    lxw_datetime time = { c.year, c.month, c.day, c.hour, c.minute, (double)c.second };
    return worksheet_write_datetime(at, row, column, &time, w->time);
}

static void write_cell(struct writing *w, lxw_worksheet *at, lxw_row_t row, lxw_col_t column,
                       const struct sheet_cell *cell)
{
    if (cell->kind == SHEET_NUMBER)
        note(w, worksheet_write_number(at, row, column, (double)cell->value, w->number));
    else if (cell->kind == SHEET_TIME)
        note(w, write_time(w, at, row, column, cell->value));
    else
        note(w,
             worksheet_write_string(at, row, column, arena_str(w->home, cell->text).ptr, w->words));
}

static void set_up_page(struct writing *w, lxw_worksheet *at, lxw_row_t head, size_t columns)
{
    worksheet_freeze_panes(at, head + 1, 0);
    worksheet_set_paper(at, PAPER_A4);
    worksheet_set_landscape(at);
    worksheet_fit_to_pages(at, 1, 0);
    worksheet_set_margins(at, MARGIN_INCHES, MARGIN_INCHES, MARGIN_INCHES, 2 * MARGIN_INCHES);
    note(w, worksheet_repeat_rows(at, head, head));
    note(w, worksheet_set_footer(at, "&L&A&RTrang &P / &N"));
    must(columns > 0);
}

static void write_sheet(struct writing *w, const struct sheet *sheet)
{
    lxw_worksheet *at = workbook_add_worksheet(w->book, arena_str(w->home, sheet->name).ptr);
    if (!at) {
        note(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_row_t row = 0;
    for (size_t i = 0; i < sheet->line_count; i++)
        note(w, worksheet_write_string(at, row++, 0, arena_str(w->home, sheet->lines[i]).ptr,
                                       i == 0 && sheet->line_count > 1 ? w->title : w->line));
    row += sheet->line_count > 0; /* one empty row */
    lxw_row_t head = row++;
    for (lxw_col_t c = 0; c < sheet->column_count; c++) {
        const struct sheet_column *column = &sheet->columns[c];
        note(w, worksheet_set_column(at, c, c, column->width, NULL));
        note(w,
             worksheet_write_string(at, head, c, arena_str(w->home, column->title).ptr, w->head));
    }
    for (size_t r = 0; r < sheet->row_count; r++, row++)
        for (lxw_col_t c = 0; c < sheet->column_count; c++)
            write_cell(w, at, row, c, &sheet->cells[r * sheet->column_count + c]);
    set_up_page(w, at, head, sheet->column_count);
}

/* The library writes to a path; this one is memory. */
static enum fail write_book(struct writing *w, const char *path, const struct sheet *sheets,
                            int64_t made_ms)
{
    w->book = workbook_new(path);
    if (!w->book)
        return FAIL_IO;
    lxw_doc_properties about = { .title = "Số liệu Trạm Số", .created = (time_t)(made_ms / 1000) };
    note(w, workbook_set_properties(w->book, &about));
    make_formats(w);
    for (size_t i = 0; i < SHEETS_COUNT; i++)
        write_sheet(w, &sheets[i]);
    note(w, workbook_close(w->book));
    if (w->failed == LXW_NO_ERROR)
        return FAIL_OK;
    log_error("the workbook could not be made: %s", lxw_strerror(w->failed));
    return FAIL_IO;
}

static enum fail read_back(int fd, arena *home, str *bytes_out)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0 || stat.st_size <= 0)
        return FAIL_IO;
    size_t len = (size_t)stat.st_size, done = 0;
    char *bytes = arena_alloc(home, len);
    while (done < len) {
        ssize_t got = pread(fd, bytes + done, len - done, (off_t)done);
        if (got <= 0)
            return FAIL_IO;
        done += (size_t)got;
    }
    *bytes_out = (str) { bytes, len };
    return FAIL_OK;
}

enum fail report_xlsx(arena *home, const struct tally *tally, const struct report_about *about,
                      str *bytes_out)
{
    arena scratch = { 0 };
    char path[64];
    int fd = memfd_create("tramso-report", MFD_CLOEXEC);
    if (fd < 0) {
        log_error("the system gives no memory for the workbook");
        return FAIL_IO;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct writing w = { .home = &scratch };
    enum fail failed = write_book(&w, path, sheets_make(&scratch, tally, about), about->made_ms);
    if (failed == FAIL_OK)
        failed = read_back(fd, home, bytes_out);
    close(fd);
    arena_finish(&scratch);
    return failed;
}

enum fail report_write_xlsx(const struct tally *tally, const struct report_about *about, str path)
{
    arena scratch = { 0 };
    str bytes;
    enum fail failed = report_xlsx(&scratch, tally, about, &bytes);
    if (failed == FAIL_OK)
        failed = file_write_durable(path, bytes, 0644);
    arena_finish(&scratch);
    return failed;
}

enum fail report_write(const struct tally *tally, const struct report_about *about, str path)
{
    if (str_ends(path, S(".xlsx")))
        return report_write_xlsx(tally, about, path);
    if (!str_ends(path, S(".csv")))
        return FAIL_FORMAT;
    arena scratch = { 0 };
    enum fail failed = file_write_durable(path, report_csv(&scratch, tally, about), 0644);
    arena_finish(&scratch);
    return failed;
}
