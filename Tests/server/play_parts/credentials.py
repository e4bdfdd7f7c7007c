# SPDX-License-Identifier: Apache-2.0
"""The clients and the tokens of a play file: who is given a token, and what it may do."""

import base64
import json

from .stand_in import BEARER, PERSON, StandIn


def check_credentials(tally, personsd):
    play = {"tokens": [{"token": "t-1"}, {"token": "reader", "rights": ["read"]},
                       {"token": "grouped", "group_ids": ["group-1"]}, {"token": "other", "organization": "acme"}],
            "clients": [{"client_id": "id", "client_secret": "s&+ é", "token": "t-1"}],
            "faults": [{"route": "POST /oauth2/token", "from": 100, "answer": {"status": 500}},
                       {"name": "bad", "answer": {"status": 503}}]}
    form = ("Content-Type", "application/x-www-form-urlencoded")

    def basic(text):
        return "Authorization", "Basic " + base64.b64encode(text.encode()).decode()

    with StandIn(personsd, play) as stand_in:
        def ask(body, *headers, **more):
            return stand_in.ask("POST", "/oauth2/token", *(headers or [form]), body=body.encode(), bearer=False, **more)

        right = "grant_type=client_credentials&client_id=id&client_secret=s%26%2B+%C3%A9"
        reply = ask(right)
        tally.equal("a token", (reply.status, reply.json()),
                    (200, {"access_token": "t-1", "expires_in": 3600, "token_type": "Bearer"}))
        tally.equal("is not kept", (reply.headers["cache-control"], reply.headers["pragma"]), ("no-store", "no-cache"))
        tally.equal("with a charset", ask(right, ("Content-Type", form[1] + "; charset=utf-8")).status, 200)
        tally.equal("with a scope", ask(right + "&scope=a").status, 200)
        tally.equal("by Basic", ask("grant_type=client_credentials", form, basic("id:s%26%2B+%C3%A9")).status, 200)
        for body, headers, status, error in (
                (right.replace("id=id", "id=no"), [form], 401, "invalid_client"),
                (right + "x", [form], 401, "invalid_client"),
                ("grant_type=client_credentials", [form], 401, "invalid_client"),
                ("grant_type=client_credentials&client_id=id", [form], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, basic("id:no")], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, basic("id")], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, ("Authorization", "Basic ====")], 401, "invalid_client"),
                ("grant_type=client_credentials", [form, ("Authorization", "Basic " + "QUFB" * 900)], 401,
                 "invalid_client"),
                ("grant_type=client_credentials", [form, BEARER], 401, "invalid_client"),
                (right.replace("client_credentials", "password"), [form], 400, "unsupported_grant_type"),
                (right, [form, basic("id:s")], 400, "invalid_request"), ("", [form], 400, "invalid_request"),
                ("client_id=id", [form], 400, "invalid_request"), ("grant_type=", [form], 400, "invalid_request"),
                (right + "&client_id=id", [form], 400, "invalid_request"),
                (right + "&a=%zz", [form], 400, "invalid_request"), (right + "&a=%0", [form], 400, "invalid_request"),
                (right + "&a=%00", [form], 400, "invalid_request"), (right + "&a\0=b", [form], 400, "invalid_request"),
                (right + "&a=b" * 20_000, [form], 400, "invalid_request"),
                ("&".join(f"a{i}=b" for i in range(99)), [form], 400, "invalid_request"),
                (json.dumps({"grant_type": "client_credentials"}), [("Content-Type", "application/json")], 400,
                 "invalid_request"),
                (right, [("X-A", "b")], 400, "invalid_request"),
                (right, [("Content-Type", form[1] + "x")], 400, "invalid_request")):
            reply = ask(body, *headers)
            tally.equal(f"{body[:60]} {headers[-1][1][:30]}", (reply.status, reply.json().get("error")),
                        (status, error))
            tally.equal(f"{body[:60]}: a challenge", reply.headers.get("www-authenticate", "").startswith("Basic"),
                        status == 401 and headers[-1][0] == "Authorization")
        reply = stand_in.ask("GET", "/oauth2/token", bearer=False)
        tally.equal("GET", (reply.status, reply.headers.get("allow")), (405, "POST"))
        tally.equal("a fault there", ask(right, fault="bad").status, 503)
        check_tokens(tally, stand_in)
    with StandIn(personsd, {}) as stand_in:
        reply = stand_in.ask("POST", "/oauth2/token", form, body=right.encode(), bearer=False)
        tally.equal("without clients there is no such route", reply.json()["error"]["type"], "route_not_found")


def check_tokens(tally, stand_in):
    """The tokens of the file are what it says, in any spelling of the scheme; others are refused as ever."""
    def status(token, method="GET", target="/stats", scheme="Bearer", slug="default", body=None):
        return stand_in.ask(method, target, ("Authorization", f"{scheme} {token}"), ("organizationSlug", slug),
                            bearer=False, body=body).status

    for scheme in ("Bearer", "bearer", "BEARER", "Bearer  "):
        tally.equal(f"{scheme!r}", status("t-1", scheme=scheme), 200)
    for scheme in ("Basic", "Bearer,", "Token", "Bear"):
        tally.equal(f"{scheme!r}", status("t-1", scheme=scheme), 401)
    for token in ("t-2", "t-1x", "t-", "", "t-1 t-1", "T-1", "x" * 1025, "test-token", "é"):
        tally.equal(f"token {token[:20]!r}", status(token), 401)
    tally.equal("a reader reads", status("reader"), 200)
    tally.equal("a reader does not write", status("reader", "POST", "/person", body=PERSON), 403)
    tally.equal("a token of a group", status("grouped", target="/person/person-1"), 200)
    tally.equal("a token of a group, another's person", status("grouped", target="/person/person-5"), 404)
    tally.equal("another organization", status("other", target="/person/person-1", slug="acme"), 404)
    tally.equal("a slug that is not the token's", status("other", target="/person", slug="default"), 403)
