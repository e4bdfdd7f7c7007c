# SPDX-License-Identifier: Apache-2.0
"""Text as the test set and the peers compare it: no case, no accents, letters that do not decompose as people type them."""

import re
import unicodedata

_WHOLE = {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
_LETTERS = str.maketrans({**_WHOLE, "'": "", "’": "", "ʼ": "", "`": ""})
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae",
                          "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa", "Æ": "Ae"})
_WORD = re.compile(r"\w+")


def without_accents(text: str) -> str:
    """The same text in the same case without accents."""
    if text.isascii():
        return text
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text)
                   if not unicodedata.combining(letter) or letter in "\u3099\u309a")
    return unicodedata.normalize("NFC", bare)


def fold(text: str) -> str:
    """The text without case and accents; spaces and signs stay."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    folded = without_accents(unicodedata.normalize("NFKD", text).casefold())
    return folded.translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text).replace("_", " "))


def spelled_out(text: str) -> str:
    """Umlauts and the like as two letters."""
    return text.translate(_SPELLED)


def typed_plain(text: str) -> str:
    """The text in its case, typed on a keyboard without accents."""
    plain = without_accents(text)
    for letter, instead in _WHOLE.items():
        if letter in plain or letter.upper() in plain:
            capital = "ẞ" if letter == "ß" else letter.upper()
            plain = plain.replace(letter, instead)
            plain = plain if letter == "ı" else plain.replace(capital, instead.capitalize())
    return plain


def digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
