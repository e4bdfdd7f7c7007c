# SPDX-License-Identifier: Apache-2.0
"""Sound requests that are unusual, or arrive many at once: each is answered."""

import re

from .checking import check
from .wire import exchange, read_reply, request, send


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
