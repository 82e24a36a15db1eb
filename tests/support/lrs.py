#!/usr/bin/env python3
"""A small foreign Learning Record Store: POST and GET of /xapi/statements by xAPI 1.0.3.

lrs.py FOLDER CERT KEY USER PASSWORD

Listens on a free port of 127.0.0.1 over TLS and writes it to FOLDER/port; each statement that it
takes is one line of FOLDER/statements, each refusal one of FOLDER/refused. It knows nothing of Tram
So: what it checks is what Part Two and Three of the specification ask of any statement.
"""
import base64
import http.server
import json
import pathlib
import re
import ssl
import sys
import uuid

folder = pathlib.Path(sys.argv[1])
login = base64.b64encode(f"{sys.argv[4]}:{sys.argv[5]}".encode()).decode()
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)$")
DURATION = re.compile(r"^P(?!$)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?"
                      r"(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$")
IRI = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
MEMBERS = {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored",
           "authority", "version", "attachments"}
CONTEXT = {"registration", "instructor", "team", "contextActivities", "revision", "platform",
           "language", "statement", "extensions"}
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
held = {}


class Refused(Exception):
    pass


def need(truth, why):
    if not truth:
        raise Refused(why)


def is_uuid(text):
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def check_extensions(part):
    for name in part.get("extensions", {}):
        need(IRI.match(name), f"extension «{name}» is no IRI")


def check_actor(actor):
    need(isinstance(actor, dict), "actor is no object")
    ways = [w for w in ("mbox", "mbox_sha1sum", "openid", "account") if w in actor]
    need(len(ways) == 1, "an actor has exactly one inverse functional identifier")
    if ways == ["account"]:
        account = actor["account"]
        need(set(account) == {"homePage", "name"}, "an account is a homePage and a name")
        need(IRI.match(account["homePage"]), "homePage is no IRI")
        need(isinstance(account["name"], str) and account["name"], "an account has a name")


def check_result(result):
    need(not set(result) - RESULT, f"result has unknown members {set(result) - RESULT}")
    for name in ("success", "completion"):
        need(isinstance(result.get(name, True), bool), f"result.{name} is no boolean")
    need(isinstance(result.get("response", ""), str), "response is no text")
    if "duration" in result:
        need(DURATION.match(result["duration"]), f"duration «{result['duration']}»")
    score = result.get("score", {})
    need(not set(score) - {"scaled", "raw", "min", "max"}, "score has unknown members")
    need(-1 <= score.get("scaled", 0) <= 1, "scaled is between -1 and 1")
    check_extensions(result)


def check_context(context, kind):
    need(not set(context) - CONTEXT, f"context has unknown members {set(context) - CONTEXT}")
    if "registration" in context:
        need(is_uuid(context["registration"]), "registration is no UUID")
    for name in ("revision", "platform"):
        need(name not in context or kind == "Activity", f"{name} is for activities only")
    check_extensions(context)


def check(statement):
    need(isinstance(statement, dict), "a statement is an object")
    need(not set(statement) - MEMBERS, f"unknown members {set(statement) - MEMBERS}")
    need(None not in statement.values(), "null is not allowed")
    need(is_uuid(statement.get("id")), "id is no UUID")
    check_actor(statement.get("actor"))
    verb = statement.get("verb")
    need(isinstance(verb, dict) and IRI.match(verb.get("id", "")), "verb.id is no IRI")
    what = statement.get("object")
    need(isinstance(what, dict), "object is no object")
    kind = what.get("objectType", "Activity")
    need(kind != "Activity" or IRI.match(what.get("id", "")), "object.id is no IRI")
    need(TIME.match(statement.get("timestamp", "2026-01-01T00:00Z")), "timestamp")
    need(statement.get("version", "1.0.0").startswith("1.0"), "version")
    check_result(statement.get("result", {}))
    check_context(statement.get("context", {}), kind)


class Store(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, status, body, kind="application/json"):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Experience-API-Version", "1.0.3")
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="lrs"')
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status, why):
        with open(folder / "refused", "a") as log:
            log.write(f"{status} {self.command} {self.path} {why}\n")
        self.say(status, why, "text/plain; charset=utf-8")

    def allowed(self):
        if self.headers.get("Authorization") != f"Basic {login}":
            self.refuse(401, "no credentials of this store")
        elif not self.headers.get("X-Experience-API-Version", "").startswith("1.0"):
            self.refuse(400, "X-Experience-API-Version is missing or unknown")
        elif self.path.split("?")[0] != "/xapi/statements":
            self.refuse(404, "no such resource")
        else:
            return True
        return False

    def do_GET(self):
        if self.allowed():
            self.say(200, json.dumps({"statements": list(held.values()), "more": ""}))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.allowed():
            return
        try:
            need(self.headers.get("Content-Type", "").startswith("application/json"),
                 "Content-Type is not application/json")
            statements = json.loads(body)
            statements = statements if isinstance(statements, list) else [statements]
            for statement in statements:
                check(statement)
            ids = [s["id"].lower() for s in statements]
            need(len(set(ids)) == len(ids), "one id twice")
        except (Refused, ValueError) as why:
            self.refuse(400, str(why))
            return
        if any(i in held and held[i] != s for i, s in zip(ids, statements)):
            self.refuse(409, "an id is here with other content")
            return
        with open(folder / "statements", "a") as out:
            for i, statement in zip(ids, statements):
                if i not in held:
                    out.write(json.dumps(statement, ensure_ascii=False) + "\n")
                held[i] = statement
        self.say(200, json.dumps(ids))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Store)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True)
(folder / "port.new").write_text(str(server.server_address[1]))
(folder / "port.new").rename(folder / "port")
server.serve_forever()
