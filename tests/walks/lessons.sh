#!/usr/bin/env bash
# lessons.sh TRAMSO TRAMSOCTL: plays every lesson of every pack that we ship by its own walk (pack walk),
# upright and lying, followed and alone, with everything that is not right once; every reply must be
# shown. One program run plays a whole pack without painting; a pack's four runs stand side by side.
set -eu
tramso=$1 tramsoctl=$2
assets=$(cd "$(dirname "$0")/../.." && pwd)/assets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Called where bash overlooks -e: every failure is handed on by hand.
play() { # PACK MODE SIZE NOW
  local run=$work/$1-$2-$3
  "$tramsoctl" pack walk "$assets/lessons/$1" --assets "$assets" --config "$work/$1.yaml" \
    --mode "$2" --wrong >"$run.walk" 2>"$run.log" || return 1
  grep -q '^open ' "$run.walk" || return 1
  "$tramso" --walk "$run.walk" --window "$3" --data "$run" --assets "$assets" \
    --config "$work/$1.yaml" --no-paint --seed 1 --now "$4" >"$run.log" 2>&1
}

# A seasonal pack is played in its season, a place's own beside the common one.
play_pack() { # PACK
  local now=2026-11-22 season packs="chung, $1" mode size jobs=() job failed=0
  [ "$1" != chung ] || packs=chung
  printf 'packs: [%s]\n' "$packs" >"$work/$1.yaml" || return 1
  season=$({ grep -o 'from: *[0-9-]*' "$assets/lessons/$1/pack.yaml" || true; } | head -n 1 | tr -dc '0-9-')
  for mode in follow self; do
    for size in 1080x1920 1920x1080; do
      play "$1" "$mode" "$size" "${season:-$now}T09:24+07:00" &
      jobs+=($!)
    done
  done
  for job in "${jobs[@]}"; do wait "$job" || failed=1; done
  return "$failed"
}

failed=0 count=0
for folder in "$assets"/lessons/*/; do
  pack=$(basename "$folder")
  [ -f "$folder/pack.yaml" ] || continue
  count=$((count + 1))
  play_pack "$pack" && continue
  failed=1
  echo "the pack $pack:" >&2
  grep -h -A60 '\.walk:[0-9]*: ' "$work/$pack"-*.log >&2 || cat "$work/$pack"-*.log >&2
done
[ "$count" -gt 0 ]
exit "$failed"
