#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Backups, and the way back from a damaged file as docs/reliability.md tells it: its commands are what is run here.

    recovery.py [BACKUPS [SEED]]      15 backups while others write, and as many that are killed, by default
"""

import os
import pathlib
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import persons

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECTION = "When a file is damaged"
PEOPLE, PAGE = 400, 4096


class Tally:
    passed, failed = 0, 0

    def judge(self, what, is_right, about=""):
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAIL recovery: {what}: {about}", file=sys.stderr)


# ---------------------------------------------------------------------------------------------------- backups --


def fill(path, count=PEOPLE):
    """A file with persons in groups who were asked to events."""
    with persons.open(path) as directory:
        for number in range(4):
            directory.put_group(group_id=f"g{number}", name=f"Group {number}")
            directory.put_event(eventId=f"e{number}", name=f"Event {number}")
        directory.upsert([{"external_ref": f"r{number}", "first_name": f"First{number % 30}",
                           "last_name": f"Last{number}", "email_address": f"p{number}@example.org",
                           "group_ids": [f"g{number % 4}"]} for number in range(count)])
        for person in directory.list_all():
            number = int(person["externalRef"][1:])
            directory.record_rsvp(eventId=f"e{number % 4}", personId=person["personId"], status="Accepted")


def hot_backups(folder, tally, count):
    """While another thread writes pairs, each copy has whole pairs only, is sound, and is what its answer says."""
    path = folder / "hot.db"
    fill(path, 50)
    stop = threading.Event()

    def write(directory):
        number = 0
        while not stop.is_set():
            number += 1
            directory.upsert([{"external_ref": f"{half}{number}", "first_name": half, "last_name": f"Pair{number}"}
                              for half in ("left", "right")])

    with persons.open(path, durability="relaxed") as directory:
        writer = threading.Thread(target=write, args=(directory,))
        writer.start()
        try:
            for number in range(count):
                copy = folder / f"hot-{number}.db"
                answer = directory.backup(copy)
                with persons.open(copy, create=False) as opened:
                    halves = {"left": set(), "right": set()}
                    for person in opened.list_all():
                        if person["firstName"] in halves:
                            halves[person["firstName"]].add(person["lastName"])
                    stats = opened.stats()
                    tally.judge("a copy has whole pairs", halves["left"] == halves["right"], "half a pair")
                    persons_of = (opened.check()["persons"], answer["persons"], stats["persons"])
                    tally.judge("a copy is sound", len(set(persons_of)) == 1, persons_of)
                    tally.judge("a copy has its revision", stats["revision"] == answer["revision"], answer)
                copy.unlink()
        finally:
            stop.set()
            writer.join()


def run_apart(path, target):
    """A process that makes backups of one name after the other without end."""
    program = ("import os, sys, persons\n"
               "directory = persons.open(sys.argv[1])\n"
               "print('open', flush=True)\n"
               "while True:\n"
               "    directory.backup(sys.argv[2])\n"
               "    os.unlink(sys.argv[2])\n")
    return subprocess.Popen([sys.executable, "-c", program, str(path), str(target)], stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL)


def killed_backups(folder, tally, count):
    """What has the name is whole, and the next backup of that name takes away what was left."""
    path, target, left = folder / "killed.db", folder / "killed-copy.db", 0
    fill(path)
    for _ in range(count):
        child = run_apart(path, target)
        child.stdout.readline()
        # The pause is the experiment: it is killed at another moment each time.
        try:
            child.wait(random.random() * 0.05)
        except subprocess.TimeoutExpired:
            child.kill()
        child.communicate()
        if target.exists():
            with persons.open(target, create=False) as copy:
                tally.judge("a killed backup that has its name", copy.check()["persons"] == PEOPLE, "not whole")
        for leftover in folder.glob("killed-copy.db*"):
            left += ".partial-" in leftover.name
            if ".partial-" not in leftover.name:
                leftover.unlink()
        with persons.open(path) as directory:
            directory.backup(target)
        names = sorted(name.name for name in folder.glob("killed-copy.db*"))
        tally.judge("nothing else is left", names == ["killed-copy.db"], names)
        target.unlink()
    # One that was surely left, in case no kill met the middle.
    (folder / "killed-copy.db.partial-0123456789ab").write_text("left behind")
    with persons.open(path) as directory:
        directory.backup(target)
    tally.judge("what was left is cleaned", not list(folder.glob("*.partial-*")), f"{left} were left by kills")


def refused_backups(folder, tally):
    path, target = folder / "refused.db", folder / "taken.db"
    fill(path, 60)
    target.write_text("mine")
    with persons.open(path) as directory:
        try:
            directory.backup(target)
            tally.judge("an existing file is refused", False, "no error")
        except persons.Conflict as error:
            tally.judge("an existing file is refused",
                        error.type == "file_exists" and target.read_text() == "mine", error)


def backup_on_a_full_disk(folder, tally):
    """No file of the process may grow: an error, and nothing is left."""
    path, target = folder / "full.db", folder / "full-copy.db"
    fill(path)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            command = ("import sys, persons\n"
                       "try:\n    persons.open(sys.argv[1]).backup(sys.argv[2])\n"
                       "except persons.Error as error:\n    print(error.status, error.type)\n")
            resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))
            answer = subprocess.run([sys.executable, "-c", command, str(path), str(target)],
                                    capture_output=True, text=True, check=False)
            code = 0 if answer.stdout.startswith("FULL") else 1
            if code:
                sys.stderr.write(answer.stdout + answer.stderr)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    tally.judge("a full disk is told", status == 0, "see above")
    tally.judge("nothing is left of it", not list(folder.glob("full-copy.db*")), "a file is left")


# --------------------------------------------------------------------------------------------------- recovery --


def scripts():
    """The shell commands of the section: looking, restoring, saving, rebuilding."""
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    section = text.split(f"## {SECTION}\n", 1)[1]
    return re.findall(r"```sh\n(.*?)```", section, re.S)


def run_script(script, folder):
    """Run commands of the document where people.db is; what one of them answers is for the caller to judge."""
    python = f'persons() {{ "{sys.executable}" -m persons "$@"; }}\n'
    return subprocess.run(["sh", "-c", python + script], cwd=folder, capture_output=True, text=True, check=False)


def everybody(path):
    with persons.open(path, create=False) as directory:
        return {person["personId"]: directory.get(person["personId"]) for person in directory.list_all()}


def leaf_page_of_persons(path):
    """The number of a page that holds rows of persons and no pages below."""
    base = sqlite3.connect(path)
    root = base.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'person'").fetchone()[0]
    base.close()
    content = path.read_bytes()
    page = content[(root - 1) * PAGE:root * PAGE]
    place = int.from_bytes(page[12 + 4:12 + 6], "big")
    return int.from_bytes(page[place:place + 4], "big")


def damage(path):
    """Spoil records, an answer, memberships, an event's name and a page of persons.

    Returns: the identifiers of those whose record cannot be read any more, and of those who lose something else. A
    damaged membership takes nothing from its person, whose record names the group.
    """
    base = sqlite3.connect(path)
    # Numbers of persons of the first organization, below its number in the key.
    base.create_function("row", 1, lambda number: number)
    ids = dict(base.execute("SELECT person - row(0), person_id FROM person"))
    page = leaf_page_of_persons(path)
    base.executescript(
        "PRAGMA foreign_keys = OFF;"
        "UPDATE person SET body = replace(body, 'First', 'Frist') WHERE person IN (row(300), row(310), row(320));"
        "UPDATE person SET checksum = checksum + 1 WHERE person = row(330);"
        "UPDATE rsvp SET status = 'Declined' WHERE person = row(340);"
        "DELETE FROM membership WHERE person = 350;"
        "UPDATE membership SET person = 900 WHERE person = 351;"
        "INSERT INTO membership SELECT \"group\", 352 FROM \"group\" WHERE group_id <> 'g3';"
        "UPDATE person SET member_of = '[1]' WHERE person = row(360);"
        "UPDATE event SET body = replace(body, 'Event 3', 'Event 9') WHERE event_id = 'e3';")
    base.close()
    with open(path, "r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))
    base = sqlite3.connect(path)
    base.create_function("row", 1, lambda number: number)
    lost = {ids[number] for number in (300, 310, 320, 330, 360)}
    for number, person in ids.items():
        try:
            if not base.execute("SELECT body FROM person WHERE person = row(?)", (number,)).fetchone():
                lost.add(person)
        except sqlite3.DatabaseError:
            lost.add(person)
    base.close()
    return lost, {ids[340]}


def same_person(before, after, hit):
    """Whether nothing readable is lost: event e3, and the answers of those who are hit, may be missing."""
    def readable(person):
        shown = dict(person)
        history = [entry for entry in shown.pop("eventHistory") if entry["eventId"] != "e3"]
        if person["personId"] in hit:
            history = []
        return shown, history

    return readable(before) == readable(after)


def recover(folder, tally):
    look, restore, save, rebuild = scripts()
    path = folder / "people.db"
    fill(path)
    good = everybody(path)
    with persons.open(path) as directory:
        directory.backup(folder / "backup.db")
        later = directory.create(firstName="After", lastName="Thebackup", email="after@example.org")["personId"]
        good[later] = directory.get(later)
    lost, hit = damage(path)
    tally.judge("a page was lost", len(lost) > 4, lost)

    answer = run_script(look, folder)
    said = answer.stdout + answer.stderr
    for hits in ("The record of person number 300 (", "does not list person number 350 (", "record of person number 360 ("):
        tally.judge("check says what is hit", answer.returncode != 0 and hits in said, said)
    try:
        with persons.open(path, create=False) as directory:
            directory.export(folder / "whole.ndjson")
        tally.judge("a whole export of a damaged file", False, "no error")
    except persons.Corrupt:
        tally.judge("a whole export of a damaged file", not (folder / "whole.ndjson").exists(), "a file is there")

    answer = run_script(save, folder)
    tally.judge("what is readable is saved", answer.returncode == 0, answer.stdout + answer.stderr)
    saved = everybody(folder / "rescued.db")
    tally.judge("nobody readable is lost", saved.keys() == good.keys() - lost, (good.keys() - lost) ^ saved.keys())
    for person in saved.keys() & good.keys():
        tally.judge("nothing of them is lost", same_person(good[person], saved[person], hit),
                    (good[person], saved[person]))

    answer = run_script(restore, folder)
    tally.judge("the backup is restored", answer.returncode == 0, answer.stdout + answer.stderr)
    restored = everybody(path)
    tally.judge("it has everybody of its time", restored == {key: good[key] for key in good if key != later}, "others")
    with persons.open(path, create=False) as directory:
        tally.judge("it is searched rightly", directory.search("Last77", fuzzy="off")["total"] == 1, "not found")

    index = folder / "people.db-search"
    with persons.open(path) as directory:
        directory.import_(many(folder))
        before = directory.search("Many", limit=5)
    content = bytearray(index.read_bytes())
    content[len(content) // 2:len(content) // 2 + 64] = bytes(64)
    index.write_bytes(content)
    answer = run_script(rebuild, folder)
    with persons.open(path, create=False) as directory:
        tally.judge("a search after the index was removed",
                    answer.returncode == 0 and directory.search("Many", limit=5) == before, "answers otherwise")
        tally.judge("the index is sound", directory.check()["searchIndex"] == "sound", "it is not")


def many(folder):
    """Persons enough for the index to have a file."""
    rows = folder / "many.ndjson"
    rows.write_text("".join(f'{{"personId":"m{number}","firstName":"Many{number % 7}","lastName":"Row{number}",'
                            f'"email":"m{number}@example.org"}}\n' for number in range(1300)), encoding="utf-8")
    return rows


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    seed = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("PERSONS_SEED") or time.time())
    print(f"seed {seed}", flush=True)
    random.seed(seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="persons-recovery-", dir=os.environ.get("TMPDIR")))
    tally = Tally()
    backup_on_a_full_disk(folder, tally)
    hot_backups(folder, tally, count)
    killed_backups(folder, tally, count)
    refused_backups(folder, tally)
    recover(folder, tally)
    shutil.rmtree(folder)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
