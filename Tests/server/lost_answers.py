#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: no acknowledged write is lost and none is applied twice, while the server is killed again and again.

    lost_answers.py [SECONDS [EVERY [PERSONSD [SEED]]]]

Eight threads write through a remote directory; personsd is killed with SIGKILL every so many seconds (20 and 2; the bar
is 600 and 20) and started again on the same port. Then everything is counted with an embedded handle. Each thread knows
what its own persons may look like: an error leaves open whether a write happened, once. Prints its seed, what was
acknowledged, and the errors by type; the last line is "N passed, N failed". Wants PYTHONPATH=bindings/python and
PERSONS_LIBRARY.
"""

import collections
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time

import persons
from support import Tally, seed_of, wait_until

THREADS = 8
TIMEOUT = 10_000  # milliseconds of a call: a restart takes much less
PATIENCE = 120  # seconds for what must come in the end, however busy the machine is
KINDS = ("create", "update", "rsvp", "delete")
EVENT = "meeting"
# What a service that is away may be told as.
EXPECTED = ("UNAVAILABLE", "TIMEOUT", "PROTOCOL incomplete_answer")


class Server:
    """A personsd on one port, whichever process it is."""

    def __init__(self, personsd, path):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self.words = [personsd, path, "--listen", f"127.0.0.1:{self.port}"]
        self.url = f"http://127.0.0.1:{self.port}"
        self.kills = 0
        self.start()

    def start(self):
        self.process = None
        if not wait_until(self.answers, PATIENCE):
            sys.exit("personsd does not start")

    def answers(self):
        # It ends at once when somebody else on this machine has the port for a moment.
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.words, stderr=subprocess.DEVNULL)
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        except OSError:
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.kills += 1

    def kill_every(self, seconds, every, has_enough):
        """For so many seconds, and until there is enough."""
        end = time.monotonic() + seconds
        while time.monotonic() + every < end or not (has_enough() or time.monotonic() > end + PATIENCE):
            time.sleep(every * random.uniform(0.8, 1.2))
            self.kill()
            time.sleep(random.choice((0, 0.05, 0.3)))
            self.start()
        time.sleep(max(0, end - time.monotonic()))


class Known:
    """What a person may look like: how often they are there, their cities, their answers to the event."""

    def __init__(self):
        self.number = None
        self.counts = {0, 1}
        self.cities = {None}
        self.answers = collections.defaultdict(lambda: {0, 1})


class Writer:
    """One thread: creates, updates, answers and deletes persons of its own, one call at a time."""

    def __init__(self, directory, name, seed):
        self.directory, self.name = directory, name
        self.random = random.Random(f"{seed} {name}")
        self.known = {}
        self.acknowledged = collections.Counter()
        self.errors = collections.Counter()
        self.wrong = []
        self.slowest = 0.0

    def run(self, is_over):
        while not is_over.is_set():
            mark = f"{self.name}-{len(self.known)}"
            self.create(mark)
            person = self.random.choice(list(self.known.values())[-50:])
            if person.number is not None:
                # Writes that add come first: they show best what happens twice.
                self.random.choice((self.answer, self.answer, self.update, self.look, self.delete))(person, mark)

    def call(self, name, method, *arguments, **keywords):
        """The result, None after an error."""
        begun = time.monotonic()
        try:
            result = method(*arguments, **keywords)
            self.acknowledged[name] += 1
            return result
        except persons.Error as error:
            told = f"{error.status} {error.type}"
            self.errors[f"{name}: {told}"] += 1
            if not told.startswith(EXPECTED):
                self.wrong.append(f"{name} {arguments}: {told}: {error.message}")
            return None
        finally:
            self.slowest = max(self.slowest, time.monotonic() - begun)

    def create(self, mark):
        person = self.known[mark] = Known()
        result = self.call("create", self.directory.create, firstName="Ada", lastName="Lovelace",
                           email="ada@example.org", externalRef=mark)
        if result:
            person.number, person.counts = result["personId"], {1}

    def update(self, person, mark):
        is_done = self.call("update", self.directory.update, person.number, city=mark)
        person.cities = {mark} if is_done else person.cities | {mark}

    def answer(self, person, mark):
        counts = person.answers[mark]
        if self.call("rsvp", self.directory.record_rsvp, eventId=EVENT, personId=person.number, status=mark):
            counts.discard(0)

    def delete(self, person, _):
        # After an error it is unknown whether they are there: nothing more is done with them.
        number, person.number = person.number, None
        person.counts = {0} if self.call("delete", self.directory.delete, number) else {0, 1}

    def look(self, person, _):
        got = self.call("get", self.directory.get, person.number)
        if got and got.get("city") not in person.cities:
            self.wrong.append(f"get: {got.get('city')} is none of {person.cities}")


def answers_of(person):
    """How often each answer to the event is in the person's history."""
    return collections.Counter(
        entry["status"] for event in person.get("eventHistory") or []
        for entry in event.get("rsvpStatusHistory") or [])


