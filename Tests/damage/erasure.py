#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A person who was erased leaves no trace in the files of the directory, nor in a backup taken afterwards.

    erasure.py [KILLS [SEED]]      40 erasures are killed by default

Somebody with a text of their own in every place that takes one is written by every call that writes, changed, found,
and erased; then every byte of every file in the folder is looked through for each of their texts in several forms.
Sound keys are not looked for: they are a few letters that many names share, and so no trace of anybody.
"""

import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata

import persons

# What nobody else has. The words are long and the letters rare, so that none of it is found by chance.
TEXTS = {
    "personId": "Qvictimø-Zidx-7731", "externalRef": "QXref-Ünique-88142", "firstName": "Zyxgrünwaldovec",
    "lastName": "Qwermanßtovich", "email": "Zyxmail.Kanarie@qwexample.org", "phoneNumber": "+44 7700 918 273 645",
    "profilePicture": "https://qwexample.org/Pixtürelle.png", "address": "17 Vlixborough Crescënt",
    "city": "Ypsilontåwn", "state": "Wyxomingué",
}
CUSTOM = {"Motto-Qfield": "Cärpeqdiem-Latinum", "deep": {"list": ["Nexted-Qwvalue", 7]}}
EARLIER = {"lastName": "Bëforemarriage-Qx", "city": "Oldtöwn-Qzville", "phoneNumber": "+44 7700 111 999 333"}
ACTOR, REFUSED = "Qactor-wrotethis", "Zyxrefused.Kanarie@qwexample.org"
WORDS = [*TEXTS.values(), "Motto-Qfield", "Cärpeqdiem-Latinum", "Nexted-Qwvalue", *EARLIER.values(), ACTOR, REFUSED]
OTHERS = 1200


def folded(text):
    return "".join(mark for mark in unicodedata.normalize("NFKD", text.casefold())
                   if not unicodedata.combining(mark))


def traces():
    """The texts as stored, as they are escaped, in lower case, folded, and their long words alone."""
    forms = set()
    for text in WORDS:
        digits = "".join(filter(str.isdigit, text))
        for form in (text, json.dumps(text)[1:-1], text.casefold(), text.lower(), folded(text),
                     digits if text.startswith("+") else ""):
            forms.add(form.encode())
            forms |= {word.encode() for word in "".join(
                letter if letter.isalnum() else " " for letter in form).split() if len(word.encode()) >= 8}
    return sorted(form for form in forms if len(form) >= 6)


TRACES = traces()
# Words of theirs that have nothing rare about them.
COMMON = {b"crescent"}


def found_in(folder, *, besides=()):
    """Pairs of a file and a trace in it, of all files in the folder but the caller's own."""
    found = []
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file() and path.name not in besides:
            content = path.read_bytes()
            found += [(path.name, trace.decode()) for trace in TRACES if trace not in COMMON and trace in content]
    return found


class World:
    """A folder with a directory of many others and the one who is to be erased."""

    OWN = ("rows.ndjson", "report.ndjson", "others.ndjson")

    def __init__(self, base):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="erasure-", dir=base))
        self.path = self.folder / "people.db"

    def write_somebody(self, directory):
        """Every call that writes, with the texts of the one who is to be erased."""
        first = {**TEXTS, **EARLIER, "customFields": CUSTOM, "groupIds": ["g1", "g2"]}
        (self.folder / "rows.ndjson").write_text(
            json.dumps({"personId": TEXTS["personId"], "bad": 1}) + "\n" + json.dumps(first) + "\n", encoding="utf-8")
        directory.import_(self.folder / "rows.ndjson", report=self.folder / "report.ndjson")
        directory.update(TEXTS["personId"], groupIds=["g2"], idempotencyKey="update-1",
                         **{key: TEXTS[key] for key in EARLIER})
        directory.record_rsvp(eventId="e1", personId=TEXTS["personId"], status="Accepted", actorId=ACTOR,
                              idempotencyKey="rsvp-1")
        record = {"external_ref": TEXTS["externalRef"], "email_address": TEXTS["email"],
                  "first_name": TEXTS["firstName"], "last_name": TEXTS["lastName"],
                  "phone_number": TEXTS["phoneNumber"]}
        directory.upsert([record], idempotencyKey="upsert-1")
        # A record that is not taken has no identifier by which its answer could be forgotten.
        refused = {"email_address": REFUSED, "group_ids": ["nowhere"]}
        directory.upsert([refused], idempotencyKey="upsert-2")
        for query in (TEXTS["firstName"], TEXTS["city"], EARLIER["lastName"]):
            directory.search(query)
            directory.search(query, fuzzy="loose")

    def make(self):
        with persons.open(self.path) as directory:
            for group in ("g1", "g2"):
                directory.put_group(group_id=group, name=group)
            directory.put_event(eventId="e1", name="Meeting")
            rows = self.folder / "others.ndjson"
            rows.write_text("".join(
                json.dumps({"personId": f"p{number}", "firstName": f"First{number % 40}", "lastName": f"Last{number}",
                            "email": f"p{number}@example.org"}) + "\n" for number in range(OTHERS)), encoding="utf-8")
            directory.import_(rows)
            self.write_somebody(directory)
        # Built anew, the index's file has them too, and more comes beside it.
        os.unlink(f"{self.path}-search")
        with persons.open(self.path) as directory:
            directory.search("Last7")
            directory.update(TEXTS["personId"], state=TEXTS["state"], customFields=CUSTOM)
            directory.search(TEXTS["state"])
        return self

    def found(self):
        return found_in(self.folder, besides=self.OWN)


