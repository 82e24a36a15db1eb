#!/usr/bin/env bash
# narration.sh TRAMSO TRAMSOCTL MAKE_RECORDING WALK SIZE: a pack whose lesson somebody has read aloud. Its recordings
# are made here; phrases and pictures are the program's own.
set -eu
tramso=$1 tramsoctl=$2 make=$3 walk=$4 size=$5
here=$(dirname "$walk")
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
pack=$data/assets/lessons/thu-am
mkdir -p "$data/assets/lessons"
cp -r "$here/../../assets/ui" "$here/../../assets/speech" "$here/../../assets/pictures" "$data/assets/"
cp -r "$here/../fixtures/packs/lessons/thu-am" "$pack"
mkdir "$pack/narration"
for name in L01-1.opus L01-1-en.opus L01-3.ogg L01-4.flac L01-5.wav L01-6.opus; do
  "$make" "$pack/narration/$name" 200 800 400 1200 200
done
echo "packs: [thu-am]" > "$data/kiosk.yaml"
"$tramsoctl" pack check "$pack"
"$tramso" --walk "$walk" --window "$size" --data "$data/data" --assets "$data/assets" --config "$data/kiosk.yaml" \
  --seed 1 --now 2026-11-22T09:24+07:00
