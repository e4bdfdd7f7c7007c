# SPDX-License-Identifier: Apache-2.0
"""The names of the made-up persons, one module for a family of cultures; CULTURES is all of them."""

from .anglo import ENGLISH
from .asian import CHINESE, INDIAN, JAPANESE, VIETNAMESE
from .culture import Culture, Name
from .eastern import ARABIC, CZECH, POLISH, RUSSIAN, TURKISH
from .germanic import DUTCH, GERMAN, NORDIC
from .romance import FRENCH, ITALIAN, PORTUGUESE, SPANISH
from .scripts import (ARABIC_SCRIPT, CYRILLIC, GREEK_SCRIPT, HAN, HANGUL, HEBREW_SCRIPT, KANA)

CULTURES: list[Culture] = [
    ENGLISH, SPANISH, GERMAN, FRENCH, ITALIAN, POLISH, CZECH, NORDIC, DUTCH, PORTUGUESE, TURKISH, ARABIC, INDIAN,
    CHINESE, JAPANESE, VIETNAMESE, RUSSIAN,
    CYRILLIC, GREEK_SCRIPT, ARABIC_SCRIPT, HEBREW_SCRIPT, HAN, KANA, HANGUL,
]

__all__ = ["CULTURES", "Culture", "Name"]
