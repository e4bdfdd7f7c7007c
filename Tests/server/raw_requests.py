#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends personsd what no good client sends, byte by byte, and looks at what it does.

    raw_requests.py PERSONSD [--seed N] [--patience FACTOR]

Wants PYTHONPATH=bindings/python and PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import persons

CANARY = "Kanari7Vogel"
CLOSED = 0  # instead of a status: closed without a reply
PERSONS = 400

passed, failed = 0, 0
patience = 1.0  # of every deadline, for runs under valgrind


def check(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: {detail}", flush=True)


def wait_until(condition, seconds=20.0):
    """Whether a condition comes true in time."""
    end = time.monotonic() + seconds * patience
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


class Server:
    """A personsd that runs, on a port of its own."""

    def __init__(self, program, path, *options, log=None):
        self.log = log
        self.output = tempfile.TemporaryFile()
        words = [program, path, "--listen", "127.0.0.1:0", *options]
        if log:
            words += ["--access-log", log]
        self.process = subprocess.Popen(words, stdout=self.output, stderr=self.output)
        found = None

        def is_ready():
            nonlocal found
            found = re.search(rb"^personsd: listening on http://127\.0\.0\.1:(\d+)$",
                              self.said(), re.M)
            return found or self.process.poll() is not None

        if not wait_until(is_ready) or not found:
            raise SystemExit(f"personsd did not start: {self.said()!r}")
        self.port = int(found.group(1))

    def said(self):
        """Everything on standard output and standard error."""
        return os.pread(self.output.fileno(), 1 << 20, 0)

    def logged(self):
        with open(self.log, encoding="ascii") as file:
            return file.read().splitlines()

    def connect(self):
        connected = socket.create_connection(("127.0.0.1", self.port), timeout=20 * patience)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30 * patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "no end"


def read_all(connected):
    """What comes until the other side closes, and whether it closed."""
    data = b""
    while True:
        try:
            piece = connected.recv(1 << 16)
        except ConnectionError:
            return data, True
        except socket.timeout:
            return data, False
        if not piece:
            return data, True
        data += piece


def read_reply(connected, has_body=True):
    """One reply, by its Content-Length: (status, headers, body); None when it is cut."""
    data = b""
    try:
        while b"\r\n\r\n" not in data:
            piece = connected.recv(1)
            if not piece:
                return None
            data += piece
        head = data[:-4].decode("ascii").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:])}
        length = int(headers.get("content-length", "0")) if has_body else 0
        body = b""
        while len(body) < length:
            piece = connected.recv(length - len(body))
            if not piece:
                return None
            body += piece
        return int(head[0].split()[1]), headers, body
    except OSError:
        return None


def status_of(data):
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", data)
    return int(found.group(1)) if found else CLOSED


def send(connected, data):
    """Send what the other side takes."""
    try:
        connected.sendall(data)
    except (ConnectionError, socket.timeout):
        pass


def exchange(server, data):
    """Send bytes; what came back until the close, and whether it closed."""
    with server.connect() as connected:
        send(connected, data)
        return read_all(connected)


def exchange_many(server, messages):
    """Send each on a connection of its own, half close it, and tell what came back, and whether it closed.

    libmicrohttpd may see the close only when its timeout has passed: they wait side by side.
    """
    for start in range(0, len(messages), 200):
        connections = []
        for data in messages[start:start + 200]:
            connections.append(server.connect())
            send(connections[-1], data)
            try:
                connections[-1].shutdown(socket.SHUT_WR)
            except OSError:
                pass
        for data, connected in zip(messages[start:], connections):
            answer, closed = read_all(connected)
            connected.close()
            yield data, answer, closed


