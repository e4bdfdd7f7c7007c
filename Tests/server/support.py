# SPDX-License-Identifier: Apache-2.0
"""What the tests of the server share: a personsd that runs, a request to it, a tally.

A request is answered with persons.Response, in process and over HTTP alike.
"""

import contextlib
import http.client
import os
import re
import subprocess
import sys
import threading
import time

import persons
from tally import Tally  # noqa: F401  (what the tests of the server import from here)

# What a server adds to a reply by itself.
SERVERS_OWN = {"date", "content-length", "connection", "keep-alive", "server"}


def seed_of(word=None, default=None):
    """The seed of a run: the word, else PERSONS_SEED, else the default or the clock. Prints it, so that the run can be
    repeated."""
    seed = int(word or os.environ.get("PERSONS_SEED") or default or time.time())
    print(f"seed {seed}", flush=True)
    return seed


@contextlib.contextmanager
def served(personsd, path, *options):
    """Runs personsd over the file, which it makes where it is absent, with more options; gives its URL."""
    process = subprocess.Popen(
        [personsd, path, "--listen", "127.0.0.1:0", "--create", *options], stderr=subprocess.PIPE, text=True)
    lines = []
    is_ready = threading.Event()

    def read():
        for line in process.stderr:
            lines.append(line)
            if "listening on" in line:
                is_ready.set()
        is_ready.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        is_ready.wait(120)
        found = re.search(r"personsd: listening on (http://127\.0\.0\.1:\d+)", "".join(lines))
        if not found:
            sys.exit(f"personsd does not listen: {''.join(lines)}")
        yield found.group(1)
    finally:
        end(process)
        reader.join(5)


def end(process):
    """Ends a process, by force when it takes longer than 20 seconds."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def over_http(url):
    """Returns what asks the server at `url`, with the parameters of Directory.respond."""
    address = url.split("//")[1]

    def ask(method, target, headers=(), body=None):
        connection = http.client.HTTPConnection(address, timeout=120)
        try:
            connection.putrequest(method, target)
            for name, value in headers:
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            reply = connection.getresponse()
            text = reply.read().decode("utf-8")
            own = [(name, value) for name, value in reply.getheaders() if name.lower() not in SERVERS_OWN]
            return persons.Response(reply.status, own, text)
        finally:
            connection.close()

    return ask


def wait_until(is_so, seconds=20):
    """Asks again and again; returns whether it became so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
