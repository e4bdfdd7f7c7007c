# SPDX-License-Identifier: Apache-2.0
"""What the command writes: tables for readers, JSON for programs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, List, Optional

from .table import record, table
from .text import harmless

_AT_ONCE = 1000  # rows that are aligned together


class Output:
    """Standard output, and notes for a reader on standard error."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.terminal = sys.stdout.isatty()

    def json(self, value: Any) -> None:
        """Write a value as one line of JSON in UTF-8, whatever the locale."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")

    def line(self, text: str) -> None:
        """Write a line."""
        sys.stdout.write(harmless(text) + "\n")

    def record(self, values: Mapping[str, Any]) -> None:
        """Write a line for each key and its value."""
        for line in record(values.items()):
            sys.stdout.write(line + "\n")

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Write a table and return how many rows it has; nothing when none."""
        rows, count = iter(rows), 0
        while True:
            part = list(islice(rows, _AT_ONCE))
            if not part:
                return count
            lines = table(titles, part, self._columns())
            for line in islice(lines, 0 if count == 0 else 1, None):
                sys.stdout.write(line + "\n")
            count += len(part)

    def answer(self, document: Mapping[str, Any], key: str, titles: Mapping[str, str]) -> int:
        """Write the list under a key of a result, or the whole result as JSON."""
        if self.as_json:
            self.json(document)
            return len(document[key])
        return self.table(list(titles.values()), picked(document[key], titles))

    def stream(self, items: Iterable[Mapping[str, Any]], titles: Mapping[str, str]) -> int:
        """Write items one by one as they come, as a table or a line of JSON each."""
        if not self.as_json:
            return self.table(list(titles.values()), picked(items, titles))
        count = 0
        for item in items:
            self.json(item)
            count += 1
        return count

    def note(self, text: str) -> None:
        """Tell a reader at a terminal something that is not part of the result."""
        if self.terminal and not self.as_json:
            sys.stdout.flush()
            sys.stderr.write(harmless(text) + "\n")

    def _columns(self) -> Optional[int]:
        return shutil.get_terminal_size().columns if self.terminal else None


def picked(
    items: Iterable[Mapping[str, Any]], titles: Mapping[str, str]
) -> Iterable[List[Any]]:
    """Yield the values of the named keys of each item."""
    for item in items:
        yield [item.get(key) for key in titles]
