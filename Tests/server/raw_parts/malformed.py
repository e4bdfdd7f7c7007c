# SPDX-License-Identifier: Apache-2.0
"""Malformed requests: each is refused, and its connection closed."""

import json

from .checking import check
from .wire import CLOSED, exchange, is_well, read_reply, request, send, status_of


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
        # The directory refuses these two, and would go on.
        self.add("a slug that is not UTF-8",
                 request("GET", "/person", self.bearer, "organizationSlug: \udcff\udcfe", "Connection: close"), 400)
        self.add("a token that is not UTF-8",
                 request("GET", "/stats", "Authorization: Bearer \udcc3(", "Connection: close"), 400)
        self.add("a token of 9 KB",
                 request("GET", "/stats", "Authorization: Bearer " + "a" * (9 << 10), "Connection: close"), 400)
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
