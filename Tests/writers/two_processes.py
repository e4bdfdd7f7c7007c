#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: two processes write at random into one directory and search it meanwhile; the index that each has carried
along through the changes must answer like one that is built from the records.

    two_processes.py [WRITES [SEED]]      10,000 writes by both together by default

Checks: after its own create, each process finds the new person at once; after each batch, what the other process said
it had written is found too; at the end, the answers of both processes to the same queries are, byte for byte, those of
a process that removes the index file first. The last line is "N passed, N failed".
"""

import json
import multiprocessing
import os
import random
import sys
import tempfile
import time

import persons

FIRST = ["Ada", "Anna", "Bob", "Robert", "Katherine", "Kate", "Mohammed", "Muhammad", "José", "Łukasz", "Jürgen", "Chloë",
         "Mary Ann", "Ольга", "李", "Giulia", "Seán", "Bjørn", "Zoë", "John"]
LAST = ["Müller", "Mueller", "Miller", "Smith", "Smyth", "van der Berg", "O'Brien", "García-Lopez", "Nowak", "Иванова",
        "伟", "Strauß", "Rossi", "de la Cruz", "Nguyen", "Jones", "Johnson", "Andersen", "Petrov", "Kowalski"]
CITIES = ["Springfield", "São Paulo", "København", "Austin", "Stratford-upon-Avon"]
START = 3000
QUERIES = 600


def someone(source, mark=""):
    number = source.randrange(10 ** 6)
    return {"firstName": source.choice(FIRST), "lastName": source.choice(LAST) + mark,
            "email": f"person{number}@example.{source.choice(['org', 'com'])}",
            "phoneNumber": f"+1 512 {number // 10000:03d} {number % 10000:04d}", "city": source.choice(CITIES)}


def mistyped(source, text):
    place = source.randrange(len(text))
    return text[:place] + source.choice(["", "x", text[place] * 2]) + text[place + 1:]


def queries(source):
    for _ in range(QUERIES):
        first, last = source.choice(FIRST), source.choice(LAST)
        text = source.choice([first, last, f"{first} {last}", f"{last}, {first}", f"{first} {last[:3]}", last[:2],
                              mistyped(source, f"{first} {last}"), mistyped(source, last), f"person{source.randrange(10 ** 3)}",
                              str(source.randrange(10 ** 4))])
        options = {"limit": source.choice([1, 10, 50]), "fuzzy": source.choice(["auto", "auto", "off", "on", "loose"])}
        if source.random() < 0.2:
            options["city"] = source.choice(CITIES)
        yield text, options


def answers(directory, seed):
    return [json.dumps(directory.search(text, **options), sort_keys=True) for text, options in queries(random.Random(seed))]


def mark_of(name, count):
    """A family name that nobody else has: letters only, so that it is one word."""
    return name + "".join(chr(97 + int(digit)) for digit in str(count)) + "quix"


def write(path, name, writes, seed, mine, theirs, results):
    source = random.Random(f"{seed} {name}")
    failures, checks = [], 0
    with persons.open(path) as directory:
        known = [entry["personId"] for entry in directory.list(limit=1000)["persons"]]
        own = []
        for count in range(writes):
            kind = source.random()
            if kind < 0.5 or not own:
                mark = mark_of(name, count)
                own.append(directory.create(**someone(source, " " + mark))["personId"])
                found = directory.search(mark, fuzzy="off")
                checks += 1
                if [entry["personId"] for entry in found["persons"]] != [own[-1]]:
                    failures.append(f"{name}: {mark} is not found after it was created")
            elif kind < 0.85:
                directory.update(source.choice(own), **someone(source))
            elif kind < 0.95:
                directory.delete(own.pop(source.randrange(len(own))))
            else:
                directory.update(source.choice(known[:200] if name == "one" else known[200:400]), **someone(source))
            if count % 250 == 249:
                last = mark_of(name + "batch", count)
                directory.create(**someone(source, " " + last))
                mine.put(last)
                other = theirs.get(timeout=600)
                checks += 1
                if directory.search(other, fuzzy="off")["total"] != 1:
                    failures.append(f"{name}: {other} of the other process is not found")
        mine.put("")
        while theirs.get(timeout=600):
            pass
        results.put((name, checks, failures, answers(directory, seed)))


def main():
    writes = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    seed = int(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("PERSONS_SEED") or time.time())
    print(f"seed {seed}", flush=True)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "people.db")
        source = random.Random(seed)
        rows = os.path.join(folder, "start.ndjson")
        with open(rows, "w", encoding="utf-8") as file:
            for _ in range(START):
                file.write(json.dumps(someone(source)) + "\n")
        with persons.open(path) as directory:
            directory.import_(rows)
            directory.search("ada")
        context = multiprocessing.get_context("spawn")
        one, two, results = context.Queue(), context.Queue(), context.Queue()
        writers = [context.Process(target=write, args=(path, "one", writes // 2, seed, one, two, results)),
                   context.Process(target=write, args=(path, "two", writes // 2, seed, two, one, results))]
        for writer in writers:
            writer.start()
        found = [results.get(timeout=3000) for _ in writers]
        for writer in writers:
            writer.join()
        os.unlink(path + "-search")
        with persons.open(path) as directory:
            wanted = answers(directory, seed)
            checked = directory.check()
        passed, failed = (1, 0) if not checked["problems"] else (0, 1)
        for name, checks, failures, own in found:
            failed += len(failures)
            passed += checks - len(failures)
            for failure in failures[:10]:
                print(failure)
            for (text, options), mine, right in zip(queries(random.Random(seed)), own, wanted):
                if mine == right:
                    passed += 1
                else:
                    failed += 1
                    print(f"{name}: {text!r} {options}\n  has   {mine[:300]}\n  built {right[:300]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
