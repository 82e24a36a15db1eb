#!/usr/bin/env bash
# Plays a walk in which @CARD@ is the code of a learner card of this kiosk and @FOREIGN@ one of another
# ward's. run_card.sh TRAMSO MAKE_CARD WALK SIZE
set -eu
tramso=$1 make_card=$2 walk=$3 size=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
card=$("$make_card" "$work/data" 2>"$work/err")
foreign=$("$make_card" "$work/other" 2>"$work/err")
sed -e "s|@CARD@|$card|" -e "s|@FOREIGN@|$foreign|" "$walk" >"$work/walk"
"$tramso" --walk "$work/walk" --window "$size" --data "$work/data" --seed 1 --now 2026-11-22T09:24+07:00
