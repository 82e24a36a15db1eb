#!/bin/bash
# pack_coverage.sh TRAMSOCTL ASSETS: the committed map is the one that the lessons give, in both forms.
set -euo pipefail
ctl=$1 assets=$2
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

"$ctl" pack coverage --assets "$assets" > "$work/map.md"
if ! diff -u "$assets/lessons/BAO-PHU.md" "$work/map.md"; then
  echo "assets/lessons/BAO-PHU.md is old: tramsoctl pack coverage --assets assets > assets/lessons/BAO-PHU.md" >&2
  exit 1
fi
# The same lessons, one a line and one for the heads of the columns.
"$ctl" pack coverage "$assets/lessons" --format csv > "$work/map.csv"
rows=$(grep -c '^| [LM][0-9]' "$work/map.md")
[ "$(wc -l < "$work/map.csv")" -eq $((rows + 1)) ]
[ "$(grep -c '^[LM][0-9][0-9],".*",' "$work/map.csv")" -eq "$rows" ]
# A topic that no lesson teaches shows.
mkdir -p "$work/assets/lessons/mot/lessons"
cp "$assets/lessons/skills.yaml" "$work/assets/lessons/"
cp "$assets/lessons/chung/lessons/L01-lam-quen-tram-so.yaml" "$work/assets/lessons/mot/lessons/"
cat > "$work/assets/lessons/mot/pack.yaml" << 'END'
format: 1
id: mot
version: 1
title: Một bài
topics:
  - {id: dien-thoai, icon: smartphone, tone: violet, title: {vi: Điện thoại, en: Phone}}
lessons: [L01-lam-quen-tram-so]
END
"$ctl" pack coverage --assets "$work/assets" "$work/assets/lessons/mot" > "$work/one.md"
grep -q '^| T1 | Dùng điện thoại thông minh | L01 |$' "$work/one.md"
grep -q '^| T21 | Chứng thực bản sao điện tử | — |$' "$work/one.md"
grep -q '^- Bài của chương trình chưa viết: L02 .* L47$' "$work/one.md"
# What cannot be read is no gap.
sed -i 's/^minutes: .*/minutes: x/' "$work/assets/lessons/mot/lessons/L01-lam-quen-tram-so.yaml"
if "$ctl" pack coverage --assets "$work/assets" "$work/assets/lessons/mot" > "$work/none.md" 2> "$work/said"; then exit 1; fi
[ ! -s "$work/none.md" ]
grep -q 'cannot be ' "$work/said"
