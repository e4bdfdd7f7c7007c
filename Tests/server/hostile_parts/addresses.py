# SPDX-License-Identifier: Apache-2.0
"""Where nobody answers, where the service says to go instead, and locations that are none."""

import contextlib
import os
import socket
import subprocess
import tempfile
import threading
import time

from bad_server import BadServer, replies, reply
from remote_client import Client

from .calls import REFUSED, SHORT, STRANGE, TIMED_OUT, UNKNOWN, expect, options, outcome, read
from .interruption import check_at_once
from .services import GOOD, MADE, NEW, PERSON


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextlib.contextmanager
def deaf():
    """A port that takes no more connections: its queue is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as stack:
        port = listener.getsockname()[1]
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        yield f"http://127.0.0.1:{port}"


def check_addresses(tally):
    with Client() as client:
        answer = read(client, f"http://127.0.0.1:{free_port()}", [REFUSED])
        expect(tally, "a refused connection", answer, REFUSED)
        with deaf() as url:
            expect(tally, "a connection that is never taken", read(client, url, [TIMED_OUT]), TIMED_OUT)
        check_late_server(tally, client)
        check_redirects(tally, client)
        check_locations(tally, client)
        check_paths(tally, client)
    check_resolvers(tally)


def check_late_server(tally, client):
    """A service that starts while a call waits."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    def serve():
        time.sleep(0.5)
        with socket.create_server(("127.0.0.1", port)) as late:
            connection = late.accept()[0]
            connection.recv(9999)
            connection.sendall(MADE)

    threading.Thread(target=serve, daemon=True).start()
    answer = client.call(f"http://127.0.0.1:{port}", options("gatsby"), "create", **NEW)
    expect(tally, "a create while the service starts", answer, "ok")


def check_redirects(tally, client):
    with BadServer(replies(GOOD)) as other:
        for status in (300, 301, 302, 303, 305, 307, 308):
            for target in (other.url, f"//localhost:{other.port}/person/p1", "file:///etc/passwd"):
                with BadServer(replies(reply(status, b"", f"Location: {target}"))) as server:
                    answer = client.call(server.url, options(), "get", "p1")
                    expect(tally, f"{status} to {target[:12]}", answer, STRANGE)
        moved = reply(200, PERSON, f"Location: {other.url}", f"Refresh: 0; url={other.url}",
                      f'Alt-Svc: h2="localhost:{other.port}"', "Set-Cookie: a=b",
                      "Strict-Transport-Security: max-age=999")
        with BadServer(replies(moved)) as server:
            for _ in range(3):
                expect(tally, "an answer that points elsewhere", client.call(server.url, options(), "get", "p1"), "ok")
            tally.check("no cookie comes back", not any("cookie" in r.headers for r in server.requests))
    tally.equal("a redirect is not followed", other.accepted, 0)


def check_locations(tally, client):
    for location in ("http://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org",
                     "http://127.0.0.1@example.org", "http://user:word@127.0.0.1", "http://", "https://", "http:///x",
                     "https://x/?a=b", "https://x/#a", "https://x y", "https://x\r\nHost: y", "https://x/\0",
                     "http://127.+0.0.1", "http://[::1", "http://127.0.0.1:1:2", "http://127.0.0.1:99999",
                     "http://127.0.0.1:x"):
        answer = client.call(location, options(), "get", "p1")
        tally.check(f"the location {location!r} is refused", answer.get("error") == "INVALID", outcome(answer))


def check_paths(tally, client):
    """What stands behind the host of a location comes before the path of every request."""
    for path, before in (("", ""), ("/", ""), ("/api", "/api"), ("/api//", "/api"), ("/a/b", "/a/b"), ("/a/../b/", "/b"),
                         ("/a@b", "/a@b"), ("/a%20b", "/a%20b")):
        with BadServer(replies(GOOD)) as server:
            answer = client.call(server.url + path, options(), "get", "p1")
        expect(tally, f"the path {path!r} of a location", answer, "ok")
        tally.equal(f"the path {path!r} of a location: targets", [request.target for request in server.requests],
                    [f"{before}/person/p1"])


RESOLVER = """
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <unistd.h>
int getaddrinfo(const char *n, const char *s, const struct addrinfo *h, struct addrinfo **r)
{
  const char *mark = getenv("ASKED");
  (void)n; (void)s; (void)h; (void)r;
  if (!mark)
    return EAI_NONAME;
  close(open(mark, O_CREAT | O_WRONLY, 0600));
  sleep(8);
  return EAI_AGAIN;
}
"""


def check_resolvers(tally):
    """A resolver that knows no such name, and one that does not answer for 8 s: a library that stands before libc's."""
    with tempfile.TemporaryDirectory() as folder:
        path, asked = os.path.join(folder, "resolver.so"), os.path.join(folder, "asked")
        try:
            subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-xc", "-", "-o", path], input=RESOLVER,
                           text=True, check=True)
        except FileNotFoundError:
            return print("no C compiler: resolvers are not tried")
        environment = {**os.environ, "LD_PRELOAD": path}
        with Client(environment) as client:
            answer = read(client, "https://nobody.invalid", [UNKNOWN])
            expect(tally, "a host name that does not exist", answer, UNKNOWN)
        with Client({**environment, "ASKED": asked}) as client:
            answer = client.call("https://nobody.invalid", options(milliseconds=SHORT), "get", "p1")
            expect(tally, "a resolver that does not answer", answer, TIMED_OUT, UNKNOWN)
            os.unlink(asked)
            answer = client.ask(location="https://nobody.invalid", options=options(), method="get", arguments=["p1"],
                                keywords={}, on_word=["interrupt"], when=lambda: os.path.exists(asked))
            name = "interrupt() while the resolver does not answer"
            tally.equal(name, answer.get("error"), "INTERRUPTED")
            check_at_once(tally, name, answer)
