#!/usr/bin/env bash
# A stick that dies while it is written: the image behind it lies where no more blocks are to be had, so
# that fsync fails in the midst of it. Needs leave to mount; else it says so and passes.
# stick_fails.sh TRAMSOCTL TRAMSO_HUB FILL_LEDGER
set -u
ctl_program=$1 hub_program=$2 fill=$3
PATH=$PATH:/sbin:/usr/sbin
if [ "${STICK_FAILS_INSIDE:-}" = "" ]; then
  export STICK_FAILS_INSIDE=1
  unshare -m true 2>/dev/null && exec unshare -m "$BASH" "$0" "$@"
  echo "note: no image can be mounted here"
  exit 0
fi
work=$(mktemp -d /tmp/tramso-fails-XXXXXX)
stick=$work/stick behind=$work/behind image=$work/behind/image
mkdir "$stick" "$behind"
clean_up() { umount "$stick" "$behind" 2>/dev/null; rm -rf "$work"; }
trap clean_up EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
ctl() { "$ctl_program" --data "$work/kiosk" "$@"; }

# FAT where this machine has it, as sticks do; else what it has.
nothing() { echo "note: no image can be mounted here"; exit 0; }
mount -t tmpfs -o size=16m none "$behind" 2>/dev/null || nothing
truncate -s 16M "$image"
kind=ext2
if mkfs.vfat "$image" >/dev/null 2>&1 && mount -o loop "$image" "$stick" 2>/dev/null; then
  kind=vfat
elif ! mkfs.ext2 -q -F "$image" 2>/dev/null || ! mount -o loop "$image" "$stick" 2>/dev/null; then
  nothing
fi

"$fill" "$work/kiosk" 200 1 >/dev/null || fail "fill"
ctl enrol "$("$hub_program" init "$work/hub" 2>/dev/null)" >/dev/null || fail "enrol"
died=0
for left in 0 8 16 32 64 128 256; do
  ctl usb sync "$stick" >/dev/null || fail "a healthy $kind stick"
  "$fill" "$work/kiosk" 60 "$((left + 2))" >/dev/null || fail "more use"
  sync -f "$stick"
  used=$(df --output=used -k "$behind" | tail -1)
  mount -o remount,size=$((used + left))k "$behind" || fail "cannot take the blocks away"
  ctl usb sync "$stick" >/dev/null 2>"$work/err"
  code=$?
  [ $code -le 1 ] || fail "a stick with $left KiB left ended with $code"
  [ "$(wc -l <"$work/err")" -eq $code ] || fail "not one sentence: $(cat "$work/err")"
  [ $code -eq 0 ] || grep -q "nothing is lost\|full\|read-only" "$work/err" || fail "$(cat "$work/err")"
  died=$((died + code))
  ctl db check >/dev/null || fail "the ledger after a stick with $left KiB left"
  umount "$stick" || fail "umount"
  mount -o remount,size=16m "$behind"
  [ $kind = vfat ] || e2fsck -fy "$image" >/dev/null 2>&1
  mount -o loop "$image" "$stick" || fail "the stick does not come back"
done
[ $died -ge 2 ] || fail "the stick died only $died times: this proves nothing"
ctl usb sync "$stick" >/dev/null || fail "the last sync"
find "$stick" -name '*.tmp' | grep . && fail "half-written files"
"$hub_program" --data "$work/hub" --json ingest "$stick" | grep -q '"quarantined":0' || fail "ingest"
ctl --json usb sync "$stick" | tail -1 | grep -q '"learning_waiting":0' || fail "something waits"
hub=$("$hub_program" --data "$work/hub" --json report | grep -o '"completions":[0-9]*' | head -1)
kiosk=$(ctl --json report | grep -o '"completions":[0-9]*' | head -1)
[ "$hub" = "$kiosk" ] || fail "the hub has $hub, the kiosk $kiosk"
echo "a $kind stick that died $died times: $kiosk at both ends"
