# SPDX-License-Identifier: Apache-2.0
"""interrupt() and close() end a call that waits; without them it may wait as long as it was told."""

import time

from bad_server import BadServer, replies, reply
from remote_client import Client

from .calls import TIMED_OUT, expect, options, outcome
from .services import GOOD, dripping, sending


def check_interruption(tally):
    hang, pause = sending(then="hang"), replies(reply(503, b"", "Retry-After: 8"))
    drip = dripping(GOOD)
    with Client() as client:
        for name, answer in (("a hang", hang), ("a pause", pause), ("a drip", drip)):
            with BadServer(answer) as server:
                answer = client.ask(location=server.url, options=options(milliseconds=10_000), method="get",
                                    arguments=["p1"], keywords={}, interrupt_after=0.5)
            tally.equal(f"interrupt() during {name}", answer.get("error"), "INTERRUPTED")
            tally.check(f"interrupt() during {name}: within a second", answer["seconds"] < 1.5,
                        f"{answer['seconds']:.2f} s")
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
