#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: `personsd --play` does what its play file says, and nothing else; without --play none of it is there.

    play.py PERSONSD [PART...]

Parts: dialects, faults, clients, order, control, credentials, directory, files, command_line, waiting, absent, example,
sanitized; without one, all. The last runs the parts before it again with a personsd that is built with AddressSanitizer
and UndefinedBehaviorSanitizer, and sends it play files that are damaged at random. Wants PYTHONPATH=bindings/python and
PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import base64
import concurrent.futures
import contextlib
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

import persons
from support import Tally

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "bindings" / "c" / "personsd"
EXAMPLE = SOURCES / "examples" / "faults.json"
BEARER = ("Authorization", "Bearer test-token")
SLUG = ("organizationSlug", "default")
SLOW = 4 if os.environ.get("PLAY_SANITIZED") else 1  # how much longer a sanitized server may take


class Reply:
    """What came back until the end, as far as it is HTTP."""

    def __init__(self, data, was_reset):
        self.data, self.was_reset = data, was_reset
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        found = re.match(r"HTTP/1\.1 (\d{3}) ", lines[0])
        self.status = int(found.group(1)) if found else 0
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        self.is_whole = len(self.body) == int(self.headers.get("content-length", -1))

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.data!r} reset={self.was_reset}"


class StandIn:
    """A personsd that plays, on a port of its own."""

    def __init__(self, personsd, play, *words, environment=None):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(play, self.file)
        self.file.flush()
        self.output = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [personsd, "--play", self.file.name, "--listen", "127.0.0.1:0", *words], stdout=self.output,
            stderr=self.output, env=environment)
        end = time.monotonic() + 30
        while not (found := re.search(rb"listening on http://127\.0\.0\.1:(\d+)\n", self.said())):
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"personsd does not play: {self.said()!r}")
            time.sleep(0.01)
        self.port = int(found.group(1))
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        if b"Sanitizer" in self.said() or b"runtime error" in self.said():
            raise SystemExit(f"the sanitizer says: {self.said().decode('utf-8', 'replace')}")

    def said(self):
        return os.pread(self.output.fileno(), 1 << 20, 0)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "no end"

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def ask(self, method, target, *headers, body=None, fault=None, bearer=True):
        """One request on a connection of its own; everything until the end."""
        lines = [f"{method} {target} HTTP/1.1", "Host: h", "Connection: close"]
        headers = [*headers, *([BEARER, SLUG] if bearer else []), *([("Persons-Play", fault)] if fault else [])]
        lines += [f"{name}: {value}" for name, value in headers]
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        with self.connect() as connected:
            connected.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))
            return Reply(*read_all(connected))

    def counts(self):
        return self.ask("GET", "/play", bearer=False).json()

    def play(self, *faults):
        reply = self.ask("PUT", "/play", body={"faults": faults}, bearer=False)
        assert reply.status == 200, reply

    def open(self, service="persons", **more):
        given = {"token": "test-token", "service": service, "timeout_ms": 8000, **more}
        return persons.open(self.url, **given, **({"organization": "default"} if service == "gatsby" else {}))


def read_all(connected):
    data = b""
    try:
        while piece := connected.recv(1 << 16):
            data += piece
    except ConnectionResetError:
        return data, True
    return data, False


ROUTES = [("POST", "/persons/find/", {}), ("GET", "/search?query=ada", None), ("GET", "/stats", None)]


def once(route, **answer):
    return {"route": route, "times": 1, "answer": answer}


# ---------------------------------------------------------------------------------------------------- dialects --


def check_dialects(tally, personsd):
    """Each service's own error, as the directory itself would give it."""
    faults = [{"name": "expired", "answer": {"token": "expired"}}, {"name": "invalid", "answer": {"token": "invalid"}},
              {"name": "missing", "answer": {"token": "missing"}}, {"name": "slow down", "answer": {"status": 429}}]
    faults[3]["name"] = "slow-down"
    with StandIn(personsd, {"faults": faults, "tokens": [{"token": "test-token"}, {"token": "old", "expired": True}]}) \
            as stand_in, persons.open(":memory:") as owner:
        # Asked at once: it has to wait until the expired token has expired.
        early = stand_in.ask("GET", "/stats", ("Authorization", "Bearer old"), bearer=False)
        tally.equal("an expired token, at the start", early.json()["error"]["type"], "expired_token")
        expired = owner.issue_token(expires_in=1)["token"]
        time.sleep(1.1)
        for method, target, body in ROUTES:
            text = None if body is None else json.dumps(body).encode()
            for fault, token in (("expired", expired), ("invalid", "x"), ("missing", None)):
                bearer = [("Authorization", f"Bearer {token}")] if token else []
                wanted = owner.respond(method, target, [*bearer, SLUG], text)
                got = stand_in.ask(method, target, body=body, fault=fault)
                tally.equal(f"{target} {fault}: status", got.status, wanted.http_status)
                tally.equal(f"{target} {fault}: body", got.body.decode(), wanted.body)
                tally.equal(f"{target} {fault}: challenge", got.headers.get("www-authenticate"),
                            dict(wanted.headers).get("WWW-Authenticate"))
                tally.equal(f"{target} {fault}: told", got.headers.get("persons-play"), fault)
            error = stand_in.ask(method, target, body=body, fault="slow-down").json()
            tally.equal(f"{target}: the envelope of its dialect", "message" in error, target.startswith("/search"))
            tally.equal(f"{target}: a typed error", error["error"]["type"], "rate_limited")


# ------------------------------------------------------------------------------------------------------ faults --

PERSON = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}


