# SPDX-License-Identifier: Apache-2.0
"""Directory.respond: a REST request and the reply to it."""

from __future__ import annotations

import ctypes
import json
from typing import List, Tuple

import pytest
from conftest import ADA, run_sql

import persons
from persons import _library


def headers_of(directory: persons.Directory) -> List[Tuple[str, str]]:
    token = directory.issue_token()["token"]
    return [("Authorization", f"Bearer {token}"), ("organizationSlug", "default")]


def test_a_reply_has_status_headers_and_body(directory: persons.Directory) -> None:
    response = directory.respond("GET", "/person", headers_of(directory))
    assert response == persons.Response(
        200,
        [
            ("Content-Type", "application/json"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ],
        '{"persons":[]}',
    )


def test_a_refusal_is_a_reply(directory: persons.Directory) -> None:
    response = directory.respond("GET", "/person")
    assert response.http_status == 401
    assert dict(response.headers)["WWW-Authenticate"] == 'Bearer realm="persons"'
    assert json.loads(response.body)["error"]["type"] == "missing_authorization"


def test_a_body_may_hold_any_byte(directory: persons.Directory) -> None:
    headers = headers_of(directory)
    created = directory.respond("POST", "/person", headers, json.dumps(ADA).encode())
    assert created.http_status == 201
    assert directory.get(json.loads(created.body)["personId"])["firstName"] == "Ada"
    for body in (b"\0", b'{"firstName":"\xff"}', b"{}\0"):
        assert directory.respond("POST", "/person", headers, body).http_status == 400


def test_what_cannot_be_handed_over(directory: persons.Directory) -> None:
    for method, target in (("GET\0", "/person"), ("GET", "/person\0")):
        with pytest.raises(persons.Invalid):
            directory.respond(method, target)
    with pytest.raises(persons.Invalid):
        directory.respond("GET", "/person", [("Accept", "a", "b")])  # type: ignore[list-item]


def test_only_the_owner_serves(path: str, directory: persons.Directory) -> None:
    token = directory.issue_token()["token"]
    with persons.open(path, token=token) as limited, pytest.raises(persons.Forbidden):
        limited.respond("GET", "/healthz")


def status_of(directory: persons.Directory, headers: bytes) -> str:
    """The status of a request with these headers, as they are."""
    out = ctypes.c_int(), ctypes.c_void_p()
    status, _ = _library.answer(
        "persons_respond", directory._number, b"GET", b"/healthz", headers, None, 0, *map(ctypes.byref, out)
    )
    _library.take(out[1])
    return _library.status_name(status)


@pytest.mark.parametrize("more", [b" x", b",", b"]", b'["Accept","a"]', b"[]", b"\\"])
def test_nothing_stands_behind_the_headers(directory: persons.Directory, more: bytes) -> None:
    pairs = b'[["Accept","a"],["Host","b"]]'
    assert status_of(directory, pairs) == "OK"
    assert status_of(directory, pairs + more) == "INVALID"


@pytest.mark.parametrize("text", [b"[]", b"[ ]", b'[ [ "Accept" , "a" ] ]', b'[["\\u0041ccept","\\""],["B","\xc3\xa9"]]'])
def test_headers_may_be_written_in_any_way(directory: persons.Directory, text: bytes) -> None:
    assert status_of(directory, text) == "OK"


NO_PAIRS = [
    b"", b"null", b"7", b'"Accept"', b"{}", b'{"Accept":"a"}', b'["Accept","a"]', b"[[]]", b"[{}]", b'[["Accept"]]',
    b'[["Accept","a","b"]]', b'[["Accept",1]]', b'[[1,"a"]]', b'[["Accept",null]]', b'[["Accept",["a"]]]',
    b'[["Accept","a"],[]]', b'[["Accept","\xff"]]', b'[["Accept","a\nb"]]', b'[["Accept","a\\u0000"]]', b'[["Accept","a"',
]  # fmt: skip


@pytest.mark.parametrize("text", NO_PAIRS)
def test_headers_that_are_no_pairs(directory: persons.Directory, text: bytes) -> None:
    assert status_of(directory, text) == "INVALID"


def test_health_is_that_of_the_file(path: str, directory: persons.Directory) -> None:
    assert directory.respond("GET", "/healthz").http_status == 200
    run_sql(path, "UPDATE organization SET name = 'Another'")
    assert directory.respond("GET", "/healthz").http_status == 503


def test_a_body_has_a_bound(directory: persons.Directory) -> None:
    headers = headers_of(directory)
    for more, status in ((0, 404), (1, 413)):
        body = b"{}".ljust((8 << 20) + more)
        assert directory.respond("POST", "/persons/find/", headers, body).http_status == status
