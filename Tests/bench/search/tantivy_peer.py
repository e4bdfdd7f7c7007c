#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: measure tantivy (from PyPI) on the persons and queries of the search benchmark.

    tantivy_peer.py FOLDER

It is given the words that make_data.py wrote, as the other peer is. One index serves two ways of asking:
    tantivy-edge        beginnings of 1 to 6 letters are terms of their own, so that a beginning is one term query
    tantivy-automaton   a beginning is a regular expression over the words; a typo is a fuzzy term query
Nothing is ranked; the total is exact, by its Count collector; the answer is the JSON of at most ten persons. It is
called from Python: about 1 µs a call and some µs for each of the ten persons are Python's. So is libpersons here, query
by query in turn with each of the two ways, as "libpersons beside …": what runs beside the benchmark hits both alike.
"""

import ctypes
import functools
import gc
import json
import os
import shutil
import sys
import time

import tantivy
from tantivy import Document, Occur, Query

CLASSES = ("px1", "px2", "px3", "px4", "px5", "px6", "full", "filter", "typo", "nick")
EDGE = 6
ROUNDS = 3
BUDGET = 1.0  # seconds a pass
now = time.perf_counter_ns


def schema():
    builder = tantivy.SchemaBuilder()
    for field in ("words", "edge", "tags"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field("json", stored=True)
    return builder.build()


@functools.lru_cache(maxsize=200000)
def beginnings(word):
    return frozenset(word[:length] for length in range(1, min(EDGE, len(word)) + 1))


def build(folder, path):
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    start = time.perf_counter()
    writer = tantivy.Index(schema(), path=path).writer(heap_size=1_000_000_000, num_threads=1)
    count = 0
    with open(f"{folder}/persons.ndjson", "rb") as persons, open(f"{folder}/words.tsv", encoding="utf-8") as lines:
        for text, line in zip(persons, lines):
            words, city, state = line.rstrip("\n").split("\t")
            document = Document()
            document.add_text("words", words)
            document.add_text("edge", " ".join(frozenset().union(*map(beginnings, words.split()))))
            document.add_text("tags", f"c{city} s{state}")
            document.add_bytes("json", text.rstrip(b"\n"))
            writer.add_document(document)
            count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count, time.perf_counter() - start


class Searcher:
    def __init__(self, path):
        index = tantivy.Index.open(path)
        self.schema = index.schema() if callable(index.schema) else index.schema
        self.searcher = index.searcher()

    def term(self, field, value):
        return Query.term_query(self.schema, field, value, "basic")

    def beginning(self, word, edge):
        if edge and len(word) <= EDGE:
            return self.term("edge", word)
        return Query.regex_query(self.schema, "words", word + ".*")

    def query(self, kind, text, city, state, edge):
        if kind == "typo":
            parts = [Query.fuzzy_term_query(self.schema, "words", word, 1, True, False) for word in text.split()]
        else:
            parts = [self.beginning(word, edge) for word in text.split()]
        if city:
            parts.append(self.term("tags", "c" + city))
        if state:
            parts.append(self.term("tags", "s" + state))
        return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])

    def answer(self, *arguments):
        found = self.searcher.search(self.query(*arguments), limit=10, count=True)
        persons = [bytes(self.searcher.doc(address)["json"][0]).decode() for _, address in found.hits]
        return '{"persons":[' + ",".join(persons) + f'],"total":{found.count}}}'


class Ours:
    """libpersons, called by ctypes without anything between."""

    def __init__(self, path):
        self.library = ctypes.CDLL(os.environ["PERSONS_LIBRARY"])
        self.out = ctypes.c_char_p()
        self.directory = ctypes.c_void_p()
        self.library.persons_search.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
        self.library.persons_free.argtypes = (ctypes.c_char_p,)
        if self.library.persons_open(path.encode(), None, ctypes.byref(self.directory), ctypes.byref(self.out)):
            sys.exit(self.out.value.decode())

    def answer(self, text, city, state, fuzzy):
        request = {"query": text, "city": city, "state": state, "fuzzy": fuzzy}
        request = json.dumps({key: value for key, value in request.items() if value}).encode()
        out, search, free = self.out, self.library.persons_search, self.library.persons_free
        start = now()
        status = search(self.directory, request, ctypes.byref(out))
        took = now() - start
        if status:
            sys.exit(out.value.decode())
        free(out)
        return took


def measure(searcher, queries, edge, ours):
    """Times in µs of the peer, of ours, and of ours when it may not widen, of as many queries as a pass has time for, at least eight."""
    end, count = now() + BUDGET * 1e9, 0
    while count < len(queries) and (count < 8 or now() < end):
        kind, text, city, state, city_word, state_word = queries[count]
        searcher.answer(kind, text, city_word, state_word, edge)
        ours.answer(text, city, state, "auto")
        count += 1
    times, own, strict = [], [], []
    for _ in range(ROUNDS):
        for kind, text, city, state, city_word, state_word in queries[:count]:
            start = now()
            searcher.answer(kind, text, city_word, state_word, edge)
            times.append((now() - start) / 1e3)
            own.append(ours.answer(text, city, state, "auto") / 1e3)
            strict.append(ours.answer(text, city, state, "off") / 1e3)
    return sorted(times), sorted(own), sorted(strict), count


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    path = f"{folder}/tantivy"
    queries = {}
    with open(f"{folder}/queries.tsv", encoding="utf-8") as lines:
        for line in lines:
            query = line.rstrip("\n").split("\t")
            queries.setdefault(query[0], []).append(query)
    count, took = build(folder, path)
    gc.disable()  # its pauses are not tantivy's
    with open(f"{folder}/results.tsv", "a", encoding="utf-8") as results:
        results.write(f"number\timport\ttantivy\t{count / took:.1f}\n")
        size = sum(file.stat().st_size for file in os.scandir(path))
        results.write(f"number\tdisk\ttantivy\t{size / count:.1f}\n")
        searcher = Searcher(path)
        ours = Ours(f"{folder}/people.db")
        print(f"tantivy: {count / took:.0f} persons/s, {searcher.searcher.num_segments} segments", file=sys.stderr)
        for engine, edge in (("tantivy-edge", True), ("tantivy-automaton", False)):
            for kind in CLASSES:
                if kind == "typo" and edge:
                    continue  # the same query for both
                times, own, strict, done = measure(searcher, queries[kind], edge, ours)
                for name, sample in ((engine, times), (f"libpersons beside {engine}", own),
                                     (f"libpersons, strict, beside {engine}", strict)):
                    p50, p99 = sample[len(sample) // 2], sample[len(sample) * 99 // 100]
                    mean = sum(sample) / len(sample)
                    results.write(f"times\t{kind}\t{name}\t{p50:.3f}\t{p99:.3f}\t{mean:.3f}\t{done}\n")
                    print(f"{kind:7} {name:44} p50 {p50:10.1f}  p99 {p99:10.1f}  mean {mean:10.1f} us  ({done})",
                          file=sys.stderr)
    shutil.rmtree(path)


main()
