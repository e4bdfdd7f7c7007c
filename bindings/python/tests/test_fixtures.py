# SPDX-License-Identifier: Apache-2.0
"""Every case of Tests/Fixtures, and that the host which runs them can say no."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fixture_host
import pytest
from conftest import REPOSITORY

FIXTURES = REPOSITORY / "Tests" / "Fixtures"
CASES = sorted(file.parent for file in FIXTURES.glob("*/*/input.json"))


def test_there_are_cases() -> None:
    assert CASES, f"no cases under {FIXTURES}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path, tmp_path: Path) -> None:
    fixture_host.run(case, tmp_path)


def write(case: Path, steps: Any, expected: Any) -> Path:
    case.mkdir()
    (case / "input.json").write_text(json.dumps({"about": "A case.", "steps": steps}))
    (case / "expected.json").write_text(json.dumps(expected))
    return case


CREATE = {
    "call": "create",
    "request": {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"},
}


def test_the_host_accepts_what_is_right(tmp_path: Path) -> None:
    steps = [
        CREATE,
        {"call": "get", "id": "{{ada}}"},
        {"call": "open", "as": "reader", "options": {"read_only": True}},
        {"call": "delete", "as": "reader", "id": "{{ada}}"},
        {"call": "create", "text": "{not json"},
        {"call": "export", "file": "{{tmp}}/out.ndjson"},
    ]
    expected = [
        {"status": "OK", "result": {"personId": "{{save ada}}"}},
        {
            "status": "OK",
            "result": {"personId": "{{ada}}", "createdAt": "{{time}}", "{{more}}": True},
        },
        {"status": "OK", "text": "{}"},
        {"status": "READ_ONLY", "result": {"error": "{{any}}"}},
        {
            "status": "INVALID",
            "result": {"error": {"type": "malformed_json", "{{more}}": True}},
        },
        {"status": "OK"},
    ]
    (tmp_path / "tmp").mkdir()
    fixture_host.run(write(tmp_path / "case", steps, expected), tmp_path / "tmp")


@pytest.mark.parametrize(
    "expected",
    [
        {"status": "NOT_FOUND"},
        {"status": "OK", "result": {}},
        {"status": "OK", "result": {"personId": "another"}},
        {"status": "OK", "result": {"personId": "{{time}}"}},
        {"status": "OK", "result": {"personId": "{{never kept}}"}},
        {"status": "OK", "result": {"personId": "{{uuid}}", "more": "{{any}}"}},
        {"status": "OK", "result": {"personId": 1}},
        {"status": "OK", "text": "{}"},
    ],
)
def test_the_host_refuses_what_is_wrong(tmp_path: Path, expected: Any) -> None:
    (tmp_path / "tmp").mkdir()
    case = write(tmp_path / "case", [CREATE], [expected])
    with pytest.raises(fixture_host.Mismatch):
        fixture_host.run(case, tmp_path / "tmp")


@pytest.mark.parametrize(
    "found, wanted",
    [(True, 1), (1, True), (1, 1.0), (None, {}), ([1], [1, 2]), ({"a": 1}, {}), ("", None)],
)
def test_values_that_look_alike_differ(tmp_path: Path, found: Any, wanted: Any) -> None:
    with pytest.raises(fixture_host.Mismatch):
        fixture_host.Host(tmp_path, tmp_path).compare(found, wanted, "result")


def test_an_export_that_differs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    steps = [CREATE, {"call": "export", "file": "{{tmp}}/out", "same_as": "rows.ndjson"}]
    case = write(tmp_path / "case", steps, [{"status": "OK"}, {"status": "OK"}])
    (case / "rows.ndjson").write_text("{}\n")
    with pytest.raises(fixture_host.Mismatch, match="differs"):
        fixture_host.run(case, tmp_path / "tmp")