def check_faults(tally, personsd):
    """Every kind, byte by byte."""
    with StandIn(personsd, {}) as stand_in:
        whole = stand_in.ask("GET", "/person/person-1")
        tally.equal("the made-up person", whole.json()["personId"], "person-1")

        def given(method="GET", target="/person/person-1", sent=None, **answer):
            stand_in.play({"name": "it", "answer": answer})
            begun = time.monotonic()
            reply = stand_in.ask(method, target, body=sent, fault="it")
            reply.seconds = time.monotonic() - begun
            return reply

        for status in (200, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504, 599):
            reply = given(status=status)
            tally.check(f"status {status}", reply.status == status and reply.is_whole
                        and reply.json() is not None and reply.headers["content-type"] == "application/json", reply)
        tally.equal("status 204", given(status=204).status, 204)
        reply = given(status=429, headers={"Retry-After": "7", "content-type": "text/plain", "X-Request-Id": "r"})
        tally.equal("headers", [reply.headers.get(name) for name in ("retry-after", "content-type", "x-request-id")],
                    ["7", "text/plain", "r"])
        tally.equal("a body of JSON", given(body=[1, {"a": None}]).body, b'[1,{"a":null}]')
        tally.equal("a body that is null", given(status=500, body=None).body, b"null")
        tally.equal("a text", (lambda r: (r.status, r.body))(given(text="<p>é</p>")), (200, "<p>é</p>".encode()))
        tally.equal("nothing", (lambda r: (r.status, r.body, r.is_whole))(given(text="")), (200, b"", True))

        reply = given(delay_ms=400)
        tally.check("a delay", reply.seconds >= 0.4 and reply.body == whole.body, reply.seconds)
        reply = given(drip={"bytes": 40, "every_ms": 50})
        pieces = -(-len(whole.body) // 40)
        tally.check("a drip is slow", pieces * 0.05 <= reply.seconds < pieces * 0.05 + 1 * SLOW, reply.seconds)
        tally.check("a drip is whole", reply.body == whole.body and reply.is_whole, reply)

        reply = given(broken="reset")
        tally.check("a reset", reply.was_reset and reply.data == b"", reply)
        reply = given(broken="close")
        tally.check("a close", not reply.was_reset and reply.data == b"", reply)
        tally.check("no HTTP", given(broken="not_http").data.startswith(b"SSH-"))
        reply = given(broken="cut_json")
        tally.check("JSON cut short", reply.is_whole and whole.body.startswith(reply.body)
                    and len(reply.body) == len(whole.body) // 2, reply)
        reply = given(broken="long_length")
        tally.check("a length too long", reply.body == whole.body
                    and int(reply.headers["content-length"]) == len(whole.body) + 100, reply)
        reply = given(broken="short_length")
        tally.check("a length too short", reply.body == whole.body
                    and int(reply.headers["content-length"]) == len(whole.body) // 2, reply)
        reply = given(broken="reset_in_body")
        tally.check("a reset in the body", reply.was_reset and reply.body == whole.body[:len(whole.body) // 2], reply)
        reply = given(broken="chunks")
        tally.check("broken chunks", b"this is no chunk" in reply.body and "content-length" not in reply.headers, reply)
        reply = given(broken="close_after", status=503, delay_ms=100)
        tally.check("a close after the answer", reply.is_whole and reply.status == 503
                    and "connection" not in reply.headers, reply)
        reply = given(broken="long_length", drip={"bytes": 100, "every_ms": 10}, text="x" * 250)
        tally.check("broken and dripping", reply.body == b"x" * 250 and reply.headers["content-length"] == "350", reply)

        # Which of them were carried out.
        for number, (is_done, answer) in enumerate([
                (True, {"delay_ms": 1}), (True, {"broken": "cut_json"}), (True, {"headers": {"A": "b"}}),
                (True, {"broken": "close_after"}), (False, {"status": 500}), (False, {"text": ""}),
                (False, {"broken": "reset"}), (False, {"broken": "close"}), (False, {"broken": "not_http"}),
                (False, {"token": "expired"}), (True, {"broken": "reset", "carried_out": True}),
                (True, {"status": 504, "carried_out": True}), (True, {"text": "", "carried_out": True}),
                (False, {"delay_ms": 1, "carried_out": False})]):
            reply = given(method="POST", target="/person", sent={**PERSON, "personId": f"new-{number}"}, **answer)
            is_there = stand_in.ask("GET", f"/person/new-{number}").status == 200
            tally.equal(f"{answer} carried out", is_there, is_done)
            if answer == {"text": "", "carried_out": True}:
                tally.equal("the directory's status with another body", (reply.status, reply.body), (201, b""))
        # A HEAD has no body, whatever is broken.
        for answer in ({}, {"broken": "long_length"}, {"drip": {"bytes": 1, "every_ms": 50}}):
            reply = given(method="HEAD", status=200, **answer)
            tally.check(f"HEAD {answer}", reply.status == 200 and reply.body == b"", reply)
        # Many bytes to a client that takes them slowly, and to one that goes.
        stand_in.play({"name": "it", "answer": {"text": "x" * (1 << 20), "broken": "long_length"}})
        with stand_in.connect() as connected:
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
            connected.sendall(b"GET /stats HTTP/1.1\r\nHost: h\r\nPersons-Play: it\r\n\r\n")
            time.sleep(0.3)
            tally.equal("a slow client gets everything", len(Reply(*read_all(connected)).body), 1 << 20)
        with stand_in.connect() as connected:
            connected.sendall(b"GET /stats HTTP/1.1\r\nHost: h\r\nPersons-Play: it\r\n\r\n")
        tally.equal("well after a client that went", stand_in.ask("GET", "/healthz").status, 200)
        # Requests behind each other, chunks, and a client that waits to be asked for its body.
        stand_in.play({"name": "it", "answer": {"delay_ms": 50}}, {"name": "cut", "answer": {"broken": "long_length"}})
        one = b"GET /stats HTTP/1.1\r\nHost: h\r\nPersons-Play: it\r\n%s\r\n"
        with stand_in.connect() as connected:
            connected.sendall(one % b"" * 3 + one.replace(b"1.1", b"1.0") % b"")
            tally.equal("pipelined", read_all(connected)[0].count(b" 401 Unauthorized"), 4)
        with stand_in.connect() as connected:
            connected.sendall((one % b"").replace(b"Play: it", b"Play: cut") + one % b"")
            tally.equal("pipelined behind what is broken", read_all(connected)[0].count(b" 401 Unauthorized"), 1)
        with stand_in.connect() as connected:
            connected.sendall(b"POST /persons/find/ HTTP/1.1\r\nHost: h\r\nPersons-Play: it\r\nConnection: close\r\n"
                              b"Authorization: Bearer test-token\r\nTransfer-Encoding: chunked\r\n"
                              b"Expect: 100-continue\r\n\r\n")
            tally.check("asked for its body", connected.recv(99).startswith(b"HTTP/1.1 100 "))
            connected.sendall(b"2\r\n{}\r\n0\r\n\r\n")
            tally.equal("a body in chunks", Reply(*read_all(connected)).status, 200)
        # The connection goes on after what is sound.
        with stand_in.connect() as connected:
            stand_in.play({"name": "it", "answer": {"status": 429, "delay_ms": 20}})
            for _ in range(3):
                connected.sendall(b"GET /stats HTTP/1.1\r\nHost: h\r\nPersons-Play: it\r\n\r\n")
                tally.check("the connection is kept", connected.recv(1 << 16).startswith(b"HTTP/1.1 429 "))


# ----------------------------------------------------------------------------------------------------- clients --


def outcome(call):
    """"ok" or the status and type of the error, and how long it took."""
    begun = time.monotonic()
    try:
        call()
        return "ok", time.monotonic() - begun
    except persons.Error as error:
        return f"{error.status} {error.type}", time.monotonic() - begun


CALLS = {
    "travtus": ("POST /persons/find/", lambda directory: directory.find(external_ref="ref-1")),
    "gatsby": ("GET /person/{personId}", lambda directory: directory.get("person-1")),
    "persons": ("GET /person/{personId}", lambda directory: directory.get("person-1")),
}

# What is done, and what the client may say of it; a list of a status that is tried again stands for one of them.
TYPED = [
    ({"token": "expired"}, ["UNAUTHORIZED expired_token"]),
    ({"token": "invalid"}, ["UNAUTHORIZED invalid_authorization"]),
    ({"token": "missing"}, ["UNAUTHORIZED missing_authorization"]),
    ({"status": 500}, ["UNAVAILABLE service_failed"]),
    ({"text": "<html>"}, ["PROTOCOL not_json"]),
    ({"text": ""}, ["PROTOCOL not_json"]),
    ({"broken": "cut_json"}, ["PROTOCOL not_json"]),
    ({"body": [1]}, ["PROTOCOL wrong_shape"]),
    ({"body": {"hello": 1}}, ["PROTOCOL wrong_shape"]),
    ({"broken": "long_length"}, ["ok", "PROTOCOL incomplete_answer"]),
    ({"broken": "short_length"}, ["PROTOCOL not_json"]),
    ({"broken": "not_http"}, ["PROTOCOL malformed_answer"]),
    ({"broken": "chunks"}, ["PROTOCOL malformed_answer", "PROTOCOL incomplete_answer"]),
    ({"broken": "reset_in_body"}, ["ok", "UNAVAILABLE connection_lost", "PROTOCOL incomplete_answer"]),
    ({"broken": "close"}, ["ok"]),
    ({"broken": "reset"}, ["ok"]),
    ({"broken": "close_after"}, ["ok"]),
    ({"status": 503}, ["ok"]),
    ({"status": 502}, ["ok"]),
    ({"delay_ms": 300}, ["ok"]),
    ({"drip": {"bytes": 30, "every_ms": 20}}, ["ok"]),
    ({"headers": {"Content-Type": "text/html"}}, ["ok", "PROTOCOL not_json"]),
]


def check_clients(tally, personsd):
    """Our own client, as each of the three services."""
    with StandIn(personsd, {}) as stand_in:
        for service, (route, call) in CALLS.items():
            with stand_in.open(service) as directory:
                for answer, wanted in TYPED:
                    stand_in.play(once(route, **answer))
                    got, seconds = outcome(lambda: call(directory))
                    tally.check(f"{service}: {answer}", got in wanted, f"{got}, not {wanted}")
                    tally.check(f"{service}: {answer}: no hang", seconds < 5, seconds)
                    got, _ = outcome(lambda: call(directory))
                    tally.equal(f"{service}: {answer}: and then", got, "ok")
                stand_in.play(once(route, status=429, headers={"Retry-After": "1"}))
                got, seconds = outcome(lambda: call(directory))
                tally.equal(f"{service}: 429 is tried again", got, "ok")
                tally.check(f"{service}: Retry-After is waited for", 1 <= seconds < 4, seconds)
                stand_in.play(once(route, status=429, headers={"Retry-After": "3600"}))
                tally.equal(f"{service}: Retry-After too long", outcome(lambda: call(directory))[0].split()[0],
                            "RATE_LIMITED")
            for answer in ({"delay_ms": 60000}, {"drip": {"bytes": 1, "every_ms": 500}}):
                stand_in.play({"route": route, "answer": answer})
                with stand_in.open(service, timeout_ms=600) as directory:
                    got, seconds = outcome(lambda: call(directory))
                    tally.check(f"{service}: {answer}", got == "TIMEOUT timeout" and seconds < 3, f"{got} {seconds}")
        check_lost(tally, stand_in)


def count_of(stand_in, reference):
    reply = stand_in.ask("POST", "/persons/find/", fault="none", body={"external_ref": reference})
    return len(reply.json()["persons"]) if reply.status == 200 else 0


def check_lost(tally, stand_in):
    """The answer is lost after the request was carried out."""
    lost = {"broken": "reset", "carried_out": True}
    with stand_in.open("persons") as directory:
        stand_in.play(once("POST /person", **lost))
        got = outcome(lambda: directory.create(**PERSON, externalRef="lost-1"))[0]
        tally.equal("lost, persons: tried again", got, "ok")
        tally.equal("lost, persons: there once", count_of(stand_in, "lost-1"), 1)
        tally.equal("lost, persons: asked twice", stand_in.counts()["requests"]["POST /person"], 2)
    with stand_in.open("gatsby") as directory:
        stand_in.play(once("POST /person", **lost))
        got = outcome(lambda: directory.create(**PERSON, externalRef="lost-2"))[0]
        tally.check("lost, gatsby: told", got in ("UNAVAILABLE connection_lost", "INVALID refused"), got)
        tally.equal("lost, gatsby: asked once", stand_in.counts()["requests"].get("POST /person"), 1)
    with stand_in.open("travtus") as directory:
        record = {"external_ref": "lost-3", "first_name": "Ada"}
        stand_in.play(once("POST /persons/multiple/", **lost))
        tally.equal("lost, travtus: told", outcome(lambda: directory.upsert([record]))[0],
                    "UNAVAILABLE connection_lost")
        tally.equal("lost, travtus: it was carried out", count_of(stand_in, "lost-3"), 1)
        tally.equal("lost, travtus: the second time", outcome(lambda: directory.upsert([record]))[0], "ok")
        tally.equal("lost, travtus: there once", count_of(stand_in, "lost-3"), 1)
    # The same with a key, by hand.
    stand_in.play(once("POST /person", **lost))
    body = {**PERSON, "externalRef": "lost-4", "idempotencyKey": "k"}
    replies = [stand_in.ask("POST", "/person", ("Accept", "application/vnd.persons+json"), body=body) for _ in range(2)]
    tally.check("a key: lost, then answered", replies[0].was_reset and replies[1].status == 201, replies)
    tally.equal("a key: there once", count_of(stand_in, "lost-4"), 1)


# ------------------------------------------------------------------------------------------------------- order --


def check_order(tally, personsd):
    def statuses(stand_in, count, method="GET", target="/stats", **more):
        return "".join("." if stand_in.ask(method, target, **more).status == 200 else "x" for _ in range(count))

    with StandIn(personsd, {}) as stand_in:
        for fault, wanted in (({}, "xxxxxxxx"), ({"times": 2}, "xx......"), ({"from": 3}, "..xxxxxx"),
                              ({"from": 2, "times": 1}, ".x......"), ({"every": 3}, "x..x..x."),
                              ({"from": 2, "every": 3, "times": 2}, ".x..x...")):
            stand_in.play({"route": "GET /stats", **fault, "answer": {"status": 500}})
            tally.equal(f"{fault}", statuses(stand_in, 8), wanted)
        # Each route has its own count; the first fault in the file that is due is given.
        stand_in.play({"route": "GET /stats", "from": 2, "times": 1, "answer": {"status": 500}},
                      {"route": "GET /stats", "from": 2, "times": 2, "answer": {"status": 429}},
                      {"route": "GET /groups", "from": 2, "answer": {"status": 500}})
        tally.equal("three", [stand_in.ask("GET", "/stats").status for _ in range(5)], [200, 500, 429, 429, 200])
        tally.equal("another route", statuses(stand_in, 3, target="/groups"), ".xx")
        # Every route but the two that are open to all.
        stand_in.play({"route": "*", "answer": {"status": 500}})
        for method, target, body in ROUTES:
            tally.equal(f"* {target}", stand_in.ask(method, target, body=body).status, 500)
        tally.equal("* and no route", stand_in.ask("GET", "/nowhere").status, 500)
        tally.equal("* is not for /healthz", statuses(stand_in, 2, target="/healthz"), "..")
        tally.equal("* is not for /play", stand_in.ask("GET", "/play").status, 200)
        stand_in.play({"route": "GET /healthz", "answer": {"status": 503}})
        tally.equal("/healthz by its name", statuses(stand_in, 1, target="/healthz"), "x")
        # By name.
        stand_in.play({"name": "bad", "answer": {"status": 500}},
                      {"name": "first", "route": "GET /stats", "times": 1, "answer": {"status": 502}})
        tally.equal("asked for", stand_in.ask("GET", "/stats", fault="bad").status, 500)
        tally.equal("asked for on another route", stand_in.ask("GET", "/groups", fault="first").status, 502)
        tally.equal("asked for none", stand_in.ask("GET", "/stats", fault="none").status, 200)
        reply = stand_in.ask("GET", "/stats", fault="nobody")
        tally.equal("asked for what is not there", (reply.status, reply.json()["error"]["type"]),
                    (400, "unknown_fault"))
        reply = stand_in.ask("GET", "/stats", ("Persons-Play", "bad"), fault="bad")
        tally.equal("asked for twice", reply.status, 400)
        tally.equal("the header is not counted for the order", statuses(stand_in, 2), "x.")
        tally.equal("but is for what was given", stand_in.counts()["faults"][1], {
            "name": "first", "route": "GET /stats", "asked": 2, "given": 2})


# ----------------------------------------------------------------------------------------------------- control --


def check_control(tally, personsd):
    faults = [{"name": "bad", "route": "POST /persons/find/", "times": 1, "answer": {"status": 500}}]
    with tempfile.TemporaryDirectory() as folder, \
            StandIn(personsd, {"faults": faults}, "--access-log", os.path.join(folder, "log")) as stand_in:
        for _ in range(2):
            stand_in.ask("POST", "/persons/find", body={"email_address": "canary@example.org"})
        stand_in.ask("GET", "/person/canary")
        stand_in.ask("GET", "/search?query=canary")
        stand_in.ask("GET", "/canary", fault="canary")
        reply = stand_in.ask("GET", "/play", bearer=False)
        tally.equal("counts", reply.json(), {
            "requests": {"other": 1, "POST /persons/find/": 2, "GET /person/{personId}": 1, "GET /search": 1},
            "faults": [{"name": "bad", "route": "POST /persons/find/", "asked": 2, "given": 1}]})
        with open(os.path.join(folder, "log"), encoding="ascii") as log:
            log = log.read()
        for secret in ("canary", "test-token"):
            tally.check(f"no {secret} in what is told", secret not in reply.body.decode() + log)
        tally.equal("HEAD", stand_in.ask("HEAD", "/play", bearer=False).status, 200)
        for method in ("POST", "PATCH", "OPTIONS"):
            reply = stand_in.ask(method, "/play", bearer=False, body={} if method == "POST" else None)
            tally.equal(f"{method} /play", (reply.status, reply.headers.get("allow")), (405, "GET, HEAD, PUT, DELETE"))
        for body, status, field in ((b"{", 400, None), (b"", 400, None), (b"\xff", 400, None), (b"[]", 422, None),
                                    (b'{"faults":[],"faults":[]}', 400, None), (b"{}", 422, "faults"),
                                    (b'{"faults":[],"persons":[]}', 422, "persons"),
                                    (b'{"faults":[{"name":"x"}]}', 422, "faults[0].answer"),
                                    (b"[" * 100_000, 400, None)):
            reply = stand_in.ask("PUT", "/play", body=body, bearer=False)
            tally.equal(f"PUT {body[:40]!r}", (reply.status, reply.json()["error"].get("field")), (status, field))
        tally.equal("a refused PUT changes nothing", len(stand_in.counts()["faults"]), 1)
        stand_in.play()
        tally.equal("PUT counts from 0", stand_in.counts(), {"requests": {}, "faults": []})
        # Beginning anew.
        stand_in.ask("POST", "/person", body={**PERSON, "personId": "mine"})
        stand_in.ask("DELETE", "/person/person-1")
        reply = stand_in.ask("DELETE", "/play", bearer=False)
        tally.equal("anew: the faults of the file", reply.json()["faults"][0]["name"], "bad")
        tally.equal("anew: what was made is gone", stand_in.ask("GET", "/person/mine").status, 404)
        tally.equal("anew: what was deleted is there", stand_in.ask("GET", "/person/person-1").status, 200)
        check_anew_under_load(tally, stand_in)


def check_anew_under_load(tally, stand_in):
    """Requests that run meanwhile are answered, by the old directory or the new one."""
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(stand_in.ask, "GET", "/person/person-2") for _ in range(150)]
        anew = [stand_in.ask("DELETE", "/play", bearer=False).status for _ in range(4)]
        tally.equal("anew under load", anew, [200] * 4)
        tally.equal("every request is answered", {reply.result().status for reply in asked}, {200})


# ------------------------------------------------------------------------------------------------- credentials --


def check_credentials(tally, personsd):
    play = {"tokens": [{"token": "t-1"}, {"token": "reader", "rights": ["read"]},
                       {"token": "grouped", "group_ids": ["group-1"]}, {"token": "other", "organization": "acme"}],
            "clients": [{"client_id": "id", "client_secret": "s&+ é", "token": "t-1"}],
            "faults": [{"route": "POST /oauth2/token", "from": 100, "answer": {"status": 500}},
                       {"name": "bad", "answer": {"status": 503}}]}
    form = ("Content-Type", "application/x-www-form-urlencoded")

    def basic(text):
        return "Authorization", "Basic " + base64.b64encode(text.encode()).decode()

    with StandIn(personsd, play) as stand_in:
        def ask(body, *headers, **more):
            return stand_in.ask("POST", "/oauth2/token", *(headers or [form]), body=body.encode(), bearer=False, **more)

        right = "grant_type=client_credentials&client_id=id&client_secret=s%26%2B+%C3%A9"
        reply = ask(right)
        tally.equal("a token", (reply.status, reply.json()),
                    (200, {"access_token": "t-1", "expires_in": 3600, "token_type": "Bearer"}))
        tally.equal("is not kept", (reply.headers["cache-control"], reply.headers["pragma"]), ("no-store", "no-cache"))
        tally.equal("with a charset", ask(right, ("Content-Type", form[1] + "; charset=utf-8")).status, 200)
        tally.equal("with a scope", ask(right + "&scope=a").status, 200)
        tally.equal("by Basic", ask("grant_type=client_credentials", form, basic("id:s%26%2B+%C3%A9")).status, 200)
        for body, headers, status, error in (
                (right.replace("id=id", "id=no"), [form], 401, "invalid_client"),
                (right + "x", [form], 401, "invalid_client"),
                ("grant_type=client_credentials", [form], 401, "invalid_client"),
                ("grant_type=client_credentials&client_id=id", [form], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, basic("id:no")], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, basic("id")], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, ("Authorization", "Basic ====")], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, ("Authorization", "Basic " + "QUFB" * 900)], 401,
                 "invalid_client"),
                ("grant_type=client_credentials", [form, BEARER], 401, "invalid_client"),
                (right.replace("client_credentials", "password"), [form], 400, "unsupported_grant_type"),
                (right, [form, basic("id:s")], 400, "invalid_request"), ("", [form], 400, "invalid_request"),
                ("client_id=id", [form], 400, "invalid_request"), ("grant_type=", [form], 400, "invalid_request"),
                (right + "&client_id=id", [form], 400, "invalid_request"),
                (right + "&a=%zz", [form], 400, "invalid_request"), (right + "&a=%0", [form], 400, "invalid_request"),
                (right + "&a=%00", [form], 400, "invalid_request"), (right + "&a\0=b", [form], 400, "invalid_request"),
                (right + "&a=b" * 20_000, [form], 400, "invalid_request"),
                ("&".join(f"a{i}=b" for i in range(99)), [form], 400, "invalid_request"),
                (json.dumps({"grant_type": "client_credentials"}), [("Content-Type", "application/json")], 400,
                 "invalid_request"),
                (right, [("X-A", "b")], 400, "invalid_request"),
                (right, [("Content-Type", form[1] + "x")], 400, "invalid_request")):
            reply = ask(body, *headers)
            tally.equal(f"{body[:60]} {headers[-1][1][:30]}", (reply.status, reply.json().get("error")),
                        (status, error))
            tally.equal(f"{body[:60]}: a challenge", reply.headers.get("www-authenticate", "").startswith("Basic"),
                        status == 401 and headers[-1][0] == "Authorization")
        reply = stand_in.ask("GET", "/oauth2/token", bearer=False)
        tally.equal("GET", (reply.status, reply.headers.get("allow")), (405, "POST"))
        tally.equal("a fault there", ask(right, fault="bad").status, 503)
        check_tokens(tally, stand_in)
    with StandIn(personsd, {}) as stand_in:
        reply = stand_in.ask("POST", "/oauth2/token", form, body=right.encode(), bearer=False)
        tally.equal("without clients there is no such route", reply.json()["error"]["type"], "route_not_found")


