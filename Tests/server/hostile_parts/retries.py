# SPDX-License-Identifier: Apache-2.0
"""What is tried again, after which pause, and how many times."""

import email.utils
import time

from bad_server import BadServer, replies, reply
from remote_client import Client

from .calls import TIMED_OUT, expect, in_time, options, outcome
from .services import GOOD


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
        check_time_of_tries(tally, client)


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


def check_time_of_tries(tally, client):
    """All tries of a call share its time: one that was lost late leaves little for the next, which hears nothing."""
    seconds, lost_after = 3.0, 2.4

    def answer(peer, _, number):
        if number == 0:
            time.sleep(lost_after)
            return peer.reset()
        return peer.hang()

    with BadServer(answer) as server:
        answer = client.call(server.url, options(milliseconds=int(seconds * 1000)), "get", "p1")
    tally.equal("a late loss, then silence", outcome(answer), TIMED_OUT)
    tally.equal("a late loss, then silence: requests", len(server.requests), 2)
    # With a time of its own the second try would end after 5.4 s.
    in_time(tally, "a late loss, then silence", answer, seconds)


def check_storms(tally, client):
    """A service that never recovers is not asked more than a few times."""
    for name, answers, end in (("503", reply(503), "UNAVAILABLE service_failed"),
                               ("429", reply(429), "RATE_LIMITED rate_limited")):
        with BadServer(replies(answers)) as server:
            answer = client.call(server.url, options(), "get", "p1")
        expect(tally, f"{name} for ever", answer, end)
        tally.check(f"{name} for ever: a few requests", 3 <= len(server.requests) <= 10, len(server.requests))
