# SPDX-License-Identifier: Apache-2.0
"""The commands for groups, events and the answers to events."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any, Dict, Tuple

from ..directory import Directory
from .arguments import Commands, Parser, add_page, add_texts, given
from .failures import OK
from .output import Output
from .writing import KEY, done

GROUP = {"group_id": "GROUP", "external_ref": "EXTERNAL REF", "name": "NAME"}
EVENT = {"eventId": "EVENT", "name": "NAME", "slug": "SLUG", "date": "DATE"}


def add(commands: Commands) -> None:
    """Add the commands."""
    group = commands.word("group", "list, put and delete groups")
    add_page(group.add("list", "list the groups", list_groups))
    parser = group.add("put", "create or change a group", put_group, creates=True)
    _add_attributes(
        parser,
        ("--group-id", "group_id", "identifier; a new one when absent"),
        ("--external-ref", "external_ref", "your reference for the group"),
        ("--name", "name", "name"),
    )
    parser = group.add("delete", "delete a group; its persons stay", delete_group)
    parser.add_argument("id", metavar="ID", help="identifier of the group")

    event = commands.word("event", "list and put events")
    add_page(event.add("list", "list the events", list_events))
    parser = event.add("put", "create or change an event", put_event, creates=True)
    _add_attributes(
        parser,
        ("--event-id", "eventId", "identifier; a new one when absent"),
        ("--name", "name", "name, required for a new event"),
        ("--slug", "slug", "short name for addresses"),
        ("--date", "date", "such as 2026-11-15T09:00:00Z"),
    )

    parser = commands.add("rsvp", "record a person's answer to an event", rsvp)
    parser.add_argument("event", metavar="EVENT", help="identifier of the event")
    parser.add_argument("person", metavar="ID", help="identifier of the person")
    add_texts(
        parser,
        [
            ("--status", "status", "Invited, Accepted …; this or --attendance"),
            ("--attendance", "attendance", "Attended …"),
            ("--actor-id", "actorId", "who did it"),
            ("--actor-type", "actorType", "user when absent"),
            ("--created-at", "createdAt", "time of the answer; now when absent"),
            KEY,
        ],
    )


def _add_attributes(parser: Parser, *options: Tuple[str, str, str]) -> None:
    """Add what sets attributes, and --clear, which removes them."""
    add_texts(parser, [*options, KEY])
    parser.add_argument(
        "--clear", action="append", default=[], metavar="KEY",
        help="remove an attribute, named as in JSON; can be repeated",
    )  # fmt: skip


def _attributes(arguments: Namespace) -> Dict[str, Any]:
    return {**dict.fromkeys(arguments.clear), **given(arguments)}


def list_groups(directory: Directory, arguments: Namespace, output: Output) -> int:
    """List the groups."""
    output.answer(directory.list_groups(**given(arguments)), "groups", GROUP)
    return OK


def put_group(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Create or change a group."""
    return shown(directory.put_group(**_attributes(arguments)), output)


def delete_group(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Delete a group."""
    return done(directory.delete_group(arguments.id), output)


def list_events(directory: Directory, arguments: Namespace, output: Output) -> int:
    """List the events."""
    output.answer(directory.list_events(**given(arguments)), "events", EVENT)
    return OK


def put_event(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Create or change an event."""
    return shown(directory.put_event(**_attributes(arguments)), output)


def rsvp(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Record an answer."""
    answer = directory.record_rsvp(
        eventId=arguments.event, personId=arguments.person, **given(arguments)
    )
    return done(answer, output)


def shown(answer: Mapping[str, Any], output: Output) -> int:
    """Write a result that is one object."""
    if output.as_json:
        output.json(answer)
    else:
        output.record(answer)
    return OK
