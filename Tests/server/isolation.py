#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: nobody sees, changes or can tell of what their token does not reach: every route with every kind of token.

    isolation.py [PERSONSD]

Asks by Directory.respond, and over HTTP when PERSONSD is given. Checks: each status is the one of docs/rest.md; a refused
request has written nothing; no reply tells of a person out of reach; what is out of reach is answered like what never
existed, byte for byte. Prints the matrix; the last line is "N passed, N failed".
"""

import json
import os
import sys
import tempfile

import persons
from support import Tally, over_http, served, wait_until

COLUMNS = ["none", "bad", "expired", "revoked", "other slug", "other", "group", "groups", "every", "read", "write", "right"]
# "other" is the token of another organization, with the slug of its own or, "other slug", with ours; "group" is limited
# to another group, "groups" to fifty others, and "every" to all that there are; "read" and "write" have that right alone.
FIFTY = ["g2", *(f"more{number}" for number in range(49))]

# What only those who may see p1 and g1 may ever be told.
CANARIES = ["Canaryfirst", "Canarylast", "canary@example.org", "Canarygroup", "canary-ref"]
P1 = {"firstName": CANARIES[0], "lastName": CANARIES[1], "email": CANARIES[2]}
NEW = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}

# Route, what is sent, and the statuses for: none, bad/expired/revoked, other, group, read, write, right.
# With the other slug it is 403, but for the two routes that are open to all.
MATRIX = [
    ("POST", "/persons/find/", {"identifier": "p1"}, (400, 401, 404, 404, 200, 403, 200)),
    ("POST", "/persons/multiple/", {"persons": [{"external_ref": "x"}]}, (400, 401, 200, 200, 403, 200, 200)),
    ("GET", "/person", None, (401, 401, 200, 200, 200, 403, 200)),
    ("POST", "/person", NEW, (401, 401, 201, 201, 403, 201, 201)),
    ("GET", "/person/p1", None, (401, 401, 404, 404, 200, 403, 200)),
    ("PUT", "/person/p1", {"personId": "p1", "city": "London"}, (401, 401, 404, 404, 403, 200, 200)),
    ("DELETE", "/person/p1", None, (401, 401, 404, 404, 403, 200, 200)),
    ("GET", "/search?query=canaryfirst", None, (401, 401, 200, 200, 200, 403, 200)),
    ("GET", "/groups", None, (401, 401, 200, 200, 200, 403, 200)),
    ("PUT", "/groups", {"group_id": "g1"}, (401, 401, 200, 403, 403, 200, 200)),
    ("DELETE", "/groups/g1", None, (401, 401, 404, 403, 403, 200, 200)),
    ("GET", "/events", None, (401, 401, 200, 200, 200, 403, 200)),
    ("PUT", "/events", {"eventId": "e1", "name": "Meeting"}, (401, 401, 200, 403, 403, 200, 200)),
    ("POST", "/rsvps", {"eventId": "e1", "personId": "p1", "status": "Accepted"},
     (401, 401, 404, 404, 403, 200, 200)),
    ("GET", "/changes?since=0", None, (401, 401, 200, 200, 200, 403, 200)),
    ("GET", "/stats", None, (401, 401, 200, 200, 200, 403, 200)),
    ("GET", "/healthz", None, (200, 200, 200, 200, 200, 200, 200)),
    ("GET", "/openapi.json", None, (200, 200, 200, 200, 200, 200, 200)),
]

# What is out of reach, and the same request for what never existed.
TWINS = [
    ("GET", "/person/p1", None),
    ("PUT", "/person/p1", {"personId": "p1", "city": "London"}),
    ("PUT", "/person/p1", {"personId": "other", "city": "London"}),
    ("PUT", "/person/p1", {"personId": "p1", "groupIds": ["g1"]}),
    ("DELETE", "/person/p1", None),
    ("POST", "/persons/find/", {"identifier": "p1"}),
    ("POST", "/persons/find/", {"identifier": "p1", "after-id": 1}),
    ("POST", "/persons/find/", {"group_ids": ["g1"]}),
    ("POST", "/persons/find/", {"groups_external_refs": ["canary-ref"]}),
    ("POST", "/persons/multiple/", {"persons": [{"external_ref": "y", "group_ids": ["g1"]}]}),
    ("POST", "/persons/multiple/", {"persons": [{"external_ref": "y", "groups_external_refs": ["canary-ref"]}]}),
    ("GET", "/person?group_ids=g1", None),
    ("GET", "/search?query=a&group_ids=g1", None),
    ("GET", "/search?query=a&groups_external_refs=canary-ref", None),
    ("GET", "/search?query=canaryfirst", None),
    ("GET", "/search?query=canaryfrst&fuzzy=loose", None),
    ("POST", "/person", {**NEW, "groupIds": ["g1"]}),
    ("POST", "/person", {**NEW, "groupExternalRefs": ["canary-ref"]}),
    ("POST", "/rsvps", {"eventId": "e1", "personId": "p1", "status": "Accepted"}),
    ("DELETE", "/groups/g1", None),
]
NEVER = {"p1": "p9", "g1": "g9", "canary-ref": "nobody-ref", "canaryfirst": "nobodyfirst", "canaryfrst": "nobodyfrst"}


class House:
    """A file with two organizations, two groups, and a token of every kind."""

    def __init__(self, path):
        self.owner = persons.open(path)
        self.owner.put_organization(slug="acme")
        self.acme = persons.open(path, organization="acme")
        self.restore()
        issue = self.owner.issue_token
        revoked = issue()
        self.owner.revoke_token(revoked["token_id"])
        right = issue()["token"]
        self.tokens = {
            "none": None,
            # A digit of the secret or of its checksum is another one.
            "bad": right[:-1] + ("a" if right[-1] != "a" else "b"),
            "expired": issue(expires_in=1)["token"],
            "revoked": revoked["token"],
            "other": self.acme.issue_token()["token"],
            "group": issue(group_ids=["g2"])["token"],
            "groups": issue(group_ids=FIFTY)["token"],
            "read": issue(rights=["read"])["token"],
            "write": issue(rights=["write"])["token"],
            "right": right,
        }
        self.tokens["other slug"] = self.tokens["other"]
        self.limit_to_every_group()

    def limit_to_every_group(self):
        self.tokens["every"] = self.owner.issue_token(group_ids=["g1", *FIFTY])["token"]

    def restore(self):
        """Makes what a request before may have taken away, and takes away what it made elsewhere."""
        known = [group["group_id"] for group in self.owner.list_groups()["groups"]]
        self.owner.put_group(group_id="g1", name=CANARIES[3], external_ref=CANARIES[4])
        self.owner.put_group(group_id="g2", name="Two")
        for group in FIFTY[1:] if FIFTY[-1] not in known else []:
            self.owner.put_group(group_id=group)
        if "g1" not in known and hasattr(self, "tokens"):
            # A token that was limited to the group before is none for this one.
            self.limit_to_every_group()
        self.owner.put_event(eventId="e1", name="Meeting")
        for number, group, attributes in (("p1", "g1", P1), ("p2", "g2", NEW)):
            try:
                self.owner.update(number, **attributes, city=None, groupIds=[group])
            except persons.NotFound:
                self.owner.create(personId=number, **attributes, groupIds=[group])
        for group in self.acme.list_groups()["groups"]:
            self.acme.delete_group(group["group_id"])

    def headers(self, column):
        token = self.tokens[column]
        slug = "acme" if column == "other" else "default"
        headers = [("Authorization", f"Bearer {token}")] if token else []
        return [*headers, ("organizationSlug", slug)]

    def revision(self):
        return self.owner.stats()["revision"]


OPEN = ("/healthz", "/openapi.json")


def wanted(row, column):
    order = ["none", "bad", "other", "group", "read", "write", "right"]
    if column == "other slug":
        return 200 if row[1] in OPEN else 403
    if column == "every":
        # Groups and events are not for a limited token, whatever it is limited to.
        return 403 if wanted(row, "group") == 403 else wanted(row, "right")
    column = "group" if column == "groups" else column
    return row[3][order.index("bad" if column in ("expired", "revoked") else column)]


def headers_for(house, column, target):
    headers = house.headers(column)
    # Only the Gatsby routes need the organization's slug; the others work in the token's without it.
    is_gatsby = target.split("?")[0].split("/")[1] in ("person", "search")
    return headers if is_gatsby or column == "other slug" else headers[:-1]


def encoded(body):
    return None if body is None else json.dumps(body).encode()


def check_cell(tally, house, ask, where, row, column):
    method, target, body, _ = row
    name = f"{where}: {method} {target} with {column}"
    house.restore()
    before = house.revision()
    reply = ask(method, target, headers_for(house, column, target), encoded(body))
    status = wanted(row, column)
    is_right = tally.check(f"{name} is {status}", reply.http_status == status, reply)
    if reply.http_status >= 400:
        tally.equal(f"{name} has written nothing", house.revision(), before)
        check_challenge(tally, name, reply, column)
    if column not in ("every", "read", "write", "right"):
        told = [canary for canary in CANARIES if canary in reply.body]
        tally.equal(f"{name} tells nothing", told, [])
        if method == "GET" and target.startswith(("/person", "/search", "/changes")):
            tally.check(f"{name} does not name p1", '"p1"' not in reply.body, reply)
    return f"{reply.http_status}" + ("" if is_right else "!")


def check_challenge(tally, name, reply, column):
    challenge = dict(reply.headers).get("WWW-Authenticate")
    if reply.http_status == 401:
        error = "" if column == "none" else ', error="invalid_token"'
        tally.equal(f"{name} is challenged", challenge, f'Bearer realm="persons"{error}')
    elif reply.http_status == 403 and column in ("read", "write"):
        tally.equal(f"{name} lacks a right", challenge, 'Bearer realm="persons", error="insufficient_scope"')
    else:
        tally.equal(f"{name} is not challenged", challenge, None)


def swapped(text):
    for one, other in NEVER.items():
        text = text.replace(one, other)
    return text


def check_twins(tally, house, ask, where):
    for column in ("other", "group", "groups"):
        for method, target, body in TWINS:
            name = f"{where}: {method} {target} {body or ''} with {column}"
            twin = None if body is None else json.loads(swapped(json.dumps(body)))
            house.restore()
            before = house.revision()
            reply = ask(method, target, headers_for(house, column, target), encoded(body))
            other = ask(method, swapped(target), headers_for(house, column, target), encoded(twin))
            # Upsert echoes what it was given.
            same = persons.Response(reply.http_status, reply.headers, swapped(reply.body))
            tally.equal(f"{name} is like what never existed", same, other)
            tally.equal(f"{name} has written nothing", house.revision(), before)


def check_more(tally, house, ask, where):
    """Cases beside the matrix."""
    house.restore()
    for method, target, body, _ in MATRIX:
        if target in OPEN:
            continue
        name = f"{where}: {method} {target}"
        reply = ask(method, target, [*house.headers("right")[:1], ("organizationSlug", "acme")], encoded(body))
        tally.equal(f"{name} with the slug of another organization", reply.http_status, 403)
        nowhere = ask(method, target, [*house.headers("right")[:1], ("organizationSlug", "nowhere")], encoded(body))
        tally.equal(f"{name} with the slug of none is the same", nowhere, reply)
        reply = ask(method, target, [*house.headers("right"), house.headers("right")[0]], encoded(body))
        tally.equal(f"{name} with two tokens", reply.http_status, 400)
    for column in ("group", "groups", "every"):
        everybody = ask("GET", "/person", house.headers(column))
        ids = [person["personId"] for person in json.loads(everybody.body)["persons"]]
        sees_all = column == "every"
        tally.check(f"{where}: {column} sees its own", "p2" in ids and ("p1" in ids) == sees_all, ids)
        page = json.loads(ask("GET", "/changes?since=0", house.headers(column)).body)
        changed = [change.get("personId") for change in page["changes"]]
        tally.check(f"{where}: {column} is told of its own", ("p1" in changed) == sees_all, page)
        told = [change["revision"] for change in page["changes"]] + [page["revision"]]
        tally.check(f"{where}: {column} gets opaque numbers", all(1 << 52 <= one < 1 << 53 for one in told), told)
    totals = [json.loads(ask("GET", "/search", house.headers(column)).body)["total"] for column in ("group", "other")]
    own = [house.owner.search(group_ids=["g2"])["total"], house.acme.search()["total"]]
    tally.equal(f"{where}: totals count what is in reach", totals, own)
    groups = json.loads(ask("GET", "/groups", house.headers("group")[:1]).body)["groups"]
    tally.equal(f"{where}: a limited token sees its groups", [group["group_id"] for group in groups], ["g2"])


def run(tally, house, ask, where):
    print(f"\n{where:36}" + "".join(f"{column:>11}" for column in COLUMNS))
    is_over = wait_until(lambda: ask("GET", "/stats", house.headers("expired")[:1]).http_status == 401)
    tally.check(f"{where}: a token expires", is_over)
    for row in MATRIX:
        cells = [check_cell(tally, house, ask, where, row, column) for column in COLUMNS]
        print(f"{row[0] + ' ' + row[1]:36}" + "".join(f"{cell:>11}" for cell in cells))
    check_twins(tally, house, ask, where)
    check_more(tally, house, ask, where)


def main(personsd=None):
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        house = House(os.path.join(folder, "people.db"))
        run(tally, house, house.owner.respond, "in process")
        if personsd:
            path = os.path.join(folder, "served.db")
            with served(personsd, path) as url:
                run(tally, House(path), over_http(url), "over HTTP")
    print()
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