def check_tokens(tally, stand_in):
    """The tokens of the file are what it says, in any spelling of the scheme; others are refused as ever."""
    def status(token, method="GET", target="/stats", scheme="Bearer", slug="default", body=None):
        return stand_in.ask(method, target, ("Authorization", f"{scheme} {token}"), ("organizationSlug", slug),
                            bearer=False, body=body).status

    for scheme in ("Bearer", "bearer", "BEARER", "Bearer  "):
        tally.equal(f"{scheme!r}", status("t-1", scheme=scheme), 200)
    for scheme in ("Basic", "Bearer,", "Token", "Bear"):
        tally.equal(f"{scheme!r}", status("t-1", scheme=scheme), 401)
    for token in ("t-2", "t-1x", "t-", "", "t-1 t-1", "T-1", "x" * 1025, "test-token", "é"):
        tally.equal(f"token {token[:20]!r}", status(token), 401)
    tally.equal("a reader reads", status("reader"), 200)
    tally.equal("a reader does not write", status("reader", "POST", "/person", body=PERSON), 403)
    tally.equal("a token of a group", status("grouped", target="/person/person-1"), 200)
    tally.equal("a token of a group, another's person", status("grouped", target="/person/person-5"), 404)
    tally.equal("another organization", status("other", target="/person/person-1", slug="acme"), 404)
    tally.equal("a slug that is not the token's", status("other", target="/person", slug="default"), 403)