class Tally:
    passed, failed = 0, 0

    def judge(self, what, problem):
        if problem:
            self.failed += 1
            print(f"FAIL erasure: {what}: {problem if isinstance(problem, str) else problem[:6]}", file=sys.stderr)
        else:
            self.passed += 1


def erased_alone(base, tally):
    world = World(base).make()
    tally.judge("the test sees what is there", "" if world.found() else "nothing is found before the erasure")
    with persons.open(world.path) as directory:
        directory.search(TEXTS["firstName"])
        directory.erase(TEXTS["personId"])
        tally.judge("while the directory is open", world.found())
        directory.backup(world.folder / "copy.db")
        directory.export(world.folder / "all.ndjson")
        tally.judge("a backup and an export afterwards", world.found())
        directory.search("Last8")
        tally.judge("a search afterwards", world.found())
        total = directory.search(TEXTS["firstName"], fuzzy="loose")["total"]
        tally.judge("nobody is found", "somebody is" if total else "")
        directory.check()
    tally.judge("closed", world.found())


def erased_after_deletion(base, tally):
    world = World(base).make()
    with persons.open(world.path) as directory:
        directory.delete(TEXTS["personId"])
        directory.erase(TEXTS["personId"])
        directory.search("Last8")
        tally.judge("deleted first", world.found())


def erased_beside_others(base, tally):
    """Another handle, and another process, that have searched and go on to."""
    world = World(base).make()
    program = ("import sys, persons\n"
               "directory = persons.open(sys.argv[1])\n"
               "directory.search('Last9'); print('open', flush=True); sys.stdin.readline()\n"
               "print(directory.search('Last9')['total'], flush=True); sys.stdin.readline()\n")
    other = subprocess.Popen([sys.executable, "-c", program, world.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True)
    other.stdout.readline()
    with persons.open(world.path) as beside, persons.open(world.path) as directory:
        beside.search(TEXTS["firstName"])
        directory.erase(TEXTS["personId"])
        tally.judge("with another handle and another process", world.found())
        beside.search("Last9")
        other.stdin.write("\n")
        other.stdin.flush()
        other.stdout.readline()
        tally.judge("after they searched again", world.found())
    other.communicate("\n")
    tally.judge("after they closed", world.found())


def erased_under_a_reader(base, tally):
    """A reader of an old state keeps the log: the error says what to do, and doing it is enough."""
    world = World(base).make()
    with persons.open(world.path, timeout_ms=100) as directory:
        reader = sqlite3.connect(world.path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        try:
            directory.erase(TEXTS["personId"])
            tally.judge("an old state is read", "no error, though the log is not clean" if world.found() else "")
        except persons.Busy as error:
            tally.judge("an old state is read", "" if "again" in error.message else f"the error says {error.message}")
            tally.judge("an old state is read: the type", "" if error.type == "busy" else f"it is {error.type}")
        reader.close()
        try:
            directory.erase(TEXTS["personId"])
            tally.judge("erased again", "erased twice")
        except persons.NotFound:
            tally.judge("erased again", world.found())


def run_erasure(path, **environment):
    """Erase in a process of its own."""
    program = f"import sys, persons\ndirectory = persons.open(sys.argv[1])\n" \
              f"print('open', flush=True)\ndirectory.erase({TEXTS['personId']!r})\n"
    return subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE,
                            env={**os.environ, **environment}, stderr=subprocess.DEVNULL)


def erase_again(world):
    """What whoever was interrupted does: open and erase again. Either it was not done yet, or it is cleaned up now."""
    with persons.open(world.path) as directory:
        try:
            directory.erase(TEXTS["personId"])
        except persons.NotFound:
            pass


def killed_before_the_index_goes(base, tally, shim):
    """The moment after the commit: the record is gone, the index's file is not yet."""
    world = World(base).make()
    # Where the shim was not built, nothing kills the process, and that is told.
    preloaded = f"{shim} {os.environ['LD_PRELOAD']}" if os.environ.get("LD_PRELOAD") else str(shim)
    child = run_erasure(world.path, LD_PRELOAD=preloaded, DIE_AT_UNLINK="-search")
    child.communicate()
    tally.judge("the process was killed",
                "" if child.returncode == -signal.SIGKILL else f"it ended with {child.returncode}")
    erase_again(world)
    tally.judge("killed before the index goes", world.found())


def killed_at_random(base, tally, kills):
    world = World(base).make()
    copy = world.folder.parent / f"{world.folder.name}-good"
    shutil.copytree(world.folder, copy)
    for number in range(kills):
        shutil.rmtree(world.folder)
        shutil.copytree(copy, world.folder)
        child = run_erasure(world.path)
        child.stdout.readline()
        # The pause is the experiment: it is killed at another moment each time.
        try:
            child.wait(random.random() * 0.012)
        except subprocess.TimeoutExpired:
            child.kill()
        child.communicate()
        erase_again(world)
        tally.judge(f"killed at random, number {number}", world.found())


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    seed = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("PERSONS_SEED") or time.time())
    print(f"seed {seed}", flush=True)
    random.seed(seed)
    base = tempfile.mkdtemp(prefix="persons-erasure-", dir=os.environ.get("TMPDIR"))
    # Temporary files would be looked through as well.
    os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = base
    shim = pathlib.Path(__file__).resolve().parents[2] / "build" / "tests" / "die_at_unlink.so"
    tally = Tally()
    erased_alone(base, tally)
    erased_after_deletion(base, tally)
    erased_beside_others(base, tally)
    erased_under_a_reader(base, tally)
    killed_before_the_index_goes(base, tally, shim)
    killed_at_random(base, tally, kills)
    shutil.rmtree(base)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
