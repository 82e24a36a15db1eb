#!/usr/bin/env bash
# The whole way of an event: kiosk ledger → stick → hub → receipt → kiosk, told by both programs'
# own numbers. round_trip.sh TRAMSOCTL TRAMSO_HUB FILL_LEDGER
set -u
ctl_program=$1 hub_program=$2 fill=$3
work=$(mktemp -d /tmp/tramso-round-XXXXXX)
trap 'rm -rf "$work"' EXIT
kiosk=$work/kiosk second=$work/second hub=$work/hub stick=$work/stick
mkdir "$stick"

fail() { echo "FAILED: $*" >&2; exit 1; }
ctl() { "$ctl_program" --data "$kiosk" "$@"; }
hub() { "$hub_program" --data "$hub" "$@"; }
# The first «"KEY":number» of one JSON object on stdin.
number() { grep -o "\"$1\":[0-9][0-9]*" | head -1 | cut -d: -f2; }
same() { [ "$1" = "$2" ] || fail "$3: «$1» is not «$2»"; }
# Runs a command that must be refused: exit 1, exactly one line on stderr that holds the word.
refused() {
  local word=$1; shift
  "$@" >"$work/out" 2>"$work/err"
  local code=$?
  [ $code -eq 1 ] || fail "«$*» ended with $code, not 1: $(cat "$work/err")"
  [ "$(wc -l <"$work/err")" -eq 1 ] || fail "«$*» did not say one sentence: $(cat "$work/err")"
  grep -q "$word" "$work/err" || fail "«$*» does not speak of «$word»: $(cat "$work/err")"
}
half_written() { find "$1" -name '*.tmp' | grep . && fail "half-written files in $1"; return 0; }
outbox() { find "$stick/TRAMSO/outbox" -name '*.tsb' -exec sha256sum {} + | sort; }

# --- a kiosk nobody has enrolled writes nothing
refused "no ledger" ctl usb sync "$stick"
# Before any hub of today: what the hub takes from the future, it rightly calls repaired.
told=$("$fill" "$kiosk" 60 1 2025-03-03T09:00+07:00) || fail "the ledger could not be filled"
completions=$(sed -n 's/completions \([0-9]*\).*/\1/p' <<<"$told")
[ "$completions" -gt 20 ] || fail "too few completions to prove anything: $told"
ctl db check >/dev/null || fail "a fresh ledger is not in order"
refused "tramso-hub enrol" ctl usb sync "$stick"
[ -z "$(ls -A "$stick")" ] || fail "an unenrolled kiosk wrote to the stick"

# --- a hub is made; its code is taken
refused "no hub" hub report
code=$("$hub_program" init "$hub" --ward-name "Phường Mẫu" 2>/dev/null) || fail "init"
case $code in TSE1:*) ;; *) fail "no code: $code" ;; esac
refused "already" "$hub_program" init "$hub"
same "$(stat -c %a "$hub/keys")" 700 "the hub's keys folder"
same "$(stat -c %a "$hub/keys/hub-box.key")" 600 "the hub's key"
same "$(stat -c %a "$hub/hub.db")" 600 "the hub's database"
refused "damaged\|no enrolment code" ctl enrol "${code%????}"
refused "no enrolment code" ctl enrol "hello"
ctl enrol "$code" >/dev/null || fail "enrol"
same "$(stat -c %a "$kiosk/keys/kiosk.key")" 600 "the kiosk's key"

# --- out, in, and the numbers are the same
refused "no TRAMSO" hub ingest "$stick"
refused "no stick" ctl usb sync "$work/nowhere"
ctl usb sync "$stick" >/dev/null || fail "first sync"
half_written "$stick"
before=$(outbox)
ctl --json usb sync "$stick" >"$work/again" || fail "second sync"
same "$(number batches_written <"$work/again")" 0 "batches written twice"
same "$(outbox)" "$before" "the outbox after a second sync"
hub --json ingest "$stick" >"$work/ingest" || fail "ingest"
same "$(number enrolled <"$work/ingest")" 1 "enrolled"
same "$(number quarantined <"$work/ingest")" 0 "quarantined"
half_written "$stick"
same "$(ctl --json report | number completions)" "$completions" "the kiosk's report"
same "$(hub --json report | number completions)" "$completions" "the hub's report"
measured() { sed 's/"coverage".*//'; }
same "$(ctl --json report --period year --date 2025 | measured)" \
     "$(hub --json report --period year --date 2025 | measured)" "all measured numbers"
