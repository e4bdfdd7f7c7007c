# SPDX-License-Identifier: Apache-2.0
"""The options of a call, how it may end, and the time and the memory that it may take."""

import remote_client
from bad_server import BadServer, replies

from .services import GOOD

TOKEN = "prs_secretsecretsecret"
# Milliseconds for a call: those whose end is the time, or that is tried again until it is over; and all others, which
# end by themselves however busy the machine is.
SHORT, AMPLE = 1_500, 60_000
MARGIN = 1.0  # seconds that a call may take longer than it was given
MOST_KIB = 32 << 10

TIMED_OUT, LOST = "TIMEOUT timeout", "UNAVAILABLE connection_lost"
CUT, MALFORMED, HUGE = "PROTOCOL incomplete_answer", "PROTOCOL malformed_answer", "PROTOCOL answer_too_large"
NOT_JSON, SHAPE, STRANGE = "PROTOCOL not_json", "PROTOCOL wrong_shape", "PROTOCOL unexpected_status"
REFUSED, UNKNOWN = "UNAVAILABLE connection_refused", "UNAVAILABLE unknown_host"
LIMITED, DOWN = "RATE_LIMITED rate_limited", "UNAVAILABLE service_failed"
# What a read is tried again after, until its time is over.
TRIED_AGAIN = {LOST, CUT, REFUSED, UNKNOWN, LIMITED, DOWN}


def options(service="persons", milliseconds=AMPLE, **more):
    given = {"token": TOKEN, "service": service, "timeout_ms": milliseconds, **more}
    return {**given, "organization": "default"} if service == "gatsby" else given


def outcome(answer):
    """"ok", or the status and type of the error."""
    return f"{answer['error']} {answer['type']}" if "error" in answer else "ok"


def took(answer):
    return f"{answer['seconds']:.2f} s, the machine {answer['late']:.2f} s late"


def in_time(tally, name, answer):
    most = answer["timeout_ms"] / 1000 + MARGIN
    tally.check(f"{name}: in time", remote_client.in_time(answer, most), f"{took(answer)}, at most {most} s")


def settled(client, url, first, method, *arguments, service="persons", **keywords):
    """The answer to a call that is tried again until its time, `first` milliseconds, is over. Its last try may begin
    when next to nothing of that is left, and is then ended by the clock: so it is made again, with more time."""
    for milliseconds in (first, 4 * first, 16 * first):
        answer = client.call(url, options(service, milliseconds), method, *arguments, **keywords)
        if outcome(answer) != TIMED_OUT:
            break
    return answer


def read(client, url, wanted):
    """The answer to a read that should end with one of these, with as much time as is right for that."""
    if TIMED_OUT in wanted:
        return client.call(url, options(milliseconds=SHORT), "get", "p1")
    if TRIED_AGAIN.intersection(wanted):
        return settled(client, url, SHORT, "get", "p1")
    return client.call(url, options(), "get", "p1")


def expect(tally, name, answer, *wanted):
    """The outcome is one of these, and came in time."""
    got = outcome(answer)
    tally.check(name, got in wanted, f"got    {got} ({answer.get('message')})\n  wanted {' or '.join(wanted)}")
    in_time(tally, name, answer)


def warmed(client):
    """Makes an ordinary call, so that libcurl is loaded; returns the KiB that the client takes."""
    with BadServer(replies(GOOD)) as server:
        return client.call(server.url, options(), "get", "p1")["kib"]


def check_memory_of(tally, name, kib):
    print(f"{name}: {kib / 1024:.1f} MiB")
    tally.check(f"{name}: less than 32 MiB", kib < MOST_KIB, f"{kib / 1024:.1f} MiB")
