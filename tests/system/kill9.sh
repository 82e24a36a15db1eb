#!/usr/bin/env bash
# kill -9 at any moment of a walk: every completion whose «done» was shown and every assessment whose result
# was is in the ledger, and the ledger is whole, each time. kill9.sh TRAMSO TRAMSOCTL [KILLS [FIRST_SEED]]
set -u
tramso=$1 ctl=$2 kills=${3:-30} seed=${4:-1}
work=$(mktemp -d /tmp/tramso-kill9-XXXXXX)
trap 'rm -rf "$work"' EXIT
data=$work/data

fail() { echo "FAILED (seed $seed): $*" >&2; exit 1; }
completions() { "$ctl" --data "$data" events | grep -c '"type":"lesson.completed"'; }
# Plays a walk to its end; took: its milliseconds here and now.
play() {
  local began; began=$(date +%s%N)
  "$tramso" --walk "$1" --data "$data" 2>"$work/err" || fail "$2: $(cat "$work/err")"
  took=$((($(date +%s%N) - began) / 1000000))
}
# Kills fall between the start and twice the time of one round, so that a slow machine has its turn too.
span() { echo $((took * 2 > $1 ? took * 2 : $1)); }
sleep_ms() { sleep "$(($1 / 1000)).$(printf '%03d' $(($1 % 1000)))"; }
whole() {
  "$ctl" --data "$data" db check >"$work/check" 2>&1 || fail "$1: $(cat "$work/check")"
}

# A walk that learns the emergency numbers for longer than any kill waits.
for _ in $(seq 400); do
  cat <<'WALK'
tap "Chạm để bắt đầu"
tap "Sức khỏe"
pick "Năm số gọi khi khẩn cấp"
tap "Tiếp tục"
tap "114"
tap #next
expect screen done
tap "Kết thúc"
WALK
done >"$work/walk"
head -8 "$work/walk" >"$work/once"

play "$work/once" "the walk"
shown=1 amid=0 unseen=0
[ "$(completions)" -eq 1 ] || fail "one completion was walked, $(completions) are in the ledger"

# A slow machine shows less before each kill: it gets more of them until as much was shown.
first=$seed span=$(span 700)
for (( ; seed < first + kills || (shown <= kills && seed < first + 4 * kills); seed++)); do
  RANDOM=$seed
  pause=$((20 + RANDOM % span))
  "$tramso" --walk "$work/walk" --data "$data" --verbose >"$work/lines" 2>"$work/err" &
  kiosk=$!
  sleep_ms "$pause"
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

# The same for an assessment's result.
results() { "$ctl" --data "$data" events | grep -c '"type":"assessment.completed"'; }
for _ in $(seq 40); do
  cat <<'WALK'
tap "Chạm để bắt đầu"
pick "Kiểm tra"
pick "Tôi mới dùng điện thoại"
tap #begin
answer wrong until result
expect screen result
tap "Kết thúc"
WALK
done >"$work/exams"
head -7 "$work/exams" >"$work/exam"
play "$work/exam" "the assessment"
told=1 sat=0 span=$(span 1500)
[ "$(results)" -eq 1 ] || fail "one assessment was walked, $(results) are in the ledger"
for (( sat = 0; sat < kills / 3 || (told < 4 && sat < kills); sat++)); do
  RANDOM=$((first + 1000 + sat))
  pause=$((RANDOM % span))
  "$tramso" --walk "$work/exams" --data "$data" --verbose >"$work/lines" 2>"$work/err" &
  kiosk=$!
  sleep_ms "$pause"
  kill -9 $kiosk || fail "the kiosk had ended by itself: $(cat "$work/err")"
  wait $kiosk 2>/dev/null
  told=$((told + $(grep -c 'expect screen result' "$work/lines")))
  whole "after kill $sat of an assessment at $pause ms"
  held_results=$(results)
  [ "$held_results" -ge "$told" ] || fail "$told results were shown, $held_results are in the ledger"
  [ "$held_results" -le $((told + sat + 1)) ] || fail "$held_results results, but $told were shown"
done
[ "$told" -gt 1 ] || fail "no assessment came to its end before a kill"

# The next start goes on where the ledger is, and both say that it is whole.
before=$(completions)
play "$work/once" "the last start"
whole "after the last start"
[ "$(completions)" -eq $((before + 1)) ] || fail "the last start lost a completion"
# A test that only ever killed a starting kiosk would prove nothing.
[ "$amid" -ge $((kills / 3)) ] && [ "$shown" -gt "$kills" ] ||
  fail "too little was going on: $amid kills amid a walk, $shown completions"
echo "$((seed - first)) kills, $amid amid a walk: $shown completions shown, all kept; $unseen more were written"
echo "$sat kills amid assessments: $told results shown, all kept"
echo "$((seed - first + sat + 1)) passed, 0 failed"