# --------------------------------------------------------------------------------------------------- directory --


def check_directory(tally, personsd):
    with StandIn(personsd, {}) as stand_in:
        tally.equal("made-up persons", stand_in.ask("GET", "/stats").json(), {
            "persons": 250, "groups": 2, "events": 1, "organization": "default"})
        pages = stand_in.ask("POST", "/persons/find/", body={}).json()
        tally.check("more than one page", len(pages["persons"]) == 100 and pages["last_id"] > 0)
        history = stand_in.ask("GET", "/person/person-1").json()["eventHistory"]
        tally.equal("a history", history[0]["name"], "Conference")
        with contextlib.closing(stand_in.open()) as directory:
            tally.equal("typing errors are forgiven", directory.search("lovelase")["total"], 22)
    with StandIn(personsd, {"persons": []}) as stand_in:
        tally.equal("nobody", stand_in.ask("GET", "/stats").json()["persons"], 0)
    play = {"organization": "acme", "tokens": [{"token": "test-token"}],
            "groups": [{"group_id": "g", "external_ref": "b"}], "events": [{"eventId": "e", "name": "Fair"}],
            "persons": [{"personId": "p", "firstName": "Ada", "groupIds": ["g"]},
                        {"external_ref": "q", "last_name": "L"}]}
    with StandIn(personsd, play) as stand_in:
        tally.equal("the persons of the file", stand_in.ask("GET", "/stats", BEARER, bearer=False).json(), {
            "persons": 2, "groups": 1, "events": 1, "organization": "acme"})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "people.db")
        with StandIn(personsd, play, path, "--create") as stand_in:
            stand_in.ask("PUT", "/groups", BEARER, body={"group_id": "h"}, bearer=False)
            tally.equal("a file of ours is not emptied", stand_in.ask("DELETE", "/play", bearer=False).status, 409)
            stand_in.stop()
        with StandIn(personsd, play, path) as stand_in:
            stats = stand_in.ask("GET", "/stats", BEARER, bearer=False).json()
            tally.equal("a file stays as it is", stats["groups"], 2)
            stand_in.stop()
        with persons.open(path) as owner:
            tokens = owner.list_tokens()["tokens"]
            tally.check("its tokens are revoked", tokens and all(token["revoked_at"] for token in tokens), tokens)
        with tempfile.TemporaryDirectory() as temporary:
            stand_in = StandIn(personsd, {}, environment={**os.environ, "TMPDIR": temporary})
            tally.equal("a folder of its own", [oct(os.stat(os.path.join(temporary, name)).st_mode & 0o777)
                                                for name in os.listdir(temporary)], ["0o700"])
            tally.equal("the exit", stand_in.stop(), 0)
            tally.equal("nothing is left", os.listdir(temporary), [])
            run(personsd, "--play", write(folder, b'{"persons":[{"bad":1}]}'), environment={
                **os.environ, "TMPDIR": temporary})
            tally.equal("nothing is left of a bad start", os.listdir(temporary), [])


