# SPDX-License-Identifier: Apache-2.0
"""Aligned tables and records, as lines of text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Iterator, List, Optional, Tuple

from .text import fitted, harmless, width

GAP = "  "
NARROWEST = 6


def cell(value: Any) -> str:
    """Return a value of a result as one harmless line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if not isinstance(value, (str, int, float)):
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return harmless(str(value))


def table(
    titles: Sequence[str], rows: Iterable[Sequence[Any]], columns: Optional[int]
) -> Iterator[str]:
    """Yield the lines of a table, no wider than `columns` when that is given."""
    cells = [[cell(value) for value in row] for row in rows]
    widths = [
        max([width(title)] + [width(row[index]) for row in cells])
        for index, title in enumerate(titles)
    ]
    if columns is not None:
        widths = _narrowed(widths, columns)
    for row in [list(titles)] + cells:
        yield GAP.join(fitted(text, size) for text, size in zip(row, widths)).rstrip()


def _narrowed(widths: List[int], columns: int) -> List[int]:
    """Take from the widest columns until the table fits; the first one stays whole."""
    widths = list(widths)
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - columns
    while excess > 0 and len(widths) > 1:
        widest = max(range(1, len(widths)), key=lambda index: widths[index])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def record(pairs: Iterable[Tuple[str, Any]]) -> Iterator[str]:
    """Yield a line for each name and its value."""
    cells = [(harmless(name), cell(value)) for name, value in pairs]
    size = max((width(name) for name, _ in cells), default=0)
    for name, value in cells:
        yield f"{fitted(name, size)}{GAP}{value}".rstrip()
