# SPDX-License-Identifier: Apache-2.0
"""rapidfuzz over everybody, without an index.

Names: the 300 best by the ratio of the sorted words and the 300 best by token_set_ratio with the place, ordered by a
sum of three scores (the best of six ways that were tried on this set). Addresses and numbers: by ratio. The engine is
sure when the first has a ratio of 85 or more.
"""

from time import perf_counter
from typing import Any

from fold import words

from .base import LIMIT, Answer, Engine, email_keys, is_address, is_number, name_text, phone_key, place_text

SURE = 85.0
CANDIDATES = 300


class RapidFuzz(Engine):
    name = "rapidfuzz"
    sample = 20
    typing_sample = 5
    about = "brute force: sorted ratio and token_set_ratio over everybody, the best re-ordered with WRatio"

    def build(self, lines: list[dict[str, Any]], folder: str) -> None:
        from rapidfuzz import fuzz, process

        self._fuzz, self._extract = fuzz, process.extract
        self._ids = [line["personId"] for line in lines]
        self._names = [name_text(line) for line in lines]
        self._sorted = [" ".join(sorted(name.split())) for name in self._names]
        self._wide = [f"{name} {place_text(line)}" for name, line in zip(self._names, lines)]
        self._numbers = [phone_key(line.get("phoneNumber", "")) or None for line in lines]
        keys = [email_keys(line) for line in lines]
        self._emails = [key[0] if key else None for key in keys]
        self._locals = [key[1] if key else None for key in keys]

    def _best(self, text: str, choices: list[Any]) -> list[tuple[float, int]]:
        found = self._extract(text, choices, scorer=self._fuzz.ratio, processor=None, limit=LIMIT)
        return [(score, place) for _, score, place in found]

    def _named(self, asked: list[str]) -> list[tuple[float, int]]:
        fuzz, text, ordered = self._fuzz, " ".join(asked), " ".join(sorted(asked))
        near = {place for _, _, place in self._extract(ordered, self._sorted, scorer=fuzz.ratio, processor=None, limit=CANDIDATES)}
        near |= {place for _, _, place in
                 self._extract(text, self._wide, scorer=fuzz.token_set_ratio, processor=None, limit=CANDIDATES)}
        scored = [(fuzz.WRatio(text, self._names[place]) + 0.3 * fuzz.token_set_ratio(text, self._wide[place])
                   + 0.5 * fuzz.ratio(ordered, self._sorted[place]), -place) for place in near]
        scored.sort(reverse=True)
        return [(fuzz.ratio(ordered, self._sorted[-place]), -place) for _, place in scored[:LIMIT]]

    def ask(self, text: str) -> Answer:
        started = perf_counter()
        if is_number(text):
            found = self._best(phone_key(text), self._numbers)
        elif "@" in text:
            found = self._best(text.lower(), self._emails)
        elif is_address(text):
            found = self._best(text.lower(), self._locals)
        else:
            found = self._named(words(text))
        ids = [self._ids[place] for _, place in found]
        return Answer(ids, bool(found) and found[0][0] >= SURE, (perf_counter() - started) * 1000)
