# SPDX-License-Identifier: Apache-2.0
"""An answer that comes late or slowly holds nobody else up."""

import concurrent.futures
import time

from .stand_in import SLOW, StandIn


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
