#!/usr/bin/env bash
# One stick, three kiosks, two hubs: settings, packs, card keys and receipts each find their own, and
# the kiosk itself does what the officer's button will do.
# stick_many.sh TRAMSO TRAMSOCTL TRAMSO_HUB FILL_LEDGER MAKE_CARD MAKE_PACK
set -u
tramso=$1 ctl_program=$2 hub_program=$3 fill=$4 make_card=$5 make_pack=$6
work=$(mktemp -d /tmp/tramso-many-XXXXXX)
trap 'rm -rf "$work"' EXIT
stick=$work/stick
mkdir "$stick"

fail() { echo "FAILED: $*" >&2; exit 1; }
number() { grep -o "\"$1\":[0-9][0-9]*" | tail -1 | cut -d: -f2; }
same() { [ "$1" = "$2" ] || fail "$3: «$1» is not «$2»"; }
config() { printf 'kiosk_id: %s\n' "$1" >"$work/$1.yaml"; }
ctl() { local who=$1; shift; "$ctl_program" --data "$work/$who" --config "$work/$who.yaml" "$@"; }
hub() { local who=$1; shift; "$hub_program" --data "$work/$who" "$@"; }
sync() { ctl "$1" --json usb sync "$stick" >"$work/sync" || fail "sync of $1: $(cat "$work/sync")"; }
ingest() { hub "$1" --json ingest "$stick" >"$work/ingest" || fail "ingest of $1"; }
no_halves() { find "$stick" "$work/$1" -name '*.tmp' | grep . && fail "half-written files"; return 0; }
refused() {
  local word=$1; shift
  "$@" >"$work/out" 2>"$work/err" && fail "«$*» was not refused"
  grep -q "$word" "$work/err" || fail "«$*» does not speak of «$word»: $(cat "$work/err")"
}
walk() { # KIOSK SCRIPT
  "$tramso" --walk "$2" --data "$work/$1" --config "$work/$1.yaml" --seed 1 \
    --now 2026-11-22T09:24+07:00 2>"$work/err" || fail "walk of $1: $(cat "$work/err")"
}

# --- two wards; two kiosks of the first, one of the second
hub_a=$work/hub-a hub_b=$work/hub-b
"$hub_program" init "$hub_a" --ward-name "Phường Mẫu" >/dev/null 2>&1 || fail "init a"
"$hub_program" init "$hub_b" --ward-name "Phường Khác" --ward-id phuong-khac >/dev/null 2>&1 ||
  fail "init b"
