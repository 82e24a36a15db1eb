#!/usr/bin/env bash
# The hub's sockets: TLS, credentials, what is too large, too slow or no HTTP at all, two servers on
# one SQLite file, and a clean stop. serve.sh TRAMSOCTL TRAMSO_HUB FILL_LEDGER ROOT
set -u
ctl_program=$1 hub_program=$2 fill=$3 root=$4
work=$(mktemp -d /tmp/tramso-serve-XXXXXX)
serving= second= silent= posts=()
trap 'stop_hub; [ -n "$second" ] && kill "$second"; [ -n "$silent" ] && kill "$silent"; rm -rf "$work"' EXIT
. "$root/tests/support/hub.sh"
hub=$work/hub
refused() {
  local word=$1; shift
  "$@" >"$work/out" 2>"$work/err"
  local code=$?
  [ $code -eq 1 ] || fail "«$*» ended with $code, not 1: $(cat "$work/err")"
  [ "$(wc -l <"$work/err")" -eq 1 ] || fail "«$*» did not say one sentence: $(cat "$work/err")"
  grep -q "$word" "$work/err" || fail "«$*» does not speak of «$word»: $(cat "$work/err")"
}
# ask STATUS CURL_ARGUMENTS…: the answer stands in answer and head.
ask() {
  local want=$1; shift
  local got
  got=$(curl -s --max-time 20 --cacert "$work/tls.pem" -o "$work/answer" -D "$work/head" \
    -w '%{http_code}' "$@")
  same "$got" "$want" "curl $* ($(head -c 300 "$work/answer"))"
}

# --- what is not served
make_certificate
port=$(free_port)
"$hub_program" init "$hub" --ward-name "Phường Mẫu" --ward-id phuong-mau \
  --address "https://127.0.0.1:$port" >/dev/null 2>&1 || fail "init"
for key in hub-http ward-card; do
  same "$(stat -c %a "$hub/keys/$key.key")" 600 "$key.key"
done
refused "no hub" "$hub_program" --data "$work/none" serve
refused "passwords on the network" "$hub_program" --data "$hub" serve --listen 0.0.0.0:0
refused "address and a port" "$hub_program" --data "$hub" serve --listen 8080
refused "address and a port" "$hub_program" --data "$hub" serve --listen 127.0.0.1:99999
refused "belong together" "$hub_program" --data "$hub" serve --tls-cert "$work/tls.pem"
refused "cannot be read" "$hub_program" --data "$hub" serve --tls-cert "$work/x" --tls-key "$work/x"

# --- a hub from before it had these keys makes them at its first need
rm "$hub/keys/hub-http.key" "$hub/keys/ward-card.key"
start_hub "$hub" "" "$port"
same "$(stat -c %a "$hub/keys/hub-http.key")" 600 "a key made later"
refused "taken" "$hub_program" --data "$hub" serve --listen "127.0.0.1:$port" \
  --tls-cert "$work/tls.pem" --tls-key "$work/tls.key"
"$hub_program" --data "$hub" serve --listen 127.0.0.1:0 >"$work/second.out" 2>"$work/second.err" &
second=$!
for _ in $(seq 100); do grep -q listening "$work/second.out" && break; sleep 0.1; done
url=https://127.0.0.1:$port plain=$(sed -n 's/listening on //p' "$work/second.out")
case $plain in http://127.0.0.1:[1-9]*) ;; *) fail "port 0 said «$plain»" ;; esac

# --- silent and slow strangers, opened now and looked at again at the end
python3 - "$port" "$work/silent.done" <<'PY' &
import socket, ssl, sys, time
port, done = int(sys.argv[1]), sys.argv[2]
silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
context = ssl._create_unverified_context()
half = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
half.sendall(b"POST /xapi/statements HTTP/1.1\r\nHost: x\r\nContent-Le")
began, ended = time.time(), 0
for s in silent + [half]:
    s.settimeout(max(1, 40 - (time.time() - began)))
    try:
        while s.recv(4096):
            pass
        ended += 1
    except (TimeoutError, socket.timeout):
        pass
    except OSError:
        ended += 1
open(done, "w").write(str(ended))
PY
silent=$!

