# SPDX-License-Identifier: Apache-2.0
"""Clients that are slow, or too many, or send too much at once."""

import os
import socket
import threading

from lateness import Stopwatch

from .checking import check, patient, wait_until
from .server import PERSONS, Server
from .wire import CLOSED, exchange, is_well, read_reply, request, send, status_of


PATIENCE = 60  # seconds until a test gives up, however busy the machine is


def drip(server, first, endless, results):
    """Send a byte now and then for ever: how long did the server bear it?"""
    def is_cut():
        try:
            connected.sendall(endless)
            return connected.recv(1 << 16) == b""
        except socket.timeout:
            return False
        except ConnectionError:
            return True

    with Stopwatch() as watch, server.connect() as connected:
        send(connected, first)
        connected.settimeout(0.2)
        wait_until(is_cut, PATIENCE)
    results.append(watch)


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
        watch = results[0]
        check(f"{name} is cut", 1.5 < watch.seconds and watch.is_within(patient(10)), f"after {watch}")
    with Stopwatch() as watch, server.connect() as connected:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        send(connected, request("GET", f"/person?limit={PERSONS}", bearer, "organizationSlug: default"))
        is_cut = wait_until(lambda: any(" GET /person " in line for line in server.logged()), PATIENCE)
    check("a client that does not read is cut", is_cut and watch.is_within(patient(10)), f"after {watch}")
    check("slow clients: well", is_well(server))
    check("slow clients: exit", server.stop() == 0)


def check_flood(program, path):
    """More connections than there is room for: they wait, and are served when others go."""
    places = "--threads", "2", "--connections", "8"
    server = Server(program, path, "--timeout", "1", *places)
    flood = [server.connect() for _ in range(40)]
    for connected in flood[::2]:
        send(connected, b"GET /healthz HTTP/1.1\r\n")
    check("served after a flood", wait_until(lambda: is_well(server), PATIENCE))
    for connected in flood:
        connected.close()
    check("flood: exit", server.stop() == 0)
    # A hundred threads of this program may need more than a second from connecting to sending.
    server = Server(program, path, *places)
    done = []

    def ask():
        done.append(is_well(server))

    threads = [threading.Thread(target=ask) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("100 at once on 8 places", done.count(True) == 100, f"{done.count(True)}")
    check("100 at once: exit", server.stop() == 0)


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
