# SPDX-License-Identifier: Apache-2.0
"""How the command reads its arguments.

An option is stored under the JSON key that it stands for, and only when it was
given: what was not given is not in the namespace, so nothing is sent for it.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Callable, Dict, List, NoReturn, Optional, Tuple

from ..directory import Directory
from .failures import MEANINGS, USAGE, complain
from .output import Output

Run = Callable[[Directory, argparse.Namespace, Output], int]

# (option, JSON key, help)
Options = Iterable[Tuple[str, str, str]]


class Parser(argparse.ArgumentParser):
    """Complains in one line, and knows the nearest option."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        keywords.setdefault("allow_abbrev", False)
        keywords.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*arguments, **keywords)
        self.options: Dict[str, str] = {}  # by JSON key
        self.commands: List[str] = []

    def key(self, option: str, key: str, about: str, **settings: Any) -> None:
        """Add an option that stands for a JSON key."""
        self.options[key] = option
        self.add_argument(option, dest=key, default=argparse.SUPPRESS, help=about, **settings)

    def error(self, message: str) -> NoReturn:
        """Complain and end with the exit code for wrong usage."""
        unknown = re.match(r"argument COMMAND: invalid choice: '([^']*)'", message)
        if unknown:
            message = f"there is no command '{unknown[1]}'" + _near(unknown[1], self.commands)
        complain(f"{message}. Next: see '{self.prog} --help'.")
        sys.exit(USAGE)

    def refuse(self, unknown: str) -> NoReturn:
        """Complain about an option or a word that nothing takes."""
        option = unknown.split("=")[0]
        options = self._option_string_actions if option.startswith("-") else ()
        self.error(f"unexpected '{option}'{_near(option, options)}")


def _near(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(words), 1)
    return f"; did you mean {near[0]}" if near else ""


class Commands:
    """A place to add commands to: the top, or a word such as `group`."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._parsers = parser.add_subparsers(
            metavar="COMMAND", title="commands", dest="command", required=True
        )

    def word(self, name: str, about: str) -> "Commands":
        """Add a word that is followed by a command of its own."""
        self._parser.commands.append(name)
        return Commands(self._parsers.add_parser(name, help=about, description=about))

    def add(self, name: str, about: str, run: Run, **settings: Any) -> Parser:
        """Add a command; `creates=True` lets it create an absent file."""
        self._parser.commands.append(name)
        parser: Parser = self._parsers.add_parser(name, help=about, description=about)
        parser.set_defaults(run=run, parser=parser, **settings)
        add_common(parser, argparse.SUPPRESS)
        return parser


def top() -> Parser:
    """Return the parser with what stands before the command."""
    codes = "\n".join(f"  {code}  {meaning}" for code, meaning in MEANINGS.items())
    parser = Parser(
        prog="persons",
        description="Find, search and update the persons of a directory file.",
        epilog=f"exit codes:\n{codes}\n\n"
        "environment:\n"
        "  PERSONS_TOKEN    a token, where no --token is given\n"
        "  PERSONS_LIBRARY  path of the library to load",
    )
    parser.add_argument("location", metavar="FILE", help="the directory, such as people.db")
    add_common(parser, None)
    return parser


def add_common(parser: Parser, default: Optional[str]) -> None:
    """Add the options that may stand before the command and after it."""
    common = parser.add_argument_group("options for every command")

    def flag(option: str, about: str) -> None:
        common.add_argument(option, action="store_true", default=default or False, help=about)

    flag("--json", "write JSON, for programs")
    flag("--read-only", "never write to the file")
    flag("--no-create", "do not create an absent file")
    for option, metavar, kind, about in (
        ("--organization", "SLUG", str, "the organization to work in"),
        ("--token", "TOKEN", str, "work with the rights of a token; other users of "
         "this machine can see it here, so prefer PERSONS_TOKEN"),
        ("--durability", "HOW", str, "full, or relaxed: faster, but a power cut can "
         "take the last writes"),
        ("--timeout-ms", "N", int, "how long to wait for other processes"),
        ("--service", "NAME", str, "answer in the shape of a service: gatsby, travtus"),
    ):  # fmt: skip
        common.add_argument(option, metavar=metavar, type=kind, default=default, help=about)


def add_texts(parser: Parser, options: Options) -> None:
    """Add options that take a text."""
    for option, key, about in options:
        parser.key(option, key, about, metavar="TEXT")


def add_numbers(parser: Parser, options: Options) -> None:
    """Add options that take a whole number."""
    for option, key, about in options:
        parser.key(option, key, about, metavar="N", type=int)


def add_lists(parser: Parser, options: Options) -> None:
    """Add options that can be repeated and make an array."""
    for option, key, about in options:
        parser.key(option, key, f"{about}; can be repeated", metavar="TEXT", action="append")


def add_groups(
    parser: Parser,
    by_id: str = "group_ids",
    by_reference: str = "groups_external_refs",
) -> None:
    """Add --group and --group-ref."""
    add_lists(
        parser,
        [
            ("--group", by_id, "identifier of a group"),
            ("--group-ref", by_reference, "external reference of a group"),
        ],
    )


def add_page(parser: Parser) -> None:
    """Add --limit and --skip."""
    add_numbers(
        parser,
        [("--limit", "limit", "how many at most"), ("--skip", "skip", "how many to pass over")],
    )


def given(arguments: argparse.Namespace) -> Dict[str, Any]:
    """Return the JSON keys that were given, and their values."""
    values: Mapping[str, Any] = vars(arguments)
    return {key: values[key] for key in arguments.parser.options if key in values}
