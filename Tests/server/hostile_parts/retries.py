# SPDX-License-Identifier: Apache-2.0
"""What is tried again, after which pause, and how many times."""

import email.utils
import time

from bad_server import BadServer, replies, reply
from remote_client import Client, in_time
from support import wait_until

from .calls import DOWN, LIMITED, TIMED_OUT, expect, options, outcome, took
from .services import GOOD


def check_retries(tally):
    soon, late = "Retry-After: 1", "Retry-After: 60"
    date, past = ("Retry-After: " + email.utils.formatdate(time.time() + seconds, usegmt=True)
                  for seconds in (3600, -3600))
    # Name, the answers, the end, the requests, the seconds it takes at least and at most.
    cases = [
        ("429, soon", [reply(429, b"", soon), GOOD], "ok", 2, 1, 1.4),
        ("429, late", [reply(429, b"", late), GOOD], LIMITED, 1, 0, 0.5),
        ("429, an hour from now as a date", [reply(429, b"", date), GOOD], LIMITED, 1, 0, 0.5),
        ("429, never again", [reply(429, b"", "Retry-After: 9223372036854775807"), GOOD], LIMITED, 1, 0, 0.5),
        ("429, in the past", [reply(429, b"", "Retry-After: -5"), GOOD], "ok", 2, 0, 0.5),
        ("429, an hour ago as a date", [reply(429, b"", past), GOOD], "ok", 2, 0, 0.5),
        ("429, at the beginning of time", [reply(429, b"", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"), GOOD], "ok",
         2, 0, 0.5),
        ("429, now", [reply(429, b"", "Retry-After: 0"), GOOD], "ok", 2, 0, 0.5),
        ("429, some day", [reply(429, b"", "Retry-After: tomorrow"), GOOD], "ok", 2, 0, 0.5),
        ("429, without a time", [reply(429), GOOD], "ok", 2, 0, 0.5),
        ("503, then 200", [reply(503), GOOD], "ok", 2, 0, 0.5),
        ("503, soon", [reply(503, b"", soon), GOOD], "ok", 2, 1, 1.4),
        ("503, late", [reply(503, b"", late), GOOD], DOWN, 1, 0, 0.5),
        ("502 and 504, then 200", [reply(502), reply(504), GOOD], "ok", 3, 0, 0.8),
        ("500 is not tried again", [reply(500), GOOD], DOWN, 1, 0, 0.5),
        ("400 is not tried again", [reply(400), GOOD], "INVALID refused", 1, 0, 0.5),
    ]
    with Client() as client:
        for case in cases:
            check_pauses(tally, client, *case)
        check_lost_reads(tally, client)
        check_storms(tally, client)
        check_time_of_tries(tally, client)


def check_pauses(tally, client, name, answers, end, requests, least, most):
    """Whether it is not too fast is judged each time; whether it is not too slow, by the best of three times."""
    tries = []
    while len(tries) < 3 and not any(in_time(answer, most) for answer, _ in tries):
        with BadServer(replies(*answers)) as server:
            tries.append((client.call(server.url, options(milliseconds=20_000), "get", "p1"), len(server.requests)))
    tally.equal(name, {outcome(answer) for answer, _ in tries}, {end})
    tally.equal(f"{name}: requests", {count for _, count in tries}, {requests})
    tally.check(f"{name}: pauses", all(least <= answer["seconds"] for answer, _ in tries)
                and in_time(tries[-1][0], most), [took(answer) for answer, _ in tries])


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
            wait_until(lambda: server.answered == len(answers))
    got = [(answer.get("result") or {}).get("personId") for answer in answers]
    tally.equal("what is left of one answer is not taken for the next", got, [f"p{number}" for number in range(5)])

    with BadServer(idle_timeout) as server:
        for number in range(3):
            answer = client.call(server.url, options(), "get", "p1")
            expect(tally, "a connection that idled away with a 408", answer, "ok")
            wait_until(lambda: server.answered > number)


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
    """All tries of a call share its time: one that was lost late leaves little for the next, which hears nothing.

    On a busy machine the first try may take all the time; it is then given more."""
    for seconds in (3.0, 12.0, 48.0):
        with BadServer(lost_late(0.8 * seconds)) as server:
            answer = client.call(server.url, options(milliseconds=int(seconds * 1000)), "get", "p1")
        if len(server.requests) > 1:
            break
    tally.equal("a late loss, then silence", outcome(answer), TIMED_OUT)
    tally.equal("a late loss, then silence: requests", len(server.requests), 2)
    # With a time of its own the second try would end after 1.8 times as long.
    tally.check("a late loss, then silence: in time", in_time(answer, 1.35 * seconds), took(answer))


def lost_late(seconds):
    """An `answer` that resets the first connection after so long, and then says nothing."""

    def answer(peer, _, number):
        if number > 0:
            return peer.hang()
        time.sleep(seconds)
        return peer.reset()

    return answer


def check_storms(tally, client):
    """A service that never recovers is not asked more than a few times."""
    for name, answers, end in (("503", reply(503), DOWN), ("429", reply(429), LIMITED)):
        with BadServer(replies(answers)) as server:
            answer = client.call(server.url, options(milliseconds=4_000), "get", "p1")
            if outcome(answer) == TIMED_OUT:  # see settled; that more time is no reason for many more requests
                server.requests.clear()
                answer = client.call(server.url, options(milliseconds=8_000), "get", "p1")
        expect(tally, f"{name} for ever", answer, end)
        tally.check(f"{name} for ever: a few requests", 3 <= len(server.requests) <= 10, len(server.requests))
