#!/usr/bin/env bash
# Whatever is wrong with what the kiosk is given: one clear sentence on stderr, a calm Vietnamese screen
# or exit code 1 (2: wrong usage), and nothing half-written. bad_input.sh TRAMSO TRAMSOCTL SOURCE_ROOT
set -u
tramso=$1 ctl=$2 root=$3
work=$(mktemp -d /tmp/tramso-bad-XXXXXX)
chmod 755 "$work"
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; rm -rf "$work"' EXIT
passed=0 failed=0
assets=$work/assets lessons=$work/assets/lessons/chung/lessons
# libX11 keeps a few bytes of its locale under the address sanitizer.
export LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER

wrong() { echo "FAILED: $*" >&2; failed=$((failed + 1)); }
fresh_assets() { rm -rf "$assets" && cp -r "$root/assets" "$assets"; }
walk() { printf '%s\n' "${@:2}" >"$work/$1.walk"; }
listing() { find "$1" -mindepth 1 | LC_ALL=C sort; }
left_out() { echo "left out: $*"; }

# Runs tramso; what it says besides «info» must be one line that holds WORD, and its exit code CODE.
# says CODE WORD ARGUMENT …
says() {
  local code=$1 word=$2 got; shift 2
  timeout 60 "${as[@]}" "$tramso" "$@" >"$work/out" 2>"$work/err"
  got=$?
  grep -v '^info ' "$work/err" >"$work/said"
  if [ "$got" -ne "$code" ]; then wrong "«$*» ended with $got, not $code: $(cat "$work/err")"
  elif [ "$(wc -l <"$work/said")" -ne 1 ]; then wrong "«$*» is no one sentence: $(cat "$work/said")"
  elif ! grep -qF -- "$word" "$work/said"; then wrong "«$*» does not say «$word»: $(cat "$work/said")"
  elif [ -n "$(find "$work" -name '*.tmp' -not -path "$mounted/*")" ]; then wrong "«$*» left a half-written file"
  else passed=$((passed + 1)); fi
}
as=()
same_listing() {
  [ "$1" = "$2" ] && { passed=$((passed + 1)); return; }
  wrong "$3: the folder held «$1», then «$2»"
}

walk no_lessons 'expect screen notice' 'expect "Máy chưa mở được các bài học. Bác gọi người trực giúp ạ."' \
  'tap "Gọi giúp"' 'expect screen help' 'tap #help-close' 'expect screen notice'
walk no_ledger 'expect screen notice' 'expect "Máy chưa ghi được kết quả. Bác gọi người trực giúp ạ."' \
  'wait 400s' 'expect screen notice'
walk left_out 'tap "Chạm để bắt đầu"' 'tap "Sức khỏe"' 'pick not #lesson-M05' 'tap "Trang đầu"' \
  'tap "Sức khỏe"' 'pick #lesson-M10' 'expect screen lesson'
walk no_lesson 'tap "Chạm để bắt đầu"' 'tap "Sức khỏe"' 'pick #lesson-M05' 'expect screen notice' \
  'expect "Bài này chưa mở được. Bác chọn bài khác nhé ạ."' 'tap "Về trang đầu"' 'expect screen home'
walk lesson 'tap "Chạm để bắt đầu"' 'tap "Sức khỏe"' 'pick #lesson-M05' 'expect screen lesson' \
  'tap "Tiếp tục"' 'tap "114"' 'tap #next' 'expect screen done'
walk attract 'expect screen attract'

# --- lessons: without its first pack the kiosk has none; a bad lesson is left out or cannot be
# opened, and the others stand
play() { says 0 "$2" --walk "$work/$1.walk" --assets "$assets" --data "$work/lessons"; }
chung=$assets/lessons/chung/pack.yaml mua=$assets/lessons/theo-mua/pack.yaml
m05=$lessons/M05-mp-so-khan-cap.yaml
fresh_assets; sed -i '3s/.*/  - : [/' "$chung"; play no_lessons chung/pack.yaml:3:
fresh_assets; sed -i '1s/.*/format: 99/' "$chung"; play no_lessons chung/pack.yaml:1:
fresh_assets; sed -i '1s/.*/format: 99/' "$lessons"/*.yaml; printf 'packs: [chung]\n' >"$work/chung.yaml"
timeout 60 "$tramso" --walk "$work/no_lessons.walk" --assets "$assets" --data "$work/lessons" \
  --config "$work/chung.yaml" >"$work/out" 2>"$work/err" || wrong "only bad lessons: $(cat "$work/err")"
told=$(grep -c 'yaml:1:9: .*: update the program$' "$work/err")
more=$(sed -n 's/^and \([0-9]*\) more problems$/\1/p' "$work/err")
if [ $((told + more)) -ne "$(find "$lessons" -name '*.yaml' | wc -l)" ] ||
  [ "$(grep -vc '^info ' "$work/err")" -ne $((told + (more > 0))) ]; then
  wrong "only bad lessons are no one sentence each: $(cat "$work/err")"
else passed=$((passed + 1)); fi
fresh_assets; sed -i '1s/.*/format: 99/' "$mua"; play lesson theo-mua/pack.yaml:1:
fresh_assets; sed -i '4s/.*/  : [/' "$m05"; play left_out M05-mp-so-khan-cap.yaml:4:
fresh_assets; sed -i '1s/.*/format: 99/' "$m05"; play left_out M05-mp-so-khan-cap.yaml:1:
fresh_assets; LC_ALL=C sed -i 's/^summary: .*/summary: {vi: "\xff\xfe", en: x}/' "$m05"
play left_out M05-mp-so-khan-cap.yaml:
fresh_assets; printf '# \xff\xfe\n' >>"$m05"; play no_lesson M05-mp-so-khan-cap.yaml
fresh_assets; long=$(printf 'dài %.0s' $(seq 400))
sed -i "s/^title: .*/title: {vi: $long, en: long}/" "$m05"; play left_out M05-mp-so-khan-cap.yaml
fresh_assets; sed -i "s/prompt: .*/prompt: {vi: $long, en: long}/" "$m05"; play no_lesson M05-mp-so-khan-cap.yaml
fresh_assets; sed -i 's/^steps:/stepss:/' "$m05"; play left_out M05-mp-so-khan-cap.yaml
fresh_assets; rm "$m05"; play left_out M05-mp-so-khan-cap.yaml
fresh_assets; rm "$assets/pictures/so-khan-cap.svg"; play lesson "picture so-khan-cap.svg"
fresh_assets; echo '<svg' >"$assets/pictures/so-khan-cap.svg"; play lesson "picture so-khan-cap.svg"
fresh_assets; rm -r "$assets/lessons/chung"; play no_lessons "there is no such pack"
fresh_assets; rm -r "$assets/lessons/theo-mua"; play lesson "there is no such pack"
fresh_assets; rm "$assets/ui/vi.yaml"; play no_lessons "ui/vi.yaml: there is no such file"
fresh_assets; sed -i '/^  start-button:/d' "$assets/ui/vi.yaml"; play no_lessons start-button
fresh_assets

# --- settings
bad=$work/kiosk.yaml
config() { says 0 "$1" --walk "$work/attract.walk" --config "$bad" --data "$work/settings"; }
config "no settings in"
echo 'ward: [' >"$bad"; config kiosk.yaml:
printf 'kiosk_id: \xff\n' >"$bad"; config kiosk.yaml:

# --- the ledger: whatever it is, it stays as it was
good=$work/good
"$tramso" --walk "$work/lesson.walk" --data "$good" 2>"$work/err" || wrong "$(cat "$work/err")"
ledger() {
  local before after
  before=$(sha256sum "$work/ledger/ledger.db"; listing "$work/ledger")
  says 0 "$1" --walk "$work/no_ledger.walk" --data "$work/ledger"
  after=$(sha256sum "$work/ledger/ledger.db"; listing "$work/ledger")
  same_listing "$before" "$after" "$1"
}
fresh_ledger() { rm -rf "$work/ledger"; cp -r "$good" "$work/ledger"; rm -f "$work"/ledger/ledger.db-*; }
fresh_ledger; head -c 8000 /dev/urandom >"$work/ledger/ledger.db"; ledger "not a database"
fresh_ledger; sqlite3 "$work/ledger/ledger.db" 'PRAGMA user_version=99' >/dev/null; ledger ledger.db
fresh_ledger; rm "$work/ledger/ledger.db"; sqlite3 "$work/ledger/ledger.db" 'CREATE TABLE x(a)'; ledger "another program"
fresh_ledger; head -c 7 "$good/keys/kiosk.key" >"$work/ledger/keys/kiosk.key"; ledger kiosk.key

# --- folders that cannot be written
mkdir "$work/locked"; chmod 555 "$work/locked"
if [ "$(id -u)" -ne 0 ]; then read_only=yes
elif command -v setpriv >/dev/null && setpriv --reuid=65534 --regid=65534 --clear-groups \
  "$tramso" --version >/dev/null 2>&1; then
  read_only=yes as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else read_only=; left_out "a read-only folder: root writes everywhere and nobody cannot run this program"; fi
if [ "$read_only" ]; then
  # Whoever this is may not see the source tree (a checkout under /root), so it gets copies.
  fresh_assets; cp "$root/kiosk-config/kiosk.yaml" "$work/kiosk.yaml"; chmod -R a+rX "$work"
  seen=(--assets "$assets" --config "$work/kiosk.yaml" --walk "$work/no_ledger.walk")
  says 0 "permission denied" "${seen[@]}" --data "$work/locked"
  says 0 "permission denied" "${seen[@]}" --data "$work/locked/deep"
  same_listing "" "$(listing "$work/locked")" "a read-only folder"
fi
as=()

# --- a full disk: in the middle of learning, and from the start
if [ "$(id -u)" -eq 0 ] && mkdir "$work/disk" && mount -t tmpfs -o size=512k none "$work/disk" 2>/dev/null; then
  mounted=$work/disk
  for _ in $(seq 400); do cat "$work/lesson.walk"; echo 'tap "Kết thúc"'; done >"$work/full.walk"
  timeout 60 "$tramso" --walk "$work/full.walk" --verbose --data "$work/disk/d" >"$work/out" 2>"$work/err"
  shown=$(grep -c 'expect screen done' "$work/out")
  grep -q 'Kết quả chưa lưu được\|Máy chưa ghi được kết quả' "$work/err" && [ "$shown" -gt 2 ] ||
    wrong "a full disk after $shown lessons: $(cat "$work/err")"
  [ "$(grep '^error' "$work/err" | sort -u | wc -l)" -eq 1 ] && grep -q '^error.* full$' "$work/err" ||
    wrong "a full disk is no clear sentence: $(grep ^error "$work/err" | sort -u)"
  says 0 "full" --walk "$work/no_ledger.walk" --data "$work/disk/d"
  mount -o remount,size=4m "$work/disk"
  "$ctl" --data "$work/disk/d" db check >/dev/null 2>"$work/err" || wrong "after a full disk: $(cat "$work/err")"
  held=$("$ctl" --data "$work/disk/d" events | grep -c lesson.completed)
  [ "$held" -eq "$shown" ] || wrong "a full disk: $shown completions were shown, $held are held"
  # Once there is room again the same kiosk learns on.
  "$tramso" --walk "$work/lesson.walk" --data "$work/disk/d" 2>"$work/err" || wrong "$(cat "$work/err")"
  passed=$((passed + 1))
  head -c 8m /dev/zero >"$work/disk/filler" 2>/dev/null
  says 0 "no space is left" --walk "$work/no_ledger.walk" --data "$work/disk/new"
else
  left_out "a full disk: only root may mount a small one"
fi

# --- no fonts, no display, no sound
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
  timeout 60 unshare -m bash -c 'mount -t tmpfs none /usr/share/fonts && exec "$@"' - \
    "$tramso" --walk "$work/attract.walk" --data "$work/none" >/dev/null 2>"$work/err"
  [ $? -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "install the package fonts-inter" "$work/err" ||
    wrong "without fonts: $(cat "$work/err")"
  [ ! -e "$work/none" ] || wrong "without fonts it wrote data"
  passed=$((passed + 1))
else
  left_out "no fonts: only root may hide them"
fi
says 1 "no display can be opened" --data "$work/none"
DISPLAY=:4711 says 1 "no display can be opened" --data "$work/none"
[ ! -e "$work/none" ] || wrong "without a display it wrote data"
if command -v Xvfb >/dev/null; then
  Xvfb -displayfd 3 -screen 0 1080x1920x24 -nolisten tcp 3>"$work/display" 2>/dev/null & server=$!
  for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
  DISPLAY=:$(cat "$work/display") SDL_AUDIODRIVER=nonsense "$tramso" --window 540x960 \
    --data "$work/silent" 2>"$work/err" & kiosk=$!
  for _ in $(seq 100); do grep -q voice "$work/err" && break; sleep 0.1; done
  kill $kiosk; wait $kiosk || wrong "without sound it ended with $?: $(cat "$work/err")"
  kill $server; wait $server 2>/dev/null
  [ "$(grep -vc '^info ' "$work/err")" -eq 1 ] && grep -q "goes on without a voice" "$work/err" ||
    wrong "without sound: $(cat "$work/err")"
  passed=$((passed + 1))
else
  left_out "no sound: Xvfb is not installed"
fi

# --- command lines and walks
says 2 "is not an option" --nonsense
says 2 "belongs to no option" hello
says 2 "--window takes" --window 12x
says 2 "--now takes" --now gestern
says 2 "--seed takes" --seed x
says 2 "needs a value" --walk
says 1 "cannot be read" --walk "$work/nowhere.walk" --data "$work/walks"
says 1 "cannot be read" --walk "$work" --data "$work/walks"
bad_line() {
  printf 'expect screen attract\n%b\n' "$1" >"$work/bad.walk"
  timeout 60 "$tramso" --walk "$work/bad.walk" --data "$work/walks" >/dev/null 2>"$work/err"
  if [ $? -eq 1 ] && grep -av '^info ' "$work/err" | sed -n 1p | grep -qaF "bad.walk:2: " &&
    grep -av '^info ' "$work/err" | sed -n 2p | grep -qaF "$2"; then passed=$((passed + 1))
  else wrong "the line «$1»: $(head -3 "$work/err")"; fi
}
bad_line 'tap "offen' "open quote"
bad_line 'tap \0377\0376' "broken UTF-8"
bad_line 'jump high' "there is no command"
bad_line 'tap' "takes 1 word"
bad_line 'tap "Không có nút này"' "no control on the screen"
bad_line 'wait soon' "is no time"
bad_line 'shot ../x' "letters, digits"
bad_line 'size 1x1' "is no size"
bad_line 'key F13' "there is no key"
bad_line 'expect screen nowhere' "not «nowhere»"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
