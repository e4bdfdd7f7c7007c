# SPDX-License-Identifier: Apache-2.0
"""Text for a terminal: how wide it is, cut to fit, and harmless.

What persons call themselves must not move the cursor, change colours, turn the
direction of writing or break a line.
"""

from __future__ import annotations

import unicodedata

_KEPT = {"\u200c", "\u200d"}  # the joiners, which some scripts need
_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_NARROWLESS = {"Mn", "Me", "Cf"}


def harmless(text: str) -> str:
    """Return the text with control and formatting characters spelled out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _spelled(character)
        if unicodedata.category(character) in _HARMFUL and character not in _KEPT
        else character
        for character in text
    )


def _spelled(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in _NARROWLESS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitted(text: str, columns: int) -> str:
    """Return the text in exactly so many columns: cut with an ellipsis, or padded."""
    if width(text) > columns:
        text = _cut(text, columns - 1) + "…"
    return text + " " * (columns - width(text))


def _cut(text: str, columns: int) -> str:
    taken = 0
    for position, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return text[:position]
    return text
