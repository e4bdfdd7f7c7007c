# SPDX-License-Identifier: Apache-2.0
"""What our own client says of each fault, and what it does when an answer is lost."""

import persons
from lateness import Stopwatch

from .stand_in import PERSON, StandIn


def once(route, **answer):
    return {"route": route, "times": 1, "answer": answer}


def outcome(call):
    """"ok" or the status and type of the error, and how long it took."""
    watch = Stopwatch()
    try:
        with watch:
            call()
        return "ok", watch
    except persons.Error as error:
        return f"{error.status} {error.type}", watch


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
                    got, watch = outcome(lambda: call(directory))
                    tally.check(f"{service}: {answer}", got in wanted, f"{got}, not {wanted}")
                    tally.check(f"{service}: {answer}: no hang", watch.is_within(5), watch)
                    got, _ = outcome(lambda: call(directory))
                    tally.equal(f"{service}: {answer}: and then", got, "ok")
                stand_in.play(once(route, status=429, headers={"Retry-After": "1"}))
                got, watch = outcome(lambda: call(directory))
                tally.equal(f"{service}: 429 is tried again", got, "ok")
                tally.check(f"{service}: Retry-After is waited for", 1 <= watch.seconds and watch.is_within(4), watch)
                stand_in.play(once(route, status=429, headers={"Retry-After": "3600"}))
                tally.equal(f"{service}: Retry-After too long", outcome(lambda: call(directory))[0].split()[0],
                            "RATE_LIMITED")
            for answer in ({"delay_ms": 60000}, {"drip": {"bytes": 1, "every_ms": 500}}):
                stand_in.play({"route": route, "answer": answer})
                with stand_in.open(service, timeout_ms=600) as directory:
                    got, watch = outcome(lambda: call(directory))
                    tally.check(f"{service}: {answer}", got == "TIMEOUT timeout" and 0.5 < watch.seconds
                                and watch.is_within(3), f"{got} {watch}")
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
