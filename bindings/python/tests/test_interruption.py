# SPDX-License-Identifier: Apache-2.0
"""Interruptions at any moment, and the deadline of writes that wait for another process."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import List

import persons

CALLS = 3000


def test_interruptions_leave_the_directory_as_it_was(tmp_path: Path) -> None:
    """An interruption can meet the end of a transaction; the connection must not stay in it."""
    with persons.open(tmp_path / "e.db") as directory:
        person = directory.create(firstName="Ada", lastName="Lovelace", email="a@example.org")["personId"]
        unexpected: List[persons.Error] = []
        going = threading.Event()
        going.set()

        def call(write: bool) -> None:
            for number in range(CALLS if not write else CALLS // 10):
                try:
                    if write:
                        directory.update(person, city=str(number))
                    else:
                        directory.get(person)
                except persons.Interrupted:
                    pass
                except persons.Error as error:
                    unexpected.append(error)

        def interrupt() -> None:
            while going.is_set():
                directory.interrupt()

        callers = [threading.Thread(target=call, args=(write,)) for write in (False, False, True)]
        interrupter = threading.Thread(target=interrupt)
        for thread in [*callers, interrupter]:
            thread.start()
        for thread in callers:
            thread.join()
        going.clear()
        interrupter.join()
        assert not unexpected
        assert directory.get(person)["personId"] == person
        directory.update(person, city="Bath")
        directory.erase(person)
        assert directory.check()["persons"] == 0


def test_the_deadline_is_that_of_each_call(tmp_path: Path) -> None:
    """Writers that wait together for another process wait timeout_ms each, not one after the other."""
    path = str(tmp_path / "e.db")
    # One after the other would take 16 seconds: half of that is far from both, however busy the machine is.
    each = 2.0
    with persons.open(path, timeout_ms=int(each * 1000)) as directory:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        waited: List[float] = []

        def create() -> None:
            start = time.monotonic()
            try:
                directory.create(firstName="A", lastName="B", email="c@example.org")
            except persons.Busy:
                waited.append(time.monotonic() - start)

        threads = [threading.Thread(target=create) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        other.execute("ROLLBACK")
        other.close()
        assert len(waited) == 8
        assert min(waited) >= each, waited
        assert max(waited) < 8 * each / 2, waited
        assert directory.stats()["persons"] == 0


def test_a_batch_is_bounded_before_anything_is_written() -> None:
    with persons.open(":memory:") as directory:
        try:
            directory.upsert([{"external_ref": "x"}, *({} for _ in range(10_000))])
        except persons.TooLarge as error:
            assert error.field == "persons"
        else:
            raise AssertionError("a batch of 10,001 records was taken")
        assert directory.stats()["persons"] == 0


def test_a_write_that_waits_for_another_process_is_interrupted(tmp_path: Path) -> None:
    path = str(tmp_path / "e.db")
    with persons.open(path, timeout_ms=5000) as directory:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        before: List[int] = []
        ended: List[str] = []

        def create() -> None:
            before.append(sleeps_of(threading.current_thread()))
            try:
                directory.create(firstName="A", lastName="B", email="c@example.org")
            except persons.Error as error:
                ended.append(error.status)

        thread = threading.Thread(target=create)
        thread.start()
        # It looks for the lock again and again, and sleeps between. One interruption: many would meet a statement too.
        while thread.is_alive() and not (before and sleeps_of(thread) >= before[0] + 20):
            time.sleep(0.001)
        directory.interrupt()
        thread.join()
        other.execute("ROLLBACK")
        other.close()
        assert ended == ["INTERRUPTED"]


def sleeps_of(thread: threading.Thread) -> int:
    """How often a thread gave the processor away by itself."""
    try:
        status = Path(f"/proc/self/task/{thread.native_id}/status").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(status.split("\nvoluntary_ctxt_switches:")[1].split()[0])
