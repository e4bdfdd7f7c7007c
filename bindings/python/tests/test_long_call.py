# SPDX-License-Identifier: Apache-2.0
"""Long calls without the library: reports, exceptions and signals."""

from __future__ import annotations

import _thread
import os
import signal
import threading
from typing import Any, Callable, List

import pytest

from persons import _long_call


def in_main(call: Callable[[], Any]) -> Any:
    return call()


def in_thread(call: Callable[[], Any]) -> Any:
    """Make the call in another thread; pass on what comes of it."""
    results: List[Any] = []
    failures: List[BaseException] = []

    def body() -> None:
        try:
            results.append(call())
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
    return results[0]


def never() -> None:
    raise AssertionError("interrupted")


@pytest.mark.parametrize("where", [in_main, in_thread])
def test_reports_come_in_order_in_the_thread_of_the_caller(where: Any) -> None:
    seen: List[Any] = []

    def progress(*report: int) -> None:
        seen.append((report, threading.get_ident()))

    def work(report: _long_call.Report) -> Any:
        return [report(number, 10 * number, -1) for number in range(5)]

    def call() -> Any:
        return threading.get_ident(), _long_call.run(work, progress, never)

    caller, answers = where(call)
    assert answers == [0] * 5
    assert seen == [((number, 10 * number, -1), caller) for number in range(5)]


@pytest.mark.parametrize("where", [in_main, in_thread])
def test_something_true_stops(where: Any) -> None:
    work = lambda report: [report(number, 0, 0) for number in range(3)]  # noqa: E731
    answers = where(lambda: _long_call.run(work, lambda *report: report[0] == 1, never))
    assert answers == [0, 1, 0]


@pytest.mark.parametrize("where", [in_main, in_thread])
def test_an_exception_of_progress_is_raised_once_the_work_is_over(where: Any) -> None:
    ended = []

    def work(report: _long_call.Report) -> None:
        assert [report(0, 0, 0), report(1, 0, 0), report(2, 0, 0)] == [1, 1, 1]
        ended.append(True)
        raise RuntimeError("interrupted by the callback")

    def progress(*report: int) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        where(lambda: _long_call.run(work, progress, lambda: None))
    assert ended == [True]


@pytest.mark.parametrize("where", [in_main, in_thread])
def test_an_exception_of_the_work_is_raised(where: Any) -> None:
    def work(report: _long_call.Report) -> None:
        raise LookupError("theirs")

    with pytest.raises(LookupError, match="theirs"):
        where(lambda: _long_call.run(work, None, never))


def test_a_signal_interrupts_work_that_never_reports() -> None:
    interrupted = threading.Event()

    def work(report: _long_call.Report) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupted.wait(120)
        return "interrupted"

    with pytest.raises(KeyboardInterrupt):
        _long_call.run(work, None, interrupted.set)
    assert interrupted.is_set()


def test_a_signal_that_another_thread_takes_interrupts() -> None:
    """The system gives a signal to any thread; that does not wake the one that waits."""
    interrupted = threading.Event()

    def work(report: _long_call.Report) -> bool:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        os.kill(os.getpid(), signal.SIGINT)
        return interrupted.wait(30)

    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        with pytest.raises(KeyboardInterrupt):
            _long_call.run(work, None, interrupted.set)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert interrupted.is_set()


def test_a_signal_stops_work_that_reports() -> None:
    def work(report: _long_call.Report) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        while report(0, 0, 0) == 0:
            pass

    with pytest.raises(KeyboardInterrupt):
        _long_call.run(work, lambda *report: False, lambda: None)


def test_many_signals_leave_nothing_running() -> None:
    begun, ended = [], []

    def work(report: _long_call.Report) -> None:
        begun.append(True)
        os.kill(os.getpid(), signal.SIGINT)
        while report(0, 0, 0) == 0:
            pass
        ended.append(True)

    for _ in range(200):
        with pytest.raises(KeyboardInterrupt):
            _long_call.run(work, None, lambda: None)
        assert len(begun) == len(ended)
    assert begun


def test_without_new_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: Any) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(_thread, "start_new_thread", refused)
    seen: List[int] = []
    answer = _long_call.run(
        lambda report: report(7, 0, 0), lambda *report: seen.append(report[0]), never
    )
    assert (answer, seen) == (0, [7])