# ------------------------------------------------------------------------------------------------------- files --


def run(personsd, *words, environment=None):
    """The exit code and what was said, of a personsd that ends by itself."""
    try:
        done = subprocess.run([personsd, *words, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=20, check=False, env=environment)
    except subprocess.TimeoutExpired:
        return None, "it runs"
    return done.returncode, done.stdout.decode("utf-8", "replace")


def write(folder, data):
    path = os.path.join(folder, "faults.json")
    with open(path, "wb") as file:
        file.write(data)
    return path


def fault(**keys):
    return {"faults": [{"name": "f", "answer": {"status": 500}, **keys}]}


def answer(**keys):
    return {"faults": [{"name": "ok", "answer": {"status": 500}}, {"name": "f", "answer": keys}]}


def client(**keys):
    return {"clients": [{"client_id": "a", "client_secret": "b", "token": "test-token", **keys}]}


# A play file, and the place and the beginning of the reason that are told.
BAD_FILES = [
    ([], "must be an object"), (7, "line 1, column 1: "),
    ({"fault": []}, "fault: is no key here; the keys are organization, tokens"),
    ({"faults": {}}, "faults: must be an array"), ({"faults": [1]}, "faults[0]: must be an object"),
    ({"faults": [{"name": "a", "answer": {"status": 500}}] * 2}, "faults[1].name: stands twice"),
    ({"faults": [{}] * 1001}, "faults: has more than 1000 items"),
    ({"faults": [{"answer": {"status": 500}}]}, 'faults[0]: needs a "route", a "name" or both'),
    (fault(nmae="x"), "faults[0].nmae: is no key here"), (fault(name=""), "faults[0].name: must be a string"),
    (fault(name=7), "faults[0].name: must be a string"), (fault(name="none"), "faults[0].name: must be of letters"),
    (fault(name="a b"), "faults[0].name: must be of letters"),
    (fault(name="x" * 61), "faults[0].name: must be a string"),
    (fault(route="GET /persons/find/"), "faults[0].route: must be a method and a route"),
    (fault(route="/stats"), "faults[0].route: must be"), (fault(route="other"), "faults[0].route: must be"),
    (fault(route="GET /play"), "faults[0].route: must be"), (fault(route=None), "faults[0].route: must be a string"),
    (fault(**{"from": 1}), 'faults[0].from: has no effect without "route"'),
    (fault(times=1), 'faults[0].times: has no effect without "route"'),
    (fault(route="*", **{"from": 0}), "faults[0].from: must be an integer from 1 to"),
    (fault(route="*", every=0), "faults[0].every: must be an integer"),
    (fault(route="*", times=-1), "faults[0].times: must be an integer"),
    (fault(route="*", times=1.5), "faults[0].times: must be an integer"),
    (fault(route="*", times="1"), "faults[0].times: must be an integer"),
    (fault(route="*", times=1 << 40), "faults[0].times: must be an integer"),
    ({"faults": [{"name": "f"}]}, "faults[0].answer: is missing"),
    (fault(answer=[]), "faults[0].answer: must be an object"),
    (fault(answer={}), "faults[0].answer: is empty"),
    (answer(status=99), "faults[1].answer.status: must be an integer from 200 to 599"),
    (answer(status=600), "faults[1].answer.status: must be an integer from 200 to 599"),
    (answer(status="500"), "faults[1].answer.status: must be an integer"),
    (answer(statsu=500), "faults[1].answer.statsu: is no key here; the keys are status"),
    (answer(headers=[]), "faults[1].answer.headers: must be an object"),
    (answer(headers={str(i): "" for i in range(21)}), "faults[1].answer.headers: must be an object of at most 20"),
    (answer(headers={"A B": "c"}), "faults[1].answer.headers.A B: is no name of a header"),
    (answer(headers={"": "c"}), "faults[1].answer.headers.: is no name of a header"),
    (answer(headers={"A": 1}), "faults[1].answer.headers.A: must be a string"),
    (answer(headers={"A": "b\r\nC: d"}), "faults[1].answer.headers.A: must be a string"),
    (answer(headers={"A": "x" * 1001}), "faults[1].answer.headers.A: must be a string"),
    (answer(headers={"content-length": "1"}), "faults[1].answer.headers.content-length: is set by the server"),
    (answer(headers={"Connection": "close"}), "faults[1].answer.headers.Connection: is set by the server"),
    (answer(body=1, text="a"), 'faults[1].answer.body: is given beside "text"'),
    (answer(text=1), "faults[1].answer.text: must be a string"),
    (answer(text="x" * (1 << 20) + "x"), "faults[1].answer.text: must be a string of at most"),
    (answer(body="x" * (1 << 20)), "faults[1].answer.body: is over 1 MiB"),
    (answer(token="old"), "faults[1].answer.token: must be expired, invalid or missing"),
    (answer(token=""), "faults[1].answer.token: must be a string"),
    (answer(token="expired", status=401), 'faults[1].answer.status: has no effect beside "token"'),
    (answer(token="expired", carried_out=True), 'faults[1].answer.carried_out: has no effect beside "token"'),
    (answer(token="expired", broken="reset"), 'faults[1].answer.token: has no effect beside "broken"'),
    (answer(broken="yes"), "faults[1].answer.broken: must be reset, close"),
    (answer(broken=True), "faults[1].answer.broken: must be a string"),
    (answer(broken="reset", status=500), 'faults[1].answer.status: has no effect beside "broken"'),
    (answer(broken="close", text=""), 'faults[1].answer.text: has no effect beside "broken"'),
    (answer(broken="not_http", drip={"bytes": 1, "every_ms": 1}), "faults[1].answer.drip: has no effect"),
    (answer(carried_out=1), "faults[1].answer.carried_out: must be true or false"),
    (answer(delay_ms=-1), "faults[1].answer.delay_ms: must be an integer from 0 to 600000"),
    (answer(delay_ms=600001), "faults[1].answer.delay_ms: must be an integer from 0 to 600000"),
    (answer(drip=1), "faults[1].answer.drip: must be an object"),
    (answer(drip={}), 'faults[1].answer.drip: needs "bytes" and "every_ms"'),
    (answer(drip={"bytes": 0, "every_ms": 1}), "faults[1].answer.drip.bytes: must be an integer"),
    (answer(drip={"bytes": 1, "every": 1}), "faults[1].answer.drip.every: is no key here"),
    ({"organization": ""}, "organization: must be a string"), ({"organization": "A B"}, "organization: "),
    ({"tokens": 1}, "tokens: must be an array"), ({"tokens": [{}]}, "tokens[0].token: is missing"),
    ({"tokens": [{"token": "a b"}]}, "tokens[0].token: must be printable ASCII without a blank"),
    ({"tokens": [{"token": "é"}]}, "tokens[0].token: must be printable"),
    ({"tokens": [{"token": "x" * 1025}]}, "tokens[0].token: must be a string"),
    ({"tokens": [{"token": "a"}, {"token": "a"}]}, "tokens[1].token: stands twice"),
    ({"tokens": [{"token": "a", "right": "write"}]}, "tokens[0].right: is no key here"),
    ({"tokens": [{"token": "a", "rights": ["fly"]}]}, "tokens[0].rights"),
    ({"tokens": [{"token": "a", "rights": "read"}]}, "tokens[0].rights: "),
    ({"tokens": [{"token": "a", "group_ids": ["nowhere"]}]}, "tokens[0]"),
    ({"tokens": [{"token": "a", "expired": 1}]}, "tokens[0].expired: must be true or false"),
    ({"tokens": [{"token": "a", "organization": "No Slug"}]}, "tokens[0].organization"),
    ({"clients": [{}]}, "clients[0].client_id: is missing"),
    (client(token="c"), 'clients[0].token: is none of the "tokens"'),
    ({"clients": client()["clients"] * 2}, "clients[1].client_id: stands twice"),
    (client(client_secret=""), "clients[0].client_secret: must be a string"),
    (client(scope="x"), "clients[0].scope: is no key here"),
    ({"groups": [{"group": "x"}]}, "groups[0].group: "), ({"events": [{"eventId": "e"}]}, "events[0]"),
    ({"groups": [{"group_id": "g"}], "persons": [{"firstName": "A", "email": "a@example.org"}, {"fristName": "A"}]},
     "persons[1].fristName: "),
    ({"persons": [{"firstName": 7}]}, "persons[0].firstName: "), ({"persons": ["x"]}, "persons[0]: must be an object"),
    ({"\x1b[31m": 1}, "?[31m: is no key here"), ({"é" * 500: 1}, "????"),
]
BAD_TEXTS = [
    (b"", "line 1, column 0: "), (b"{", "line 1, column 1: "), (b'{\n"faults":[],\n"faults":[]}', "line 3, column 8: "),
    (b'{"faults":[{"name":"a","name":"b"}]}', "line 1, column 29: duplicate"), (b"\xff", "line 1, column 0: "),
    (b"{} x", "line 1, column 4: "), (b"[" * 100_000, "line 1, column 2"), (b'{"organization":"a\\u0000b"}', "line 1"),
    (b'{"faults":[{"name":"a","answer":{"status":99999999999999999999}}]}', "line 1"),
]


def check_files(tally, personsd):
    with tempfile.TemporaryDirectory() as folder:
        for play, wanted in [(json.dumps(play).encode(), wanted) for play, wanted in BAD_FILES] + BAD_TEXTS:
            path = write(folder, play)
            code, said = run(personsd, "--play", path)
            tally.check(f"{play[:100]!r}", code == 1 and said.startswith(f"personsd: {path}: {wanted}")
                        and said.count("\n") == 1 and said.isascii(), f"{code}: {said}\n  wanted {wanted}")
        code, said = run(personsd, "--play", os.path.join(folder, "absent.json"))
        tally.check("an absent file", code == 1 and said.endswith("absent.json: No such file or directory\n"), said)
        code, said = run(personsd, "--play", folder)
        tally.check("a folder", code == 1 and said == f"personsd: {folder}: Is a directory\n", said)
        code, said = run(personsd, "--play", "/dev/zero")
        tally.check("a file without end", code == 1 and "is over 64 MiB" in said, said)


def check_command_line(tally, personsd):
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, b"{}")
        absent = os.path.join(folder, "people.db")
        for words, code, wanted in (
                (["--play", path, absent, absent], 2, "more than one FILE"),
                (["--play"], 1, "personsd: --listen: No such file"),
                (["--play", path, "--read-only"], 2, "exclude each other"),
                (["--play", path, absent], 1, f"personsd: {absent}: "), ([], 2, "no FILE is given")):
            got, said = run(personsd, *words)
            tally.check(f"{words}", got == code and wanted in said, f"{got}: {said}")
        tally.check("nothing was made", not os.path.exists(absent))
        for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[2001:db8::1]:0", "128.0.0.1:0", "126.255.255.255:0"):
            done = subprocess.run([personsd, "--play", path, "--listen", address], stderr=subprocess.PIPE, timeout=20,
                                  check=False)
            tally.check(f"--listen {address}", done.returncode == 2 and b"this machine alone" in done.stderr, done)
        for address in ("127.0.0.2:0", "[::1]:0"):
            process = subprocess.Popen([personsd, "--play", path, "--listen", address], stderr=subprocess.PIPE)
            lines = [process.stderr.readline() for _ in range(2)]
            process.terminate()
            tally.equal(f"--listen {address}", (process.wait(20), lines[0], b"listening on" in lines[1]),
                        (0, b"personsd: this is a stand-in for tests, not for real data\n", True))
            process.stderr.close()


