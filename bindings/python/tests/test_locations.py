# SPDX-License-Identifier: Apache-2.0
"""Which locations are addresses of a service, and to which of them a token is sent without encryption: to this machine,
and to nothing that is called alike."""

from __future__ import annotations

import pytest

import persons

ELSEWHERE = [
    "example.org", "127.0.0.example", "127.0.0.1.example", "127.0.0.256", "126.0.0.1", "1270.0.0.1", "128.1", "0x80.1",
    "localhost.example", "localhost.", "[::2]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.0.0.1%2eexample.org",
]  # fmt: skip
# Behind "https://" or "http://".
NO_ADDRESS = [
    "", "/", "/x", "//x", ":443", "?", "#", "[::1", "[::1]example", "[::1]:x", "x:65536", "x:-1", "x:port", "x:1:2",
    "x,y", "x\\y", "x y", "x\ty", "x\x7f", "x\u00e9", "user@x", "user:word@x", ":word@x", "@x", "127.0.0.1@x",
    "x?", "x/?", "x/?a=b", "x#", "x/#", "x/#a", "x/ ", 'x/"', "x/\\", "x/<a>", "x/\n", "x/\u00e9", "x/" + 2048 * "a",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize("rest", NO_ADDRESS)
def test_what_is_no_address_of_a_service(scheme: str, rest: str) -> None:
    with pytest.raises(persons.Invalid) as caught:
        persons.open(f"{scheme}://{rest}", token="secret", allow_http=True)
    assert (caught.value.type, caught.value.field) == ("invalid_value", "location")


@pytest.mark.parametrize("port", ["", ":8080"])
@pytest.mark.parametrize("host", ELSEWHERE)
def test_elsewhere_it_must_be_encrypted(host: str, port: str) -> None:
    with pytest.raises(persons.Invalid) as caught:
        persons.open(f"http://{host}{port}/api", token="secret")
    assert (caught.value.type, caught.value.field) == ("insecure_location", "location")
    persons.open(f"https://{host}{port}/api", token="secret").close()
    persons.open(f"http://{host}{port}/api", token="secret", allow_http=True).close()


@pytest.mark.parametrize("port", ["", ":8080"])
@pytest.mark.parametrize("host", ["127.0.0.1", "127.255.0.9", "127.1", "0x7f.1", "localhost", "[::1]"])
def test_this_machine_needs_no_encryption(host: str, port: str) -> None:
    persons.open(f"http://{host}{port}/api", token="secret").close()
