# SPDX-License-Identifier: Apache-2.0
"""A personsd that plays, requests to it, and what comes back."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time

import persons

ROOT = pathlib.Path(__file__).resolve().parents[3]
SOURCES = ROOT / "bindings" / "c" / "personsd"
EXAMPLE = SOURCES / "examples" / "faults.json"
BEARER = ("Authorization", "Bearer test-token")
SLUG = ("organizationSlug", "default")
SLOW = 4 if os.environ.get("PLAY_SANITIZED") else 1  # how much longer a sanitized server may take

ROUTES = [("POST", "/persons/find/", {}), ("GET", "/search?query=ada", None), ("GET", "/stats", None)]
PERSON = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}


class Reply:
    """What came back until the end, as far as it is HTTP."""

    def __init__(self, data, was_reset):
        self.data, self.was_reset = data, was_reset
        head, _, self.body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        found = re.match(r"HTTP/1\.1 (\d{3}) ", lines[0])
        self.status = int(found.group(1)) if found else 0
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        self.is_whole = len(self.body) == int(self.headers.get("content-length", -1))

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.data!r} reset={self.was_reset}"


class StandIn:
    """A personsd that plays, on a port of its own."""

    def __init__(self, personsd, play, *words, environment=None):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(play, self.file)
        self.file.flush()
        self.output = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [personsd, "--play", self.file.name, "--listen", "127.0.0.1:0", *words], stdout=self.output,
            stderr=self.output, env=environment)
        end = time.monotonic() + 120
        while not (found := re.search(rb"listening on http://127\.0\.0\.1:(\d+)\n", self.said())):
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"personsd does not play: {self.said()!r}")
            time.sleep(0.01)
        self.port = int(found.group(1))
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        if b"Sanitizer" in self.said() or b"runtime error" in self.said():
            raise SystemExit(f"the sanitizer says: {self.said().decode('utf-8', 'replace')}")

    def said(self):
        return os.pread(self.output.fileno(), 1 << 20, 0)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(120)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "no end"

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=120)

    def ask(self, method, target, *headers, body=None, fault=None, bearer=True):
        """One request on a connection of its own; everything until the end."""
        lines = [f"{method} {target} HTTP/1.1", "Host: h", "Connection: close"]
        headers = [*headers, *([BEARER, SLUG] if bearer else []), *([("Persons-Play", fault)] if fault else [])]
        lines += [f"{name}: {value}" for name, value in headers]
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        with self.connect() as connected:
            connected.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b""))
            return Reply(*read_all(connected))

    def counts(self):
        return self.ask("GET", "/play", bearer=False).json()

    def has_taken(self, route, count):
        """Whether so many requests of the route have come since the faults were set."""
        return self.counts()["requests"].get(route, 0) >= count

    def play(self, *faults):
        reply = self.ask("PUT", "/play", body={"faults": faults}, bearer=False)
        assert reply.status == 200, reply

    def open(self, service="persons", **more):
        given = {"token": "test-token", "service": service, "timeout_ms": 60_000, **more}
        return persons.open(self.url, **given, **({"organization": "default"} if service == "gatsby" else {}))


def read_all(connected):
    data = b""
    try:
        while piece := connected.recv(1 << 16):
            data += piece
    except ConnectionResetError:
        return data, True
    return data, False


def read_one(connected):
    """One whole reply of a connection that goes on."""
    data = b""
    while True:
        reply = Reply(data, False)
        if reply.is_whole:
            return reply
        piece = connected.recv(1 << 16)
        if not piece:
            return reply
        data += piece
