# SPDX-License-Identifier: Apache-2.0
"""The options of a call, how it may end, and the time and the memory that it may take."""

from bad_server import BadServer, replies

from .services import GOOD

TOKEN = "prs_secretsecretsecret"
TIMEOUT = 1.5  # seconds a call may take
MARGIN = 1.0
MOST_KIB = 32 << 10

TIMED_OUT, LOST = "TIMEOUT timeout", "UNAVAILABLE connection_lost"
CUT, MALFORMED, HUGE = "PROTOCOL incomplete_answer", "PROTOCOL malformed_answer", "PROTOCOL answer_too_large"
NOT_JSON, SHAPE, STRANGE = "PROTOCOL not_json", "PROTOCOL wrong_shape", "PROTOCOL unexpected_status"


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


def warmed(client):
    """Makes an ordinary call, so that libcurl is loaded; returns the KiB that the client takes."""
    with BadServer(replies(GOOD)) as server:
        return client.call(server.url, options(), "get", "p1")["kib"]


def check_memory_of(tally, name, kib):
    print(f"{name}: {kib / 1024:.1f} MiB")
    tally.check(f"{name}: less than 32 MiB", kib < MOST_KIB, f"{kib / 1024:.1f} MiB")
