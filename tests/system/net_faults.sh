#!/usr/bin/env bash
# The real client (libcurl, TLS) against servers that are no hub: each gets its own name for what is
# wrong, nothing is called delivered, no secret is printed, and the way is free again afterwards.
# Arguments: tramsoctl, tramso-hub.
set -u
ctl=$1 hub_program=$2 tools=$(cd "$(dirname "$0")/../support" && pwd)
work=$(mktemp -d)
cleanup() { [ -z "${server:-}" ] || kill "$server" 2>/dev/null; [ -z "${hub:-}" ] || kill "$hub" 2>/dev/null; [ -n "${KEEP:-}" ] || rm -rf "$work"; }
trap cleanup EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=127.0.0.1" \
  -addext "subjectAltName=IP:127.0.0.1" -keyout "$work/tls.key" -out "$work/tls.pem" 2>/dev/null || fail openssl
chmod 600 "$work/tls.key"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

printf 'kiosk_id: tram-01\nnetwork:\n  ca_file: %s\n' "$work/tls.pem" >"$work/kiosk.yaml"
kiosk="--config $work/kiosk.yaml --data $work/data"
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 ALL_PROXY=http://127.0.0.1:9

"$hub_program" init "$work/hub" --ward-id phuong-mau --ward-name "Phường Mẫu" \
  --address "https://127.0.0.1:$port" >"$work/init.out" 2>/dev/null || fail "hub init"
"$ctl" simulate --days 1 --seed 4 --now 2025-07-04T17:00+07:00 $kiosk >/dev/null 2>&1 || fail "simulate"
"$ctl" enrol "$(grep -o 'TSE1:[0-9A-Z]*' "$work/init.out")" $kiosk >/dev/null || fail "enrol"

# expect NAME: one round, which must end so. All that it printed is kept, to be looked for secrets.
expect() {
  "$ctl" net sync --json $kiosk >"$work/out" 2>>"$work/said"
  cat "$work/out" >>"$work/said"
  trouble=$(jq -r '.[0].trouble' "$work/out")
  [ "$trouble" = "$1" ] || fail "${2:-$1}: the round ends with «$trouble», not «$1»: $(cat "$work/out")"
}
waiting() { "$ctl" net status --json $kiosk | jq '.[0].learning_waiting'; }

expect offline "nobody listens"
total=$(waiting)
[ "$total" -gt 10 ] || fail "the kiosk has nothing to send"

# The hub itself grants and takes nothing more, so that the kiosk has a password to betray.
start_hub() {
  "$hub_program" --data "$work/hub" serve --listen "127.0.0.1:$port" --tls-cert "$work/tls.pem" \
    --tls-key "$work/tls.key" >/dev/null 2>"$work/hub.err" &
  hub=$!
  for _ in $(seq 100); do
    curl -sf --noproxy '*' --cacert "$work/tls.pem" "https://127.0.0.1:$port/xapi/about" -o /dev/null && return
    sleep 0.1
  done
  fail "the hub does not serve: $(cat "$work/hub.err")"
}
stop_hub() { kill "$hub"; wait "$hub" 2>/dev/null; hub=; }
start_hub
expect none "the hub"
stop_hub
"$ctl" simulate --days 1 --seed 5 --now 2025-07-10T17:00+07:00 --into-existing $kiosk >/dev/null 2>&1 || fail "simulate more"
total=$(waiting)
[ "$total" -gt 10 ] || fail "the kiosk has nothing more to send"

python3 "$tools/bad_server.py" "$work" "$port" &
server=$!
for _ in $(seq 100); do [ -e "$work/ready" ] && break; sleep 0.1; done

for pair in portal:portal redirect:portal cut:cut short:cut endless:too-large announced:too-large \
            headers:too-large plain:offline silence:cut reset:cut json:portal empty:portal \
            forbidden:portal missing:hub-failed busy:hub-busy; do
  echo "${pair%%:*}" >"$work/mode"
  expect "${pair##*:}" "${pair%%:*}"
  [ "$(waiting)" = "$total" ] || fail "${pair%%:*}: something was called delivered"
done
# Another certificate than the one that is trusted.
sed -i "s|ca_file:.*|ca_file: \"\"|" "$work/kiosk.yaml"
expect certificate "a certificate that nobody vouches for"
sed -i "s|ca_file:.*|ca_file: $work/none.pem|" "$work/kiosk.yaml"
expect certificate "a certificate file that is not there"
sed -i "s|ca_file:.*|ca_file: $work/tls.pem|" "$work/kiosk.yaml"
[ ! -e "$work/elsewhere" ] || fail "a redirect was followed"
kill "$server"; wait "$server" 2>/dev/null; server=

password=$(sed -n 's/^Authorization: Basic //p' "$work/seen" | head -1 | base64 -d | cut -d: -f2)
[ ${#password} -ge 40 ] || fail "the server has not seen the password"
grep -qF "$password" "$work/said" && fail "the password was printed"

start_hub
expect none "the hub again"
[ "$(waiting)" = 0 ] || fail "something waits: $("$ctl" net status $kiosk)"
"$hub_program" --data "$work/hub" export --format events 2>/dev/null | jq -r .id | sort >"$work/held"
"$ctl" events $kiosk | jq -r 'select(.type != "receipt.accepted" and .type != "device.booted") | .id' | sort >"$work/own"
[ "$(wc -l <"$work/own")" -gt "$total" ] || fail "the kiosk lists too few events"
missing=$(comm -23 "$work/own" "$work/held" | wc -l)
[ "$missing" = 0 ] || fail "the hub lacks $missing events"
[ "$(uniq -d "$work/held" | wc -l)" = 0 ] || fail "the hub holds an event twice"
echo "net_faults: all refused, nothing lost"
