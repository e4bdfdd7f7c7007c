#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: whatever a service does, a remote directory answers in time, with the error of the header, and stays small.

    hostile.py [PART...]

Parts: answers, memory, statuses, retries, writes, interruption, addresses, tokens, environment; without one, all.
Runs servers that misbehave on loopback, and the client in a process of its own. Wants PYTHONPATH=bindings/python and
PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import contextlib
import email.utils
import gzip
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

from bad_server import BadServer, replies, reply
from remote_client import Client
from support import Tally

TOKEN = "prs_secretsecretsecret"
TIMEOUT = 1.5  # seconds a call may take
MARGIN = 1.0
MOST_KIB = 32 << 10

PERSON = {"personId": "p1", "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}
NEW = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}
GOOD = reply(200, PERSON)
MADE = reply(201, {"personId": "p1"})


def options(service="persons", milliseconds=int(TIMEOUT * 1000), **more):
    given = {"token": TOKEN, "service": service, "timeout_ms": milliseconds, **more}
    return {**given, "organization": "default"} if service == "gatsby" else given


def outcome(answer):
    """"ok", or the status and type of the error."""
    return f"{answer['error']} {answer['type']}" if "error" in answer else "ok"


def in_time(tally, name, answer, seconds=TIMEOUT):
    tally.check(f"{name}: in time", answer["seconds"] <= seconds + MARGIN, f"{answer['seconds']:.2f} s")


def expect(tally, name, answer, *wanted):
    """The outcome is one of these, and came in time."""
    got = outcome(answer)
    tally.check(name, got in wanted, f"got    {got} ({answer.get('message')})\n  wanted {' or '.join(wanted)}")
    in_time(tally, name, answer)


# ----------------------------------------------------------------------------------------------------- answers --

CHUNKED = reply(200, b"", "Transfer-Encoding: chunked", length="")
TIMED_OUT, LOST = "TIMEOUT timeout", "UNAVAILABLE connection_lost"
CUT, MALFORMED, HUGE = "PROTOCOL incomplete_answer", "PROTOCOL malformed_answer", "PROTOCOL answer_too_large"
NOT_JSON, SHAPE, STRANGE = "PROTOCOL not_json", "PROTOCOL wrong_shape", "PROTOCOL unexpected_status"


def sending(*pieces, every=0.0, then="close"):
    """An `answer` that sends these and then closes, hangs or resets."""

    def answer(peer, _, __):
        peer.send(*pieces, every=every)
        if then == "hang":
            peer.hang()
        elif then == "reset":
            peer.reset()

    return answer


def dripping(data):
    return sending(*[data[i:i + 1] for i in range(len(data))], every=1)


def drip_after(head, body):
    def answer(peer, _, __):
        return peer.send(head) and peer.send(*[body[i:i + 1] for i in range(len(body))], every=1)

    return answer


def flooding(start, piece):
    """An `answer` that never ends."""

    def answer(peer, _, __):
        return peer.send(start) and peer.flood(piece)

    return answer


BODY = reply(200, PERSON).split(b"\r\n\r\n")[1]
STATUS_LINE = b"HTTP/1.1 200 OK\r\n"
HTML = b"<!doctype html><title>Log in</title><p>Welcome to the hotel's network"

