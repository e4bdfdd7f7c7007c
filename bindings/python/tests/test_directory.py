# SPDX-License-Identifier: Apache-2.0
"""The methods: what they take, what they send, what they return."""

from __future__ import annotations

import collections
import copy
import gc
import pickle
import types
from pathlib import Path
from typing import Any, Dict

import pytest
from conftest import ADA, GRACE

import persons


def test_a_person_through_every_call(directory: persons.Directory) -> None:
    made = directory.create(
        **ADA, phoneNumber="+44 20 7946 0000", customFields={"title": "Countess"}
    )
    person_id = made["personId"]
    person = directory.get(person_id)
    assert person["customFields"] == {"title": "Countess"}
    assert person["eventHistory"] == []
    assert directory.list()["persons"][0]["personId"] == person_id
    found = directory.find(phone_number="+442079460000")
    assert found["last_id"] == -1
    assert found["persons"][0] == {
        "identifier": person_id,
        "email_address": "ada@example.org",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "external_ref": None,
        "phone_number": "+44 20 7946 0000",
    }
    searched = directory.search("lovel")
    assert (searched["total"], searched["limit"], searched["skip"]) == (1, 10, 0)
    assert directory.update(person_id, city="London") == {"success": True}
    assert directory.get(person_id)["city"] == "London"
    assert directory.delete(person_id) == {"success": True}
    with pytest.raises(persons.NotFound):
        directory.get(person_id)


def test_none_clears_and_what_is_not_given_stays(directory: persons.Directory) -> None:
    person_id = directory.create(**ADA, city="London", state="LDN")["personId"]
    directory.update(person_id, city=None, customFields={"a": 1, "b": 2})
    directory.update(person_id, customFields={"a": None})
    person = directory.get(person_id)
    assert "city" not in person and person["state"] == "LDN"
    assert person["customFields"] == {"b": 2}


def test_none_in_a_request_is_not_given(directory: persons.Directory) -> None:
    directory.create(**ADA)
    assert len(directory.list(limit=None, skip=None)["persons"]) == 1
    assert len(directory.find(first_name=None, last_name="lovelace")["persons"]) == 1


def test_the_key_with_the_hyphen(directory: persons.Directory) -> None:
    for person in (ADA, GRACE):
        directory.create(**person)
    first = directory.find(limit=1)
    assert first["last_id"] != -1
    second = directory.find(limit=1, after_id=first["last_id"])
    hyphen: Dict[str, Any] = {"after-id": first["last_id"]}
    also = directory.find(limit=1, **hyphen)
    assert second == also and second["persons"][0]["first_name"] == "Grace"
    with pytest.raises(TypeError, match="given twice"):
        directory.find(after_id=1, **hyphen)


