# SPDX-License-Identifier: Apache-2.0
"""Values that share a key of the table lookup are told apart by every call that matches by it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, List, Tuple

import pytest
from lookup_keys import EMAIL, EXTERNAL_REF, FIRST_NAME, LAST_NAME, Keys

import persons

REFERENCE: Tuple[str, int] = ("external_ref", EXTERNAL_REF)
ADDRESS: Tuple[str, int] = ("email_address", EMAIL)


@pytest.fixture
def keys(path: str) -> Keys:
    persons.open(path).close()
    return Keys(path)


def found(directory: persons.Directory, **wanted: Any) -> List[str]:
    """The last names of who is found."""
    try:
        return [person["last_name"] for person in directory.find(**wanted)["persons"]]
    except persons.NotFound:
        return []


def persons_under(path: str, key: int) -> int:
    """How many persons stand under a key."""
    base = sqlite3.connect(path)
    try:
        signed = key - (key >> 63 << 64)
        sql = "SELECT count(*) FROM lookup WHERE key = ?"
        return int(base.execute(sql, [signed]).fetchone()[0])
    finally:
        base.close()


@pytest.mark.parametrize("attribute", [REFERENCE, ADDRESS], ids=["reference", "address"])
def test_find_and_upsert(path: str, keys: Keys, attribute: Tuple[str, int]) -> None:
    name, number = attribute
    one, other = keys.two(lambda count: f"person-{count}@example.org", number)
    with persons.open(path) as directory:
        directory.upsert([{name: one, "first_name": "Ada", "last_name": "One"}])
        assert found(directory, **{name: other}) == []
        assert found(directory, first_name="ada", **{name: other}) == []
        directory.upsert([{name: other, "first_name": "Ada", "last_name": "Other"}])
        assert directory.stats()["persons"] == 2, "the second is nobody's match"
        assert found(directory, **{name: one}) == ["One"]
        assert found(directory, **{name: other}) == ["Other"]
        assert found(directory, first_name="ada", **{name: other}) == ["Other"]
        directory.upsert([{name: other, "last_name": "Changed"}])
        assert found(directory, **{name: one}) == ["One"]
        assert found(directory, **{name: other}) == ["Changed"]
        assert directory.check()["problems"] == []
    assert persons_under(path, keys.key(number, one)) == 2


def test_import(path: str, keys: Keys, tmp_path: Path) -> None:
    one, other = keys.two(lambda count: f"crm-{count}", EXTERNAL_REF)
    rows = tmp_path / "rows.ndjson"
    with persons.open(path) as directory:
        directory.upsert([{"external_ref": one, "last_name": "One"}])
        rows.write_text(json.dumps({"externalRef": other, "lastName": "Other"}) + "\n")
        assert directory.import_(rows)["created"] == 1
        assert found(directory, external_ref=one) == ["One"]
        assert found(directory, external_ref=other) == ["Other"]
        # In the transaction that made the person, too.
        rows.write_text(
            "".join(
                json.dumps({"externalRef": text, "lastName": name}) + "\n"
                for text, name in ((other, "Third"), (one, "Fourth"))
            )
        )
        assert directory.import_(rows)["updated"] == 2
        assert found(directory, external_ref=one) == ["Fourth"]
        assert found(directory, external_ref=other) == ["Third"]
        assert directory.check()["persons"] == 2


def test_who_goes_takes_no_key_of_the_others(path: str, keys: Keys) -> None:
    one, other = keys.two(lambda count: f"crm-{count}", EXTERNAL_REF)
    with persons.open(path) as directory:
        directory.upsert([{"external_ref": one, "last_name": "One"}])
        directory.upsert([{"external_ref": other, "last_name": "Other"}])
        (gone,) = directory.find(external_ref=one)["persons"]
        directory.erase(gone["identifier"])
        assert found(directory, external_ref=one) == []
        assert found(directory, external_ref=other) == ["Other"]
        assert directory.check()["problems"] == []


def test_two_attributes_of_one_person(path: str, keys: Keys) -> None:
    first, last = keys.two(lambda count: f"name{count}", FIRST_NAME, LAST_NAME)
    with persons.open(path) as directory:
        directory.create(personId="p", firstName=first, lastName=last, email="p@example.org")
        assert found(directory, first_name=first, last_name=last) == [last]
        assert found(directory, first_name=last) == []
        assert directory.check()["problems"] == []
        directory.update("p", firstName="Ada")
        assert found(directory, last_name=last) == [last], "the key is the other's, too"
        assert found(directory, first_name=first) == []
        assert directory.check()["problems"] == []
        directory.update("p", lastName="Lovelace")
        assert found(directory, last_name=last) == []
        directory.update("p", firstName=first, lastName=last)
        directory.delete("p")
        assert found(directory, first_name=first) == []
        assert directory.check()["persons"] == 0


def test_persons_of_two_organizations(path: str) -> None:
    """They have the same number and the same key, and so one row leads to both."""
    with persons.open(path) as directory:
        directory.put_organization(slug="second")
    first, second = Keys(path, 1), Keys(path, 2)
    one, other = first.two(lambda count: f"crm-{count}", EXTERNAL_REF, elsewhere=second)
    with persons.open(path) as here, persons.open(path, organization="second") as there:
        here.upsert([{"external_ref": one, "last_name": "One"}])
        assert found(there, external_ref=other) == []
        there.upsert([{"external_ref": other, "last_name": "Other"}])
        for directory, own, foreign, name in ((here, one, other, "One"), (there, other, one, "Other")):
            assert found(directory, external_ref=own) == [name]
            assert found(directory, external_ref=foreign) == []
            assert directory.stats()["persons"] == 1
        assert here.check()["problems"] == []
    assert persons_under(path, first.key(EXTERNAL_REF, one)) == 1
