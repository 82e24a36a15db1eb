#!/usr/bin/env bash
# Installs what is missing, builds with ASan and UBSan, runs every suite, and ends with
# «N passed, N failed». ./test.sh SUITE runs one suite (unit store ui fuzz walks system style).
set -uo pipefail
cd "$(dirname "$0")"

packages=(
  gcc meson ninja-build pkg-config clang-format
  libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libespeak-ng-dev espeak-ng-data
  libsndfile1-dev libsonic-dev libarchive-dev
  libsqlite3-dev libpq-dev libmicrohttpd-dev libpng-dev libcurl4-openssl-dev libqrencode-dev libzbar-dev libsodium-dev libzstd-dev libxlsxwriter-dev libjansson-dev libyaml-dev
  libutf8proc-dev libcmocka-dev
  fonts-inter fonts-noto-core fonts-material-design-icons-iconfont
  xvfb xauth sqlite3 postgresql python3 jq openssl curl
)
. ./tests/support/install.sh
install_missing "${packages[@]}" || { echo "0 passed, 1 failed"; exit 1; }

build=build-test
[ -f "$build/build.ninja" ] ||
  meson setup "$build" -Db_sanitize=address,undefined --buildtype=debug -Doptimization=1 ||
  { echo "0 passed, 1 failed"; exit 1; }
ninja -C "$build" || { echo "0 passed, 1 failed"; exit 1; }

suite=()
[ "$#" -gt 0 ] && suite=(--suite "$1")
meson test -C "$build" --no-rebuild --print-errorlogs --timeout-multiplier 3 "${suite[@]}"
outcome=$?
python3 tests/support/count.py "$build/meson-logs/testlog.json"
counted=$?
[ "$outcome" -eq 0 ] && [ "$counted" -eq 0 ]
