#!/usr/bin/env python3
"""A TLS server that is no hub: bad_server.py FOLDER PORT

Speaks with the certificate FOLDER/tls.pem; FOLDER/mode says how it misbehaves. What it was sent goes
to FOLDER/seen; a request that only a followed redirect can make writes FOLDER/elsewhere.
"""
import pathlib
import socket
import ssl
import struct
import sys
import threading

folder, port = pathlib.Path(sys.argv[1]), int(sys.argv[2])
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder / "tls.pem", folder / "tls.key")


def head(status, *lines):
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode()


HTML = b"<html><body>Xin dang nhap Wi-Fi</body></html>"
ANSWERS = {
    "portal": head("200 OK", "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(HTML)}") + HTML,
    "redirect": head("302 Found", f"Location: https://127.0.0.1:{port}/elsewhere", "Content-Length: 0"),
    "cut": head("200 OK", "Content-Type: application/json", "Content-Length: 5000") + b"[\"",
    "short": head("204 No Content", "Transfer-Encoding: chunked").replace(b"204 No Content", b"200 OK") + b"ff\r\n[",
    "announced": head("200 OK", "Content-Type: application/json", "Content-Length: 999999999") + b"[",
    "json": head("200 OK", "Content-Type: application/json", "Content-Length: 2") + b"{}",
    "empty": head("200 OK", "Content-Length: 0"),
    "forbidden": head("403 Forbidden", "Content-Type: text/html", f"Content-Length: {len(HTML)}") + HTML,
    "missing": head("404 Not Found", "Content-Type: text/plain", "Content-Length: 0"),
    "busy": head("503 Service Unavailable", "Retry-After: 40", "Content-Length: 0"),
    "silence": b"",
}


def misbehave(connection, mode):
    if mode == "endless":
        connection.sendall(head("200 OK", "Content-Type: application/json"))
        for _ in range(100):
            connection.sendall(b" " * 65536)
    elif mode == "headers":
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for i in range(100):
            connection.sendall(f"X-{i}: {'a' * 4000}\r\n".encode())
    elif mode == "reset":
        connection.sendall(ANSWERS["cut"][:40])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        connection.sendall(ANSWERS[mode])


def serve(plain):
    mode = (folder / "mode").read_text().strip()
    try:
        if mode == "plain":
            plain.recv(4096)
            plain.sendall(ANSWERS["portal"])
            return
        with context.wrap_socket(plain, server_side=True) as connection:
            got = b""
            while b"\r\n\r\n" not in got:
                more = connection.recv(65536)
                if not more:
                    return
                got += more
            with open(folder / "seen", "ab") as seen:
                seen.write(got.split(b"\r\n\r\n")[0].replace(b"\r\n", b"\n") + b"\n")
            if b"/elsewhere" in got.split(b"\r\n")[0]:
                (folder / "elsewhere").touch()
            misbehave(connection, mode)
    except (OSError, ssl.SSLError):
        pass
    finally:
        plain.close()


with socket.socket() as listening:
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(16)
    (folder / "ready").touch()
    while True:
        threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
