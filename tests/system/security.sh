#!/usr/bin/env bash
# What must be refused is refused with a reason and changes nothing; secrets are 0600 and in no
# output. security.sh TRAMSO TRAMSOCTL TRAMSO_HUB FILL_LEDGER FORGE ROOT
set -u
tramso=$1 ctl_program=$2 hub_program=$3 fill=$4 forge=$5 root=$6
work=$(mktemp -d /tmp/tramso-sec-XXXXXX)
serving=
trap 'stop_hub; [ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
. "$root/tests/support/hub.sh"
hub=$work/hub stick=$work/stick
mkdir "$stick"
# Everything that the programs ever say is kept and searched at the end.
keep() {
  "$@" >"$work/last.out" 2>"$work/last.err"
  local code=$?
  cat "$work/last.out" "$work/last.err" >>"$work/said"
  cat "$work/last.out"
  cat "$work/last.err" >&2
  return $code
}
ctl() { local k=$1; shift; keep "$ctl_program" --data "$work/$k" --config "$work/$k.yaml" "$@"; }
hub() { keep "$hub_program" --data "$hub" "$@"; }
# The rows that a refusal must leave as they are: all but the quarantine list.
rows() {
  for table in setting token kiosk event run; do
    sqlite3 "$hub/hub.db" "SELECT * FROM $table ORDER BY 1, 2" || fail "sqlite3"
  done | sha256sum
  hub export --format events 2>/dev/null | sha256sum
}

sticks=0
stick_changed_nothing() { same "$(rows)" "$before" "the hub after $1"; sticks=$((sticks + 1)); }

# --- a ward with three kiosks: one of them will be revoked
make_certificate
port=$(free_port)
"$hub_program" init "$hub" --ward-name "Phường Mẫu" --address "https://127.0.0.1:$port" \
  >/dev/null 2>&1 || fail "init"
start_hub "$hub" "" "$port"
seed=10
for k in own other lost; do
  kiosk_settings "$work/$k.yaml" "tram-$k"
  seed=$((seed + 1))
  "$fill" "$work/$k" 3 "$seed" "$(date -u -d '-2 hours' +%Y-%m-%dT%H:%MZ)" >/dev/null || fail "fill"
  hub enrol 2>/dev/null >"$work/code.$k" || fail "enrol"
  ctl $k enrol "$(cat "$work/code.$k")" >/dev/null || fail "enrol $k"
  ctl $k --json net sync >/dev/null || fail "net sync of $k"
done
hub revoke tram-lost >/dev/null || fail "revoke"
logins=("$("$forge" login "$work/own")" "$("$forge" login "$work/other")" "$("$forge" login "$work/lost")")
[ -n "${logins[2]}" ] || fail "no login"

# --- codes: spent, expired, another hub's
"$fill" "$work/new" 1 20 >/dev/null || fail "fill"
kiosk_settings "$work/new.yaml" tram-new
"$forge" request "$work/new" "$(cat "$work/code.own")" "$work/spent.tsq" || fail "forge"
hub enrol 2>/dev/null >"$work/code.late"
sqlite3 "$hub/hub.db" "UPDATE token SET issued_ms=issued_ms-99000000, expires_ms=expires_ms-99000000 WHERE spent=0"
"$forge" request "$work/new" "$(cat "$work/code.late")" "$work/expired.tsq" || fail "forge"
"$hub_program" init "$work/hub2" 2>/dev/null >"$work/code.foreign" || fail "init 2"
"$forge" request "$work/new" "$(cat "$work/code.foreign")" "$work/foreign.tsq" || fail "forge"

