# SPDX-License-Identifier: Apache-2.0
"""The bounds on histories of answers: a byte more is refused and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
from conftest import ADA

import persons

ONE = 1 << 20
ALL = 16 << 20

TIME = "2026-01-31T09:00:00Z"
# What an entry of a history has besides its status.
ENTRY = len(json.dumps({"status": "", "createdAt": TIME}, separators=(",", ":")))
# An answer of one letter behind another one.
SMALLEST = ENTRY + 2


@pytest.fixture
def directory(path: str) -> Iterator[persons.Directory]:
    with persons.open(path, durability="relaxed") as opened:
        opened.create(personId="ada", **ADA)
        for number in range(17):
            opened.put_event(eventId=f"e{number}", name=f"Event {number}")
        yield opened


def history(size: int) -> List[Dict[str, str]]:
    """Entries that make a history of so many bytes."""
    entries: List[Dict[str, str]] = []
    most = 60 << 10
    while size > 0:
        # With the comma in front, and no rest that is too small for another entry.
        room = size - ENTRY - (1 if entries else 0)
        text = room if room <= most else min(most, room - 2 * ENTRY)
        entries.append({"status": "s" * text, "createdAt": TIME})
        size = room - text
    return entries


def line(sizes: Dict[str, int], **more: Any) -> str:
    """A line of an import with a history of this size for each event."""
    events = [
        {"eventId": event, "rsvpStatusHistory": history(size), "rsvpStatus": "s"}
        for event, size in sizes.items()
    ]
    return json.dumps({"personId": "ada", "eventHistory": events, **more}) + "\n"


def imported(directory: persons.Directory, tmp_path: Path, text: str) -> Dict[str, Any]:
    rows = tmp_path / "rows.ndjson"
    rows.write_text(text)
    return directory.import_(rows)


def sizes_of(directory: persons.Directory) -> Dict[str, int]:
    """The size of each history of Ada."""
    return {
        answer["eventId"]: len(json.dumps(answer["rsvpStatusHistory"], separators=(",", ":"))) - 2
        for answer in directory.get("ada").get("eventHistory", [])
    }


def answer(directory: persons.Directory, event: str, size: int) -> None:
    """Record an answer that takes so many bytes of a history that is not empty."""
    directory.record_rsvp(
        eventId=event, personId="ada", status="s" * (size - ENTRY - 1), createdAt=TIME
    )


def test_one_history_by_answers(directory: persons.Directory, tmp_path: Path) -> None:
    assert imported(directory, tmp_path, line({"e0": ONE - 200}))["updated"] == 1
    assert sizes_of(directory)["e0"] == ONE - 200
    revision = directory.stats()["revision"]
    answer(directory, "e0", 100)
    with pytest.raises(persons.TooLarge) as caught:
        answer(directory, "e0", 101)
    assert (caught.value.type, caught.value.field) == ("too_large", "status")
    assert sizes_of(directory)["e0"] == ONE - 100
    answer(directory, "e0", 100)
    assert sizes_of(directory)["e0"] == ONE
    assert directory.stats()["revision"] == revision + 2
    with pytest.raises(persons.TooLarge):
        answer(directory, "e0", SMALLEST)
    # What adds nothing to it is taken, and so is another event's.
    directory.record_rsvp(eventId="e0", personId="ada", attendance="Attended")
    directory.record_rsvp(eventId="e1", personId="ada", status="Accepted")
    assert directory.check()["rsvps"] == 2


def test_one_history_by_import(directory: persons.Directory, tmp_path: Path) -> None:
    report = imported(
        directory, tmp_path, line({"e0": ONE + 1}, city="Bath") + line({"e1": ONE}, state="S")
    )
    assert (report["failed"], report["updated"]) == (1, 1)
    error = report["errors"][0]["error"]
    assert error["type"] == "too_large"
    assert error["field"] == "eventHistory[0].rsvpStatusHistory"
    ada = directory.get("ada")
    assert "city" not in ada and ada["state"] == "S"
    assert sizes_of(directory) == {"e1": ONE}


def test_all_histories_by_answers(directory: persons.Directory, tmp_path: Path) -> None:
    sizes = {f"e{number}": ONE for number in range(15)}
    imported(directory, tmp_path, line({**sizes, "e15": ONE - 300, "e16": 200}))
    revision = directory.stats()["revision"]
    with pytest.raises(persons.TooLarge) as caught:
        answer(directory, "e15", 101)
    assert (caught.value.type, caught.value.field) == ("too_large", "personId")
    assert sizes_of(directory)["e15"] == ONE - 300
    assert directory.stats()["revision"] == revision
    answer(directory, "e16", 100)
    for event in ("e15", "e16"):
        with pytest.raises(persons.TooLarge):
            answer(directory, event, SMALLEST)
    directory.record_rsvp(eventId="e16", personId="ada", attendance="Attended")
    assert sum(sizes_of(directory).values()) == ALL


def test_all_histories_by_import(directory: persons.Directory, tmp_path: Path) -> None:
    sizes = {f"e{number}": ONE for number in range(15)}
    full = {**sizes, "e15": ONE - 200, "e16": 200}
    report = imported(directory, tmp_path, line({**full, "e16": 201}, city="Bath"))
    assert (report["failed"], report["updated"]) == (1, 0)
    error = report["errors"][0]["error"]
    assert (error["type"], error["field"]) == ("too_large", "eventHistory")
    ada = directory.get("ada")
    assert "city" not in ada and ada.get("eventHistory", []) == []
    assert imported(directory, tmp_path, line(full))["updated"] == 1
    # Line by line it is the sum that counts, not what a line brings.
    report = imported(directory, tmp_path, line({"e16": 201}) + line({"e16": 199}))
    assert (report["failed"], report["updated"]) == (1, 1)
    assert sizes_of(directory)["e16"] == 199
    report = imported(directory, tmp_path, line(full, personId="new", firstName="New"))
    assert report["created"] == 1
    report = imported(
        directory, tmp_path, line({**full, "e15": ONE}, personId="fat", firstName="Fat")
    )
    assert report["failed"] == 1
    assert directory.check()["persons"] == 2


def test_an_export_of_the_largest_is_imported(
    directory: persons.Directory, tmp_path: Path
) -> None:
    sizes = {f"e{number}": ONE for number in range(16)}
    assert imported(directory, tmp_path, line(sizes))["updated"] == 1
    directory.export(tmp_path / "one.ndjson")
    with persons.open(tmp_path / "other.db") as other:
        report = other.import_(tmp_path / "one.ndjson")
        assert (report["created"], report["failed"]) == (1, 0)
        other.export(tmp_path / "two.ndjson")
    assert (tmp_path / "one.ndjson").read_bytes() == (tmp_path / "two.ndjson").read_bytes()
