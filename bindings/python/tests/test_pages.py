# SPDX-License-Identifier: Apache-2.0
"""The iterators: every person once, in order, over any size of page."""

from __future__ import annotations

import pytest
from conftest import fill

import persons


def refs(number: int) -> list[str]:
    return [f"p{index}" for index in range(number)]


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9])
@pytest.mark.parametrize("limit", [1, 3, 8])
def test_every_person_once(directory: persons.Directory, count: int, limit: int) -> None:
    fill(directory, count)
    assert [one["external_ref"] for one in directory.find_all(limit=limit)] == refs(count)
    assert [one["externalRef"] for one in directory.list_all(limit=limit)] == refs(count)
    searched = [one["externalRef"] for one in directory.search_all("example", limit=limit)]
    assert sorted(searched) == sorted(refs(count))


def test_more_than_a_page(directory: persons.Directory) -> None:
    fill(directory, 1234)
    assert [one["external_ref"] for one in directory.find_all()] == refs(1234)
    assert [one["externalRef"] for one in directory.list_all()] == refs(1234)
    assert len(list(directory.search_all("example"))) == 1234
    assert len(list(directory.changes_all())) == 1234


def test_starting_later(directory: persons.Directory) -> None:
    fill(directory, 10)
    first = directory.find(limit=4)
    assert [
        one["external_ref"] for one in directory.find_all(after_id=first["last_id"])
    ] == refs(10)[4:]
    assert [one["externalRef"] for one in directory.list_all(skip=4, limit=3)] == refs(10)[4:]
    assert len(list(directory.search_all("example", skip=4, limit=3))) == 6
    revision = directory.stats()["revision"]
    fill(directory, 12)
    assert len(list(directory.changes_all(revision))) == 2


def test_filters_reach_every_page(directory: persons.Directory) -> None:
    group = directory.put_group(name="G")["group_id"]
    fill(directory, 6, group_ids=[group])
    directory.upsert([{"external_ref": "outside", "last_name": "Example"}])
    assert len(list(directory.find_all(group_ids=[group], limit=2))) == 6
    assert len(list(directory.list_all(group_ids=[group], limit=2))) == 6
    assert len(list(directory.search_all("example", group_ids=[group], limit=2))) == 6


def test_nobody_is_no_error_but_a_missing_group_is(directory: persons.Directory) -> None:
    assert list(directory.find_all(first_name="Nobody")) == []
    for everyone in (directory.find_all, directory.list_all, directory.search_all):
        with pytest.raises(persons.NotFound) as caught:
            list(everyone(group_ids=["no such group"]))
        assert caught.value.type == "group_not_found"


def test_a_page_is_read_when_it_is_needed(directory: persons.Directory) -> None:
    fill(directory, 3)
    everyone = directory.list_all(limit=1)
    assert next(everyone)["externalRef"] == "p0"
    directory.close()
    with pytest.raises(persons.Misuse):
        next(everyone)


def test_unknown_keywords_reach_the_library(directory: persons.Directory) -> None:
    for everyone in (directory.find_all, directory.list_all, directory.search_all):
        with pytest.raises(persons.Invalid):
            list(everyone(nmae="x"))
