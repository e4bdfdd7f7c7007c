#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: print what the search benchmark measured, beside the bars.

    table.py FOLDER [OTHER_FOLDER...]      the others: results of other sizes, for the growth of memory

The bars are for 1,000,000 persons; a "-" means not measured.
"""

import sys

ENGINES = ("libpersons", "fts", "fts-bm25", "tantivy-edge", "tantivy-automaton")
CLASSES = [(f"px{n}", f"{n} letter{'s' if n > 1 else ''}") for n in range(1, 7)] + [
    ("full", '"john smi"'), ("filter", "name + city/state"), ("typo", "one typo, two words"), ("nick", "nickname")]
STRICT = ("px1", "px2", "px3", "px4", "px5", "px6", "full", "filter")
# class, peer, which figure, how many times faster ours must be
BARS = (("typing", "tantivy-edge", "mean", 5), ("typing", "fts", "mean", 20),
        ("full", "tantivy-edge", "p50", 4), ("full", "fts", "p50", 8), ("full", "fts-bm25", "p50", 25),
        ("full", "tantivy-edge", "p99", 5), ("full", "fts", "p99", 5), ("full", "fts-bm25", "p99", 5),
        ("filter", "tantivy-edge", "p50", 4), ("filter", "fts", "p50", 14),
        ("typo", "tantivy-automaton", "p50", 3), ("typo", "fts", "p50", 15),
        ("create", "fts", "p50", 1), ("update", "fts", "p50", 1))
FIGURES = {"p50": 0, "p99": 1, "mean": 2}


class Results:
    def __init__(self, folder):
        self.times, self.numbers = {}, {}
        with open(f"{folder}/results.tsv", encoding="utf-8") as lines:
            for line in lines:
                sort, name, engine, *values = line.rstrip("\n").split("\t")
                (self.times if sort == "times" else self.numbers)[name, engine] = [float(value) for value in values]
        beside = [f"libpersons{strict} beside {peer}" for strict in ("", ", strict,") for peer in ENGINES[3:]]
        for engine in (*ENGINES, *beside):
            means = [self.time(f"px{n}", engine, "mean") for n in range(1, 7)]
            if None not in means:
                self.times["typing", engine] = [None, None, sum(means) / 6]

    def time(self, name, engine, figure):
        return self.times.get((name, engine), [None] * 3)[FIGURES[figure]]

    def number(self, name, engine="libpersons"):
        return self.numbers.get((name, engine), [None])[0]


def short(value):
    if value is None:
        return "-"
    return f"{value:.2f}" if value < 10 else f"{value:.0f}" if value < 10000 else f"{value / 1000:.1f}k"


def verdict(good):
    return "ok" if good else "MISSED"


def print_classes(results):
    print(f"{'p50 / p99 in µs':22}" + "".join(f"{engine:>20}" for engine in ENGINES) + f"{'widened':>10}{'same total':>12}")
    for name, label in CLASSES:
        cells = [f"{short(results.time(name, e, 'p50'))} / {short(results.time(name, e, 'p99'))}"
                 if results.time(name, e, "p50") is not None else "-" for e in ENGINES]
        if name == "typo":
            cells[3] = "as automaton"
        shares = [results.number(f"{name} {what}") for what in ("widened", "same total")]
        texts = ["-" if share is None or share < 0 else f"{share:.0%}" for share in shares]
        print(f"{label:22}" + "".join(f"{cell:>20}" for cell in cells) + f"{texts[0]:>10}{texts[1]:>12}")
    means = [short(results.time("typing", engine, "mean")) for engine in ENGINES]
    print(f"{'mean of 1-6 letters':22}" + "".join(f"{mean:>20}" for mean in means))
    print("widened: of our answers, found by spelling as well; same total: of the others, as FTS5 counts.\n"
          "The peers know no nicknames: there they answer another, easier question.\n")


def print_ratios(results):
    print("how many times faster than     figure     ratio   at least")
    for name, peer, figure, bar in BARS:
        theirs, label = results.time(name, peer, figure), f"{name}: {peer}"
        # Where both were timed in turn, that is what counts.
        ours = results.time(name, f"libpersons beside {peer}", figure) or results.time(name, "libpersons", figure)
        strict = results.time(name, f"libpersons, strict, beside {peer}", figure)
        if ours is None or theirs is None:
            print(f"{label:30} {figure:>6} {'-':>9} {bar:>9}x")
        else:
            note = f"   ({theirs / strict:.2f}x where ours may not widen)" if strict and name != "typo" else ""
            print(f"{label:30} {figure:>6} {theirs / ours:>8.2f}x {bar:>9}x   {verdict(theirs >= bar * ours)}{note}")
    for ours, peer, bar in ((results.number("import"), results.number("import", "fts"), 1.5),):
        if ours and peer:
            print(f"{'import: fts':30} {'rate':>6} {ours / peer:>8.2f}x {bar:>9}x   {verdict(ours >= bar * peer)}")
    print()


def print_limits(results, others):
    def line(label, value, unit, bar=None):
        if value is not None:
            print(f"{label:44} {short(value):>8} {unit:16}"
                  + (f"at most {short(bar):>6}   {verdict(value <= bar)}" if bar is not None else ""))

    for name, label in CLASSES:
        line(f"p99 of {label}", results.time(name, "libpersons", "p99"), "µs", 1000 if name in STRICT else 3000)
    line("p99 of create", results.time("create", "libpersons", "p99"), "µs", 5000)
    line("p99 of update", results.time("update", "libpersons", "p99"), "µs", 5000)
    for where in ("here", "elsewhere"):
        name = f"create, find {where}"
        line(f"create and find, {where}, p50", results.time(name, "libpersons", "p50"), "µs")
        line(f"create and find, {where}, p99", results.time(name, "libpersons", "p99"), "µs")
        line(f"   of that the search, {where}, p50", results.time(f"find new {where}", "libpersons", "p50"), "µs")
    line("fresh process, open and find", results.time("first-find", "libpersons", "p50"), "µs", 2000)
    line("fresh process, open and search", results.time("first-search", "libpersons", "p50"), "µs", 10000)
    for name, label in CLASSES:
        loaded, changed = (results.time(f"{name} {state}", "libpersons", "mean") for state in ("loaded", "changed"))
        if loaded and changed:
            line(f"after 10,000 changes, {label}", changed / loaded, "times the mean", 1.3)
    line("database and segment", results.number("disk"), "bytes a person", 700)
    line("   of that the segment", results.number("segment"), "bytes a person")
    line("   FTS5, unranked", results.number("disk", "fts"), "bytes a person")
    line("import, with the segment", results.number("import"), "persons/s")
    line("   the call alone", results.number("import call"), "persons/s")
    line("   FTS5, unranked", results.number("import", "fts"), "persons/s")
    line("building the segment from the database", results.number("build segment"), "persons/s")
    line("memory of an idle handle", results.number("memory idle"), "MiB anonymous", 16)
    for one in [results] + others:
        count = results.number("persons", "") if one is results else one.number("persons", "")
        line(f"memory after searches, {count:,.0f} persons" if count else "memory after searches",
             one.number("memory searched"), "MiB anonymous")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    results, others = Results(sys.argv[1]), []
    for folder in sys.argv[2:]:
        try:
            others.append(Results(folder))
        except OSError:
            pass
    print(f"\nSearch, {results.number('persons', '') or 0:,.0f} persons; the bars are for 1,000,000\n")
    print_classes(results)
    print_ratios(results)
    print_limits(results, others)


main()
