# SPDX-License-Identifier: Apache-2.0
"""Every status from 400 to 599 as an error of its class, with whatever words."""

from bad_server import BadServer, replies, reply
from remote_client import Client

from .calls import TOKEN, in_time, options, outcome, settled
from .services import HTML

CLASSES = {400: "INVALID", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND", 405: "UNSUPPORTED", 409: "CONFLICT",
           413: "TOO_LARGE", 414: "TOO_LARGE", 415: "INVALID", 422: "INVALID", 429: "RATE_LIMITED", 431: "TOO_LARGE",
           501: "UNSUPPORTED", 507: "FULL"}
PASSING = (429, 502, 503, 504)  # a call is tried again after these
DIALECTS = [
    ("persons", "get", ["p1"], {}, {"error": {"type": "some_type", "message": "Some words."}}),
    ("gatsby", "get", ["p1"], {}, {"message": "Some words."}),
    ("travtus", "find", [], {"identifier": "p1"}, {"error": {"type": "some_type", "message": "Some words."}}),
]

# What a status says by itself, where the service gives no type.
PLAIN = [
    (400, "INVALID refused"), (401, "UNAUTHORIZED invalid_authorization"), (403, "FORBIDDEN forbidden"),
    (404, "NOT_FOUND not_found"), (405, "UNSUPPORTED not_offered"), (409, "CONFLICT conflict"),
    (413, "TOO_LARGE too_large"), (415, "INVALID refused"), (418, "PROTOCOL unexpected_status"),
    (422, "INVALID refused"), (429, "RATE_LIMITED rate_limited"), (500, "UNAVAILABLE service_failed"),
    (501, "UNSUPPORTED not_offered"), (503, "UNAVAILABLE service_failed"), (507, "FULL disk_full"),
]


def check_plain(tally, client):
    for status, wanted in PLAIN:
        for body in (b"", {"message": "Some words."}, HTML):
            with BadServer(replies(reply(status, body))) as server:
                answer = client.call(server.url, options("persons", 150), "get", "p1")
            tally.equal(f"{status} with {body!r:.30} says by itself", outcome(answer), wanted)


def check_statuses(tally):
    with Client() as client:
        check_plain(tally, client)
        for service, method, arguments, keywords, document in DIALECTS:
            for status in range(400, 600):
                for body in (b"", document, HTML):
                    with BadServer(replies(reply(status, body))) as server:
                        answer = status_of(client, server.url, status, service, method, arguments, keywords)
                    check_status(tally, f"{service}: {status} with {body!r:.30}", status, body, document, answer)
        check_texts(tally, client)


def status_of(client, url, status, service, method, arguments, keywords):
    if status in PASSING:
        return settled(client, url, 150, method, *arguments, service=service, **keywords)
    return client.call(url, options(service), method, *arguments, **keywords)


def check_status(tally, name, status, body, document, answer):
    wanted = CLASSES.get(status, "UNAVAILABLE" if status >= 500 else "PROTOCOL")
    tally.check(name, answer.get("error") == wanted and answer["type"], f"{outcome(answer)}, not {wanted}")
    in_time(tally, name, answer)
    if body is document:
        tally.equal(f"{name}: the service's words", answer.get("message"), "Some words.")
        if "error" in document:
            tally.equal(f"{name}: the service's type", answer.get("type"), "some_type")


def check_texts(tally, client):
    """What a service says may be anything."""
    for name, text in (("long", "x" * 100_000), ("one letter with 100,000 accents", "e" + "\u0301" * 100_000),
                       ("NUL", "a\0b"), ("controls", "\x1b[31m\r\n"), ("the token", f"No such token: {TOKEN}")):
        document = {"error": {"type": text, "message": text, "field": text, "offset": 2**62}}
        with BadServer(replies(reply(400, document))) as server:
            answer = client.call(server.url, options(), "get", "p1")
        tally.check(f"an error's text is {name}", answer.get("error") == "INVALID", answer)
        in_time(tally, f"an error's text is {name}", answer)
        told = str(answer.get("message")) + str(answer.get("type")) + str(answer.get("field"))
        tally.check(f"an error's text is {name}: bounded", len(told.encode()) < 10_000, f"{len(told.encode())} bytes")
        tally.check(f"an error's text is {name}: tells no token", TOKEN not in told, told)
    for document in ({"error": 7}, {"error": {"type": 7, "message": [], "field": {}, "offset": "x"}}, {"message": None},
                     {"error": {"type": "", "message": ""}}):
        with BadServer(replies(reply(409, document))) as server:
            answer = client.call(server.url, options(), "get", "p1")
        tally.equal(f"an error of the shape {document}", outcome(answer), "CONFLICT conflict")
        tally.check(f"an error of the shape {document} has words", answer.get("message"), answer)
