# SPDX-License-Identifier: Apache-2.0
"""Names typed letter by letter, and names that need the city or the state to tell persons apart."""

import random

from crowd import Crowd
from damage import cased
from fold import typed_plain, words
from people import Person

from .base import Draft, is_latin
from .typos import damaged_once


def typing(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The whole text; the measurement asks after every letter."""
    right = crowd.same_name(person)
    return Draft(typed_plain(person.name).lower(), right) if right and is_latin(person) else None


def typing_typo(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    if not is_latin(person):
        return None
    draft = damaged_once(crowd, rng, person, typed_plain(person.name))
    if draft:
        draft.text = draft.text.lower()
    return draft


def _beside(crowd: Crowd, rng: random.Random, person: Person, field: str) -> Draft | None:
    """The name and a place; several have the name, few of them live there."""
    place = getattr(person, field)
    if not place or not is_latin(person) or set(words(place)) & set(person.name_words):
        return None
    key = tuple(sorted(person.name_words))
    same = [other for other in crowd.holders(person.name_words) if crowd.sorted_words[other] == key]
    there = sorted(other for other in same if words(getattr(crowd.persons[other], field)) == words(place))
    if len(there) > 3 or len(same) < len(there) + 2:
        return None
    shown = place if rng.random() < 0.5 else typed_plain(place)
    sign = rng.choice([" ", " ", ", "])
    return Draft(cased(rng, f"{person.name}{sign}{shown}"), there)


def with_city(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    return _beside(crowd, rng, person, "city")


def with_state(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    return _beside(crowd, rng, person, "state") if person.state != person.city else None
