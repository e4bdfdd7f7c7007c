# SPDX-License-Identifier: Apache-2.0
"""Which request is given which fault: by count, by route and by name."""

from .stand_in import ROUTES, StandIn


def check_order(tally, personsd):
    def statuses(stand_in, count, method="GET", target="/stats", **more):
        return "".join("." if stand_in.ask(method, target, **more).status == 200 else "x" for _ in range(count))

    with StandIn(personsd, {}) as stand_in:
        for fault, wanted in (({}, "xxxxxxxx"), ({"times": 2}, "xx......"), ({"from": 3}, "..xxxxxx"),
                              ({"from": 2, "times": 1}, ".x......"), ({"every": 3}, "x..x..x."),
                              ({"from": 2, "every": 3, "times": 2}, ".x..x...")):
            stand_in.play({"route": "GET /stats", **fault, "answer": {"status": 500}})
            tally.equal(f"{fault}", statuses(stand_in, 8), wanted)
        # Each route has its own count; the first fault in the file that is due is given.
        stand_in.play({"route": "GET /stats", "from": 2, "times": 1, "answer": {"status": 500}},
                      {"route": "GET /stats", "from": 2, "times": 2, "answer": {"status": 429}},
                      {"route": "GET /groups", "from": 2, "answer": {"status": 500}})
        tally.equal("three", [stand_in.ask("GET", "/stats").status for _ in range(5)], [200, 500, 429, 429, 200])
        tally.equal("another route", statuses(stand_in, 3, target="/groups"), ".xx")
        # Every route but the two that are open to all.
        stand_in.play({"route": "*", "answer": {"status": 500}})
        for method, target, body in ROUTES:
            tally.equal(f"* {target}", stand_in.ask(method, target, body=body).status, 500)
        tally.equal("* and no route", stand_in.ask("GET", "/nowhere").status, 500)
        tally.equal("* is not for /healthz", statuses(stand_in, 2, target="/healthz"), "..")
        tally.equal("* is not for /play", stand_in.ask("GET", "/play").status, 200)
        stand_in.play({"route": "GET /healthz", "answer": {"status": 503}})
        tally.equal("/healthz by its name", statuses(stand_in, 1, target="/healthz"), "x")
        # By name.
        stand_in.play({"name": "bad", "answer": {"status": 500}},
                      {"name": "first", "route": "GET /stats", "times": 1, "answer": {"status": 502}})
        tally.equal("asked for", stand_in.ask("GET", "/stats", fault="bad").status, 500)
        tally.equal("asked for on another route", stand_in.ask("GET", "/groups", fault="first").status, 502)
        tally.equal("asked for none", stand_in.ask("GET", "/stats", fault="none").status, 200)
        reply = stand_in.ask("GET", "/stats", fault="nobody")
        tally.equal("asked for what is not there", (reply.status, reply.json()["error"]["type"]),
                    (400, "unknown_fault"))
        reply = stand_in.ask("GET", "/stats", ("Persons-Play", "bad"), fault="bad")
        tally.equal("asked for twice", reply.status, 400)
        tally.equal("the header is not counted for the order", statuses(stand_in, 2), "x.")
        tally.equal("but is for what was given", stand_in.counts()["faults"][1], {
            "name": "first", "route": "GET /stats", "asked": 2, "given": 2})
