# Sourced by the system tests: a hub that serves over TLS with a certificate made for the test.
# Needs: $work $hub_program; ends what it started by stop_hub.

fail() { echo "FAILED: $*" >&2; exit 1; }
same() { [ "$1" = "$2" ] || fail "$3: «$1» is not «$2»"; }
# The first «"KEY":number» of one JSON object on stdin.
number() { grep -o "\"$1\":[0-9][0-9]*" | head -1 | cut -d: -f2; }

make_certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj "/CN=127.0.0.1" -addext "subjectAltName=IP:127.0.0.1" \
    -keyout "$work/tls.key" -out "$work/tls.pem" 2>/dev/null || fail "openssl"
  chmod 600 "$work/tls.key"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_hub DATA STORE PORT: serves in the background and waits until it answers.
start_hub() {
  "$hub_program" --data "$1" ${2:+--store "$2"} serve --listen "127.0.0.1:$3" \
    --tls-cert "$work/tls.pem" --tls-key "$work/tls.key" >>"$work/serve.out" 2>>"$work/serve.err" &
  serving=$!
  for _ in $(seq 100); do
    curl -sf --cacert "$work/tls.pem" "https://127.0.0.1:$3/xapi/about" -o /dev/null && return 0
    kill -0 "$serving" 2>/dev/null || break
    sleep 0.1
  done
  fail "the hub does not serve: $(cat "$work/serve.err")"
}
stop_hub() {
  [ -z "${serving:-}" ] && return 0
  kill "${1:--TERM}" "$serving" 2>/dev/null
  wait "$serving" 2>/dev/null
  serving=
}

# kiosk_settings FILE NAME [LRS_ADDRESS LRS_USER LRS_SECRET_FILE]
kiosk_settings() {
  cat >"$1" <<YAML
kiosk_id: $2
ward_name: Phường Mẫu
network:
  sync: true
  ca_file: $work/tls.pem
YAML
  [ $# -lt 5 ] || printf '  lrs:\n    address: %s\n    user: %s\n    secret_file: %s\n' \
    "$3" "$4" "$5" >>"$1"
}
