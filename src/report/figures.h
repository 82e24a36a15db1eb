/* The report's numbers as one table, so that text, JSON, workbook and CSV say the same of each. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report/tally.h"

/* One number: its JSON key, its name for people, and what exactly it counts. */
struct figure {
    const char *key;
    const char *label;
    const char *definition;
    uint64_t (*value)(const struct tally *tally);
};

const struct figure *figures(size_t *count_out);
/* What the columns of the two tables count, for the list of definitions. */
const struct figure *figures_columns(size_t *count_out);
/* Milliseconds as whole minutes, half and more up. */
uint64_t figures_minutes(int64_t ms);
/* «Người dân» for ND; a code nobody knows as it is; «không rõ» for an empty one. */
str figures_group(str code);
/* The four groups in the order of the decision, then others, then not known. */
unsigned figures_group_place(str code);
str figures_area(str area);
/* «01/11/2026 – 30/11/2026», «từ đầu đến nay». */
str figures_period(arena *home, const struct period *period);
/* «17:05 ngày 22/11/2026». */
str figures_time(arena *home, int64_t wall_ms);

#endif
