#!/usr/bin/env bash
# Runs a command with a display that holds the kiosk upright and lying and an empty data folder as its last argument.
# xvfb.sh COMMAND [ARGUMENT …]
set -u
command -v Xvfb >/dev/null || { echo "# left out: Xvfb is not installed"; exit 77; }
work=$(mktemp -d /tmp/tramso-bench-XXXXXX)
# Without -noreset the server starts anew after each client, into the next start's time.
Xvfb -displayfd 3 -screen 0 1920x1920x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
[ -s "$work/display" ] || { echo "# left out: Xvfb does not start"; exit 77; }
DISPLAY=:$(cat "$work/display") "$@" "$work/data"
