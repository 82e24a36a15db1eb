#!/usr/bin/env bash
# Sticks in any order, overlapping batches, a restored disk image: the hub holds the union, once.
# any_order.sh TRAMSOCTL TRAMSO_HUB FILL_LEDGER
set -u
ctl_program=$1 hub_program=$2 fill=$3
work=$(mktemp -d /tmp/tramso-order-XXXXXX)
trap 'rm -rf "$work"' EXIT
kiosk=$work/kiosk hub=$work/hub
mkdir "$work"/{a,b,c,d}

fail() { echo "FAILED: $*" >&2; exit 1; }
ctl() { "$ctl_program" --data "$kiosk" "$@"; }
hub() { "$hub_program" --data "$hub" "$@"; }
number() { grep -o "\"$1\":[0-9][0-9]*" | head -1 | cut -d: -f2; }
same() { [ "$1" = "$2" ] || fail "$3: «$1» is not «$2»"; }
ids() { ctl events | grep -o '"id":"[^"]*"' | sort -u; }
sync() { ctl --json usb sync "$work/$1" >"$work/sync" || fail "sync $1"; }
ingest() { hub --json ingest "$work/$1" >"$work/ingest" || fail "ingest $1"; }
completions() { "$@" --json report | number completions; }

"$fill" "$kiosk" 10 1 >/dev/null || fail "fill"
ctl enrol "$("$hub_program" init "$hub" 2>/dev/null)" >/dev/null || fail "enrol"
sync a
"$fill" "$kiosk" 10 2 >/dev/null || fail "fill"
sync b # nothing is known to be delivered, so b holds a's events too
"$fill" "$kiosk" 10 3 >/dev/null || fail "fill"
sync c

# --- the newest stick first, the overlapping ones after it
ingest c
same "$(number enrolled <"$work/ingest")" 1 "enrolled by the third stick"
ingest a
same "$(number events <"$work/ingest")" 0 "new events of an older stick"
ingest b
same "$(number quarantined <"$work/ingest")" 0 "quarantined"
same "$(completions hub)" "$(completions ctl)" "after overlapping sticks"
sync b
same "$(number learning_waiting <"$work/sync")" 0 "waiting after b came back"

# --- a hole: the batch between is lost on the way, then found
"$fill" "$kiosk" 5 4 >/dev/null || fail "fill"
sync a
"$fill" "$kiosk" 5 5 >/dev/null || fail "fill"
sync a # a now holds two batches
same "$(find "$work/a/TRAMSO/outbox" -name '*.tsb' | wc -l)" 2 "batches on a"
lost=$(find "$work/a/TRAMSO/outbox" -name '*.tsb' | sort | head -1)
mv "$lost" "$work/lost"
ingest a
hub --json kiosks | grep -q '"missing":0' && fail "a hole was not seen"
sync a # the kiosk sees the receipt with the hole and sends what is missing again
same "$(number batches_written <"$work/sync")" 1 "batches for the hole"
mv "$work/lost" "$lost"
ingest a
hub --json kiosks | grep -q '"missing":0' || fail "the hole is still there"
same "$(completions hub)" "$(completions ctl)" "after the hole"
sync a
same "$(number learning_waiting <"$work/sync")" 0 "waiting after the hole"

# --- a disk image is restored and used on: two histories under the same numbers
cp -a "$kiosk" "$work/image"
"$fill" "$kiosk" 6 6 >/dev/null || fail "fill"
sync d
ids >"$work/first"
ingest d
sync d
same "$(number learning_waiting <"$work/sync")" 0 "waiting before the image"
ids >"$work/first"
"$fill" "$kiosk" 3 7 >/dev/null || fail "fill" # these never reach a stick: they die with the disk
rm -rf "$kiosk"
cp -a "$work/image" "$kiosk"
"$fill" "$kiosk" 9 8 >/dev/null || fail "fill"
sync d
ingest d
same "$(number quarantined <"$work/ingest")" 0 "quarantined after the image"
[ "$(number forks <"$work/ingest")" -ge 1 ] || fail "the fork was not seen"
hub --json kiosks | grep -q '"forked":true' || fail "the fork is not told"
sync d
same "$(number learning_waiting <"$work/sync")" 0 "waiting after the image"
sync d
same "$(number batches_written <"$work/sync")" 0 "the image settles"
ingest d
same "$(number events <"$work/ingest")" 0 "the fork, ingested again"
ctl db check >/dev/null || fail "db check"

# --- the hub holds exactly the union of what both histories put on sticks
sqlite() { python3 -c 'import sqlite3,sys
for r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(r[0])' "$hub/hub.db" "$1"; }
if command -v python3 >/dev/null; then
  same "$(sqlite 'SELECT count(*) FROM event')" "$(sqlite 'SELECT count(DISTINCT id) FROM event')" \
    "events and their ids"
  sqlite "SELECT '\"id\":\"' || lower(substr(h,1,8)||'-'||substr(h,9,4)||'-'||substr(h,13,4)||'-'||
    substr(h,17,4)||'-'||substr(h,21)) || '\"' FROM (SELECT hex(id) AS h FROM event)" |
    sort -u >"$work/held"
  ids | sort -u - "$work/first" >"$work/union"
  comm -13 "$work/union" "$work/held" | grep -q . && fail "the hub invented events"
  # Only the last notes of each history, which wait for company, may be missing.
  [ "$(comm -23 "$work/union" "$work/held" | wc -l)" -le 6 ] || fail "events are missing at the hub"
fi
echo "any order: $(completions hub) completions of two histories"