ctl report | grep -q "Lượt hoàn thành" || fail "the report is not for people"

# --- the receipt comes home; nothing waits; again changes nothing
ctl --json usb sync "$stick" >"$work/home" || fail "sync with the receipt"
same "$(number receipts_taken <"$work/home")" 1 "receipts taken"
same "$(number learning_waiting <"$work/home")" 0 "learning events waiting"
same "$(number batches_removed <"$work/home")" 1 "delivered batches removed"
same "$(number batches_written <"$work/home")" 0 "batches of nothing but notes"
hub --json ingest "$stick" >"$work/ingest" || fail "ingest again"
same "$(number events <"$work/ingest")" 0 "events of a second ingest"
same "$(hub --json report | number completions)" "$completions" "the hub's report, again"
events=$(ctl events | wc -l)
cp -a "$stick" "$work/old-stick"
ctl --json usb sync "$stick" >"$work/home" || fail "sync with a replayed receipt"
same "$(number receipts_taken <"$work/home")" 0 "replayed receipts"
same "$(ctl events | wc -l)" "$events" "events after a replayed receipt"
ctl db check >/dev/null || fail "db check"
ctl db rebuild >/dev/null || fail "db rebuild"
ctl db check >/dev/null || fail "db check after rebuild"

# --- a second kiosk on the same stick, in the second hub's eyes foreign
ctl2() { "$ctl_program" --data "$second" "$@"; }
"$fill" "$second" 20 2 >/dev/null || fail "fill the second"
ctl2 enrol "$code" >/dev/null || fail "the code reads well anywhere"
ctl2 usb sync "$stick" >/dev/null || fail "sync of the second"
hub ingest "$stick" >"$work/out" || fail "ingest with a spent code"
grep -q "answers no open code" "$work/out" || fail "a code served twice"
grep -q "not enrolled" "$work/out" || fail "a foreign batch was not refused"
same "$(hub --json report | number completions)" "$completions" "the report after a foreign batch"
ctl2 enrol "$(hub enrol 2>/dev/null)" >/dev/null || fail "a fresh code"
ctl2 usb sync "$stick" >/dev/null || fail "sync with the fresh code"
hub --json ingest "$stick" >"$work/ingest" || fail "ingest of the second"
same "$(number enrolled <"$work/ingest")" 1 "enrolled the second"
both=$((completions + $(ctl2 --json report | number completions)))
same "$(hub --json report | number completions)" "$both" "the report of two kiosks"
hub --json kiosks | grep -q '"quarantined":\[\]' || fail "taken after all, yet quarantined"

# --- damaged on the way
"$fill" "$kiosk" 10 3 >/dev/null || fail "more use"
ctl usb sync "$stick" >/dev/null || fail "sync before the damage"
batch=$(find "$stick/TRAMSO/outbox" -name '*.tsb' -newer "$work/ingest" | head -1)
cp "$batch" "$work/whole"
# Another byte than the one that stands there, whichever that is.
[ "$(od -An -c -j300 -N1 "$batch" | tr -d ' ')" = X ] && other=Y || other=X
printf '%s' "$other" | dd of="$batch" bs=1 seek=300 conv=notrunc status=none
cmp -s "$batch" "$work/whole" && fail "the batch was not damaged"
refused "tsb" ctl batch inspect "$batch"
hub --json ingest "$stick" >"$work/ingest" || fail "a damaged batch stopped the rest"
same "$(number quarantined <"$work/ingest")" 1 "quarantined"
same "$(hub --json report | number completions)" "$both" "the report after a damaged batch"
ctl usb sync "$stick" >/dev/null || fail "sync over a damaged batch"
hub ingest "$stick" >/dev/null || fail "ingest of the batch written again"
both=$(($(ctl --json report | number completions) + $(ctl2 --json report | number completions)))
same "$(hub --json report | number completions)" "$both" "the report after the repair"
ctl batch inspect "$work/whole" | grep -q "good" || fail "batch inspect"
ctl batch open "$work/whole" --key "$hub/keys/hub-box.key" | grep -q '"seq"' || fail "batch open"
refused "another\|sealed" ctl batch open "$work/whole" --key "$kiosk/keys/kiosk.key"
refused "no batch" ctl batch inspect "$work/err"

