# SPDX-License-Identifier: Apache-2.0
"""/play tells what was asked, takes other faults, and begins anew."""

import concurrent.futures
import os
import tempfile

from .stand_in import PERSON, StandIn


def check_control(tally, personsd):
    faults = [{"name": "bad", "route": "POST /persons/find/", "times": 1, "answer": {"status": 500}}]
    with tempfile.TemporaryDirectory() as folder, \
            StandIn(personsd, {"faults": faults}, "--access-log", os.path.join(folder, "log")) as stand_in:
        for _ in range(2):
            stand_in.ask("POST", "/persons/find", body={"email_address": "canary@example.org"})
        stand_in.ask("GET", "/person/canary")
        stand_in.ask("GET", "/search?query=canary")
        stand_in.ask("GET", "/canary", fault="canary")
        reply = stand_in.ask("GET", "/play", bearer=False)
        tally.equal("counts", reply.json(), {
            "requests": {"other": 1, "POST /persons/find/": 2, "GET /person/{personId}": 1, "GET /search": 1},
            "faults": [{"name": "bad", "route": "POST /persons/find/", "asked": 2, "given": 1}]})
        with open(os.path.join(folder, "log"), encoding="ascii") as log:
            log = log.read()
        for secret in ("canary", "test-token"):
            tally.check(f"no {secret} in what is told", secret not in reply.body.decode() + log)
        tally.equal("HEAD", stand_in.ask("HEAD", "/play", bearer=False).status, 200)
        for method in ("POST", "PATCH", "OPTIONS"):
            reply = stand_in.ask(method, "/play", bearer=False, body={} if method == "POST" else None)
            tally.equal(f"{method} /play", (reply.status, reply.headers.get("allow")), (405, "GET, HEAD, PUT, DELETE"))
        for body, status, field in ((b"{", 400, None), (b"", 400, None), (b"\xff", 400, None), (b"[]", 422, None),
                                    (b'{"faults":[],"faults":[]}', 400, None), (b"{}", 422, "faults"),
                                    (b'{"faults":[],"persons":[]}', 422, "persons"),
                                    (b'{"faults":[{"name":"x"}]}', 422, "faults[0].answer"),
                                    (b"[" * 100_000, 400, None)):
            reply = stand_in.ask("PUT", "/play", body=body, bearer=False)
            tally.equal(f"PUT {body[:40]!r}", (reply.status, reply.json()["error"].get("field")), (status, field))
        tally.equal("a refused PUT changes nothing", len(stand_in.counts()["faults"]), 1)
        stand_in.play()
        tally.equal("PUT counts from 0", stand_in.counts(), {"requests": {}, "faults": []})
        # Beginning anew.
        stand_in.ask("POST", "/person", body={**PERSON, "personId": "mine"})
        stand_in.ask("DELETE", "/person/person-1")
        reply = stand_in.ask("DELETE", "/play", bearer=False)
        tally.equal("anew: the faults of the file", reply.json()["faults"][0]["name"], "bad")
        tally.equal("anew: what was made is gone", stand_in.ask("GET", "/person/mine").status, 404)
        tally.equal("anew: what was deleted is there", stand_in.ask("GET", "/person/person-1").status, 200)
        check_anew_under_load(tally, stand_in)


def check_anew_under_load(tally, stand_in):
    """Requests that run meanwhile are answered, by the old directory or the new one."""
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(stand_in.ask, "GET", "/person/person-2") for _ in range(150)]
        anew = [stand_in.ask("DELETE", "/play", bearer=False).status for _ in range(4)]
        tally.equal("anew under load", anew, [200] * 4)
        tally.equal("every request is answered", {reply.result().status for reply in asked}, {200})
