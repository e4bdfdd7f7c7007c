# SPDX-License-Identifier: Apache-2.0
"""Times are UTC in every process, whatever its time zone: what one writes, another reads."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Dict

import pytest
from conftest import GRACE, python

import persons

TIMES = ["1969-12-31T23:59:59.999Z", "1972-06-30T23:59:59.000Z", "1972-07-01T00:00:00.000Z", "2024-02-29T12:00:00.500Z",
         "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"]  # fmt: skip
IMPORT = "import persons, sys; print(persons.open(sys.argv[1]).import_(sys.argv[2]))"
EXPORT = "import persons, sys; print(persons.open(sys.argv[1]).export(sys.argv[2]))"


def counting_leap_seconds(path: Path) -> str:
    """Make a zone like those of Debian's "right/": UTC, with 27 seconds put in at the end of June 1972."""
    counts = struct.pack(">6l", 0, 0, 1, 0, 1, 4)
    path.write_bytes(b"TZif".ljust(20, b"\0") + counts + struct.pack(">lBB", 0, 0, 0) + b"UTC\0"
                     + struct.pack(">2l", 78_796_800, 27))  # fmt: skip
    return f":{path}"


def zones(folder: Path) -> Dict[str, str]:
    return {"far": "LINT-14", "leaps": counting_leap_seconds(folder / "leaps")}


@pytest.mark.parametrize("zone", ["far", "leaps"])
def test_times_are_those_of_utc_in_every_zone(tmp_path: Path, zone: str) -> None:
    source, out, location = (tmp_path / name for name in ("people.ndjson", "out.ndjson", "people.db"))
    source.write_text("".join(f'{{"firstName":"Ada","createdAt":"{time}"}}\n' for time in TIMES))
    # Written there, read here.
    told = python(IMPORT, str(location), str(source), TZ=zones(tmp_path)[zone])
    assert told.returncode == 0, told.stderr
    with persons.open(location) as directory:
        assert [person["createdAt"] for person in directory.list()["persons"]] == TIMES
        directory.create(**GRACE)
        expected = [person["createdAt"] for person in directory.list()["persons"]]
    # And here, read there.
    told = python(EXPORT, str(location), str(out), TZ=zones(tmp_path)[zone])
    assert told.returncode == 0, told.stderr
    with persons.open(":memory:") as directory:
        directory.import_(out)
        assert [person["createdAt"] for person in directory.list()["persons"]] == expected
