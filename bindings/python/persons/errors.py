# SPDX-License-Identifier: Apache-2.0
"""The exceptions: persons.Error, and one subclass for each status of persons.h.

The class says what kind of thing went wrong, `type` says which:

    try:
        directory.get(person_id)
    except persons.NotFound:
        ...
    except persons.Error as error:
        print(error.status, error.type, error.message)
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional, Type


class Error(Exception):
    """A call failed. A status that this package does not know is a plain Error.

    Attributes:
        status:   name of the status, such as "NOT_FOUND"
        code:     number of the status, such as -3
        type:     the case, such as "group_not_found"; "" when there is none
        message:  a sentence; never holds a name, an address, a query or a token
        field:    the key that is at fault ("persons[3].email_address"), or None
        offset:   byte at which a JSON text went wrong, or None
        document: the whole answer of the library, a dict
    """

    status: str = "UNKNOWN"
    code: int = 0

    def __init__(
        self,
        message: str = "",
        *,
        type: str = "",
        field: Optional[str] = None,
        offset: Optional[int] = None,
        document: Optional[Mapping[str, Any]] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.type = type
        self.field = field
        self.offset = offset
        self.document: Dict[str, Any] = dict(document or {})

    def __reduce__(self) -> Any:
        # An exception with keywords does not pickle by itself, and must: process
        # pools send exceptions that way.
        return _restore, (self.__class__, dict(self.__dict__))


class Misuse(Error):
    """A closed directory, or one from before a fork."""

    status, code = "MISUSE", -1


class Invalid(Error, ValueError):
    """The request is wrong; `field` says where."""

    status, code = "INVALID", -2


class NotFound(Error, LookupError):
    """There is no such person, group, event, token, organization or file."""

    status, code = "NOT_FOUND", -3


class Conflict(Error):
    """It exists already, or was changed meanwhile."""

    status, code = "CONFLICT", -4


class Unauthorized(Error):
    """The token is missing, bad, expired or revoked."""

    status, code = "UNAUTHORIZED", -5


class Forbidden(Error):
    """The token does not allow this call."""

    status, code = "FORBIDDEN", -6


class Unsupported(Error):
    """This is not offered at this location."""

    status, code = "UNSUPPORTED", -7


class TooLarge(Error):
    """A bound was exceeded; the message names it."""

    status, code = "TOO_LARGE", -8


class Busy(Error):
    """Another process held the file for longer than `timeout_ms`."""

    status, code = "BUSY", -20


class Full(Error):
    """The disk or the quota is full."""

    status, code = "FULL", -21


class IoError(Error):
    """The disk failed; close the directory and open it again."""

    status, code = "IO", -22


class Corrupt(Error):
    """The file is damaged; `problems` says what is hit when check() found it."""

    status, code = "CORRUPT", -23

    @property
    def problems(self) -> List[str]:
        """The sentences of check(), at most 100; empty for other calls."""
        return list(self.document.get("problems") or [])


class NewerFormat(Error):
    """A newer libpersons wrote the file; it was left untouched."""

    status, code = "NEWER_FORMAT", -24


class NoMemory(Error, MemoryError):
    """The result could not be allocated."""

    status, code = "NO_MEMORY", -25


class ReadOnly(Error):
    """A write on what can only be read."""

    status, code = "READ_ONLY", -26


class PermissionDenied(Error):
    """The file system does not permit it."""

    status, code = "PERMISSION", -27


class Unavailable(Error):
    """The service cannot be reached."""

    status, code = "UNAVAILABLE", -40


class Timeout(Error):
    """The service did not answer in time."""

    status, code = "TIMEOUT", -41


class Interrupted(Error):
    """interrupt() was called, or a progress callable said stop."""

    status, code = "INTERRUPTED", -42


class Protocol(Error):
    """The answer of the service makes no sense."""

    status, code = "PROTOCOL", -43


class RateLimited(Error):
    """The service asks to slow down."""

    status, code = "RATE_LIMITED", -44


class Internal(Error):
    """A fault of the library: please report it."""

    status, code = "INTERNAL", -60


CLASSES: Dict[int, Type[Error]] = {
    cls.code: cls
    for cls in (
        Misuse, Invalid, NotFound, Conflict, Unauthorized, Forbidden, Unsupported,
        TooLarge, Busy, Full, IoError, Corrupt, NewerFormat, NoMemory, ReadOnly,
        PermissionDenied, Unavailable, Timeout, Interrupted, Protocol, RateLimited,
        Internal,
    )
}  # fmt: skip


def from_answer(code: int, status: str, text: Optional[bytes]) -> Error:
    """Return the exception for a status and the error's JSON, which may be absent."""
    document = _document(text)
    details = document.get("error")
    if not isinstance(details, dict):
        details = {}
    cls = CLASSES.get(code, Error)
    error = cls(
        details.get("message") or f"The library answered {status} without a message.",
        type=details.get("type") or "",
        field=details.get("field"),
        offset=details.get("offset"),
        document=document,
    )
    error.code, error.status = code, status
    return error


def _document(text: Optional[bytes]) -> Dict[str, Any]:
    try:
        document = json.loads(text or b"{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _restore(cls: Type[Error], state: Dict[str, Any]) -> Error:
    error = cls(state["message"])
    error.__dict__.update(state)
    return error
