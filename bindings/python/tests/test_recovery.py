# SPDX-License-Identifier: Apache-2.0
"""Files as a crash leaves them are opened with everything that was acknowledged."""

from __future__ import annotations

import shutil
from pathlib import Path

import persons

PAGE = 4096


def test_a_checkpoint_that_was_cut_short_is_recovered(tmp_path: Path) -> None:
    """Page 1 is new and says that the file is longer than it is: the rest is in the log still."""
    before, after = tmp_path / "before.db", tmp_path / "after.db"
    with persons.open(before) as directory:
        directory.upsert([{"external_ref": "first"}])
    with persons.open(before) as directory:
        for start in range(0, 3000, 1000):
            directory.upsert([{"external_ref": f"r{start + n}"} for n in range(1000)])
        shutil.copy(before, after)
        shutil.copy(f"{before}-wal", f"{after}-wal")
    first_page = before.read_bytes()[:PAGE]
    assert after.stat().st_size < before.stat().st_size
    with open(after, "r+b") as file:
        file.write(first_page)
    with persons.open(after) as directory:
        assert directory.check()["persons"] == 3001
        assert directory.find(external_ref="r2999")["persons"]


def test_opening_again_keeps_the_locks_of_the_process(tmp_path: Path) -> None:
    """A second look at the file must not drop the first handle's locks."""
    path = tmp_path / "e.db"

    def locks() -> int:
        inode = f":{path.stat().st_ino} "
        return sum(inode in line for line in open("/proc/locks", encoding="utf-8"))

    with persons.open(path) as directory:
        directory.create(firstName="Ada", lastName="Lovelace", email="ada@example.org")
        held = locks()
        assert held > 0
        persons.open(path).close()
        assert locks() == held
