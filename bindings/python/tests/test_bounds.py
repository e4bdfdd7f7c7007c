# SPDX-License-Identifier: Apache-2.0
"""The bounds that persons.h names, from both sides: what is within is taken, what is over leaves all as it was."""
"""The bounds that the header names: what reaches one is taken, one more is refused."""

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
from typing import Any, Callable, Dict

import pytest
from conftest import ADA

import persons

STRING = 64 << 10
RECORD = 4 << 20
REQUEST = 8 << 20
LINE = 64 << 20
VALUES = 1_000_000
BATCH = 10_000
LIST = 1000


def refused(call: Callable[[], Any], field: Any, type: str = "too_large") -> None:
    with pytest.raises(persons.TooLarge) as caught:
        call()
    assert (caught.value.type, caught.value.field) == (type, field)


def imported(directory: persons.Directory, tmp_path: Path, *lines: str) -> Dict[str, Any]:
    rows = tmp_path / "rows.ndjson"
    rows.write_text("".join(line + "\n" for line in lines))
    return directory.import_(rows)


def test_the_records_of_an_upsert(directory: persons.Directory) -> None:
    # Each lacks what it takes to make a person, so nothing is written.
    answer = directory.upsert([{"first_name": "A"}] * BATCH)
    assert len(answer["persons"]) == BATCH
    refused(lambda: directory.upsert([{"first_name": "A"}] * (BATCH + 1)), "persons")
    assert directory.stats()["persons"] == 0


@pytest.mark.parametrize("key", ["city", "email", "customFields"])
def test_a_string(directory: persons.Directory, tmp_path: Path, key: str) -> None:
    def value(size: int) -> Any:
        return "s" * size if key != "customFields" else {"a": ["s" * size]}

    directory.create(**{**ADA, "personId": "ada", key: value(STRING)})
    assert directory.get("ada")[key] == value(STRING)
    refused(lambda: directory.create(**{**ADA, key: value(STRING + 1)}), key)
    refused(lambda: directory.update("ada", **{key: value(STRING + 1)}), key)
    lines = [json.dumps({"personId": "b", key: value(size)}) for size in (STRING + 1, STRING)]
    report = imported(directory, tmp_path, *lines, json.dumps({"personId": "b", "city": "Bath"}))
    assert (report["failed"], report["errors"][0]["error"]["field"]) == (1, key)
    assert directory.stats()["persons"] == 2


def test_a_key_of_custom_fields(directory: persons.Directory) -> None:
    directory.create(**ADA, customFields={"k" * STRING: 1})
    refused(
        lambda: directory.create(**ADA, customFields={"k" * (STRING + 1): 1}), "customFields"
    )


