# SPDX-License-Identifier: Apache-2.0
"""Names of people who are not there.

Nobody has the name: not as the beginnings of words in any attribute, not within one edit a word, not with a short form
or another spelling of a part, not in another script.
"""

import random

import nicknames
import spellings as table
from crowd import Crowd
from damage import cased
from fold import words
from people import Person

from .base import Draft, is_latin


def absent(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The given name of one and the family name of another person, mostly of the same culture."""
    other = rng.choice(crowd.persons)
    if not is_latin(person) or not is_latin(other) or (other.culture.code != person.culture.code and rng.random() < 0.9):
        return None
    given, last = person.first_given, other.last
    text = f"{given} {last}"
    query = words(text)
    if min(map(len, query)) < 3 or max(map(len, query)) < 4:
        return None
    if crowd.costs([(word, 1) for word in query]) or crowd.strict(query) or crowd.echoes(query):
        return None
    firsts = [given, *nicknames.SHORTS.get(given, []), *nicknames.FULLS.get(given, []), *table.GIVEN_SPELLINGS.get(given, [])]
    firsts += [other for full in nicknames.FULLS.get(given, []) for other in nicknames.SHORTS[full]]
    lasts = [last, *table.FAMILY_SPELLINGS.get(last, [])]
    if any(crowd.holders(words(first) + words(family)) for first in firsts for family in lasts):
        return None
    return Draft(cased(rng, text), [])
