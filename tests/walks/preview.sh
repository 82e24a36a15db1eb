#!/usr/bin/env bash
# preview.sh TRAMSOCTL: pack preview --all makes a sheet a lesson, upright and lying, and their page,
# for a pack that lies outside the program's own and whose season is over.
set -eu
tramsoctl=$1
assets=$(cd "$(dirname "$0")/../.." && pwd)/assets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'packs: [chung]\n' >"$work/kiosk.yaml"
cp -r "$assets/lessons/theo-mua" "$work/cua-toi"
sed -i 's/^id: .*/id: cua-toi/; s/from: [0-9-]*, to: [0-9-]*/from: 2020-01-01, to: 2020-01-02/' \
  "$work/cua-toi/pack.yaml"
"$tramsoctl" pack preview --all "$work/out" "$work/cua-toi" --assets "$assets" \
  --config "$work/kiosk.yaml" >"$work/said" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
grep -qx "$work/out/index.html" "$work/said"
for way in dung ngang; do
  for lesson in "$work"/cua-toi/lessons/*.yaml; do
    code=$(basename "$lesson" | cut -d- -f1)
    head -c 4 "$work/out/cua-toi/$way/$code.png" | grep -q PNG
    grep -q "cua-toi/$way/$code.png" "$work/out/index.html"
  done
done
"$tramsoctl" pack preview "$work/cua-toi" L99 --assets "$assets" --config "$work/kiosk.yaml" \
  2>"$work/log" && exit 1
grep -q 'there is no lesson «L99»' "$work/log"
