#!/usr/bin/env python3
"""Requests that a hub must refuse with a reason and without a change.

bad_requests.py PORT CERT OWN OTHER REVOKED FOLDER

OWN, OTHER, REVOKED: USER:PASSWORD of kiosks; FOLDER holds spent.tsq, expired.tsq and foreign.tsq.
Prints one line for each request; exits 1 when one is not refused as it should be.
"""
import base64
import http.client
import json
import pathlib
import socket
import ssl
import sys
import uuid
import zlib

port, cert, own, other, revoked, folder = sys.argv[1:]
folder = pathlib.Path(folder)
context = ssl.create_default_context(cafile=cert)
VERSION = {"X-Experience-API-Version": "1.0.3"}
STATEMENTS = "/xapi/statements"
wrong = []


def basic(login):
    return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()}


def ask(method, path, headers=(), body=None):
    link = http.client.HTTPSConnection("127.0.0.1", int(port), context=context, timeout=20)
    try:
        link.request(method, path, body=body, headers=dict(headers))
        answer = link.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        link.close()


def judge(name, status, allowed, body=b"", empty=False, word="refused"):
    text = body.decode(errors="replace").strip()
    good = status in allowed and (empty or len(text) > 8)
    print(f"{word if good else 'WRONG  '} {name}: {status} {text[:120]}")
    if not good:
        wrong.append(name)


def refused(name, allowed, method, path, headers=(), body=None, empty=False):
    try:
        status, _, text = ask(method, path, headers, body)
    except (http.client.HTTPException, OSError) as why:
        status, text = 0, str(why).encode()
    judge(name, status, allowed, text, empty)


def a_statement(**changes):
    statement = {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": "https://ward.example/", "name": "mau"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "https://ward.example/activity"},
    }
    statement.update(changes)
    return statement


def post(name, allowed, statements, login=own, headers=()):
    body = statements if isinstance(statements, bytes) else json.dumps(statements).encode()
    head = {**VERSION, "Content-Type": "application/json", **basic(login), **dict(headers)}
    refused(name, allowed, "POST", STATEMENTS, head, body)


def own_row():
    """One statement of the ledger, as the hub gives it back."""
    status, _, body = ask("GET", STATEMENTS + "?limit=20", {**VERSION, **basic(own)})
    assert status == 200, body
    rows = [s for s in json.loads(body)["statements"]
            if s["context"].get("platform") == own.split(".")[0]]
    row = rows[0]
    for name in ("stored", "authority"):
        row.pop(name, None)
    return row


# --- who asks
user, password = own.split(":")
stranger = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
good = json.dumps([a_statement()]).encode()
head = {**VERSION, "Content-Type": "application/json"}
for method, path, body in (("GET", STATEMENTS, None), ("POST", STATEMENTS, good),
                           ("PUT", STATEMENTS + "?statementId=" + str(uuid.uuid4()), good),
                           ("GET", "/tramso/receipt", None)):
    refused(f"{method} {path[:16]} without credentials", {401}, method, path, head, body)
    for name, login in (("a wrong password", f"{user}:{stranger}"),
                        ("an empty password", f"{user}:"),
                        ("a cut password", f"{user}:{password[:-1]}"),
                        ("an unknown user", f"tram-khac.00000000:{password}"),
                        ("another's password", f"{user}:{other.split(':')[1]}"),
                        ("another's name", f"{other.split(':')[0]}:{password}")):
        refused(f"{method} {path[:16]} with {name}", {401}, method, path,
                {**head, **basic(login)}, body)
    for name, value in (("Bearer", "Bearer " + password), ("no base64", "Basic !!!"),
                        ("no colon", "Basic aGFsbG8="), ("huge", "Basic " + "A" * 20000)):
        refused(f"{method} {path[:16]} with {name}", {400, 401, 413, 431}, method, path,
                {**head, "Authorization": value}, body)
    refused(f"{method} {path[:16]} revoked", {403}, method, path, {**head, **basic(revoked)}, body)

# --- what is said
post("no JSON", {400}, b"{")
post("nothing", {400}, b"")
post("no UTF-8", {400}, b'[{"id":"\xff\xfe"}]')
post("a number", {400}, b"17")
post("deep nesting", {400, 413}, b"[" * 200000)
post("a good one and a bad one", {400}, [a_statement(), a_statement(verb={})])
post("no actor", {400}, [{k: v for k, v in a_statement().items() if k != "actor"}])
post("an unknown member", {400}, [a_statement(admin=True)])
post("a null", {400}, [a_statement(result=None)])
twice = a_statement()
post("one id twice", {400, 409}, [twice, dict(twice, timestamp="2026-11-22T09:00:00Z")])
post("501 statements", {400, 413}, [a_statement() for _ in range(501)])
post("another version", {400}, [a_statement()], headers={"X-Experience-API-Version": "2.0.0"})
post("another kind of body", {400, 415}, [a_statement()], headers={"Content-Type": "text/html"})
post("a packed body", {400, 411, 415}, zlib.compress(bytes(64 << 20)),
     headers={"Content-Encoding": "gzip"})
refused("no version", {400}, "POST", STATEMENTS,
        {"Content-Type": "application/json", **basic(own)}, good)

