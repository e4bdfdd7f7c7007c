# SPDX-License-Identifier: Apache-2.0
"""Directory.respond: a REST request and the reply to it."""

from __future__ import annotations

import ctypes
import json
from typing import Any, List, Optional, Tuple

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
    no_headers: List[Any] = [("Accept", "a", "b"), ("Accept",), ("Accept", 1), (b"Accept", "a"), ("Acc\0ept", "a"), ("Accept", "a\0")]
    for header in no_headers:
        with pytest.raises(persons.Invalid) as raised:
            directory.respond("GET", "/healthz", [header])
        assert raised.value.field == "headers", header


def test_only_the_owner_serves(path: str, directory: persons.Directory) -> None:
    token = directory.issue_token()["token"]
    with persons.open(path, token=token) as limited, pytest.raises(persons.Forbidden):
        limited.respond("GET", "/healthz")


def status_of(directory: persons.Directory, *texts: Optional[bytes]) -> str:
    """The status of a request with these texts for headers, as they are, with nothing behind them."""
    out = ctypes.c_int(), ctypes.c_void_p()
    headers = (ctypes.c_char_p * len(texts))(*texts)
    status, _ = _library.answer(
        "persons_respond", directory._number, b"GET", b"/healthz", headers, None, 0, *map(ctypes.byref, out)
    )
    _library.take(out[1])
    return _library.status_name(status)


@pytest.mark.parametrize(
    ("status", "texts"),
    [
        ("OK", (None,)), ("OK", (b"Accept", b"a", None)), ("OK", (b"Accept", b"a", b"Host", b"", None)), ("OK", (b"", b"", None)),
        ("OK", (b"x", b"y") * 1000 + (None,)), ("TOO_LARGE", (b"x", b"y") * 1000 + (b"x",)),
        ("MISUSE", (b"Accept", None)), ("MISUSE", (b"Accept", b"a", b"Host", None)), ("MISUSE", (b"x", b"y") * 999 + (b"x", None)),
    ],
)  # fmt: skip
def test_the_list_of_headers(directory: persons.Directory, status: str, texts: Tuple[Optional[bytes], ...]) -> None:
    assert status_of(directory, *texts) == status


@pytest.mark.parametrize("name", ["Authorization", "Accept", "Content-Type", "Idempotency-Key", "Host"])
@pytest.mark.parametrize("value", ["\udcff", "\ud800", "a" * (9 << 10)])
def test_values_that_are_refused(directory: persons.Directory, name: str, value: str) -> None:
    for target in ("/healthz", "/person", "/persons/find/", "/stats"):
        refused = directory.respond("GET", target, [(name, value)])
        error = json.loads(refused.body)["error"]
        assert (refused.http_status, error["type"], error["field"]) == (400, "invalid_request", name.lower()), target
        assert ("message" in json.loads(refused.body)) == (target == "/person"), target


@pytest.mark.parametrize(
    "header",
    [("Cookie", "\udcff"), ("Cookie", "a" * 100000), ("a" * 100000, "b"), ("\udcff", "b"), ("Accept", "a" * (8 << 10)), ("Host", "é")],
)
def test_values_that_nobody_minds(directory: persons.Directory, header: Tuple[str, str]) -> None:
    assert directory.respond("GET", "/healthz", [header]).http_status == 200


def test_health_is_that_of_the_file(path: str, directory: persons.Directory) -> None:
    assert directory.respond("GET", "/healthz").http_status == 200
    run_sql(path, "UPDATE organization SET name = 'Another'")
    assert directory.respond("GET", "/healthz").http_status == 503


def test_a_body_has_a_bound(directory: persons.Directory) -> None:
    headers = headers_of(directory)
    for more, status in ((0, 404), (1, 413)):
        body = b"{}".ljust((8 << 20) + more)
        assert directory.respond("POST", "/persons/find/", headers, body).http_status == status
