# SPDX-License-Identifier: Apache-2.0
"""The calls that read persons: find, list, search, get, changes."""

from __future__ import annotations

from typing import Union, cast

from ._handle import Handle
from ._requests import UNSET, Flag, Number, Text, Texts, identifier, request
from ._types import ChangePage, FindPage, ListPage, PersonWithHistory, SearchPage
from .errors import Invalid


class Reading(Handle):
    """Find, list, search and get persons."""

    def find(
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
    ) -> FindPage:
        """Find persons by attributes that match exactly, joined by AND.

        identifier and external_ref compare byte for byte, names and e-mail in any
        case, phone_number in any formatting.

        Args:
            group_ids: in any of these groups; or groups_external_refs, never both
            after_id: the last_id of the page before (the key "after-id"); 0 and 1
                mean the beginning
            limit: persons a page, 1 to 100; 100 when absent

        Returns:
            {"last_id": 5, "persons": [{"identifier", "email_address", "first_name",
            "last_name", "external_ref", "phone_number"}]}, None where a person has
            no value, in the order of creation. last_id is -1 on the last page; for a
            token limited to groups it is an opaque number.

        Raises:
            NotFound: not_found, nobody matches (a page after the last one is empty
                instead); group_not_found
            Invalid: both_group_identifiers_provided, bad_cursor
        """
        keys = request(
            more,
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
        )
        return cast(FindPage, self._ask("persons_find", keys))

    def list(
        self,
        /,
        *,
        limit: Number = UNSET,
        skip: Number = UNSET,
        group_ids: Texts = UNSET,
        groups_external_refs: Texts = UNSET,
        **more: object,
    ) -> ListPage:
        """List persons in the order of creation.

        Args:
            limit: persons a page, 1 to 1000; 10 when absent
            skip: persons to pass over, 0 or more
            group_ids: in any of these groups; or groups_external_refs, never both

        Returns:
            {"persons": [person, …]}, an empty list when there are none.

        Raises:
            NotFound: group_not_found
        """
        keys = request(
            more,
            limit=limit,
            skip=skip,
            group_ids=group_ids,
            groups_external_refs=groups_external_refs,
        )
        return cast(ListPage, self._ask("persons_list", keys))

    def search(
        self,
        /,
        query: Text = UNSET,
        *,
        firstName: Text = UNSET,
        lastName: Text = UNSET,
        email: Text = UNSET,
        city: Text = UNSET,
        state: Text = UNSET,
        limit: Number = UNSET,
        skip: Number = UNSET,
        fuzzy: Text = UNSET,
        highlight: Flag = UNSET,
        group_ids: Texts = UNSET,
        groups_external_refs: Texts = UNSET,
        **more: object,
    ) -> SearchPage:
        """Search persons by what a user types; the best match comes first.

        Every word of the query must be a word, or the beginning of one, in what is
        known of the person. Case, accents and the order of words do not matter.
        When fewer than ten persons match so, and the query is nobody's whole name,
        e-mail address or phone number, other forms of names and typing errors are
        forgiven, and then one word that is wrong altogether.

        Args:
            query: what was typed
            firstName, lastName, email, city, state: the whole value, case and
                accents aside; a trailing * asks for a beginning
            limit: persons a page, 1 to 1000; 10 when absent
            skip: persons to pass over, 0 or more
            fuzzy: "auto" (when absent) as above, "off" never widens, "on" forgives
                at once, "loose" goes all the way at once
            highlight: True shows what matched, in "highlight" of each person
            group_ids: in any of these groups; or groups_external_refs, never both

        Returns:
            {"persons": [person, …], "total": 2, "limit": 10, "skip": 0}; total
            counts every match, 0 when nobody matches. "matched" is "fuzzy" or
            "loose" when the search was widened and found more by that.

        Raises:
            NotFound: group_not_found
        """
        keys = request(
            more,
            query=query,
            firstName=firstName,
            lastName=lastName,
            email=email,
            city=city,
            state=state,
            limit=limit,
            skip=skip,
            fuzzy=fuzzy,
            highlight=highlight,
            group_ids=group_ids,
            groups_external_refs=groups_external_refs,
        )
        return cast(SearchPage, self._ask("persons_search", keys))

    def get(self, person_id: str, /) -> PersonWithHistory:
        """Get one person, with "eventHistory", the events they were asked to.

        Raises:
            NotFound: not_found, absent or hidden from this token
        """
        key = identifier(person_id, "person_id")
        return cast(PersonWithHistory, self._ask("persons_get", key))

    def changes(self, since: int = 0) -> ChangePage:
        """Tell which persons changed after a revision.

        Args:
            since: 0 for everything, or the "revision" of the answer before. For a token
                limited to groups, revisions are opaque numbers in no order

        Returns:
            {"changes": [{"revision": 7, "personId": "…", "change": "updated",
            "at": "…"}], "revision": 7, "more": False}, at most 1000 changes. When
            more is true ask again with "revision". change is "created", "updated",
            "deleted" or "erased" (which has no personId).

        Raises:
            Invalid: bad_cursor, no revision of an earlier answer
        """
        return cast(ChangePage, self._ask("persons_changes", _revision(since)))


def _revision(since: int) -> int:
    """Return the revision when 64 bits hold it; ctypes would cut it silently."""
    if not isinstance(since, int):
        raise TypeError(f"since must be an int, not {type(since).__name__}")
    if not -(2**63) <= since < 2**63:
        raise Invalid("A revision fits into 64 bits.", type="bad_cursor", field="since")
    return since