# ----------------------------------------------------------------------------------------------------- waiting --


def check_waiting(tally, personsd):
    """Who waits holds nobody up, and does not hold up the end."""
    faults = [{"name": "slow", "answer": {"delay_ms": 1000}}, {"name": "drip", "answer": {"text": "x" * 40, "drip": {
        "bytes": 4, "every_ms": 100}}}, {"name": "long", "answer": {"delay_ms": 600000}}, {"name": "endless",
            "answer": {"text": "x" * 1000, "drip": {"bytes": 1, "every_ms": 60000}}}]
    with StandIn(personsd, {"faults": faults}, "--threads", "1") as stand_in, \
            concurrent.futures.ThreadPoolExecutor(60) as pool:
        begun = time.monotonic()
        slow = [pool.submit(stand_in.ask, "GET", "/stats", fault=name) for name in ("slow", "drip") * 30]
        time.sleep(0.1)
        seconds = []
        for _ in range(20):
            start = time.monotonic()
            tally.equal("answered meanwhile", stand_in.ask("GET", "/stats").status, 200)
            seconds.append(time.monotonic() - start)
        tally.check("nobody waits for them", max(seconds) < 0.5 * SLOW, max(seconds))
        replies = [each.result() for each in slow]
        tally.check("60 that wait take no longer than one", 1 <= time.monotonic() - begun < 2 * SLOW,
                    time.monotonic() - begun)
        tally.equal("each is answered", [reply.status for reply in replies], [200] * 60)
        # A client that goes while it waits.
        for name in ("slow", "drip", "long", "endless"):
            with stand_in.connect() as connected:
                connected.sendall(f"GET /stats HTTP/1.1\r\nHost: h\r\nPersons-Play: {name}\r\n\r\n".encode())
                time.sleep(0.05)
        waits = [pool.submit(stand_in.ask, "GET", "/stats", fault=name) for name in ("long", "endless") * 5]
        time.sleep(0.3)
        begun = time.monotonic()
        tally.equal("the exit", stand_in.stop(), 0)
        tally.check("the end does not wait", time.monotonic() - begun < 3 * SLOW, time.monotonic() - begun)
        for each in waits:
            tally.check("who waited got an answer, or an end", each.result().status == 200)
    # The time that a client has is not the stand-in's.
    with StandIn(personsd, {"faults": [{"name": "slow", "answer": {"delay_ms": 2600}}, {"name": "drip", "answer": {
            "text": "xx", "drip": {"bytes": 1, "every_ms": 1300}}}]}, "--timeout", "1") as stand_in, \
            concurrent.futures.ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda name: stand_in.ask("GET", "/stats", fault=name), ("slow", "drip")))
        tally.check("longer than --timeout", all(reply.is_whole for reply in replies), replies)