# --- a kiosk: its credentials are derived, as the hub does it
kiosk_settings "$work/kiosk.yaml" tram-mau
"$fill" "$work/kiosk" 3 7 >/dev/null || fail "fill"
ctl() { "$ctl_program" --data "$work/kiosk" --config "$work/kiosk.yaml" "$@"; }
ctl enrol "$("$hub_program" --data "$hub" enrol 2>/dev/null)" >/dev/null || fail "enrol"
ctl --json net sync >"$work/sync" || fail "net sync: $(cat "$work/sync")"
# Only a clock that is ahead shows by itself: events may have waited.
clock_said() {
  sqlite3 "$hub/hub.db" "PRAGMA busy_timeout=5000; UPDATE kiosk SET clock_error_ms=$1" >/dev/null || fail "sqlite3"
  "$hub_program" --data "$hub" kiosks >"$work/kiosks" || fail "kiosks"
  "$hub_program" --data "$hub" --json kiosks >"$work/kiosks.json" || fail "kiosks"
}
clock_said 5400000
grep -q ', clock 5400 s ahead' "$work/kiosks" || fail "a clock that is ahead: $(cat "$work/kiosks")"
same "$(number clock_error_ms <"$work/kiosks.json")" 5400000 "a clock that is ahead, as JSON"
clock_said -7200000
grep -q 'clock.*behind\|clock [0-9]' "$work/kiosks" && fail "events that waited: $(cat "$work/kiosks")"
grep -q 'its newest event was 7200 s old' "$work/kiosks" || fail "events that waited: $(cat "$work/kiosks")"
same "$(number newest_event_age_ms <"$work/kiosks.json")" 7200000 "events that waited, as JSON"
grep -q '"clock_error_ms": *null' "$work/kiosks.json" || fail "a clock's error out of nothing"
for little in 119000 -119000; do
  clock_said $little
  grep -q 'clock\|newest' "$work/kiosks" && fail "what the way takes: $(cat "$work/kiosks")"
done
login=$(sqlite3 "$hub/hub.db" "SELECT kiosk, hex(key) FROM kiosk") || fail "sqlite3"
login=$(python3 - "$login" "$hub/keys/hub-http.key" <<'PY'
import base64, hashlib, sys
name, key = sys.argv[1].split("|")
public, http = bytes.fromhex(key), bytes.fromhex(open(sys.argv[2]).read().strip())
secret = hashlib.blake2b(b"tramso http " + public, digest_size=32, key=http).digest()
user = name + "." + hashlib.blake2b(public, digest_size=32).hexdigest()[:8]
print(user + ":" + base64.urlsafe_b64encode(secret).decode().rstrip("="))
PY
) || fail "login"
version=(-H "X-Experience-API-Version: 1.0.3")
ask 200 -u "$login" "${version[@]}" "$url/xapi/statements?limit=2"
grep -qi '^X-Tramso-Receipt' "$work/head" && fail "a query needs no receipt"
grep -qi '^X-Experience-API-Consistent-Through: 20' "$work/head" || fail "no consistent-through"
ask 204 -u "$login" "$url/tramso/receipt"
grep -qi '^X-Tramso-Receipt: [A-Za-z0-9_-]\{100,\}' "$work/head" || fail "no receipt"

# --- refused, and nothing changes
total() { sqlite3 "$hub/hub.db" "SELECT count(*), max(place) FROM event"; }
before=$(total)
json=(-H "Content-Type: application/json")
one='{"actor":{"mbox":"mailto:mau@example.org"},"verb":{"id":"http://example.org/v"},"object":{"id":"http://example.org/a"}}'
ask 401 "${version[@]}" "${json[@]}" -d "$one" "$url/xapi/statements"
grep -qi '^WWW-Authenticate: Basic' "$work/head" || fail "no challenge"
ask 401 -u "${login}x" "${version[@]}" "${json[@]}" -d "$one" "$url/xapi/statements"
ask 401 -u "nobody:secret" "${version[@]}" "${json[@]}" -d "$one" "$url/xapi/statements"
ask 400 -u "$login" "${json[@]}" -d "$one" "$url/xapi/statements"
ask 400 -u "$login" "${version[@]}" -d "$one" "$url/xapi/statements"
ask 400 -u "$login" "${version[@]}" "${json[@]}" -d "[$one,{}]" "$url/xapi/statements"
grep -q 'statements\[1\].actor is missing' "$work/answer" || fail "no reason: $(cat "$work/answer")"
ask 404 "$url/"
ask 404 "$url/%2e%2e/keys/hub-http.key"
ask 405 -u "$login" -X DELETE "${version[@]}" "$url/xapi/statements"
head -c 1048577 /dev/zero >"$work/large"
ask 413 -u "$login" "${version[@]}" "${json[@]}" --data-binary "@$work/large" "$url/xapi/statements"
ask 413 -u "$login" "${version[@]}" "${json[@]}" -H "Transfer-Encoding: chunked" \
  --data-binary "@$work/large" "$url/xapi/statements"
head -c 300000000 /dev/zero | curl -s --max-time 20 --cacert "$work/tls.pem" -u "$login" \
  "${version[@]}" "${json[@]}" -T - -X POST "$url/xapi/statements" -o /dev/null &&
  fail "an endless body was read to its end"