def test_unknown_keywords_reach_the_library(directory: persons.Directory) -> None:
    calls: Any = [
        directory.find, directory.list, directory.search, directory.create,
        directory.put_group, directory.list_groups, directory.put_event,
        directory.list_events, directory.record_rsvp, directory.put_organization,
        directory.list_organizations, directory.issue_token, directory.list_tokens,
        lambda **more: directory.update("p", **more),
        lambda **more: directory.upsert([], **more),
        lambda **more: directory.import_("rows", **more),
        lambda **more: directory.export("rows", **more),
        lambda **more: persons.open(":memory:", **more),
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(persons.Invalid) as caught:
            call(limitt=1)
        assert (caught.value.type, caught.value.field) == ("unknown_key", "limitt"), call


def test_a_missing_key_is_named(directory: persons.Directory) -> None:
    with pytest.raises(persons.Invalid) as caught:
        directory.create(firstName="Ada", lastName="Lovelace")
    assert (caught.value.type, caught.value.field) == ("missing_field", "email")


def test_search_takes_the_query_first_or_by_name(directory: persons.Directory) -> None:
    directory.create(**ADA)
    assert directory.search("ada") == directory.search(query="ada")
    assert directory.search("grace")["total"] == 0
    assert directory.search(lastName="Love*")["total"] == 1


def test_upsert(directory: persons.Directory) -> None:
    group = directory.put_group(external_ref="group-1", name="First")
    answer = directory.upsert(
        [
            {"external_ref": "crm-17", "first_name": "Ada", "group_ids": [group["group_id"]]},
            {"first_name": "Nobody"},
        ]
    )
    good, bad = answer["persons"]
    assert good["success"] and good["failure_reason"] == "" and good["identifier"]
    assert not bad["success"] and bad["failure_reason"] and "identifier" not in bad
    assert len(directory.list(groups_external_refs=["group-1"])["persons"]) == 1


def test_groups(directory: persons.Directory) -> None:
    group = directory.put_group(name="First")
    assert group == {"group_id": group["group_id"], "external_ref": None, "name": "First"}
    assert directory.put_group(group_id=group["group_id"], external_ref="g")["name"] == "First"
    assert [one["external_ref"] for one in directory.list_groups()["groups"]] == ["g"]
    assert directory.delete_group(group["group_id"]) == {"success": True}
    with pytest.raises(persons.NotFound):
        directory.delete_group(group["group_id"])


def test_events(directory: persons.Directory) -> None:
    person_id = directory.create(**ADA)["personId"]
    event = directory.put_event(eventId="e1", name="Conference", slug="conference")
    assert event == {"eventId": "e1", "name": "Conference", "slug": "conference"}
    assert directory.list_events()["events"] == [event]
    directory.record_rsvp(eventId="e1", personId=person_id, status="Invited", actorId="u1")
    directory.record_rsvp(
        eventId="e1", personId=person_id, status="Accepted", attendance="Attended"
    )
    entry = directory.get(person_id)["eventHistory"][0]
    assert (entry["rsvpStatus"], entry["attendance"]) == ("Accepted", "Attended")
    assert [one["status"] for one in entry["rsvpStatusHistory"]] == ["Invited", "Accepted"]


def test_organizations_and_tokens(directory: persons.Directory, path: str) -> None:
    directory.put_organization(slug="acme", name="Acme")
    slugs = [one["slug"] for one in directory.list_organizations()["organizations"]]
    assert slugs == ["default", "acme"]
    issued = directory.issue_token(rights=["read"], expires_in=60, name="reader")
    assert issued["token"].startswith("prs_")
    with persons.open(path, token=issued["token"]) as reader:
        assert reader.list() == {"persons": []}
        for forbidden in (lambda: reader.create(**ADA), reader.check, reader.list_tokens):
            with pytest.raises(persons.Forbidden):
                forbidden()
        token = directory.list_tokens()["tokens"][0]
        assert (token["rights"], token["group_ids"], token["revoked_at"]) == (
            ["read"],
            None,
            None,
        )
        assert directory.revoke_token(issued["token_id"]) == {"success": True}
        with pytest.raises(persons.Unauthorized):
            reader.list()
    with pytest.raises(persons.Forbidden) as caught:
        persons.open(path, token=directory.issue_token()["token"], organization="acme")
    assert caught.value.type == "organization_mismatch"


def test_changes_and_erase(directory: persons.Directory) -> None:
    person_id = directory.create(**ADA)["personId"]
    page = directory.changes()
    assert [change["change"] for change in page["changes"]] == ["created"]
    assert page["changes"][0]["personId"] == person_id and page["more"] is False
    assert directory.erase(person_id) == {"success": True}
    (change,) = directory.changes(page["revision"])["changes"]
    assert change["change"] == "erased" and "personId" not in change
    for wrong in (-1, 10**9, 2**63, -(2**63) - 1):
        with pytest.raises(persons.Invalid) as caught:
            directory.changes(wrong)
        assert caught.value.type == "bad_cursor"


def test_care(directory: persons.Directory, tmp_path: Path) -> None:
    directory.create(**ADA)
    assert directory.check() == {"persons": 1, "rsvps": 0, "problems": [], "searchIndex": "none"}
    stats = directory.stats()
    assert (stats["persons"], stats["organization"]) == (1, "default")
    copied = directory.backup(tmp_path / "copy.db")
    assert (copied["persons"], copied["revision"]) == (1, 1)
    assert copied["bytes"] == (tmp_path / "copy.db").stat().st_size
    with persons.open(tmp_path / "copy.db", create=False) as backup:
        assert backup.list() == directory.list()
    with pytest.raises(persons.Conflict):
        directory.backup(tmp_path / "copy.db")


def test_repeating_with_a_key(directory: persons.Directory) -> None:
    first = directory.create(**ADA, idempotencyKey="k")
    assert directory.create(**ADA, idempotencyKey="k") == first
    assert directory.stats()["persons"] == 1
    with pytest.raises(persons.Conflict) as caught:
        directory.create(**GRACE, idempotencyKey="k")
    assert caught.value.type == "idempotency_key_reused"


def test_texts_of_all_kinds(directory: persons.Directory) -> None:
    name = "Zoë 🦊 李 \u202e \t \" \\ O'Brien"
    person_id = directory.create(firstName=name, lastName="L", email="z@example.org")[
        "personId"
    ]
    assert directory.get(person_id)["firstName"] == name
    with pytest.raises(persons.Invalid):
        directory.create(firstName="\ud800", lastName="L", email="z@example.org")
    with pytest.raises(persons.Invalid):
        directory.get("\ud800")


def test_a_nul_does_not_cut_an_identifier(directory: persons.Directory) -> None:
    directory.create(personId="ada", **ADA)
    for call in (directory.get, directory.delete, directory.erase, directory.delete_group,
                 directory.revoke_token, directory.update, directory.backup,
                 directory.import_, directory.export, persons.open):  # fmt: skip
        with pytest.raises(persons.Invalid) as caught:
            call("ada\0x")
        assert caught.value.type == "invalid_value"
    assert directory.get("ada")["firstName"] == "Ada"


@pytest.mark.parametrize("wrong", [None, 1, b"ada", ["ada"]])
def test_identifiers_are_texts(directory: persons.Directory, wrong: Any) -> None:
    with pytest.raises(TypeError, match="must be a str"):
        directory.get(wrong)


def test_values_that_json_has_not(directory: persons.Directory) -> None:
    for wrong in (float("nan"), float("inf"), b"bytes", object()):
        with pytest.raises((TypeError, ValueError)):
            directory.create(**ADA, customFields={"a": wrong})
    fields = types.MappingProxyType({"a": (1, 2), "b": collections.deque([3])})
    person_id = directory.create(**ADA, customFields=fields)["personId"]
    assert directory.get(person_id)["customFields"] == {"a": [1, 2], "b": [3]}


def test_numbers_keep_their_value(directory: persons.Directory) -> None:
    fields = {"big": 2**62, "real": 0.1, "negative": -1, "true": True, "none": [None]}
    person_id = directory.create(**ADA, customFields=fields)["personId"]
    assert directory.get(person_id)["customFields"] == fields


def test_closing(path: str) -> None:
    directory = persons.open(path)
    assert repr(directory) == f"<persons.Directory {path!r}, open>"
    assert directory.location == path and not directory.closed
    with directory as same:
        assert same is directory
    assert directory.closed and "closed" in repr(directory)
    directory.close()
    for call in (
        directory.list,
        directory.interrupt,
        directory.check,
        lambda: directory.get("x"),
    ):
        with pytest.raises(persons.Misuse):
            call()


def test_a_forgotten_directory_is_closed(path: str) -> None:
    directory = persons.open(path)
    number = directory._number
    del directory
    gc.collect()
    status, _ = persons._library.answer("persons_stats", number)
    assert persons._library.status_name(status) == "MISUSE"


def test_a_directory_cannot_be_copied(directory: persons.Directory) -> None:
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be copied"):
            copying(directory)


def test_the_location_may_be_a_path_object(tmp_path: Path) -> None:
    with persons.open(tmp_path / "people.db", organization="acme") as directory:
        assert directory.location == str(tmp_path / "people.db")
        assert directory.stats()["organization"] == "acme"
    with persons.open(tmp_path / "people.db", read_only=True) as directory:
        with pytest.raises(persons.ReadOnly):
            directory.create(**ADA)


def test_in_memory() -> None:
    with persons.open(":memory:") as one, persons.open(":memory:") as other:
        one.create(**ADA)
        assert other.list() == {"persons": []}