# --- batches on a stick
"$fill" "$work/own" 3 30 "$(date -u -d '-1 hour' +%Y-%m-%dT%H:%MZ)" >/dev/null || fail "more use"
"$forge" statement "$work/own" >"$work/unheld.json" || fail "forge statement"
before=$(rows)
outbox=$stick/TRAMSO/outbox/tram-own
mkdir -p "$outbox" "$stick/TRAMSO/enrol"
refuse_batch() { # KIND PHRASE
  "$forge" batch "$1" "$work/own" "$outbox/1-2.tsb" "$work/other" || fail "forge $1"
  hub --json ingest "$stick" >"$work/ingest" || fail "a batch ($1) stopped the hub: $(cat "$work/ingest")"
  grep -qF "$2" "$work/ingest" || fail "a batch ($1) was not refused for «$2»: $(cat "$work/ingest")"
  same "$(number events <"$work/ingest")" 0 "events of a bad batch ($1)"
  stick_changed_nothing "a bad batch ($1)"
  rm -f "$outbox"/*
}
refuse_batch unsigned "the signature of the batch of tram-own does not hold"
refuse_batch wrong-key "the signature of the batch of tram-own does not hold"
refuse_batch stranger "is not enrolled at this hub"
refuse_batch other-name "kiosk tram-khac with key"
refuse_batch other-hub "it is sealed to another hub and was left for it"
refuse_batch truncated "bytes long instead of"
refuse_batch oversized "it is larger than any batch"
refuse_batch too-many "the batch holds 60000 events, more than 5000"
# A bomb must cost neither memory nor time: a batch unpacks to 4 MiB at most.
for kind in bomb bomb-unsized; do
  refuse_batch $kind "the batch of tram-own does not unpack to 4194304 bytes"
done
refuse_batch changed-row "the chain of tram-own breaks at event"
refuse_batch stolen-id "has an id that the hub holds with other content or from another kiosk"
mkdir "$outbox/folder.tsb"; ln -s "$hub/keys/hub-box.key" "$outbox/link.tsb"
printf 'x' >"$outbox/$(printf 'a%.0s' $(seq 100)).tsb"
hub ingest "$stick" >/dev/null || fail "odd names stopped the hub"
stick_changed_nothing "odd names"
rm -rf "$outbox"; ln -s "$hub/keys" "$outbox"
hub ingest "$stick" >/dev/null 2>&1
stick_changed_nothing "a linked folder"
same "$(ls "$hub/keys" | sort)" "$(ls "$hub/keys" | grep -v 'ts[brgq]$' | sort)" "files in the hub's keys"
rm "$outbox"
for name in spent expired foreign; do
  cp "$work/$name.tsq" "$stick/TRAMSO/enrol/tram-new.tsq"
  hub --json ingest "$stick" >"$work/ingest" || fail "a request ($name) stopped the hub"
  same "$(number enrolled <"$work/ingest")" 0 "enrolled by a $name code"
  stick_changed_nothing "a $name code on a stick"
done
# A revoked kiosk's stick.
"$fill" "$work/lost" 2 40 "$(date -u -d '-1 hour' +%Y-%m-%dT%H:%MZ)" >/dev/null || fail "more use"
ctl lost usb sync "$stick" >/dev/null
hub --json ingest "$stick" >"$work/ingest" || fail "a revoked kiosk's stick stopped the hub"
grep -qF "the key that signed it was revoked at this hub" "$work/ingest" ||
  fail "a revoked kiosk's batch: $(cat "$work/ingest")"
stick_changed_nothing "a revoked kiosk's stick"

# --- requests
python3 "$root/tests/support/bad_requests.py" "$port" "$work/tls.pem" "${logins[@]}" "$work" \
  >"$work/requests" || fail "requests that were not refused: $(grep WRONG "$work/requests")"
same "$(rows)" "$before" "the hub after bad requests"
curl -s --cacert "$work/tls.pem" "http://127.0.0.1:$port/xapi/about" -o "$work/plain"
[ ! -s "$work/plain" ] || grep -qv '"version"' "$work/plain" || fail "the hub answers without TLS"
# The address sanitizer's own memory would count too.
grep -q __asan_init "$hub_program" || {
  memory=$(awk '/VmHWM/ { print $2 }' "/proc/$serving/status")
  [ "$memory" -lt 131072 ] || fail "the hub grew to $memory KiB"
}

# --- what is replayed, changes nothing; the true thing still goes through
ctl own usb sync "$stick" >/dev/null || fail "usb sync"
cp -a "$stick" "$work/replay"
hub --json ingest "$stick" >"$work/ingest" || fail "ingest"
[ "$(number events <"$work/ingest")" -gt 0 ] || fail "a good batch was not taken: $(cat "$work/ingest")"
after=$(rows)
hub --json ingest "$work/replay" >"$work/ingest" || fail "a replayed stick stopped the hub"
same "$(number events <"$work/ingest")" 0 "events of a replayed stick"
same "$(rows)" "$after" "the hub after a replayed stick"
ctl own --json net sync >/dev/null || fail "net sync in the end"
ctl lost net sync >"$work/out" 2>"$work/err" && fail "a revoked kiosk's sync went well"
ctl lost net status >/dev/null; ctl own net status >/dev/null; ctl own key show >/dev/null
hub kiosks >/dev/null; hub report >/dev/null; hub --json kiosks >/dev/null

# The kiosk itself, with its log and what it can show of its hub.
printf '%s\n' 'tap "Chạm để bắt đầu"' 'expect screen home' "net up https://127.0.0.1:$port" "usb in $stick" "wait 60s" 'net down' \
  >"$work/kiosk.walk"
SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy \
  LSAN_OPTIONS=suppressions=$root/tests/support/lsan.supp:print_suppressions=0 \
  keep "$tramso" --walk "$work/kiosk.walk" --window 540x960 --data "$work/own" \
  --config "$work/own.yaml" --assets "$root/assets" >/dev/null 2>&1 ||
  fail "the walk: $(cat "$work/last.err")"

# --- secrets: for their owner alone, and in nothing that was said
loose=$(find "$hub/keys" "$work"/*/keys -type f ! -perm 600; find "$hub/hub.db" ! -perm 600)
same "$loose" "" "secret files that others may read"
same "$(find "$hub/keys" "$work"/*/keys -maxdepth 0 ! -perm 700)" "" "key folders that others may read"
for data in "$hub" "$work/own" "$work/other" "$work/lost"; do "$forge" secrets "$data"; done |
  sort -u >"$work/secrets"
