#!/usr/bin/env bash
# run.sh TRAMSO WALK SIZE: plays one walk in one size in a folder of its own.
set -eu
tramso=$1 walk=$2 size=$3
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
"$tramso" --walk "$walk" --window "$size" --data "$data" --seed 1 --now 2026-11-22T09:24+07:00
