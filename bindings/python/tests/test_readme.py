# SPDX-License-Identifier: Apache-2.0
"""The README: its programs run, and its table of exit codes is true."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Dict

import pytest
from conftest import PYTHON

from persons.cli.failures import MEANINGS

README = (PYTHON / "README.md").read_text("utf-8")


def test_the_programs_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    programs = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(programs) == 4
    names: Dict[str, Any] = {}
    for program in programs:
        exec(compile(program, "README.md", "exec"), names)
    said = capsys.readouterr().out
    assert said.startswith("Ada ada@example.org\n")
    assert "Noether" in said and "there is no such person" in said
    assert os.path.exists("people.ndjson")


def test_the_exit_codes() -> None:
    rows = re.findall(r"^\| (\d) \| (.*?) \|$", README, re.M)
    said = {int(code): meaning for code, meaning in rows}
    assert said == MEANINGS
