# SPDX-License-Identifier: Apache-2.0
"""Call the library: a text comes back, or an exception is raised.

This is the only place where texts of the library are read and released.
"""

from __future__ import annotations

import ctypes
from ctypes import byref, c_void_p
from typing import Any, Optional

from . import errors
from ._loader import load

library = load()


def invoke(name: str, *arguments: Any) -> bytes:
    """Call the function `name` and return its result, JSON as UTF-8.

    The last parameter of the function, `out`, is added here. Any status but OK
    raises its class of persons.Error.
    """
    status, text = answer(name, *arguments)
    if status != 0:
        raise errors.from_answer(status, status_name(status), text)
    if text is None:
        raise errors.Internal(f"{name} gave no result.")
    return text


def answer(name: str, *arguments: Any) -> tuple[int, Optional[bytes]]:
    """Call the function `name` and return its status and its text as they are."""
    out = c_void_p()
    try:
        status = getattr(library, name)(*arguments, byref(out))
    finally:
        text = take(out)
    return int(status), text


def take(out: c_void_p) -> Optional[bytes]:
    """Release a text that the library gave out and return it; None where it gave none."""
    try:
        return ctypes.string_at(out.value) if out.value else None
    finally:
        if out.value:
            library.persons_free(out)


def status_name(status: int) -> str:
    """Return the name of a status, "UNKNOWN" for one the library does not know."""
    name: bytes = library.persons_status_name(status)
    return name.decode("ascii")


def library_version() -> str:
    """Return the version of the library that is loaded, such as "0.1.0"."""
    version: bytes = library.persons_version()
    return version.decode("ascii")
