# SPDX-License-Identifier: Apache-2.0
"""Requests that were cut short or damaged at random."""

import json
import random
import re
import socket

import persons

from .checking import check
from .wire import exchange_many, is_well, request, send, status_of


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
    with persons.open(path, create=False) as directory:
        found = directory.search(query="Cut Off", fuzzy="off")
        check("nobody was made by half", found["total"] == 0, f"{found}")


def check_half_closed(server):
    """A client that sends no more, but reads, gets its answer. The server's --timeout is long enough to send it."""
    for _, answer, closed in exchange_many(server, [request("GET", "/healthz")] * 20):
        check("a whole request, half closed", status_of(answer) == 200 and closed, f"{answer!r}")


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
