# SPDX-License-Identifier: Apache-2.0
"""rapidfuzz over everybody, no index: the folded name by token_sort_ratio and, with the place, by WRatio; addresses
and numbers by ratio. An answer is a sure one from a score of 85."""

from time import perf_counter
from typing import Any

from fold import words

from .base import LIMIT, Answer, Engine, email_keys, is_address, is_number, name_text, phone_key, place_text

SURE = 85.0


class RapidFuzz(Engine):
    name = "rapidfuzz"
    sample = 40
    typing_sample = 12
    about = "brute force"

    def build(self, lines: list[dict[str, Any]], folder: str) -> None:
        from rapidfuzz import fuzz, process

        self._fuzz, self._process = fuzz, process
        self._ids = [line["personId"] for line in lines]
        self._names = [" ".join(sorted(name_text(line).split())) for line in lines]
        self._wide = [f"{name_text(line)} {place_text(line)}" for line in lines]
        self._numbers = [phone_key(line.get("phoneNumber", "")) or None for line in lines]
        self._emails = [(email_keys(line) or [None])[0] for line in lines]
        self._locals = [(email_keys(line) or [None, None])[1] for line in lines]

    def _best(self, text: str, choices: list[Any], scorer: Any) -> list[tuple[str, float, int]]:
        return self._process.extract(text, choices, scorer=scorer, processor=None, limit=LIMIT)

    def ask(self, text: str) -> Answer:
        started = perf_counter()
        if is_number(text):
            found = self._best(phone_key(text), self._numbers, self._fuzz.ratio)
        elif "@" in text:
            found = self._best(text.lower(), self._emails, self._fuzz.ratio)
        elif is_address(text):
            found = self._best(text.lower(), self._locals, self._fuzz.ratio)
        else:
            found = self._best(" ".join(sorted(words(text))), self._names, self._fuzz.ratio)
        ids = [self._ids[place] for _, _, place in found]
        sure = bool(found) and found[0][1] >= SURE
        return Answer(ids, sure, (perf_counter() - started) * 1000)
