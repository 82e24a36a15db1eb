/* The report as tables: what the workbook and the CSV both hold. Private to report. */
#ifndef REPORT_SHEETS_H
#define REPORT_SHEETS_H

#include "report/xlsx.h"

#define SHEETS_COUNT 5u
#define SHEET_COLUMNS_MAX 9u
#define SHEET_LINES_MAX 6u

enum sheet_kind { SHEET_TEXT, SHEET_NUMBER, SHEET_TIME };

struct sheet_cell {
    enum sheet_kind kind;
    str text;
    int64_t value; /* a number, or wall milliseconds */
};

struct sheet_column {
    str title;
    double width; /* in letters */
};

struct sheet {
    str name;
    str lines[SHEET_LINES_MAX]; /* above the table */
    size_t line_count;
    struct sheet_column columns[SHEET_COLUMNS_MAX];
    size_t column_count;
    struct sheet_cell *cells; /* row_count × column_count */
    size_t row_count;
};

/* SHEETS_COUNT of them, in home. */
struct sheet *sheets_make(arena *home, const struct tally *tally, const struct report_about *about);

#endif
