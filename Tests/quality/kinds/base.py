# SPDX-License-Identifier: Apache-2.0
"""What a query is, and how the queries of a class are drawn from the crowd."""

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass

from crowd import Crowd
from damage import cased
from people import Person


@dataclass
class Draft:
    """A query's text, the places of the persons who are right, and what is special about it."""

    text: str
    right: list[int]
    note: str = ""


@dataclass
class Query:
    kind: str
    text: str
    right: list[str]  # personIds
    known: str  # the name of the person it was made from
    note: str = ""

    def line(self) -> dict[str, object]:
        return asdict(self)


Attempt = Callable[[Crowd, random.Random, Person], Draft | None]


def make(crowd: Crowd, kind: str, count: int, attempt: Attempt, seed: int) -> list[Query]:
    """The queries of a class: persons in random order, until enough of them make one."""
    rng = random.Random(f"{kind} {seed}")
    order = list(range(len(crowd.persons)))
    rng.shuffle(order)
    made: list[Query] = []
    texts: set[str] = set()
    for place in order:
        person = crowd.persons[place]
        draft = attempt(crowd, rng, person)
        if draft is None or draft.text.lower() in texts:
            continue
        texts.add(draft.text.lower())
        made.append(Query(kind, draft.text, crowd.ids(draft.right), person.name, draft.note))
        if len(made) == count:
            return made
    raise SystemExit(f"only {len(made)} of {count} queries of the class {kind} could be made: make more persons")


def is_latin(person: Person) -> bool:
    return person.culture.script == "latin"


def as_written(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The whole name, without any damage."""
    right = crowd.same_name(person)
    return Draft(cased(rng, person.name), right) if right and is_latin(person) else None
