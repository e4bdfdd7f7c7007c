# SPDX-License-Identifier: Apache-2.0
"""Long calls: progress, cancelling, and Ctrl-C.

Python runs signal handlers in the main thread only, and only between two
steps of Python code: a call that stays in the library for a minute would keep
Ctrl-C waiting for a minute. So a long call of the main thread runs in a thread
beside it, while the main thread waits here, where a signal can reach it. The
progress callable still runs in the thread of the caller.

Any other thread makes the call itself: no signal handler can run there.
"""

from __future__ import annotations

import _thread
import threading
from queue import Empty, SimpleQueue
from typing import Callable, Generic, List, Optional, Tuple, TypeVar

T = TypeVar("T")

# What a program gives: called with (done, bytes, total), true to cancel.
Progress = Callable[[int, int, int], object]
# What the library calls: 0 to go on, 1 to stop.
Report = Callable[[int, int, int], int]
# The call itself.
Work = Callable[[Report], T]

# How long a call may take to end by itself before it is interrupted, in seconds.
_PATIENCE = 0.05

# How often the waiting thread wakes by itself: a signal that another thread takes does not wake it.
_LOOK = 0.1


def run(work: Work[T], progress: Optional[Progress], interrupt: Callable[[], object]) -> T:
    """Return work(report), where report passes on to progress.

    An exception of progress, or of a signal handler, ends the call and is raised
    here. `interrupt` is called when the work does not end soon after that.
    """
    if threading.current_thread() is threading.main_thread():
        try:
            return _Beside(work).run(progress, interrupt)
        except _NoThread:
            pass
    return _here(work, progress)


def _here(work: Work[T], progress: Optional[Progress]) -> T:
    failures: List[BaseException] = []

    def report(done: int, size: int, total: int) -> int:
        if failures:
            return 1
        try:
            return 1 if progress is not None and progress(done, size, total) else 0
        except BaseException as failure:
            failures.append(failure)
            return 1

    try:
        result = work(report)
    except Exception:
        if not failures:
            raise
    if failures:
        raise failures.pop()
    return result


class _NoThread(Exception):
    """Python is ending and starts no thread any more."""


class _Beside(Generic[T]):
    """Work in a thread beside the caller, who answers its reports."""

    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self._reports: SimpleQueue[Optional[Tuple[int, int, int]]] = SimpleQueue()
        self._answers: SimpleQueue[int] = SimpleQueue()
        self._begun = _thread.allocate_lock()  # taken by the one who is first
        self._running = _thread.allocate_lock()
        self._running.acquire()
        self._stopped = False
        self._over = False
        self._results: List[T] = []
        self._failures: List[BaseException] = []

    def run(self, progress: Optional[Progress], interrupt: Callable[[], object]) -> T:
        """Answer reports until the work is over, and return its result."""
        try:
            self._start()
            while True:
                report = self._next_report()
                if report is None:
                    break
                stop = progress is not None and progress(*report)
                self._answers.put(1 if stop else 0)
        except _NoThread:
            raise
        except BaseException:
            self._abandon(interrupt)
            raise
        if self._failures:
            raise self._failures.pop()
        return self._results.pop()

    def _next_report(self) -> Optional[Tuple[int, int, int]]:
        """Return the next report, or None when the work is over."""
        while True:
            try:
                return self._reports.get(timeout=_LOOK)
            except Empty:
                continue  # handlers of signals run between these steps

    def _start(self) -> None:
        # Not threading.Thread: its start() waits, in Python code, for the thread
        # to begin, and a signal in that place would leave it half done.
        try:
            _thread.start_new_thread(self._body, ())
        except RuntimeError as error:
            raise _NoThread from error

    # In the thread beside.

    def _body(self) -> None:
        if not self._begun.acquire(False):
            return
        try:
            self._results.append(self._work(self._report))
        except BaseException as failure:
            self._failures.append(failure)
        self._over = True
        self._running.release()
        self._reports.put(None)

    def _report(self, done: int, size: int, total: int) -> int:
        if self._stopped:
            return 1
        self._reports.put((done, size, total))
        return self._answers.get()

    # In the thread of the caller, after an exception. A signal may have struck at
    # any point, so nothing here relies on what was started, received or answered.

    def _abandon(self, interrupt: Callable[[], object]) -> None:
        self._stopped = True
        if self._begun.acquire(False):
            return  # it never begins
        while not self._over:
            try:
                self._answers.put(1)
                if not self._running.acquire(timeout=_PATIENCE):
                    interrupt()
            except BaseException:
                continue  # Ctrl-C again: the work is being ended as fast as it can
