# SPDX-License-Identifier: Apache-2.0
"""A row that is not what was written is an error of every call that reads it, and never an answer."""

from __future__ import annotations

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
