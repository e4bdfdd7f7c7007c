#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: the description at GET /openapi.json, the table of docs/rest.md and the routes that are answered are one list.

    openapi_routes.py

Checks: the description is JSON and its references lead somewhere; its routes are those of the table; each is answered,
with a status that it documents; every other method of its paths is 405 with Allow. The last line is
"N passed, N failed".
"""

import json
import pathlib
import re
import sys

import persons
from support import Tally

TABLE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "rest.md"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "FROB"]

# What a path's identifier is in the requests, and what a route needs besides a token to succeed.
IDENTIFIERS = {"{personId}": "p1", "{group_id}": "g1"}
NEEDS = {
    ("POST", "/persons/find/"): {},
    ("POST", "/persons/multiple/"): {"persons": [{"external_ref": "e"}]},
    ("POST", "/person"): {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"},
    ("PUT", "/person/{personId}"): {"personId": "p1", "city": "London"},
    ("PUT", "/groups"): {"group_id": "g2"},
    ("PUT", "/events"): {"name": "Conference"},
    ("POST", "/rsvps"): {"eventId": "e1", "personId": "p1", "status": "Accepted"},
    ("GET", "/changes"): "?since=0",
}


def documented():
    """The routes of the table in docs/rest.md."""
    rows = re.findall(r"^\| `([A-Z]+) (/[^`?]*)(?:\?[^`]*)?` \|", TABLE.read_text(encoding="utf-8"), re.M)
    return set(rows)


def described(description):
    return {(method.upper(), path) for path, operations in description["paths"].items()
            for method in operations if method != "parameters"}


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def leads_somewhere(description, reference):
    place = description
    for part in reference.split("/")[1:]:
        place = place.get(part) if isinstance(place, dict) else None
    return reference.startswith("#/") and place is not None


def fill(directory):
    directory.put_group(group_id="g1")
    directory.put_event(eventId="e1", name="Meeting")
    directory.create(personId="p1", firstName="Grace", lastName="Hopper", email="grace@example.org", groupIds=["g1"])
    token = directory.issue_token()["token"]
    return [("Authorization", f"Bearer {token}"), ("organizationSlug", "default")]


def ask(directory, headers, method, path):
    need = NEEDS.get((method, path))
    for name, value in IDENTIFIERS.items():
        path = path.replace(name, value)
    if isinstance(need, str):
        return directory.respond(method, path + need, headers)
    return directory.respond(method, path, headers, None if need is None else json.dumps(need).encode())


def main():
    tally = Tally()
    with persons.open(":memory:") as directory:
        reply = directory.respond("GET", "/openapi.json")
        tally.equal("GET /openapi.json is open to all", reply.http_status, 200)
        description = json.loads(reply.body)
        tally.equal("it says what it is", description["openapi"], "3.1.0")
        tally.equal("it has the library's version", description["info"]["version"], persons.library_version())
        for reference in sorted(set(references(description))):
            tally.check(f"{reference} leads somewhere", leads_somewhere(description, reference))
        routes = described(description)
        tally.check("docs/rest.md has a table", len(documented()) >= 18)
        for route in sorted(documented() | routes):
            tally.check(f"{route} is described", route in routes)
            tally.check(f"{route} is in docs/rest.md", route in documented())
        headers = fill(directory)
        # Deleting last: the other routes need what is deleted.
        for method, path in sorted(routes, key=lambda route: (route[0] == "DELETE", route)):
            reply = ask(directory, headers, method, path)
            responses = description["paths"][path][method.lower()]["responses"]
            tally.check(f"{method} {path} succeeds as described",
                        reply.http_status < 300 and str(reply.http_status) in responses, reply)
        for path in sorted({path for _, path in routes}):
            has = {method for method, other in routes if other == path}
            for method in METHODS:
                if method in has:
                    continue
                reply = ask(directory, headers, method, path)
                if method == "HEAD" and "GET" in has:
                    tally.check(f"HEAD {path} is a GET", reply.http_status in (200, 404, 422), reply)
                    continue
                allow = dict(reply.headers).get("Allow", "")
                wanted = has | ({"HEAD"} if "GET" in has else set())
                tally.check(f"{method} {path} is 405", reply.http_status == 405, reply)
                tally.equal(f"{method} {path} tells what is allowed", set(allow.split(", ")), wanted)
        for path in ("/", "/persons", "/persons/", "/persons/find/x", "/person/p1/x", "/searchx", "/Person", "/tokens",
                     "/organizations", "/import", "/export", "/backup", "/erase", "/check", "/healthz/", "/openapi.json/"):
            reply = directory.respond("GET", path, headers)
            tally.check(f"{path} is no route", reply.http_status == 404 and "route_not_found" in reply.body, reply)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