# ------------------------------------------------------------------------------------------------------ absent --


def check_absent(tally, personsd):
    """Without --play there is nothing of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "people.db")
        with persons.open(path) as owner:
            token = owner.issue_token()["token"]
        process = subprocess.Popen([personsd, path, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE)
        line = process.stderr.readline()
        stand_in = StandIn.__new__(StandIn)
        stand_in.port = int(re.search(rb"listening on http://127\.0\.0\.1:(\d+)\n$", line).group(1))
        bearer = ("Authorization", f"Bearer {token}")
        for method, target in (("GET", "/play"), ("PUT", "/play"), ("DELETE", "/play"), ("POST", "/oauth2/token")):
            body = None if method in ("GET", "DELETE") else {}
            reply = stand_in.ask(method, target, bearer, body=body, bearer=False)
            tally.equal(f"{method} {target}", (reply.status, reply.json()["error"]["type"]), (404, "route_not_found"))
        reply = stand_in.ask("GET", "/stats", bearer, bearer=False, fault="nobody")
        tally.check("the header means nothing", reply.status == 200 and "persons-play" not in reply.headers, reply)
        tally.equal("no token of the stand-in", stand_in.ask("GET", "/stats").status, 401)
        process.terminate()
        tally.equal("the exit", process.wait(20), 0)
        process.stderr.close()


# ----------------------------------------------------------------------------------------------------- example --


def check_example(tally, personsd):
    """The example's faults are what docs/rest.md says of them."""
    with open(EXAMPLE, encoding="utf-8") as file:
        play = json.load(file)
    with StandIn(personsd, play) as stand_in:
        form = ("Content-Type", "application/x-www-form-urlencoded")
        reply = stand_in.ask("POST", "/oauth2/token", form, bearer=False,
                             body=b"grant_type=client_credentials&client_id=id&client_secret=secret")
        tally.equal("its client", reply.json()["access_token"], "test-token")
        for each in play["faults"]:
            if "name" in each:
                reply = stand_in.ask("GET", "/person", fault=each["name"])
                tally.check(f"its fault {each['name']}", reply.status in (0, 200, 401, 429, 500, 502, 503, 504), reply)
        tally.equal("its faults by order", [stand_in.ask("POST", "/persons/find/", body={}).status for _ in range(3)],
                    [200, 429, 200])