def test_letters_that_take_several_bytes(directory: persons.Directory) -> None:
    """A bound counts bytes of UTF-8."""
    directory.create(**ADA, city="ü" * (STRING // 2))
    refused(lambda: directory.create(**ADA, city="ü" * (STRING // 2) + "a"), "city")
    directory.create(**ADA, city="\U0001d538" * (STRING // 4))
    refused(lambda: directory.create(**ADA, city="\U0001d538" * (STRING // 4) + "a"), "city")


def stored(path: str, person_id: str) -> int:
    """How many bytes the record of a person takes."""
    base = sqlite3.connect(path)
    try:
        sql = "SELECT length(CAST(body AS BLOB)) FROM person WHERE person_id = ?"
        return int(base.execute(sql, [person_id]).fetchone()[0])
    finally:
        base.close()


def test_a_record(directory: persons.Directory, path: str, tmp_path: Path) -> None:
    fields = {f"f{number:02}": "s" * 60_000 for number in range(69)}
    directory.create(personId="p00", **ADA, customFields={**fields, "last": ""})
    room = RECORD - stored(path, "p00")
    assert 0 < room < STRING

    def custom(size: int) -> Dict[str, str]:
        return {**fields, "last": "s" * size}

    directory.create(personId="p01", **ADA, customFields=custom(room))
    assert stored(path, "p01") == RECORD
    refused(
        lambda: directory.create(personId="p02", **ADA, customFields=custom(room + 1)),
        "customFields",
    )
    revision = directory.stats()["revision"]
    refused(lambda: directory.update("p01", city="B"), "customFields")
    refused(
        lambda: directory.update("p01", customFields={"last": "s" * (room + 1)}), "customFields"
    )
    assert directory.stats()["revision"] == revision
    directory.update("p00", customFields={"last": "s" * room})
    assert stored(path, "p00") == RECORD
    lines = [
        json.dumps({"personId": name, **ADA, "customFields": custom(size)})
        for name, size in (("p03", room + 1), ("p04", room))
    ]
    report = imported(directory, tmp_path, *lines, json.dumps({"personId": "p04", "city": "B"}))
    assert (report["created"], report["failed"]) == (1, 2)
    assert [error["row"] for error in report["errors"]] == [1, 3]
    assert stored(path, "p04") == RECORD
    assert directory.check()["persons"] == 3


def test_the_values_of_a_request(directory: persons.Directory) -> None:
    # Of the request: the custom fields, the array, and what is in it.
    directory.create(personId="p", **ADA)
    most = VALUES - 2
    directory.update("p", customFields={"a": [0] * most})
    refused(
        lambda: directory.update("p", customFields={"a": [0] * (most + 1)}), None, "too_many_values"
    )
    assert len(directory.get("p")["customFields"]["a"]) == most


def test_a_request(directory: persons.Directory) -> None:
    """Of a service, whose body is the request."""
    token = directory.issue_token()["token"]
    headers = [
        ("Authorization", f"Bearer {token}"),
        ("organizationSlug", "default"),
        ("Content-Type", "application/json"),
    ]

    def ask(size: int) -> int:
        return directory.respond(
            "POST", "/person", headers, json.dumps(ADA).encode().ljust(size)
        ).http_status

    assert ask(REQUEST) == 201
    assert ask(REQUEST + 1) == 413
    assert directory.stats()["persons"] == 1


def test_the_elements_of_a_list(directory: persons.Directory) -> None:
    directory.put_group(group_id="g")
    assert directory.list(group_ids=["g"] * LIST) == {"persons": []}
    refused(lambda: directory.list(group_ids=["g"] * (LIST + 1)), "group_ids")
    directory.create(personId="p", **ADA, groupIds=["g"] * LIST)
    refused(lambda: directory.create(**ADA, groupIds=["g"] * (LIST + 1)), "groupIds")
    assert directory.get("p")["groupIds"] == ["g"]


def test_a_line_of_an_import(directory: persons.Directory, tmp_path: Path) -> None:
    rows = tmp_path / "rows.ndjson"
    with open(rows, "wb") as file:
        for name, size in (("a", LINE), ("b", LINE + 1), ("c", 100)):
            file.write(json.dumps({"personId": name}).encode().ljust(size) + b"\n")
    report = directory.import_(rows)
    assert (report["rows"], report["created"], report["failed"]) == (3, 2, 1)
    assert report["errors"][0]["row"] == 2
    assert report["errors"][0]["error"]["type"] == "too_large"
    assert [person["personId"] for person in directory.list()["persons"]] == ["a", "c"]


def test_the_errors_of_an_import(directory: persons.Directory, tmp_path: Path) -> None:
    report = imported(directory, tmp_path, *['{"wrong":1}'] * 101, '{"personId":"p"}')
    assert (report["rows"], report["failed"], report["created"]) == (102, 101, 1)
    assert [error["row"] for error in report["errors"]] == list(range(1, 101))


def test_the_problems_of_a_check(directory: persons.Directory, path: str) -> None:
    directory.upsert([{"external_ref": f"r{number}"} for number in range(101)])
    base = sqlite3.connect(path)
    for most, told in ((99, 99), (100, 100), (101, 100)):
        base.execute("UPDATE person SET checksum = 0 WHERE person <= ?", [most])
        base.commit()
        with pytest.raises(persons.Corrupt) as caught:
            directory.check()
        assert len(caught.value.document["problems"]) == told
    base.close()
