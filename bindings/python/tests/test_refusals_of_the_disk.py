# SPDX-License-Identifier: Apache-2.0
"""Writes that the disk or another process refuses, as the clients of a service are told."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

import pytest
from conftest import ADA, environment
from ways import PERSONSD

import persons
from persons import wsgi

# Sends a request; gives the status, the headers and the body of the reply.
Ask = Callable[[str, str, Optional[str]], Tuple[int, Dict[str, str], Any]]

# A write of each dialect, and what it answers when it is done.
WRITES = [
    ("POST", "/person", json.dumps(ADA), 201),
    ("POST", "/persons/multiple/", json.dumps({"persons": [{"external_ref": "r"}]}), 200),
    ("PUT", "/groups", json.dumps({"group_id": "g"}), 200),
]


def error_of(body: Any) -> Dict[str, Any]:
    error: Dict[str, Any] = body["error"]
    return error


@contextlib.contextmanager
def limited(process: int) -> Iterator[None]:
    """Let a process make no file longer than a page: as good as a disk that is full."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def held_by_another(path: str) -> Iterator[None]:
    """Hold the file's write lock in another process."""
    code = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
base.execute("ROLLBACK")
print("given back", flush=True)
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code, path],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdin and child.stdout and child.stdout.readline() == "held\n"
        try:
            yield
        finally:
            child.stdin.write("\n")
            child.stdin.flush()
            assert child.stdout.readline() == "given back\n"


def headers_for(token: str) -> Dict[str, str]:
    return {
        "Authorization": f"Bearer {token}",
        "organizationSlug": "default",
        "Content-Type": "application/json",
    }


def by_wsgi(application: wsgi.Application, token: str) -> Ask:
    def ask(method: str, target: str, body: Optional[str]) -> Tuple[int, Dict[str, str], Any]:
        data = (body or "").encode()
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": target,
            "CONTENT_LENGTH": str(len(data)) if data else "",
            "CONTENT_TYPE": "application/json",
            "HTTP_AUTHORIZATION": f"Bearer {token}",
            "HTTP_ORGANIZATIONSLUG": "default",
            "wsgi.input": io.BytesIO(data),
        }
        started: List[Any] = []
        (text,) = application(environ, lambda *reply: started.append(reply))
        ((status, headers),) = started
        return int(status[:3]), dict(headers), json.loads(text)

    return ask


def by_http(port: int, token: str) -> Ask:
    def ask(method: str, target: str, body: Optional[str]) -> Tuple[int, Dict[str, str], Any]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, target, body, headers_for(token))
            reply = connection.getresponse()
            return reply.status, dict(reply.headers), json.loads(reply.read())

    return ask


@contextlib.contextmanager
def personsd(path: str) -> Iterator[Tuple[int, int]]:
    """Run a personsd over the file; gives its process and its port."""
    words = [str(PERSONSD), path, "--listen", "127.0.0.1:0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            found = re.search(r"127\.0\.0\.1:(\d+)", server.stderr.readline())
            assert found
            yield server.pid, int(found[1])
        finally:
            server.terminate()
        assert server.wait(60) == 0


def token_of(path: str) -> str:
    """Make the file, and a token for it."""
    with persons.open(path) as directory:
        return directory.issue_token()["token"]


def check_full(ask: Ask, process: int) -> None:
    """While nothing can be written, each dialect says 507 and reading goes on."""
    with limited(process):
        for method, target, body, _ in WRITES:
            status, headers, answer = ask(method, target, body)
            assert (status, error_of(answer)["type"]) == (507, "file_size_limit"), target
            assert "Retry-After" not in headers
        status, _, answer = ask("GET", "/person", None)
        assert (status, answer) == (200, {"persons": []})
    for method, target, body, wanted in WRITES:
        assert ask(method, target, body)[0] == wanted, target
    assert ask("GET", "/stats", None)[2]["persons"] == 2


def test_a_full_disk_under_personsd(path: str) -> None:
    token = token_of(path)
    with personsd(path) as (process, port):
        check_full(by_http(port, token), process)
    # It closed its directory: the log and the shared memory are gone with it.
    assert os.listdir(os.path.dirname(path)) == ["people.db"]
    with persons.open(path, create=False) as directory:
        assert directory.check()["persons"] == 2


def test_a_full_disk_under_wsgi(path: str) -> None:
    token = token_of(path)
    with wsgi.Application(path) as application:
        ask = by_wsgi(application, token)
        # It is opened at the first request.
        assert ask("GET", "/person", None)[0] == 200
        check_full(ask, os.getpid())
    with persons.open(path, create=False) as directory:
        assert directory.check()["persons"] == 2


def test_a_file_that_another_process_holds(path: str) -> None:
    token = token_of(path)
    with wsgi.Application(path, timeout_ms=50) as application:
        ask = by_wsgi(application, token)
        assert ask("GET", "/person", None)[0] == 200
        with held_by_another(path):
            for method, target, body, _ in WRITES:
                status, headers, answer = ask(method, target, body)
                assert (status, error_of(answer)["type"]) == (503, "busy"), target
                assert headers["Retry-After"] == "1"
            assert ask("GET", "/person", None)[2] == {"persons": []}
        for method, target, body, wanted in WRITES:
            assert ask(method, target, body)[0] == wanted, target
        assert ask("GET", "/stats", None)[2]["persons"] == 2


def test_a_write_waits_as_long_as_it_may(path: str) -> None:
    with persons.open(path, timeout_ms=400) as directory, held_by_another(path):
        begun = time.monotonic()
        with pytest.raises(persons.Busy):
            directory.create(**ADA)
        assert time.monotonic() - begun >= 0.4
        assert directory.list() == {"persons": []}


def test_a_write_goes_on_when_the_other_is_done(path: str) -> None:
    answers: List[Any] = []
    with persons.open(path, timeout_ms=300_000) as directory:
        with held_by_another(path):
            writer = threading.Thread(target=lambda: answers.append(directory.create(**ADA)))
            writer.start()
            assert directory.list() == {"persons": []}
        writer.join()
        assert len(answers) == 1
        assert directory.check()["persons"] == 1


def test_a_write_that_waits_is_interrupted(path: str) -> None:
    failures: List[persons.Error] = []
    with persons.open(path, timeout_ms=20_000) as directory:

        def write() -> None:
            try:
                directory.create(**ADA)
            except persons.Error as error:
                failures.append(error)

        with held_by_another(path):
            writer = threading.Thread(target=write)
            writer.start()
            # One that comes before the write begins does not count, so there is another.
            while writer.is_alive():
                directory.interrupt()
                writer.join(0.05)
        assert [error.status for error in failures] == ["INTERRUPTED"]
        assert directory.stats()["persons"] == 0
        directory.create(**ADA)
        assert directory.check()["persons"] == 1


def test_a_service_whose_file_cannot_be_read_is_not_well(path: str) -> None:
    """Whoever watches over it is told, although no request that needs the file came yet."""
    token = token_of(path)
    with personsd(path) as (_, port):
        ask = by_http(port, token)
        assert ask("GET", "/healthz", None)[::2] == (200, {"status": "ok"})
        # A write of another process, so that what was read before is read again.
        with persons.open(path) as other:
            other.create(**ADA)
        with open(path, "r+b") as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(4096)
            file.write(b"\xff" * (length - 4096))
        status, headers, answer = ask("GET", "/healthz", None)
        assert (status, error_of(answer)["type"]) == (503, "damaged_file")
        assert headers["Retry-After"] == "1"
