# SPDX-License-Identifier: Apache-2.0
"""The calls that write persons: create, update, delete, upsert, erase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from ._handle import Handle
from ._requests import UNSET, Object, Text, Texts, identifier, request
from ._types import Created, Success, Upserted


class Writing(Handle):
    """Create, update, delete and erase persons.

    Each call is one transaction: it happens whole or not at all, and what was
    answered is durable. With an idempotencyKey (1 to 200 bytes) a call can be
    repeated within 30 days: the same request gives the first answer again and
    writes nothing, another request raises Conflict, idempotency_key_reused.
    """

    def create(
        self,
        /,
        *,
        firstName: Text = UNSET,
        lastName: Text = UNSET,
        email: Text = UNSET,
        phoneNumber: Text = UNSET,
        profilePicture: Text = UNSET,
        address: Text = UNSET,
        city: Text = UNSET,
        state: Text = UNSET,
        externalRef: Text = UNSET,
        customFields: Object = UNSET,
        groupIds: Texts = UNSET,
        groupExternalRefs: Texts = UNSET,
        personId: Text = UNSET,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Created:
        """Create a person; firstName, lastName and email are required.

        Args:
            customFields: any mapping that JSON can hold
            groupIds: the groups to be in; or groupExternalRefs, never both.
                Neither: no group, or all groups of a token limited to some
            personId: your own identifier, 1 to 200 bytes; a new UUID when absent

        Returns:
            {"personId": "…"}

        Raises:
            Invalid: missing_field, both_group_identifiers_provided, …
            Conflict: duplicate_person_id
            NotFound: group_not_found
            Forbidden: personId with a token that is limited to groups
        """
        keys = request(
            more,
            firstName=firstName,
            lastName=lastName,
            email=email,
            phoneNumber=phoneNumber,
            profilePicture=profilePicture,
            address=address,
            city=city,
            state=state,
            externalRef=externalRef,
            customFields=customFields,
            groupIds=groupIds,
            groupExternalRefs=groupExternalRefs,
            personId=personId,
            idempotencyKey=idempotencyKey,
        )
        return cast(Created, self._ask("persons_create", keys))

    def update(
        self,
        person_id: str,
        /,
        *,
        firstName: Text = UNSET,
        lastName: Text = UNSET,
        email: Text = UNSET,
        phoneNumber: Text = UNSET,
        profilePicture: Text = UNSET,
        address: Text = UNSET,
        city: Text = UNSET,
        state: Text = UNSET,
        externalRef: Text = UNSET,
        customFields: Object = UNSET,
        groupIds: Texts = UNSET,
        groupExternalRefs: Texts = UNSET,
        personId: Text = UNSET,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Success:
        """Change a person: what is not given stays, None clears.

        customFields merges key by key (None clears a key), groups replace those
        that the caller may see. personId may repeat person_id.

        Returns:
            {"success": True}

        Raises:
            NotFound: not_found, group_not_found
            Invalid: person_id_mismatch, read_only_field,
                both_group_identifiers_provided
        """
        keys = request(
            more,
            firstName=firstName,
            lastName=lastName,
            email=email,
            phoneNumber=phoneNumber,
            profilePicture=profilePicture,
            address=address,
            city=city,
            state=state,
            externalRef=externalRef,
            customFields=customFields,
            groupIds=groupIds,
            groupExternalRefs=groupExternalRefs,
            personId=personId,
            idempotencyKey=idempotencyKey,
        )
        key = identifier(person_id, "person_id")
        return cast(Success, self._ask("persons_update", key, keys))

    def delete(self, person_id: str, /) -> Success:
        """Delete a person. Traces can remain in the file: erase() leaves none.

        Raises:
            NotFound: not_found
        """
        key = identifier(person_id, "person_id")
        return cast(Success, self._ask("persons_delete", key))

    def upsert(
        self,
        persons: Sequence[Mapping[str, Any]],
        /,
        *,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Upserted:
        """Create or update many persons in one transaction.

        Args:
            persons: dicts with external_ref, email_address, phone_number,
                first_name, last_name, and group_ids or groups_external_refs.
                Each is matched within its groups by external_ref, then by
                email_address or phone_number, and never meets a person who has
                another external_ref; without a match it is created when it says
                enough

        Returns:
            {"persons": [record, …]}: each record as given, with "identifier",
            "success" and "failure_reason". Look at each "success": a record that
            fails does not stop the others.

        Raises:
            Invalid: a malformed record, or both_group_identifiers_provided in
                any of them: nothing is written
        """
        keys = request(more, persons=persons, idempotencyKey=idempotencyKey)
        return cast(Upserted, self._ask("persons_upsert", keys))

    def erase(self, person_id: str, /) -> Success:
        """Delete a person and every trace of them in the files of the directory.

        Raises:
            NotFound: not_found
            Busy: the person is deleted, but another process still reads an old
                state: call again, NotFound then means that it is clean
            Forbidden: a token that is limited to groups
        """
        key = identifier(person_id, "person_id")
        return cast(Success, self._ask_long("persons_erase", key))
