# SPDX-License-Identifier: Apache-2.0
"""Threads, forks, the end of Python, and memory."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
import threading
from typing import Any, Callable, List

import pytest
from conftest import ADA, fill, python

import persons


def together(count: int, body: Callable[[int], Any]) -> None:
    """Run body(0), body(1), … in threads at once; raise the first exception."""
    failures: List[BaseException] = []
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            barrier.wait(120)
            body(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_many_threads_write_and_read(directory: persons.Directory) -> None:
    def body(number: int) -> None:
        for index in range(25):
            made = directory.create(**ADA, externalRef=f"{number}-{index}")
            assert directory.get(made["personId"])["externalRef"] == f"{number}-{index}"
            assert directory.find(external_ref=f"{number}-{index}")["persons"]

    together(8, body)
    assert directory.stats()["persons"] == 200
    assert directory.check()["persons"] == 200


def test_a_write_that_fails_half_way_takes_nothing_from_others(path: str) -> None:
    """It has made a person when the record of the next one turns out to be too large; others share its commit."""
    almost_too_large = {f"k{number}": "x" * 65000 for number in range(64)}
    records = [
        {"external_ref": "new", "first_name": "New"},
        {"external_ref": "large", "first_name": "x" * 60000},
    ]
    done: List[str] = []

    with persons.open(path, durability="relaxed") as directory:
        directory.create(externalRef="large", customFields=almost_too_large, **ADA)
        failing = threading.Event()

        def body(number: int) -> None:
            if number == 0:
                try:
                    for _ in range(8):
                        with pytest.raises(persons.TooLarge):
                            directory.upsert(records)
                finally:
                    failing.set()
            else:
                while not failing.is_set():
                    done.append(directory.create(**ADA)["personId"])

        together(4, body)
        assert directory.check()["persons"] == len(done) + 1
        for person_id in done:
            assert directory.get(person_id)["personId"] == person_id
        with pytest.raises(persons.NotFound):
            directory.find(external_ref="new")


def test_closing_while_others_call(path: str) -> None:
    for _ in range(10):
        directory = persons.open(path)

        def body(number: int, directory: persons.Directory = directory) -> None:
            if number == 0:
                directory.close()
                return
            try:
                for _ in range(50):
                    directory.list()
            except persons.Misuse:
                pass

        together(4, body)
        assert directory.closed


def test_interrupt_of_nothing(directory: persons.Directory) -> None:
    directory.interrupt()
    assert directory.list() == {"persons": []}


def test_a_call_releases_the_interpreter(path: str) -> None:
    """A write waits for a lock that another thread gives back, which it cannot while the interpreter is held."""
    begun, patience = threading.Event(), sys.getswitchinterval()
    with persons.open(path, timeout_ms=5000) as directory:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")

        def give_back() -> None:
            assert begun.wait(30)
            other.execute("ROLLBACK")

        thread = threading.Thread(target=give_back)
        thread.start()
        try:
            sys.setswitchinterval(60)  # nothing but the call itself lets the other thread in
            begun.set()
            directory.create(**ADA)
        finally:
            sys.setswitchinterval(patience)
            thread.join()
            other.close()
        assert directory.stats()["persons"] == 1


def test_a_progress_callable_waits_for_another_thread(directory: persons.Directory, tmp_path: Any) -> None:
    """Other threads call the same directory while an export does: the export waits for one of them."""
    fill(directory, 10)
    reached, answered = threading.Event(), threading.Event()

    def progress(*report: int) -> None:
        reached.set()
        assert answered.wait(120)

    def reader() -> None:
        assert reached.wait(120)
        directory.search("example")
        answered.set()

    thread = threading.Thread(target=reader)
    thread.start()
    directory.export(tmp_path / "out", progress=progress)
    thread.join()
    assert answered.is_set()


FORK = """
import os, sys, persons
directory = persons.open(sys.argv[1])
directory.create(firstName="Ada", lastName="Lovelace", email="ada@example.org")
child = os.fork()
if child == 0:
    said = []
    for call in (directory.list, directory.check, directory.interrupt,
                 lambda: persons.open(sys.argv[1])):
        try:
            call()
            said.append("no error")
        except persons.Misuse:
            said.append("misuse")
    directory.close()
    print(said, flush=True)
    {end}
_, status = os.waitpid(child, 0)
print(status, len(directory.list()["persons"]), flush=True)
"""


@pytest.mark.parametrize("end", ["os._exit(0)", "sys.exit(0)"])
def test_after_a_fork(path: str, end: str) -> None:
    done = python(FORK.replace("{end}", end), path)
    assert done.stderr == "" or "DeprecationWarning" in done.stderr
    assert done.stdout.splitlines() == [str(["misuse"] * 4), "0 1"]


def test_opening_after_a_fork(path: str) -> None:
    code = """
