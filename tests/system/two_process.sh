#!/usr/bin/env bash
# A kiosk is used, and its events go to the hub by stick and by network; the three real programs
# alone. Then the hub's report is the kiosk's own, receipts are taken, and nothing waits: on SQLite,
# and on a real PostgreSQL.
# two_process.sh TRAMSO TRAMSOCTL TRAMSO_HUB ROOT, under support/postgres.sh for PostgreSQL
set -u
tramso=$1 ctl_program=$2 hub_program=$3 root=$4
work=$(mktemp -d /tmp/tramso-two-XXXXXX)
serving=
trap 'stop_hub; rm -rf "$work"' EXIT
. "$root/tests/support/hub.sh"
hub=$work/hub stick=$work/stick store=${TRAMSO_PG_URI:-}
mkdir "$stick"
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy
export LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0

ctl() { local k=$1; shift; "$ctl_program" --data "$work/$k" --config "$work/$k.yaml" "$@"; }
hub() { "$hub_program" --data "$hub" ${store:+--store "$store"} "$@"; }
# The real kiosk, played by a walk that began an hour ago.
use() {
  local walk=$root/tests/walks/$2.walk
  [ -e "$walk" ] || walk=$work/$2.walk
  "$tramso" --walk "$walk" --window 540x960 --data "$work/$1" \
    --config "$work/$1.yaml" --assets "$root/assets" --seed 1 \
    --now "$(date -u -d "-${3:-60} minutes" +%Y-%m-%dT%H:%MZ)" 2>"$work/walk.err" ||
    fail "walk $2 on $1: $(cat "$work/walk.err")"
}
# The measured numbers, without how far they reach.
measured() { sed 's/"coverage".*//; s/"kiosks".*//'; }
reports_agree() {
  local year; year=$(date +%Y)
  local at_hub at_kiosk
  at_hub=$(hub --json report --period year --date "$year") || fail "the hub's report"
  at_kiosk=$(ctl a --json report --period year --date "$year") || fail "the kiosk's report"
  [ "$(number completions <<<"$at_kiosk")" -ge "$1" ] || fail "too few completions: $at_kiosk"
  same "$(measured <<<"$at_kiosk")" "$(measured <<<"$at_hub")" "the reports"
}
nothing_waits() {
  ctl "$1" --json net status >"$work/status" || fail "net status of $1: $(cat "$work/status")"
  same "$(number learning_waiting <"$work/status")" 0 "what waits on $1, by its own status"
}
ids_of_kiosk() { ctl "$1" events | grep -o '"id":"[0-9a-f-]*"' | sort; }

# --- a hub that serves, a kiosk that is used
make_certificate
port=$(free_port)
code=$("$hub_program" init "$hub" ${store:+--store "$store"} --ward-name "Phường Mẫu" \
  --address "https://127.0.0.1:$port" 2>/dev/null) || fail "init"
kiosk_settings "$work/a.yaml" tram-a
kiosk_settings "$work/b.yaml" tram-b
use a lesson 180
ctl a enrol "$code" >/dev/null || fail "enrol"

# --- no network yet: a reason, and nothing is lost
ctl a net sync >"$work/out" 2>"$work/err" && fail "a sync without a hub went well"
same "$(grep -c '^tramsoctl:' "$work/err")" 1 "sentences when there is no hub: $(cat "$work/err")"
ctl a --json net status >"$work/status" || fail "net status"
[ "$(number learning_waiting <"$work/status")" -gt 0 ] || fail "nothing waits though nothing was sent"

# --- by network
start_hub "$hub" "$store" "$port"
ctl a net sync >"$work/out" 2>"$work/err" || fail "net sync: $(cat "$work/out" "$work/err")"
nothing_waits a
reports_agree 1
same "$(stat -c %a "$work/a/keys/hub.grant")" 600 "the kiosk's grant"

# --- by stick, while the hub serves: two processes on one storage
use a lesson 150
ctl a usb sync "$stick" >/dev/null || fail "usb sync"
hub --json ingest "$stick" >"$work/ingest" || fail "ingest: $(cat "$work/ingest")"
[ "$(number events <"$work/ingest")" -gt 0 ] || fail "the stick brought nothing"
ctl a --json usb sync "$stick" >"$work/home" || fail "usb sync with the receipt"
[ "$(number receipts_taken <"$work/home")" -ge 1 ] || fail "the receipt was not taken"
same "$(number learning_waiting <"$work/home")" 0 "what waits, by the stick"
nothing_waits a
reports_agree 2

# --- by both at once: the stick is on its way while the network brings the same
use a lesson 120
ctl a usb sync "$stick" >/dev/null || fail "usb sync"
ctl a net sync >/dev/null 2>"$work/err" || fail "net sync: $(cat "$work/err")"
hub --json ingest "$stick" >"$work/ingest" || fail "ingest"
same "$(number quarantined <"$work/ingest")" 0 "quarantined"
nothing_waits a
reports_agree 3

# --- the kiosk by itself: the network comes, a stick comes, nobody types a command
{ cat "$root/tests/walks/lesson.walk"
  printf '%s\n' "net up https://127.0.0.1:$port" "wait 20s" "usb in $stick" "wait 20s"; } >"$work/itself.walk"
use a itself 100
nothing_waits a
reports_agree 4
hub --json ingest "$stick" >"$work/ingest" || fail "ingest"
same "$(number quarantined <"$work/ingest")" 0 "quarantined"

# --- the hub is killed and comes back
stop_hub -KILL
use a lesson 90
ctl a net sync >/dev/null 2>&1 && fail "a sync without a hub went well"
start_hub "$hub" "$store" "$port"
ctl a net sync >/dev/null 2>"$work/err" || fail "net sync: $(cat "$work/err")"
nothing_waits a
reports_agree 5

# --- a second kiosk that only ever sees sticks
use b lesson 60
ctl b enrol "$(hub enrol 2>/dev/null)" >/dev/null || fail "enrol b"
for _ in 1 2; do
  ctl b usb sync "$stick" >/dev/null || fail "usb sync of b"
  hub ingest "$stick" >/dev/null || fail "ingest of b"
done
ctl b --json usb sync "$stick" >"$work/home" || fail "usb sync of b"
same "$(number learning_waiting <"$work/home")" 0 "what waits on b"
both=$(($(ctl a --json report --period all | number completions) +
  $(ctl b --json report --period all | number completions)))
same "$(hub --json report --period all | number completions)" "$both" "the report of both"

# --- the hub's set of events is the kiosks' own, none twice
hub export --format events >"$work/held" || fail "export"
grep -o '"id":"[0-9a-f-]*"' "$work/held" | sort >"$work/ids"
same "$(uniq -d "$work/ids")" "" "events that the hub holds twice"
{ ids_of_kiosk a; ids_of_kiosk b; } | sort >"$work/union"
same "$(comm -23 "$work/ids" "$work/union")" "" "events that no kiosk wrote"
# Only the last notes of a sync, which wait for company, may be on their way.
comm -13 "$work/ids" "$work/union" | sed 's/"id"://' >"$work/behind"
{ ctl a events; ctl b events; } | grep -F -f "$work/behind" |
  grep -v '"type":"\(batch.exported\|receipt.accepted\|device.booted\)"' | grep . &&
  fail "the hub lacks events"
for k in a b; do ctl $k db check >/dev/null || fail "db check of $k"; done
echo "two processes on ${store:-SQLite}: $both completions, by stick, network and both"