ask 400 -u "$login" "${version[@]}" "$url/xapi/statements?unknown=1"
# No HTTP at all, no TLS at all, and another's certificate.
head -c 100000 /dev/urandom | timeout 10 python3 -c '
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
s.settimeout(5)
try:
    s.sendall(sys.stdin.buffer.read()); s.recv(1000)
except OSError: pass' "$port" 2>/dev/null
curl -s --max-time 5 "http://127.0.0.1:$port/xapi/about" -o /dev/null && fail "plain HTTP on TLS"
curl -s --max-time 5 "$url/xapi/about" -o /dev/null && fail "an unknown certificate was taken"
same "$(total)" "$before" "the rows after all that was refused"

# --- two servers on one file: the same statements to both at once, each stored once
statement() { printf '{"id":"6690e6c9-3ef0-4ed3-8b37-%012d",%s' "$1" "${one#\{}"; }
for i in $(seq 12); do
  for where in "$url" "$plain"; do
    {
      body="[$(statement $((i * 2))),$(statement $((i * 2 + 1)))]"
      for _ in $(seq 20); do
        code=$(curl -s --max-time 20 --cacert "$work/tls.pem" -u "$login" "${version[@]}" \
          "${json[@]}" -d "$body" -o /dev/null -w '%{http_code}' "$where/xapi/statements")
        [ "$code" = 200 ] && break
        sleep 0.2
      done
      [ "$code" = 200 ] || echo "$i at $where: $code" >>"$work/two.failed"
    } &
    posts+=($!)
  done
done
wait "${posts[@]}"
[ -e "$work/two.failed" ] && fail "two servers: $(cat "$work/two.failed")"
ask 200 -u "$login" "${version[@]}" "$plain/xapi/statements?verb=http://example.org/v"
same "$(grep -o '"stored"' "$work/answer" | wc -l)" 24 "statements of both servers"

# --- codes as pictures
code=$("$hub_program" --data "$hub" enrol --qr --png "$work/code.png" 2>/dev/null) || fail "enrol --qr"
same "$(head -c 4 "$work/code.png" | tail -c 3)" PNG "the picture"
same "$(stat -c %a "$work/code.png")" 600 "the picture's mode"
grep -q '▀' <<<"$code" && grep -q '^TSE1:' <<<"$code" || fail "no code in the terminal"
refused "cannot be written" "$hub_program" --data "$hub" enrol --png "$work/none/code.png"

# --- a reader
reader=$("$hub_program" --data "$hub" reader tinh) || fail "reader"
ask 200 -u "$reader" "${version[@]}" "$url/xapi/statements?limit=1"
ask 200 -I -u "$reader" "${version[@]}" "$url/xapi/statements?limit=1"
[ ! -s "$work/answer" ] || ! grep -q statements "$work/answer" || fail "HEAD has a body"
ask 200 -I "$url/xapi/about"
ask 403 -u "$reader" "${version[@]}" "${json[@]}" -d "$one" "$url/xapi/statements"
ask 403 -u "$reader" "${version[@]}" "${json[@]}" -X PUT -d "$one" \
  "$url/xapi/statements?statementId=6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
ask 403 -u "$reader" "$url/tramso/receipt"
"$hub_program" --data "$hub" revoke reader-tinh >/dev/null || fail "revoke the reader"
ask 401 -u "$reader" "${version[@]}" "$url/xapi/statements?limit=1"
refused "no reader" "$hub_program" --data "$hub" revoke reader-tinh
refused "small letters" "$hub_program" --data "$hub" reader "Tỉnh"

# --- revoked at once, by both servers
refused "no kiosk" "$hub_program" --data "$hub" revoke tram-khac
"$hub_program" --data "$hub" revoke tram-mau >/dev/null || fail "revoke"
ask 403 -u "$login" "${version[@]}" "$url/xapi/statements"
ask 403 -u "$login" "${version[@]}" "$plain/xapi/statements"
"$hub_program" --data "$hub" kiosks | grep -q REVOKED || fail "kiosks does not say so"

# --- the silent ones were shown out; the stop is clean; no secret was said
wait "$silent"
silent=
same "$(cat "$work/silent.done")" 9 "silent connections that were ended"
kill -TERM "$second" && wait "$second"
same "$?" 0 "the end of the second server"
second=
kill -INT "$serving" && wait "$serving"
same "$?" 0 "the end of the first server"
serving=
grep -q "POST /xapi/statements refused with 401" "$work/serve.err" || fail "refusals are not logged"
secret=${login#*:}
grep -qF "$secret" "$work/serve.err" "$work/serve.out" "$work/second.err" "$work/second.out" &&
  fail "the log has a password"
grep -q "example.org" "$work/serve.err" && fail "the log has what was sent"
grep -Ei "error|warning" "$work/second.err" && fail "the second server complained"
exit 0
