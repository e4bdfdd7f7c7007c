#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure how well libpersons and its peers find made-up persons by damaged queries, class by class."""

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
from typing import Any

import environment
import kinds
import make_set
import report
from engines import ENGINES, Engine
from measure import Cache, Outcome, Query, chosen, measure


def read_set(folder: str) -> tuple[list[dict[str, Any]], list[Query]]:
    with open(os.path.join(folder, "persons.ndjson"), encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    with open(os.path.join(folder, "queries.json"), encoding="utf-8") as file:
        return lines, json.load(file)


def digest(*paths: str) -> str:
    summed = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            summed.update(file.read())
    return summed.hexdigest()[:16]


def fresh_folder(folder: str, engine: type[Engine], key: str, reuse: bool) -> str:
    """A folder for what the engine builds; kept from an earlier run when that was the same and may be used again."""
    home = os.path.join(folder, engine.name)
    mark = os.path.join(home, "key")
    kept = reuse and os.path.exists(mark) and open(mark, encoding="utf-8").read() == key
    if not kept:
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home)
        os.symlink(os.path.join("..", "persons.ndjson"), os.path.join(home, "persons.ndjson"))
    return home


def outcomes_of(engine: type[Engine], given: argparse.Namespace, lines: list[dict[str, Any]], queries: list[Query],
                key: str, cache: Cache) -> list[Outcome]:
    """Build the engine and ask it, or take what the cache has of a peer."""
    def asked(full: bool) -> list[int]:
        return [number for number in chosen(queries, engine, given.sample, full) if queries[number]["kind"] in given.classes]

    numbers = asked(given.full)
    peer = engine.name != "libpersons"
    if peer and given.reuse:
        known = cache.get(key, numbers, asked(True))
        if known is not None:
            return known
    home = fresh_folder(given.folder, engine, key, given.reuse)
    started = time.perf_counter()
    one = engine()
    one.build(lines, home)
    with open(os.path.join(home, "key"), "w", encoding="utf-8") as file:
        file.write(key)
    built = time.perf_counter()
    found = measure(one, queries, numbers)
    one.close()
    print(f"{engine.name}: built in {built - started:.1f} s, {len(numbers)} queries in {time.perf_counter() - built:.1f} s",
          flush=True)
    if peer:
        cache.put(key, found)
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", default="build/quality", help="where everything is kept (default build/quality)")
    parser.add_argument("--classes", help="only these classes, with commas: " + ", ".join(kinds.KINDS))
    parser.add_argument("--engines", help="only these engines, with commas: " + ", ".join(ENGINES))
    parser.add_argument("--show-misses", type=int, default=0, metavar="N", help="print N queries a class that went wrong")
    parser.add_argument("--misses-of", default="libpersons", help="whose misses (default libpersons)")
    parser.add_argument("--reuse", action="store_true", help="keep what was built; of peers also the results")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="only the first N queries of each class")
    parser.add_argument("--full", action="store_true", help="ask slow peers all queries too: half an hour, once")
    parser.add_argument("--count", type=int, default=100_000, help="how many persons (default 100000)")
    parser.add_argument("--seed", type=int, default=20_260, help="of the set (default 20260)")
    given = parser.parse_args()
    given.classes = given.classes.split(",") if given.classes else list(kinds.KINDS)
    given.engines = given.engines.split(",") if given.engines else list(ENGINES)
    for name, known in [(name, kinds.KINDS) for name in given.classes] + [(name, ENGINES) for name in given.engines]:
        if name not in known:
            parser.error(f"{name} is none of {', '.join(known)}")
    return given


def main() -> None:
    given = arguments()
    started = time.perf_counter()
    environment.with_peers(given.engines)
    library = environment.find_libpersons() if "libpersons" in given.engines else ""
    make_set.write(given.folder, given.count, given.seed)
    lines, queries = read_set(given.folder)
    same_set = digest(os.path.join(given.folder, "persons.ndjson"), os.path.join(given.folder, "queries.json"))
    cache = Cache(os.path.join(given.folder, "peers.json"))
    results: report.Results = {}
    about: dict[str, str] = {}
    for name in given.engines:
        engine = ENGINES[name]
        if not environment.has(name):
            continue
        key = f"{name} {engine.version} {same_set}" + (f" {digest(library)}" if name == "libpersons" else "")
        results[name] = report.by_class(queries, outcomes_of(engine, given, lines, queries, key, cache))
        about[name] = engine.about
    print(f"\n{make_set.stamp(given.count, given.seed)}; {len(queries)} queries in {len(kinds.KINDS)} classes\n")
    report.tables(results, about)
    report.verdicts(results)
    if given.show_misses and given.misses_of in results:
        names = {line["personId"]: f"{line['firstName']} {line['lastName']}" for line in lines}
        report.misses(queries, results[given.misses_of], names, given.show_misses, given.misses_of)
    print(f"\n{time.perf_counter() - started:.0f} seconds", file=sys.stderr)


if __name__ == "__main__":
    main()
