# SPDX-License-Identifier: Apache-2.0
"""What an engine has to do, and the words and keys of a person that the peers index."""

from dataclasses import dataclass
from typing import Any, ClassVar

from fold import digits, fold, words

LIMIT = 10


@dataclass
class Answer:
    ids: list[str]  # the best first, at most ten
    sure: bool  # whether the engine holds the first for the one who was asked for, and not just the nearest
    ms: float
    step: str = ""  # of libpersons: strict, fuzzy or loose


class Engine:
    """Built once from the persons' lines, then asked."""

    name: ClassVar[str]
    version: ClassVar[int] = 1  # raise it when the setup changes: cached results are then measured anew
    sample: ClassVar[int] = 0  # how many queries of a class are measured, 0 for all
    typing_sample: ClassVar[int] = 0  # the same for classes of typing
    about: ClassVar[str] = ""

    def build(self, lines: list[dict[str, Any]], folder: str) -> None:
        raise NotImplementedError

    def ask(self, text: str) -> Answer:
        raise NotImplementedError

    def close(self) -> None:
        pass


def name_text(line: dict[str, Any]) -> str:
    """First and last name, folded; East Asian names also as one word, family name first."""
    first, last = line["firstName"], line["lastName"]
    text = " ".join(words(f"{first} {last}"))
    return f"{text} {fold(last)}{fold(first)}" if last[:1] >= "\u3040" else text


def place_text(line: dict[str, Any]) -> str:
    return " ".join(words(f"{line.get('city', '')} {line.get('state', '')}"))


def email_keys(line: dict[str, Any]) -> list[str]:
    """The address whole, and the part before the @."""
    email = line.get("email", "").lower()
    return [email, email.partition("@")[0]] if email else []


def phone_key(text: str) -> str:
    """The last ten digits without a leading zero: nearly the same with and without a country code."""
    return digits(text).lstrip("0")[-10:]


def is_number(text: str) -> bool:
    """Whether what was typed is a telephone number."""
    return sum(sign.isdigit() for sign in text) >= 7 and not any(sign.isalpha() for sign in text)


def is_address(text: str) -> bool:
    """Whether what was typed is an e-mail address or the local part of one."""
    return "@" in text or (" " not in text and any(sign.isdigit() or sign in "._" for sign in text.rstrip(".")))
