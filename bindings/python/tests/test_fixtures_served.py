# SPDX-License-Identifier: Apache-2.0
"""The same cases over HTTP: what a service answers is what the file answers, whoever serves it.

Each case's directory is served in every way of ways.py. Calls that a service offers go there, as the bearer of a token
for everything; the owner's calls go to the same file, as do those of a case whose options no service has.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import re
from pathlib import Path
from typing import Any, Dict, Iterator, Optional

import fixture_host
import pytest
import ways
from persons import _library
from persons._requests import encode
from test_fixtures import CASES

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

    def __init__(self, serve: ways.Serve, case: Path, tmp: Path) -> None:
        super().__init__(case, tmp)
        self.serve, self.tmp = serve, tmp
        self.served = contextlib.ExitStack()
        self.remote: Optional[int] = None

    def begin(self, options: Any) -> None:
        super().begin(options)
        self.url, self.options = self.served.enter_context(self.serve(self.tmp))

    def end(self) -> None:
        if self.remote is not None:
            _library.library.persons_close(self.remote)
        super().end()
        self.served.close()

    def _send(self, step: Dict[str, Any]) -> fixture_host.Answer:
        name = step.get("as")
        if step["call"] not in OFFERED or name is not None:
            return super()._send(step)
        return _library.answer(
            f"persons_{step['call']}", self._service(), *self._arguments(step["call"], step)
        )

    def _service(self) -> int:
        """The handle on the service, with a token for everything."""
        if self.remote is None:
            status, text = _library.answer("persons_issue_token", self.handles[None], b"{}")
            assert status == 0, text
            token = re.search(rb'"token":"([^"]+)"', text or b"")
            assert token
            options = {"token": token[1].decode(), **self.options}
            handle = ctypes.c_void_p()
            status, text = _library.answer(
                "persons_open", self.url.encode(), encode(options), ctypes.byref(handle)
            )
            assert status == 0 and handle.value is not None, text
            self.remote = handle.value
        return self.remote


def is_served(case: Path) -> bool:
    """Whether a service can answer the case."""
    text = (case / "input.json").read_text("utf-8")
    if case.parent.name in OWNERS or case.name in OUT_OF_REACH:
        return False
    # A list of all tokens shows the one that this test itself works with.
    return '"service"' not in text.split('"steps"')[0] and "list_tokens" not in text


SERVED = [case for case in CASES if is_served(case)]


@pytest.fixture(scope="session", params=ways.NAMES)
def serve(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ways.Serve]:
    """Serve a case in one of the ways; none is left out."""
    if request.param.startswith("personsd") and not ways.PERSONSD.exists():
        pytest.skip("personsd is not built")
    folder = tmp_path_factory.mktemp("way")
    with ways.way(request.param, folder, tmp_path_factory.getbasetemp()) as serve:
        yield serve


@pytest.mark.parametrize("case", SERVED, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_served(
    serve: ways.Serve, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fixture_host, "Host", functools.partial(ServedHost, serve))
    fixture_host.run(case, tmp_path)