# --- rows of a ledger
row = own_row()
ext = next(k for k in row["context"]["extensions"] if k.endswith("/seq"))
changed = json.loads(json.dumps(row))
changed["context"]["extensions"][ext] += 100000
post("a row with another number", {400, 409}, [changed])
changed["id"] = str(uuid.uuid4())
post("a row under another id", {400, 409}, [changed])
changed = json.loads(json.dumps(row))
changed["verb"] = {"id": "http://adlnet.gov/expapi/verbs/failed"}
# The hub keeps the row alone, so a false verb around it may be answered 200 but must change nothing.
status, _, body = ask("POST", STATEMENTS, {**VERSION, "Content-Type": "application/json", **basic(own)},
                      json.dumps([changed]).encode())
judge("a row with another verb", status, {200, 400, 409}, body, word="without effect")
_, _, body = ask("GET", STATEMENTS + "?statementId=" + row["id"], {**VERSION, **basic(own)})
judge("what stands after a row with another verb", int(json.loads(body)["verb"] == row["verb"]),
      {1}, empty=True, word="held")
post("a row by another kiosk", {400, 403, 409}, [dict(row, id=str(uuid.uuid4()))], login=other)
unheld = json.loads((folder / "unheld.json").read_text())
post("a new row by another kiosk", {400, 403}, [unheld], login=other)

# --- too large, endless, unfinished
post("more than a mebibyte", {413}, b"[" + b" " * (1 << 20) + b"]")
raw_head = (f"POST {STATEMENTS} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Experience-API-Version: 1.0.3\r\n"
            f"Authorization: {basic(own)['Authorization']}\r\nContent-Type: application/json\r\n")


def raw(name, head, pieces, allowed):
    """Sends until the hub has had enough; it must not take more than a few mebibytes."""
    sent, answer = 0, b""
    link = context.wrap_socket(socket.create_connection(("127.0.0.1", int(port)), 20),
                               server_hostname="127.0.0.1")
    try:
        link.sendall(head)
        for piece in pieces:
            link.sendall(piece)
            sent += len(piece)
    except OSError:
        pass
    try:
        link.settimeout(2)
        answer = link.recv(65536)
    except OSError:
        pass
    link.close()
    status = int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else 0
    judge(f"{name} (after {sent >> 10} KiB)", status, allowed | {0}, answer or b"connection closed")
    if sent > 32 << 20:
        wrong.append(f"{name}: {sent} bytes were taken")


chunk = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
raw("an endless body", (raw_head + "Transfer-Encoding: chunked\r\n\r\n").encode(),
    (chunk for _ in range(64)), {413})
raw("a body announced as 9 GiB", (raw_head + "Content-Length: 9663676416\r\n\r\n").encode(),
    (b" " * (1 << 20) for _ in range(64)), {413})
raw("a negative length", (raw_head + "Content-Length: -5\r\n\r\n").encode(), [b"[]"], {400, 413})
raw("two lengths", (raw_head + "Content-Length: 2\r\nContent-Length: 200000\r\n\r\n").encode(),
    [b"[]"], {400, 413})
raw("endless headers", raw_head.encode(), (b"X-A: " + b"b" * 65536 + b"\r\n" for _ in range(512)),
    {400, 413, 431})
raw("no HTTP", b"\x16\x03\x01" + bytes(4000), [], {400, 413, 431, 505})
unfinished = []
for _ in range(8):
    link = context.wrap_socket(socket.create_connection(("127.0.0.1", int(port)), 20),
                               server_hostname="127.0.0.1")
    link.sendall((raw_head + "Content-Length: 500\r\n\r\n[").encode())
    unfinished.append(link)
status, _, _ = ask("GET", "/xapi/about")
judge("others while eight are unfinished", status, {200}, empty=True, word="served")
for link in unfinished:
    link.close()

# --- paths and methods
for path in ("/", "/keys/hub-box.key", "/../../etc/passwd", "/xapi/../../keys/hub-sign.key",
             "/xapi/%2e%2e/%2e%2e/keys/hub-http.key", "//xapi/statements", "/xapi/statements/",
             "/xapi/statements%00", "/xapi/statements%2f..", "/XAPI/STATEMENTS", "/tramso/",
             "/tramso/receipt/../enrol", "/" + "a" * 30000):
    refused(f"GET {path[:40]}", {400, 404, 413, 414, 431}, "GET", path, {**VERSION, **basic(own)})
for query in ("statementId=nonsense", "statementId=" + str(uuid.uuid4()), "limit=-1", "since=never",
              "agent={", "nonsense=1", "limit=1&limit=2", "more=%ff", "verb='%20OR%201=1--"):
    refused(f"GET ?{query[:30]}", {400, 404}, "GET", f"{STATEMENTS}?{query}",
            {**VERSION, **basic(own)})
for method in ("DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
    refused(method, {400, 404, 405, 501}, method, STATEMENTS, {**VERSION, **basic(own)})

# --- enrolment
blob = {"Content-Type": "application/octet-stream"}
for name in ("spent", "expired", "foreign"):
    refused(f"a {name} code", {403}, "POST", "/tramso/enrol", blob,
            (folder / f"{name}.tsq").read_bytes())
request = bytearray((folder / "spent.tsq").read_bytes())
request[60] ^= 1
refused("a changed request", {400, 403}, "POST", "/tramso/enrol", blob, bytes(request))
refused("no request", {400, 403}, "POST", "/tramso/enrol", blob, b"x" * 168)
refused("a short request", {400, 403}, "POST", "/tramso/enrol", blob, bytes(request[:167]))
refused("a long request", {400, 403, 413}, "POST", "/tramso/enrol", blob, bytes(request) * 10000)

print(f"{len(wrong)} wrong")
sys.exit(1 if wrong else 0)
