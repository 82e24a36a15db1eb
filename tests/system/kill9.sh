#!/usr/bin/env bash
# kill -9 at any moment of a walk: every completion whose «done» was shown is in the ledger, and the
# ledger is whole, each time. kill9.sh TRAMSO TRAMSOCTL [KILLS [FIRST_SEED]]
set -u
tramso=$1 ctl=$2 kills=${3:-30} seed=${4:-1}
work=$(mktemp -d /tmp/tramso-kill9-XXXXXX)
trap 'rm -rf "$work"' EXIT
data=$work/data

fail() { echo "FAILED (seed $seed): $*" >&2; exit 1; }
completions() { "$ctl" --data "$data" events | grep -c '"type":"lesson.completed"'; }
whole() {
  "$ctl" --data "$data" db check >"$work/check" 2>&1 || fail "$1: $(cat "$work/check")"
}

# A walk that learns the emergency numbers for longer than any kill waits.
for _ in $(seq 400); do
  cat <<'WALK'
tap "Chạm để bắt đầu"
tap "Sức khỏe"
tap "Năm số gọi khi khẩn cấp"
tap "Tiếp tục"
tap "114"
tap #next
expect screen done
tap "Kết thúc"
WALK
done >"$work/walk"
head -8 "$work/walk" >"$work/once"

"$tramso" --walk "$work/once" --data "$data" 2>"$work/err" || fail "the walk: $(cat "$work/err")"
shown=1 amid=0 unseen=0
[ "$(completions)" -eq 1 ] || fail "one completion was walked, $(completions) are in the ledger"

# A slow machine shows less before each kill: it gets more of them until as much was shown.
first=$seed
for (( ; seed < first + kills || (shown <= kills && seed < first + 4 * kills); seed++)); do
  RANDOM=$seed
  pause=$((20 + RANDOM % 700))
  "$tramso" --walk "$work/walk" --data "$data" --verbose >"$work/lines" 2>"$work/err" &
  kiosk=$!
  sleep "$(printf '0.%03d' "$pause")"
  kill -9 $kiosk || fail "the kiosk had ended by itself: $(cat "$work/err")"
  wait $kiosk 2>/dev/null
  [ $? -eq 137 ] || fail "the kiosk was not killed"
  grep -q 'tap' "$work/lines" && amid=$((amid + 1))
  shown=$((shown + $(grep -c 'expect screen done' "$work/lines")))
  whole "after kill $seed at $pause ms"
  held=$(completions)
  [ "$held" -ge "$shown" ] || fail "$shown completions were shown, $held are in the ledger"
  # One a run may have been written and not yet told of; any more were invented.
  unseen=$((held - shown))
  [ "$unseen" -le $((seed - first + 1)) ] || fail "$held completions, but $shown were shown"
done

# The next start goes on where the ledger is, and both say that it is whole.
before=$(completions)
"$tramso" --walk "$work/once" --data "$data" 2>"$work/err" || fail "the last start: $(cat "$work/err")"
whole "after the last start"
[ "$(completions)" -eq $((before + 1)) ] || fail "the last start lost a completion"
# A test that only ever killed a starting kiosk would prove nothing.
[ "$amid" -ge $((kills / 3)) ] && [ "$shown" -gt "$kills" ] ||
  fail "too little was going on: $amid kills amid a walk, $shown completions"
echo "$((seed - first)) kills, $amid amid a walk: $shown completions shown, all kept; $unseen more were written"
echo "$((seed - first + 1)) passed, 0 failed"
