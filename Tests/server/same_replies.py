#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: a request is answered alike by personsd, through TLS, and by persons.wsgi under each WSGI server.

    same_replies.py PERSONSD

Sends the same bytes to all of them, over one file, and compares the status, the headers that are not the server's own,
and the body, with those of personsd. What differs for a reason is listed here, held to what it is, and printed. Wants
PYTHONPATH=bindings/python and PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import contextlib
import json
import os
import re
import socket
import sqlite3
import ssl
import sys
import tempfile

import persons
import wsgi_servers
from isolation import MATRIX
from support import SERVERS_OWN, Tally, served
from terminator import Terminator

CHANGING = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    r'|(?<="revision":)\d+')
NEW = b'{"firstName":"Ada","lastName":"Lovelace","email":"ada@example.org"}'
MOST_BODY = 8 << 20

# personsd refuses these itself, and WSGI servers leave it to the directory, which says it in the manner of the route:
# the status, the headers and the type are the same, the words are not.
IN_OTHER_WORDS = {
    "two tokens", "two slugs", "two kinds of a body", "two keys of retries",
    "a target that is too long", "a body of a GET", "a body of a DELETE", "a body that is too large",
}

NO_TARGET = "it hands over the path decoded, and nothing else"
NO_KIND = "it makes up text/plain where there is no Content-Type, and takes the first of two"
JOINED = "two headers are one with a comma to WSGI"
ITSELF = "the server refuses it itself, in its own words"

# What differs else: the request, the servers, the status there, and why.
KNOWN = [
    ("GET /person/p%2F1", ["wsgiref"], 404, NO_TARGET),
    ("GET /person/%zz", ["wsgiref"], 404, NO_TARGET),
    ("GET //stats", ["wsgiref"], 200, "http.server takes two slashes at the start for one"),
    ("a target that is not ASCII", ["wsgiref"], 404, NO_TARGET),
    ("a target that is not ASCII", ["gunicorn", "waitress"], 400, ITSELF),
    ("a target that is too long", ["gunicorn"], 414, ITSELF),
    ("a token of 9 KB", ["gunicorn"], 431, ITSELF),
    ("two kinds of a body", ["wsgiref"], 201, NO_KIND),
    ("two kinds of a body", ["gunicorn"], 400, ITSELF),
    ("no body", ["wsgiref"], 415, NO_KIND),
    ("a body of no kind", ["wsgiref"], 415, NO_KIND),
    ("a body in pieces", ["wsgiref"], 400, "it does not read chunks"),
    ("a comma in the token", wsgi_servers.NAMES, 400, JOINED),
    ("two Accepts", wsgi_servers.NAMES, 200, JOINED),
]
REASONS = {(name, server): (status, reason) for name, servers, status, reason in KNOWN for server in servers}


