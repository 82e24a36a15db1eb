#!/usr/bin/env bash
# Every C file is as clang-format (Debian 12's) writes it.
set -u
cd "$(dirname "$0")/.." || exit 2
mapfile -t files < <(find src tests -name '*.[ch]' | sort)
clang-format --dry-run -Werror "${files[@]}" || exit 1
long=$(wc -l "${files[@]}" | awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines; 600 is the most" }')
[ -z "$long" ] || { echo "$long"; exit 1; }
