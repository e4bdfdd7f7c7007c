# SPDX-License-Identifier: Apache-2.0
"""Where a token is sent without encryption: to this machine, and to nothing that is called alike."""

from __future__ import annotations

import pytest

import persons

ELSEWHERE = [
    "example.org", "127.0.0.example", "127.0.0.1.example", "127.0.0.256", "127.0.0", "127.1", "126.0.0.1", "1270.0.0.1",
    "localhost.example", "localhost.", "[::2]", "[::1]example", "[::ffff:127.0.0.1]", "0.0.0.0",
]  # fmt: skip


@pytest.mark.parametrize("port", ["", ":8080"])
@pytest.mark.parametrize("host", ELSEWHERE)
def test_elsewhere_it_must_be_encrypted(host: str, port: str) -> None:
    with pytest.raises(persons.Invalid) as caught:
        persons.open(f"http://{host}{port}/api", token="secret")
    assert (caught.value.type, caught.value.field) == ("insecure_location", "location")
    persons.open(f"https://{host}{port}/api", token="secret").close()
    persons.open(f"http://{host}{port}/api", token="secret", allow_http=True).close()


@pytest.mark.parametrize("port", ["", ":8080"])
@pytest.mark.parametrize("host", ["127.0.0.1", "127.255.0.9", "localhost", "[::1]"])
def test_this_machine_needs_no_encryption(host: str, port: str) -> None:
    persons.open(f"http://{host}{port}/api", token="secret").close()