class Server:
    """Where a request is sent."""

    def __init__(self, name, url, authority=None):
        self.name, self.context = name, None
        self.port = int(url.rsplit(":", 1)[1])
        if authority:
            self.context = ssl.create_default_context(cafile=authority)

    def ask(self, data):
        """The reply to the bytes of a request: (status, headers, body)."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as plain:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            secure = self.context.wrap_socket(plain, server_hostname="localhost") if self.context else plain
            with secure:
                # Who refuses early closes before everything is taken.
                with contextlib.suppress(OSError):
                    secure.sendall(data)
                return read_reply(secure, data.startswith(b"HEAD"))


def read_reply(connection, is_head):
    """The last reply, for one of 100 may go before it; all zero where there is none."""
    data = b""
    with contextlib.suppress(OSError):
        while True:
            while b"\r\n\r\n" not in data:
                piece = connection.recv(1 << 16)
                if not piece:
                    return 0, [], data.decode("utf-8", "replace")
                data += piece
            head, _, data = data.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            status = int(lines[0].split(" ")[1])
            if status != 100:
                break
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:])]
        length = 0 if is_head else int(dict(headers).get("content-length", "0"))
        while len(data) < length:
            piece = connection.recv(1 << 16)
            if not piece:
                break
            data += piece
        own = sorted((name, value) for name, value in headers if name not in SERVERS_OWN)
        return status, own, CHANGING.sub("*", data.decode("utf-8"))
    return 0, [], data.decode("utf-8", "replace")


# ---------------------------------------------------------------------------------------------------- requests --


class Requests:
    """The bytes of requests as the bearer of a token."""

    def __init__(self, token):
        self.bearer = f"Authorization: Bearer {token}".encode()

    def of(self, method, target, body=None, *lines, bearer=True, slug=b"default", kind=b"application/json"):
        if isinstance(target, str):
            target = target.encode()
        head = [method.encode() + b" " + target + b" HTTP/1.1", b"Host: localhost", b"Connection: close"]
        head += [self.bearer] if bearer else []
        head += [b"organizationSlug: " + slug] if slug is not None else []
        if body is not None:
            head += [b"Content-Length: %d" % len(body)]
            head += [b"Content-Type: " + kind] if kind is not None else []
        return b"\r\n".join([*head, *lines, b"", body or b""])

    def all(self, other):
        """Name and bytes of each request; `other` are those of a token that may only read."""
        for method, target, body, _ in MATRIX:
            data = None if body is None else json.dumps(body).encode()
            name = f"{method} {target}"
            yield name, self.of(method, target, data)
            yield f"{name} without a token", self.of(method, target, data, bearer=False)
            yield f"{name} with a bad token", self.of(method, target, data, b"Authorization: Bearer x", bearer=False)
            yield f"{name} that may only read", other.of(method, target, data)
            yield f"{name} in another organization", self.of(method, target, data, slug=b"acme")
            yield f"{name} with PATCH", self.of("PATCH", target, b"{}")
            if method == "GET":
                yield f"{name} with HEAD", self.of("HEAD", target)
        yield from self.of_headers()
        yield from self.of_targets()
        yield from self.of_bodies()

    def of_headers(self):
        stats = "GET", "/stats", None
        everything = b"Accept: application/vnd.persons+json"
        yield "everything that is kept", self.of("GET", "/person/p1", None, everything)
        yield "several kinds accepted", self.of("GET", "/person/p1", None, everything + b";q=1, application/json")
        yield "a scheme in small letters", self.of(*stats, self.bearer.replace(b"Bearer", b"bearer"), bearer=False)
        yield "another scheme", self.of(*stats, b"Authorization: Basic eDp5", bearer=False)
        yield "a bearer without a token", self.of(*stats, b"Authorization: Bearer", bearer=False)
        yield "an empty Authorization", self.of(*stats, b"Authorization:", bearer=False)
        yield "no slug", self.of("GET", "/person", None, slug=None)
        yield "an empty slug", self.of("GET", "/person", None, slug=b"")
        yield "a slug in UTF-8", self.of("GET", "/person", None, slug="zürich".encode())
        yield "a slug that is not UTF-8", self.of("GET", "/person", None, slug=b"z\xfcrich")
        yield "a token that is not UTF-8", self.of(*stats, b"Authorization: Bearer \xc3(", bearer=False)
        yield "a token of 9 KB", self.of(*stats, b"Authorization: Bearer " + b"a" * (9 << 10), bearer=False)
        yield "a kind that is not UTF-8", self.of("POST", "/person", NEW, kind=b"application/\xff")
        yield "two tokens", self.of(*stats, self.bearer)
        yield "two slugs", self.of(*stats, b"organizationSlug: default")
        yield "two kinds of a body", self.of("POST", "/person", NEW, b"Content-Type: application/json")
        yield "names with underscores", self.of(
            "POST", "/person", NEW, b"Content_Type: text/plain", b"Content_Length: 3", b"organization_Slug: acme")
        yield "two keys of retries", self.of("POST", "/person", NEW, b"Idempotency-Key: a", b"Idempotency-Key: a")
        yield "a key of retries", self.of("POST", "/person", NEW, b"Idempotency-Key: " + "clé".encode())
        yield "the same key of retries", self.of("POST", "/person", NEW, b"Idempotency-Key: " + "clé".encode())
        yield "two Accepts", self.of("GET", "/stats", None, b"Accept: */*", b"Accept: text/html")
        yield "an expectation", self.of("POST", "/person", NEW, b"Expect: 100-continue")
        yield "a comma in the token", self.of(*stats, self.bearer + b",b", bearer=False)

    def of_targets(self):
        for target in ("/", "/persons/", "/person/", "/person/p1/", "/stats/", "/stats?", "/stats?a=1", "/healthz/",
                       "/person/%70%31", "/person/p%2F1", "/person/%00", "/person/%zz", "/person/%C3%BC", "/person/%FF",
                       "/person/.", "/person/..", "/person/%2e%2e", "//stats", "/person//p1", "/person?limit=1&limit=2",
                       "/search?query=a+b%20c", "/search?query=%C3%BC", "/person?limit=0", "/person?limit=101",
                       "/person?limit=1_0", "/person?skip=-1", "/changes", "/changes?since=a", "/search?quary=x",
                       "/person/" + "a" * 5000, "/search?query=" + "a" * 8000,
                       "/person/a;b=c", "/person/a:b@c!$&'()*,=~", "/person?a=%", "/nowhere?x"):
            yield f"GET {target[:60]}{len(target) if len(target) > 60 else ''}", self.of("GET", target)
        yield "a target that is not ASCII", self.of("GET", "/person/ü")
        yield "a target that is too long", self.of("GET", "/person/" + "a" * 9000)
        yield "a record that is damaged", self.of("GET", "/person/damaged")
        yield "a method of its own", self.of("FROB", "/person")
        yield "OPTIONS", self.of("OPTIONS", "/person")

    def of_bodies(self):
        yield "no body", self.of("POST", "/person", None)
        yield "an empty body", self.of("POST", "/person", b"")
        yield "a body of a GET", self.of("GET", "/person", b"{}")
        yield "a body of a DELETE", self.of("DELETE", "/person/p9", b"{}")
        yield "malformed JSON", self.of("POST", "/person", b"{not json")
        yield "a body that is not UTF-8", self.of("POST", "/person", b'{"firstName":"\xff"}')
        yield "a key twice", self.of("POST", "/person", b'{"city":"a","city":"b"}')
        for kind in (b"text/plain", b"application/json; charset=utf-8", b"application/json; charset=latin-1",
                     b"application/x-www-form-urlencoded", b"application/vnd.persons+json", b"", b"APPLICATION/JSON"):
            yield f"a body of {kind.decode()!r}", self.of("POST", "/person", NEW, kind=kind)
        yield "a body of no kind", self.of("POST", "/person", NEW, kind=None)
        chunked = self.of("POST", "/person", None, b"Transfer-Encoding: chunked", b"Content-Type: application/json")
        yield "a body in pieces", chunked + b"%x\r\n%b\r\n0\r\n\r\n" % (len(NEW), NEW)
        yield "a large body", self.of("POST", "/person", b'{"city":"' + b"a" * 1000000 + b'"}')
        yield "the largest body", self.of("POST", "/person", b" " * (MOST_BODY - len(NEW)) + NEW)
        yield "a body that is too large", self.of("POST", "/person", b" " * (MOST_BODY + 1 - len(NEW)) + NEW)


def fill(path):
    """Makes the file; returns what asks with a token for everything, and with one that may only read."""
    with persons.open(path) as owner:
        owner.put_organization(slug="acme")
        owner.put_event(eventId="e1", name="Meeting")
        for number in ("p1", "damaged"):
            owner.create(personId=number, firstName="Grace", lastName="Hopper", email=f"{number}@example.org")
        tokens = owner.issue_token()["token"], owner.issue_token(rights=["read"])["token"]
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE person SET checksum = checksum + 1 WHERE person_id = 'damaged'")
    return [Requests(token) for token in tokens]


def restore(path):
    """Makes again what a request before may have taken away."""
    with persons.open(path) as owner:
        owner.put_group(group_id="g1", name="One")
        with contextlib.suppress(persons.Conflict):
            owner.create(personId="p1", firstName="Grace", lastName="Hopper", email="p1@example.org")
        owner.update("p1", city=None)


def in_other_words(reply):
    """The reply with the type of its error alone."""
    status, headers, body = reply
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return status, headers, json.loads(body)["error"]["type"]
    return reply


def compare(tally, name, server, reply, wanted):
    status, reason = REASONS.get((name, server.name), (None, ""))
    if status:
        print(f"known: {name}: {server.name} {status}, personsd {wanted[0]}: {reason}")
        tally.equal(f"{name}: {server.name}, as is known", reply[0], status)
    elif name in IN_OTHER_WORDS and reply != wanted:
        tally.equal(f"{name}: {server.name}, in other words", in_other_words(reply), in_other_words(wanted))
    else:
        tally.equal(f"{name}: {server.name}", reply, wanted)


def main(personsd):
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        path = os.path.join(folder, "people.db")
        requests, that_read = fill(path)
        url = stack.enter_context(served(personsd, path))
        terminator = Terminator(folder)
        proxy = stack.enter_context(terminator.before(url))
        servers = [Server("personsd", url), Server("personsd-tls", proxy.url, terminator.authority)]
        for name in wsgi_servers.NAMES:
            under = wsgi_servers.served(name, path, os.path.join(folder, name))
            servers.append(Server(name, stack.enter_context(under)))
        for name, data in requests.all(that_read):
            replies = []
            for server in servers:
                restore(path)
                replies.append(server.ask(data))
            tally.check(f"{name}: personsd replies", replies[0][0] > 0)
            for server, reply in zip(servers[1:], replies[1:]):
                compare(tally, name, server, reply, replies[0])
            if name == "a record that is damaged":
                tally.check("a fault of the file has Retry-After", ("retry-after", "1") in replies[0][1], replies[0])
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
