#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the quality test set: persons.ndjson and queries.json in a folder; the same for the same seed."""

import argparse
import json
import os
import sys

import kinds
from crowd import Crowd
from people import Maker

VERSION = 2  # raise it when the set changes


def stamp(count: int, seed: int) -> str:
    """What tells one set from another."""
    return f"set {VERSION}, seed {seed}, {count} persons"


def write(folder: str, count: int, seed: int) -> None:
    """Write the set, unless the folder has it."""
    mark = os.path.join(folder, "set.json")
    if os.path.exists(mark):
        with open(mark, encoding="utf-8") as file:
            if json.load(file)["stamp"] == stamp(count, seed):
                return
    os.makedirs(folder, exist_ok=True)
    maker = Maker(seed)
    persons = []
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with open(os.path.join(folder, "persons.ndjson"), "w", encoding="utf-8", newline="\n") as file:
        for number in range(1, count + 1):
            persons.append(maker.person(number))
            file.write(encode(maker.line(persons[-1])) + "\n")
    crowd = Crowd(persons)
    queries = []
    for kind, (wanted, attempt) in kinds.KINDS.items():
        made = kinds.make(crowd, kind, wanted, attempt, seed)
        queries += [query.line() for query in made]
        print(f"{kind:16} {len(made):4}   {made[0].text}   |   {made[-1].text}", file=sys.stderr)
    with open(os.path.join(folder, "queries.json"), "w", encoding="utf-8") as file:
        json.dump(queries, file, ensure_ascii=False, indent=0)
    with open(mark, "w", encoding="utf-8") as file:
        json.dump({"stamp": stamp(count, seed), "persons": count, "queries": len(queries), "seed": seed}, file)
    print(f"{stamp(count, seed)}, {len(queries)} queries", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the persons and queries of the quality test set.")
    parser.add_argument("folder", help="where to write persons.ndjson and queries.json")
    parser.add_argument("--count", type=int, default=100_000, help="how many persons (default 100000)")
    parser.add_argument("--seed", type=int, default=20_260, help="another number makes another set (default 20260)")
    given = parser.parse_args()
    write(given.folder, given.count, given.seed)


if __name__ == "__main__":
    main()
