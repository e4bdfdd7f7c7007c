# SPDX-License-Identifier: Apache-2.0
"""Job: two values that have one key in the table lookup of a file.

The key is the XXH3 of a value, seeded by the file's secret, the organization and the attribute.
For 8 bytes that hash can be turned around, so every key belongs to exactly one text of 8 bytes;
every few ten thousand keys that text can be typed.
"""

from __future__ import annotations

import ctypes
import itertools
import sqlite3
from pathlib import Path
from typing import Callable, Optional, Tuple, Union

_ALL = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_PRIME = 0x9FB21C651E98DF25
_INVERSE = pow(_PRIME, -1, 1 << 64)

# Capitals are left out, for names and addresses are compared in any case.
_TYPED = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789.-_+!#$%&'*/=?^`{|}~@:;,()[]<>")

# The numbers of attributes in the key.
EXTERNAL_REF, FIRST_NAME, LAST_NAME, EMAIL = 1, 2, 3, 4

_xxh3 = ctypes.CDLL("libxxhash.so.0").XXH3_64bits_withSeed
_xxh3.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint64]
_xxh3.restype = ctypes.c_uint64


class Keys:
    """The keys of a closed file's organization, the first one by default."""

    def __init__(self, path: Union[str, Path], organization: int = 1) -> None:
        base = sqlite3.connect(path)
        try:
            (seed,) = base.execute("SELECT hash_seed FROM store").fetchone()
        finally:
            base.close()
        self._seed = seed & _ALL
        self._organization = organization

    def key(self, attribute: int, text: str) -> int:
        """Return the key of a text, which is in the form in which it is compared."""
        place = 16 * self._organization + attribute
        mixed = self._seed ^ (place * _GOLDEN & _ALL)
        data = text.encode()
        return int(_xxh3(data, len(data), mixed))

    def two(
        self,
        value: Callable[[int], str],
        attribute: int,
        other: int = 0,
        elsewhere: Optional[Keys] = None,
    ) -> Tuple[str, str]:
        """Return one of value(0), value(1), … and a text of 8 letters that has the same key.

        Args:
            attribute: whose key the first one has
            other: whose key the second one has; the same attribute's when it is not given
            elsewhere: the organization in which the second one has the key
        """
        other = other or attribute
        elsewhere = elsewhere or self
        known = int.from_bytes(b"abcdefgh", "little")
        flipped = _before_mixing(elsewhere.key(other, "abcdefgh")) ^ _turned(known)
        for number in itertools.count():
            text = value(number)
            letters = _turned(_before_mixing(self.key(attribute, text)) ^ flipped)
            found = letters.to_bytes(8, "little")
            if _TYPED.issuperset(found) and found.decode() != text:
                assert elsewhere.key(other, found.decode()) == self.key(attribute, text)
                return text, found.decode()
        raise AssertionError("unreachable")


def _turned(value: int) -> int:
    """Return the value with its halves exchanged, as XXH3 reads 8 bytes."""
    return (value << 32 | value >> 32) & _ALL


def _before_mixing(value: int) -> int:
    """Return what XXH3 mixes to this value when it hashes 8 bytes."""
    value ^= value >> 28 ^ value >> 56
    value = value * _INVERSE & _ALL
    value ^= (value >> 35) + 8
    value = value * _INVERSE & _ALL
    # Mixing with two rotations is a polynomial whose 64th power is 1.
    for power in range(6):
        value ^= _rotated(value, 49 << power) ^ _rotated(value, 24 << power)
    return value


def _rotated(value: int, bits: int) -> int:
    bits %= 64
    return (value << bits | value >> (64 - bits)) & _ALL