# --- the stick pulled at any moment: kill -9, then go on
"$fill" "$kiosk" 30 4 >/dev/null || fail "more use"
began=$(date +%s%N)
ctl usb sync "$stick" >/dev/null || fail "sync before the kills"
took=$((($(date +%s%N) - began) / 1000))
for twelfth in 1 2 3 4 5 6 7 8 9 10 11 12; do
  "$fill" "$kiosk" 1 "5$twelfth" >/dev/null || fail "the ledger is locked after a kill"
  # The program itself, not a shell around it: what is killed must be what writes.
  "$ctl_program" --data "$kiosk" usb sync "$stick" >/dev/null 2>&1 &
  victim=$!
  sleep "$(printf '%d.%06d' $((took * twelfth / 12000000)) $((took * twelfth / 12 % 1000000)))"
  kill -9 "$victim" 2>/dev/null
  wait "$victim" 2>/dev/null
done
ctl usb sync "$stick" >/dev/null || fail "sync after kills"
half_written "$stick"
hub ingest "$stick" >/dev/null || fail "ingest after kills"
ctl --json usb sync "$stick" >"$work/home" || fail "sync after kills, receipts"
same "$(number learning_waiting <"$work/home")" 0 "waiting after kills"
both=$(($(ctl --json report | number completions) + $(ctl2 --json report | number completions)))
same "$(hub --json report | number completions)" "$both" "the report after kills"
ctl db check >/dev/null || fail "db check after kills"

# --- a stick from long ago proves nothing new
ctl --json usb sync "$work/old-stick" >"$work/home" || fail "sync with an old stick"
same "$(number receipts_taken <"$work/home")" 0 "receipts of an old stick"
hub ingest "$work/old-stick" >/dev/null || fail "ingest of an old stick"
same "$(hub --json report | number completions)" "$both" "the report after an old stick"

# --- full and read-only sticks, where this machine lets us mount one
"$fill" "$kiosk" 200 6 >/dev/null || fail "more use"
mkdir "$work/small"
if unshare -rm true 2>/dev/null; then
  export -f ctl fail refused; export ctl_program kiosk work
  unshare -rm bash -c '
    mount -t tmpfs -o size=200k none "$work/small" || exit 77
    refused "full" ctl usb sync "$work/small"
    find "$work/small" -name "*.tmp" | grep . && fail "half-written on a full stick"
    mount -o remount,ro "$work/small" || exit 77
    refused "read-only\|full" ctl usb sync "$work/small"
    exit 0'
  code=$?
  [ $code -eq 0 ] || [ $code -eq 77 ] || exit 1
  [ $code -eq 77 ] && echo "note: no small stick could be mounted here"
else
  echo "note: no small stick could be mounted here"
fi

# --- usage
"$ctl_program" nonsense 2>/dev/null; same $? 2 "exit code of an unknown command"
"$ctl_program" usb sync 2>/dev/null; same $? 2 "exit code of a missing word"
"$ctl_program" --help | grep -q "usb sync" || fail "help"
"$hub_program" --help | grep -q "ingest" || fail "hub help"
"$hub_program" --version | grep -q "tramso-hub" || fail "hub version"
echo "round trip: $both completions at both ends"
