# SPDX-License-Identifier: Apache-2.0
"""Damage texts as people do when they type: one edit, two edits, a letter beside the right one."""

import random

_KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
_BESIDE = {key: (row[place - 1: place] if place else "") + row[place + 1: place + 2]
           for row in _KEYS for place, key in enumerate(row)}
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def edit(rng: random.Random, word: str) -> str:
    """The word with one letter exchanged, lost, put in, or swapped with the next."""
    while True:
        kind = rng.choice("exchange lose insert swap".split())
        at = rng.randrange(len(word))
        near = _BESIDE.get(word[at].lower(), "")
        letter = rng.choice(near) if near and rng.random() < 0.6 else rng.choice(_ALPHABET)
        if kind == "exchange":
            made = word[:at] + letter + word[at + 1:]
        elif kind == "lose":
            made = word[:at] + word[at + 1:]
        elif kind == "insert":
            letter = word[at] if rng.random() < 0.4 else letter
            made = word[:at] + letter + word[at:]
        else:
            made = word[:at] + word[at + 1: at + 2] + word[at] + word[at + 2:]
        if made.lower() != word.lower() and made.isalpha():
            return made.capitalize() if word[0].isupper() else made


def cased(rng: random.Random, text: str) -> str:
    """As people type: as it is written, all small, now and then all in capitals."""
    chance = rng.random()
    return text if chance < 0.5 else text.lower() if chance < 0.93 else text.upper()