import os, sys, persons
child = os.fork()
if child == 0:
    with persons.open(sys.argv[1]) as directory:
        directory.create(firstName="Ada", lastName="Lovelace", email="ada@example.org")
    sys.exit(0)
_, status = os.waitpid(child, 0)
with persons.open(sys.argv[1]) as directory:
    print(status, len(directory.list()["persons"]))
"""
    done = python(code, path)
    assert (done.stdout.strip(), done.stderr) == ("0 1", "")


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "directory.self = directory",  # a cycle
        "sys.modules['kept'] = directory",
        "raise SystemExit(0)",
        "import atexit; atexit.register(directory.list)",
        "import atexit; atexit.register(directory.backup, sys.argv[1] + '.copy')",
        "threading.Thread(target=directory.check).start()",
        "threading.Thread(target=lambda: [directory.list() for _ in range(100)]).start()",
        "threading.Thread(target=lambda: [directory.list() for _ in iter(int, 1)], "
        "daemon=True).start()",
    ],
)
def test_python_ends_with_a_directory_open(path: str, ending: str) -> None:
    code = f"""
import sys, threading, persons
directory = persons.open(sys.argv[1])
directory.create(firstName="Ada", lastName="Lovelace", email="ada@example.org")
{ending}
"""
    done = python(code, path)
    if "daemon=True" in ending:
        assert "Fatal" not in done.stderr
    else:
        assert (done.returncode, done.stderr) == (0, "")
    with persons.open(path) as directory:
        assert directory.check()["persons"] == 1


def test_a_daemon_thread_in_an_import_does_not_keep_python(path: str, tmp_path: Any) -> None:
    code = """
import sys, threading, persons
directory = persons.open(sys.argv[1])
with open(sys.argv[2], "w") as rows:
    for number in range(20000):
        rows.write('{"firstName":"A","lastName":"B","email":"a@example.org"}\\n')
reached = threading.Event()
threading.Thread(target=directory.import_, args=(sys.argv[2],), daemon=True,
                 kwargs={"progress": lambda *report: reached.set()}).start()
reached.wait(120)
"""
    done = python(code, path, str(tmp_path / "rows.ndjson"))
    assert done.returncode == 0 and "Fatal" not in done.stderr


def resident() -> int:
    """Return the resident memory of this process in bytes."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_calls_do_not_leak(directory: persons.Directory) -> None:
    person_id = directory.create(**ADA, customFields={"text": "x" * 20000})["personId"]

    def errors() -> None:
        for call in (lambda: directory.get("nobody"), lambda: directory.find(wrong="x" * 5000)):
            with pytest.raises(persons.Error):
                call()

    def round_of_calls() -> None:
        for _ in range(500):
            directory.get(person_id)
            directory.search("ada")
            errors()
        gc.collect()

    round_of_calls()
    before = resident()
    for _ in range(3):
        round_of_calls()
    # 1500 results of 20 kB, forgotten, would be 30 MB.
    assert resident() - before < 8 << 20


def test_opening_does_not_leak(path: str) -> None:
    def round_of_opens(count: int) -> None:
        for _ in range(count):
            with persons.open(path) as directory:
                directory.list()
        gc.collect()

    round_of_opens(50)
    before, files = resident(), len(os.listdir("/proc/self/fd"))
    round_of_opens(200)
    assert resident() - before < 8 << 20
    assert len(os.listdir("/proc/self/fd")) <= files


def test_long_calls_do_not_leak(directory: persons.Directory, tmp_path: Any) -> None:
    fill(directory, 10)

    def round_of_exports(count: int) -> None:
        for _ in range(count):
            directory.export(tmp_path / "out", overwrite=True, progress=lambda *report: None)
            with pytest.raises(ZeroDivisionError):
                directory.export(
                    tmp_path / "out", overwrite=True, progress=lambda *report: 1 // 0
                )
        gc.collect()

    round_of_exports(20)
    before = resident()
    round_of_exports(100)
    assert resident() - before < 8 << 20


def test_a_directory_that_nobody_closes_is_closed(path: str) -> None:
    def descriptors() -> List[str]:
        links = (os.path.join("/proc/self/fd", number) for number in os.listdir("/proc/self/fd"))
        return [target for target in map(read_link, links) if target.startswith(path)]

    def read_link(link: str) -> str:
        try:
            return os.readlink(link)
        except FileNotFoundError:  # the one that the folder was listed through
            return ""

    directory = persons.open(path)
    directory.create(**ADA)
    assert descriptors()
    del directory
    gc.collect()
    assert not descriptors()
