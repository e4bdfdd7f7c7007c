# SPDX-License-Identifier: Apache-2.0
"""What a culture is: lists of names, the most frequent first, and how often names are put together in which way.

In the lists `_` is a space inside a name, `|` a place where people write a space now and then (Anna|maria), and what
stands behind `=` is the usual spelling in Latin letters.
"""

import itertools
import random
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Name:
    """One name as it is written."""

    text: str
    latin: str = ""  # of a name in another script
    parts: str = ""  # the same name with a space in it

    @staticmethod
    def read(entry: str) -> "Name":
        written, _, latin = entry.partition("=")
        written = written.replace("_", " ")
        split = written.replace("|", " ") if "|" in written else ""
        return Name(written.replace("|", ""), latin.replace("_", " "), split)


def listed(text: str) -> list[Name]:
    """The names of a list, without repetitions."""
    return [Name.read(entry) for entry in dict.fromkeys(text.split())]


def built(roots: str, endings: str) -> list[Name]:
    """Family names that are built from a root and an ending; the rare ones of a culture."""
    pairs = [Name.read(root + ending) for root in roots.split() for ending in endings.split()]
    random.Random(len(pairs)).shuffle(pairs)
    return pairs


@dataclass(frozen=True)
class Culture:
    code: str
    share: int  # of about 1,100
    female: list[Name]
    male: list[Name]
    last: list[Name]
    rare_last: list[Name] = field(default_factory=list)
    rare: float = 0.35  # how many have a rare family name
    middle: float = 0.0  # how many have a second given name
    double: float = 0.0  # how many have two family names
    hyphen: float = 0.0  # how many have two family names with a hyphen
    hyphen_first: float = 0.0  # how many have two given names with a hyphen
    joint: str = " "  # what stands between two family names
    daughters: tuple[tuple[str, str], ...] = ()  # endings of family names that women change
    particles: tuple[str, ...] = ()  # words before the family name
    particle: float = 0.0  # how many have one
    middle_before: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # second names by custom: of women, of men
    script: str = "latin"

    def daughter(self, name: Name) -> Name:
        """A family name as a woman bears it."""
        for ending, changed in self.daughters:
            son, latin_son = ending.split("=") if "=" in ending else (ending, ending)
            woman, latin_woman = changed.split("=") if "=" in changed else (changed, changed)
            if name.text.endswith(son):
                latin = name.latin
                if latin.endswith(latin_son):
                    latin = latin[: len(latin) - len(latin_son)] + latin_woman
                return Name(name.text[: len(name.text) - len(son)] + woman, latin)
        return name


class Weighted:
    """Choices whose frequency falls with their place in the list."""

    def __init__(self, items: list[Any], flatness: float = 4.0, power: float = 0.85) -> None:
        self.items = items
        self.sums = list(itertools.accumulate((place + flatness) ** -power for place in range(len(items))))

    def pick(self, rng: random.Random) -> Any:
        return rng.choices(self.items, cum_weights=self.sums)[0]
