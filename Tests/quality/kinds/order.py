# SPDX-License-Identifier: Apache-2.0
"""Whole names in another order, with titles, with initials, with a second name more or less."""

import random

from crowd import Crowd
from damage import cased
from fold import words
from people import Person

from .base import Draft, is_latin

_BEFORE = """Dr.|Dr|Prof.|Prof. Dr.|Mr|Mr.|Mrs|Mrs.|Ms|Ms.|Miss|Sir|Rev.|Herr|Frau|Herr Dr.|Dr. med.|Dipl.-Ing.|Ing.|Mgr.|
Mme|M.|Mlle|Sr.|Sra.|Don|Doña|Sig.|Sig.ra|Dott.|Avv.|Dhr.|Mevr.|Pan|Pani|Capt.|Professor|Doctor""".replace("\n", "").split("|")
_AFTER = "Jr|Jr.|Sr.|, Jr.|II|III|PhD|, PhD|Ph.D.|MD|, M.D.|Esq.|MBA|BSc|, MSc|CPA|OBE".split("|")


def swapped(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    right = crowd.same_name(person)
    return Draft(cased(rng, f"{person.last} {person.first}"), right) if right and is_latin(person) else None


def comma(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    right = crowd.same_name(person)
    sign = ", " if rng.random() < 0.85 else ","
    return Draft(cased(rng, f"{person.last}{sign}{person.first}"), right) if right and is_latin(person) else None


def titled(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """A title before the name, or what people put behind it."""
    right = crowd.same_name(person)
    if not right or not is_latin(person):
        return None
    if rng.random() < 0.62:
        return Draft(cased(rng, f"{rng.choice(_BEFORE)} {person.name}"), right, "before")
    after = rng.choice(_AFTER)
    return Draft(cased(rng, person.name + ("" if after.startswith(",") else " ") + after), right, "after")


def initials(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """J. Smith, John M Smith, J. M. Smith. Everybody with these initials and this family name is right."""
    if not is_latin(person) or person.given_hyphen or "-" in person.given.text:
        return None
    last, first = words(person.last), words(person.first_given)
    given = words(person.first)
    if len(first) != 1:
        return None
    if person.middle is not None and len(given) == 2:
        one, two = person.first[0], person.first.split(" ")[1][0]
        full = rng.random() < 0.6
        asked = [given[0] if full else given[0][0], given[1][0]]
        text = rng.choice([f"{person.first_given} {two} {person.last}", f"{person.first_given} {two}. {person.last}"]
                          if full else [f"{one}. {two}. {person.last}", f"{one} {two} {person.last}", f"{one}.{two}. {person.last}"])
    else:
        asked = [first[0][0]]
        one = person.first[0]
        text = rng.choice([f"{one}. {person.last}", f"{one} {person.last}", f"{person.last} {one}", f"{person.last}, {one}."])
    right = [place for place in crowd.holders(last) if _begins(crowd, place, last, asked)]
    return Draft(cased(rng, text), sorted(right)) if 0 < len(right) <= 3 else None


def _begins(crowd: Crowd, place: int, last: list[str], asked: list[str]) -> bool:
    """Whether the other names of the person begin so, in any order."""
    others = crowd.persons[place].name_words
    for word in last:
        others.remove(word)
    for beginning in asked:
        found = next((word for word in others if word.startswith(beginning)), None)
        if found is None:
            return False
        others.remove(found)
    return True


def middle_missing(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The second given name is left out; nobody has the name without it."""
    if not is_latin(person) or person.middle is None:
        return None
    query = words(person.short_name)
    right = sorted(crowd.holders(query))
    if len(right) > 3 or any(len(crowd.sorted_words[place]) == len(query) for place in right):
        return None
    return Draft(cased(rng, person.short_name), right)


def middle_extra(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """A second given name, or its initial, that the person was stored without; nobody has that one with the last name."""
    if not is_latin(person) or person.middle is not None:
        return None
    right = crowd.same_name(person)
    pool = person.culture.female if person.female else person.culture.male
    extra = rng.choice(pool[:30]).text
    if not right or words(extra)[0] in person.name_words or crowd.holders(words(extra) + words(person.last)):
        return None
    extra = rng.choice([extra[0], extra[0] + "."]) if rng.random() < 0.3 else extra
    return Draft(cased(rng, f"{person.first} {extra} {person.last}"), right, "initial" if len(extra) < 3 else "name")
