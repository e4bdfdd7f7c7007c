#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: make up the persons and the queries of the search benchmark, the same for the same seed.

    make_data.py COUNT FOLDER

Names and places are those of the demo, most of them English, and a long tail of invented family names, first names
and towns, so that the words are as many and as unevenly spread as in a real directory. Writes into FOLDER:
    persons.ndjson   a person a line, about 400 bytes, for persons_import
    words.tsv        for each person in the same order: the words, folded, of every attribute that libpersons
                     searches; the city and the state as one word each. The peers index these.
    changes.ndjson   persons who are not in persons.ndjson, to create and to update with; changes.tsv has their words
    queries.tsv      class, text, city, state, city and state as one word each: 2,000 a class, drawn as often as the
                     names occur
"""

import itertools
import json
import os
import random
import re
import sys
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "demo"))
import names  # noqa: E402  pylint: disable=wrong-import-position
import places  # noqa: E402  pylint: disable=wrong-import-position

QUERIES = 2000
CHANGES = 10000
BATCH = 10000
WORD = re.compile(r"[^\W_]+")
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i",
                         "'": None, "’": None, "ʼ": None, "‘": None})
quoted = json.JSONEncoder(ensure_ascii=False).encode


def words(text):
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)).translate(STROKES))


class Text:
    """A text that many persons share, made ready once: as JSON, as words, as one word."""

    def __init__(self, written, plain=""):
        self.json = quoted(written)
        self.written = written
        self.list = words(written)
        self.words = " ".join(self.list)
        self.joined = "".join(self.list)
        letters = plain or self.joined
        self.plain = "".join(c for c in letters.lower() if c.isascii() and c.isalnum()) or "x"


def name(entry):
    written, _, romanised = entry.partition("/")
    return Text(written.replace("_", " "), romanised)


class Frequencies:
    """Things to choose from, each with its frequency."""

    def __init__(self):
        self.items, self.weights, self.sums = [], [], []

    def add(self, items, share, flatness):
        weights = [1 / (place + flatness) ** 0.9 for place in range(len(items))]
        scale = share / sum(weights)
        self.items += items
        self.weights += [weight * scale for weight in weights]
        self.sums = list(itertools.accumulate(self.weights))
        return self

    def pick(self, rng, count):
        return rng.choices(self.items, cum_weights=self.sums, k=count)


def invented(rng, count, endings):
    """Names nobody has, of syllables; every one once."""
    starts = "b br c ch cl d dr f fl g gr h j k kr l m n p pr qu r s sh st str t th tr v w wh z".split()
    vowels = "a a a e e e i i o o u ai ea ee oa ou".split()
    middles = "l ll m n nn r rr s ss t tt d nd rd lm rk ck v b g".split()
    found = {}
    while len(found) < count:
        text = rng.choice(starts) + rng.choice(vowels) + rng.choice(middles)
        if rng.random() < 0.4:
            text += rng.choice(vowels) + rng.choice(middles)
        found[(text + rng.choice(endings)).capitalize()] = None
    return list(found)


class World:
    """Everything that a person is made of."""

    def __init__(self, seed):
        rng = random.Random(seed)
        tail_last = [Text(text) for text in invented(
            rng, 60000, "son man er ey ton well ford ham by ley wood ski ez ini eau berg sen o a ard".split())]
        tail_first = [Text(text) for text in invented(rng, 3000, "a e ia ina on en y is ette us ella".split())]
        towns = [Text(text) for text in invented(rng, 1500, "ton ville burg ford port field wood mouth dale".split())]
        self.first, self.last, self.city = {}, {}, {}
        shares = []
        for language in names.LANGUAGES:
            english = language.code == "en"
            shares.append(language.share + (700 if english else 0))
            first = Frequencies().add([name(entry) for entry in language.first], 80 if english else 100, 3)
            last = Frequencies().add([name(entry) for entry in language.last], 55 if english else 100, 3)
            city = Frequencies().add([(Text(a), Text(b)) for a, b in places.CITIES[language.code]],
                                     40 if english else 100, 3)
            if english:
                first.add(tail_first, 20, 20)
                last.add(tail_last, 45, 300)
                states = [Text(text) for text in "CA TX FL NY PA IL OH GA NC MI NJ VA WA AZ MA TN IN MO MD WI CO MN".split()]
                city.add([(town, rng.choice(states)) for town in towns], 60, 30)
            self.first[language.code], self.last[language.code], self.city[language.code] = first, last, city
        self.language = Frequencies()
        self.language.items = [language.code for language in names.LANGUAGES]
        self.language.sums = list(itertools.accumulate(shares))
        owners = [f"{a} {b}" for a in places.COMPANY_WORDS for b in places.COMPANY_ENDINGS]
        owners += [f"{last.written} {rng.choice(places.COMPANY_ENDINGS)}" for last in tail_last[:3600]]
        self.company = Frequencies().add([Text(text) for text in owners], 100, 5)
        self.street = Frequencies().add([Text(text) for text in places.STREETS], 100, 20)
        self.title = Frequencies().add([Text(text) for text in places.TITLES], 100, 20)
        self.host = Frequencies().add([Text(text) for text in places.MAIL_HOSTS], 100, 5)


class Person:
    """What the queries need to know of a person."""

    __slots__ = ("first", "last", "city", "state")

    def __init__(self, first, last, place):
        self.first, self.last = first, last
        self.city, self.state = place


def batch(world, rng, first_number, count):
    """Persons as (JSON text, line of words, Person)."""
    languages = world.language.pick(rng, count)
    drawn = {code: (iter(world.first[code].pick(rng, languages.count(code))),
                    iter(world.last[code].pick(rng, languages.count(code))),
                    iter(world.city[code].pick(rng, languages.count(code)))) for code in world.first}
    columns = zip(languages, world.company.pick(rng, count), world.street.pick(rng, count),
                  world.title.pick(rng, count), world.host.pick(rng, count))
    for number, (code, company, street, title, host) in enumerate(columns, first_number):
        firsts, lasts, cities = drawn[code]
        first, last, place = next(firsts), next(lasts), next(cities)
        bits = rng.getrandbits(120)
        style, house = bits % 5, bits // 5 % 900 + 1
        local = (f"{first.plain}.{last.plain}", f"{first.plain[:1]}{last.plain}", f"{first.plain}_{last.plain}{bits % 97}",
                 f"{last.plain}.{first.plain}", f"{first.plain}{bits % 9973}")[style]
        digits = f"{201 + bits // 7 % 700}555{bits // 11 % 10000:04d}"
        key = f"{bits:030x}"
        state = place[1]
        picture = f'"profilePicture":"https://pictures.example.org/{key[:20]}.jpg",' if bits // 13 % 6 else ""
        text = (f'{{"personId":"{key[:8]}-{key[8:12]}-4{key[12:15]}-8{key[15:18]}-{key[18:30]}",'
                f'"externalRef":"crm-{number:07d}","firstName":{first.json},"lastName":{last.json},'
                f'"email":"{local}@{host.written}","phoneNumber":"+1 {digits[:3]} {digits[3:6]} {digits[6:]}",{picture}'
                f'"address":"{house} {street.json[1:]},"city":{place[0].json},"state":{state.json},'
                f'"customFields":{{"company":{company.json},"title":{title.json}}}}}')
        line = (f'{first.words} {last.words} {local.replace(".", " ").replace("_", " ")} {host.words} '
                f'1 {digits[:3]} 555 {digits[6:]} 1{digits} crm {number:07d} {house} {street.words} {place[0].words} '
                f'{state.words} {company.words} {title.words}\t{place[0].joined}\t{state.joined}')
        yield text, line, Person(first, last, place)


# ------------------------------------------------------------------------------------------------ queries --


def edited(rng, word):
    """One letter changed, lost, doubled or swapped with the next, never the first."""
    place, kind = rng.randrange(1, len(word)), rng.randrange(4)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    if kind == 0:
        return word[:place] + letter + word[place + 1:]
    if kind == 1:
        return word[:place] + word[place + 1:]
    if kind == 2:
        return word[:place] + letter + word[place:]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2:]


def queries(rng, sample):
    """2,000 of every class. Only names that fold to plain letters: the peers know no other scripts."""
    plain = [person for person in sample
             if all(text.list and text.list[0].isascii() and text.list[0].isalpha() for text in (person.first, person.last))]
    short = {nick[0]: words(nick[1])[0] for nick in names.NICKNAMES.items()}
    known = [person for person in plain if person.first.written in short]

    def pair(person):
        return person.first.list[0], person.last.list[0]

    for letters in range(1, 7):
        for _ in range(QUERIES):
            word = ""
            while len(word) < letters:
                word = rng.choice(pair(rng.choice(plain)))
            yield f"px{letters}", word[:letters], None, None
    for _ in range(QUERIES):
        one, other = pair(rng.choice(plain))
        if rng.random() < 0.2:
            one, other = other, one
        yield "full", f"{one} {other[:rng.randint(1, 5)]}", None, None
    for _ in range(QUERIES):
        person = rng.choice(plain)
        one, other = pair(person)
        chance, either = rng.random(), rng.choice((one, other))
        if chance < 0.5:
            yield "filter", either[:3], None, person.state
        elif chance < 0.8:
            yield "filter", either[:rng.randint(1, 3)], person.city, person.state
        else:
            yield "filter", f"{one} {other[:2]}", person.city, person.state
    for _ in range(QUERIES):
        one = other = right = wrong = ""
        while len(one) < 4 or len(other) < 4 or right == wrong:
            one, other = pair(rng.choice(plain))
            right = wrong = f"{one} {other}"
            if len(one) > 3 and len(other) > 3:
                wrong = f"{edited(rng, one)} {other}" if rng.random() < 0.5 else f"{one} {edited(rng, other)}"
        yield "typo", wrong, None, None
    for _ in range(QUERIES):
        person = rng.choice(known)
        yield "nick", f"{short[person.first.written]} {pair(person)[1]}", None, None


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    count, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    world, rng = World(1), random.Random(2)
    sample, keep = [], random.Random(3)
    with open(f"{folder}/persons.ndjson", "w", encoding="utf-8", newline="\n") as persons, \
            open(f"{folder}/words.tsv", "w", encoding="utf-8", newline="\n") as lines:
        for start in range(0, count, BATCH):
            made = list(batch(world, rng, start, min(BATCH, count - start)))
            persons.write("".join(text + "\n" for text, _, _ in made))
            lines.write("".join(line + "\n" for _, line, _ in made))
            sample += keep.sample([person for _, _, person in made], min(len(made), max(len(made) * 100000 // count, 1)))
    with open(f"{folder}/changes.ndjson", "w", encoding="utf-8", newline="\n") as changes, \
            open(f"{folder}/changes.tsv", "w", encoding="utf-8", newline="\n") as lines:
        for text, line, _ in batch(world, rng, count, CHANGES):
            changes.write(text + "\n")
            lines.write(line + "\n")
    with open(f"{folder}/queries.tsv.new", "w", encoding="utf-8", newline="\n") as out:
        nothing = Text("")
        for kind, text, city, state in queries(random.Random(4), sample):
            city, state = city or nothing, state or nothing
            out.write("\t".join((kind, text, city.written, state.written, city.joined, state.joined)) + "\n")
    os.replace(f"{folder}/queries.tsv.new", f"{folder}/queries.tsv")  # the last: the data is whole when it is there


main()
