# SPDX-License-Identifier: Apache-2.0
"""Run the command: read the arguments, open the directory, do it, end well."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any, Dict, Optional

from .. import errors
from .._library import library_version
from .._version import __version__
from ..directory import Directory
from ..directory import open as open_directory
from . import access, events, files, reading, writing
from .arguments import Commands, Parser, top
from .failures import (
    ACCESS,
    ENVIRONMENT,
    INTERRUPTED,
    NOTHING,
    OK,
    complain,
    report,
)
from .output import Output

RESUME = " Next: go on with --resume."


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run the command and return its exit code."""
    try:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader has seen enough. What is left goes nowhere, also at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        complain("Interrupted.")
        return INTERRUPTED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        complain(f"{name}{error.strerror or error}.")
        if isinstance(error, FileNotFoundError):
            return NOTHING
        return ACCESS if isinstance(error, PermissionError) else ENVIRONMENT


def _run(arguments: Optional[Sequence[str]]) -> int:
    parser = _parser()
    try:
        parsed, rest = parser.parse_known_args(arguments)
        _take(parsed, rest)
    except SystemExit as end:  # --help, --version, or a complaint
        return end.code if isinstance(end.code, int) else OK
    try:
        with _open(parsed) as directory:
            code = parsed.run(directory, parsed, Output(parsed.json))
            return int(code)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else OK
    except errors.Error as error:
        return report(error, parsed.json, _advice(error, parsed), parsed.parser.options)
    except KeyboardInterrupt:
        complain(f"Interrupted.{RESUME if parsed.command == 'import' else ''}")
        return INTERRUPTED


def _parser() -> Parser:
    parser = top()
    parser.add_argument(
        "--version",
        action="version",
        version=f"persons {__version__}, libpersons {library_version()}",
    )
    commands = Commands(parser)
    for part in (reading, writing, files, events, access):
        part.add(commands)
    return parser


def _take(parsed: Namespace, rest: Sequence[str]) -> None:
    """Give words that stand between options to the command that takes words."""
    for word in rest:
        if word.startswith("-") or not hasattr(parsed, "words"):
            parsed.parser.refuse(word)
        getattr(parsed, parsed.words).append(word)


def _open(parsed: Namespace) -> Directory:
    options: Dict[str, Any] = {}
    for key in ("organization", "token", "durability", "timeout_ms", "service"):
        if getattr(parsed, key) is not None:
            options[key] = getattr(parsed, key)
    if "token" not in options and "PERSONS_TOKEN" in os.environ:
        options["token"] = os.environ["PERSONS_TOKEN"]
    if parsed.read_only:
        options["read_only"] = True
    creates = getattr(parsed, "creates", False) and not parsed.no_create
    if not creates and parsed.location != ":memory:":
        options["create"] = False
    return open_directory(parsed.location, **options)


def _advice(error: errors.Error, parsed: Namespace) -> Optional[str]:
    """Return what to do next where that depends on the command."""
    if isinstance(error, errors.Interrupted) and parsed.command == "import":
        return "go on with --resume"
    if isinstance(error, errors.ReadOnly) and parsed.read_only:
        return "leave out --read-only"
    if error.type == "file_exists" and parsed.command == "export":
        return "choose another name, or --overwrite"
    if error.type == "no_such_file" and parsed.command != "import":
        return "check the path, or create the file with 'create' or 'import'"
    return None
