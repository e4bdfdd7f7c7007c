# SPDX-License-Identifier: Apache-2.0
"""Iterators over all pages: find_all, list_all, search_all, changes_all.

Each page is read when the iteration comes to it and sees the directory as it
is then. find_all and changes_all go on from a cursor and pass over nobody.
list_all and search_all count: a person deleted meanwhile makes them pass over
another one.
"""

from __future__ import annotations

from typing import Iterator, Union

from ._reading import Reading
from ._requests import UNSET, Flag, Number, Text, Texts, Unset
from ._types import Change, FoundPerson, Person
from .errors import NotFound

PAGE = 1000


class Pages(Reading):
    """Iterate over every answer of a call that answers in pages."""

    def find_all(
        self,
        /,
        *,
        identifier: Text = UNSET,
        external_ref: Text = UNSET,
        first_name: Text = UNSET,
        last_name: Text = UNSET,
        email_address: Text = UNSET,
        phone_number: Text = UNSET,
        group_ids: Texts = UNSET,
        groups_external_refs: Texts = UNSET,
        after_id: Union[Text, Number] = UNSET,
        limit: Number = UNSET,
        **more: object,
    ) -> Iterator[FoundPerson]:
        """Iterate over the persons of find(), from after_id on.

        limit is the size of a page, as in find(). Where nobody matches there is
        nothing to iterate over; other errors are raised as find() raises them.
        """
        while True:
            try:
                page = self.find(
                    identifier=identifier,
                    external_ref=external_ref,
                    first_name=first_name,
                    last_name=last_name,
                    email_address=email_address,
                    phone_number=phone_number,
                    group_ids=group_ids,
                    groups_external_refs=groups_external_refs,
                    after_id=after_id,
                    limit=limit,
                    **more,
                )
            except NotFound as error:
                if error.type == "not_found":
                    return
                raise
            yield from page["persons"]
            after_id = page["last_id"]
            if after_id == -1:
                return

    def list_all(
        self,
        /,
        *,
        limit: Number = PAGE,
        skip: Number = UNSET,
        group_ids: Texts = UNSET,
        groups_external_refs: Texts = UNSET,
        **more: object,
    ) -> Iterator[Person]:
        """Iterate over the persons of list(); limit is the size of a page."""
        position = _start(skip)
        while True:
            page = self.list(
                limit=limit,
                skip=position,
                group_ids=group_ids,
                groups_external_refs=groups_external_refs,
                **more,
            )
            yield from page["persons"]
            if not page["persons"]:
                return
            position += len(page["persons"])

    def search_all(
        self,
        /,
        query: Text = UNSET,
        *,
        firstName: Text = UNSET,
        lastName: Text = UNSET,
        email: Text = UNSET,
        city: Text = UNSET,
        state: Text = UNSET,
        limit: Number = PAGE,
        skip: Number = UNSET,
        fuzzy: Text = UNSET,
        highlight: Flag = UNSET,
        group_ids: Texts = UNSET,
        groups_external_refs: Texts = UNSET,
        **more: object,
    ) -> Iterator[Person]:
        """Iterate over the persons of search(); limit is the size of a page."""
        position = _start(skip)
        while True:
            page = self.search(
                query,
                firstName=firstName,
                lastName=lastName,
                email=email,
                city=city,
                state=state,
                limit=limit,
                skip=position,
                fuzzy=fuzzy,
                highlight=highlight,
                group_ids=group_ids,
                groups_external_refs=groups_external_refs,
                **more,
            )
            yield from page["persons"]
            position += len(page["persons"])
            if not page["persons"] or position >= page["total"]:
                return

    def changes_all(self, since: int = 0) -> Iterator[Change]:
        """Iterate over the changes after a revision, up to the newest one."""
        more = True
        while more:
            page = self.changes(since)
            yield from page["changes"]
            since, more = page["revision"], page["more"]


def _start(skip: Union[int, None, Unset]) -> int:
    return 0 if skip is None or isinstance(skip, Unset) else skip
