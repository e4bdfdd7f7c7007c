# SPDX-License-Identifier: Apache-2.0
"""The ways to serve a case's directory over HTTP, each with what the client needs to reach it.

personsd alone, personsd behind TLS, and persons.wsgi under a WSGI server. The servers are those
of Tests/server.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, ContextManager, Dict, Iterator, Tuple

from conftest import REPOSITORY

sys.path.append(str(REPOSITORY / "Tests" / "server"))

import terminator  # noqa: E402
import wsgi_servers  # noqa: E402

PERSONSD = Path(os.environ.get("PERSONSD", REPOSITORY / "build" / "personsd"))

# The URL of the case, and the options for persons_open besides the token.
Reached = Tuple[str, Dict[str, Any]]
# Serves the directory.db of a folder.
Serve = Callable[[Path], ContextManager[Reached]]


@contextlib.contextmanager
def by_personsd(tmp: Path) -> Iterator[Reached]:
    """Serve with a personsd, which must end well and say nothing."""
    server = subprocess.Popen(
        [str(PERSONSD), str(tmp / "directory.db"), "--listen", "127.0.0.1:0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    with server.stderr:
        try:
            line = server.stderr.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"personsd does not start: {line}"
            yield found[0], {}
        finally:
            server.terminate()
            code, more = server.wait(timeout=120), server.stderr.read()
        assert (code, more) == (0, "")


@contextlib.contextmanager
def through_tls(folder: Path) -> Iterator[Serve]:
    """Serve with a personsd behind TLS; the client trusts the one authority it is given."""
    ending = terminator.Terminator(folder)

    @contextlib.contextmanager
    def serve(tmp: Path) -> Iterator[Reached]:
        with by_personsd(tmp) as (url, _), ending.before(url) as proxy:
            yield proxy.url, {"ca_file": ending.authority}

    yield serve


@contextlib.contextmanager
def by_wsgi(name: str, folder: Path, cases: Path) -> Iterator[Serve]:
    """Serve persons.wsgi under one server for all cases, which lie in `cases`; it logs no error."""
    log = folder / "log"
    with wsgi_servers.served(name, cases, log) as url:

        @contextlib.contextmanager
        def serve(tmp: Path) -> Iterator[Reached]:
            assert tmp.parent == cases
            yield f"{url}/{tmp.name}", {}

        yield serve
    said = log.read_text("utf-8", "replace")
    assert not re.search(r"Traceback|\[ERROR\]|\[CRITICAL\]|^ERROR", said, re.M), said


NAMES = ["personsd", "personsd-tls", *wsgi_servers.NAMES]


@contextlib.contextmanager
def way(name: str, folder: Path, cases: Path) -> Iterator[Serve]:
    """Make ready what the way of that name needs once."""
    if name == "personsd":
        yield by_personsd
    elif name == "personsd-tls":
        with through_tls(folder) as serve:
            yield serve
    else:
        with by_wsgi(name, folder, cases) as serve:
            yield serve
