# SPDX-License-Identifier: Apache-2.0
"""A wrong play file is refused with the place and the reason."""

import json
import os
import tempfile

from .short_runs import run, write


def fault(**keys):
    return {"faults": [{"name": "f", "answer": {"status": 500}, **keys}]}


def answer(**keys):
    return {"faults": [{"name": "ok", "answer": {"status": 500}}, {"name": "f", "answer": keys}]}


def client(**keys):
    return {"clients": [{"client_id": "a", "client_secret": "b", "token": "test-token", **keys}]}


# A play file, and the place and the beginning of the reason that are told.
BAD_FILES = [
    ([], "must be an object"), (7, "line 1, column 1: "),
    ({"fault": []}, "fault: is no key here; the keys are organization, tokens"),
    ({"faults": {}}, "faults: must be an array"), ({"faults": [1]}, "faults[0]: must be an object"),
    ({"faults": [{"name": "a", "answer": {"status": 500}}] * 2}, "faults[1].name: stands twice"),
    ({"faults": [{}] * 1001}, "faults: has more than 1000 items"),
    ({"faults": [{"answer": {"status": 500}}]}, 'faults[0]: needs a "route", a "name" or both'),
    (fault(nmae="x"), "faults[0].nmae: is no key here"), (fault(name=""), "faults[0].name: must be a string"),
    (fault(name=7), "faults[0].name: must be a string"), (fault(name="none"), "faults[0].name: must be of letters"),
    (fault(name="a b"), "faults[0].name: must be of letters"),
    (fault(name="x" * 61), "faults[0].name: must be a string"),
    (fault(route="GET /persons/find/"), "faults[0].route: must be a method and a route"),
    (fault(route="/stats"), "faults[0].route: must be"), (fault(route="other"), "faults[0].route: must be"),
    (fault(route="GET /play"), "faults[0].route: must be"), (fault(route=None), "faults[0].route: must be a string"),
    (fault(**{"from": 1}), 'faults[0].from: has no effect without "route"'),
    (fault(times=1), 'faults[0].times: has no effect without "route"'),
    (fault(route="*", **{"from": 0}), "faults[0].from: must be an integer from 1 to"),
    (fault(route="*", every=0), "faults[0].every: must be an integer"),
    (fault(route="*", times=-1), "faults[0].times: must be an integer"),
    (fault(route="*", times=1.5), "faults[0].times: must be an integer"),
    (fault(route="*", times="1"), "faults[0].times: must be an integer"),
    (fault(route="*", times=1 << 40), "faults[0].times: must be an integer"),
    ({"faults": [{"name": "f"}]}, "faults[0].answer: is missing"),
    (fault(answer=[]), "faults[0].answer: must be an object"),
    (fault(answer={}), "faults[0].answer: is empty"),
    (answer(status=99), "faults[1].answer.status: must be an integer from 200 to 599"),
    (answer(status=600), "faults[1].answer.status: must be an integer from 200 to 599"),
    (answer(status="500"), "faults[1].answer.status: must be an integer"),
    (answer(statsu=500), "faults[1].answer.statsu: is no key here; the keys are status"),
    (answer(headers=[]), "faults[1].answer.headers: must be an object"),
    (answer(headers={str(i): "" for i in range(21)}), "faults[1].answer.headers: must be an object of at most 20"),
    (answer(headers={"A B": "c"}), "faults[1].answer.headers.A B: is no name of a header"),
    (answer(headers={"": "c"}), "faults[1].answer.headers.: is no name of a header"),
    (answer(headers={"A": 1}), "faults[1].answer.headers.A: must be a string"),
    (answer(headers={"A": "b\r\nC: d"}), "faults[1].answer.headers.A: must be a string"),
    (answer(headers={"A": "x" * 1001}), "faults[1].answer.headers.A: must be a string"),
    (answer(headers={"content-length": "1"}), "faults[1].answer.headers.content-length: is set by the server"),
    (answer(headers={"Connection": "close"}), "faults[1].answer.headers.Connection: is set by the server"),
    (answer(body=1, text="a"), 'faults[1].answer.body: is given beside "text"'),
    (answer(text=1), "faults[1].answer.text: must be a string"),
    (answer(text="x" * (1 << 20) + "x"), "faults[1].answer.text: must be a string of at most"),
    (answer(body="x" * (1 << 20)), "faults[1].answer.body: is over 1 MiB"),
    (answer(token="old"), "faults[1].answer.token: must be expired, invalid or missing"),
    (answer(token=""), "faults[1].answer.token: must be a string"),
    (answer(token="expired", status=401), 'faults[1].answer.status: has no effect beside "token"'),
    (answer(token="expired", carried_out=True), 'faults[1].answer.carried_out: has no effect beside "token"'),
    (answer(token="expired", broken="reset"), 'faults[1].answer.token: has no effect beside "broken"'),
    (answer(broken="yes"), "faults[1].answer.broken: must be reset, close"),
    (answer(broken=True), "faults[1].answer.broken: must be a string"),
    (answer(broken="reset", status=500), 'faults[1].answer.status: has no effect beside "broken"'),
    (answer(broken="close", text=""), 'faults[1].answer.text: has no effect beside "broken"'),
    (answer(broken="not_http", drip={"bytes": 1, "every_ms": 1}), "faults[1].answer.drip: has no effect"),
    (answer(carried_out=1), "faults[1].answer.carried_out: must be true or false"),
    (answer(delay_ms=-1), "faults[1].answer.delay_ms: must be an integer from 0 to 600000"),
    (answer(delay_ms=600001), "faults[1].answer.delay_ms: must be an integer from 0 to 600000"),
    (answer(drip=1), "faults[1].answer.drip: must be an object"),
    (answer(drip={}), 'faults[1].answer.drip: needs "bytes" and "every_ms"'),
    (answer(drip={"bytes": 0, "every_ms": 1}), "faults[1].answer.drip.bytes: must be an integer"),
    (answer(drip={"bytes": 1, "every": 1}), "faults[1].answer.drip.every: is no key here"),
    ({"organization": ""}, "organization: must be a string"), ({"organization": "A B"}, "organization: "),
    ({"tokens": 1}, "tokens: must be an array"), ({"tokens": [{}]}, "tokens[0].token: is missing"),
    ({"tokens": [{"token": "a b"}]}, "tokens[0].token: must be printable ASCII without a blank"),
    ({"tokens": [{"token": "é"}]}, "tokens[0].token: must be printable"),
    ({"tokens": [{"token": "x" * 1025}]}, "tokens[0].token: must be a string"),
    ({"tokens": [{"token": "a"}, {"token": "a"}]}, "tokens[1].token: stands twice"),
    ({"tokens": [{"token": "a", "right": "write"}]}, "tokens[0].right: is no key here"),
    ({"tokens": [{"token": "a", "rights": ["fly"]}]}, "tokens[0].rights"),
    ({"tokens": [{"token": "a", "rights": "read"}]}, "tokens[0].rights: "),
    ({"tokens": [{"token": "a", "group_ids": ["nowhere"]}]}, "tokens[0]"),
    ({"tokens": [{"token": "a", "expired": 1}]}, "tokens[0].expired: must be true or false"),
    ({"tokens": [{"token": "a", "organization": "No Slug"}]}, "tokens[0].organization"),
    ({"clients": [{}]}, "clients[0].client_id: is missing"),
    (client(token="c"), 'clients[0].token: is none of the "tokens"'),
    ({"clients": client()["clients"] * 2}, "clients[1].client_id: stands twice"),
    (client(client_secret=""), "clients[0].client_secret: must be a string"),
    (client(scope="x"), "clients[0].scope: is no key here"),
    ({"groups": [{"group": "x"}]}, "groups[0].group: "), ({"events": [{"eventId": "e"}]}, "events[0]"),
    ({"groups": [{"group_id": "g"}], "persons": [{"firstName": "A", "email": "a@example.org"}, {"fristName": "A"}]},
     "persons[1].fristName: "),
    ({"persons": [{"firstName": 7}]}, "persons[0].firstName: "), ({"persons": ["x"]}, "persons[0]: must be an object"),
    ({"\x1b[31m": 1}, "?[31m: is no key here"), ({"é" * 500: 1}, "????"),
]
BAD_TEXTS = [
    (b"", "line 1, column 0: "), (b"{", "line 1, column 1: "), (b'{\n"faults":[],\n"faults":[]}', "line 3, column 8: "),
    (b'{"faults":[{"name":"a","name":"b"}]}', "line 1, column 29: duplicate"), (b"\xff", "line 1, column 0: "),
    (b"{} x", "line 1, column 4: "), (b"[" * 100_000, "line 1, column 2"), (b'{"organization":"a\\u0000b"}', "line 1"),
    (b'{"faults":[{"name":"a","answer":{"status":99999999999999999999}}]}', "line 1"),
]


def check_files(tally, personsd):
    with tempfile.TemporaryDirectory() as folder:
        for play, wanted in [(json.dumps(play).encode(), wanted) for play, wanted in BAD_FILES] + BAD_TEXTS:
            path = write(folder, play)
            code, said = run(personsd, "--play", path)
            tally.check(f"{play[:100]!r}", code == 1 and said.startswith(f"personsd: {path}: {wanted}")
                        and said.count("\n") == 1 and said.isascii(), f"{code}: {said}\n  wanted {wanted}")
        code, said = run(personsd, "--play", os.path.join(folder, "absent.json"))
        tally.check("an absent file", code == 1 and said.endswith("absent.json: No such file or directory\n"), said)
        code, said = run(personsd, "--play", folder)
        tally.check("a folder", code == 1 and said == f"personsd: {folder}: Is a directory\n", said)
        code, said = run(personsd, "--play", "/dev/zero")
        tally.check("a file without end", code == 1 and "is over 64 MiB" in said, said)