def is_well(server):
    data, _ = exchange(server, b"GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    return status_of(data) == 200 and data.endswith(b'{"status":"ok"}')


def request(method, target, *lines, body=b"", version="HTTP/1.1", host="Host: h"):
    head = [f"{method} {target} {version}", *([host] if host else []), *lines]
    return "\r\n".join(head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


class Malformed:
    """The requests that are refused: name, bytes, the statuses that are right."""

    def __init__(self, token):
        self.bearer = f"Authorization: Bearer {token}"
        self.cases = []
        self.lengths()
        self.twice()
        self.lines()
        self.first_lines()
        self.targets()
        self.bodies()

    def add(self, name, data, *statuses):
        self.cases.append((name, data, statuses))

    def find(self, *lines, body=b""):
        return request("POST", "/persons/find/", self.bearer, *lines, body=body)

    def lengths(self):
        chunks = b"2\r\n{}\r\n0\r\n\r\n"
        self.add("two lengths", self.find("Content-Length: 2", "Content-Length: 3", body=b"{} "), 400)
        self.add("the same length twice", self.find("Content-Length: 2", "Content-Length: 2", body=b"{}"), 400)
        self.add("length and chunked", self.find("Content-Length: 2", "Transfer-Encoding: chunked", body=chunks), 400)
        self.add("chunked and length", self.find("Transfer-Encoding: chunked", "Content-Length: 12", body=chunks), 400)
        for length in ("-1", "+2", "0x2", "2,2", "2 2", "two", "", "2\t", "99999999999999999999999"):
            self.add(f"length {length!r}", self.find(f"Content-Length: {length}", body=b"{}"), 400, 413)
        for coding in ("gzip", "gzip, chunked", "chunked, chunked", "identity", "xchunked", "chunked ", "",
                       "\x0bchunked", "chunked;q=1"):
            self.add(f"coding {coding!r}", self.find(f"Transfer-Encoding: {coding}", body=chunks), 400)
        self.add("chunked in HTTP/1.0",
                 request("POST", "/persons/find/", "Transfer-Encoding: chunked", body=chunks, version="HTTP/1.0"), 400)
        for size in (b"x", b"-1", b"", b" 2", b"2 ", b"0x2", b"g"):
            self.add(f"chunk size {size!r}",
                     self.find("Transfer-Encoding: chunked", body=size + b"\r\n{}\r\n0\r\n\r\n"), 400, CLOSED)
        self.add("chunk size over 64 bits",
                 self.find("Transfer-Encoding: chunked", body=b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n"), 400, 413)
        self.add("a chunk longer than its size",
                 self.find("Transfer-Encoding: chunked", body=b"1\r\n{}\r\n0\r\n\r\n"), 400, CLOSED)

    def twice(self):
        for line in (self.bearer, "Host: h", "Content-Type: application/json", "organizationSlug: default",
                     "Accept: application/json", 'If-Match: "1"', "Expect: 100-continue",
                     "Transfer-Encoding: chunked", "Idempotency-Key: k"):
            name, value = line.split(": ", 1)
            self.add(f"{name} twice", request("GET", "/stats", line, f"{name.upper()}: {value}",
                                              host=None if name == "Host" else "Host: h"), 400)
        self.add("two tokens", request("GET", "/stats", self.bearer, "Authorization: Bearer other"), 400)

    def lines(self):
        ask = request("GET", "/healthz", "A: b")
        for byte in [*range(0x00, 0x20), 0x7F]:
            if byte not in (0x09, 0x0A):
                self.add(f"byte {byte:#04x} in a value", ask.replace(b"A: b", b"A: b%cc" % byte), 400)
        for byte in b'\x00\x01 \t"(),/;<=>?@[\\]{}\x7f\xc3':
            self.add(f"byte {byte:#04x} in a name", ask.replace(b"A:", b"A%cB:" % byte), 400)
            self.add(f"byte {byte:#04x} behind a name", ask.replace(b"A:", b"A%c:" % byte), 400)
        self.add("length with a blank behind its name", self.find("Content-Length : 2", body=b"{}"), 400)
        self.add("no name", ask.replace(b"A:", b":"), 400)
        self.add("no colon", ask.replace(b"A:", b"A"), 400)
        self.add("blank before the first line", ask.replace(b"Host:", b" Host:"), 400)
        self.add("a folded line", ask.replace(b"A: b", b"A: b\r\n c"), 400)
        self.add("a folded line with a tab", ask.replace(b"A: b", b"A: b\r\n\tc"), 400)
        self.add("a folded line at the end", ask.replace(b"A: b", b"A: b\r\n "), 400)
        self.add("a name made by folding",
                 self.find("T: chunked\r\n ransfer-Encoding", body=b"2\r\n{}\r\n0\r\n\r\n"), 400)
        self.add("a length made by folding", self.find("Content: 2\r\n -Length", body=b"{}"), 400)
        self.add("LF after the first line", ask.replace(b"1.1\r\n", b"1.1\n"), 400)
        self.add("LF after a header", ask.replace(b"A: b\r\n", b"A: b\n"), 400)
        self.add("LF between two headers", ask.replace(b"Host: h\r\n", b"Host: h\n"), 400)
        self.add("LF as the end", ask[:-2] + b"\n", 400)
        self.add("LF everywhere", ask.replace(b"\r\n", b"\n"), 400)
        self.add("CR alone", ask.replace(b"A: b\r\n", b"A: b\r"), 400, CLOSED)
        self.add("a NUL byte as the end", ask.replace(b"A: b\r\n", b"\0A: b\r\n"), 400)
        self.add("a header hidden behind NUL", ask.replace(b"A: b", b"A: b\0\r\nX: y"), 400)
        self.add("a slug that is not UTF-8",
                 request("GET", "/person", self.bearer, "organizationSlug: \udcff\udcfe"), 400)
        self.add("a token that is not UTF-8", request("GET", "/stats", "Authorization: Bearer \udcc3("), 400)
        self.add("a header of 70 KB", request("GET", "/healthz", "A: " + "b" * 70000), 431, CLOSED)
        self.add("5000 headers", request("GET", "/healthz", *["A: b"] * 5000), 431, CLOSED)
        self.add("50 KB of cookies", request("GET", "/healthz", "Cookie: " + "a=1; " * 10000), 400, 431, CLOSED)
        self.add("a name of 70 KB", request("GET", "/healthz", "b" * 70000 + ": a"), 431, CLOSED)
        for expected in ("100-continue, x", "200-ok", "", "100-continue "):
            self.add(f"Expect {expected!r}", self.find(f"Expect: {expected}", "Content-Length: 2"), 417)

    def first_lines(self):
        self.add("no Host", request("GET", "/healthz", host=None), 400)
        for version in ("HTTP/1.2", "HTTP/1.9", "HTTP/2.0", "HTTP/0.9", "HTTP/3.0"):
            self.add(version, request("GET", "/healthz", version=version), 505)
        for version in ("HTTP/1", "HTTP/1.10", "http/1.1", "HTTQ/1.1", "HTTP/1.1x", "HTTP /1.1", "", "1.1"):
            self.add(f"version {version!r}", request("GET", "/healthz", version=version), 400, CLOSED)
        self.add("no version", b"GET /healthz\r\nHost: h\r\n\r\n", 400, CLOSED)
        self.add("the method alone", b"GET\r\nHost: h\r\n\r\n", 400, CLOSED)
        self.add("a blank in the target", request("GET", "/health z"), 400, CLOSED)
        self.add("two blanks before the target", request("GET", " /healthz"), 400)
        self.add("a blank after the version", request("GET", "/healthz", version="HTTP/1.1 "), 400, CLOSED)
        self.add("a tab for a blank", b"GET\t/healthz\tHTTP/1.1\r\nHost: h\r\n\r\n", 400, CLOSED)
        for method in ("G\x01T", "GET\x7f", "G{T", "\udcc3ET", "G\0T"):
            self.add(f"method {method!r}", request(method, "/healthz"), 400, CLOSED)
        self.add("an unknown method", request("BREW", "/healthz", "Connection: close"), 405)
        self.add("a method in small letters", request("get", "/healthz", "Connection: close"), 405)
        self.add("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)
        self.add("TLS", bytes.fromhex("16030100c8010000c40303") + b"\n" * 3 + bytes(200) + b"\r\n\r\n", 400, CLOSED)

    def targets(self):
        def ask(name, target, *statuses):
            self.add(name, request("GET", target, self.bearer, "organizationSlug: default", "Connection: close"),
                     *statuses or (400,))
        for byte in [*range(0x00, 0x09), 0x0B, 0x0C, 0x0E, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]:
            ask(f"byte {byte:#04x} in the target", "/person/a" + bytes([byte]).decode("utf-8", "surrogateescape") + "b")
        for escape in ("%00", "%0a", "%0d", "%1f", "%7f", "%", "%4", "%zz", "%4g", "%c3%28", "%ff", "%ed%a0%80",
                       "%c0%af", "%2f", "%2F", "%2e", "%2e%2e", ".", "..", "../healthz", "./x", "/x", "%u0041"):
            ask(f"{escape} in the path", f"/person/{escape}")
            ask(f"healthz and {escape}", f"/healthz/{escape}", 400, 404)
        for escape in ("%00", "%0a", "%", "%4", "%zz", "%ff", "%ed%a0%80"):
            ask(f"{escape} in a parameter", f"/search?query=a{escape}")
            ask(f"{escape} in the name of a parameter", f"/search?q{escape}=a")
        ask("two slashes", "//person")
        ask("two slashes in front of healthz", "//healthz")
        ask("dots", "/person/../healthz")
        ask("a parameter twice", "/search?query=a&query=b")
        ask("an unknown parameter", "/search?qeury=a", 422)
        ask("a fragment", "/healthz#a")
        ask("the absolute form", "http://h/healthz")
        ask("an authority", "h:80")
        ask("a star", "*")
        ask("a backslash", "\\healthz", 400)
        ask("no slash", "healthz")
        ask("a target over 8 KiB", "/" + "a" * (8 << 10), 414)
        ask("a target of 60 KB", "/" + "a" * 60000, 414)
        ask("a target of 70 KB", "/" + "a" * 70000, 414, 431, CLOSED)
        ask("4000 parameters", "/search?" + "a&" * 4000)

    def bodies(self):
        for method in ("GET", "DELETE", "HEAD"):
            self.add(f"{method} with a body",
                     request(method, "/person/x", self.bearer, "Content-Length: 2", body=b"{}"), 400)
            self.add(f"{method} with chunks", request(
                method, "/person/x", self.bearer, "Transfer-Encoding: chunked", body=b"2\r\n{}\r\n0\r\n\r\n"), 400)
        self.add("a body over the bound", self.find("Content-Length: 8388609"), 413)
        self.add("a body over the bound, with patience",
                 self.find("Content-Length: 8388609", "Expect: 100-continue"), 413)
        self.add("a body over the bound that is sent", self.find("Content-Length: 9000000", body=b" " * 9000000), 413)
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        self.add("chunks over the bound", self.find("Transfer-Encoding: chunked", body=chunk * 140), 413)
        self.add("one chunk over the bound",
                 self.find("Transfer-Encoding: chunked", body=b"ffffffff\r\n" + b" " * 9000000), 413)


def check_malformed(server, token):
    """Each is refused, and its connection closed, with another request behind it that is not answered."""
    smuggled = request("GET", "/openapi.json")
    for name, data, statuses in Malformed(token).cases:
        answer, closed = exchange(server, data + smuggled)
        check(f"{name}: status", status_of(answer) in statuses, f"{answer[:300]!r}, not {statuses}")
        check(f"{name}: closed", closed, "the connection is still open")
        check(f"{name}: the end", b"HTTP/1.1 200" not in answer, f"{answer[:2000]!r}")
        check(f"{name}: well", is_well(server), "GET /healthz fails")


def check_own_errors(server):
    """A refusal of personsd's own is JSON, and has the headers of every reply."""
    for data in (request("GET", "/healthz", "A : b"), request("POST", "/person", "Content-Length: 8388609"),
                 request("POST", "/person", "Transfer-Encoding: chunked", body=b"900000\r\n" + b" " * 0x900000)):
        with server.connect() as connected:
            send(connected, data)
            status, headers, body = read_reply(connected) or (0, {}, b"{}")
        error = json.loads(body).get("error", {})
        check("an error has a type", bool(error.get("type")) and bool(error.get("message")), f"{status} {body!r}")
        check("an error has its headers", headers.get("content-type") == "application/json"
              and headers.get("cache-control") == "no-store" and headers.get("connection") == "close"
              and headers.get("x-content-type-options") == "nosniff", f"{headers}")


def check_sound(server, token):
    """What is unusual, but right, is answered."""
    bearer = f"Authorization: Bearer {token}"
    slug = "organizationSlug: default"

    def ask(name, data, status):
        with server.connect() as connected:
            send(connected, data)
            reply = read_reply(connected)
        check(name, reply and reply[0] == status, f"{reply}, not {status}")

    ask("HTTP/1.0 without Host", request("GET", "/healthz", version="HTTP/1.0", host=None), 200)
    ask("no blank after the colon", b"GET /healthz HTTP/1.1\r\nHost:h\r\n\r\n", 200)
    ask("many blanks around a value", b"GET /healthz HTTP/1.1\r\nHost: \t  h \t \r\nA:\r\nB: \t\r\n\r\n", 200)
    ask("empty lines in front", b"\r\n\r\n" + request("GET", "/healthz"), 200)
    ask("a header that may repeat", request("GET", "/healthz", "Via: a", "Via: b"), 200)
    ask("other letters than ASCII in a header", request("GET", "/healthz", "User-Agent: Jürgen"), 200)
    ask("blanks behind the token", request("GET", "/person", bearer + " \t", slug + "  "), 200)
    ask("headers in small letters", request("GET", "/person", bearer.lower(), slug.lower()), 200)
    ask("a length of zero on GET", request("GET", "/healthz", "Content-Length: 0"), 200)
    ask("30 KB of headers", request("GET", "/healthz", *[f"A{i}: {'b' * 100}" for i in range(300)]), 200)
    ask("the longest target", request("GET", "/person/" + "a" * (8192 - 8), bearer, slug), 404)
    ask("an escaped letter", request("GET", "/search?query=Per%73on", bearer, slug), 200)
    ask("chunks", request("POST", "/persons/find/", bearer, "Transfer-Encoding: Chunked",
                          body=b"1;x=y\r\n{\r\n0001\r\n}\r\n0\r\nTrailer: x\r\n\r\n"), 200)
    ask("a body that is no JSON", request("POST", "/persons/find/", bearer, "Content-Length: 3", body=b"\0\xff{"), 400)
    ask("an empty body", request("POST", "/persons/find/", bearer, "Content-Length: 0"), 200)
    ask("a body of the bound", request("POST", "/persons/find/", bearer, "Content-Length: 8388608",
                                       body=b"{" + b" " * 8388606 + b"}"), 200)
    with server.connect() as connected:
        send(connected, request("POST", "/persons/find/", bearer, "Content-Length: 2", "Expect: 100-Continue"))
        first = read_reply(connected, has_body=False)
        send(connected, b"{}")
        second = read_reply(connected)
        check("100 Continue", first and first[0] == 100 and second and second[0] == 200, f"{first} {second}")
    with server.connect() as connected:
        send(connected, request("HEAD", "/healthz"))
        head = read_reply(connected, has_body=False)
        send(connected, request("GET", "/healthz"))
        reply = read_reply(connected)
        check("HEAD has no body", head and reply and head[0] == 200 and reply[0] == 200
              and head[1]["content-length"] == str(len(reply[2])), f"{head} {reply}")


def check_pipelined(server, token):
    """Requests that arrive at once are answered in their order; nothing behind one that is refused."""
    bearer = f"Authorization: Bearer {token}"
    one = request("GET", "/healthz")
    two = request("POST", "/persons/find/", bearer, "Content-Length: 2", body=b"{}")
    with server.connect() as connected:
        send(connected, (one + two) * 20)
        replies = [read_reply(connected) for _ in range(40)]
        check("40 pipelined requests", all(reply and reply[0] == 200 for reply in replies)
              and all((b"status" in reply[2]) == (i % 2 == 0) for i, reply in enumerate(replies)), f"{replies}")
    bad = request("GET", "/healthz", "Host: again")
    answer, closed = exchange(server, one + two + bad + one + two)
    statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", answer)]
    check("nothing behind a refusal", statuses == [200, 200, 400] and closed, f"{statuses}")
    with server.connect() as connected:
        for byte in one + two:
            send(connected, bytes([byte]))
        replies = [read_reply(connected), read_reply(connected)]
        check("byte by byte", all(reply and reply[0] == 200 for reply in replies), f"{replies}")


def check_cut(server, path, token):
    """A request that ends early is not answered as if it were whole."""
    whole = request("POST", "/person", f"Authorization: Bearer {token}", "organizationSlug: default",
                    "Content-Length: 60", body=json.dumps({"firstName": "Cut", "lastName": "Off"}).encode().ljust(60))
    chunked = request("POST", "/persons/find/", f"Authorization: Bearer {token}", "Transfer-Encoding: chunked",
                      body=b"2\r\n{}\r\n0\r\n\r\n")
    pieces = [data[:length] for data in (whole, chunked) for length in range(len(data))]
    for piece, answer, closed in exchange_many(server, pieces):
        check(f"cut after {len(piece)} bytes", closed and status_of(answer) not in (200, 201), f"{piece} {answer!r}")
    for piece in pieces:
        with server.connect() as connected:
            send(connected, piece)
            if len(piece) % 2:
                connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset
    check("cut requests: well", is_well(server))
    for _, answer, closed in exchange_many(server, [request("GET", "/healthz")] * 20):
        check("a whole request, half closed", status_of(answer) == 200 and closed, f"{answer!r}")
    with persons.open(path, create=False) as directory:
        found = directory.search(query="Cut Off", fuzzy="off")
        check("nobody was made by half", found["total"] == 0, f"{found}")


def check_garbage(server, seed):
    """Random bytes, and sound requests that were damaged at random."""
    chance = random.Random(seed)
    sound = [request("GET", "/healthz", "A: b"), request("GET", "/search?query=a%20b&limit=3", "organizationSlug: d"),
             request("POST", "/persons/find/", "Content-Length: 2", body=b"{}"),
             request("POST", "/persons/find/", "Transfer-Encoding: chunked", body=b"2\r\n{}\r\n0\r\n\r\n")]
    splinters = [b"\r\n", b"\n", b"\0", b" ", b"\r\n ", b"%", b":", b"\xff", b"Content-Length: 5\r\n",
                 b"GET / HTTP/1.1\r\n"]
    messages = []
    for round_ in range(600):
        data = bytearray(chance.choice(sound))
        if round_ % 4 == 0:
            data = bytearray(chance.randrange(256) for _ in range(chance.randrange(1, 400)))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data[at:at + chance.choice((0, 0, 1, 4))] = chance.choice(
                [*splinters, bytes([chance.randrange(256)]), data[at:at + 20]])
        messages.append(bytes(data))
    for data, answer, closed in exchange_many(server, messages):
        statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", answer)]
        check("garbage", closed and all(status < 500 or status == 505 for status in statuses),
              f"{data!r}: {answer[:300]!r}")
    check("garbage: well", is_well(server))


def drip(server, first, endless, results):
    """Send a byte now and then for ever: how long did the server bear it?"""
    begun = time.monotonic()
    with server.connect() as connected:
        send(connected, first)
        connected.settimeout(0.2)
        while time.monotonic() - begun < 15 * patience:
            try:
                connected.sendall(endless)
                if connected.recv(1 << 16) == b"":
                    break
            except socket.timeout:
                continue
            except ConnectionError:
                break
    results.append(time.monotonic() - begun)


def check_slow(program, path, token):
    """Who takes too long is cut, whatever they send; the others are served in the meantime."""
    log = os.path.join(os.path.dirname(path), "slow.log")
    server = Server(program, path, "--timeout", "2", "--threads", "2", "--connections", "64", log=log)
    bearer = f"Authorization: Bearer {token}"
    drips = {
        "silence": (b"", b""),
        "a drip of lines in front": (b"", b"\r\n"),
        "a drip of the first line": (b"GET /", b"a"),
        "a drip of headers": (request("GET", "/healthz")[:-2], b"A: b\r\n"),
        "a drip of one header": (request("GET", "/healthz")[:-2] + b"A: ", b"b"),
        "a drip of a body": (request("POST", "/persons/find/", bearer, "Content-Length: 100000"), b" "),
        "a drip of chunks": (request("POST", "/persons/find/", bearer, "Transfer-Encoding: chunked"), b"1\r\n \r\n"),
        "a drip of a chunk's size": (request("POST", "/persons/find/", bearer, "Transfer-Encoding: chunked"), b"0"),
        "a drip of trailers": (request("POST", "/persons/find/", bearer, "Transfer-Encoding: chunked",
                                       body=b"2\r\n{}\r\n0\r\n"), b"A: b\r\n"),
        "a drip behind a reply": (request("GET", "/healthz"), b"\r\n"),
    }
    running = []
    for name, (first, endless) in drips.items():
        results = []
        thread = threading.Thread(target=drip, args=(server, first, endless, results))
        thread.start()
        running.append((name, thread, results))
    check("served beside the drips", is_well(server))
    for name, thread, results in running:
        thread.join()
        check(f"{name} is cut", 1.5 < results[0] < 10 * patience, f"after {results[0]:.1f} s")
    with server.connect() as connected:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        send(connected, request("GET", f"/person?limit={PERSONS}", bearer, "organizationSlug: default"))
        taken = wait_until(lambda: any(" GET /person " in line for line in server.logged()), 10)
        check("a client that does not read is cut", taken, "it is still served")
    check("slow clients: well", is_well(server))
    check("slow clients: exit", server.stop() == 0)


def check_stop_under_load(program, path):
    """SIGTERM while many come and go: the exit is 0 every time."""
    for _ in range(20):
        server = Server(program, path, "--threads", "4", "--connections", "8")
        over = threading.Event()

        def come_and_go(server=server, over=over):
            while not over.is_set():
                try:
                    exchange(server, request("GET", "/healthz", "Connection: close"))
                except OSError:
                    pass

        threads = [threading.Thread(target=come_and_go) for _ in range(6)]
        for thread in threads:
            thread.start()
        served = wait_until(lambda server=server: is_well(server))
        check("load: exit", served and server.stop() == 0, f"{server.process.returncode} {server.said()!r}")
        over.set()
        for thread in threads:
            thread.join()


def check_flood(program, path):
    """More connections than there is room for: they wait, and are served when others go."""
    server = Server(program, path, "--timeout", "1", "--threads", "2", "--connections", "8")
    flood = [server.connect() for _ in range(40)]
    for connected in flood[::2]:
        send(connected, b"GET /healthz HTTP/1.1\r\n")
    check("served after a flood", wait_until(lambda: is_well(server), 60))
    for connected in flood:
        connected.close()
    done = []

    def ask():
        done.append(is_well(server))

    threads = [threading.Thread(target=ask) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("100 at once on 8 places", done.count(True) == 100, f"{done.count(True)}")
    check("flood: exit", server.stop() == 0)


def check_memory(program, path, token):
    """All bodies together have a bound: who comes too late is told, and later there is room again."""
    server = Server(program, path, "--threads", "2")
    ask = request("POST", "/persons/find/", f"Authorization: Bearer {token}", "Content-Length: 8388608")
    body = b"{" + b" " * ((8 << 20) - 2) + b"}"
    waiting = [server.connect() for _ in range(20)]
    for connected in waiting:
        send(connected, ask + body[:-1])
    for connected in waiting:
        send(connected, body[-1:])
    replies = [read_reply(connected) for connected in waiting]
    statuses = [reply[0] if reply else CLOSED for reply in replies]
    check("bodies over the bound", 503 in statuses and 200 in statuses and set(statuses) == {200, 503}, f"{statuses}")
    check("bodies over the bound: Retry-After", all(
        reply[1].get("retry-after") == "1" for reply in replies if reply and reply[0] == 503))
    for connected in waiting:
        connected.close()
    answer, _ = exchange(server, ask.replace(b"Host", b"Connection: close\r\nHost") + body)
    check("there is room again", status_of(answer) == 200, f"{answer[:200]!r}")
    check("memory: exit", server.stop() == 0)


class EndlessRequest:
    """A request that never ends holds the end up for ten seconds, and no longer."""

    def __init__(self, program, path, token):
        self.server = Server(program, path)
        self.client = self.server.connect()
        send(self.client, request("POST", "/persons/find/", f"Authorization: Bearer {token}", "Content-Length: 2",
                                  "Expect: 100-continue"))
        check("endless: it has begun", read_reply(self.client, has_body=False) is not None)
        self.server.process.send_signal(signal.SIGTERM)
        self.begun = time.monotonic()

    def check(self):
        check("endless: closed", read_all(self.client) == (b"", True))
        check("endless: exit", self.server.process.wait(20 * patience) == 0)
        check("endless: after ten seconds", time.monotonic() - self.begun > 9.5)
        check("endless: it is said", b"did not end within 10 seconds" in self.server.said(), f"{self.server.said()!r}")
        self.client.close()


def check_stop(program, path, token):
    """SIGTERM lets a request that has begun finish, and nobody else in."""
    for name, how in (("SIGTERM", signal.SIGTERM), ("SIGINT", signal.SIGINT)):
        server = Server(program, path)
        idle = server.connect()
        send(idle, request("GET", "/healthz"))
        check(f"{name}: idle", read_reply(idle) is not None)
        with server.connect() as connected:
            send(connected, request("POST", "/persons/find/", f"Authorization: Bearer {token}",
                                    "Content-Length: 2", "Expect: 100-continue"))
            begun = read_reply(connected, has_body=False)
            check(f"{name}: the request has begun", begun and begun[0] == 100, f"{begun}")
            send(connected, b"{")
            server.process.send_signal(how)

            def is_refused():
                return exchange(server, request("GET", "/healthz", "Connection: close")) == (b"", True)

            check(f"{name}: nobody new is let in", wait_until(is_refused))
            check(f"{name}: it waits for the request", server.process.poll() is None)
            check(f"{name}: nobody new is let in later", is_refused())
            send(connected, b"}")
            reply = read_reply(connected)
            check(f"{name}: the request is answered", reply and reply[0] == 200
                  and reply[1].get("connection", "").lower() == "close", f"{reply}")
        check(f"{name}: exit", server.process.wait(20 * patience) == 0, f"{server.process.returncode}")
        idle.close()


def check_log(program, path, issued):
    """The log tells what happened, and nothing of what was said."""
    log = os.path.join(os.path.dirname(path), "access.log")
    server = Server(program, path, log=log)
    bearer = f"Authorization: Bearer {issued['token']}"
    slug = "organizationSlug: default"
    body = json.dumps({"firstName": CANARY, "lastName": CANARY, "email": f"{CANARY}@example.org"}).encode()
    asked = [
        ("POST", "/person", 201, request("POST", "/person", bearer, slug, f"Content-Length: {len(body)}", body=body)),
        ("GET", "/search", 200, request("GET", f"/search?query={CANARY}", bearer, slug)),
        ("GET", "/person/{id}", 404, request("GET", f"/person/{CANARY}", bearer, slug)),
        ("GET", "other", 404, request("GET", f"/{CANARY}", bearer)),
        ("GET", "/stats", 401, request("GET", "/stats", f"Authorization: Bearer {CANARY}")),
        ("GET", "/stats", 401, request("GET", "/stats", f"Authorization: Bearer prs_{CANARY}_{CANARY}")),
        ("GET", "/person", 403, request("GET", "/person", bearer, f"organizationSlug: {CANARY}")),
        ("other", "other", 404, request(CANARY, f"/{CANARY}?{CANARY}={CANARY}", bearer)),
        ("GET", "/search", 422, request("GET", f"/search?{CANARY}=1", bearer, slug)),
        ("POST", "/persons/find/", 400, request("POST", "/persons/find/", bearer, f"Content-Length: {len(CANARY)}",
                                                body=CANARY.encode())),
        ("GET", "/healthz", 400, request("GET", "/healthz", f"{CANARY} : {CANARY}")),
        ("GET", "other", 400, request("GET", f"/{CANARY}", f"A: {CANARY}", host=None)),
        ("-", "other", 431, request("GET", f"/{CANARY}", f"A: {CANARY * 6000}")),
        ("POST", "/person", 413, request("POST", "/person", f"X-{CANARY}: {CANARY}", "Transfer-Encoding: chunked",
                                         body=b"900000\r\n" + CANARY.encode() * 0x900000)),
    ]
    for index, (method, route, status, data) in enumerate(asked):
        with server.connect() as connected:
            send(connected, data[:9 << 20])
            reply = read_reply(connected)
        check(f"log: asked {method} {route}", reply and reply[0] == status, f"{reply}, not {status}")
        check("log: a line", wait_until(lambda: len(server.logged()) > index), f"{server.logged()}")
        fields = server.logged()[-1].split(" ")
        check("log: the line tells it", fields[1:4] == [method, route, str(status)], f"{fields}")
        if reply and method != "-":
            check("log: the bytes", fields[4] == str(len(reply[2])), f"{fields} {len(reply[2])}")
        if bearer.encode() in data:
            check("log: the token's id", fields[6] == issued["token_id"] or status == 400 and fields[6] == "-",
                  f"{fields}")
    line = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ \S+ (-|\d{3}) \d+ \d+ (-|[0-9a-f]{16})")
    lines = server.logged()
    check("log: one line a request", len(lines) == len(asked), f"{len(lines)}")
    check("log: the form of each line", all(line.fullmatch(each) for each in lines), f"{lines}")
    check("log: mode 0600", os.stat(log).st_mode & 0o777 == 0o600)
    os.rename(log, log + ".1")
    server.process.send_signal(signal.SIGHUP)
    check("log: opened again", wait_until(lambda: os.path.exists(log)))
    check("log: well", wait_until(lambda: is_well(server) and len(server.logged()) > 0))
    check("log: exit", server.stop() == 0)
    everything = server.said() + b"".join(open(name, "rb").read() for name in (log, log + ".1"))
    check("no word of a client is logged", CANARY.encode().lower() not in everything.lower(), f"{everything!r}")
    check("no token is logged", issued["token"].split("_")[2].encode() not in everything)
    check("nothing but the ready line is said", server.said().count(b"\n") == 1, f"{server.said()!r}")


def check_command_line(program, folder, path):
    """What cannot work is said in one line, with 1 for a failure and 2 for bad usage."""
    def run(*words):
        try:
            done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=20 * patience, check=False)
        except subprocess.TimeoutExpired:
            return None, "it runs"
        return done.returncode, done.stdout.decode()

    absent = os.path.join(folder, "absent.db")
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    for words, code in (
            ((absent, "--listen", "127.0.0.1:0"), 1), ((folder, "--listen", "127.0.0.1:0"), 1),
            ((__file__, "--listen", "127.0.0.1:0"), 1), ((path, "--listen", "192.0.2.1:0"), 1),
            ((path, "--listen", f"127.0.0.1:{taken.getsockname()[1]}"), 1),
            ((path, "--listen", "127.0.0.1:0", "--access-log", os.path.join(folder, "no", "log")), 1),
            ((), 2), ((path, path), 2), ((path, "--threads", "0"), 2), ((path, "--threads", "x"), 2),
            ((path, "--threads", "-1"), 2), ((path, "--max-body", "8388609"), 2), ((path, "--timeout", "1s"), 2),
            ((path, "--timeout", ""), 2), ((path, "--connections", "99999999999999999999"), 2),
            ((path, "--listen", "8080"), 2), ((path, "--listen", "localhost:80"), 2), ((path, "--listen", "::1:80"), 2),
            ((path, "--listen", "[::1]"), 2), ((path, "--listen", "127.0.0.1:"), 2),
            ((path, "--listen", "127.0.0.1:65536"), 2), ((path, "--listen", "127.0.0.1:99999"), 2),
            ((path, "--listen", "[127.0.0.1]:80"), 2)):
        got, said = run(*words)
        check(f"{' '.join(words)}: exit", got == code, f"{got}: {said}")
        check(f"{' '.join(words)}: one line", said.startswith("personsd: ") and said.count("\n") == 1, said)
    got, said = run(path, "--colour")
    check("an unknown option", got == 2 and "--colour" in said, f"{got}: {said}")
    check("nothing was created", not os.path.exists(absent))
    check("--version", run("--version") == (0, f"personsd {persons.__version__} (libpersons {persons.__version__})\n"),
          f"{run('--version')}")
    check("--help", run("--help")[0] == 0 and "usage: personsd FILE" in run("--help")[1])
    taken.close()
    server = Server(program, absent, "--create")
    check("--create", is_well(server) and os.path.exists(absent))
    check("--create: exit", server.stop() == 0)


def check_read_only(program, path, token):
    server = Server(program, path, "--read-only", "--max-body", "100")
    bearer, slug = f"Authorization: Bearer {token}", "organizationSlug: default"
    body = b'{"firstName":"Ada","lastName":"L","email":"a@example.org"}'
    answer, _ = exchange(server, request("POST", "/person", bearer, slug, f"Content-Length: {len(body)}",
                                         "Connection: close", body=body))
    check("--read-only", status_of(answer) == 403, f"{answer!r}")
    for length, status in ((100, 200), (101, 413)):
        answer, _ = exchange(server, request("POST", "/persons/find/", bearer, f"Content-Length: {length}",
                                             "Connection: close", body=b"{}".ljust(length)))
        check(f"--max-body 100 and {length} bytes", status_of(answer) == status, f"{answer!r}")
    check("--read-only: exit", server.stop() == 0)


def check_readiness(program, path, folder):
    """personsd tells the service manager that it is ready, and that it stops."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        os.environ["NOTIFY_SOCKET"] = os.path.join(folder, "notify")
        manager.bind(os.environ["NOTIFY_SOCKET"])
        manager.settimeout(20 * patience)
        server = Server(program, path)
        check("READY=1", manager.recv(100) == b"READY=1")
        check("readiness: exit", server.stop() == 0)
        check("STOPPING=1", manager.recv(100) == b"STOPPING=1")
        del os.environ["NOTIFY_SOCKET"]


def main():
    global patience
    reader = argparse.ArgumentParser()
    reader.add_argument("personsd")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--patience", type=float, default=1.0)
    words = reader.parse_args()
    patience = words.patience
    program = os.path.abspath(words.personsd)
    folder = tempfile.mkdtemp(prefix="personsd-")
    path = os.path.join(folder, "people.db")
    with persons.open(path, durability="relaxed") as directory:
        issued = directory.issue_token(rights=["read", "write"])
        for i in range(PERSONS):  # together more than the sockets' buffers hold
            directory.create(firstName="Person", lastName=str(i), email=f"p{i}@example.org",
                             customFields={"note": "x" * 30000})
    token = issued["token"]
    try:
        check_command_line(program, folder, path)
        check_readiness(program, path, folder)
        server = Server(program, path, log=os.path.join(folder, "malformed.log"))
        check_sound(server, token)
        check_malformed(server, token)
        check_own_errors(server)
        check_pipelined(server, token)
        check("malformed: exit", server.stop() == 0)
        check("malformed: nothing was said", server.said().count(b"\n") == 1, f"{server.said()!r}")
        server = Server(program, path, "--timeout", "1", log=os.path.join(folder, "cut.log"))
        check_cut(server, path, token)
        check_garbage(server, words.seed)
        check("garbage: exit", server.stop() == 0)
        check("garbage: nothing was said", server.said().count(b"\n") == 1, f"{server.said()!r}")
        check_log(program, path, issued)
        check_read_only(program, path, token)
        check_stop(program, path, token)
        check_stop_under_load(program, path)
        check_memory(program, path, token)
        endless = EndlessRequest(program, path, token)
        check_flood(program, path)
        check_slow(program, path, token)
        endless.check()
    finally:
        shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
