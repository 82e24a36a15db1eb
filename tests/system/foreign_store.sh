#!/usr/bin/env bash
# Posting to another Learning Record Store needs only another URL: a small store that knows nothing
# of Trạm Số gets the learning statements, each once, and nothing else (support/lrs.py).
# foreign_store.sh TRAMSO TRAMSOCTL ROOT
set -u
tramso=$1 ctl_program=$2 root=$3
work=$(mktemp -d /tmp/tramso-lrs-XXXXXX)
store=
trap '[ -z "$store" ] || kill "$store"; rm -rf "$work"' EXIT
. "$root/tests/support/hub.sh"
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy
export LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0
ctl() { "$ctl_program" --data "$work/kiosk" --config "$work/kiosk.yaml" "$@"; }
use() {
  "$tramso" --walk "$root/tests/walks/lesson.walk" --window 540x960 --data "$work/kiosk" \
    --config "$work/kiosk.yaml" --assets "$root/assets" --seed "$1" 2>"$work/walk.err" ||
    fail "walk: $(cat "$work/walk.err")"
}
# Ids of what a person did: all but the ledger's own bookkeeping.
learning_ids() {
  ctl events | grep -v '"type":"\(device\.\|clock\.\|pack\.\|admin\.\|batch\.\|receipt\.\|settings\.\)' |
    grep -o '"id":"[0-9a-f-]*"' | cut -d'"' -f4 | sort
}
taken_ids() { jq -r .id "$work/lrs/statements" | sort; }

make_certificate
mkdir "$work/lrs"
python3 "$root/tests/support/lrs.py" "$work/lrs" "$work/tls.pem" "$work/tls.key" ward geheim &
store=$!
for _ in $(seq 100); do [ -s "$work/lrs/port" ] && break; sleep 0.1; done
address=https://127.0.0.1:$(cat "$work/lrs/port")/xapi
printf 'geheim\n' >"$work/secret"; chmod 600 "$work/secret"
kiosk_settings "$work/kiosk.yaml" tram-a "$address" ward "$work/secret"

use 1
ctl net sync >"$work/out" 2>"$work/err"
[ -s "$work/lrs/statements" ] || fail "nothing came: $(cat "$work/out" "$work/err" "$work/lrs/refused" 2>/dev/null)"
same "$(taken_ids)" "$(learning_ids)" "what the store took"
[ ! -s "$work/lrs/refused" ] || fail "the store refused: $(cat "$work/lrs/refused")"
jq -r .verb.id "$work/lrs/statements" | grep -q "/completed$" || fail "no completion"

# --- again changes nothing; more use brings only what is new
ctl net sync >/dev/null 2>&1
same "$(taken_ids | uniq -d)" "" "statements that came twice"
same "$(taken_ids)" "$(learning_ids)" "what the store holds after a second round"
use 2
ctl net sync >/dev/null 2>&1
same "$(taken_ids)" "$(learning_ids)" "what the store holds after more use"
[ ! -s "$work/lrs/refused" ] || fail "the store refused: $(cat "$work/lrs/refused")"

# --- a wrong password: a reason, nothing lost, and the password in no output
printf 'falsch-4711\n' >"$work/secret"
use 3
ctl net sync >"$work/out" 2>&1
grep -q "falsch-4711" "$work/out" && fail "the password was printed"
same "$(tail -1 "$work/lrs/refused" | cut -d' ' -f1)" 401 "the store's last refusal"
ctl net status >"$work/status" 2>&1 || fail "net status"
printf 'geheim\n' >"$work/secret"
ctl net sync >/dev/null 2>&1
same "$(taken_ids)" "$(learning_ids)" "what the store holds in the end"
echo "another store: $(taken_ids | wc -l) statements, each once"
