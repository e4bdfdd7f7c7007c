# SPDX-License-Identifier: Apache-2.0
"""A search sees what was written before it, in every process; what becomes of the file of its index."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator, Tuple

import pytest
from conftest import ADA, GRACE, environment, fill, python

import persons

# From more persons than 1,000 on there is a file.
MANY = 1100

SERVER = """
import sys, persons
with persons.open(sys.argv[1]) as directory:
    for line in sys.stdin:
        print(*[one["firstName"] for one in directory.search(line.strip())["persons"]], flush=True)
"""


class Searcher:
    """Another process that has the directory open and searches when it is asked."""

    def __init__(self, path: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, path], env=environment(), encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )

    def __call__(self, query: str) -> str:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(query + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture
def searcher(directory: persons.Directory, path: str) -> Iterator[Searcher]:
    """A process that searches the same file."""
    other = Searcher(path)
    yield other
    other.process.communicate()
    assert other.process.returncode == 0


def total(directory: persons.Directory, query: str) -> Any:
    """How many persons a search finds."""
    return directory.search(query)["total"]


@pytest.mark.parametrize("count", [0, MANY])
def test_what_is_written_is_found_at_once(
    directory: persons.Directory, searcher: Searcher, count: int
) -> None:
    fill(directory, count)
    assert searcher("lovelace") == ""
    ada = directory.create(**ADA)["personId"]
    assert total(directory, "lovelace") == 1
    assert searcher("lovelace") == "Ada"
    directory.update(ada, firstName="Augusta", lastName="King")
    assert searcher("lovelace") == "" and total(directory, "lovelace") == 0
    assert searcher("king") == "Augusta" and total(directory, "king") == 1
    directory.delete(ada)
    assert searcher("king") == "" and total(directory, "king") == 0
    grace = directory.create(**GRACE)["personId"]
    directory.erase(grace)
    assert searcher("hopper") == "" and total(directory, "hopper") == 0


def test_what_another_process_writes_is_found(directory: persons.Directory, path: str) -> None:
    assert total(directory, "lovelace") == 0
    code = "import sys, persons\nwith persons.open(sys.argv[1]) as d: d.create(**eval(sys.argv[2]))"
    done = python(code, path, repr(ADA))
    assert (done.returncode, done.stderr) == (0, "")
    assert total(directory, "lovelace") == 1


@pytest.fixture
def indexed(path: str) -> Path:
    """The file of the index of a directory that is closed."""
    mask = os.umask(0)
    try:
        with persons.open(path) as directory:
            fill(directory, MANY)
            assert total(directory, "first77") == 11
    finally:
        os.umask(mask)
    return Path(path + "-search")


def test_the_file_is_private(indexed: Path) -> None:
    assert indexed.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["deleted", "empty", "cut", "head", "middle", "end"])
def test_the_file_is_made_again(path: str, indexed: Path, damage: str) -> None:
    whole = bytearray(indexed.read_bytes())
    places = {"head": 9, "middle": len(whole) // 2, "end": len(whole) - 1}
    if damage == "deleted":
        indexed.unlink()
    elif damage in places:
        whole[places[damage]] ^= 1
        indexed.write_bytes(whole)
    else:
        indexed.write_bytes(whole[: 0 if damage == "empty" else len(whole) // 2])
    with persons.open(path) as directory:
        for _ in range(2):
            assert total(directory, "first77") == 11
            assert total(directory, "first1099") == 1
            assert directory.search(lastName="example", limit=1)["total"] == MANY
    assert indexed.stat().st_mode & 0o777 == 0o600


def test_the_index_is_in_memory_where_its_place_is_taken(path: str, indexed: Path) -> None:
    indexed.unlink()
    indexed.mkdir()
    with persons.open(path) as directory:
        assert total(directory, "first77") == 11
        directory.create(**ADA)
        assert total(directory, "lovelace") == 1
    assert indexed.is_dir()


def test_a_directory_that_is_only_read_makes_no_file(path: str, indexed: Path) -> None:
    indexed.unlink()
    with persons.open(path, read_only=True) as directory:
        assert total(directory, "first77") == 11
    assert not indexed.exists()


def test_damage_does_not_stop_a_directory_that_is_only_read(path: str, indexed: Path) -> None:
    # Behind the head, in a block that is only read by a search.
    damaged = bytearray(indexed.read_bytes())
    assert len(damaged) > 70_000
    for place in range(70_000, len(damaged)):
        damaged[place] ^= 0xFF
    indexed.write_bytes(damaged)
    with persons.open(path, read_only=True) as directory:
        assert total(directory, "first77") == 11
        assert total(directory, "first77") == 11


def test_erase_leaves_no_trace_in_any_file(path: str) -> None:
    with persons.open(path) as directory:
        fill(directory, MANY)
        erased = directory.create(
            firstName="Quetzalwort", lastName="Zimbelstern", email="qzw@zimbelstern.example"
        )["personId"]
        assert total(directory, "quetzalwort") == 1
        assert Path(path + "-search").exists()
        directory.erase(erased)
        files = list(Path(path).parent.iterdir())
        for file in files:
            text = file.read_bytes().lower()
            for word in (b"quetzalwort", b"zimbelstern", b"qzw@"):
                assert word not in text, file.name
        assert total(directory, "quetzalwort") == 0
        assert total(directory, "first77") == 11


@pytest.fixture
def organizations(
    path: str, indexed: Path
) -> Iterator[Tuple[persons.Directory, persons.Directory]]:
    """Two organizations of a file, open as the owner of each; both indexes have a file."""
    with persons.open(path) as owner:
        owner.put_organization(slug="second")
        with persons.open(path, organization="second") as second:
            fill(second, MANY)
            yield owner, second


def test_each_organization_has_an_index_of_its_own(
    path: str, indexed: Path, organizations: Tuple[persons.Directory, persons.Directory]
) -> None:
    owner, second = organizations
    assert total(second, "first77") == 11
    theirs = Path(path + "-search-2")
    assert theirs.stat().st_mode & 0o777 == 0o600
    before = theirs.read_bytes()
    grace = owner.create(**GRACE)["personId"]
    assert total(owner, "hopper") == 1 and total(second, "hopper") == 0
    owner.erase(grace)
    assert not indexed.exists() and theirs.read_bytes() == before
    assert total(owner, "first77") == 11 and total(second, "first77") == 11
    assert owner.check()["searchIndex"] == "sound"
    theirs.unlink()
    theirs.write_bytes(before[:1000])
    assert owner.check()["searchIndex"] == "discarded"
    assert indexed.exists() and not theirs.exists()
    assert total(second, "first77") == 11


def test_the_index_of_another_organization_is_not_written_over(
    path: str, organizations: Tuple[persons.Directory, persons.Directory]
) -> None:
    owner, _ = organizations
    with pytest.raises(persons.Invalid):
        owner.export(path + "-search-2", overwrite=True)
