# SPDX-License-Identifier: Apache-2.0
"""JSON that the command is given: on standard input, in a file, or as KEY=VALUE.

JSON texts go to the library as they are, so that it says where one is wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Dict

from .._requests import whole
from .arguments import Parser


def read(name: str) -> bytes:
    """Return what a file holds; "-" is standard input."""
    if name == "-":
        return whole(sys.stdin.buffer.read(), "-")
    with open(name, "rb") as file:
        return whole(file.read(), name)


def assigned(
    parser: Parser, assignments: Iterable[str], cleared: Iterable[str]
) -> Dict[str, Any]:
    """Return the keys of KEY=VALUE texts, and None for those to clear.

    KEY may be customFields.NAME. A value is text: "36" is not a number.
    """
    keys: Dict[str, Any] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key:
            parser.error(f"'{assignment}' is not KEY=VALUE")
        _put(keys, key, value)
    for key in cleared:
        _put(keys, key, None)
    return keys


def _put(keys: Dict[str, Any], key: str, value: Any) -> None:
    owner, dot, name = key.partition(".")
    if dot and owner == "customFields":
        fields = keys.setdefault(owner, {})
        if isinstance(fields, dict):
            fields[name] = value
            return
    keys[key] = value