# --------------------------------------------------------------------------------------------------- sanitized --


def check_sanitized(tally, _):
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "personsd")
        library = pathlib.Path(os.environ["PERSONS_LIBRARY"])
        sources = [str(path) for path in [*SOURCES.glob("*.c"), *SOURCES.glob("play/*.c")]]
        subprocess.run(
            ["cc", "-std=c11", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined",
             "-D_GNU_SOURCE", f"-I{ROOT / 'include'}", *sources, "-o", program, str(library),
             f"-Wl,-rpath,{library.parent}", "-lmicrohttpd", "-ljansson", "-lpthread"], check=True)
        environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0", "PLAY_SANITIZED": "1"}
        parts = [*[name for name in PARTS if name != "sanitized"], "damaged"]
        done = subprocess.run([sys.executable, __file__, program, *parts], env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        said = done.stdout.decode("utf-8", "replace")
        counted = re.search(r"(\d+) passed, (\d+) failed\n$", said)
        tally.check("all of it with sanitizers", done.returncode == 0 and counted, said[-3000:])
        print(f"with sanitizers: {said.splitlines()[-1]}")


def check_damaged(tally, personsd, seed=1, count=2000):
    """Play files damaged at random are taken or refused; nothing crashes."""
    chance = random.Random(seed)
    good = EXAMPLE.read_bytes()
    with StandIn(personsd, {}) as stand_in, tempfile.TemporaryDirectory() as folder:
        faults = json.dumps({"faults": json.loads(good)["faults"]}).encode()
        statuses = set()
        for _ in range(count):
            statuses.add(stand_in.ask("PUT", "/play", body=damaged(chance, faults), bearer=False).status)
        tally.equal("damaged faults", statuses - {200}, {400, 422})
        tally.equal("well", stand_in.ask("GET", "/healthz").status, 200)
        for number in range(40):
            code, said = run(personsd, "--play", write(folder, damaged(chance, good, b"}")))
            tally.check(f"damaged file {number} of seed {seed}", code == 1 and "Sanitizer" not in said, said)


def damaged(chance, data, end=b""):
    """Some bytes changed, doubled or taken away; with what stands at the end it is no JSON in any case."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(data)), chance.randint(1, 12)
        what = chance.choice([bytes([chance.randrange(256)]), b"", data[place:place + length] * 2, b"-1", b'""', b"[]",
                              b"99999999999", b"null", b"{}"])
        data[place:place + chance.choice([0, 1, length])] = what
    return bytes(data) + end


PARTS = {
    "dialects": check_dialects, "faults": check_faults, "clients": check_clients, "order": check_order,
    "control": check_control, "credentials": check_credentials, "directory": check_directory, "files": check_files,
    "command_line": check_command_line, "waiting": check_waiting, "absent": check_absent, "example": check_example,
    "sanitized": check_sanitized,
}


def main(personsd, *parts):
    tally = Tally()
    for part in parts or PARTS:
        begun = time.monotonic()
        {**PARTS, "damaged": check_damaged}[part](tally, personsd)
        print(f"{part}: {time.monotonic() - begun:.1f} s", flush=True)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
