# SPDX-License-Identifier: Apache-2.0
"""The calls for groups, for events and for the answers to them."""

from __future__ import annotations

from typing import cast

from ._handle import Handle
from ._requests import UNSET, Number, Text, identifier, request
from ._types import Event, EventList, Group, GroupList, Success


class Groups(Handle):
    """Put, list and delete groups. Writing is not for tokens limited to groups."""

    def put_group(
        self,
        /,
        *,
        group_id: Text = UNSET,
        external_ref: Text = UNSET,
        name: Text = UNSET,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Group:
        """Create a group, or change the one with this group_id.

        Without group_id there is a new group with a new one. What is not given
        stays, None clears.

        Returns:
            {"group_id": "…", "external_ref": "…", "name": "…"}, None for what the
            group does not have

        Raises:
            Conflict: duplicate_external_ref
            Forbidden: a token that is limited to groups
        """
        keys = request(
            more,
            group_id=group_id,
            external_ref=external_ref,
            name=name,
            idempotencyKey=idempotencyKey,
        )
        return cast(Group, self._ask("persons_put_group", keys))

    def list_groups(
        self, /, *, limit: Number = UNSET, skip: Number = UNSET, **more: object
    ) -> GroupList:
        """List the groups that the caller may see, in the order of creation.

        Returns:
            {"groups": [group, …]}, 1000 when no limit is given
        """
        keys = request(more, limit=limit, skip=skip)
        return cast(GroupList, self._ask("persons_list_groups", keys))

    def delete_group(self, group_id: str, /) -> Success:
        """Delete a group; its persons stay.

        Raises:
            NotFound: group_not_found
            Forbidden: a token that is limited to groups
        """
        key = identifier(group_id, "group_id")
        return cast(Success, self._ask("persons_delete_group", key))


class Events(Handle):
    """Put and list events, and record the answers of persons."""

    def put_event(
        self,
        /,
        *,
        eventId: Text = UNSET,
        name: Text = UNSET,
        slug: Text = UNSET,
        date: Text = UNSET,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Event:
        """Create an event, or change the one with this eventId.

        name is required for a new event, date is RFC 3339 ("2026-11-15T09:00:00Z").
        What is not given stays, None clears.

        Returns:
            {"eventId", "name", "slug", "date"}, without what the event lacks

        Raises:
            Invalid: invalid_value, a malformed date
            Conflict: duplicate_slug
            Forbidden: a token that is limited to groups
        """
        keys = request(
            more,
            eventId=eventId,
            name=name,
            slug=slug,
            date=date,
            idempotencyKey=idempotencyKey,
        )
        return cast(Event, self._ask("persons_put_event", keys))

    def list_events(
        self, /, *, limit: Number = UNSET, skip: Number = UNSET, **more: object
    ) -> EventList:
        """List the organization's events, in the order of creation.

        Returns:
            {"events": [event, …]}, 1000 when no limit is given
        """
        keys = request(more, limit=limit, skip=skip)
        return cast(EventList, self._ask("persons_list_events", keys))

    def record_rsvp(
        self,
        /,
        *,
        eventId: Text = UNSET,
        personId: Text = UNSET,
        status: Text = UNSET,
        attendance: Text = UNSET,
        actorId: Text = UNSET,
        actorType: Text = UNSET,
        createdAt: Text = UNSET,
        idempotencyKey: Text = UNSET,
        **more: object,
    ) -> Success:
        """Record a person's answer to an event, their attendance, or both.

        Args:
            eventId, personId: required
            status: "Invited", "Accepted" … any text up to 100 bytes; this or
                attendance is required
            attendance: "Attended" … likewise
            actorId, actorType: who did it; actorType is "user" when absent
            createdAt: RFC 3339; now when absent

        Returns:
            {"success": True}

        Raises:
            NotFound: not_found, no such person; event_not_found
            TooLarge: the history of this answer is over 1 MiB
        """
        keys = request(
            more,
            eventId=eventId,
            personId=personId,
            status=status,
            attendance=attendance,
            actorId=actorId,
            actorType=actorType,
            createdAt=createdAt,
            idempotencyKey=idempotencyKey,
        )
        return cast(Success, self._ask("persons_record_rsvp", keys))
