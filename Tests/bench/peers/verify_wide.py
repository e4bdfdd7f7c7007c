#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: compare the answers of libpersons in the independent benchmark with a scan over the fields that it searches.

    verify_wide.py widen DATA WIDE             the data with the words of every field, for the benchmark's own brute
    verify_wide.py check TRUTH WIDE_TRUTH ANSWERS

The benchmark's verify.py knows the words of four fields; libpersons searches more. The scan is the benchmark's own,
given the words of all fields. Strict answers ("fuzzy":"off") must have its totals, and persons that match. Widened
answers have no such scan here (the library's tests hold them to one): of the typo class it is told for how many
queries the person that was meant is among the ten shown, and how many persons of the benchmark's one-edit scan are
among the first thousand. Ends with 1 when a strict answer differs.
"""

import json
import os
import re
import sys
import unicodedata

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
APOSTROPHES = re.compile("['’ʼ‘`´]")
WORD = re.compile(r"[^\W_]+")
# A query of two words or more need not find these.
TITLES = set("dr mr mrs ms miss prof sir jr sr phd md esq ii iii iv rev hon".split())
SEARCHES = ("px1", "px2", "px3", "px4", "px5", "px6", "full", "filter", "typo")


def fold(text):
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn").translate(LETTERS)


def words(text):
    return WORD.findall(APOSTROPHES.sub("", fold(text)))


def words_of(person):
    """The words of everything that libpersons searches, of a person as the generator writes one."""
    found = {}
    for key in ("firstName", "lastName", "email", "phoneNumber", "address", "city", "state", "external_ref"):
        found.update(dict.fromkeys(words(person[key] or "")))
    for value in person["customFields"].values():
        found.update(dict.fromkeys(words(value)))
    return found


def widen(data, wide):
    os.makedirs(wide, exist_ok=True)
    with open(f"{data}/persons.tsv", encoding="utf-8") as rows, \
            open(f"{wide}/persons.tsv", "w", encoding="utf-8") as out:
        for row in rows:
            columns = row.rstrip("\n").split("\t")
            columns[11] = " ".join(words_of(json.loads(columns[12])))
            out.write("\t".join(columns) + "\n")
    with open(f"{data}/workload.tsv", encoding="utf-8") as lines, \
            open(f"{wide}/workload.tsv", "w", encoding="utf-8") as out:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if columns[0] in SEARCHES:
                columns[1] = " ".join(words(columns[1]))
            out.write("\t".join(columns) + "\n")


def answers(path):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            operation, number, text = line.rstrip("\n").split("\t", 2)
            found.setdefault(operation, {})[int(number)] = json.loads(text)
    return found


def workload(truth):
    queries = {}
    with open(os.path.join(os.path.dirname(truth), "workload.tsv"), encoding="utf-8") as lines:
        for line in lines:
            operation, *arguments = line.rstrip("\n").split("\t")
            queries.setdefault(operation, []).append(arguments)
    return queries


def matches(person, operation, query):
    have = words_of(person)
    right = all(any(word.startswith(asked) for word in have) for asked in words(query[0]))
    if operation == "filter":
        right &= fold(person["state"]) == query[2] and query[1] in ("", "".join(words(person["city"])))
    return right


def check_strict(wide_truth, path):
    truth, queries, sound = answers(wide_truth), workload(wide_truth), True
    for operation, given in answers(path).items():
        totals = members = counts = titles = 0
        for number, answer in given.items():
            query, wanted = queries[operation][number], truth[operation][number]["total"]
            asked = words(query[0])
            if len(asked) > 1 and TITLES & set(asked):
                titles += 1
                continue
            totals += answer["total"] == wanted
            counts += len({person["personId"] for person in answer["persons"]}) == min(10, wanted)
            members += all(matches(person, operation, query) for person in answer["persons"])
        checked = len(given) - titles
        same = totals == counts == members == checked
        sound &= same
        print(f"strict {operation:7} n={checked} total_exact={totals} returned_match={members} returned_count={counts}"
              + (f" with_a_title={titles}" if titles else "") + ("" if same else "   <-- differs"))
    return sound


def check_typo(truth_path, path):
    truth, queries = answers(truth_path)["typo"], workload(truth_path)["typo"]
    meant = known = found = 0
    given = answers(path + ".typo").get("typo", {})
    for number, answer in given.items():
        names = set(words(queries[number][1]))
        meant += any(names <= set(words_of(person)) for person in answer["persons"][:10])
        ids = {person["personId"] for person in answer["persons"]}
        wanted = {person["personId"] for person in truth[number]["persons"]}
        known += len(wanted)
        found += len(wanted & ids)
    print(f"typo   n={len(given)} intended_name_in_top10={meant} of_the_one_edit_scan={found}/{known}")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "widen":
        widen(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 5 and sys.argv[1] == "check":
        sound = check_strict(sys.argv[3], sys.argv[4] + ".strict")
        check_typo(sys.argv[2], sys.argv[4])
        sys.exit(0 if sound else 1)
    else:
        sys.exit(__doc__)


main()