def check_person(person, found):
    """What is not as it may be: a sentence, or None."""
    if len(found) not in person.counts:
        return f"is there {len(found)} times, not {person.counts}"
    for document in found:
        if document.get("city") not in person.cities:
            return f"has the city {document.get('city')}, not {person.cities}"
        seen = answers_of(document)
        wrong = [(answer, seen[answer]) for answer, counts in person.answers.items() if seen[answer] not in counts]
        unknown = set(seen) - set(person.answers)
        if wrong or unknown:
            return f"has the answers {wrong}, and {unknown} that nobody gave"
    return None


def check_all(tally, path, writers):
    with persons.open(path) as owner:
        found = collections.defaultdict(list)
        for person in owner.list_all():
            found[person["externalRef"]].append(owner.get(person["personId"]))
        for writer in writers:
            for mark, person in writer.known.items():
                problem = check_person(person, found.pop(mark, []))
                tally.check(f"{mark}", problem is None, problem)
            tally.equal(f"{writer.name}: every answer makes sense", writer.wrong, [])
        tally.equal("nobody else is there", list(found), [])
        tally.equal("the file is sound", owner.check()["problems"], [])


def acknowledged(writers):
    """How many writes of each kind were acknowledged so far."""
    return sum((writer.acknowledged.copy() for writer in writers), collections.Counter())


def load(server, directory, seconds, every, seed):
    """Runs the writers while the server is killed; returns them."""
    is_over = threading.Event()
    writers = [Writer(directory, f"w{number}", seed) for number in range(THREADS)]
    threads = [threading.Thread(target=writer.run, args=(is_over,)) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        server.kill_every(seconds, every, lambda: all(acknowledged(writers)[kind] for kind in KINDS))
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    return writers


def show(server, writers):
    total = acknowledged(writers)
    errors = collections.Counter()
    for writer in writers:
        errors.update(writer.errors)
    print(f"{server.kills} kills; the slowest call took {max(writer.slowest for writer in writers):.1f} s")
    print("acknowledged: " + ", ".join(f"{count} {name}" for name, count in sorted(total.items())))
    print("errors: " + (", ".join(f"{count} {name}" for name, count in sorted(errors.items())) or "none"))
    return total


def main(seconds="20", every="2", personsd="build/personsd", seed=None):
    tally = Tally()
    seed = seed_of(seed)
    random.seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "people.db")
        with persons.open(path) as owner:
            owner.put_event(eventId=EVENT, name="Meeting")
            token = owner.issue_token()["token"]
        server = Server(personsd, path)
        try:
            with persons.open(server.url, token=token, timeout_ms=TIMEOUT) as directory:
                writers = load(server, directory, float(seconds), float(every), seed)
        finally:
            server.kill()
        total = show(server, writers)
        check_all(tally, path, writers)
        tally.check("every kind of write was acknowledged",
                    all(total[kind] for kind in KINDS), dict(total))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
