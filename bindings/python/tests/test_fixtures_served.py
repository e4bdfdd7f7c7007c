# SPDX-License-Identifier: Apache-2.0
"""The same cases over HTTP: what a service answers is what the file answers.

Each case's directory is served by personsd. Calls that a service offers go there, as the bearer of a token for
everything; the owner's calls go to the same file, as do those of a case whose options no service has.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Dict, Optional

import fixture_host
import pytest
from conftest import REPOSITORY
from persons import _library
from persons._requests import encode
from test_fixtures import CASES

PERSONSD = Path(os.environ.get("PERSONSD", REPOSITORY / "build" / "personsd"))

# What a service offers; everything else is the owner's, or about the handle itself.
OFFERED = {
    "find", "list", "search", "get", "create", "update", "delete", "upsert", "put_group", "list_groups",
    "delete_group", "put_event", "list_events", "record_rsvp",
}  # fmt: skip
# An identifier with a slash in it is out of reach of a path.
OUT_OF_REACH = {"create_with_person_id"}
# Who writes is a part of these answers: keys of retries belong to a token, changes and stats tell the owner more.
OWNERS = {"idempotency", "changes", "care", "organizations", "tokens", "rest", "transfer"}


class ServedHost(fixture_host.Host):
    """The calls of a case, sent to a service where it offers them."""

    def __init__(self, case: Path, tmp: Path) -> None:
        super().__init__(case, tmp)
        self.server: Optional["subprocess.Popen[str]"] = None
        self.remote: Dict[Optional[str], int] = {}
        self.options: Dict[str, Any] = {}

    def begin(self, options: Any) -> None:
        super().begin(options)
        self.options = options or {}
        self.server = subprocess.Popen(
            [str(PERSONSD), self.location.decode(), "--listen", "127.0.0.1:0"],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.server.stderr is not None
        line = self.server.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, f"personsd does not start: {line}"
        self.url = found[0].encode()

    def end(self) -> None:
        for handle in self.remote.values():
            _library.library.persons_close(handle)
        if self.server is not None:
            self.server.terminate()
            assert self.server.wait(timeout=30) == 0
            assert self.server.stderr is not None
            assert self.server.stderr.read() == ""
            self.server.stderr.close()
        super().end()

    def _send(self, step: Dict[str, Any]) -> fixture_host.Answer:
        name = step.get("as")
        if step["call"] not in OFFERED or name is not None:
            return super()._send(step)
        return _library.answer(
            f"persons_{step['call']}", self._service(), *self._arguments(step["call"], step)
        )

    def _service(self) -> int:
        """The handle on the service, with a token for everything."""
        if None not in self.remote:
            status, text = _library.answer("persons_issue_token", self.handles[None], b"{}")
            assert status == 0, text
            token = re.search(rb'"token":"([^"]+)"', text or b"")
            assert token
            options = {"token": token[1].decode()}
            handle = ctypes.c_void_p()
            status, text = _library.answer(
                "persons_open", self.url, encode(options), ctypes.byref(handle)
            )
            assert status == 0 and handle.value is not None, text
            self.remote[None] = handle.value
        return self.remote[None]


def is_served(case: Path) -> bool:
    """Whether a service can answer the case."""
    text = (case / "input.json").read_text("utf-8")
    if case.parent.name in OWNERS or case.name in OUT_OF_REACH:
        return False
    # A list of all tokens shows the one that this test itself works with.
    return '"service"' not in text.split('"steps"')[0] and "list_tokens" not in text


SERVED = [case for case in CASES if is_served(case)]


@pytest.mark.skipif(not PERSONSD.exists(), reason="personsd is not built")
@pytest.mark.parametrize("case", SERVED, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_served(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixture_host, "Host", ServedHost)
    fixture_host.run(case, tmp_path)
