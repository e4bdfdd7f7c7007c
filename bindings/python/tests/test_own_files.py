# SPDX-License-Identifier: Apache-2.0
"""Nothing is written over the directory's own files, nor over the file that is imported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import ndjson

import persons


PATHS = ["the path", "another spelling"]
LINKS = ["a symbolic link", "a hard link"]
# The journal and the index are not there, and nothing can be linked to them.
OWN = [(suffix, through) for suffix in ["", "-wal", "-shm"] for through in PATHS + LINKS]


@pytest.mark.parametrize("suffix,through", [*OWN, *[(suffix, through) for suffix in ["-journal", "-search"] for through in PATHS]])
def test_own_files_are_refused(tmp_path: Path, suffix: str, through: str) -> None:
    rows = ndjson(tmp_path / "rows.ndjson", 3)
    with persons.open(tmp_path / "e.db") as directory:
        directory.import_(rows)
        own = Path(f"{tmp_path}/e.db{suffix}")
        target = own
        if through == "a symbolic link":
            target = tmp_path / "link"
            target.symlink_to(own)
        elif through == "a hard link":
            target = tmp_path / "link"
            os.link(own, target)
        elif through == "another spelling":
            target = Path(f"{tmp_path}/../{tmp_path.name}/e.db{suffix}")
        with pytest.raises(persons.Invalid) as exported:
            directory.export(target, overwrite=True)
        assert exported.value.field == "path"
        with pytest.raises(persons.Error) as copied:
            directory.backup(target)
        assert copied.value.status in ("INVALID", "CONFLICT")
        with pytest.raises(persons.Invalid) as reported:
            directory.import_(rows, report=target)
        assert reported.value.field == "report"
        assert directory.check()["persons"] == 3
    with persons.open(tmp_path / "e.db", create=False) as directory:
        assert directory.stats()["persons"] == 3


def test_own_files_behind_a_link(tmp_path: Path) -> None:
    rows = ndjson(tmp_path / "rows.ndjson", 3)
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    persons.open(tmp_path / "real.db").close()
    with persons.open(tmp_path / "link.db") as directory:
        directory.import_(rows)
        with pytest.raises(persons.Invalid):
            directory.import_(rows, report=tmp_path / "real.db-wal")
        with pytest.raises(persons.Invalid):
            directory.export(tmp_path / "real.db-wal", overwrite=True)
        assert directory.check()["persons"] == 3


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_own_files_are_not_imported(tmp_path: Path, suffix: str) -> None:
    """Closing such a file would drop the locks of the process: another one could then delete the log."""
    with persons.open(tmp_path / "e.db") as directory, persons.open(tmp_path / "other.db") as other:
        directory.create(firstName="Ada", lastName="Lovelace", email="ada@example.org")
        for one in (directory, other):
            with pytest.raises(persons.Invalid) as error:
                one.import_(f"{tmp_path}/e.db{suffix}")
            assert error.value.field == "path"


def test_the_imported_file_is_no_report(tmp_path: Path) -> None:
    rows = ndjson(tmp_path / "rows.ndjson", 3)
    before = Path(rows).read_bytes()
    with persons.open(":memory:") as directory:
        with pytest.raises(persons.Invalid) as error:
            directory.import_(rows, report=rows)
    assert error.value.field == "report"
    assert Path(rows).read_bytes() == before


def test_memory_is_not_read_only() -> None:
    with pytest.raises(persons.Invalid) as error:
        persons.open(":memory:", read_only=True)
    assert error.value.field == "read_only"
