# SPDX-License-Identifier: Apache-2.0
"""The calls that look after a directory, or serve it: check, stats, respond."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import NamedTuple, Optional, Tuple, cast

from ._handle import Handle
from ._library import invoke
from ._requests import encode, whole
from ._types import CheckReport, Stats


class Response(NamedTuple):
    """The answer to a REST request."""

    http_status: int
    body: str


class Care(Handle):
    """Check, measure and serve a directory."""

    def check(self) -> CheckReport:
        """Check the whole file: storage, every record, and every way to find it.

        Returns:
            {"persons": 100, "rsvps": 3, "problems": [], "searchIndex": "sound"}

        Raises:
            Corrupt: damaged; its `problems` say what is hit
            Forbidden: with a token
        """
        return cast(CheckReport, self._ask_long("persons_check"))

    def stats(self) -> Stats:
        """Tell how much is in the directory, as far as the caller may see.

        Returns:
            {"persons": 100, "groups": 2, "events": 1, "organization": "default",
            "revision": 7}; for the owner also "organizations", "bytes", "path" and
            "format"
        """
        return cast(Stats, self._ask("persons_stats"))

    def respond(
        self,
        method: str,
        target: str,
        headers: Sequence[Tuple[str, str]] = (),
        body: Optional[bytes] = None,
        /,
    ) -> Response:
        """Answer one REST request. Reserved: raises Unsupported in this version."""
        http_status = ctypes.c_int()
        answer = invoke(
            "persons_respond",
            self._number,
            whole(method.encode(), "method"),
            whole(target.encode(), "target"),
            encode([list(pair) for pair in headers]),
            body,
            len(body or b""),
            ctypes.byref(http_status),
        )
        return Response(http_status.value, answer.decode("utf-8"))