# Name, what the server does, what the call may end with.
ANSWERS = [
    ("nothing is sent", sending(then="hang"), [TIMED_OUT]),
    ("headers drip", dripping(GOOD), [TIMED_OUT]),
    ("the body drips", drip_after(GOOD[:-len(BODY)], BODY), [TIMED_OUT]),
    ("chunks drip", drip_after(CHUNKED, b"1\r\n{\r\n" * 99), [TIMED_OUT]),
    ("headers without end, slowly", sending(STATUS_LINE, *[b"X: y\r\n"] * 99, every=0.2), [TIMED_OUT]),
    ("Content-Length too long, then a close", sending(reply(200, BODY, length=len(BODY) + 9)), [CUT]),
    ("Content-Length too long, then silence", sending(reply(200, BODY, length=len(BODY) + 9), then="hang"),
     [TIMED_OUT]),
    ("Content-Length too short", sending(reply(200, BODY, length=9)), [NOT_JSON]),
    ("Content-Length negative", sending(reply(200, BODY, length=-9)), [MALFORMED]),
    ("Content-Length no number", sending(reply(200, BODY, length="many")), [MALFORMED]),
    ("Content-Length of 2^64 + 9", sending(reply(200, BODY, length=2**64 + 9)), [MALFORMED, HUGE]),
    ("Content-Length of 1 TiB", sending(reply(200, BODY, length=2**40)), [HUGE]),
    ("Content-Length twice, different", sending(reply(200, BODY, "Content-Length: 5")), [MALFORMED, NOT_JSON, "ok"]),
    ("Content-Length and chunked", sending(reply(200, b"9\r\n" + BODY, "Transfer-Encoding: chunked")),
     [MALFORMED, CUT, NOT_JSON, LOST]),
    ("chunked garbage", sending(CHUNKED + b"zz\r\n" + BODY), [MALFORMED]),
    ("a chunk of 2^64", sending(CHUNKED + b"1ffffffffffffffff\r\n" + BODY), [MALFORMED, CUT, HUGE]),
    ("a negative chunk", sending(CHUNKED + b"-5\r\n" + BODY), [MALFORMED]),
    ("chunks without their end", sending(CHUNKED + b"5\r\nhello\r\n"), [CUT]),
    ("trailers without end", flooding(CHUNKED + b"0\r\n", b"X: y\r\n" * 99), [HUGE, MALFORMED]),
    ("a 1 MiB flood of headers", sending(STATUS_LINE + b"X-Flood: yes\r\n" * 75_000 + b"\r\n"), [HUGE]),
    ("headers without end", flooding(STATUS_LINE, b"X-Flood: yes\r\n" * 99), [HUGE]),
    ("one header line without end", flooding(STATUS_LINE + b"X-Flood: ", b"y" * 9999), [HUGE]),
    ("one status line without end", flooding(b"HTTP/1.1 200 ", b"y" * 9999), [HUGE, MALFORMED]),
    ("1xx without end", flooding(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99), [HUGE]),
    ("1xx, then the answer", sending(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 9 + GOOD), ["ok"]),
    ("a switch of protocols", sending(reply(101, b"", "Upgrade: x", "Connection: Upgrade", length="")),
     [STRANGE, NOT_JSON, MALFORMED, LOST, CUT]),
    ("a close before the status line", sending(), [LOST]),
    ("a close in the status line", sending(b"HTTP/1.1 2"), [LOST, CUT, MALFORMED]),
    ("a close in the headers", sending(STATUS_LINE + b"Content-"), [LOST, CUT, MALFORMED]),
    ("a close in the middle of the body", sending(GOOD[:-9]), [CUT]),
    ("a reset before the status line", sending(then="reset"), [LOST]),
    ("a reset in the middle of the body", sending(GOOD[:-9], every=0.1, then="reset"), [LOST, CUT]),
    ("no HTTP: SSH", sending(b"SSH-2.0-OpenSSH_9.2\r\n"), [MALFORMED]),
    ("no HTTP: bytes", sending(bytes(range(256)) * 40), [MALFORMED]),
    ("no HTTP: JSON", sending(BODY), [MALFORMED]),
    ("HTTP/0.9", sending(HTML), [MALFORMED]),
    ("HTTP/7.3", sending(GOOD.replace(b"HTTP/1.1", b"HTTP/7.3")), [MALFORMED]),
    ("a status of two digits", sending(GOOD.replace(b" 200 ", b" 20 ")), [MALFORMED, STRANGE]),
    ("the status 999", sending(reply(999, PERSON)), [STRANGE]),
    ("the status 000", sending(reply("000", PERSON)), [STRANGE, MALFORMED, LOST]),
    ("HTML", sending(reply(200, HTML)), [NOT_JSON]),
    ("an empty body", sending(reply(200)), [NOT_JSON]),
    ("another shape", sending(reply(200, {"hello": []})), [SHAPE]),
    ("an array", sending(reply(200, [PERSON])), [SHAPE]),
    ("null", sending(reply(200, None)), [SHAPE]),
    ("a number", sending(reply(200, 7)), [SHAPE]),
    ("a member twice", sending(reply(200, b'{"personId":"a","personId":"b"}')), [NOT_JSON]),
    ("something after the JSON", sending(reply(200, BODY + b"}")), [NOT_JSON]),
    ("JSON 100,000 deep", sending(reply(200, b'{"personId":' + b"[" * 100_000)), [NOT_JSON, SHAPE, HUGE]),
    ("JSON 65 deep", sending(reply(200, b'{"personId":' + b"[" * 65 + b"]" * 65 + b"}")), [NOT_JSON, SHAPE, HUGE]),
    ("invalid UTF-8", sending(reply(200, b'{"personId":"\xff\xfe"}')), [NOT_JSON]),
    ("a NUL in the JSON", sending(reply(200, b'{"personId":"a"\0}')), [NOT_JSON]),
    ("a NUL behind the JSON", sending(reply(200, BODY + b"\0")), [NOT_JSON]),
    ("a number over 2^63", sending(reply(200, b'{"personId":"a","x":9223372036854775808}')), [NOT_JSON, SHAPE]),
    ("gzip that nobody asked for", sending(reply(200, gzip.compress(BODY), "Content-Encoding: gzip")), [NOT_JSON]),
    ("a person whose identifier is no text", sending(reply(200, {"personId": 7})), [SHAPE]),
    ("204", sending(reply(204)), [STRANGE, NOT_JSON]),
    ("206 with a part", sending(reply(206, BODY, "Content-Range: bytes 0-9/100")), [STRANGE, CUT]),
    ("304", sending(b"HTTP/1.1 304 Not Modified\r\n\r\n"), [STRANGE]),
    ("401 with a challenge", sending(reply(401, {}, "WWW-Authenticate: Basic")),
     ["UNAUTHORIZED invalid_authorization"]),
    ("407", sending(reply(407, {}, "Proxy-Authenticate: Basic")), [STRANGE]),
]


