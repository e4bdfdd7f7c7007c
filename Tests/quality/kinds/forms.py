# SPDX-License-Identifier: Apache-2.0
"""Other forms of a name: short forms, accents, spellings, scripts."""

import random

import nicknames
import spellings as table
from crowd import Crowd
from damage import cased
from fold import spelled_out, typed_plain, words
from people import Person

from .base import Draft, is_latin


def _any_of(crowd: Crowd, firsts: list[str], last: str) -> list[int]:
    """Who has one of the given names with the family name, also in another script."""
    found: set[int] = set()
    for first in firsts:
        found |= crowd.holders(words(first) + words(last))
        for spelled in [first, *table.GIVEN_SPELLINGS.get(first, [])]:
            found |= set(crowd.by_latin.get(" ".join(words(spelled) + words(last)), []))
    return sorted(found)


def _draft(crowd: Crowd, rng: random.Random, first: str, last: str, right: list[int], note: str = "") -> Draft | None:
    """A query, when few have one of the forms, and nobody else has the name just so or within an edit, in any script."""
    query = words(first) + words(last)
    if crowd.holders(query) or not 0 < len(right) <= 3:
        return None
    others = {place for place, edits in crowd.costs([(word, 1 if len(word) > 2 else 0) for word in query]).items() if edits < 2}
    for spelled in [first, *table.GIVEN_SPELLINGS.get(first, [])]:
        others |= set(crowd.by_latin.get(" ".join(words(spelled) + words(last)), []))
    if others - set(right):
        return None
    return Draft(cased(rng, f"{first} {last}"), right, note)


def nick_to_full(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """Bill Kowalski for William Kowalski."""
    shorts = nicknames.shorts_in(person.culture.code, person.given.text)
    if not shorts or person.given_hyphen or not is_latin(person):
        return None
    short = rng.choice(shorts)
    right = _any_of(crowd, nicknames.FULLS[short], person.last)
    return _draft(crowd, rng, short, person.last, right, f"{short} {person.given.text}")


def full_to_nick(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """William Kowalski for Bill Kowalski."""
    if not person.nickname_of:
        return None
    right = _any_of(crowd, nicknames.SHORTS[person.nickname_of], person.last)
    return _draft(crowd, rng, person.nickname_of, person.last, right, f"{person.nickname_of} {person.given.text}")


def accents_out(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    plain = typed_plain(person.name)
    right = crowd.same_name(person)
    return Draft(cased(rng, plain), right) if plain != person.name and right and is_latin(person) else None


def accents_spelled(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """Mueller for Müller, Soerensen for Sørensen."""
    spelled = typed_plain(spelled_out(person.name))
    if person.culture.code not in ("de", "nd") or spelled.lower() == typed_plain(person.name).lower():
        return None
    right = crowd.same_name(person)
    return Draft(cased(rng, spelled), right) if right and not crowd.holders(words(spelled)) else None


def accents_added(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The name with its accents, of somebody who is stored without them."""
    if not person.bare:
        return None
    shown = person.name
    person.bare = False
    accented = person.name
    person.bare = True
    right = crowd.same_name(person)
    return Draft(cased(rng, accented), right) if accented != shown and right else None


def _endings(last: str) -> list[str]:
    return [last[: len(last) - len(old)] + new for old, new in table.ENDINGS if last.endswith(old) and len(last) > len(old) + 2]


def spellings(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """Katherine for Catherine, Sergey for Sergei, Anderson for Andersson, Meyer for Maier."""
    if not is_latin(person) or person.given_hyphen or person.nickname_of:
        return None
    given, family = person.given.text, person.family_bare
    if rng.random() < 0.5:
        others = table.GIVEN_SPELLINGS.get(given)
        if not others:
            return None
        other = rng.choice(others)
        right = _any_of(crowd, [given, *others], person.last)
        return _draft(crowd, rng, other, person.last, right, "given name")
    others = table.FAMILY_SPELLINGS.get(family)
    if not others:
        if rng.random() < 0.8:
            return None
        others = _endings(family)
    if not others or person.particle:
        return None
    other = rng.choice(others)
    known = [family, *table.FAMILY_SPELLINGS.get(family, others)]
    found = {place for last in known for place in _any_of(crowd, [person.first_given], last)}
    return _draft(crowd, rng, person.first_given, other, sorted(found), "family name")


def script_written(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """A name in another script, in either order; East Asian ones also without a space."""
    if is_latin(person):
        return None
    right = crowd.same_name(person)
    script = person.culture.script
    if not right:
        return None
    if script in ("han", "kana", "hangul"):
        text = rng.choice([f"{person.last}{person.first}", f"{person.last}{person.first}", f"{person.last} {person.first}",
                           f"{person.first} {person.last}"])
        return Draft(text, right, script)
    text = rng.choice([person.name, person.name, f"{person.last} {person.first}"])
    return Draft(cased(rng, text), right, script)


def script_latin(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The usual Latin spelling of such a name; the e-mail address does not give it away."""
    if is_latin(person):
        return None
    first, last = person.latin_first, person.latin_last
    key = words(first) + words(last)
    right = crowd.by_latin[" ".join(key)]
    firsts = [first, *table.GIVEN_SPELLINGS.get(first, [])]
    lasts = [last, *table.FAMILY_SPELLINGS.get(last, [])]
    if len(right) > 3 or any(crowd.holders(words(one) + words(other)) for one in firsts for other in lasts):
        return None
    mails = " ".join(crowd.persons[place].email for place in right)
    if any(word in mails for word in words(last)):
        return None
    text = f"{last} {first}" if person.culture.script in ("han", "hangul", "kana") and rng.random() < 0.5 else f"{first} {last}"
    return Draft(cased(rng, text), right, person.culture.script)
