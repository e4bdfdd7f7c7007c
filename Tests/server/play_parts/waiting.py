# SPDX-License-Identifier: Apache-2.0
"""An answer that comes late or slowly holds nobody else up."""

import concurrent.futures

from lateness import Stopwatch
from support import wait_until

from .stand_in import SLOW, StandIn

FAULTS = [
    {"name": "slow", "answer": {"delay_ms": 1000}},
    {"name": "drip", "answer": {"text": "x" * 40, "drip": {"bytes": 4, "every_ms": 100}}},
    {"name": "long", "answer": {"delay_ms": 600000}},
    {"name": "endless", "answer": {"text": "x" * 1000, "drip": {"bytes": 1, "every_ms": 60000}}},
]


def check_waiting(tally, personsd):
    """Who waits holds nobody up, and does not hold up the end."""
    with StandIn(personsd, {"faults": FAULTS}, "--threads", "1") as stand_in, \
            concurrent.futures.ThreadPoolExecutor(60) as pool:
        check_together(tally, stand_in, pool)
        check_gone(tally, stand_in)
        check_end(tally, stand_in, pool)
    check_timeout(tally, personsd)


def check_together(tally, stand_in, pool):
    """One after the other they would take a minute."""
    with Stopwatch() as watch:
        slow = [pool.submit(stand_in.ask, "GET", "/stats", fault=name) for name in ("slow", "drip") * 30]
        replies = [each.result() for each in slow]
    tally.check("60 that wait take no longer than one", 1 <= watch.seconds and watch.is_within(2 * SLOW), watch)
    tally.equal("each is answered", [reply.status for reply in replies], [200] * 60)


def check_gone(tally, stand_in):
    """A client that goes while it waits."""
    stand_in.play(*FAULTS)
    for count, name in enumerate(("slow", "drip", "long", "endless"), 1):
        with stand_in.connect() as connected:
            connected.sendall(f"GET /stats HTTP/1.1\r\nHost: h\r\nPersons-Play: {name}\r\n\r\n".encode())
            is_taken = wait_until(lambda count=count: stand_in.has_taken("GET /stats", count))
            tally.check(f"{name}: it is taken", is_taken)


def check_end(tally, stand_in, pool):
    """Nobody waits for answers that come after ten minutes, nor does the end."""
    stand_in.play(*FAULTS)
    waits = [pool.submit(stand_in.ask, "GET", "/stats", fault=name) for name in ("long", "endless") * 20]
    tally.check("40 wait", wait_until(lambda: stand_in.has_taken("GET /stats", 40), 120))
    for _ in range(20):
        tally.equal("answered meanwhile", stand_in.ask("GET", "/stats").status, 200)
    tally.check("they wait still", not any(each.done() for each in waits))
    with Stopwatch() as watch:
        tally.equal("the exit", stand_in.stop(), 0)
    tally.check("the end does not wait", watch.is_within(3 * SLOW), watch)
    for each in waits:
        tally.check("who waited got an answer, or an end", each.result().status == 200)


def check_timeout(tally, personsd):
    """The time that a client has is not the stand-in's."""
    with StandIn(personsd, {"faults": [{"name": "slow", "answer": {"delay_ms": 2600}}, {"name": "drip", "answer": {
            "text": "xx", "drip": {"bytes": 1, "every_ms": 1300}}}]}, "--timeout", "1") as stand_in, \
            concurrent.futures.ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda name: stand_in.ask("GET", "/stats", fault=name), ("slow", "drip")))
        tally.check("longer than --timeout", all(reply.is_whole for reply in replies), replies)
