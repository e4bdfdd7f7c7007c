# SPDX-License-Identifier: Apache-2.0
"""SQLite FTS5 with its trigram tokenizer: any of the query's trigrams, ranked by bm25.

Words are padded with spaces, so that their beginnings and ends count and short words have trigrams too. Of an address
the part before the @ is searched, for every address has the trigrams of the host. The engine is sure when the first
person has at least SURE of the query's trigrams.
"""

import os
import sqlite3
from time import perf_counter
from typing import Any

from fold import words

from .base import LIMIT, Answer, Engine, email_keys, is_address, is_number, name_text, phone_key, place_text

SURE = 0.7


def _trigrams(text: str) -> list[str]:
    return list(dict.fromkeys(text[at: at + 3] for at in range(len(text) - 2)))


class Fts5(Engine):
    name = "fts5"
    sample = 25
    typing_sample = 8
    about = "FTS5 trigram tokenizer, OR of trigrams, bm25 with the name weighted 4"

    def build(self, lines: list[dict[str, Any]], folder: str) -> None:
        path = os.path.join(folder, "fts5.db")
        fresh = not os.path.exists(path)
        self._base = sqlite3.connect(path, isolation_level=None)
        self._ids = [line["personId"] for line in lines]
        if fresh:
            self._base.execute("CREATE VIRTUAL TABLE found USING fts5(name, email, phone, place, tokenize = 'trigram')")
            self._base.execute("INSERT INTO found(found, rank) VALUES ('rank', 'bm25(4.0, 2.0, 2.0, 1.0)')")
            self._base.execute("BEGIN")
            self._base.executemany("INSERT INTO found(rowid, name, email, phone, place) VALUES (?, ?, ?, ?, ?)", (
                (place, f" {name_text(line)} ", f" {' '.join(email_keys(line))} ",
                 f"{phone_key(line.get('phoneNumber', ''))} ", f" {place_text(line)} ") for place, line in enumerate(lines)))
            self._base.execute("COMMIT")
            self._base.execute("INSERT INTO found(found) VALUES ('optimize')")
        self._base.execute("PRAGMA cache_size = -200000")
        self._base.execute("PRAGMA mmap_size = 1000000000")
        self.ask("warm up")

    def ask(self, text: str) -> Answer:
        started = perf_counter()
        column = "email"
        if is_number(text):
            column, parts = "phone", [f"{phone_key(text)} "]
        elif is_address(text):
            parts = [f" {text.lower().partition('@')[0]}" + ("@" if "@" in text else " ")]
        else:
            column, parts = "name place", [f" {word} " for word in words(text)]
        grams = list(dict.fromkeys(gram for part in parts for gram in _trigrams(part)))
        if not grams:
            return Answer([], False, (perf_counter() - started) * 1000)
        query = f"{{{column}}} : (" + " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams) + ")"
        rows = self._base.execute("SELECT rowid, name || email || phone || place FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?",
                                  (query, LIMIT)).fetchall()
        if "@" in text:
            rows.sort(key=lambda row: f" {text.lower()} " not in row[1])
        ids = [self._ids[row[0]] for row in rows]
        taken = (perf_counter() - started) * 1000
        sure = bool(rows) and sum(gram in rows[0][1] for gram in grams) >= SURE * len(grams)
        return Answer(ids, sure, taken)

    def close(self) -> None:
        self._base.close()