def check_answers(tally):
    with Client() as client:
        before = warmed(client)
        for name, answer, wanted in ANSWERS:
            with BadServer(answer) as server:
                answer = client.call(server.url, options(), "get", "p1")
                expect(tally, name, answer, *wanted)
        check_memory_of(tally, "all these answers", answer["kib"] - before)


def warmed(client):
    """Makes an ordinary call, so that libcurl is loaded; returns the KiB that the client takes."""
    with BadServer(replies(GOOD)) as server:
        return client.call(server.url, options(), "get", "p1")["kib"]


def check_memory_of(tally, name, kib):
    print(f"{name}: {kib / 1024:.1f} MiB")
    tally.check(f"{name}: less than 32 MiB", kib < MOST_KIB, f"{kib / 1024:.1f} MiB")


# ------------------------------------------------------------------------------------------------------ memory --

MEBIBYTE = b"x" * (1 << 20)


def streaming(head, piece=MEBIBYTE, times=1024):
    def answer(peer, _, __):
        peer.server.sent = 0
        if peer.send(head):
            for _ in range(times):
                if not peer.send(piece):
                    break
                peer.server.sent += len(piece)

    return answer


def bomb():
    """1 GiB of spaces."""
    packer = gzip.zlib.compressobj(9, gzip.zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(1024)), packer.flush()])


def zstandard_bomb():
    """1 GiB in blocks of one byte each, with a window of 128 MiB."""
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b" "
    return bytes.fromhex("28b52ffd0088") + block * 8192


