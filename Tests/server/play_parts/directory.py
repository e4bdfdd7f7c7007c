# SPDX-License-Identifier: Apache-2.0
"""The directory that is played: the persons of the play file or made-up ones, in a file that stays or goes."""

import contextlib
import os
import tempfile

import persons

from .short_runs import run, write
from .stand_in import BEARER, StandIn


def check_directory(tally, personsd):
    with StandIn(personsd, {}) as stand_in:
        tally.equal("made-up persons", stand_in.ask("GET", "/stats").json(), {
            "persons": 250, "groups": 2, "events": 1, "organization": "default"})
        pages = stand_in.ask("POST", "/persons/find/", body={}).json()
        tally.check("more than one page", len(pages["persons"]) == 100 and pages["last_id"] > 0)
        history = stand_in.ask("GET", "/person/person-1").json()["eventHistory"]
        tally.equal("a history", history[0]["name"], "Conference")
        with contextlib.closing(stand_in.open()) as directory:
            tally.equal("typing errors are forgiven", directory.search("lovelase")["total"], 22)
    with StandIn(personsd, {"persons": []}) as stand_in:
        tally.equal("nobody", stand_in.ask("GET", "/stats").json()["persons"], 0)
    play = {"organization": "acme", "tokens": [{"token": "test-token"}],
            "groups": [{"group_id": "g", "external_ref": "b"}], "events": [{"eventId": "e", "name": "Fair"}],
            "persons": [{"personId": "p", "firstName": "Ada", "groupIds": ["g"]},
                        {"external_ref": "q", "last_name": "L"}]}
    with StandIn(personsd, play) as stand_in:
        tally.equal("the persons of the file", stand_in.ask("GET", "/stats", BEARER, bearer=False).json(), {
            "persons": 2, "groups": 1, "events": 1, "organization": "acme"})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "people.db")
        with StandIn(personsd, play, path, "--create") as stand_in:
            stand_in.ask("PUT", "/groups", BEARER, body={"group_id": "h"}, bearer=False)
            tally.equal("a file of ours is not emptied", stand_in.ask("DELETE", "/play", bearer=False).status, 409)
            stand_in.stop()
        with StandIn(personsd, play, path) as stand_in:
            stats = stand_in.ask("GET", "/stats", BEARER, bearer=False).json()
            tally.equal("a file stays as it is", stats["groups"], 2)
            stand_in.stop()
        with persons.open(path) as owner:
            tokens = owner.list_tokens()["tokens"]
            tally.check("its tokens are revoked", tokens and all(token["revoked_at"] for token in tokens), tokens)
        with tempfile.TemporaryDirectory() as temporary:
            stand_in = StandIn(personsd, {}, environment={**os.environ, "TMPDIR": temporary})
            tally.equal("a folder of its own", [oct(os.stat(os.path.join(temporary, name)).st_mode & 0o777)
                                                for name in os.listdir(temporary)], ["0o700"])
            tally.equal("the exit", stand_in.stop(), 0)
            tally.equal("nothing is left", os.listdir(temporary), [])
            run(personsd, "--play", write(folder, b'{"persons":[{"bad":1}]}'), environment={
                **os.environ, "TMPDIR": temporary})
            tally.equal("nothing is left of a bad start", os.listdir(temporary), [])
