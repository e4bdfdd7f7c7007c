# SPDX-License-Identifier: Apache-2.0
"""The life of an open directory: open, call, interrupt, close.

The handle of the library is a checked number. It is passed on as it is, also
after close(): the library answers MISUSE then, whatever the other threads do.
"""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from typing import Any, Optional, Set

from . import _long_call, errors
from ._closing import Closing
from ._declarations import PROGRESS
from ._library import invoke, library, status_name
from ._requests import Path, decode, path


class Handle(Closing):
    """A handle of the library that is closed at the latest with its owner."""

    def __init__(self, location: Path, options: bytes) -> None:
        handle = ctypes.c_void_p()
        invoke("persons_open", path(location, "location"), options, ctypes.byref(handle))
        self._location = os.fspath(location)
        self._number = handle.value or 0
        self._reporting: Set[int] = set()
        self._finalizer = weakref.finalize(self, _abandon, self._number, os.getpid())

    @property
    def location(self) -> str:
        """What the directory was opened with."""
        return self._location

    @property
    def closed(self) -> bool:
        """True after close()."""
        return not self._finalizer.alive

    def close(self) -> None:
        """Close the directory; wait for the calls that run on it in other threads.

        May be called again. After a fork, the child's close() does nothing.
        Raises Misuse from inside a progress callable of this directory.
        """
        if threading.get_ident() in self._reporting:
            raise errors.Misuse(
                "A directory cannot be closed from inside a progress callable of its own."
            )
        alive = self._finalizer.detach()
        if alive is not None:
            _, _, (number, process), _ = alive
            if os.getpid() == process:
                library.persons_close(number)

    def interrupt(self) -> None:
        """End the calls that run on this directory now, in any thread.

        Each of them raises Interrupted and has changed nothing, or had finished
        already. Calls that begin later are not touched.
        """
        status = library.persons_interrupt(self._number)
        if status != 0:
            raise errors.from_answer(status, status_name(status), None)

    def __repr__(self) -> str:
        state = "closed" if self.closed else "open"
        return f"<persons.Directory {self._location!r}, {state}>"

    def __reduce__(self) -> Any:
        raise TypeError("an open directory cannot be copied or sent to another process")

    # For the calls.

    def _ask(self, name: str, *arguments: Any) -> Any:
        """Call a function on this directory and return its result, parsed."""
        return decode(invoke(name, self._number, *arguments))

    def _ask_long(
        self,
        name: str,
        *arguments: Any,
        progress: Optional[_long_call.Progress] = None,
        reports: bool = False,
    ) -> Any:
        """Call a function that may take long, so that Ctrl-C ends it.

        `reports` says that the function takes a progress callback, and a context,
        after its other arguments.
        """

        def work(report: _long_call.Report) -> bytes:
            if not reports:
                return invoke(name, self._number, *arguments)
            callback = PROGRESS(lambda _, done, size, total: report(done, size, total))
            return invoke(name, self._number, *arguments, callback, None)

        def guarded(done: int, size: int, total: int) -> object:
            assert progress is not None
            thread = threading.get_ident()
            outermost = thread not in self._reporting
            self._reporting.add(thread)
            try:
                return progress(done, size, total)
            finally:
                if outermost:
                    self._reporting.discard(thread)

        return decode(
            _long_call.run(work, guarded if progress else None, self._interrupt_quietly)
        )

    def _interrupt_quietly(self) -> None:
        library.persons_interrupt(self._number)


def _abandon(number: int, process: int) -> None:
    """Close what nobody closed: the owner is gone, or Python is ending.

    Only threads that will never be waited for can still be in a call here, so
    it is ended. A child of fork() leaves the handle of its parent alone.
    """
    if os.getpid() == process:
        library.persons_interrupt(number)
        library.persons_close(number)
