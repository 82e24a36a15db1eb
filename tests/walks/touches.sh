#!/usr/bin/env bash
# touches.sh TRAMSO TRACE_TEST WALK: a walk's touches are recorded, for the owner alone, in the form
# that the test of traces reads; a file that exists is never written over.
set -eu
tramso=$1 reader=$2 walk=$3
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
fail() { echo "touches: $1" >&2; exit 1; }
play() { "$tramso" --walk "$walk" --data "$data/kiosk" --seed 1 "$@"; }

play || fail "the walk itself"
ls "$data" | grep -qx kiosk || fail "no data"
[ "$(ls "$data" | wc -l)" = 1 ] || fail "something is recorded without being asked for"
play --touches "$data/hands.trace" || fail "recording"
[ "$(stat -c %a "$data/hands.trace")" = 600 ] || fail "others may read it"
head -1 "$data/hands.trace" | grep -Eqx 'panel [0-9]+ [0-9]+' || fail "no panel"
taps=$(grep -Ec '^(tap|touch) ' "$walk")
[ "$(grep -Ec '^[0-9]+ down -?[0-9]+ [0-9]+ [0-9]+$' "$data/hands.trace")" = "$taps" ] ||
  fail "not every touch of the walk is there"
"$reader" "$data/hands.trace" || fail "it cannot be read"
before=$(cksum "$data/hands.trace")
if play --touches "$data/hands.trace" 2>"$data/said"; then fail "an old file is taken"; fi
grep -q 'exists already' "$data/said" || fail "no sentence about the old file"
[ "$(cksum "$data/hands.trace")" = "$before" ] || fail "the old file is another one now"
if play --touches "$data/none/hands.trace" 2>"$data/said"; then fail "no folder, no failure"; fi
grep -q 'cannot be recorded' "$data/said" || fail "no sentence about the folder"
echo malformed >>"$data/hands.trace"
if "$reader" "$data/hands.trace" 2>/dev/null; then fail "a malformed line is taken"; fi
