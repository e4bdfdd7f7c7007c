# SPDX-License-Identifier: Apache-2.0
"""The bounds that persons.h names, from both sides: what is within is taken, what is over leaves all as it was."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import persons
import pytest

from conftest import ADA

MIB = 1 << 20
STRING = 64 << 10  # of a string, in bytes


def fields(size: int) -> Dict[str, str]:
    """customFields of so many bytes of text, each string within its bound."""
    return {f"f{start:08}": "x" * min(STRING, size - start) for start in range(0, size, STRING)}


def expect_too_large(call: Callable[[], Any], kind: str, field: str) -> None:
    with pytest.raises(persons.TooLarge) as caught:
        call()
    assert caught.value.type == kind
    assert caught.value.field == field


def test_a_string(directory: persons.Directory) -> None:
    directory.create(personId="p1", **{**ADA, "address": "é" * (STRING // 2)})
    expect_too_large(lambda: directory.create(**{**ADA, "address": "x" * (STRING + 1)}), "too_large", "address")
    expect_too_large(lambda: directory.update("p1", address="y" * (STRING + 1)), "too_large", "address")
    assert directory.get("p1")["address"] == "é" * (STRING // 2) and directory.stats()["persons"] == 1


def test_a_record(directory: persons.Directory) -> None:
    directory.create(personId="p1", **ADA, customFields=fields(4 * MIB - 4 * STRING))
    before = directory.get("p1")
    expect_too_large(lambda: directory.create(**ADA, customFields=fields(4 * MIB + 1)), "too_large", "customFields")
    # What is there counts too: a merge makes the record longer.
    more = {f"more{number}": "z" * STRING for number in range(5)}
    expect_too_large(lambda: directory.update("p1", customFields=more), "too_large", "customFields")
    assert directory.get("p1") == before and directory.stats()["persons"] == 1


def test_an_idempotency_key(directory: persons.Directory) -> None:
    directory.create(**ADA, idempotencyKey="k" * 200)
    directory.create(**ADA, idempotencyKey="k" * 200)
    for key in ("", "k" * 201):
        with pytest.raises(persons.Invalid) as caught:
            directory.create(**ADA, idempotencyKey=key)
        assert (caught.value.type, caught.value.field) == ("invalid_value", "idempotencyKey")
    assert directory.stats()["persons"] == 1


# ------------------------------------------------------------------------------------- answers to events --

def steps(size: int) -> List[Dict[str, str]]:
    """A history of about so many bytes, as an import takes it."""
    step = {"status": "S" * 90, "actorId": "A" * 90, "actorType": "user", "createdAt": "2026-10-01T14:30:00Z"}
    return [step] * (size // (len(json.dumps(step, separators=(",", ":"))) + 1))


def person_with(tmp_path: Path, directory: persons.Directory, histories: List[int]) -> Dict[str, Any]:
    """Import a person with answers to so many events; what the import says."""
    rows = tmp_path / "rows.ndjson"
    history = [{"eventId": f"e{number}", "name": f"E{number}", "rsvpStatusHistory": steps(size)}
               for number, size in enumerate(histories)]
    rows.write_text(json.dumps({"personId": "p1", **ADA, "eventHistory": history}) + "\n")
    return dict(directory.import_(rows))


def answered_until(directory: persons.Directory, event: str) -> Tuple[persons.Error, int]:
    """Answer an event until it is refused, which it must be before long; how often it was taken."""
    for taken in range(2000):
        try:
            directory.record_rsvp(personId="p1", eventId=event, status="T" * 100, actorId="B" * 90)
        except persons.Error as error:
            return error, taken
    raise AssertionError("2000 answers were taken")


def test_the_history_of_an_answer(tmp_path: Path, directory: persons.Directory) -> None:
    assert person_with(tmp_path, directory, [MIB - 2000])["failed"] == 0
    refused, taken = answered_until(directory, "e0")
    assert isinstance(refused, persons.TooLarge)
    assert (refused.type, refused.field) == ("too_large", "status")
    history = directory.get("p1")["eventHistory"][0]["rsvpStatusHistory"]
    assert 1 <= taken < 20 and len(history) == len(steps(MIB - 2000)) + taken
    assert directory.check()["problems"] == []


def test_the_histories_of_a_person(tmp_path: Path, directory: persons.Directory) -> None:
    assert person_with(tmp_path, directory, [MIB - 4096] * 16)["failed"] == 0
    directory.put_event(eventId="last", name="Last")
    refused, taken = answered_until(directory, "last")
    assert isinstance(refused, persons.TooLarge)
    assert (refused.type, refused.field) == ("too_large", "personId")
    assert taken >= 1
    assert len(directory.get("p1")["eventHistory"]) == 17


def test_an_imported_history(tmp_path: Path, directory: persons.Directory) -> None:
    result = person_with(tmp_path, directory, [MIB + 2000])
    error = result["errors"][0]["error"]
    assert (result["failed"], error["type"]) == (1, "too_large")
    assert error["field"] == "eventHistory[0].rsvpStatusHistory"
    assert directory.stats()["persons"] == 0


# ---------------------------------------------------------------------------------------------- import --

def test_a_line_of_an_import(tmp_path: Path, directory: persons.Directory) -> None:
    rows = tmp_path / "rows.ndjson"
    line = json.dumps(ADA)
    with open(rows, "w", encoding="utf-8") as file:
        file.write(line + " " * (64 * MIB) + "\n" + line + "\n")
    result = directory.import_(rows)
    assert (result["rows"], result["created"], result["failed"]) == (2, 1, 1)
    assert result["errors"][0]["error"]["type"] == "too_large"


# ---------------------------------------------------------------------------------- another's file lock --

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
