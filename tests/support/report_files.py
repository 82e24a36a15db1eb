"""Reads a report's workbook and CSV with the standard library alone and holds their numbers to the
report's JSON: report_files.py REPORT.json REPORT.xlsx REPORT.csv"""
import csv
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEETS = ["Tổng hợp", "Nhóm × tổ", "Bài học", "Trạm và độ phủ", "Định nghĩa"]
GROUPS = {
    "ND": "Người dân",
    "HS": "Học sinh, sinh viên",
    "CB": "Cán bộ, công chức, viên chức",
    "DN": "Người lao động trong doanh nghiệp",
    None: "không rõ",
}


def need(good, what):
    if not good:
        sys.exit("FAILED: " + what)


def column(reference):
    return "".join(c for c in reference if c.isalpha())


def read_book(path):
    """Sheet name → rows of {column letter: text or number}, and the raw sheets."""
    book = zipfile.ZipFile(path)
    need(book.testzip() is None, "the workbook is damaged")
    strings = [
        "".join(t.text or "" for t in item.iter(MAIN + "t"))
        for item in tree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    targets = {
        r.get("Id"): "xl/" + r.get("Target")
        for r in tree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    sheets, raw = {}, {}
    for sheet in tree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet"):
        root = tree.fromstring(book.read(targets[sheet.get(RELATION)]))
        rows = []
        for row in root.iter(MAIN + "row"):
            cells = {}
            for cell in row.iter(MAIN + "c"):
                value = cell.find(MAIN + "v")
                if value is None:
                    continue
                text = cell.get("t") == "s"
                cells[column(cell.get("r"))] = strings[int(value.text)] if text else float(value.text)
            rows.append(cells)
        sheets[sheet.get("name")] = rows
        raw[sheet.get("name")] = root
    return sheets, raw, strings


def check_shape(raw):
    for name, root in raw.items():
        pane = root.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        need(pane is not None and pane.get("state") == "frozen", f"{name}: the head is not frozen")
        need(root.find(MAIN + "pageSetup").get("paperSize") == "9", f"{name}: not on A4")
        need(root.find(MAIN + "cols") is not None, f"{name}: no widths")


def below(rows, head):
    """The rows under the one whose first cell is head."""
    at = next(i for i, row in enumerate(rows) if row.get("A") == head)
    return rows[at + 1 :]


def expected(report):
    """What each table must hold, text and numbers, from the JSON alone."""
    m = report["measured"]
    cells = [
        [GROUPS.get(c["group"], c["group"]), c["area"] or "không rõ"]
        + [c[k] for k in ("sessions", "people", "completions", "unaided", "minutes", "passes", "passed_people")]
        for c in report["groups"]
    ]
    totals = ("sessions", "people", "completions", "unaided", "lesson_minutes", "passes", "passed_people")
    cells.append(["Tổng", ""] + [m[k] for k in totals])
    lessons = [[l[k] for k in ("lesson", "started", "completions", "unaided", "minutes")] for l in report["lessons"]]
    kiosks = [[k["kiosk"], k["events"], k["last_seq"]] for k in report["coverage"]]
    return list(m.values()), cells, lessons, kiosks


def check_book(sheets, report):
    need(list(sheets) == SHEETS, f"other sheets: {list(sheets)}")
    numbers, cells, lessons, kiosks = expected(report)
    found = [row["B"] for row in below(sheets[SHEETS[0]], "Chỉ số")]
    need(found == numbers, f"summary: {found} is not {numbers}")
    found = [[row.get(c, "") for c in "ABCDEFGHI"] for row in below(sheets[SHEETS[1]], "Nhóm")]
    need(found == cells, f"groups: {found} is not {cells}")
    found = [[row.get(c, "") for c in "ABCDE"] for row in below(sheets[SHEETS[2]], "Bài")]
    need(found == lessons, f"lessons: {found} is not {lessons}")
    found = [[row.get(c, "") for c in "ABC"] for row in below(sheets[SHEETS[3]], "Trạm")]
    need(found == kiosks, f"coverage: {found} is not {kiosks}")
    told = [row["B"] for row in below(sheets[SHEETS[4]], "Chỉ số")]
    need(sorted(told) == sorted(report["definitions"].values()), "definitions differ")


def check_csv(path, report):
    data = open(path, "rb").read()
    need(data.startswith(b"\xef\xbb\xbf"), "no byte order mark")
    rows = [row for row in csv.reader(data.decode("utf-8-sig").split("\r\n"))]
    numbers, cells, lessons, kiosks = expected(report)
    parts, part = {}, None
    for row in rows:
        if len(row) == 1 and row[0] in SHEETS:
            part = parts.setdefault(row[0], [])
        elif row:
            part.append(row)

    def table(name, head):
        at = next(i for i, row in enumerate(parts[name]) if row[0] == head)
        return parts[name][at + 1 :]

    texts = lambda table: [[str(v) for v in row] for row in table]
    need([row[1] for row in table(SHEETS[0], "Chỉ số")] == [str(n) for n in numbers], "CSV: summary")
    need(table(SHEETS[1], "Nhóm") == texts(cells), "CSV: groups")
    need(table(SHEETS[2], "Bài") == texts(lessons), "CSV: lessons")
    need([row[:3] for row in table(SHEETS[3], "Trạm")] == texts(kiosks), "CSV: coverage")


def check_sums(report):
    m = report["measured"]
    for key, total in (("sessions", "sessions"), ("completions", "completions"), ("minutes", "lesson_minutes"), ("passes", "passes")):
        need(sum(c[key] for c in report["groups"]) == m[total], f"{key} of the groups do not add up")
    for key in m:
        need(len(report["definitions"][key]) > 10, f"{key} has no definition")


report = json.load(open(sys.argv[1], encoding="utf-8"))
sheets, raw, strings = read_book(sys.argv[2])
check_sums(report)
check_shape(raw)
check_book(sheets, report)
check_csv(sys.argv[3], report)
need(not any("c-MAU" in s for s in strings), "a learner's key stands in the workbook")
print(f"report files: {len(report['groups'])} cells, {report['measured']['completions']} completions")
