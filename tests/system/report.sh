#!/usr/bin/env bash
# Reports: a made-up month goes by stick to a hub; screen, files, kiosk and hub say the same numbers.
# report.sh TRAMSOCTL TRAMSO_HUB REPORT_FILES_PY, under support/postgres.sh for PostgreSQL
set -u
ctl_program=$1 hub_program=$2 files=$3
work=$(mktemp -d /tmp/tramso-report-XXXXXX)
trap 'rm -rf "$work"' EXIT
kiosk=$work/kiosk hub=$work/hub stick=$work/stick store=${TRAMSO_PG_URI:-}
# Before any hub of today: what a hub takes from the future, it rightly calls repaired.
now=2025-05-22T09:00+07:00
mkdir "$stick"

fail() { echo "FAILED: $*" >&2; exit 1; }
ctl() { "$ctl_program" --data "$kiosk" "$@"; }
hub() { "$hub_program" --data "$hub" ${store:+--store "$store"} "$@"; }
same() { [ "$1" = "$2" ] || fail "$3: «$1» is not «$2»"; }
refused() {
  local word=$1; shift
  "$@" >"$work/out" 2>"$work/err"
  local code=$?
  [ $code -eq 1 ] || fail "«$*» ended with $code, not 1: $(cat "$work/err")"
  grep -q "$word" "$work/err" || fail "«$*» does not speak of «$word»: $(cat "$work/err")"
}
misused() {
  "$@" >"$work/out" 2>"$work/err"
  same $? 2 "exit code of «$*»"
  [ -s "$work/err" ] || fail "«$*» says nothing"
}
measured() { sed 's/"coverage".*//'; }

# --- the made-up life: the same again, in order, only in an empty ledger
simulate() { "$ctl_program" --data "$1" simulate --days 60 --learners 200 --seed "$2" --now "$now"; }
told=$(simulate "$kiosk" 7) || fail "simulate"
same "$(simulate "$work/again" 7)" "$told" "the same seed"
"$ctl_program" --data "$work/again" events >"$work/again.jsonl"
ctl events >"$work/events.jsonl"
cmp "$work/events.jsonl" "$work/again.jsonl" || fail "the same seed gives another ledger"
simulate "$work/other" 8 >/dev/null || fail "another seed"
cmp -s "$work/events.jsonl" <("$ctl_program" --data "$work/other" events) && fail "another seed gives the same ledger"
ctl db check | grep -q "all in order" || fail "db check after simulate"
for type in session.started lesson.completed step.answered help.called clock.set class.attended; do
  grep -q "\"type\":\"$type\"" "$work/events.jsonl" || fail "a month of life without $type"
done
grep -q '"sure":false' "$work/events.jsonl" || fail "a month in which the clock was always sure"
grep '"learner":"c-' "$work/events.jsonl" | grep -qv '"learner":"c-MAU' && fail "a key that is not made up"
refused "holds events already" simulate "$kiosk" 9
ctl events | cmp - "$work/events.jsonl" || fail "a refused simulation changed the ledger"
"$ctl_program" --data "$work/other" simulate --days 2 --learners 20 --now 2025-07-04T09:00+07:00 --into-existing >/dev/null ||
  fail "simulate --into-existing"
"$ctl_program" --data "$work/other" db check >/dev/null || fail "db check after --into-existing"
misused ctl simulate --days 0
misused ctl simulate --learners x
misused ctl simulate --groups ND=0
misused ctl simulate --groups XX=5
misused ctl simulate --now yesterday
misused ctl simulate --days 5000 --now "$now"
misused ctl report --seed 1

# --- by stick to the hub
code=$(hub init "$hub" --ward-name "Phường Mẫu" 2>/dev/null) || fail "init"
ctl enrol "$code" >/dev/null || fail "enrol"
ctl usb sync "$stick" >/dev/null || fail "usb sync"
hub ingest "$stick" >/dev/null || fail "ingest"
for period in "--period all" "--period month --date 2025-04" "--period month --date 2025-05" \
  "--period week --date 2025-05-13" "--period day --date 2025-05-15" "--period quarter --date 2025-Q2"; do
  # shellcheck disable=SC2086
  same "$(ctl --json report $period | measured)" "$(hub --json report $period | measured)" "$period"
done
ctl --json report --period month --date 2025-04 | grep -q '"repaired":[1-9]' || fail "nothing was repaired"
ctl report | grep -q "không cộng lại" || fail "the report does not say that people do not add up"

# --- files: equal numbers, no person, whole or not at all
for who in ctl hub; do
  for period in "--period month --date 2025-04" "--period year --date 2020" "--period all"; do
    # shellcheck disable=SC2086
    "$who" --json report $period --out "$work/r.xlsx" >"$work/r.json" || fail "$who report --out xlsx"
    # shellcheck disable=SC2086
    "$who" report $period --out "$work/r.csv" >"$work/out" || fail "$who report --out csv"
    [ -s "$work/out" ] && fail "--out prints the report too"
    python3 "$files" "$work/r.json" "$work/r.xlsx" "$work/r.csv" >"$work/told" || fail "$who $period"
  done
  misused "$who" report --out "$work/r.pdf"
  refused "could not be written" "$who" report --out "$work/nowhere/r.xlsx"
done
[ -z "$(find "$work" -maxdepth 1 -name '*.tmp')" ] || fail "half-written files"

# --- export: each statement once, and from a place on
hub export >"$work/statements" 2>"$work/err" || fail "export"
learning=$(grep -cvE '"type":"(device|clock|batch|receipt|pack|admin|settings)\.' "$work/events.jsonl")
same "$(wc -l <"$work/statements")" "$learning" "exported statements"
same "$(jq -r .id "$work/statements" | sort -u | wc -l)" "$learning" "different ids"
jq -e 'select(.verb.id == null or .actor == null or .stored == null)' "$work/statements" >/dev/null &&
  fail "a statement that is none"
hub export --format events >"$work/rows" 2>"$work/err" || fail "export --format events"
jq -c .hash "$work/rows" | sort >"$work/held"
jq -c .hash "$work/events.jsonl" | sort | cmp - "$work/held" || fail "the hub's rows are not the kiosk's"
place=$(jq -r .place "$work/rows" | sed -n 100p)
same "$(hub export --format events --since "$place" 2>/dev/null | wc -l)" \
     "$(($(wc -l <"$work/rows") - 100))" "rows after a place"
misused hub export --format xml
misused hub export --since -1
hub export 2>/dev/null >/dev/full && fail "an export that could not be written ended well"
echo "report: $told; $(cat "$work/told")"
