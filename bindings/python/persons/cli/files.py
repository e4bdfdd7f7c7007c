# SPDX-License-Identifier: Apache-2.0
"""The commands for whole files: import, export, backup, check, stats."""

from __future__ import annotations

import sys
from argparse import Namespace

from ..directory import Directory
from .arguments import Commands, Parser, add_texts, given
from .events import shown
from .failures import OK, REFUSED
from .output import Output
from .progress import ProgressLine
from .text import harmless


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = commands.add("import", "import persons from NDJSON", import_file, creates=True)
    _add_file(parser, "file to read, a JSON object a line")
    parser.key("--resume", "resume", "go on where it stopped", action="store_true")
    add_texts(
        parser,
        [
            ("--report", "report", "file to write a line to for every row"),
            ("--on-error", "on_error", "continue (when absent) or stop"),
        ],
    )

    parser = commands.add("export", "export everything as NDJSON", export)
    _add_file(parser, "file to make")
    parser.key("--overwrite", "overwrite", "replace an existing file", action="store_true")
    parser.key(
        "--skip-damaged",
        "skip_damaged",
        "save the rest of a damaged file",
        action="store_true",
    )

    parser = commands.add("backup", "copy the directory while it is in use", backup)
    _add_file(parser, "file to make")
    commands.add("check", "check the whole file", check)
    commands.add("stats", "tell how much is in the directory", stats)


def _add_file(parser: Parser, about: str) -> None:
    parser.add_argument("file", metavar="FILE", help=about)


def import_file(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Import persons."""
    with ProgressLine(sys.stderr, "import", "rows") as line:
        answer = directory.import_(arguments.file, progress=line, **given(arguments))
    if output.as_json:
        output.json(answer)
    else:
        output.record({key: value for key, value in answer.items() if key != "errors"})
        for failure in answer["errors"]:
            message = failure["error"].get("message", failure["error"].get("type", ""))
            field = failure["error"].get("field")
            where = f" ({field})" if field and field not in message else ""
            sys.stderr.write(f"row {failure['row']}: {harmless(message + where)}\n")
    return REFUSED if answer["failed"] else OK


def export(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Export everything."""
    with ProgressLine(sys.stderr, "export", "persons") as line:
        answer = directory.export(arguments.file, progress=line, **given(arguments))
    return shown(answer, output)


def backup(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Copy the directory."""
    return shown(directory.backup(arguments.file), output)


def check(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Check the directory."""
    answer = directory.check()
    if output.as_json:
        output.json(answer)
    else:
        output.line(f"sound: {answer['persons']:,} persons, {answer['rsvps']:,} answers")
    return OK


def stats(directory: Directory, arguments: Namespace, output: Output) -> int:
    """Tell how much there is."""
    return shown(directory.stats(), output)
