# SPDX-License-Identifier: Apache-2.0
"""Print what was measured: a line for each class with all engines side by side, then who is ahead of whom."""

from collections.abc import Callable
from statistics import fmean
from typing import Any

import kinds
from measure import Outcome, Query

Results = dict[str, dict[str, list[Outcome]]]  # engine -> class -> outcomes


def by_class(queries: list[Query], outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(queries[outcome.number]["kind"], []).append(outcome)
    return found


def recall(outcomes: list[Outcome], most: int) -> float:
    """The share of questions with somebody right among the first; of every letter typed for classes of typing."""
    return fmean(fmean(0 < rank <= most for rank in outcome.ranks) for outcome in outcomes)


def mrr(outcomes: list[Outcome]) -> float:
    return fmean(fmean(1 / rank if rank else 0.0 for rank in outcome.ranks) for outcome in outcomes)


def milliseconds(outcomes: list[Outcome]) -> float:
    return fmean(ms for outcome in outcomes for ms in outcome.ms)


def _ms(value: float) -> str:
    return f"{value:7.2f}" if value < 1000 else f"{value:7.0f}"


def tables(results: Results, about: dict[str, str]) -> None:
    """The tables of all classes."""
    classes = [kind for kind in kinds.KINDS if any(kind in found for found in results.values())]
    for engine, text in about.items():
        print(f"{engine:12} {text}")
    print("\nrecall@1, recall@5, recall@10, mean reciprocal rank in percent; mean ms a question. Classes of typing: mean over"
          "\nall letters. A star: the engine was asked only the first queries of the class.\n")
    print(f"{'':21}" + "".join(f"| {engine:<27}" for engine in results))
    print(f"{'class':15} {'n':>4} " + "| @1  @5 @10   mrr      ms  " * len(results))
    ordinary = [kind for kind in classes if kind != kinds.ABSENT]
    for kind in ordinary:
        most = max(len(found.get(kind, [])) for found in results.values())
        cells = [_cell(found.get(kind, []), most) for found in results.values()]
        print(f"{kind:15} {most:4} " + "".join(cells))
    if len(ordinary) > 1:
        print(f"{'mean of classes':20} " + "".join(_mean_cell(found, ordinary) for found in results.values()))
    _typing(results, [kind for kind in classes if kind in kinds.TYPING])
    if kinds.ABSENT in classes:
        _absent(results)


def _cell(outcomes: list[Outcome], most: int) -> str:
    if not outcomes:
        return f"| {'':27}"
    values = [100 * recall(outcomes, count) for count in (1, 5, 10)]
    star = "*" if len(outcomes) < most else " "
    return f"|{values[0]:3.0f} {values[1]:3.0f} {values[2]:3.0f} {100 * mrr(outcomes):5.1f}{star} {_ms(milliseconds(outcomes))}  "


def _mean_cell(found: dict[str, list[Outcome]], classes: list[str]) -> str:
    present = [found[kind] for kind in classes if found.get(kind)]
    if not present:
        return f"| {'':27}"
    values = [100 * fmean(recall(outcomes, count) for outcomes in present) for count in (1, 5, 10)]
    score, time = 100 * fmean(map(mrr, present)), fmean(map(milliseconds, present))
    return f"|{values[0]:3.0f} {values[1]:3.0f} {values[2]:3.0f} {score:5.1f}  {_ms(time)}  "


def _row(results: Results, kind: str, value: Callable[[list[Outcome]], str]) -> str:
    return "".join(f"  {value(found[kind]) if found.get(kind) else '':>12}" for found in results.values())


def _typing(results: Results, classes: list[str]) -> None:
    if classes:
        print("\nletters typed until the right person is among the first five (mean; the slow peers on their first queries)")
        print(f"{'':20}" + "".join(f"  {engine:>12}" for engine in results))
    for kind in classes:
        print(f"{kind:20}" + _row(results, kind, lambda outcomes: f"{fmean(one.keystrokes for one in outcomes):.2f}"))


def _absent(results: Results) -> None:
    print("\nabsent: nobody is found who is not there, in percent of the queries")
    print(f"{'':20}" + "".join(f"  {engine:>12}" for engine in results))
    for label, wrong in (("nobody, or unsure", "sure"), ("nobody at all", "found")):
        print(f"{label:20}" + _row(results, kinds.ABSENT,
                                   lambda outcomes: f"{100 * fmean(not getattr(one, wrong) for one in outcomes):.1f}"))
    print(f"{'ms':20}" + _row(results, kinds.ABSENT, lambda outcomes: f"{milliseconds(outcomes):.2f}"))


def verdicts(results: Results) -> None:
    """A line for each class: is libpersons ahead? On the queries that both were asked."""
    own = results.get("libpersons")
    if own is None or len(results) == 1:
        return
    print("\nlibpersons against each peer, mean reciprocal rank on the same queries (absent: nobody, or unsure)")
    for kind, outcomes in own.items():
        mine = {outcome.number: outcome for outcome in outcomes}
        parts = []
        for engine, found in results.items():
            theirs = [outcome for outcome in found.get(kind, []) if outcome.number in mine]
            if engine == "libpersons" or not theirs:
                continue
            common = [mine[outcome.number] for outcome in theirs]
            if kind == kinds.ABSENT:
                left, right = (fmean(not one.sure for one in side) for side in (common, theirs))
            else:
                left, right = mrr(common), mrr(theirs)
            word = "ahead of" if left >= right - 1e-9 else "BEHIND  "
            parts.append(f"{word} {engine} {100 * (left - right):+6.1f}")
            if kind in kinds.TYPING:
                fewer = fmean(one.keystrokes for one in common) - fmean(one.keystrokes for one in theirs)
                parts[-1] += f" ({fewer:+.2f} letters)"
        print(f"{kind:15} " + "   ".join(parts))


def misses(queries: list[Query], found: dict[str, list[Outcome]], names: dict[str, str], count: int, engine: str) -> None:
    """Queries whose right person did not come first, and who did."""
    for kind, outcomes in found.items():
        absent = kind == kinds.ABSENT
        missed = [one for one in outcomes if (one.sure if absent else _rank(one, kind) != 1)]
        if missed:
            print(f"\n{engine}, {kind}: {len(missed)} of {len(outcomes)} " + ("found somebody" if absent else "not first"))
        for one in missed[:count]:
            query: dict[str, Any] = queries[one.number]
            rank = "" if absent else f"rank {_rank(one, kind) or '-':<3} "
            firsts = " · ".join(names.get(person, person) for person in one.first) or "nobody"
            note = f" ({query['note']})" if query["note"] else ""
            print(f"  {rank}{one.step:6} “{query['text']}”{note} wants {'nobody' if absent else query['known']}: {firsts}")


def _rank(outcome: Outcome, kind: str) -> int:
    return outcome.ranks[-1]
