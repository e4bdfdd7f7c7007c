# SPDX-License-Identifier: Apache-2.0
"""Ask an engine all queries, and keep what came of each: ranks, times, whether it was sure."""

import json
import os
from dataclasses import asdict, dataclass, field
from typing import Any

import kinds
from engines import Engine


@dataclass
class Outcome:
    """What an engine made of one query; several texts were asked for a query that is typed letter by letter."""

    number: int  # of the query
    ranks: list[int] = field(default_factory=list)  # of the best person who is right, 0 for not among ten
    ms: list[float] = field(default_factory=list)
    sure: bool = False  # of the last text
    found: bool = False
    step: str = ""
    first: list[str] = field(default_factory=list)  # who came first for the last text

    @property
    def keystrokes(self) -> int:
        """How many letters were typed until somebody right was among the first five; one more than there are if never."""
        for place, rank in enumerate(self.ranks):
            if 0 < rank <= 5:
                return place + 1
        return len(self.ranks) + 1


Query = dict[str, Any]


def chosen(queries: list[Query], engine: type[Engine], sample: int, full: bool = False) -> list[int]:
    """The queries that an engine is asked: all, or the first of each class; with `full` as if it were fast."""
    seen: dict[str, int] = {}
    numbers = []
    for number, query in enumerate(queries):
        kind = query["kind"]
        seen[kind] = seen.get(kind, 0) + 1
        limits = [sample] if full else [sample, engine.sample, engine.typing_sample if kind in kinds.TYPING else 0]
        if all(limit == 0 or seen[kind] <= limit for limit in limits):
            numbers.append(number)
    return numbers


def asked_texts(query: Query) -> list[str]:
    """What is asked, one text after the other; a typed space asks the same as before and yet is a keystroke."""
    text = query["text"]
    return [text[:length] for length in range(1, len(text) + 1)] if query["kind"] in kinds.TYPING else [text]


def measure(engine: Engine, queries: list[Query], numbers: list[int]) -> list[Outcome]:
    """Ask the engine these queries."""
    outcomes = []
    for number in numbers:
        query = queries[number]
        outcome = Outcome(number)
        for text in asked_texts(query):
            answer = engine.ask(text)
            rank = next((place + 1 for place, found in enumerate(answer.ids) if found in query["right"]), 0)
            outcome.ranks.append(rank)
            outcome.ms.append(round(answer.ms, 4))
        outcome.sure, outcome.found, outcome.step = answer.sure and bool(answer.ids), bool(answer.ids), answer.step
        outcome.first = answer.ids[:3]
        outcomes.append(outcome)
    return outcomes


class Cache:
    """Outcomes of peers from earlier runs, for the same set and the same setup of the peer."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.known: dict[str, list[dict[str, Any]]] = {}
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.known = json.load(file)

    def get(self, key: str, needed: list[int], welcome: list[int]) -> list[Outcome] | None:
        """What is known of the welcome queries, when all that are needed are among them."""
        known = {entry["number"]: Outcome(**entry) for entry in self.known.get(key, [])}
        if not all(number in known for number in needed):
            return None
        return [known[number] for number in welcome if number in known]

    def put(self, key: str, outcomes: list[Outcome]) -> None:
        entries = {entry["number"]: entry for entry in self.known.get(key, [])}
        entries.update({outcome.number: asdict(outcome) for outcome in outcomes})
        self.known[key] = list(entries.values())
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(self.known, file)
