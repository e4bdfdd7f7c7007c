# SPDX-License-Identifier: Apache-2.0
"""A library that does not fit is one ImportError that says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import environment, python

from persons import _loader


def test_a_missing_library(tmp_path: Path) -> None:
    missing = str(tmp_path / "libpersons.so.1")
    done = python("import persons", PERSONS_LIBRARY=missing)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: the library ")
    assert missing in last and "set PERSONS_LIBRARY" in last


def test_another_library() -> None:
    done = python("import persons", PERSONS_LIBRARY="libc.so.6")
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: the library libc.so.6 is not libpersons")


def test_the_name_of_the_library_is_its_soname() -> None:
    done = python("import persons", PERSONS_LIBRARY="", LD_LIBRARY_PATH="")
    if done.returncode != 0:  # where it is not installed
        assert "libpersons.so.1 cannot be loaded" in done.stderr


def test_another_abi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_loader, "ABI_VERSION", 2)
    with pytest.raises(ImportError, match="has ABI version 1, this package needs 2"):
        _loader.load()


@pytest.mark.parametrize("start", [["-m", "persons"], ["-m", "persons_command"]])
def test_the_command_says_it_in_one_line(start: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *start, "--version"],
        env=environment(PERSONS_LIBRARY="libc.so.6"),
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1
    assert "is not libpersons" in done.stderr
