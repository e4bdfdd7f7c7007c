# SPDX-License-Identifier: Apache-2.0
"""Names of two parts: written together, apart, with and without a hyphen, with and without a particle."""

import random

from crowd import Crowd
from damage import cased
from fold import words
from people import Person

from .base import Draft, is_latin


def _nobody(crowd: Crowd, text: str) -> bool:
    return not crowd.holders(words(text))


def joined(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """annamaria rossi, juan delacruz: two parts become one word."""
    right = crowd.same_name(person)
    if not right or not is_latin(person):
        return None
    choices: list[tuple[str, str]] = []
    if person.middle is not None and not person.nickname_of and person.culture.code in ("it", "es", "fr", "de", "pt", "nl", "in", "vi"):
        choices.append((person.first.replace(" ", "").replace("-", "").capitalize() + " " + person.last, "given names"))
    if " " in person.last and person.particle:
        choices.append((person.first + " " + person.last.replace(" ", ""), "particle"))
    elif " " in person.last and person.culture.code in ("fr", "it", "en"):
        choices.append((person.first + " " + person.last.replace(" ", ""), "family name"))
    if not choices:
        return None
    text, note = rng.choice(choices)
    return Draft(cased(rng, text), right, note) if _nobody(crowd, text) else None


def split(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """Anna Maria for Annamaria, Mac Donald, O Brien, Xiao Ming: one word becomes two."""
    if not is_latin(person) or person.bare:
        return None
    if person.family[0].parts:
        text = f"{person.first} {person.family[0].parts}" if len(person.family) == 1 and not person.particle else ""
        note = "family name"
    elif person.given.parts and not person.given_hyphen:
        if person.culture.code == "zh" and rng.random() < 0.75:
            return None
        middle = f" {person.middle.text}" if person.middle else ""
        text, note = f"{person.given.parts}{middle} {person.last}", "given name"
    elif person.family[0].text[:2] in ("O'", "D'") and rng.random() < 0.3:
        text, note = f"{person.first} {person.last.replace(chr(39), ' ')}", "apostrophe"
    else:
        return None
    right = crowd.same_name(person)
    return Draft(cased(rng, text), right, note) if text and right and _nobody(crowd, text) else None


def hyphen(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """A hyphen becomes a space or nothing; a space becomes a hyphen."""
    right = crowd.same_name(person)
    if not right or not is_latin(person):
        return None
    if "-" in person.name:
        if rng.random() < 0.5:
            return Draft(cased(rng, person.name.replace("-", " ")), right, "as a space")
        text = person.name.replace("-", "")
        return Draft(text.lower(), right, "left out") if _nobody(crowd, text) else None
    if rng.random() < 0.85:
        return None
    if len(person.family) == 2:
        return Draft(cased(rng, f"{person.first} {person.last.replace(' ', '-')}"), right, "put in")
    if person.middle is not None:
        return Draft(cased(rng, f"{person.first.replace(' ', '-')} {person.last}"), right, "put in")
    return None


def particles(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """van der Berg as Berg, vanderberg or van derberg."""
    if not person.particle or not is_latin(person):
        return None
    right = crowd.same_name(person)
    bare = f"{person.first} {person.family_bare}"
    if not right or any(crowd.sorted_words[place] != crowd.sorted_words[right[0]] for place in crowd.holders(words(bare))):
        return None
    chance = rng.random()
    if chance < 0.4:
        return Draft(cased(rng, bare), right, "left out")
    if chance < 0.8:
        text = f"{person.first} {person.last.replace(' ', '').replace('-', '')}"
        return Draft(text.lower(), right, "joined") if _nobody(crowd, text) else None
    head, _, tail = person.last.partition(" ")
    if not tail.partition(" ")[2]:
        return None
    text = f"{person.first} {head} {tail.replace(' ', '')}"
    return Draft(text.lower(), right, "joined in part") if _nobody(crowd, text) else None
