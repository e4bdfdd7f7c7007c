# SPDX-License-Identifier: Apache-2.0
"""A file that another process holds: writes say so by type after "timeout_ms", and reading goes on."""

from __future__ import annotations

import sqlite3

import pytest
from conftest import ADA

import persons


def test_a_file_that_another_process_holds(path: str) -> None:
    with persons.open(path, timeout_ms=50) as directory:
        directory.create(personId="p1", **ADA)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for call in (lambda: directory.create(**ADA), lambda: directory.update("p1", city="Bath"),
                     lambda: directory.erase("p1")):
            with pytest.raises(persons.Busy) as caught:
                call()
            assert caught.value.type == "busy"
        assert directory.get("p1")["firstName"] == "Ada"
        other.execute("ROLLBACK")
        other.close()
        directory.update("p1", city="Bath")
        assert directory.stats()["persons"] == 1
