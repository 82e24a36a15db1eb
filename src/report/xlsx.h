/* The report as files that wards send on: an Excel workbook, and the same rows as CSV.
 *
 * Aggregates only: no learner's key is in them. Each number stands with its definition, and how far
 * it reaches (which kiosks, up to when) is a sheet of its own. Numbers are numbers, not text, and
 * are those of tally_print_json. The same tally and the same made_ms give the same bytes, so that a
 * file which did not change need not be written again. Texts are Vietnamese. */
#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

#include "report/tally.h"

/* The head of the report; empty texts leave their line out. */
struct report_about {
    str unit_name; /* «UBND Phường Mẫu» */
    str ward_name; /* «Phường Mẫu» */
    str area_word; /* what an area is called here: «Tổ dân phố», «Thôn»; empty: «Tổ» */
    int64_t made_ms; /* wall time of making */
};

/* The workbook's bytes, in home; for who writes files in a way of its own (the stick). FAIL_IO when
 * the system gives no temporary memory; one sentence is logged. */
must_check enum fail report_xlsx(arena *home, const struct tally *tally,
                                 const struct report_about *about, str *bytes_out);
/* UTF-8 with a byte order mark, comma-separated, CRLF (RFC 4180), so that Excel opens it as is. */
str report_csv(arena *home, const struct tally *tally, const struct report_about *about);

/* Writes the workbook durably: temporary neighbour, fsync, rename (base/file.h). */
must_check enum fail report_write_xlsx(const struct tally *tally, const struct report_about *about,
                                       str path);
/* By the ending of path: .xlsx or .csv; FAIL_FORMAT for another one, nothing written then. */
must_check enum fail report_write(const struct tally *tally, const struct report_about *about,
                                  str path);

#endif