seed=0
for pair in tram-1:hub-a tram-10:hub-a tram-2:hub-b; do
  kiosk=${pair%:*} owner=${pair#*:} seed=$((seed + 1))
  config "$kiosk"
  "$fill" "$work/$kiosk" 25 "$seed" >/dev/null || fail "fill $kiosk"
  ctl "$kiosk" enrol "$(hub "$owner" enrol 2>/dev/null)" >/dev/null || fail "enrol $kiosk"
done

# --- out with all three, in with both, home with all
for kiosk in tram-1 tram-10 tram-2; do sync "$kiosk"; no_halves "$kiosk"; done
grep -q '"phase":"readback","unit":"byte"' "$work/sync" || fail "no steps in the JSON"
mkdir -p "$stick/TRAMSO/config"
echo half >"$stick/TRAMSO/config/tram-1.tsg.tmp" # a hub's stick was pulled
ingest hub-a; same "$(number enrolled <"$work/ingest")" 2 "enrolled at a"
same "$(number grants <"$work/ingest")" 2 "grants of a"
ingest hub-b; same "$(number enrolled <"$work/ingest")" 1 "enrolled at b"
ingest hub-a; same "$(number grants <"$work/ingest")" 0 "grants of a, again"
same "$(number events <"$work/ingest")" 0 "events of a, again"
for kiosk in tram-1 tram-10 tram-2; do
  sync "$kiosk"
  same "$(number learning_waiting <"$work/sync")" 0 "waiting at $kiosk"
  grep -q '"grant_taken":true' "$work/sync" || fail "$kiosk got no grant"
  grep -q '"report_written":true' "$work/sync" || fail "$kiosk wrote no report"
  find "$stick/TRAMSO/BAO-CAO/$kiosk" -name '????-??.xlsx' | grep -q . || fail "no workbook"
done
done_a=$(($(ctl tram-1 --json report | number completions) + \
          $(ctl tram-10 --json report | number completions)))
same "$(hub hub-a --json report | number completions)" "$done_a" "the report of a"
same "$(hub hub-b --json report | number completions)" \
     "$(ctl tram-2 --json report | number completions)" "the report of b"

# --- a card of one kiosk is known at the other of the ward, and not in the next ward
card=$("$make_card" "$work/tram-1" 2>/dev/null) || fail "no card"
cat >"$work/card.walk" <<W
tap "Chạm để bắt đầu"
tap "Tôi có thẻ học"
scan "$card"
expect "Máy nhớ bác rồi ạ."
W
cat >"$work/foreign.walk" <<W
tap "Chạm để bắt đầu"
tap "Tôi có thẻ học"
scan "$card"
expect "Mã này không phải của phường mình ạ."
W
walk tram-10 "$work/card.walk"
walk tram-2 "$work/foreign.walk"

# --- settings: for all of one ward, then for one kiosk
printf 'ward_name: Phường Mẫu Hai\nhelp:\n  name: Chị Mẫu\n' >"$work/all.yaml"
printf 'ward_name: [1]\nidle_second: 3\n' >"$work/bad.yaml"
printf 'kiosk_id: tram-9\n' >"$work/local.yaml"
printf 'network:\n  lrs: x\n' >"$work/network.yaml"
refused "2 problem" hub hub-a config "$stick" "$work/bad.yaml"
refused "may not come from a stick" hub hub-a config "$stick" "$work/local.yaml"
refused "may not come from a stick" hub hub-a config "$stick" "$work/network.yaml"
refused "no kiosk called tram-2" hub hub-a config "$stick" "$work/all.yaml" --kiosk tram-2
refused "no stick" hub hub-a config "$work/nowhere" "$work/all.yaml"
[ -e "$stick/TRAMSO/config/tat-ca.tsc" ] && fail "something was signed all the same"
hub hub-a config "$stick" "$work/all.yaml" >/dev/null || fail "config for all"
cp "$stick/TRAMSO/config/tat-ca.tsc" "$work/old.tsc"
sync tram-1; version=$(number settings_version <"$work/sync")
[ "$version" -gt 0 ] || fail "tram-1 took no settings"
sync tram-2; same "$(number settings_version <"$work/sync")" 0 "settings of another ward"
grep -q 'another hub' "$work/sync" || fail "tram-2 does not say why"
printf 'ward_name: Phường Mẫu Ba\n' >"$work/one.yaml"
hub hub-a config "$stick" "$work/one.yaml" --kiosk tram-1 >/dev/null || fail "config for one"
sync tram-1; [ "$(number settings_version <"$work/sync")" -gt "$version" ] || fail "not newer"
sync tram-10; same "$(number settings_version <"$work/sync")" "$version" "tram-10's settings"
cp "$work/old.tsc" "$stick/TRAMSO/config/tat-ca.tsc"
rm "$stick/TRAMSO/config/tram-1.tsc"
sync tram-1; same "$(number settings_version <"$work/sync")" 0 "settings went back"
grep -q 'older than' "$work/sync" || fail "tram-1 does not say why"
same "$(stat -c %a "$work/tram-1/settings.yaml")" 600 "settings.yaml"
ctl tram-1 events | grep -c settings.changed | grep -qx 2 || fail "settings.changed in the ledger"
echo 'expect "Phường Mẫu Ba"' >"$work/ward.walk"; walk tram-1 "$work/ward.walk"
echo 'expect "Phường Mẫu Hai"' >"$work/ward.walk"; walk tram-10 "$work/ward.walk"

# --- a pack
mkdir -p "$stick/TRAMSO/packs"
"$make_pack" "$hub_a" chung 4 3000000 "$stick/TRAMSO/packs/chung.tsp" || fail "make_pack"
sync tram-1; same "$(number packs_received <"$work/sync")" 1 "packs of tram-1"
# Its bytes are made up: it arrives whole, cannot be used, and takes nothing away from the round.
same "$(number packs_installed <"$work/sync")" 0 "packs of made-up bytes in use"
same "$(number packs_refused <"$work/sync")" 1 "packs refused"
ctl tram-1 usb sync "$stick" >"$work/out" 2>"$work/err" || fail "sync beside a useless pack"
[ "$(grep -c '1 pack(s) of lessons not installed: .' "$work/out")" -eq 1 ] && [ ! -s "$work/err" ] ||
  fail "a useless pack is no one sentence: $(cat "$work/out" "$work/err")"
ctl tram-1 events | grep -q pack.installed && fail "a useless pack stands in the ledger"
cmp "$stick/TRAMSO/packs/chung.tsp" "$work/tram-1/packs/chung-4.tsp" || fail "the pack differs"
sync tram-1; same "$(number packs_received <"$work/sync")" 0 "packs again"
sync tram-2; same "$(number packs_received <"$work/sync")" 0 "packs of another ward"

# --- the kiosk itself: nothing in, in, synced, out
cat >"$work/usb.walk" <<W
usb sync
usb report "Chưa thấy USB"
usb in $stick
usb sync
usb report "rút USB được rồi"
usb out
usb sync
usb report "Chưa thấy USB"
W
before=$(ctl tram-1 events | wc -l)
walk tram-1 "$work/usb.walk"
[ "$(ctl tram-1 events | wc -l)" -gt "$before" ] || fail "the walk wrote nothing"
ctl tram-1 db check >/dev/null || fail "db check after the walk"
ingest hub-a
echo "usb sync" >"$work/again.walk"
echo 'usb report "còn 0 kết quả"' >>"$work/again.walk"
"$tramso" --walk "$work/again.walk" --usb "$stick" --data "$work/tram-1" \
  --config "$work/tram-1.yaml" 2>"$work/err" || fail "--usb: $(cat "$work/err")"

# --- pulled again and again while everything moves
"$fill" "$work/tram-10" 40 77 >/dev/null || fail "more use"
rm -rf "$work/tram-10/packs"
began=$(date +%s%N); sync tram-10; took=$((($(date +%s%N) - began) / 1000))
for twelfth in 1 2 3 4 5 6 7 8 9 10 11 12; do
  rm -f "$work/tram-10/packs/chung-4.tsp"
  "$fill" "$work/tram-10" 2 "77$twelfth" >/dev/null || fail "the ledger is locked after a kill"
  # The program itself, not a shell around it: what is killed must be what writes.
  "$ctl_program" --data "$work/tram-10" --config "$work/tram-10.yaml" usb sync "$stick" >/dev/null 2>&1 &
  victim=$!
  sleep "$(printf '%d.%06d' $((took * twelfth / 12000000)) $((took * twelfth / 12 % 1000000)))"
  kill -9 "$victim" 2>/dev/null
  wait "$victim" 2>/dev/null
done
sync tram-10; no_halves tram-10
cmp "$stick/TRAMSO/packs/chung.tsp" "$work/tram-10/packs/chung-4.tsp" || fail "the pack differs"
ingest hub-a; sync tram-10
same "$(number learning_waiting <"$work/sync")" 0 "waiting after the kills"
ctl tram-10 db check >/dev/null || fail "db check after the kills"

# --- sticks too small for it, where this machine lets us mount one
"$fill" "$work/tram-10" 300 78 >/dev/null || fail "more use"
mkdir "$work/small"
small() {
  for size in 280k 320k 360k 400k; do
    mount -t tmpfs -o size=$size none "$work/small" || exit 77
    "$ctl_program" --data "$work/tram-10" --config "$work/tram-10.yaml" usb sync "$work/small" \
      >/dev/null 2>"$work/err"
    [ $? -le 1 ] || fail "a stick of $size: $(cat "$work/err")"
    [ "$(wc -l <"$work/err")" -le 1 ] || fail "more than a sentence: $(cat "$work/err")"
    find "$work/small" -name '*.tmp' | grep . && fail "half-written on a stick of $size"
    mount -o remount,size=8m "$work/small" || exit 77
    "$ctl_program" --data "$work/tram-10" --config "$work/tram-10.yaml" usb sync "$work/small" \
      >/dev/null || fail "not completed after $size"
    umount "$work/small"
  done
  exit 0
}
if unshare -rm true 2>/dev/null; then
  export -f small fail; export ctl_program work
  unshare -rm bash -c small
  code=$?
  [ $code -eq 0 ] || [ $code -eq 77 ] || exit 1
fi
[ "${code:-77}" -eq 77 ] && echo "note: no small stick could be mounted here"

# --- every name is one that FAT takes, and differs by more than case
find "$stick" -mindepth 1 -printf '%f\n' | grep -nE '[^A-Za-z0-9.-]|\.$' && fail "names FAT forbids"
find "$stick" -printf '%p\n' | tr 'A-Z' 'a-z' | sort | uniq -d | grep . && fail "names differ by case"
echo "one stick, two hubs, three kiosks: $done_a completions at the first hub"
