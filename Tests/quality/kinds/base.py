# SPDX-License-Identifier: Apache-2.0
"""What a query is, and how the queries of a class are drawn from the crowd."""

import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice

from crowd import Crowd
from damage import cased
from fold import words
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


# Classes whose text is not a name that somebody has. When all its words stand in what is known of somebody else, or
# begin words there, that person fits better than the one who is wanted, and there is no query.
CHANGED = {"typo_light", "typo_heavy", "typo_initial", "middle_extra", "joined", "split", "nick_to_full", "full_to_nick",
           "accents_spelled", "spellings", "script_latin"}

Attempt = Callable[[Crowd, random.Random, Person], Draft | None]


def drawn(crowd: Crowd, kind: str, attempt: Attempt, seed: int) -> Iterator[Query]:
    """The queries of a class: persons in random order, those that make one."""
    rng = random.Random(f"{kind} {seed}")
    order = list(range(len(crowd.persons)))
    rng.shuffle(order)
    texts: set[str] = set()
    for place in order:
        person = crowd.persons[place]
        draft = attempt(crowd, rng, person)
        if draft is None or draft.text.lower() in texts:
            continue
        if kind in CHANGED and crowd.strict(words(draft.text)) - set(draft.right):
            continue
        texts.add(draft.text.lower())
        yield Query(kind, draft.text, crowd.ids(draft.right), person.name, draft.note)


def make(crowd: Crowd, kind: str, count: int, attempt: Attempt, seed: int) -> list[Query]:
    """So many queries of a class."""
    made = list(islice(drawn(crowd, kind, attempt, seed), count))
    if len(made) < count:
        raise SystemExit(f"only {len(made)} of {count} queries of the class {kind} could be made: make more persons")
    return made


def is_latin(person: Person) -> bool:
    return person.culture.script == "latin"


def as_written(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The whole name, without any damage."""
    right = crowd.same_name(person)
    return Draft(cased(rng, person.name), right) if right and is_latin(person) else None
