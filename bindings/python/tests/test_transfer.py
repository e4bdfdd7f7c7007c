# SPDX-License-Identifier: Apache-2.0
"""Import and export: results, progress, cancelling, exceptions, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import threading
from pathlib import Path
from typing import Any, List, Tuple

import pytest
from conftest import ADA, fill, ndjson

import persons

Report = Tuple[int, int, int]
ROWS = 5000


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> str:
    return ndjson(tmp_path_factory.mktemp("rows") / "rows.ndjson", ROWS)


def test_import_and_export_give_the_same_bytes(
    directory: persons.Directory, rows: str, tmp_path: Path
) -> None:
    report = directory.import_(rows)
    assert report == {
        "rows": ROWS, "created": ROWS, "updated": 0, "unchanged": 0,
        "groups": 0, "events": 0, "failed": 0, "errors": [],
    }  # fmt: skip
    exported = directory.export(tmp_path / "one.ndjson")
    assert exported["persons"] == ROWS
    assert exported["bytes"] == os.path.getsize(tmp_path / "one.ndjson")
    with persons.open(tmp_path / "other.db") as other:
        assert other.import_file(tmp_path / "one.ndjson")["created"] == ROWS
        other.export(tmp_path / "two.ndjson")
    assert (tmp_path / "one.ndjson").read_bytes() == (tmp_path / "two.ndjson").read_bytes()
    with pytest.raises(persons.Conflict) as caught:
        directory.export(tmp_path / "one.ndjson")
    assert caught.value.type == "file_exists"
    directory.export(tmp_path / "one.ndjson", overwrite=True)


def test_rows_that_are_refused(directory: persons.Directory, tmp_path: Path) -> None:
    file = tmp_path / "rows.ndjson"
    file.write_text(json.dumps(ADA) + '\n{"firstNmae":"Grace"}\n\n' + json.dumps(ADA) + "\n")
    report = directory.import_(file, report=tmp_path / "report.ndjson")
    assert (report["rows"], report["created"], report["failed"]) == (3, 2, 1)
    assert report["errors"][0]["row"] == 2
    assert report["errors"][0]["error"]["field"] == "firstNmae"
    lines = [json.loads(line) for line in (tmp_path / "report.ndjson").read_text().splitlines()]
    assert [line["success"] for line in lines] == [True, False, True]
    with pytest.raises(persons.Invalid) as caught:
        directory.import_(file, on_error="stop")
    assert caught.value.type == "import_stopped"
    with pytest.raises(persons.NotFound) as missing:
        directory.import_(tmp_path / "missing.ndjson")
    assert missing.value.type == "no_such_file"


def test_report_of_a_token(path: str, directory: persons.Directory, tmp_path: Path) -> None:
    """An identifier says that somebody is there, which is for those who may read."""
    file = tmp_path / "rows.ndjson"
    file.write_text('{"externalRef":"crm-1","firstName":"Ada"}\n')
    directory.import_(file)
    for rights, told in ((["write"], False), (["read", "write"], True)):
        token = directory.issue_token(rights=rights)["token"]
        with persons.open(path, token=token) as bearer:
            bearer.import_(file, report=tmp_path / "report.ndjson")
        assert ("personId" in json.loads((tmp_path / "report.ndjson").read_text())) == told


def test_each_caller_resumes_its_own_import(path: str, directory: persons.Directory, tmp_path: Path) -> None:
    """How far another's import came is none of a caller's business."""
    file = tmp_path / "rows.ndjson"
    file.write_text('{"externalRef":"crm-1","firstName":"Ada"}\n{"externalRef":"crm-2","firstName":"Grace"}\n')
    assert directory.import_(file)["created"] == 2
    assert directory.import_(file, resume=True)["rows"] == 2
    file.write_text('{"externalRef":"crm-3","firstName":"Mary"}\n')
    with pytest.raises(persons.Conflict) as caught:
        directory.import_(file, resume=True)
    assert caught.value.type == "import_changed"
    with persons.open(path, token=directory.issue_token()["token"]) as bearer:
        assert bearer.import_(file, resume=True)["created"] == 1
    with pytest.raises(persons.Conflict):
        directory.import_(file, resume=True)


def test_progress_of_an_import(directory: persons.Directory, rows: str) -> None:
    seen: List[Report] = []
    thread: List[int] = []

    def progress(done: int, size: int, total: int) -> None:
        seen.append((done, size, total))
        thread.append(threading.get_ident())

    directory.import_(rows, progress=progress)
    assert len(seen) >= ROWS // 1000
    assert seen == sorted(seen) and seen[-1][0] <= ROWS
    assert {total for _, _, total in seen} == {os.path.getsize(rows)}
    assert max(size for _, size, _ in seen) <= os.path.getsize(rows)
    assert set(thread) == {threading.get_ident()}


def test_progress_of_an_export(directory: persons.Directory, tmp_path: Path) -> None:
    fill(directory, 2500)
    seen: List[Report] = []
    directory.export(tmp_path / "out", progress=lambda *report: seen.append(report))
    assert len(seen) >= 2 and seen == sorted(seen)


def test_cancelling_an_import_and_going_on(directory: persons.Directory, rows: str) -> None:
    with pytest.raises(persons.Interrupted):
        directory.import_(rows, progress=lambda done, size, total: done >= 1000)
    there = directory.stats()["persons"]
    assert there < ROWS
    directory.import_(rows, resume=True)
    assert [one["externalRef"] for one in directory.list_all()] == [
        f"p{n}" for n in range(ROWS)
    ]


def test_cancelling_an_export_leaves_nothing(
    directory: persons.Directory, tmp_path: Path
) -> None:
    fill(directory, 2500)
    (tmp_path / "out").mkdir()
    with pytest.raises(persons.Interrupted):
        directory.export(tmp_path / "out" / "file", progress=lambda *report: True)
    assert os.listdir(tmp_path / "out") == []


@pytest.mark.parametrize("beside", [False, True])
def test_an_exception_of_progress_is_raised(
    directory: persons.Directory, rows: str, beside: bool
) -> None:
    def progress(done: int, size: int, total: int) -> None:
        raise ZeroDivisionError("mine")

    caught: List[BaseException] = []

    def call() -> None:
        try:
            directory.import_(rows, progress=progress)
        except BaseException as error:
            caught.append(error)

    if beside:
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
    else:
        call()
    assert isinstance(caught[0], ZeroDivisionError)
    assert directory.stats()["persons"] < ROWS


def test_progress_may_use_the_directory_but_not_close_it(
    directory: persons.Directory, rows: str
) -> None:
    counts: List[int] = []

    def progress(done: int, size: int, total: int) -> None:
        counts.append(directory.stats()["persons"])
        directory.search("example", limit=1)

    directory.import_(rows, progress=progress)
    assert counts == sorted(counts)
    with pytest.raises(persons.Misuse, match="closed from inside"):
        directory.export(rows + ".out", progress=lambda *report: directory.close())
    assert not directory.closed


def test_progress_may_write(directory: persons.Directory, rows: str) -> None:
    made: List[str] = []

    def progress(done: int, size: int, total: int) -> None:
        if not made:
            made.append(directory.create(**ADA)["personId"])

    directory.import_(rows, progress=progress)
    assert directory.get(made[0])["firstName"] == "Ada"


def test_ctrl_c_ends_an_import(directory: persons.Directory, rows: str) -> None:
    def progress(done: int, size: int, total: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        directory.import_(rows, progress=progress)
    assert directory.stats()["persons"] < ROWS
    directory.import_(rows, resume=True)
    assert directory.stats()["persons"] == ROWS


def test_interrupt_ends_an_import(directory: persons.Directory, rows: str) -> None:
    def progress(done: int, size: int, total: int) -> None:
        directory.interrupt()

    with pytest.raises(persons.Interrupted):
        directory.import_(rows, progress=progress)
    assert directory.stats()["persons"] < ROWS
    assert directory.list(limit=1)["persons"] is not None, "later calls are not touched"


def test_what_progress_is_not(directory: persons.Directory, rows: str) -> None:
    wrong: Any = "not callable"
    with pytest.raises(TypeError):
        directory.import_(rows, progress=wrong)


def test_two_exports_to_one_place(directory: persons.Directory, tmp_path: Path) -> None:
    """One that begins meanwhile takes nothing away from the other, which ends later and stays."""
    fill(directory, 10)
    place, inner = tmp_path / "one.ndjson", []

    def export_meanwhile(*_: int) -> None:
        if not inner:
            inner.append(directory.export(place, overwrite=True))
            directory.delete(directory.find(external_ref="p9")["persons"][0]["identifier"])

    assert directory.export(place, overwrite=True, progress=export_meanwhile)["persons"] == 10
    assert [report["persons"] for report in inner] == [10]
    assert len(place.read_bytes().splitlines()) == 10
    assert sorted(file.name for file in tmp_path.glob("one*")) == ["one.ndjson"]
