# SPDX-License-Identifier: Apache-2.0
"""The commands that write persons: create, update, delete, erase, upsert."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Dict

from .._requests import identifier
from ..directory import Directory
from .arguments import Commands, Parser, add_groups, add_texts, given
from .failures import OK, REFUSED
from .inputs import assigned, read
from .output import Output

KEY = ("--idempotency-key", "idempotencyKey", "makes it safe to repeat the command")


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add(
        "create", "create a person, from options or from JSON", create, creates=True
    )
    parser.add_argument(
        "stdin", nargs="?", choices=["-"], metavar="-", help="read JSON on standard input"
    )
    add_texts(
        parser,
        [
            ("--first-name", "firstName", "required"),
            ("--last-name", "lastName", "required"),
            ("--email", "email", "required"),
            ("--phone-number", "phoneNumber", "phone number"),
            ("--profile-picture", "profilePicture", "address of a picture"),
            ("--address", "address", "street and house"),
            ("--city", "city", "city"),
            ("--state", "state", "state"),
            ("--external-ref", "externalRef", "your reference for the person"),
            ("--person-id", "personId", "your identifier; a new one when absent"),
            KEY,
        ],
    )
    add_groups(parser, "groupIds", "groupExternalRefs")
    parser.add_argument(
        "--custom", action="append", default=[], metavar="NAME=VALUE",
        help="a text in customFields; can be repeated",
    )  # fmt: skip

    parser = commands.add("update", "change a person", update)
    _add_id(parser)
    parser.add_argument(
        "stdin", nargs="?", choices=["-"], metavar="-",
        help="read a JSON merge patch on standard input",
    )  # fmt: skip
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE",
        help="city=London, customFields.title=Countess; can be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--clear", action="append", default=[], metavar="KEY",
        help="remove an attribute; can be repeated",
    )  # fmt: skip
    parser.add_argument("--json-patch", metavar="JSON", help="a JSON merge patch (RFC 7396)")
    add_groups(parser, "groupIds", "groupExternalRefs")
    add_texts(parser, [KEY])

    parser = commands.add("delete", "delete a person", delete)
    _add_id(parser)

    parser = commands.add("erase", "delete a person and every trace of them", erase)
    _add_id(parser)

    parser = commands.add(
        "upsert", "create or update many persons at once", upsert, creates=True
    )
    parser.add_argument(
        "file", metavar="FILE",
        help='JSON, {"persons":[…]} or the array alone; - is standard input',
    )  # fmt: skip


def _add_id(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="identifier of the person")


def create(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Create a person."""
    keys = given(arguments)
    if arguments.custom:
        keys["customFields"] = assigned(arguments.parser, arguments.custom, [])
    if arguments.stdin:
        _alone(arguments.parser, keys, "-")
        answer = directory._ask("persons_create", read("-"))
    else:
        answer = directory.create(**keys)
    if output.as_json:
        output.json(answer)
    else:
        output.line(answer["personId"])
    return OK


def update(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Change a person."""
    keys = given(arguments)
    keys.update(assigned(arguments.parser, arguments.set, arguments.clear))
    if arguments.stdin and arguments.json_patch is not None:
        arguments.parser.error("'-' and --json-patch exclude each other")
    if arguments.stdin or arguments.json_patch is not None:
        _alone(arguments.parser, keys, "a merge patch")
        patch = read("-") if arguments.stdin else identifier(arguments.json_patch, "json-patch")
        answer = directory._ask("persons_update", identifier(arguments.id, "id"), patch)
    elif keys:
        answer = directory.update(arguments.id, **keys)
    else:
        arguments.parser.error("nothing to change: give --set, --clear or --json-patch")
    return done(answer, output)


def delete(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Delete a person."""
    return done(directory.delete(arguments.id), output)


def erase(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Erase a person."""
    return done(directory.erase(arguments.id), output)


def upsert(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Create or update many persons."""
    batch = read(arguments.file)
    if batch.lstrip()[:1] == b"[":
        batch = b'{"persons":' + batch + b"}"
    answer = directory._ask("persons_upsert", batch)
    records = answer["persons"]
    if output.as_json:
        output.json(answer)
    else:
        output.table(
            ["RECORD", "IDENTIFIER", "RESULT"],
            [
                [number, record.get("identifier"), record["failure_reason"] or "ok"]
                for number, record in enumerate(records, 1)
            ],
        )
    return OK if all(record["success"] for record in records) else REFUSED


def _alone(parser: Parser, keys: Dict[str, Any], other: str) -> None:
    if keys:
        parser.error(f"{other} and options for attributes exclude each other")


def done(answer: Any, output: Output) -> int:
    """Write the answer of a call that tells nothing but success: only as JSON."""
    if output.as_json:
        output.json(answer)
    return OK
