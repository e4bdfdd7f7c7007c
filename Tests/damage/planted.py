#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants one damage after the other into a good file, by SQL or in a page, and has persons_check find each and say
what is hit.

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
    with persons.open(path, organization="second") as directory:
        for number in range(3):
            directory.create(personId=f"s{number}", firstName="Other", lastName=f"Last{number}", email="s@example.org")
        directory.put_group(group_id="second-group")
        directory.put_event(eventId="second-event", name="Elsewhere")


# What is planted, and what persons_check must say of it. p03 is person number 4 of the first organization; row(4) is the
# key of their row.
WHO = r'person number 4, "p03",'
PLANTED = [
    ("the record's text", "UPDATE person SET body = replace(body, 'London', 'Londom') WHERE person_id = 'p03'", WHO),
    ("the record, no JSON any more", "UPDATE person SET body = substr(body, 5) WHERE person_id = 'p03'", WHO),
    ("the record's checksum", "UPDATE person SET checksum = checksum + 1 WHERE person_id = 'p03'", WHO),
    ("the identifier", "UPDATE person SET person_id = 'other' WHERE person_id = 'p03'", 'person number 4, "other",'),
    ("the organization", "UPDATE person SET organization = 2 WHERE person_id = 'p03'", WHO),
    ("the organization, one that is not there", "UPDATE person SET organization = 9 WHERE person_id = 'p03'", WHO),
    ("the time of making", "UPDATE person SET created_at = created_at + 1 WHERE person_id = 'p03'", WHO),
    ("the time of change", "UPDATE person SET updated_at = updated_at - 1 WHERE person_id = 'p03'", WHO),
    ("the revision", "UPDATE person SET change = change + 1000 WHERE person_id = 'p03'", WHO),
    ("another's revision", "UPDATE person SET change = (SELECT change FROM person WHERE person_id = 'p04') "
     "WHERE person_id = 'p03'", WHO),
    ("a person's number", "UPDATE person SET person = row(4000) WHERE person_id = 'p03'", r'person number 4000, "p03",'),
    ("a person gone", "DELETE FROM person WHERE person_id = 'p03'", r"person number 4 is there, but they are not"),
    ("one lookup key gone", "DELETE FROM lookup WHERE key = (SELECT key FROM lookup WHERE person = row(4) LIMIT 1) "
     "AND person = row(4)", WHO + " can be found"),
    ("all lookup keys gone", "DELETE FROM lookup WHERE person = row(4)", WHO + " can be found"),
    ("a lookup key too many", "INSERT INTO lookup VALUES (17, row(4))", "A lookup key is of " + WHO),
    ("a lookup key of nobody", "INSERT INTO lookup VALUES (17, row(900))", "person number 900, who is not there"),
    ("a wrong lookup key", "UPDATE lookup SET key = key + 1 WHERE person = row(4)", WHO + " can be found"),
    ("another's lookup key", "UPDATE lookup SET person = row(5) WHERE person = row(4) AND key = "
     "(SELECT key FROM lookup WHERE person = row(4) LIMIT 1)", WHO + " can be found"),
    ("nobody in a group",
     "INSERT INTO membership VALUES (row(900), 1, 0)", "group number 1 is person number 900 who is not there"),
    ("in a group that is not there", "INSERT INTO membership VALUES (row(4), 900, 0)", WHO + " is in group number 900"),
    ("in another organization's group", "INSERT INTO membership VALUES (row(4), 4, 0)", WHO + " is in group number 4"),
    ("a membership gone", "DELETE FROM membership WHERE person = row(4)", "memberships.* are missing"),
    ("a membership too many", "INSERT INTO membership VALUES (row(4), 1, 0)", WHO + " is in group number 1 is damaged"),
    ("an answer of nobody", "UPDATE rsvp SET person = row(900) WHERE person = row(4)", "person number 900 who is not there"),
    ("an answer to no event",
     "UPDATE rsvp SET event = 900 WHERE person = row(4)", WHO + " is about an event that is not there"),
    ("an answer to another organization's event", "UPDATE rsvp SET event = 3 WHERE person = row(4)",
     WHO + " is about an event that is not there"),
    ("an answer", "UPDATE rsvp SET status = 'Declined' WHERE person = row(4)", "event history of " + WHO),
    ("an attendance", "UPDATE rsvp SET attendance = 'Attended' WHERE person = row(4)", "event history of " + WHO),
    ("the history of an answer", "UPDATE rsvp SET history = '' WHERE person = row(4)", "event history of " + WHO),
    ("an answer's checksum", "UPDATE rsvp SET checksum = 0 WHERE person = row(4)", "event history of " + WHO),
    ("an answer gone", "DELETE FROM rsvp WHERE person = row(4)", "event histories are missing"),
    ("a group's name", "UPDATE \"group\" SET name = 'Group 9' WHERE group_id = 'g0'", "table group, 1, is damaged"),
    ("a group's identifier",
     "UPDATE \"group\" SET group_id = 'g9' WHERE group_id = 'g0'", "table group, 1, is damaged"),
    ("a group's reference",
     "UPDATE \"group\" SET external_ref = NULL WHERE group_id = 'g0'", "table group, 1, is damaged"),
    ("a group gone", "DELETE FROM \"group\" WHERE group_id = 'g0'", "in group number 1, which is not there"),
    ("a group without persons gone", "DELETE FROM \"group\" WHERE group_id = 'second-group'", "groups.* are missing"),
    ("an event's text", "UPDATE event SET body = replace(body, 'Autumn', 'Spring') WHERE event_id = 'e0'",
     "table event, 1, is damaged"),
    ("an event's slug", "UPDATE event SET slug = 'spring' WHERE event_id = 'e0'", "table event, 1, is damaged"),
    ("an event gone", "DELETE FROM event WHERE event_id = 'e0'", "about an event that is not there"),
    ("an event that nobody answered gone", "DELETE FROM event WHERE event_id = 'second-event'", "events.* are missing"),
    ("an organization's name", "UPDATE organization SET name = 'Third' WHERE slug = 'second'",
     "table organization, 2, is damaged"),
    ("an organization's slug", "UPDATE organization SET slug = 'third' WHERE slug = 'second'",
     "table organization, 2, is damaged"),
    ("an organization gone", "DELETE FROM organization WHERE slug = 'second'", "table organization are missing"),
    ("the change of somebody gone", "DELETE FROM change WHERE person = row(4)", WHO),
    ("the change of a deleted person gone", "DELETE FROM change WHERE kind = 3", "19 rows.* 20 were made"),
    ("a change of nobody", "INSERT INTO change SELECT change + 1, organization, row(900), 1, at, NULL, NULL, checksum "
     "FROM change WHERE organization = 1 ORDER BY change DESC LIMIT 1", "person number 900 is there, but they are not"),
    ("a kind of change", "UPDATE change SET kind = 2 WHERE kind = 3", "is there, but they are not"),
    ("somebody said to be deleted", "UPDATE change SET kind = 3 WHERE person = row(4)", WHO),
    ("the time of a change", "UPDATE change SET at = at + 1 WHERE person = row(4)", r"table change, \d+, is damaged"),
    ("the identifier of a deleted person", "UPDATE change SET person_id = 'p18' WHERE kind = 3",
     r"table change, \d+, is damaged"),
    ("the groups that somebody left", "UPDATE change SET left_groups = NULL WHERE left_groups IS NOT NULL",
     r"table change, \d+, is damaged"),
    ("a gap in the revisions", "UPDATE change SET change = change + 1000 WHERE person = row(4)", WHO),
    ("the last person's number, too small", "UPDATE counter SET last_person = last_person - 1 WHERE organization = 1", "20 rows.* 19 were made"),
    ("the last person's number, too large", "UPDATE counter SET last_person = last_person + 1 WHERE organization = 1", "20 rows.* 21 were made"),
    ("the last revision, too small", "UPDATE counter SET last_revision = last_revision - 1 WHERE organization = 1", "latest revision"),
    ("the last revision, too large", "UPDATE counter SET last_revision = last_revision + 1 WHERE organization = 1", "latest revision"),
    ("the latest time",
     "UPDATE counter SET last_time = last_time + 1 WHERE organization = 1", "table counter, 1, is damaged"),
    ("how many persons there are", "UPDATE counter SET persons = persons + 1 WHERE organization = 1",
     "persons were counted, and"),
    ("what an organization counts gone", "DELETE FROM counter WHERE organization = 2",
     "Organization number 2 has no row in the table counter"),
    ("the checksums of the organizations", "UPDATE store SET contents = contents + 1", "table store|organization are missing"),
    ("the secret of the file", "UPDATE store SET hash_seed = hash_seed + 1", "damaged"),
    ("the row of the file gone", "DELETE FROM store", None),
    ("a token of no organization", "UPDATE token SET organization = 9 WHERE token = 1",
     "table token refers to a row of organization|table token, 1, is damaged"),
    ("a token's rights", "UPDATE token SET can_write = 1 WHERE token = 1", "table token, 1, is damaged"),
    ("a token's end", "UPDATE token SET expires_at = expires_at + 1 WHERE token = 1", "table token, 1, is damaged"),
    ("a token revoked", "UPDATE token SET revoked_at = 5 WHERE token = 1", "table token, 1, is damaged"),
    ("a token's secret", "UPDATE token SET secret_hash = zeroblob(32) WHERE token = 1", "table token, 1, is damaged"),
    ("a token no longer limited", "UPDATE token SET all_groups = 1 WHERE token = 1", "table token, 1, is damaged"),
    ("a token's group gone", "DELETE FROM token_group", "table token, 1, is damaged"),
    ("a token's group too many", "INSERT INTO token_group VALUES (1, 3)", "table token, 1, is damaged"),
    ("a group of no token", "INSERT INTO token_group VALUES (77, 1)", "token number 77"),
    ("a token gone", "DELETE FROM token WHERE token = 2", "tokens.* are missing"),
    ("a kept answer", "UPDATE idempotency SET response = replace(response, 'p05', 'p06') WHERE key = 'key-5'",
     "table idempotency"),
    ("the request of a kept answer", "UPDATE idempotency SET request_hash = zeroblob(32) WHERE key = 'key-5'",
     "table idempotency"),
    ("how far an import came", "UPDATE import SET bytes = bytes - 1", "table import"),
    ("the counts of an import", "UPDATE import SET report = replace(report, '2', '3')", "table import"),
    ("a table gone", "DROP TABLE membership", "damaged"),
    ("an index gone", "DROP INDEX membership_by_group", "membership_by_group"),
]


def row_key(number):
    """The key of a person of the first organization."""
    return (1 << 40) + number


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
    base.create_function("row", 1, row_key)
    base.execute("PRAGMA foreign_keys = OFF")
    before = base.total_changes
    base.execute(sql)
    if base.total_changes == before and not sql.startswith("DROP"):
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
    for what, sql, wanted in PLANTED:
        text = found(plant_by_sql(good, folder, sql))
        judge(what, text is not None and (wanted is None or re.search(wanted, text)), text)
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
