# SPDX-License-Identifier: Apache-2.0
"""A row that is not what was written is an error of every call that reads it, and never an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest
from conftest import ADA, GRACE, run_sql

import persons

CALLS = {
    "get": lambda directory: directory.get("ada"),
    "find": lambda directory: directory.find(identifier="ada"),
    "update": lambda directory: directory.update("ada", city="Bath"),
    "delete": lambda directory: directory.delete("ada"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_identifier_that_leads_to_another_person(path: str, call: Callable[[persons.Directory], Any]) -> None:
    """Whoever asks for Ada is not told of Grace, whose row the damage gave her identifier."""
    with persons.open(path) as directory:
        directory.create(personId="ada", **ADA)
        directory.create(personId="grace", **GRACE)
    run_sql(path, "UPDATE person SET person_id = 'nobody' WHERE person_id = 'ada'")
    run_sql(path, "UPDATE person SET person_id = 'ada' WHERE person_id = 'grace'")
    with persons.open(path) as directory, pytest.raises(persons.Corrupt):
        call(directory)


def test_a_kept_answer(path: str, directory: persons.Directory) -> None:
    """A retry is not answered with what the file never answered."""
    again = {**ADA, "idempotencyKey": "once"}
    person = directory.create(**again)
    assert directory.create(**again) == person
    run_sql(path, "UPDATE idempotency SET response = replace(response, '-', '0')")
    with pytest.raises(persons.Corrupt):
        directory.create(**again)
    assert directory.stats()["persons"] == 1


def test_a_change(path: str, directory: persons.Directory) -> None:
    directory.create(**ADA)
    run_sql(path, "UPDATE change SET at = at + 1")
    with pytest.raises(persons.Corrupt):
        directory.changes(0)


OF_A_GROUP = {
    "list": lambda directory: directory.list(group_ids=["g"]),
    "find": lambda directory: directory.find(group_ids=["g"]),
    "search for everybody": lambda directory: directory.search(group_ids=["g"]),
}
OF_A_PERSON = {
    "get": lambda directory: directory.get("grace"),
    "find by identifier": lambda directory: directory.find(identifier="grace"),
    "find by attribute": lambda directory: directory.find(email_address=GRACE["email"]),
}


@pytest.mark.parametrize("organization", ["default", "second"])
def test_a_group_that_lists_somebody_who_is_not_in_it(path: str, organization: str) -> None:
    """The rows of a group lead to persons. Whether somebody may be seen, their own row says."""
    with persons.open(path) as owner:
        owner.put_organization(slug="second")
    for slug in ("default", "second"):
        with persons.open(path, organization=slug) as directory:
            directory.put_group(group_id="g")
            directory.create(personId="ada", groupIds=["g"], **ADA)
            directory.create(personId="grace", **GRACE)
    group = "SELECT \"group\" FROM \"group\" JOIN organization USING (organization) WHERE slug ="
    with persons.open(path, organization=organization) as owner:
        token = owner.issue_token(group_ids=["g"])["token"]
    run_sql(path, f"INSERT INTO membership VALUES (({group} '{organization}'), 2)")
    with persons.open(path, organization=organization) as owner, persons.open(path, token=token) as bearer:
        for directory in (owner, bearer):
            for reading in OF_A_GROUP.values():
                with pytest.raises(persons.Corrupt) as caught:
                    reading(directory)
                assert caught.value.type == "damaged_record"
            assert directory.search("grace", group_ids=["g"])["total"] == 0
        for reading in OF_A_PERSON.values():
            with pytest.raises(persons.NotFound):
                reading(bearer)
        assert bearer.get("ada")["firstName"] == "Ada"
        assert [change["personId"] for change in bearer.changes(0)["changes"]] == ["ada"]


def test_the_counter_of_an_organization(path: str) -> None:
    """Giving out numbers from it would do harm: a number twice, or a revision that was told before."""
    with persons.open(path) as directory:
        directory.create(personId="ada", **ADA)
    run_sql(path, "UPDATE counter SET last_person = last_person - 1")
    with persons.open(path) as directory:
        for call in (lambda: directory.create(**GRACE), lambda: directory.update("ada", city="Bath"), directory.stats):
            with pytest.raises(persons.Corrupt) as caught:
                call()
            assert caught.value.type == "damaged_record"
        assert directory.get("ada")["firstName"] == "Ada"


def test_a_group_that_an_export_left_out(path: str, tmp_path: Path) -> None:
    """The export goes on without the group; whoever reads the person afterwards still meets the damage."""
    with persons.open(path) as directory:
        directory.put_group(group_id="g")
        directory.put_group(group_id="damaged")
        directory.create(personId="ada", groupIds=["g", "damaged"], **ADA)
        run_sql(path, "UPDATE \"group\" SET name = 'other' WHERE group_id = 'damaged'")
        assert directory.export(tmp_path / "out.ndjson", skip_damaged=True)["damaged"] == 2
        for reading in (directory.list, lambda: directory.get("ada")):
            with pytest.raises(persons.Corrupt):
                reading()
