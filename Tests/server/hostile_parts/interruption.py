# SPDX-License-Identifier: Apache-2.0
"""interrupt() and close() end a call that waits; without them it may wait as long as it was told."""

import time

from bad_server import BadServer, replies, reply
from lateness import is_within
from remote_client import Client

from .calls import SHORT, TIMED_OUT, expect, options, outcome
from .services import GOOD, dripping, sending


def check_interruption(tally):
    hang, pause = sending(then="hang"), replies(reply(503, b"", "Retry-After: 30"))
    drip = dripping(GOOD)
    with Client() as client:
        for name, answer in (("a hang", hang), ("a pause", pause), ("a drip", drip)):
            with BadServer(answer) as server:
                # The hang and the drip are never done with; the pause begins when the server has answered.
                is_waiting = (lambda: server.answered) if name == "a pause" else (lambda: server.requests)
                answer = client.ask(location=server.url, options=options(), method="get", arguments=["p1"], keywords={},
                                    on_word=["interrupt"], when=is_waiting)
            tally.equal(f"interrupt() during {name}", answer.get("error"), "INTERRUPTED")
            check_at_once(tally, f"interrupt() during {name}", answer)
            with BadServer(replies(GOOD)) as other:
                again = client.call(other.url, options(), "get", "p1")
            expect(tally, f"the next call after {name}", again, "ok")
        check_closing(tally, client, hang)
        check_slow(tally, client)


def check_at_once(tally, name, answer):
    seconds = answer.get("seconds_after_word", answer["seconds"])
    tally.check(f"{name}: within a second", is_within(seconds, 1, answer["late"]),
                f"{seconds:.2f} s after it, the machine {answer['late']:.2f} s late")


def check_closing(tally, client, hang):
    """close() waits for the calls that run; interrupt() before it makes that short."""
    with BadServer(hang) as server:
        answer = client.ask(location=server.url, options=options(milliseconds=SHORT), method="get", arguments=["p1"],
                            keywords={}, on_word=["close"], when=lambda: server.requests)
        expect(tally, "close() during a hang", answer, TIMED_OUT, "INTERRUPTED interrupted", "MISUSE closed")
    with BadServer(hang) as server:
        answer = client.ask(location=server.url, options=options(), method="get", arguments=["p1"], keywords={},
                            on_word=["interrupt", "close"], when=lambda: server.requests)
        expect(tally, "interrupt(), then close()", answer, "INTERRUPTED interrupted")
        check_at_once(tally, "interrupt(), then close()", answer)


def check_slow(tally, client):
    """A service may take what "timeout_ms" allows, to answer and to come back."""

    def answer(peer, _, __):
        time.sleep(12)
        peer.send(GOOD)

    with BadServer(answer) as server:
        got = client.call(server.url, options(), "get", "p1")
    tally.equal("an answer after 12 s, with a minute to wait", outcome(got), "ok")
    begun = time.monotonic()
    with BadServer(lambda peer, *_: peer.send(reply(503) if time.monotonic() < begun + 13 else GOOD)) as server:
        got = client.call(server.url, options(), "get", "p1")
    tally.equal("a service that is back after 13 s, with a minute to wait", outcome(got), "ok")
