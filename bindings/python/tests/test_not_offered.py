# SPDX-License-Identifier: Apache-2.0
"""What a service does not offer is refused here, before anything is sent: nothing listens at the location."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

import persons

LOCATION = "http://127.0.0.1:9"
TOKEN = "prs_" + "0" * 16 + "_" + "0" * 72

OWNERS: dict[str, Callable[[persons.Directory, Path], Any]] = {
    "put_organization": lambda directory, _: directory.put_organization(slug="a"),
    "list_organizations": lambda directory, _: directory.list_organizations(),
    "issue_token": lambda directory, _: directory.issue_token(),
    "list_tokens": lambda directory, _: directory.list_tokens(),
    "revoke_token": lambda directory, _: directory.revoke_token("t"),
    "import": lambda directory, folder: directory.import_(folder / "rows.ndjson"),
    "export": lambda directory, folder: directory.export(folder / "out.ndjson"),
    "check": lambda directory, _: directory.check(),
    "backup": lambda directory, folder: directory.backup(folder / "copy.db"),
    "erase": lambda directory, _: directory.erase("p1"),
}

OTHERS: dict[str, Callable[[persons.Directory], Any]] = {
    "find": lambda directory: directory.find(),
    "delete": lambda directory: directory.delete("p1"),
    "put_group": lambda directory: directory.put_group(),
    "list_groups": lambda directory: directory.list_groups(),
    "delete_group": lambda directory: directory.delete_group("g"),
    "put_event": lambda directory: directory.put_event(name="E"),
    "list_events": lambda directory: directory.list_events(),
    "record_rsvp": lambda directory: directory.record_rsvp(eventId="e", personId="p", status="A"),
    "changes": lambda directory: directory.changes(0),
    "stats": lambda directory: directory.stats(),
}


@pytest.mark.parametrize("call", OWNERS)
def test_calls_of_the_owner(call: str, tmp_path: Path) -> None:
    (tmp_path / "rows.ndjson").write_text("")
    with persons.open(LOCATION, token=TOKEN) as directory:
        with pytest.raises(persons.Unsupported) as refused:
            OWNERS[call](directory, tmp_path)
    assert refused.value.type == "not_offered"
    assert f"persons_{call} " in refused.value.message
    assert not (tmp_path / "out.ndjson").exists() and not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("call", OTHERS)
def test_calls_that_the_documented_service_lacks(call: str) -> None:
    with persons.open(LOCATION, token=TOKEN, organization="acme", service="gatsby") as directory:
        with pytest.raises(persons.Unsupported) as refused:
            OTHERS[call](directory)
    assert refused.value.type == "not_offered"
    assert f"persons_{call}" in refused.value.message


@pytest.mark.parametrize("identifier", [".", "..", ""])
def test_identifiers_that_are_no_segment(identifier: str) -> None:
    """They would be another route; nobody has them there."""
    with persons.open(LOCATION, token=TOKEN) as directory:
        for call in (directory.get, directory.delete):
            with pytest.raises(persons.NotFound):
                call(identifier)
        with pytest.raises(persons.NotFound):
            directory.update(identifier, city="Bath")
        with pytest.raises(persons.NotFound):
            directory.delete_group(identifier)
