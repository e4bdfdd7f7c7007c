# SPDX-License-Identifier: Apache-2.0
"""The commands that read persons: find, search, list, get, changes."""

from __future__ import annotations

from argparse import Namespace

from ..directory import Directory
from .arguments import Commands, Parser, add_groups, add_numbers, add_page, add_texts, given
from .failures import NOTHING, OK, complain
from .output import Output

FOUND = {
    "identifier": "IDENTIFIER",
    "first_name": "FIRST NAME",
    "last_name": "LAST NAME",
    "email_address": "E-MAIL",
    "phone_number": "PHONE",
    "external_ref": "EXTERNAL REF",
}
PERSON = {
    "personId": "IDENTIFIER",
    "firstName": "FIRST NAME",
    "lastName": "LAST NAME",
    "email": "E-MAIL",
    "phoneNumber": "PHONE",
    "city": "CITY",
}
HISTORY = {
    "eventId": "EVENT",
    "name": "NAME",
    "date": "DATE",
    "rsvpStatus": "STATUS",
    "attendance": "ATTENDANCE",
}
CHANGE = {"revision": "REVISION", "at": "AT", "change": "CHANGE", "personId": "IDENTIFIER"}


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add("find", "find persons by attributes that match exactly", find)
    add_texts(
        parser,
        [
            ("--first-name", "first_name", "in any case"),
            ("--last-name", "last_name", "in any case"),
            ("--email-address", "email_address", "in any case"),
            ("--phone-number", "phone_number", "in any formatting"),
            ("--external-ref", "external_ref", "byte for byte"),
            ("--identifier", "identifier", "byte for byte"),
            ("--after-id", "after_id", "the last_id of the page before"),
        ],
    )
    add_groups(parser)
    add_numbers(parser, [("--limit", "limit", "persons a page, 1 to 100")])
    add_all(parser)

    parser = commands.add(
        "search", "search persons by what a user types", search, words="query"
    )
    parser.add_argument("query", nargs="*", metavar="WORD", help="what was typed")
    add_texts(
        parser,
        [
            ("--first-name", "firstName", "the whole name, or its beginning and a *"),
            ("--last-name", "lastName", "likewise"),
            ("--email", "email", "likewise"),
            ("--city", "city", "likewise"),
            ("--state", "state", "likewise"),
            ("--fuzzy", "fuzzy", "auto, off, on or loose"),
        ],
    )
    add_groups(parser)
    add_page(parser)
    add_all(parser)

    parser = commands.add("list", "list persons in the order of creation", list_persons)
    add_groups(parser)
    add_page(parser)
    add_all(parser)

    parser = commands.add("get", "show a person and their events", get)
    parser.add_argument("id", metavar="ID", help="identifier of the person")

    parser = commands.add("changes", "tell which persons changed", changes)
    parser.add_argument("--since", type=int, default=0, metavar="N", help="after this revision")
    add_all(parser)


def add_all(parser: Parser) -> None:
    """Add --all."""
    parser.add_argument(
        "--all", action="store_true", help="every page; with --json a line for each one"
    )


def find(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Find persons."""
    keys = given(arguments)
    if arguments.all:
        return _told(output.stream(directory.find_all(**keys), FOUND))
    page = directory.find(**keys)
    count = output.answer(page, "persons", FOUND)
    if page["last_id"] != -1:
        output.note(f"There are more: --after-id {page['last_id']}, or --all.")
    return _told(count)


def search(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Search persons."""
    keys = given(arguments)
    if arguments.query:
        keys["query"] = " ".join(arguments.query)
    if arguments.all:
        return _told(output.stream(directory.search_all(**keys), PERSON))
    page = directory.search(**keys)
    count = output.answer(page, "persons", PERSON)
    if count < page["total"]:
        output.note(f"{count} of {page['total']:,} persons: see --limit, --skip, --all.")
    return OK if page["total"] else _told(0)


def list_persons(directory: Directory, arguments: Namespace, output: Output) -> int:
    """List persons."""
    keys = given(arguments)
    if arguments.all:
        output.stream(directory.list_all(**keys), PERSON)
    else:
        output.answer(directory.list(**keys), "persons", PERSON)
    return OK


def get(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Show a person."""
    person = dict(directory.get(arguments.id))
    if output.as_json:
        output.json(person)
        return OK
    history = person.pop("eventHistory", [])
    output.record(person)
    if history:
        output.line("")
        output.answer({"eventHistory": history}, "eventHistory", HISTORY)
    return OK


def changes(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Tell what changed."""
    if arguments.all:
        output.stream(directory.changes_all(arguments.since), CHANGE)
        return OK
    page = directory.changes(arguments.since)
    output.answer(page, "changes", CHANGE)
    more = "There are more" if page["more"] else "Later"
    output.note(f"{more}: --since {page['revision']}.")
    return OK


def _told(count: int) -> int:
    if count == 0:
        complain("Nobody matches.")
    return OK if count else NOTHING
