# SPDX-License-Identifier: Apache-2.0
"""Typing errors in names.

Whoever fits the damaged text with as few edits as the person it was made from is right too; when somebody fits with
fewer, there is no query.
"""

import random

from crowd import Crowd, neighbours
from damage import cased, edit
from fold import fold, typed_plain, words
from people import Person

from .base import Draft, is_latin

MOST = 3


def typed(rng: random.Random, text: str) -> str:
    """The name as it is typed: more often without accents."""
    return text if rng.random() < 0.4 else typed_plain(text)


def _long_words(parts: list[str], letters: int) -> list[int]:
    return [place for place, part in enumerate(parts) if len(part) >= letters and part.isalpha() and len(words(part)) == 1]


def fitting(crowd: Crowd, person: Person, query: list[tuple[str, int]]) -> list[int]:
    """Who fits as well as the person; nobody when some fit better, or when too many do."""
    costs = crowd.costs(query)
    own = costs.get(person.number - 1)
    if own is None or own == 0 or min(costs.values()) < own or crowd.echoes([word for word, _ in query]):
        return []
    found = sorted(place for place, cost in costs.items() if cost == own)
    return found if len(found) <= MOST else []


def damaged_once(crowd: Crowd, rng: random.Random, person: Person, text: str) -> Draft | None:
    """One edit in one word of at least four letters."""
    parts = text.split(" ")
    places = _long_words(parts, 4)
    if not places or not crowd.same_name(person):
        return None
    place = rng.choice(places)
    parts[place] = edit(rng, parts[place])
    query = [(word, 1 if len(word) > 2 else 0) for word in words(" ".join(parts))]
    right = fitting(crowd, person, query)
    return Draft(" ".join(parts), right, "first letter" if parts[place][0] != text.split(" ")[place][0] else "") if right else None


def light(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    if not is_latin(person):
        return None
    draft = damaged_once(crowd, rng, person, typed(rng, person.name if rng.random() < 0.5 else person.short_name))
    if draft:
        draft.text = cased(rng, draft.text)
    return draft


def heavy(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """Two edits in a word of at least eight letters, or one in each of two words."""
    if not is_latin(person) or not crowd.same_name(person):
        return None
    parts = typed(rng, person.short_name).split(" ")
    if rng.random() < 0.5:
        places = _long_words(parts, 8)
        if not places:
            return None
        place = rng.choice(places)
        before = parts[place]
        parts[place] = edit(rng, edit(rng, before))
        folded = fold(before)
        if fold(parts[place]) == folded or fold(parts[place]) in neighbours(folded):
            return None
        edits, note = {fold(parts[place]): 2}, "two in one"
    else:
        places = _long_words(parts, 4)
        if len(places) < 2:
            return None
        for place in rng.sample(places, 2):
            parts[place] = edit(rng, parts[place])
        edits, note = {}, "one in each"
    query = [(word, edits.get(word, 1 if len(word) > 2 else 0)) for word in words(" ".join(parts))]
    right = fitting(crowd, person, query)
    return Draft(cased(rng, " ".join(parts)), right, note) if right else None


def with_initial(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """An initial and a family name with an error."""
    if not is_latin(person) or " " in person.last or "-" in person.last or not crowd.same_name(person):
        return None
    last = typed(rng, person.last)
    if len(last) < 5 or not last.isalpha():
        return None
    wrong = edit(rng, last)
    initial = person.first[0]
    near = crowd.near(fold(wrong), 1)
    begins = fold(initial)[0]
    costs = {place: cost for place, cost in crowd.costs([(fold(wrong), 1)]).items()
             if any(word[0] == begins and word not in near for word in crowd.sorted_words[place])}
    own = costs.get(person.number - 1)
    if not own or min(costs.values()) < own or crowd.echoes([fold(wrong)]):
        return None
    right = sorted(place for place, cost in costs.items() if cost == own)
    if not all(place in crowd.by_initial[begins] for place in right):  # the letter is another name's of somebody
        return None
    text = rng.choice([f"{initial}. {wrong}", f"{initial} {wrong}", f"{wrong}, {initial}.", f"{wrong} {initial}"])
    return Draft(cased(rng, text), right) if len(right) <= MOST else None
