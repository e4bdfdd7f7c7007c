# SPDX-License-Identifier: Apache-2.0
"""A write whose answer is lost is sent again only when it cannot be done twice."""

from bad_server import BadServer, replies, reply
from remote_client import Client

from .calls import AMPLE, CUT, LOST, TIMED_OUT, expect, options
from .services import GOOD, MADE, NEW


# Milliseconds for a write whose answer never comes, enough to send it.
SILENCE = 3_000


def first_then(lost):
    """An `answer` that reads everything, answers GET, and loses the answer to the first writes."""
    count = [0]

    def answer(peer, request, _):
        if request.method == "GET":
            peer.send(GOOD)
            return "keep"
        count[0] += 1
        if count[0] <= 1:
            return lost(peer)
        peer.send(reply(404, {}) if request.method == "DELETE" else MADE)
        return "keep"

    return answer


LOSSES = [
    ("a reset", lambda peer: peer.reset()),
    ("a close", lambda peer: None),
    ("a cut answer", lambda peer: peer.send(MADE[:-5])),
    ("silence", lambda peer: peer.hang()),
]


def writes_of(server):
    return [request for request in server.requests if request.method != "GET"]


def check_writes(tally):
    with Client() as client:
        for is_reused in (False, True):
            for what, lost in LOSSES:
                where = f"after {what} on a {'used' if is_reused else 'new'} connection"
                check_gatsby_create(tally, client, lost, where, is_reused, what)
                check_our_create(tally, client, lost, where, is_reused, what)
                check_our_group(tally, client, lost, where, is_reused, what)
                check_delete(tally, client, lost, where, is_reused, what)
        check_refused_writes(tally, client)
        check_keys(tally, client)


def write(client, server, service, is_reused, what, method, *arguments, **keywords):
    given = options(service, SILENCE if what == "silence" else AMPLE)
    if is_reused:
        client.call(server.url, given, "get", "p1")
    return client.call(server.url, given, method, *arguments, **keywords)


def check_gatsby_create(tally, client, lost, where, is_reused, what):
    with BadServer(first_then(lost)) as server:
        answer = write(client, server, "gatsby", is_reused, what, "create", **NEW)
    tally.equal(f"gatsby: a create is sent once {where}", len(writes_of(server)), 1)
    expect(tally, f"gatsby: a create {where}", answer, LOST, CUT, TIMED_OUT)
    keys = [key for request in writes_of(server) for key in request.json() if key not in NEW]
    tally.equal(f"gatsby: a create {where} has the keys of its document", keys, [])


def check_our_create(tally, client, lost, where, is_reused, what):
    with BadServer(first_then(lost)) as server:
        answer = write(client, server, "persons", is_reused, what, "create", **NEW)
    keys = [request.json().get("idempotencyKey") for request in writes_of(server)]
    tally.check(f"persons: a create {where}: one key", keys and keys[0] and len(set(keys)) == 1, keys)
    expect(tally, f"persons: a create {where}", answer, TIMED_OUT if what == "silence" else "ok")


def check_our_group(tally, client, lost, where, is_reused, what):
    """A group that is made without a request gets a key as well."""
    with BadServer(first_then(lost)) as server:
        write(client, server, "persons", is_reused, what, "put_group")
    keys = [request.json().get("idempotencyKey") for request in writes_of(server)]
    tally.equal(f"persons: a group {where} is sent", len(keys), 1 if what == "silence" else 2)
    tally.check(f"persons: a group {where}: one key", keys and keys[0] and len(set(keys)) == 1, keys)


def check_delete(tally, client, lost, where, is_reused, what):
    with BadServer(first_then(lost)) as server:
        answer = write(client, server, "persons", is_reused, what, "delete", "p1")
    name = f"persons: a delete {where}, then 404: it had worked"
    expect(tally, name, answer, TIMED_OUT if what == "silence" else "ok")


def check_refused_writes(tally, client):
    """What was answered with 429 or 503 was not done; only 429 says so for certain."""
    for service, status, requests in (("gatsby", 429, 2), ("gatsby", 503, 1), ("persons", 503, 2), ("persons", 500, 1)):
        with BadServer(replies(reply(status), MADE)) as server:
            answer = client.call(server.url, options(service), "create", **NEW)
        tally.equal(f"{service}: a create answered with {status}: requests", len(server.requests), requests)
        expect(tally, f"{service}: a create answered with {status}", answer,
               "ok" if requests == 2 else "UNAVAILABLE service_failed")


def check_keys(tally, client):
    with BadServer(replies(reply(503), MADE)) as server:
        client.call(server.url, options(), "create", **NEW, idempotencyKey="mine")
        client.call(server.url, options(), "create", **NEW)
        client.call(server.url, options(), "create", **NEW)
    keys = [request.json().get("idempotencyKey") for request in server.requests]
    tally.equal("the caller's key stays", keys[:2], ["mine", "mine"])
    tally.check("each create has a key of its own", len(set(keys[1:])) == 3, keys)
