# SPDX-License-Identifier: Apache-2.0
"""A token goes to its service alone: bad ones are refused, and no proxy or ~/.netrc gets between."""

import os
import string
import tempfile
import urllib.parse

from bad_server import BadServer, replies
from remote_client import Client

from .calls import SHORT, TOKEN, expect, options, outcome
from .services import GOOD

# JSON with a NUL is refused before anybody looks at the token.
REFUSED = ("INVALID invalid_value", "INVALID malformed_json")
BAD_TOKENS = ("a\r\nX-Evil: yes", "a\nb", "a\rb", "a\0b", "\0", "tok\u00e9n", "\u2028", "word word", "a\tb", "\x7f",
              "a" * 8193)


def check_tokens(tally):
    with Client() as client, BadServer(replies(GOOD)) as server:
        for token in BAD_TOKENS:
            answer = client.call(server.url, {**options(), "token": token}, "get", "p1")
            tally.check(f"the token {token[:20]!r} is refused", outcome(answer) in REFUSED, outcome(answer))
            tally.check(f"the token {token[:20]!r} is not told", token not in str(answer["message"]), answer)
        for token in ("", None):
            answer = client.call(server.url, {**options(), "token": token}, "get", "p1")
            tally.equal(f"the token {token!r} is refused", outcome(answer), "UNAUTHORIZED missing_authorization")
        for slug in ("a\r\nX-Evil: yes", "a\0", "\u00e9"):
            answer = client.call(server.url, options(organization=slug), "get", "p1")
            tally.equal(f"the organization {slug!r} is refused", answer.get("error"), "INVALID")
        client.call(server.url, options(), None)
        tally.equal("nothing reached the network", server.accepted, 0)
        for number in ("p\r\nX-Evil: yes", "..", ".", "", "a/b", "a\0b"):
            answer = client.call(server.url, options(), "get", number)
            is_refused = answer.get("error") in ("NOT_FOUND", "INVALID")
            tally.check(f"the person {number!r} is refused", is_refused, outcome(answer))
        tally.equal("no such person reached the network", server.accepted, 0)
        for number in ("a?b#c%2f&é", string.printable[:95].replace("/", ""), "\u0080\U0010FFFF", "é" * 20_000):
            client.call(server.url, options(), "get", number)
            tally.equal(f"the identifier {number[:20]!r} is escaped", server.requests[-1].target,
                        "/person/" + urllib.parse.quote(number, safe=""))
        client.call(server.url, options(), "search", query="", group_ids=["a,b", "c"])
        tally.equal("parameters are escaped, commas between them not", server.requests[-1].target,
                    "/search?limit=10&group_ids=a%2Cb,c&query=")


def check_environment(tally):
    """Neither a proxy nor a ~/.netrc gets between a program and a service on its machine."""
    with BadServer(replies(GOOD)) as proxy, BadServer(replies(GOOD)) as server, \
            tempfile.TemporaryDirectory() as home:
        with open(os.path.join(home, ".netrc"), "w", encoding="ascii") as file:
            file.write("default login spy password spyword\nmachine 127.0.0.1 login spy password spyword\n")
        with open(os.path.join(home, ".curlrc"), "w", encoding="ascii") as file:
            file.write(f"proxy = {proxy.url}\n")
        names = [name for word in ("http_proxy", "https_proxy", "all_proxy") for name in (word, word.upper())]
        environment = {**os.environ, **dict.fromkeys(names, proxy.url), "HOME": home, "no_proxy": "", "NO_PROXY": "",
                       "NETRC": os.path.join(home, ".netrc"), "CURL_HOME": home}
        with Client(environment) as client:
            expect(tally, "with a proxy in the environment", client.call(server.url, options(), "get", "p1"), "ok")
            seen = [request.headers.get("authorization") for request in server.requests]
            tally.equal("the token alone is sent, with a ~/.netrc", seen, [f"Bearer {TOKEN}"])
            tally.equal("nothing goes to a proxy for this machine", len(proxy.requests), 0)
            asked = len(proxy.requests)
            client.call("https://nobody.invalid", options(milliseconds=SHORT), "get", "p1")
            report_proxy("https://nobody.invalid", proxy.requests[asked:])
            tally.check("a proxy for https does not get the token",
                        not any("authorization" in request.headers for request in proxy.requests[asked:]))
            asked = len(proxy.requests)
            client.call("http://nobody.invalid", options(milliseconds=SHORT, allow_http=True), "get", "p1")
            report_proxy("http://nobody.invalid with allow_http", proxy.requests[asked:])
        tally.equal("no file is made in the home directory", sorted(os.listdir(home)), [".curlrc", ".netrc"])


def report_proxy(location, requests):
    """Shows what a proxy was asked: by design or not, it should be known."""
    told = "not asked"
    for request in requests:
        told = f"{request.method} {request.target}" + " with the token" * ("authorization" in request.headers)
    print(f"proxy for {location}: {told}")
