# SPDX-License-Identifier: Apache-2.0
"""E-mail addresses and telephone numbers, right and wrong by one sign."""

import random

import telephones
from crowd import Crowd, neighbours
from damage import edit
from fold import digits, words
from people import Person

from .base import Draft

_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789._@"


def email(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """An address: whole, in other case, or the part before the @ alone."""
    if not person.email:
        return None
    right = crowd.by_email[person.email]
    local = person.email.partition("@")[0]
    note = rng.choice(["whole", "other case", "local part"])
    if note == "local part":
        right = crowd.by_local[local]
        text = local
        if crowd.holders(words(local.replace("_", " "))) - set(right):  # somebody has this as a name
            return None
    else:
        text = person.email if note == "whole" else rng.choice([person.email.upper(), person.email.title()])
    return Draft(text, right, note) if len(right) <= 3 and len(local) > 5 else None


def email_wrong(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """One letter wrong, mostly before the @. All addresses one edit from what was typed are right."""
    if not person.email:
        return None
    local, _, host = person.email.partition("@")
    name = "".join(letter for letter in local if letter.isalpha())
    if len(name) < 6:
        return None
    pieces = host.split(".") if rng.random() < 0.15 else [local]
    place = max(range(len(pieces)), key=lambda at: len(pieces[at]))
    runs = [run for run in pieces[place].replace("_", ".").replace("-", ".").split(".") if len(run.strip("0123456789")) > 3]
    if not runs:
        return None
    run = rng.choice(runs).strip("0123456789")
    pieces[place] = pieces[place].replace(run, edit(rng, run), 1)
    wrong = f"{local}@{'.'.join(pieces)}" if len(pieces) > 1 else f"{pieces[0]}@{host}"
    if wrong in crowd.by_email:
        return None
    right = sorted(other for text in neighbours(wrong, _SIGNS) if text in crowd.by_email for other in crowd.by_email[text])
    return Draft(wrong, right, "host" if len(pieces) > 1 else "local part") if 0 < len(right) <= 3 else None


def phone_format(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """The number in another format than it is stored in."""
    if person.phone is None or len(crowd.by_phone[person.phone.whole]) > 3:
        return None
    text = rng.choice([one for one in telephones.formats(person.phone) if one != person.phone_written])
    return Draft(text, crowd.by_phone[person.phone.whole])


def phone_wrong(crowd: Crowd, rng: random.Random, person: Person) -> Draft | None:
    """One digit wrong. All numbers one digit from what was typed are right; no number is what was typed."""
    if person.phone is None:
        return None
    text = rng.choice(telephones.formats(person.phone))
    country = len(person.phone.country) + (2 if text.startswith("00") else 0)
    signs = [at for at, sign in enumerate(text) if sign.isdigit()]
    skip = country if digits(text).startswith(("00" + person.phone.country, person.phone.country)) else len(person.phone.trunk)
    at = rng.choice(signs[skip:])
    wrong = rng.choice([digit for digit in "0123456789" if digit != text[at]])
    changed = text[:at] + wrong + text[at + 1:]
    national = digits(changed)[skip:]
    whole = person.phone.country + national
    if len(national) != len(person.phone.national) or whole in crowd.by_phone:
        return None
    right = sorted({other for place in range(len(person.phone.country), len(whole)) for digit in "0123456789"
                    for other in crowd.by_phone.get(whole[:place] + digit + whole[place + 1:], [])})
    return Draft(changed, right) if 0 < len(right) <= 3 else None
