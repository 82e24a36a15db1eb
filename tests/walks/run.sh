#!/usr/bin/env bash
# run.sh TRAMSO WALK SIZE [NOW]: plays one walk in one size in a folder of its own, from a moment on.
set -eu
tramso=$1 walk=$2 size=$3 now=${4:-2026-11-22T09:24+07:00}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
"$tramso" --walk "$walk" --window "$size" --data "$data" --seed 1 --now "$now"
