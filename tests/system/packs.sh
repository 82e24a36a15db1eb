#!/usr/bin/env bash
# A ward writes its own lesson by the guide, word for word; it travels as a signed file, by shell and
# by stick; who is learning goes on with the old lessons, the next one has the new; what cannot be
# used is taken back by itself.
# packs.sh TRAMSO TRAMSOCTL TRAMSO_HUB ROOT
set -u
tramso=$(realpath "$1") ctl_program=$(realpath "$2") hub_program=$(realpath "$3") root=$4
work=$(mktemp -d /tmp/tramso-guide-XXXXXX)
trap 'rm -rf "$work"' EXIT
. "$root/tests/support/hub.sh"
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy
export LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0
cd "$work" || exit 1
data=$work/kiosk settings=$work/kiosk.yaml
kiosk_settings "$settings" tram-mau

# On a day on which the guide's lesson is not due for review.
tramsoctl() {
  local now=()
  [[ "$1 ${2:-}" == "pack check" || "$1 ${2:-}" == "pack build" ]] &&
    [[ "$*" != *--now* ]] && now=(--now 2026-11-22T09:00+07:00)
  "$ctl_program" --data "$data" --config "$settings" --assets "$root/assets" "$@" "${now[@]}"
}
# Plays a walk from stdin.
use() {
  cat >"$work/now.walk"
  "$tramso" --walk "$work/now.walk" --window 540x960 --data "$data" --config "$settings" \
    --assets "$root/assets" --seed 1 "$@" 2>"$work/walk.err" || fail "walk: $(cat "$work/walk.err")"
}
version_in_use() { tramsoctl --json pack list | python3 -c '
import json, sys
print(next((r["version"] for r in json.load(sys.stdin) if r["pack"] == sys.argv[1] and r["in_use"]), 0))' "$1"; }
events() { tramsoctl events | grep -c "\"type\":\"$1\""; }

# --- the guide, word for word: its files, then its commands
python3 - "$root/assets/lessons/HUONG-DAN.md" <<'PY' || fail "the guide's files"
import os, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
files = re.findall(r"```yaml file=(\S+)\n(.*?)```", text, re.S)
assert len(files) == 3, files
for name, body in files:
    os.makedirs(os.path.dirname(name), exist_ok=True)
    open(name, "w", encoding="utf-8").write(body)
commands = re.findall(r"```sh\n(.*?)```", text, re.S)
assert len(commands) == 5, commands
for i, body in enumerate(commands):
    open(f"step{i}.sh", "w", encoding="utf-8").write("set -e\n" + body)
PY
step() { . "$work/step$1.sh" >"$work/step.out" 2>&1 || fail "step $1 of the guide: $(cat "$work/step.out")"; set +e; }
step 0
key=$(grep -oE '^[0-9a-f]{64}$' "$work/step.out") || fail "key new printed no key"
same "$(stat -c %a phuong-mau.key)" 600 "the key file's mode"
grep -q "$key" phuong-mau.key && fail "the public key is the secret one"
tramsoctl key new phuong-mau.key >/dev/null 2>&1 && fail "a key was overwritten"
step 1
step 2
# Before the key stands in kiosk.yaml nobody's packs are taken.
tramsoctl pack install phuong-mau-1.tsp 2>"$work/err" && fail "an untrusted pack was installed"
grep -q "trusts nobody's packs yet" "$work/err" || fail "why: $(cat "$work/err")"
printf 'pack_keys:\n  - "%s"\n' "$key" >>"$settings"
# A first use, so that there is a ledger.
use <<'W'
tap #start
expect not "Bài học của Phường Mẫu"
wait 1s
W
step 3
same "$(version_in_use phuong-mau)" 1 "the guide's pack in use"
tramsoctl pack list | grep -q "phuong-mau" || fail "pack list"
same "$(events pack.installed)" 1 "events of installing"
# The same files give the same bytes but for the moment.
tramsoctl pack build phuong-mau again.tsp --key phuong-mau.key --now 2026-10-01T08:00+07:00 >/dev/null
tramsoctl pack build phuong-mau again2.tsp --key phuong-mau.key --now 2026-10-01T08:00+07:00 >/dev/null
cmp again.tsp again2.tsp || fail "building twice differs"

# --- its lesson can be learned, in both orientations
for mode in follow self; do
  tramsoctl pack walk phuong-mau L48 --mode $mode --wrong >"$work/learn.walk" || fail "pack walk"
  for size in 1080x1920 1920x1080; do
    { echo "size $size"; cat "$work/learn.walk"; } >"$work/sized.walk"
    use <"$work/sized.walk"
  done
done

# --- a stick brings version 2 from the hub while somebody learns
hub=$work/hub
code=$("$hub_program" init "$hub" --ward-name "Phường Mẫu" 2>/dev/null) || fail "init"
tramsoctl enrol "$code" >/dev/null || fail "enrol"
sed -i 's/^version: 1/version: 2/' phuong-mau/pack.yaml
sed -i 's/Khỏi đi hai lần/Xem trước rồi đi/' phuong-mau/lessons/L48-lich-tiep-dan.yaml
tramsoctl pack build phuong-mau v2.tsp --key "$hub/keys/hub-sign.key" >/dev/null || fail "build 2"
mkdir -p stick/TRAMSO/packs && cp v2.tsp stick/TRAMSO/packs/
use --seed 2 <<W
tap #start
tap #topic-dich-vu-cong
tap #lesson-L48
expect "Khỏi đi hai lần"
usb in $work/stick
usb sync
usb report "Đã cài bài học mới"
expect "Khỏi đi hai lần"
tap #next
expect screen practice
wait 400s
expect screen attract
tap #start
tap #topic-dich-vu-cong
tap #lesson-L48
expect "Xem trước rồi đi"
W
same "$(version_in_use phuong-mau)" 2 "after the stick"
same "$(events pack.installed)" 2 "events of installing, after the stick"
# Again: nothing new.
tramsoctl usb sync stick >"$work/out" || fail "usb sync"
grep -q "installed" "$work/out" && fail "installed twice: $(cat "$work/out")"

# --- the guide's last step
step 4
same "$(version_in_use phuong-mau)" 1 "after taking back"
same "$(events pack.rolledback)" 1 "events of taking back"
tramsoctl usb sync stick >"$work/out" || fail "usb sync after taking back"
same "$(version_in_use phuong-mau)" 1 "a stick brought back what was taken back"

# --- damaged on the disk after it was installed: the start takes it back and tells the ledger
sed -i 's/^version: 2/version: 3/' phuong-mau/pack.yaml
tramsoctl pack build phuong-mau v3.tsp --key phuong-mau.key >/dev/null && tramsoctl pack install v3.tsp >/dev/null
same "$(version_in_use phuong-mau)" 3 "version 3"
: >"$data/packs/installed/phuong-mau/3/pack.yaml"
use <<'W'
tap #start
tap #topic-dich-vu-cong
tap #lesson-L48
expect "Khỏi đi hai lần"
W
same "$(version_in_use phuong-mau)" 1 "what was damaged is taken back"
same "$(events pack.rolledback)" 2 "and the ledger says so"

# --- a pack with which the kiosk never comes to rest
sed -i 's/^version: 3/version: 4/' phuong-mau/pack.yaml
tramsoctl pack build phuong-mau v4.tsp --key phuong-mau.key >/dev/null && tramsoctl pack install v4.tsp >/dev/null
# Killed as if a lesson had brought the program down: as soon as the start is counted.
crash() {
  local state=$data/packs/installed/phuong-mau/state before kiosk
  before=$(cat "$state")
  "$tramso" --window 540x960 --data "$data" --config "$settings" --assets "$root/assets" 2>/dev/null &
  kiosk=$!
  for _ in $(seq 600); do
    [ "$(cat "$state")" != "$before" ] && break
    sleep 0.05
  done
  kill -KILL "$kiosk"
  wait "$kiosk" 2>/dev/null
  [ "$(cat "$state")" != "$before" ] || fail "a start on trial was not counted"
}
for i in 1 2 3; do
  crash
  same "$(version_in_use phuong-mau)" 4 "start $i of the trial"
done
use <<<"tap #start"
same "$(version_in_use phuong-mau)" 1 "after three starts without a rest"
same "$(events pack.rolledback)" 3 "and the ledger says that too"

# --- hostile files by the shell: one sentence, exit code 1, nothing changed
before=$(cd "$data/packs/installed" && find . -type f -exec sha256sum {} + | sort)
head -c 100000 /dev/urandom >bad1.tsp
head -c 200 v4.tsp >bad2.tsp
cp v4.tsp bad3.tsp && printf 'X' | dd of=bad3.tsp bs=1 seek=900 conv=notrunc 2>/dev/null
ln -s v4.tsp bad4.tsp
tramsoctl key new other.key >/dev/null
tramsoctl pack build phuong-mau bad5.tsp --key other.key >/dev/null
cp v2.tsp bad6.tsp
for bad in bad?.tsp missing.tsp .; do
  tramsoctl pack install "$bad" >"$work/out" 2>"$work/err" && fail "$bad was installed"
  same $? 1 "exit code of $bad"
  same "$(grep -c '^tramsoctl: ' "$work/err")" 1 "sentences about $bad: $(cat "$work/err")"
done
same "$(cd "$data/packs/installed" && find . -type f -exec sha256sum {} + | sort)" "$before" "after hostile files"
echo "packs: the guide works word for word, by shell and stick; six bad files refused"
