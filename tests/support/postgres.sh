#!/usr/bin/env bash
# postgres.sh COMMAND …: starts a PostgreSQL of its own in a temporary folder, without any network,
# runs COMMAND with TRAMSO_PG_URI set, and takes everything down again. Ends as COMMAND does; 77
# (skipped) only where PostgreSQL's programs are not installed.
set -u
bin=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(command -v initdb) || { echo "PostgreSQL is not installed" >&2; exit 77; }
bin=$(dirname "$bin")

# PostgreSQL does not run as root; whoever it runs as, it ends when this script is killed.
as=(setpriv --pdeathsig QUIT)
user=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups --pdeathsig QUIT)
fi

home=$(mktemp -d "${TMPDIR:-/tmp}/tramso-pg.XXXXXX") || exit 1
server=
command=
finish() {
  [ -z "$command" ] || kill "$command" 2>/dev/null
  if [ -n "$server" ]; then
    kill -INT "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  rm -rf "$home"
}
trap finish EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
chown "$user" "$home"

"${as[@]}" "$bin/initdb" -D "$home/data" -U tramso -A trust -E UTF8 --locale=C --no-sync \
  >"$home/initdb.log" 2>&1 </dev/null || { cat "$home/initdb.log" >&2; exit 1; }
"${as[@]}" "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c fsync=off \
  -c full_page_writes=off -c shared_buffers=64MB -c max_connections=40 -c jit=off \
  >"$home/server.log" 2>&1 </dev/null &
server=$!
for _ in $(seq 300); do
  "$bin/pg_isready" -q -h "$home" -U tramso -d postgres && break
  kill -0 "$server" 2>/dev/null || { cat "$home/server.log" >&2; exit 1; }
  sleep 0.1
done

export TRAMSO_PG_URI="postgresql://tramso@/postgres?host=$home"
"$@" &
command=$!
wait "$command"
outcome=$?
command=
[ "$outcome" -eq 0 ] || tail -20 "$home/server.log" >&2
exit "$outcome"
