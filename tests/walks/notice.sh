#!/usr/bin/env bash
# The ledger cannot be opened: a safe screen in Vietnamese, one sentence on stderr, nothing written.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "not a database" > "$folder/ledger.db"
mkdir "$folder/keys" && chmod 700 "$folder/keys"
"$1" --walk "$2" --data "$folder" --window 1080x1920 2> "$folder/stderr"
grep -q "ledger" "$folder/stderr" || { cat "$folder/stderr"; exit 1; }
[ "$(cat "$folder/ledger.db")" = "not a database" ]