printf '%s\n' "${logins[@]#*:}" >>"$work/secrets"
[ "$(wc -l <"$work/secrets")" -gt 40 ] || fail "too few secrets to look for"
stop_hub
cat "$work/serve.out" "$work/serve.err" "$work/requests" >>"$work/said"
[ "$(wc -c <"$work/said")" -gt 2000 ] || fail "too little was said to prove anything"
grep -q -F -f "$work/secrets" "$hub/keys/hub-box.key" || fail "the search for secrets finds none"
grep -F -f "$work/secrets" "$work/said" && fail "a secret was printed"
grep -r -l -a -F -f "$work/secrets" "$stick" "$work/replay" && fail "a secret lies on a stick"
# Codes and what is on sticks are bytes: no secret is among them, wherever it would begin.
python3 - "$work" <<'PYTHON' || fail "a secret is in a code or on a stick"
import pathlib, sys
work = pathlib.Path(sys.argv[1])
letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets = [bytes.fromhex(s) for s in (work / "secrets").read_text().split()
           if len(s) == 64 and set(s) <= set("0123456789abcdef")]
assert len(secrets) > 8
seen = 0
for code in work.glob("code.*"):
    text = code.read_text().strip()[5:]
    bits = "".join(f"{letters.index(c):05b}" for c in text)
    whole = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits) - 7, 8))
    assert not [s for s in secrets if s in whole], code
    seen += 1
for file in [*work.glob("stick/**/*"), *work.glob("replay/**/*"), *work.glob("*.tsq")]:
    if file.is_file():
        whole = file.read_bytes()
        assert not [s for s in secrets if s in whole], file
        seen += 1
assert seen > 8
PYTHON
echo "security: $(grep -c '^refused' "$work/requests") requests and $sticks sticks refused, nothing changed"
