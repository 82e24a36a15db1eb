#!/usr/bin/env bash
# silence.sh SILENT_KIOSK ASSETS: no sound device, no espeak data, a device that breaks in the middle of a
# visit. The kiosk goes on, the panel tells, and the log has one line, not one for every sentence.
set -u
kiosk=$1 assets=$2
xvfb=$(cd "$(dirname "$0")/../bench" && pwd)/xvfb.sh
export LSAN_OPTIONS=suppressions=$(cd "$(dirname "$0")/../support" && pwd)/lsan.supp:print_suppressions=0
work=$(mktemp -d /tmp/tramso-silence-XXXXXX)
trap 'rm -rf "$work"' EXIT
mkdir "$work/no-data"

# try NAME voice|no-voice LINES PATTERN [VARIABLE=VALUE …]
try() {
  local name=$1 voice=$2 lines=$3 pattern=$4
  shift 4
  env "$@" bash "$xvfb" "$kiosk" "$assets" "$voice" >"$work/out" 2>"$work/log"
  local code=$? found
  [ $code = 77 ] && { cat "$work/out"; exit 77; }
  [ $code = 0 ] || { echo "$name: ended with $code"; cat "$work/log"; exit 1; }
  found=$(grep -cE "$pattern" "$work/log")
  [ "$found" = "$lines" ] ||
    { echo "$name: $found lines of «$pattern» instead of $lines"; cat "$work/log"; exit 1; }
  echo "$name: ok"
}

try "all there" voice 0 'sound|audio|espeak' SDL_AUDIODRIVER=dummy
try "no driver" no-voice 1 'there is no sound .*goes on without a voice' SDL_AUDIODRIVER=nothing
try "no device" no-voice 1 'no (sound|audio device)' \
  SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE="$work/nowhere/file"
try "no espeak data" no-voice 1 'no voice data' SDL_AUDIODRIVER=dummy \
  ESPEAK_DATA_PATH="$work/no-data"
# Every write fails, as when the plug is pulled: SDL calls the device lost.
try "a device that breaks" lost 1 'goes away again and again' SDL_AUDIODRIVER=disk \
  SDL_DISKAUDIOFILE=/dev/full
