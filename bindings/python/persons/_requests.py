# SPDX-License-Identifier: Apache-2.0
"""From keyword arguments to the texts that the library takes.

A keyword that was not given is UNSET and is left out; None is JSON null.
Keywords that this package does not know are sent as they are: the library
refuses them and names the nearest key that it has.
"""

from __future__ import annotations

import ctypes
import enum
import json
import os
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, List, Optional, Union

from .errors import Internal, Invalid


class Unset(enum.Enum):
    """The type of UNSET."""

    UNSET = "not given"

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset.UNSET

# What a keyword may hold.
Text = Union[str, None, Unset]
Texts = Union[Sequence[str], None, Unset]
Number = Union[int, None, Unset]
Flag = Union[bool, None, Unset]
Object = Union[Mapping[str, Any], None, Unset]
Path = Union[str, "os.PathLike[str]"]

# Keys that are no Python names.
_SPELLING = {"after_id": "after-id"}


def request(more: Mapping[str, object], **known: object) -> bytes:
    """Return the request with these keys, those of `known` first."""
    keys = {_SPELLING.get(key, key): value for key, value in known.items()}
    given = {key: value for key, value in keys.items() if value is not UNSET}
    for key, value in more.items():
        if key in given:
            raise TypeError(f"{key!r} is given twice, in two spellings")
        given[key] = value
    return encode(given)


def encode(value: object) -> bytes:
    """Return a value as compact JSON in UTF-8.

    A lone surrogate, which UTF-8 cannot hold, goes through as it is: the library
    then answers invalid_utf8 as it does for every host.
    """
    text = json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
        default=_container,
    )
    return text.encode("utf-8", "surrogatepass")


def decode(text: bytes) -> Any:
    """Return what a result of the library holds."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Internal("The result of the library is not JSON.") from error


def identifier(value: str, field: str) -> bytes:
    """Return an identifier as a text that ends where it should."""
    if not isinstance(value, str):
        raise TypeError(f"{field} must be a str, not {type(value).__name__}")
    return whole(value.encode("utf-8", "surrogatepass"), field)


def header_list(headers: Iterable[Sequence[str]]) -> "ctypes.Array[ctypes.c_char_p]":
    """Return headers as a list for C: names and values in turn, then NULL.

    A lone surrogate goes through, as in encode().
    """
    texts: List[Optional[bytes]] = []
    for pair in headers:
        if len(pair) != 2 or not all(isinstance(text, str) for text in pair):
            raise Invalid(
                "A header must be a pair of a name and a value, both str.",
                type="invalid_value",
                field="headers",
            )
        texts += [whole(text.encode("utf-8", "surrogatepass"), "headers") for text in pair]
    texts.append(None)
    return (ctypes.c_char_p * len(texts))(*texts)


def path(value: Path, field: str = "path") -> bytes:
    """Return a path as the file system spells it."""
    return whole(os.fsencode(value), field)


def whole(text: bytes, field: str) -> bytes:
    """Return the text; refuse a NUL in it, which would cut it short unseen."""
    if b"\0" in text:
        raise Invalid(
            f"The value of '{field}' must not hold a NUL character.",
            type="invalid_value",
            field=field,
        )
    return text


def _container(value: object) -> object:
    """Let mappings, sequences and sets that are no dict and no list through."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (bytes, bytearray)):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not a JSON value")