def many_values(unit):
    """8 MiB of JSON with as many values as fit."""
    start, end = b'{"x":[', unit.rstrip(b",") + b"]}"
    return start + unit * (((8 << 20) - len(start) - len(end)) // len(unit)) + end


def memory_cases():
    packed, zstandard = bomb(), zstandard_bomb()
    return [
        ("1 GiB with its length", streaming(reply(200, length=1 << 30)), [HUGE]),
        ("1 GiB without a length", streaming(reply(200, length="")), [HUGE]),
        ("1 GiB of chunks", streaming(CHUNKED, b"100000\r\n" + MEBIBYTE + b"\r\n"), [HUGE]),
        ("1 GiB of chunks of a byte", streaming(CHUNKED, b"1\r\nx\r\n" * 20_000, 3000), [HUGE, TIMED_OUT]),
        ("1 GiB as an error's body", streaming(reply(400, length="")), [HUGE]),
        ("a bomb of gzip", sending(reply(200, packed, "Content-Encoding: gzip")), [NOT_JSON, HUGE]),
        ("a bomb of gzip as transfer encoding", sending(reply(200, packed, "Transfer-Encoding: gzip", length="")),
         [NOT_JSON, HUGE, MALFORMED]),
        ("a bomb of zstd as transfer encoding", sending(reply(200, zstandard, "Transfer-Encoding: zstd", length="")),
         [NOT_JSON, HUGE, MALFORMED]),
        ("8 MiB of numbers", sending(reply(200, many_values(b"0,"))), [SHAPE, NOT_JSON, HUGE]),
        ("8 MiB of arrays", sending(reply(200, many_values(b"[],"))), [SHAPE, NOT_JSON, HUGE]),
        ("8 MiB of objects", sending(reply(400, many_values(b"{},"))), ["INVALID refused", NOT_JSON, HUGE]),
        ("8 MiB of text", sending(reply(200, {"x": "y" * ((8 << 20) - 9)})), [SHAPE, NOT_JSON, HUGE]),
    ]


def check_memory(tally):
    for name, answer, wanted in memory_cases():
        with Client() as client, BadServer(answer) as server:
            before = warmed(client)
            answer = client.call(server.url, options(), "get", "p1")
            expect(tally, name, answer, *wanted)
            check_memory_of(tally, name, answer["kib"] - before)


# ---------------------------------------------------------------------------------------------------- statuses --

CLASSES = {400: "INVALID", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND", 405: "UNSUPPORTED", 409: "CONFLICT",
           413: "TOO_LARGE", 414: "TOO_LARGE", 415: "INVALID", 422: "INVALID", 429: "RATE_LIMITED", 431: "TOO_LARGE",
           501: "UNSUPPORTED", 507: "FULL"}
DIALECTS = [
    ("persons", "get", ["p1"], {}, {"error": {"type": "some_type", "message": "Some words."}}),
    ("gatsby", "get", ["p1"], {}, {"message": "Some words."}),
    ("travtus", "find", [], {"identifier": "p1"}, {"error": {"type": "some_type", "message": "Some words."}}),
]


def check_statuses(tally):
    with Client() as client:
        for service, method, arguments, keywords, document in DIALECTS:
            for status in range(400, 600):
                for body in (b"", document, HTML):
                    with BadServer(replies(reply(status, body))) as server:
                        answer = client.call(server.url, options(service, 150), method, *arguments, **keywords)
                    check_status(tally, f"{service}: {status} with {body!r:.30}", status, body, document, answer)
        check_texts(tally, client)


def check_status(tally, name, status, body, document, answer):
    wanted = CLASSES.get(status, "UNAVAILABLE" if status >= 500 else "PROTOCOL")
    tally.check(name, answer.get("error") == wanted and answer["type"], f"{outcome(answer)}, not {wanted}")
    in_time(tally, name, answer)
    if body is document:
        tally.equal(f"{name}: the service's words", answer.get("message"), "Some words.")
        if "error" in document:
            tally.equal(f"{name}: the service's type", answer.get("type"), "some_type")


def check_texts(tally, client):
    """What a service says may be anything."""
    for name, text in (("long", "x" * 100_000), ("one letter with 100,000 accents", "e" + "\u0301" * 100_000),
                       ("NUL", "a\0b"), ("controls", "\x1b[31m\r\n"), ("the token", f"No such token: {TOKEN}")):
        document = {"error": {"type": text, "message": text, "field": text, "offset": 2**62}}
        with BadServer(replies(reply(400, document))) as server:
            answer = client.call(server.url, options(), "get", "p1")
        tally.check(f"an error's text is {name}", answer.get("error") == "INVALID", answer)
        in_time(tally, f"an error's text is {name}", answer)
        told = str(answer.get("message")) + str(answer.get("type")) + str(answer.get("field"))
        tally.check(f"an error's text is {name}: bounded", len(told.encode()) < 10_000, f"{len(told.encode())} bytes")
        tally.check(f"an error's text is {name}: tells no token", TOKEN not in told, told)
    for document in ({"error": 7}, {"error": {"type": 7, "message": [], "field": {}, "offset": "x"}}, {"message": None},
                     {"error": {"type": "", "message": ""}}):
        with BadServer(replies(reply(409, document))) as server:
            answer = client.call(server.url, options(), "get", "p1")
        tally.equal(f"an error of the shape {document}", outcome(answer), "CONFLICT conflict")
        tally.check(f"an error of the shape {document} has words", answer.get("message"), answer)


# ----------------------------------------------------------------------------------------------------- retries --


def check_retries(tally):
    soon, late = "Retry-After: 1", "Retry-After: 60"
    date = "Retry-After: " + email.utils.formatdate(time.time() + 3600, usegmt=True)
    limited, down = "RATE_LIMITED rate_limited", "UNAVAILABLE service_failed"
    # Name, the answers, the end, the requests, the seconds it takes at least and at most.
    cases = [
        ("429, soon", [reply(429, b"", soon), GOOD], "ok", 2, 1, 1.4),
        ("429, late", [reply(429, b"", late), GOOD], limited, 1, 0, 0.5),
        ("429, an hour from now as a date", [reply(429, b"", date), GOOD], limited, 1, 0, 0.5),
        ("429, never again", [reply(429, b"", "Retry-After: 99999999999999999999"), GOOD], limited, 1, 0, 0.5),
        ("429, in the past", [reply(429, b"", "Retry-After: -5"), GOOD], "ok", 2, 0, 0.5),
        ("429, now", [reply(429, b"", "Retry-After: 0"), GOOD], "ok", 2, 0, 0.5),
        ("429, some day", [reply(429, b"", "Retry-After: tomorrow"), GOOD], "ok", 2, 0, 0.5),
        ("429, without a time", [reply(429), GOOD], "ok", 2, 0, 0.5),
        ("503, then 200", [reply(503), GOOD], "ok", 2, 0, 0.5),
        ("503, soon", [reply(503, b"", soon), GOOD], "ok", 2, 1, 1.4),
        ("503, late", [reply(503, b"", late), GOOD], down, 1, 0, 0.5),
        ("502 and 504, then 200", [reply(502), reply(504), GOOD], "ok", 3, 0, 0.8),
        ("500 is not tried again", [reply(500), GOOD], down, 1, 0, 0.5),
        ("400 is not tried again", [reply(400), GOOD], "INVALID refused", 1, 0, 0.5),
    ]
    with Client() as client:
        for name, answers, end, requests, least, most in cases:
            with BadServer(replies(*answers)) as server:
                answer = client.call(server.url, options(), "get", "p1")
            expect(tally, name, answer, end)
            tally.equal(f"{name}: requests", len(server.requests), requests)
            tally.check(f"{name}: pauses", least <= answer["seconds"] <= most, f"{answer['seconds']:.2f} s")
        check_lost_reads(tally, client)
        check_storms(tally, client)


def losing(times, then):
    """An `answer` that resets the connection after the first requests."""

    def answer(peer, _, number):
        if number < times:
            return peer.reset()
        peer.send(then)
        return "keep"

    return answer


def check_lost_reads(tally, client):
    for times in (1, 2):
        with BadServer(losing(times, GOOD)) as server:
            answer = client.call(server.url, options(), "get", "p1")
        expect(tally, f"a read is tried again after {times} resets", answer, "ok")
        tally.equal(f"a read is tried again after {times} resets: requests", len(server.requests), times + 1)
    with BadServer(interleaved) as server:
        answers = []
        for number in range(5):
            answers.append(client.call(server.url, options(), "get", f"p{number}"))
            time.sleep(0.1)
    got = [(answer.get("result") or {}).get("personId") for answer in answers]
    tally.equal("what is left of one answer is not taken for the next", got, [f"p{number}" for number in range(5)])


    with BadServer(idle_timeout) as server:
        for number in range(3):
            answer = client.call(server.url, options(), "get", "p1")
            expect(tally, "a connection that idled away with a 408", answer, "ok")
            time.sleep(0.1)


def idle_timeout(peer, _, __):
    """Answers, and says a moment later, as many servers do, that the next request did not come."""
    peer.send(GOOD)
    time.sleep(0.02)
    peer.send(reply(408, b"", "Connection: close"))


def interleaved(peer, request, _):
    """Answers, and a moment later sends an answer that nobody asked for."""
    person = reply(200, {"personId": request.target.split("/")[-1]})
    peer.send(person)
    time.sleep(0.02)
    peer.send(reply(200, {"personId": "smuggled"}))
    time.sleep(0.02)
    return "keep"


def check_storms(tally, client):
    """A service that never recovers is not asked more than a few times."""
    for name, answers, end in (("503", reply(503), "UNAVAILABLE service_failed"),
                               ("429", reply(429), "RATE_LIMITED rate_limited")):
        with BadServer(replies(answers)) as server:
            answer = client.call(server.url, options(), "get", "p1")
        expect(tally, f"{name} for ever", answer, end)
        tally.check(f"{name} for ever: a few requests", 3 <= len(server.requests) <= 10, len(server.requests))


# ------------------------------------------------------------------------------------------------------ writes --


def first_then(lost):
    """An `answer` that reads everything, answers GET, and loses the answer to the first writes."""
    count = [0]

    def answer(peer, request, _):
        if request.method == "GET":
            peer.send(GOOD)
            return "keep"
        count[0] += 1
        if count[0] <= 1:
            return lost(peer)
        peer.send(reply(404, {}) if request.method == "DELETE" else MADE)
        return "keep"

    return answer


LOSSES = [
    ("a reset", lambda peer: peer.reset()),
    ("a close", lambda peer: None),
    ("a cut answer", lambda peer: peer.send(MADE[:-5])),
    ("silence", lambda peer: peer.hang()),
]


def writes_of(server):
    return [request for request in server.requests if request.method != "GET"]


def check_writes(tally):
    with Client() as client:
        for is_reused in (False, True):
            for what, lost in LOSSES:
                where = f"after {what} on a {'used' if is_reused else 'new'} connection"
                check_gatsby_create(tally, client, lost, where, is_reused)
                check_our_create(tally, client, lost, where, is_reused, what)
                check_our_group(tally, client, lost, where, is_reused, what)
                check_delete(tally, client, lost, where, is_reused, what)
        check_refused_writes(tally, client)
        check_keys(tally, client)


def write(client, server, service, is_reused, method, *arguments, **keywords):
    if is_reused:
        client.call(server.url, options(service), "get", "p1")
    return client.call(server.url, options(service), method, *arguments, **keywords)


def check_gatsby_create(tally, client, lost, where, is_reused):
    with BadServer(first_then(lost)) as server:
        answer = write(client, server, "gatsby", is_reused, "create", **NEW)
    tally.equal(f"gatsby: a create is sent once {where}", len(writes_of(server)), 1)
    expect(tally, f"gatsby: a create {where}", answer, LOST, CUT, TIMED_OUT)
    keys = [key for request in writes_of(server) for key in request.json() if key not in NEW]
    tally.equal(f"gatsby: a create {where} has the keys of its document", keys, [])


def check_our_create(tally, client, lost, where, is_reused, what):
    with BadServer(first_then(lost)) as server:
        answer = write(client, server, "persons", is_reused, "create", **NEW)
    keys = [request.json().get("idempotencyKey") for request in writes_of(server)]
    tally.check(f"persons: a create {where}: one key", keys[0] and len(set(keys)) == 1, keys)
    expect(tally, f"persons: a create {where}", answer, TIMED_OUT if what == "silence" else "ok")


def check_our_group(tally, client, lost, where, is_reused, what):
    """A group that is made without a request gets a key as well."""
    with BadServer(first_then(lost)) as server:
        write(client, server, "persons", is_reused, "put_group")
    keys = [request.json().get("idempotencyKey") for request in writes_of(server)]
    tally.equal(f"persons: a group {where} is sent", len(keys), 1 if what == "silence" else 2)
    tally.check(f"persons: a group {where}: one key", keys and keys[0] and len(set(keys)) == 1, keys)


def check_delete(tally, client, lost, where, is_reused, what):
    with BadServer(first_then(lost)) as server:
        answer = write(client, server, "persons", is_reused, "delete", "p1")
    name = f"persons: a delete {where}, then 404: it had worked"
    expect(tally, name, answer, TIMED_OUT if what == "silence" else "ok")


def check_refused_writes(tally, client):
    """What was answered with 429 or 503 was not done; only 429 says so for certain."""
    for service, status, requests in (("gatsby", 429, 2), ("gatsby", 503, 1), ("persons", 503, 2), ("persons", 500, 1)):
        with BadServer(replies(reply(status), MADE)) as server:
            answer = client.call(server.url, options(service), "create", **NEW)
        tally.equal(f"{service}: a create answered with {status}: requests", len(server.requests), requests)
        expect(tally, f"{service}: a create answered with {status}", answer,
               "ok" if requests == 2 else "UNAVAILABLE service_failed")


def check_keys(tally, client):
    with BadServer(replies(reply(503), MADE)) as server:
        client.call(server.url, options(), "create", **NEW, idempotencyKey="mine")
        client.call(server.url, options(), "create", **NEW)
        client.call(server.url, options(), "create", **NEW)
    keys = [request.json().get("idempotencyKey") for request in server.requests]
    tally.equal("the caller's key stays", keys[:2], ["mine", "mine"])
    tally.check("each create has a key of its own", len(set(keys[1:])) == 3, keys)


# ------------------------------------------------------------------------------------------------ interruption --


def check_interruption(tally):
    hang, pause = sending(then="hang"), replies(reply(503, b"", "Retry-After: 8"))
    drip = dripping(GOOD)
    with Client() as client:
        for name, answer in (("a hang", hang), ("a pause", pause), ("a drip", drip)):
            with BadServer(answer) as server:
                answer = client.ask(location=server.url, options=options(milliseconds=10_000), method="get",
                                    arguments=["p1"], keywords={}, interrupt_after=0.5)
            tally.equal(f"interrupt() during {name}", answer.get("error"), "INTERRUPTED")
            tally.check(f"interrupt() during {name}: within a second", answer["seconds"] < 1.5, f"{answer['seconds']:.2f} s")
            with BadServer(replies(GOOD)) as other:
                again = client.call(other.url, options(), "get", "p1")
            expect(tally, f"the next call after {name}", again, "ok")
        check_closing(tally, client, hang)
        check_slow(tally, client)


def check_closing(tally, client, hang):
    """close() waits for the calls that run; interrupt() before it makes that short."""
    with BadServer(hang) as server:
        answer = client.ask(location=server.url, options=options(), method="get", arguments=["p1"], keywords={},
                            close_after=0.3)
        expect(tally, "close() during a hang", answer, TIMED_OUT, "INTERRUPTED interrupted", "MISUSE closed")
        answer = client.ask(location=server.url, options=options(milliseconds=10_000), method="get", arguments=["p1"],
                            keywords={}, interrupt_after=0.3, close_after=0.4)
        expect(tally, "interrupt(), then close()", answer, "INTERRUPTED interrupted")


def check_slow(tally, client):
    """A service may take what "timeout_ms" allows, to answer and to come back."""

    def answer(peer, _, __):
        time.sleep(12)
        peer.send(GOOD)

    with BadServer(answer) as server:
        got = client.call(server.url, options(milliseconds=20_000), "get", "p1")
    tally.equal("an answer after 12 s, with 20 s to wait", outcome(got), "ok")
    begun = time.monotonic()
    with BadServer(lambda peer, *_: peer.send(reply(503) if time.monotonic() < begun + 13 else GOOD)) as server:
        got = client.call(server.url, options(milliseconds=20_000), "get", "p1")
    tally.equal("a service that is back after 13 s, with 20 s to wait", outcome(got), "ok")


# --------------------------------------------------------------------------------------------------- addresses --


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextlib.contextmanager
def deaf():
    """A port that takes no more connections: its queue is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as stack:
        port = listener.getsockname()[1]
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        yield f"http://127.0.0.1:{port}"


def check_addresses(tally):
    refused, unknown = "UNAVAILABLE connection_refused", "UNAVAILABLE unknown_host"
    with Client() as client:
        expect(tally, "a refused connection", client.call(f"http://127.0.0.1:{free_port()}", options(), "get", "p1"),
               refused)
        answer = client.call("https://nobody.invalid", options(milliseconds=4000), "get", "p1")
        tally.equal("a host name that does not exist", outcome(answer), unknown)
        in_time(tally, "a host name that does not exist", answer, 4)
        with deaf() as url:
            expect(tally, "a connection that is never taken", client.call(url, options(), "get", "p1"), TIMED_OUT)
        check_late_server(tally, client)
        check_redirects(tally, client)
        check_locations(tally, client)
    check_deaf_resolver(tally)


def check_late_server(tally, client):
    """A service that starts while a call waits."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    def serve():
        time.sleep(0.5)
        with socket.create_server(("127.0.0.1", port)) as late:
            connection = late.accept()[0]
            connection.recv(9999)
            connection.sendall(MADE)

    threading.Thread(target=serve, daemon=True).start()
    answer = client.call(f"http://127.0.0.1:{port}", options("gatsby"), "create", **NEW)
    expect(tally, "a create while the service starts", answer, "ok")


def check_redirects(tally, client):
    with BadServer(replies(GOOD)) as other:
        for status in (300, 301, 302, 303, 305, 307, 308):
            for target in (other.url, f"//localhost:{other.port}/person/p1", "file:///etc/passwd"):
                with BadServer(replies(reply(status, b"", f"Location: {target}"))) as server:
                    answer = client.call(server.url, options(), "get", "p1")
                    expect(tally, f"{status} to {target[:12]}", answer, STRANGE)
        moved = reply(200, PERSON, f"Location: {other.url}", f"Refresh: 0; url={other.url}",
                      f'Alt-Svc: h2="localhost:{other.port}"', "Set-Cookie: a=b",
                      "Strict-Transport-Security: max-age=999")
        with BadServer(replies(moved)) as server:
            for _ in range(3):
                expect(tally, "an answer that points elsewhere", client.call(server.url, options(), "get", "p1"), "ok")
            tally.check("no cookie comes back", not any("cookie" in r.headers for r in server.requests))
    tally.equal("a redirect is not followed", other.accepted, 0)


def check_locations(tally, client):
    for location in ("http://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org",
                     "http://127.0.0.1@example.org", "http://user:word@127.0.0.1", "http://", "https://", "http:///x",
                     "https://x/?a=b", "https://x/#a", "https://x y", "https://x\r\nHost: y", "https://x/\0",
                     "http://127.+0.0.1", "http://[::1", "http://127.0.0.1:1:2", "http://127.0.0.1:99999",
                     "http://127.0.0.1:x"):
        answer = client.call(location, options(), "get", "p1")
        tally.check(f"the location {location!r} is refused", answer.get("error") == "INVALID", outcome(answer))


SLEEPER = """
#include <netdb.h>
#include <unistd.h>
int getaddrinfo(const char *n, const char *s, const struct addrinfo *h, struct addrinfo **r)
{ (void)n; (void)s; (void)h; (void)r; sleep(8); return EAI_AGAIN; }
"""


def check_deaf_resolver(tally):
    """A resolver that does not answer for 8 s, made with a library that stands before libc's."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sleeper.so")
        try:
            subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-xc", "-", "-o", path], input=SLEEPER,
                           text=True, check=True)
        except FileNotFoundError:
            return print("no C compiler: a deaf resolver is not tried")
        with Client({**os.environ, "LD_PRELOAD": path}) as client:
            answer = client.call("https://nobody.invalid", options(), "get", "p1")
            expect(tally, "a resolver that does not answer", answer, TIMED_OUT, "UNAVAILABLE unknown_host")
            answer = client.ask(location="https://nobody.invalid", options=options(milliseconds=9000), method="get",
                                arguments=["p1"], keywords={}, interrupt_after=0.5)
            tally.equal("interrupt() while the resolver does not answer", answer.get("error"), "INTERRUPTED")
            tally.check("interrupt() while the resolver does not answer: at once", answer["seconds"] < 1.5,
                        f"{answer['seconds']:.2f} s")


# ------------------------------------------------------------------------------------------------------ tokens --


# JSON with a NUL is refused before anybody looks at the token.
REFUSED = ("INVALID invalid_value", "INVALID malformed_json")
BAD_TOKENS = ("a\r\nX-Evil: yes", "a\nb", "a\rb", "a\0b", "\0", "tok\u00e9n", "\u2028", "word word", "a\tb", "\x7f",
              "a" * 8193)


def check_tokens(tally):
    with Client() as client, BadServer(replies(GOOD)) as server:
        for token in BAD_TOKENS:
            answer = client.call(server.url, {**options(), "token": token}, "get", "p1")
            tally.check(f"the token {token[:20]!r} is refused", outcome(answer) in REFUSED, outcome(answer))
            tally.check(f"the token {token[:20]!r} is not told", token not in str(answer["message"]), answer)
        for token in ("", None):
            answer = client.call(server.url, {**options(), "token": token}, "get", "p1")
            tally.equal(f"the token {token!r} is refused", outcome(answer), "UNAUTHORIZED missing_authorization")
        for slug in ("a\r\nX-Evil: yes", "a\0", "\u00e9"):
            answer = client.call(server.url, options(organization=slug), "get", "p1")
            tally.equal(f"the organization {slug!r} is refused", answer.get("error"), "INVALID")
        client.call(server.url, options(), None)
        tally.equal("nothing reached the network", server.accepted, 0)
        for number in ("p\r\nX-Evil: yes", "..", ".", "", "a/b", "a\0b"):
            answer = client.call(server.url, options(), "get", number)
            is_refused = answer.get("error") in ("NOT_FOUND", "INVALID")
            tally.check(f"the person {number!r} is refused", is_refused, outcome(answer))
        tally.equal("no such person reached the network", server.accepted, 0)
        client.call(server.url, options(), "get", "a?b#c%2f&é")
        tally.equal("an identifier is escaped", server.requests[-1].target, "/person/a%3Fb%23c%252f%26%C3%A9")


# ------------------------------------------------------------------------------------------------- environment --


def check_environment(tally):
    """Neither a proxy nor a ~/.netrc gets between a program and a service on its machine."""
    with BadServer(replies(GOOD)) as proxy, BadServer(replies(GOOD)) as server, \
            tempfile.TemporaryDirectory() as home:
        with open(os.path.join(home, ".netrc"), "w", encoding="ascii") as file:
            file.write("default login spy password spyword\nmachine 127.0.0.1 login spy password spyword\n")
        with open(os.path.join(home, ".curlrc"), "w", encoding="ascii") as file:
            file.write(f"proxy = {proxy.url}\n")
        names = [name for word in ("http_proxy", "https_proxy", "all_proxy") for name in (word, word.upper())]
        environment = {**os.environ, **dict.fromkeys(names, proxy.url), "HOME": home, "no_proxy": "", "NO_PROXY": "",
                       "NETRC": os.path.join(home, ".netrc"), "CURL_HOME": home}
        with Client(environment) as client:
            expect(tally, "with a proxy in the environment", client.call(server.url, options(), "get", "p1"), "ok")
            seen = [request.headers.get("authorization") for request in server.requests]
            tally.equal("the token alone is sent, with a ~/.netrc", seen, [f"Bearer {TOKEN}"])
            tally.equal("nothing goes to a proxy for this machine", len(proxy.requests), 0)
            asked = len(proxy.requests)
            client.call("https://nobody.invalid", options(), "get", "p1")
            report_proxy("https://nobody.invalid", proxy.requests[asked:])
            tally.check("a proxy for https does not get the token",
                        not any("authorization" in request.headers for request in proxy.requests[asked:]))
            asked = len(proxy.requests)
            client.call("http://nobody.invalid", options(allow_http=True), "get", "p1")
            report_proxy("http://nobody.invalid with allow_http", proxy.requests[asked:])
        tally.equal("no file is made in the home directory", sorted(os.listdir(home)), [".curlrc", ".netrc"])


def report_proxy(location, requests):
    """Shows what a proxy was asked: by design or not, it should be known."""
    told = "not asked"
    for request in requests:
        told = f"{request.method} {request.target}" + " with the token" * ("authorization" in request.headers)
    print(f"proxy for {location}: {told}")


PARTS = {"answers": check_answers, "memory": check_memory, "statuses": check_statuses, "retries": check_retries,
         "writes": check_writes, "interruption": check_interruption, "addresses": check_addresses,
         "tokens": check_tokens, "environment": check_environment}


def main(parts):
    tally = Tally()
    for name in parts or PARTS:
        begun = time.monotonic()
        before = tally.passed, tally.failed
        PARTS[name](tally)
        print(f"{name}: {tally.passed - before[0]} passed, {tally.failed - before[1]} failed, "
              f"{time.monotonic() - begun:.0f} s", flush=True)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
