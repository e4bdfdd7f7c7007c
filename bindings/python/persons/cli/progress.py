# SPDX-License-Identifier: Apache-2.0
"""A progress line on a terminal: how far, how many, how fast, how long still."""

from __future__ import annotations

import shutil
import time
from typing import Callable, Optional, TextIO

from .text import fitted

_PAUSE = 0.1  # seconds between two drawings


class ProgressLine:
    """Draws over its own line; on anything but a terminal it draws nothing.

    A context manager: the line is removed at the end, also when the call failed.
    """

    def __init__(
        self,
        stream: TextIO,
        what: str,
        unit: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._what, self._unit, self._clock = stream, what, unit, clock
        self._shown = stream.isatty()
        self._begun: Optional[float] = None
        self._drawn: Optional[float] = None
        self._first = (0, 0)

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def __call__(self, done: int, size: int, total: int) -> bool:
        """Draw; the progress callable of import_() and export()."""
        now = self._clock()
        if self._begun is None:
            self._begun, self._first = now, (done, size)
        if self._shown and (self._drawn is None or now - self._drawn >= _PAUSE):
            self._drawn = now
            self._draw(self.describe(done, size, total, now - self._begun))
        return False

    def describe(self, done: int, size: int, total: int, seconds: float) -> str:
        """Return the line: "import  45 %  12,345 rows  2,345 rows/s  0:07 left"."""
        parts = [self._what]
        if total > 0:
            parts.append(f"{min(100, size * 100 // total)} %")
        parts.append(f"{done:,} {self._unit}")
        if seconds > 0:
            parts.append(f"{(done - self._first[0]) / seconds:,.0f} {self._unit}/s")
            read = size - self._first[1]
            if total > 0 and read > 0:
                parts.append(f"{_clock(seconds * max(0, total - size) / read)} left")
        return "  ".join(parts)

    def finish(self) -> None:
        """Remove the line."""
        if self._drawn is not None:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()

    def _draw(self, text: str) -> None:
        columns = shutil.get_terminal_size().columns - 1
        self._stream.write("\r" + fitted(text, columns))
        self._stream.flush()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
