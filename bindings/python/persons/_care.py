# SPDX-License-Identifier: Apache-2.0
"""The calls that look after a directory, or serve it: check, stats, respond."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import List, NamedTuple, Optional, Tuple, cast

from ._handle import Handle
from ._library import invoke, take
from ._requests import decode, header_list, identifier
from ._types import CheckReport, Stats


class Response(NamedTuple):
    """The answer to a REST request.

    The headers lack Content-Length, Date and Connection, which are the server's.
    """

    http_status: int
    headers: List[Tuple[str, str]]
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
        """Answer one REST request, as any HTTP server received it.

        Who asks is said by the request's own Authorization header, so the directory
        is opened without a token. docs/rest.md has the routes; persons.wsgi serves them.

        Args:
            method: as received, "GET", "POST" …
            target: as received, with nothing decoded: "/search?query=j%C3%BCrgen"
            headers: pairs in the order received, names in any case
            body: the bytes received; None when there are none

        Returns:
            Response(http_status=200, headers=[("Content-Type", "application/json"), …],
            body='{"persons":[]}'); also for a request that is refused

        Raises:
            Forbidden: owner_only, the directory was opened with a token
            Invalid: a NUL in the method, the target or a header
        """
        http_status = ctypes.c_int()
        reply_headers = ctypes.c_void_p()
        try:
            answer = invoke(
                "persons_respond",
                self._number,
                identifier(method, "method"),
                identifier(target, "target"),
                header_list(headers),
                body,
                len(body or b""),
                ctypes.byref(http_status),
                ctypes.byref(reply_headers),
            )
        finally:
            listed = take(reply_headers)
        pairs = [(str(name), str(value)) for name, value in decode(listed or b"[]")]
        return Response(http_status.value, pairs, answer.decode("utf-8"))
