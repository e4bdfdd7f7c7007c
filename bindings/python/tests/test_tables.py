# SPDX-License-Identifier: Apache-2.0
"""Text on a terminal: widths, escapes, cutting, the progress line."""

from __future__ import annotations

import io
from typing import List

import pytest

from persons.cli.progress import ProgressLine
from persons.cli.table import record, table
from persons.cli.text import fitted, harmless, width


@pytest.mark.parametrize(
    "text, columns",
    [
        ("", 0),
        ("Ada", 3),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("李小龙", 6),
        ("🦊", 2),
        ("ｱ", 1),
        ("ｗ", 2),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    "text, shown",
    [
        ("O'Brien", "O'Brien"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("two\nlines\r\tand \x7f", "two\\x0alines\\x0d\\x09and \\x7f"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202eevil", "\\u202eevil"),
        ("\u2028", "\\u2028"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Zoë 李", "Zoë 李"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    "text, columns, shown",
    [
        ("Ada", 5, "Ada  "),
        ("Lovelace", 5, "Love…"),
        ("李小龙", 5, "李小…"),
        ("李小龙", 4, "李… "),
    ],
)
def test_fitted(text: str, columns: int, shown: str) -> None:
    assert fitted(text, columns) == shown
    assert width(fitted(text, columns)) == columns


def test_a_table_is_aligned() -> None:
    rows: List[List[object]] = [["Ada", None, 1], ["李小龙", ["a", "b"], {"k": [True]}]]
    assert list(table(["NAME", "GROUPS", "X"], rows, None)) == [
        "NAME    GROUPS  X",
        "Ada             1",
        '李小龙  a, b    {"k":[true]}',
    ]


def test_a_table_fits_the_terminal() -> None:
    rows = [["0192" * 9, "a" * 50, "b" * 80], ["x", "y", "z"]]
    lines = list(table(["ID", "ONE", "TWO"], rows, 80))
    assert max(width(line) for line in lines) == 80
    assert lines[1].startswith("0192" * 9 + "  ") and "…" in lines[1]
    narrow = list(table(["ID", "ONE", "TWO"], rows, 20))
    assert narrow[1].startswith("0192" * 9), "an identifier is never cut"


def test_a_record() -> None:
    assert list(record([("a", 1), ("longer", "x\ny")])) == ["a       1", "longer  x\\x0ay"]
    assert list(record([])) == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_progress_line() -> None:
    clock = iter([0.0, 0.05, 2.0, 10.0])
    terminal = Terminal()
    line = ProgressLine(terminal, "import", "rows", lambda: next(clock))
    for report in ((0, 0, 1000), (10, 10, 1000), (4000, 400, 1000), (10000, 1000, 1000)):
        assert line(*report) is False
    line.finish()
    drawn = [text.rstrip() for text in terminal.getvalue().split("\r")]
    assert drawn == [
        "",
        "import  0 %  0 rows",
        "import  40 %  4,000 rows  2,000 rows/s  0:03 left",
        "import  100 %  10,000 rows  1,000 rows/s  0:00 left",
        "",
        "",
    ]
    assert "\n" not in terminal.getvalue()


def test_the_progress_line_without_a_total() -> None:
    line = ProgressLine(Terminal(), "export", "persons")
    assert line.describe(1500, 1, -1, 0.5) == "export  1,500 persons  3,000 persons/s"


def test_a_resumed_import_is_timed_from_where_it_begins() -> None:
    line = ProgressLine(Terminal(), "import", "rows", lambda: 0.0)
    line(5000, 500, 1000)
    assert line.describe(6000, 600, 1000, 1.0).endswith(
        "60 %  6,000 rows  1,000 rows/s  0:04 left"
    )
    assert line.describe(9000, 900, 100000, 4.0).endswith("16:31 left")


def test_no_progress_line_on_anything_but_a_terminal() -> None:
    file = io.StringIO()
    line = ProgressLine(file, "import", "rows")
    line(1, 1, 2)
    line.finish()
    assert file.getvalue() == ""
