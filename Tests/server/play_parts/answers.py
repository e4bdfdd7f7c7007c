# SPDX-License-Identifier: Apache-2.0
"""What a fault answers: each kind byte by byte, each service's own error, and the faults of the example."""

import json
import socket
import time

import persons
from lateness import Stopwatch
from support import wait_until

from .stand_in import EXAMPLE, PERSON, ROUTES, SLOW, SLUG, Reply, StandIn, read_all, read_one


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
        tally.check("a token expires", wait_until(lambda: "expired_token" in owner.respond(
            "GET", "/stats", [("Authorization", f"Bearer {expired}")]).body))
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


def check_faults(tally, personsd):
    """Every kind, byte by byte."""
    with StandIn(personsd, {}) as stand_in:
        whole = stand_in.ask("GET", "/person/person-1")
        tally.equal("the made-up person", whole.json()["personId"], "person-1")

        def given(method="GET", target="/person/person-1", sent=None, **answer):
            stand_in.play({"name": "it", "answer": answer})
            with Stopwatch() as watch:
                reply = stand_in.ask(method, target, body=sent, fault="it")
            reply.watch = watch
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
        tally.check("a delay", reply.watch.seconds >= 0.4 and reply.body == whole.body, reply.watch)
        reply = given(drip={"bytes": 40, "every_ms": 50})
        pieces = -(-len(whole.body) // 40)
        tally.check("a drip is slow", pieces * 0.05 <= reply.watch.seconds
                    and reply.watch.is_within(pieces * 0.05 + 1 * SLOW), reply.watch)
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
            time.sleep(0.3)  # not a wait for a condition: this is how slow it is
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
                tally.equal("the connection is kept", read_one(connected).status, 429)


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
