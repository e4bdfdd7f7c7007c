# SPDX-License-Identifier: Apache-2.0
"""Where the library and the package are, and what most tests start from."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

PYTHON = Path(__file__).resolve().parents[1]
REPOSITORY = PYTHON.parents[1]

# Before anything imports the package.
os.environ.setdefault("PERSONS_LIBRARY", str(REPOSITORY / "build" / "libpersons.so.1"))
os.environ.pop("PERSONS_TOKEN", None)
sys.path.insert(0, str(PYTHON))
# Whoever runs the tests in the background may have Ctrl-C ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

import persons  # noqa: E402

ADA: Dict[str, Any] = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}
GRACE: Dict[str, Any] = {
    "firstName": "Grace",
    "lastName": "Hopper",
    "email": "grace@example.org",
}


def environment(**more: str) -> Dict[str, str]:
    """Return the environment for another Python that imports this package."""
    return {**os.environ, "PYTHONPATH": str(PYTHON), "PYTHONIOENCODING": "utf-8", **more}


def python(code: str, *arguments: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    """Run code in another Python."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def run_sql(path: str, sql: str) -> None:
    """Change a directory file as only damage does. In a process of its own: closing the file would drop the locks of
    this one."""
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).rowcount); c.commit()"
    done = python(code, path, sql)
    assert done.returncode == 0 and int(done.stdout) > 0, done.stderr


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of a directory file that does not exist yet."""
    return str(tmp_path / "people.db")


@pytest.fixture
def directory(path: str) -> Iterator[persons.Directory]:
    """A new directory, open as the owner."""
    with persons.open(path) as opened:
        yield opened


def fill(directory: persons.Directory, count: int, **more: Any) -> None:
    """Create persons p0, p1, … of made-up names in batches."""
    for start in range(0, count, 1000):
        directory.upsert(
            [
                {
                    "external_ref": f"p{number}",
                    "first_name": f"First{number}",
                    "last_name": "Example",
                    "email_address": f"p{number}@example.org",
                    **more,
                }
                for number in range(start, min(start + 1000, count))
            ]
        )


def ndjson(file: Path, count: int) -> str:
    """Write a file to import and return its path."""
    with open(file, "w", encoding="utf-8") as lines:
        for number in range(count):
            lines.write(
                f'{{"firstName":"First{number}","lastName":"Example",'
                f'"email":"p{number}@example.org","externalRef":"p{number}"}}\n'
            )
    return str(file)
