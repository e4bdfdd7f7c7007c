# SPDX-License-Identifier: Apache-2.0
"""Texts that look like a token of the directory and are not."""

from __future__ import annotations

import hashlib
from typing import List

import pytest

import persons


def forged(token_id: str, secret: str) -> str:
    """A token in its right form, with the checksum that goes with it."""
    body = f"prs_{token_id}_{secret}"
    return body + hashlib.sha256(body.encode()).hexdigest()[:8]


def test_a_token_is_made_in_its_form(directory: persons.Directory) -> None:
    issued = directory.issue_token()
    secret = issued["token"].rpartition("_")[2][:-8]
    assert forged(issued["token_id"], secret) == issued["token"]


def test_who_knows_the_id_knows_nothing(directory: persons.Directory, path: str) -> None:
    """The id is public: it stands in lists and logs. The secret is another's or made up."""
    one, two = directory.issue_token(), directory.issue_token()
    secret = two["token"].rpartition("_")[2][:-8]
    near = secret[:-1] + ("1" if secret[-1] == "0" else "0")
    made_up: List[str] = [
        forged(one["token_id"], secret),
        forged(one["token_id"], "0" * 64),
        forged(two["token_id"], near),
        forged("0" * 16, secret),
        two["token"][:-1] + ("1" if two["token"][-1] == "0" else "0"),
        two["token"].upper(),
        two["token"] + "0",
        two["token"][:-1],
    ]
    for token in made_up:
        with pytest.raises(persons.Unauthorized) as caught:
            persons.open(path, token=token)
        assert caught.value.type == "invalid_authorization"
        headers = [("Authorization", f"Bearer {token}"), ("organizationSlug", "default")]
        # Once the right one was let in, too, whose text is remembered then.
        for bearer in (one, two):
            right = [("Authorization", f"Bearer {bearer['token']}"), headers[1]]
            assert directory.respond("GET", "/person", right).http_status == 200
        assert directory.respond("GET", "/person", headers).http_status == 401
    with persons.open(path, token=two["token"]) as bearer_of_two:
        assert bearer_of_two.list() == {"persons": []}
