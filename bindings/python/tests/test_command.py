# SPDX-License-Identifier: Apache-2.0
"""The command from the outside: arguments, output, exit codes, manners."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import pytest
from conftest import ADA, GRACE, environment, fill, ndjson

import persons

Done = Tuple[int, str, str]


def run(*arguments: str, stdin: str = "", **variables: str) -> Done:
    """Run the command and return its exit code, output and complaints."""
    done = subprocess.run(
        [sys.executable, "-m", "persons", *arguments],
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def data(*arguments: str, stdin: str = "", code: int = 0) -> Any:
    """Run the command with --json and return what it writes."""
    returned, out, err = run(*arguments, "--json", stdin=stdin)
    assert returned == code, err
    return json.loads(out)


def complaint(done: Done, code: int) -> str:
    """Return the only line on standard error of a command that failed."""
    assert done[0] == code, done
    (line,) = done[2].splitlines()
    assert line.startswith("persons: ")
    return line


@pytest.fixture
def filled(path: str) -> str:
    """A directory with two persons, ada and grace."""
    with persons.open(path) as directory:
        directory.create(**ADA, personId="ada", phoneNumber="+44 20 7946 0000", city="London")
        directory.create(**GRACE, personId="grace")
    return path


def test_version_and_help() -> None:
    assert run("--version") == (
        0,
        f"persons {persons.__version__}, libpersons {persons.library_version()}\n",
        "",
    )
    code, out, err = run("--help")
    assert (code, err) == (0, "") and "exit codes:" in out and "PERSONS_TOKEN" in out
    for command in ("find", "search", "import"):
        assert run("people.db", command, "--help")[0] == 0


def test_the_first_steps(path: str) -> None:
    code, out, err = run(path, "create", "--first-name", "Ada", "--last-name", "Lovelace",
                         "--email", "ada@example.org", "--custom", "title=Countess")  # fmt: skip
    person_id = out.strip()
    assert (code, err) == (0, "") and len(person_id) == 36
    assert run(
        path, "update", person_id, "--set", "city=London", "--set", "customFields.x=1"
    ) == (0, "", "")
    code, out, err = run(path, "get", person_id)
    assert (code, err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert lines["city"] == "London" and lines["customFields"] == '{"title":"Countess","x":"1"}'
    assert run(path, "update", person_id, "--clear", "city")[0] == 0
    assert "city" not in data(path, "get", person_id)
    assert run(path, "delete", person_id) == (0, "", "")
    assert "no person records" in complaint(run(path, "get", person_id), 1)


def test_find(filled: str) -> None:
    code, out, err = run(filled, "find", "--phone-number", "+44-20-79460000")
    assert (code, err) == (0, "")
    title, row = out.splitlines()
    assert title.split("  ")[0] == "IDENTIFIER" and row.split()[:3] == [
        "ada",
        "Ada",
        "Lovelace",
    ]
    assert data(filled, "find", "--first-name", "GRACE")["persons"][0]["identifier"] == "grace"
    page = data(filled, "find", "--limit", "1")
    rest = data(filled, "find", "--after-id", str(page["last_id"]))
    assert [one["identifier"] for one in rest["persons"]] == ["grace"]
    complaint(run(filled, "find", "--first-name", "Nobody"), 1)
    assert (
        complaint(run(filled, "find", "--first-name", "Nobody", "--all"), 1)
        == "persons: Nobody matches."
    )


def test_search(filled: str) -> None:
    code, out, err = run(filled, "search", "ada", "lovel")
    assert (code, err) == (0, "") and out.splitlines()[1].startswith("ada")
    assert data(filled, "search", "lovelace", "--city", "London", "ada")["total"] == 1
    assert data(filled, "search", "--last-name", "Hop*")["persons"][0]["personId"] == "grace"
    assert complaint(run(filled, "search", "nobody"), 1) == "persons: Nobody matches."
    assert data(filled, "search", "nobody", code=1)["total"] == 0


def test_list_and_all(path: str) -> None:
    with persons.open(path) as directory:
        fill(directory, 30)
    assert len(run(path, "list")[1].splitlines()) == 11
    assert len(run(path, "list", "--all")[1].splitlines()) == 31
    for command in (["list"], ["find"], ["search", "example"]):
        lines = run(path, *command, "--all", "--limit", "7", "--json")[1].splitlines()
        assert len({json.dumps(json.loads(line)) for line in lines}) == 30
    assert len(run(path, "changes", "--all", "--json")[1].splitlines()) == 30
    page = data(path, "changes")
    assert len(page["changes"]) == 30
    assert data(path, "changes", "--since", str(page["revision"]))["changes"] == []


def test_json_on_standard_input(path: str) -> None:
    made = data(path, "create", "-", stdin=json.dumps({**ADA, "personId": "ada"}))
    assert made == {"personId": "ada"}
    assert data(path, "update", "ada", "-", stdin='{"city":"Paris"}') == {"success": True}
    assert data(path, "update", "ada", "--json-patch", '{"state":"X"}') == {"success": True}
    assert data(path, "get", "ada")["city"] == "Paris"
    code, out, err = run(path, "create", "-", stdin='{"firstName":')
    assert code == 2 and out == "" and err.startswith("persons: ")
    code, out, err = run(path, "--json", "create", "-", stdin='{"fristName":"Ada"}')
    assert json.loads(err)["error"]["field"] == "fristName"


def test_upsert(path: str, tmp_path: Path) -> None:
    records = [{"external_ref": "a"}, {"first_name": "B"}]
    (tmp_path / "batch.json").write_text(json.dumps({"persons": records}))
    code, out, _ = run(path, "upsert", str(tmp_path / "batch.json"))
    assert code == 6 and len(out.splitlines()) == 3 and "Insufficient information" in out
    answer = data(path, "upsert", "-", stdin=json.dumps(records[:1]))
    assert answer["persons"][0]["success"]
    assert "No such file" in complaint(run(path, "upsert", str(tmp_path / "missing")), 1)


def test_import_and_export(path: str, tmp_path: Path) -> None:
    rows = ndjson(tmp_path / "rows.ndjson", 1500)
    code, out, err = run(path, "import", rows)
    assert (code, err) == (0, "")
    assert dict(line.split() for line in out.splitlines())["created"] == "1500"
    assert data(path, "import", rows)["unchanged"] == 1500
    out_file = str(tmp_path / "out.ndjson")
    assert data(path, "export", out_file)["persons"] == 1500
    assert "--overwrite" in complaint(run(path, "export", out_file), 2)
    assert run(path, "export", out_file, "--overwrite")[0] == 0
    with open(rows, "a", encoding="utf-8") as file:
        file.write('{"lastNmae":"X"}\n')
    code, out, err = run(path, "import", rows, "--report", str(tmp_path / "report"))
    assert code == 6 and err.startswith("row 1501: ")
    assert len((tmp_path / "report").read_text().splitlines()) == 1501
    assert complaint(run(path, "import", str(tmp_path / "missing")), 1)


def test_care(filled: str, tmp_path: Path) -> None:
    assert run(filled, "check") == (0, "sound: 2 persons, 0 answers\n", "")
    assert data(filled, "stats")["persons"] == 2
    assert data(filled, "backup", str(tmp_path / "copy.db"))["persons"] == 2
    complaint(run(filled, "backup", str(tmp_path / "copy.db")), 2)
    assert run(filled, "erase", "ada") == (0, "", "")
    complaint(run(filled, "erase", "ada"), 1)


def test_groups_and_events(filled: str) -> None:
    group = data(filled, "group", "put", "--name", "First", "--external-ref", "g")
    assert (
        data(filled, "group", "put", "--group-id", group["group_id"], "--clear", "name")["name"]
        is None
    )
    assert run(filled, "update", "ada", "--group", group["group_id"])[0] == 0
    assert data(filled, "list", "--group-ref", "g")["persons"][0]["personId"] == "ada"
    assert run(filled, "group", "list")[1].splitlines()[0].startswith("GROUP")
    assert run(filled, "group", "delete", group["group_id"]) == (0, "", "")
    assert run(filled, "group", "list") == (0, "", "")
    assert data(filled, "event", "put", "--event-id", "e1", "--name", "Conference") == {
        "eventId": "e1", "name": "Conference"
    }  # fmt: skip
    assert run(filled, "rsvp", "e1", "ada", "--status", "Accepted") == (0, "", "")
    assert len(data(filled, "event", "list")["events"]) == 1
    shown = run(filled, "get", "ada")[1]
    assert "STATUS" in shown and "Accepted" in shown
    complaint(run(filled, "rsvp", "e2", "ada", "--status", "Accepted"), 1)


def test_organizations_and_tokens(filled: str) -> None:
    data(filled, "organization", "put", "acme", "--name", "Acme")
    assert "acme" in run(filled, "organization", "list")[1]
    assert data(filled, "list", "--organization", "acme") == {"persons": []}
    issued = data(filled, "token", "issue", "--rights", "read", "--expires-in", "60")
    token = issued["token"]
    assert run(filled, "list", PERSONS_TOKEN=token)[0] == 0
    for done in (
        run(filled, "delete", "ada", PERSONS_TOKEN=token),
        run(filled, "--token", token, "delete", "ada"),
        run(filled, "delete", "ada", "--token", token, PERSONS_TOKEN="prs_wrong"),
    ):
        complaint(done, 3)
    complaint(run(filled, "list", PERSONS_TOKEN="prs_wrong"), 3)
    for words, rights in (
        (["read"], ["read"]),
        (["read,write"], ["read", "write"]),
        (["write", "--rights", "read"], ["read", "write"]),
    ):
        issued_too = data(filled, "token", "issue", "--rights", *words)["token_id"]
        tokens = data(filled, "token", "list")["tokens"]
        found = [each["rights"] for each in tokens if each["token_id"] == issued_too]
        assert [sorted(each) for each in found] == [rights], words
    complaint(run(filled, "token", "issue", "--rights", "read,write,"), 2)
    assert "(all)" in run(filled, "token", "list")[1]
    assert run(filled, "token", "revoke", issued["token_id"]) == (0, "", "")
    line = complaint(run(filled, "list", PERSONS_TOKEN=token), 3)
    assert token not in line


def test_what_reads_creates_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "missing.db")
    for command in (["list"], ["get", "x"], ["find"], ["search", "x"], ["stats"], ["check"],
                    ["delete", "x"], ["erase", "x"], ["changes"], ["group", "list"],
                    ["create", "--no-create", "--email", "x"]):  # fmt: skip
        complaint(run(path, *command), 1)
    assert os.listdir(tmp_path) == []


def test_read_only(filled: str) -> None:
    line = complaint(run(filled, "--read-only", "delete", "ada"), 3)
    assert "leave out --read-only" in line
    assert run(filled, "--read-only", "list")[0] == 0


@pytest.mark.parametrize(
    "arguments, hint",
    [
        ([], "required"),
        (["x.db"], "required"),
        (["x.db", "fnid"], "there is no command 'fnid'; did you mean find"),
        (["x.db", "find", "--frist-name", "Ada"], "did you mean --first-name"),
        (["x.db", "find", "--first", "Ada"], "unexpected"),
        (["x.db", "find", "Ada"], "unexpected 'Ada'"),
        (["x.db", "list", "--limit", "many"], "invalid int"),
        (["x.db", "group"], "required"),
        (["x.db", "group", "remove"], "there is no command 'remove'"),
        (["x.db", "get"], "required"),
    ],
)
def test_wrong_usage(arguments: List[str], hint: str) -> None:
    line = complaint(run(*arguments), 2)
    assert hint in line and "--help" in line


def test_wrong_values(filled: str) -> None:
    assert "(--limit)" in complaint(run(filled, "list", "--limit", "0"), 2)
    assert "(--last-name)" in complaint(run(filled, "create", "--first-name", "A"), 2)
    assert "(at byte " in complaint(run(filled, "create", "-", stdin='{"a":}'), 2)
    assert "KEY=VALUE" in complaint(run(filled, "update", "ada", "--set", "city"), 2)
    complaint(run(filled, "update", "ada"), 2)
    complaint(run(filled, "update", "ada", "--set", "cty=London"), 2)
    complaint(run(filled, "create", "-", "--email", "x", stdin="{}"), 2)
    complaint(run(filled, "--durability", "none", "list"), 2)


def test_places_that_are_no_directory(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("notes")
    complaint(run(str(other), "list"), 2)
    complaint(run(str(tmp_path), "list"), 2)
    complaint(run("postgresql://example.org", "list"), 2)


def test_what_is_shown_is_harmless(path: str) -> None:
    with persons.open(path) as directory:
        directory.create(
            firstName="\x1b[2J\u202eX\ny", lastName="L", email="l@example.org", personId="p"
        )
    for command in (["list"], ["get", "p"], ["find"]):
        out = run(path, *command)[1]
        assert "\x1b" not in out and "\u202e" not in out and "\\x1b[2J\\u202eX\\x0ay" in out
    name = json.loads(run(path, "get", "p", "--json")[1])["firstName"]
    assert name == "\x1b[2J\u202eX\ny"


def test_any_locale(path: str) -> None:
    with persons.open(path) as directory:
        directory.create(firstName="Zoë", lastName="李", email="z@example.org", personId="z")
    ascii_only: Dict[str, str] = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code, out, err = run(path, "list", **ascii_only)
    assert code == 0 and "Zo\\xeb" in out
    assert json.loads(run(path, "get", "z", "--json", **ascii_only)[1])["firstName"] == "Zoë"


def test_a_closed_pipe_is_quiet(path: str) -> None:
    with persons.open(path) as directory:
        fill(directory, 3000)
    for extra in ([], ["--json"]):
        child = subprocess.Popen(
            [sys.executable, "-m", "persons", path, "list", "--all", *extra],
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert child.stdout and child.stderr
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        child.stderr.close()
        assert child.wait(300) == 0


def terminal(*arguments: str, interrupt_at: Optional[bytes] = None) -> Tuple[int, bytes]:
    """Run the command on a terminal of 60 columns; Ctrl-C when a text appears."""
    main, other = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "persons", *arguments],
        env=environment(COLUMNS="60", LINES="24"), stdin=other, stdout=other, stderr=other,
    )  # fmt: skip
    os.close(other)
    written = b""
    while True:
        try:
            part = os.read(main, 4096)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        written += part
        if interrupt_at is not None and interrupt_at in written:
            interrupt_at = None
            child.send_signal(signal.SIGINT)
    os.close(main)
    return child.wait(300), written


def test_a_table_on_a_terminal(filled: str) -> None:
    code, written = terminal(filled, "list", "--limit", "1")
    lines = written.decode().splitlines()
    assert code == 0 and lines[1].startswith("ada")
    assert max(map(len, lines)) <= 60
    _, written = terminal(filled, "find", "--limit", "1")
    assert b"--all" in written
    _, written = terminal(filled, "find", "--limit", "1", "--json")
    assert b"--all" not in written and json.loads(written)


def test_progress_on_a_terminal(path: str, tmp_path: Path) -> None:
    rows = ndjson(tmp_path / "rows.ndjson", 3000)
    code, written = terminal(path, "import", rows)
    assert code == 0 and b"\rimport" in written and b" rows" in written
    assert b"created    3000" in written


def test_ctrl_c_ends_an_import(path: str, tmp_path: Path) -> None:
    rows = ndjson(tmp_path / "rows.ndjson", 200_000)
    code, written = terminal(path, "import", rows, interrupt_at=b"rows/s")
    assert code == 5 and b"persons: Interrupted" in written and b"--resume" in written
    with persons.open(path) as directory:
        assert directory.stats()["persons"] < 200_000
        directory.check()


def test_the_console_script(filled: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "persons_command", filled, "list", "--json"],
        env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0 and len(json.loads(done.stdout)["persons"]) == 2
