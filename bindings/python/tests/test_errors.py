# SPDX-License-Identifier: Apache-2.0
"""Which exception is raised, and what it tells."""

from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from conftest import ADA

import persons
from persons import errors
from persons._library import status_name
from persons.cli import failures


def test_an_error_tells_everything(directory: persons.Directory) -> None:
    with pytest.raises(persons.Invalid) as caught:
        directory.find(fristName="Ada")
    error = caught.value
    assert (error.status, error.code, error.type) == ("INVALID", -2, "unknown_key")
    assert error.field == "fristName"
    assert error.offset is None
    assert "first_name" in error.message and str(error) == error.message
    assert error.document["error"]["type"] == "unknown_key"
    assert isinstance(error, ValueError)


def test_the_place_in_a_text(directory: persons.Directory) -> None:
    with pytest.raises(persons.Invalid) as caught:
        directory._ask("persons_create", b'{"firstName":"Ada",}')
    assert caught.value.type == "malformed_json"
    assert isinstance(caught.value.offset, int)


def test_a_message_never_tells_about_persons(directory: persons.Directory) -> None:
    directory.create(personId="secret-person", **ADA)
    with pytest.raises(persons.Conflict) as conflict:
        directory.create(personId="secret-person", **ADA)
    with pytest.raises(persons.NotFound) as missing:
        directory.get("another-secret")
    for caught in (conflict, missing):
        assert "secret" not in repr(caught.value.document)


@pytest.mark.parametrize(
    "options, cls, kind",
    [
        ({"create": False}, persons.NotFound, "no_such_file"),
        ({"token": "prs_wrong"}, persons.Unauthorized, "invalid_authorization"),
        ({"token": ""}, persons.Unauthorized, "missing_authorization"),
        ({"durabilty": "full"}, persons.Invalid, "unknown_key"),
        ({"timeout_ms": "1"}, persons.Invalid, "wrong_type"),
        ({"timeout_ms": -1}, persons.Invalid, "invalid_value"),
    ],
)
def test_opening(path: str, options: Any, cls: Any, kind: str) -> None:
    with pytest.raises(cls) as caught:
        persons.open(path, **options)
    assert caught.value.type == kind


def test_places_that_are_no_directory(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("These are notes, and nothing else. " * 40)
    for location, kind in ((other, "not_a_directory_file"), (tmp_path, "is_a_folder")):
        with pytest.raises(persons.Invalid) as caught:
            persons.open(location)
        assert caught.value.type == kind
    for remote in ("postgresql://example.org/persons",):
        with pytest.raises(persons.Unsupported):
            persons.open(remote)


@pytest.mark.parametrize("cls", errors.CLASSES.values(), ids=lambda cls: cls.__name__)
def test_each_status_has_its_class(cls: Any) -> None:
    name = status_name(cls.code)
    error = errors.from_answer(cls.code, name, b'{"error":{"type":"a","message":"M."}}')
    assert type(error) is cls
    assert (error.code, error.status, error.type) == (cls.code, cls.status, "a") and name == cls.status


def test_a_status_of_a_newer_library() -> None:
    error = errors.from_answer(-99, "UNKNOWN", b'{"error":{"type":"new","message":"New."}}')
    assert type(error) is persons.Error
    assert (error.code, error.status, error.type, error.message) == (
        -99,
        "UNKNOWN",
        "new",
        "New.",
    )


@pytest.mark.parametrize("text", [None, b"", b"no json", b"[]", b'{"error":1}'])
def test_a_status_without_a_usable_text(text: Any) -> None:
    error = errors.from_answer(-25, "NO_MEMORY", text)
    assert type(error) is persons.NoMemory
    assert error.message and error.type == ""


def test_errors_can_be_sent_to_another_process(directory: persons.Directory) -> None:
    with pytest.raises(persons.NotFound) as caught:
        directory.get("nobody")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is persons.NotFound
    assert copy.__dict__ == caught.value.__dict__ and str(copy) == str(caught.value)


def test_the_problems_of_a_check() -> None:
    text = b'{"error":{"type":"damaged","message":"M."},"problems":["one","two"]}'
    error = errors.from_answer(-23, "CORRUPT", text)
    assert isinstance(error, persons.Corrupt) and error.problems == ["one", "two"]


def test_another_process_that_holds_the_file(path: str) -> None:
    with persons.open(path, timeout_ms=1) as directory:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(persons.Busy):
            directory.create(**ADA)
        assert directory.list() == {"persons": []}, "readers never wait"
        other.execute("ROLLBACK")
        other.close()
        directory.create(**ADA)


def test_every_class_has_an_exit_code() -> None:
    expected = {
        failures.NOTHING: "NOT_FOUND",
        failures.USAGE: "INVALID MISUSE CONFLICT UNSUPPORTED TOO_LARGE",
        failures.ACCESS: "UNAUTHORIZED FORBIDDEN PERMISSION READ_ONLY",
        failures.ENVIRONMENT: "BUSY FULL IO CORRUPT NEWER_FORMAT NO_MEMORY"
        " UNAVAILABLE TIMEOUT PROTOCOL RATE_LIMITED",
        failures.INTERRUPTED: "INTERRUPTED",
        failures.FAULT: "INTERNAL",
    }
    for code, statuses in expected.items():
        for status in statuses.split():
            (cls,) = (cls for cls in errors.CLASSES.values() if cls.status == status)
            assert failures.exit_code(cls("")) == code, status
    assert sum(len(text.split()) for text in expected.values()) == len(errors.CLASSES)
    assert failures.exit_code(persons.Error("of a newer library")) == failures.FAULT


def test_a_key_of_custom_fields_is_bounded(directory: persons.Directory) -> None:
    longest = "k" * (64 << 10)
    person = directory.create(**ADA, customFields={"in": {longest: longest}})["personId"]
    assert directory.get(person)["customFields"] == {"in": {longest: longest}}
    for fields in ({longest + "k": 1}, {"in": [{longest + "k": 1}]}):
        with pytest.raises(persons.TooLarge) as caught:
            directory.update(person, customFields=fields)
        assert caught.value.field == "customFields"


def test_the_values_of_a_request_are_counted(directory: persons.Directory) -> None:
    """Before memory is taken for them."""
    for values, fits in ((900_000, True), (1_000_000, False)):
        request = b'{"query":[' + b"0," * values + b"0]}"
        with pytest.raises(persons.Error) as caught:
            directory._ask("persons_search", request)
        assert caught.value.type == ("wrong_type" if fits else "too_many_values")
