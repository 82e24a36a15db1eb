#include "base/buf.h"
#include "base/clock.h"
#include "report/sheets.h"

/* A text that a spreadsheet would take for a formula gets the mark that keeps it one. */
static bool is_formula(str text)
{
    return text.len && (text.ptr[0] == '=' || text.ptr[0] == '+' || text.ptr[0] == '-' ||
                        text.ptr[0] == '@' || text.ptr[0] == '\t' || text.ptr[0] == '\r');
}

static void put_text(struct buf *out, str text)
{
    buf_char(out, '"');
    if (is_formula(text))
        buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
    buf_char(out, '"');
}

static void put_cell(struct buf *out, const struct sheet_cell *cell)
{
    struct civil at = clock_civil(cell->value);
    if (cell->kind == SHEET_NUMBER)
        buf_printf(out, "%lld", (long long)cell->value);
    else if (cell->kind == SHEET_TIME)
        buf_printf(out, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
    else
        put_text(out, cell->text);
}

static void put_sheet(struct buf *out, const struct sheet *sheet)
{
    put_text(out, sheet->name);
    buf_str(out, S("\r\n"));
    for (size_t i = 0; i < sheet->line_count; i++) {
        put_text(out, sheet->lines[i]);
        buf_str(out, S("\r\n"));
    }
    for (size_t c = 0; c < sheet->column_count; c++) {
        if (c)
            buf_char(out, ',');
        put_text(out, sheet->columns[c].title);
    }
    buf_str(out, S("\r\n"));
    for (size_t r = 0; r < sheet->row_count; r++) {
        for (size_t c = 0; c < sheet->column_count; c++) {
            if (c)
                buf_char(out, ',');
            put_cell(out, &sheet->cells[r * sheet->column_count + c]);
        }
        buf_str(out, S("\r\n"));
    }
}

str report_csv(arena *home, const struct tally *tally, const struct report_about *about)
{
    const struct sheet *sheets = sheets_make(home, tally, about);
    struct buf out = buf_in(home);
    buf_str(&out, S("\xef\xbb\xbf"));
    for (size_t i = 0; i < SHEETS_COUNT; i++) {
        if (i)
            buf_str(&out, S("\r\n"));
        put_sheet(&out, &sheets[i]);
    }
    return buf_view(&out);
}
