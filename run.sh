#!/usr/bin/env bash
# Installs what is missing, builds, and starts the kiosk. Without a display it plays the demonstration
# walk instead and says where its pictures and its ledger are. Arguments go to tramso (--window 540x960 …).
set -euo pipefail
cd "$(dirname "$0")"

packages=(
  gcc meson ninja-build pkg-config
  libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libespeak-ng-dev espeak-ng-data
  libsndfile1-dev libsonic-dev libarchive-dev
  libsqlite3-dev libpq-dev libmicrohttpd-dev libpng-dev libcurl4-openssl-dev libqrencode-dev libsodium-dev libzstd-dev libxlsxwriter-dev libjansson-dev libyaml-dev libutf8proc-dev
  fonts-inter fonts-noto-core fonts-material-design-icons-iconfont
)
. ./tests/support/install.sh
install_missing "${packages[@]}"

[ -f build/build.ninja ] || meson setup build --buildtype=debugoptimized
ninja -C build tramso tramsoctl tramso-hub

if [ "$#" -gt 0 ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
  exec build/tramso "$@"
fi

demo=demo
rm -rf "$demo" && mkdir -p "$demo/shots"
echo "There is no display here: playing the demonstration walk."
build/tramso --walk tests/walks/first_visit.walk --data "$demo/data" --shots "$demo/shots"
echo
echo "Pictures of every screen: $demo/shots/"
echo "The ledger of the visit:  $demo/data/ledger.db   (build/tramsoctl --data $demo/data events)"
