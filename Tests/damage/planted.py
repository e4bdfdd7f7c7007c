#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants one damage after the other into a good file, by SQL or in a page, and has persons_check find each and say
what is hit: it names the person who is, and nobody who has the same number in another organization.

    planted.py
"""

import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile

import persons
from damages_by_sql import ACME, OTHERS, damages, functions

PAGE = 4096


def make_file(path, rows):
    """A closed file with rows of every kind."""
    with persons.open(path, organization="acme") as directory:
        for number in range(3):
            directory.put_group(group_id=f"g{number}", external_ref=f"gref-{number}", name=f"Group {number}")
        directory.put_event(eventId="e0", name="Autumn meeting", slug="autumn")
        directory.put_event(eventId="e1", name="Winter meeting", slug="winter")
        for number in range(20):
            directory.create(personId=f"p{number:02d}", externalRef=f"ref-{number}", firstName=f"First{number}",
                             lastName=f"Last{number}", email=f"p{number}@example.org", city="London",
                             phoneNumber=f"+44 20 79460{number:03d}", groupIds=[f"g{number % 3}"],
                             idempotencyKey=f"key-{number}")
            directory.record_rsvp(eventId=f"e{number % 2}", personId=f"p{number:02d}", status="Invited")
        directory.update("p03", groupIds=["g1"])
        directory.delete("p19")
        directory.issue_token(group_ids=["g1"], rights=["read"], name="reader")
        directory.issue_token(name="everything")
        directory.put_organization(slug="second", name="The second")
        with open(rows, "w", encoding="utf-8") as file:
            for number in range(3100):
                file.write(f'{{"personId":"p05","state":"S{number % 2}"}}\n')
        try:
            directory.import_(rows, progress=lambda done, *_: done >= 3000)
        except persons.Error as error:
            if error.status != "INTERRUPTED":
                raise
    # Its persons have the numbers of the first ones of the other organization.
    with persons.open(path, organization="second") as directory:
        directory.put_group(group_id="second-group")
        directory.put_group(group_id="second-empty")
        for number in range(6):
            directory.create(personId=f"s{number}", firstName="Other", lastName=f"Last{number}", email="s@example.org",
                             groupIds=["second-group"] if number == 3 else [])
        directory.put_event(eventId="second-event", name="Elsewhere")


def copy_of(good, folder):
    path = folder / "planted.db"
    for name in folder.glob("planted.db*"):
        name.unlink()
    shutil.copy(good, path)
    return path


def found(path):
    """What persons_check says: None when it is content, else its problems as one text."""
    try:
        with persons.open(path, create=False) as directory:
            directory.check()
    except persons.Corrupt as error:
        return "\n".join(error.document.get("problems", [error.message]))
    return None


def plant_by_sql(good, folder, sql):
    path = copy_of(good, folder)
    base = sqlite3.connect(path)
    functions(base)
    base.execute("PRAGMA foreign_keys = OFF")
    before = base.total_changes
    base.execute(sql)
    if base.total_changes == before and not sql.startswith(("DROP", "CREATE")):
        raise AssertionError(f"{sql} changes nothing")
    base.commit()
    base.close()
    return path


def index_pages(good):
    """Pairs of an index and the number of a page of it that has entries and no pages below."""
    base = sqlite3.connect(good)
    roots = base.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'index'").fetchall()
    base.close()
    pages = pathlib.Path(good).read_bytes()
    for name, root in roots:
        page = pages[(root - 1) * PAGE:root * PAGE]
        if page[0] == 10 and int.from_bytes(page[3:5], "big") > 0:
            yield name, root


def plant_in_index(good, folder, page):
    """Take the last entry out of a page of an index."""
    path = copy_of(good, folder)
    with open(path, "r+b") as file:
        file.seek((page - 1) * PAGE + 3)
        count = int.from_bytes(file.read(2), "big")
        file.seek((page - 1) * PAGE + 3)
        file.write((count - 1).to_bytes(2, "big"))
    return path


def rows_of(path, count):
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(f'{{"personId":"p{number}","firstName":"First{number % 50}","lastName":"Last{number}",'
                       f'"email":"p{number}@example.org"}}\n')


def history(folder, base, name):
    """The base with twenty persons more and an index of them all."""
    path = folder / f"{name}.db"
    shutil.copy(base, path)
    with persons.open(path) as directory:
        for number in range(20):
            directory.create(personId=f"q{number}", firstName=name, lastName=f"Twenty{number}", email="q@example.org")
        directory.search(name)
    return path


def search_index_cases(folder):
    """Yield what was done to the index beside a file, and the file, whose persons are called Beta."""
    base = folder / "base.db"
    rows_of(folder / "rows.ndjson", 1200)
    with persons.open(base) as directory:
        directory.import_(folder / "rows.ndjson")
    os.unlink(f"{base}-search") if os.path.exists(f"{base}-search") else None
    alpha, beta = history(folder, base, "Alpha"), history(folder, base, "Beta")
    good = pathlib.Path(f"{beta}-search").read_bytes()
    index = pathlib.Path(f"{beta}-search")

    def put(content):
        index.unlink(missing_ok=True)
        index.write_bytes(content)
        index.chmod(0o600)

    for place in range(0, len(good), max(1, len(good) // 40)):
        put(good[:place] + bytes([good[place] ^ 0x10]) + good[place + 1:])
        yield f"a bit at {place}", beta
    put(good[:len(good) // 2])
    yield "half of it", beta
    put(b"")
    yield "empty", beta
    # The index of another history of the same file, of the same revision, that says it is this one's.
    base = sqlite3.connect(alpha)
    search_id = base.execute("SELECT search_id FROM counter WHERE organization = 1").fetchone()[0]
    base.close()
    base = sqlite3.connect(beta)
    base.execute("UPDATE counter SET search_id = ? WHERE organization = 1", (search_id,))
    base.commit()
    base.close()
    put(pathlib.Path(f"{alpha}-search").read_bytes())
    yield "another history's", beta


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="persons-planted-", dir=os.environ.get("TMPDIR")))
    good = folder / "good.db"
    make_file(good, folder / "rows.ndjson")
    passed, failed = 0, []

    def judge(what, is_right, text):
        nonlocal passed
        if is_right:
            passed += 1
        else:
            failed.append(f"{what}: {text}")

    text = found(copy_of(good, folder))
    judge("the good file", text is None, text)
    for what, sql, wanted in damages():
        text = found(plant_by_sql(good, folder, sql))
        judge(what, text is not None and (wanted is None or re.search(wanted, text)), text)
        if wanted is not None and ACME in wanted and '"s' not in wanted:
            judge(f"{what}: who is not hit", text is not None and not re.search(OTHERS, text), text)
    for name, page in index_pages(good):
        text = found(plant_in_index(good, folder, page))
        judge(f"an entry of {name} gone", text is not None and name in text, text)
    for what, path in search_index_cases(folder):
        with persons.open(path, create=False) as directory:
            report = directory.check()
            judge(f"the search index: {what}", report["searchIndex"] == "discarded", report)
            judge(f"a search after it: {what}", directory.search("Beta Twenty")["total"] == 20, "not all are found")
    shutil.rmtree(folder)
    for problem in failed:
        print(f"FAIL planted: {problem}", file=sys.stderr)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
