# SPDX-License-Identifier: Apache-2.0
"""The bounds that the header names: what reaches one is taken, one more is refused."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
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


def test_an_idempotency_key(directory: persons.Directory) -> None:
    directory.create(**ADA, idempotencyKey="k" * 200)
    directory.create(**ADA, idempotencyKey="k" * 200)
    for key in ("", "k" * 201):
        with pytest.raises(persons.Invalid) as caught:
            directory.create(**ADA, idempotencyKey=key)
        assert (caught.value.type, caught.value.field) == ("invalid_value", "idempotencyKey")
    assert directory.stats()["persons"] == 1
