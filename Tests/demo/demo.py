#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: show in half a minute what the library does, on made-up persons, with the time of each call.

Run by "make demo": persons are made once and kept, imported into a new directory, then found, searched
and changed. Everything it prints is made up.
"""

import argparse
import glob
import os
import sys
import time

import make_persons
import persons


class Clock:
    """Measures one call and says how long it took."""

    def __enter__(self):
        self.begin = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.begin

    def __str__(self):
        if self.seconds < 0.001:
            return "%.0f µs" % (self.seconds * 1e6)
        if self.seconds < 1:
            return "%.1f ms" % (self.seconds * 1e3)
        return "%.1f s" % self.seconds


def title(text):
    print("\n" + text)


def line(what, found, clock):
    print("  %-44s %-46s %10s" % (what, found, clock))


def name(person):
    parts = (person.get("firstName", person.get("first_name")), person.get("lastName", person.get("last_name")))
    return " ".join(part for part in parts if part)


def file_of_persons(folder, count):
    """The persons to import, made when they are not there yet."""
    path = os.path.join(folder, "persons-%d.ndjson" % count)
    if os.path.exists(path):
        line("persons, made before", "%d MB" % (os.path.getsize(path) >> 20), "")
        return path
    with Clock() as clock:
        make_persons.write(count, path + ".new")
        os.replace(path + ".new", path)
    line("make up %s persons" % f"{count:,}", "%d MB of JSON" % (os.path.getsize(path) >> 20), clock)
    return path


def show_progress(done, read, total):
    if sys.stdout.isatty():
        share = read / total if total > 0 else 0
        print("\r  [%-40s] %3d %%  %s rows " % ("#" * int(40 * share), 100 * share, f"{done:,}"), end="", flush=True)


def import_all(directory, path):
    with Clock() as clock:
        result = directory.import_file(path, progress=show_progress)
    if sys.stdout.isatty():
        print("\r" + " " * 76 + "\r", end="")
    rate = result["rows"] / clock.seconds
    line("import them, every index built", "%s persons, %s groups, %s a second" % (
        f"{result['created']:,}", f"{result['groups']:,}", f"{rate:,.0f}"), clock)
    if result["failed"]:
        line("  rows that failed", str(result["failed"]), "")


def find_some(directory):
    """Find by exact attributes, as they stand in the record of somebody in the middle."""
    total = directory.stats()["persons"]
    somebody = next(
        person for person in directory.list(skip=total // 2, limit=100)["persons"]
        if {"phoneNumber", "email", "groupIds"} <= person.keys())
    digits = "".join(letter for letter in somebody["phoneNumber"] if letter.isdigit() or letter == "+")
    with Clock() as clock:
        page = directory.find(phone_number=digits)
    line("phone " + digits, "%d found, %s" % (len(page["persons"]), name(page["persons"][0])), clock)
    with Clock() as clock:
        page = directory.find(email_address=somebody["email"].upper(), group_ids=somebody["groupIds"][:1])
    line("e-mail %s in %s" % (somebody["email"], somebody["groupIds"][0]), "%d found, %s" % (
        len(page["persons"]), name(page["persons"][0])), clock)
    with Clock() as clock:
        person = directory.get(somebody["personId"])
    line("get " + somebody["personId"], name(person), clock)
    return somebody


def search_for(directory, query, **filters):
    with Clock() as clock:
        result = directory.search(query, limit=10, **filters)
    first = name(result["persons"][0]) if result["persons"] else "nobody"
    shown = '"%s"' % query + "".join(", %s %s" % pair for pair in filters.items())
    line(shown, "%s found, first %s" % (f"{result['total']:,}", first), clock)


def change(directory, person):
    family = "Žižková-O'Hara"
    with Clock() as clock:
        directory.update(person["personId"], lastName=family, customFields={"title": "Astronaut"})
    line("update " + name(person), "stored, safe from a power cut", clock)
    search_for(directory, "zizkova ohara")
    after = directory.get(person["personId"])
    line("  their title now, company as before", "%s, %s" % (
        after["customFields"]["title"], after["customFields"].get("company", "none")), "")


def follow(directory, since):
    with Clock() as clock:
        result = directory.changes(since)
    told = ", ".join("%s %s…" % (change["change"], change["personId"][:8]) for change in result["changes"])
    line("changes since the import", told, clock)


def main():
    parser = argparse.ArgumentParser(description="Show what libpersons does, on made-up persons.")
    parser.add_argument("--folder", default=os.path.join("build", "demo"), help="where to keep the files")
    parser.add_argument("--count", type=int, default=100_000, help="how many persons (default 100000)")
    given = parser.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    location = os.path.join(given.folder, "people.db")
    for old in glob.glob(glob.escape(location) + "*"):
        os.remove(old)

    title("Persons that nobody is")
    path = file_of_persons(given.folder, given.count)
    with persons.open(location) as directory:
        import_all(directory, path)
        revision = directory.stats()["revision"]
        title("Find: exact attributes")
        somebody = find_some(directory)
        title("Search: letter by letter")
        for length in range(1, 7):
            search_for(directory, "miller"[:length])
        title("Search: accents, order, other scripts, filters")
        for query in ("jose garcia", "MÜLLER", "Smith, Mary", "o'brien", "παπαδόπουλος", "семенов", "李", "佐藤", "שרה כהן"):
            search_for(directory, query)
        search_for(directory, "anna", city="London")
        search_for(directory, "ma sm", state="Eng*")
        title("Change somebody")
        change(directory, somebody)
        follow(directory, revision)
        title("In all")
        stats = directory.stats()
        line("persons, bytes a person in the file", "%s, %d" % (
            f"{stats['persons']:,}", stats["bytes"] // max(stats["persons"], 1)), "")
    print("\nThe directory stays in %s: try  python3 -m persons --help" % location)


if __name__ == "__main__":
    main()
