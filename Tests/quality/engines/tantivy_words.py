# SPDX-License-Identifier: Apache-2.0
"""tantivy: every word exact, as a beginning, or within its edits; when fewer than ten have all words, any of them.

Exact words weigh most, then words within one edit, then those within two (from eight letters). The last word and single
letters may be beginnings. An answer of persons who have all words is a sure one.
"""

import os
import shutil
from time import perf_counter
from typing import Any

from fold import words

from .base import LIMIT, Answer, Engine, email_keys, is_address, is_number, name_text, phone_key, place_text


class Tantivy(Engine):
    name = "tantivy"
    about = "FuzzyTermQuery of distance 1 (2 from 8 letters) a word, exact words boosted, last word a beginning"

    def build(self, lines: list[dict[str, Any]], folder: str) -> None:
        import tantivy

        self._module = tantivy
        path = os.path.join(folder, "tantivy")
        builder = tantivy.SchemaBuilder()
        for field in ("name", "place", "contact"):
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        if not os.path.exists(os.path.join(path, "done")):
            shutil.rmtree(path, ignore_errors=True)
            os.makedirs(path)
            index = tantivy.Index(self._schema, path=path)
            writer = index.writer(heap_size=500_000_000, num_threads=1)
            for line in lines:
                contact = email_keys(line)
                pieces = words(contact[1].replace("_", " ")) if contact else []
                number = phone_key(line.get("phoneNumber", ""))
                writer.add_document(tantivy.Document(id=line["personId"], name=name_text(line), place=place_text(line),
                                                     contact=" ".join([*contact, *pieces, number, number[-9:]])))
            writer.commit()
            writer.wait_merging_threads()
            open(os.path.join(path, "done"), "w").close()
        index = tantivy.Index.open(path)
        index.reload()
        self._searcher = index.searcher()
        self.ask("warm up")

    def _word(self, word: str, beginning: bool, fields: tuple[str, ...]) -> Any:
        """One word of the query in any of the fields, the best way counts."""
        query, schema = self._module.Query, self._schema
        ways = []
        for field in fields:
            weight = 2.0 if field == "name" else 1.0
            ways.append(query.boost_query(query.term_query(schema, field, word, "freq"), 3.0 * weight))
            if beginning:
                ways.append(query.boost_query(query.fuzzy_term_query(schema, field, word, 0, True, True), 2.5 * weight))
            if len(word) >= 4:
                ways.append(query.boost_query(query.fuzzy_term_query(schema, field, word, 1, True, beginning), 2.0 * weight))
            if len(word) >= 8:
                ways.append(query.boost_query(query.fuzzy_term_query(schema, field, word, 2, True, beginning), weight))
        return query.disjunction_max_query(ways)

    def ask(self, text: str) -> Answer:
        started = perf_counter()
        query, occur = self._module.Query, self._module.Occur
        if is_number(text):
            number = phone_key(text)
            ways = [self._word(number, False, ("contact",)), self._word(number[-9:], False, ("contact",))]
            parts = [query.boolean_query([(occur.Should, way) for way in ways])]
        elif is_address(text):
            parts = [self._word(text.lower(), False, ("contact",))]
        else:
            asked = words(text)
            if not asked:
                return Answer([], False, (perf_counter() - started) * 1000)
            parts = [self._word(word, len(word) == 1 or place == len(asked) - 1, ("name", "place", "contact"))
                     for place, word in enumerate(asked)]
        hits = self._hits(query.boolean_query([(occur.Must, part) for part in parts]))
        sure = bool(hits)
        if len(hits) < LIMIT and len(parts) > 1:
            hits += [one for one in self._hits(query.boolean_query([(occur.Should, part) for part in parts])) if one not in hits]
        return Answer(hits[:LIMIT], sure, (perf_counter() - started) * 1000)

    def _hits(self, query: Any) -> list[str]:
        found = self._searcher.search(query, limit=LIMIT, count=False).hits
        return [self._searcher.doc(address)["id"][0] for _, address in found]
