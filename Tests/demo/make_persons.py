#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: make up persons, the same for the same seed, as NDJSON for persons_import.

The file begins with the groups; every other line is a person of about 400 bytes. Names follow their
frequency, some persons stand twice with small differences, some live together and share a telephone.
"""

import argparse
import itertools
import json
import random
import sys
import unicodedata

import names
import places

FIRST_TIME_MS = 1_767_225_600_000  # 2026-01-01T00:00:00Z


class Weighted:
    """Choices whose frequency falls with their place in the list."""

    def __init__(self, items):
        self.items = items
        self.sums = list(itertools.accumulate(1 / (place + 3) ** 0.8 for place in range(len(items))))

    def pick(self, rng):
        return rng.choices(self.items, cum_weights=self.sums)[0]


class Name:
    """A name as it is written, and in plain letters for an e-mail address."""

    def __init__(self, entry):
        written, _, romanised = entry.partition("/")
        self.written = written.replace("_", " ")
        self.plain = romanised or plain(self.written)


STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "’": ""})


def plain(text):
    """Letters and digits alone, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower()).translate(STROKES)
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum())


def dropped_accents(text):
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)))


def typo(rng, text):
    """Two letters swapped, one lost or one doubled, never the first."""
    if len(text) < 4:
        return text
    at = rng.randrange(1, len(text) - 1)
    return rng.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:], text[:at] + text[at] + text[at:]])


class Maker:
    def __init__(self, seed, groups):
        self.rng = random.Random(seed)
        self.groups = groups
        self.languages = names.LANGUAGES
        self.shares = list(itertools.accumulate(language.share for language in self.languages))
        self.first = {language.code: Weighted([Name(entry) for entry in language.first]) for language in self.languages}
        self.last = {language.code: Weighted([Name(entry) for entry in language.last]) for language in self.languages}
        self.group_ids = ["g-%d" % number for number in range(1, groups + 1)]
        self.group_choice = Weighted(self.group_ids) if groups else None
        self.recent = []

    def group_line(self, number):
        return {"group": {"group_id": "g-%d" % number, "external_ref": "group-%d" % number, "name": "Group %d" % number}}

    def person_id(self, number):
        """A UUID version 7 whose time grows with the number."""
        random_bits = self.rng.getrandbits(74)
        value = (FIRST_TIME_MS + number) << 80 | 0x7 << 76 | (random_bits >> 62) << 64 | 0b10 << 62 | random_bits & (1 << 62) - 1
        digits = "%032x" % value
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def email(self, first, last, number):
        style = self.rng.randrange(6)
        local = (first.plain + "." + last.plain, first.plain[:1] + last.plain, first.plain + "_" + last.plain,
                 last.plain + "." + first.plain, first.plain + str(number % 100), first.plain + "." + last.plain + str(number % 1000))[style]
        return local + "@" + self.rng.choice(places.MAIL_HOSTS)

    def person(self, number):
        chance = self.rng.random()
        if self.recent and chance < 0.03:
            made = self.twin(self.rng.choice(self.recent), number)
        else:
            made = self.newcomer(number, self.rng.choice(self.recent) if self.recent and chance < 0.09 else None)
        if len(self.recent) < 2000:
            self.recent.append(made)
        else:
            self.recent[number % 2000] = made
        return self.line(made)

    def newcomer(self, number, housemate):
        """Somebody new; with a housemate the same family, address and telephone."""
        rng = self.rng
        language = housemate["language"] if housemate else rng.choices(self.languages, cum_weights=self.shares)[0]
        first = self.first[language.code].pick(rng)
        last = housemate["last"] if housemate else self.last[language.code].pick(rng)
        city, state = housemate["place"] if housemate else rng.choice(places.CITIES[language.code])
        return {
            "number": number, "id": self.person_id(number), "language": language, "first": first, "last": last,
            "firstName": first.written, "lastName": last.written, "email": self.email(first, last, number),
            "phone": housemate["phone"] if housemate else places.phone(rng), "place": (city, state),
            "address": housemate["address"] if housemate else "%d %s" % (rng.randrange(1, 400), rng.choice(places.STREETS)),
            "company": "%s %s" % (rng.choice(places.COMPANY_WORDS), rng.choice(places.COMPANY_ENDINGS)),
            "title": rng.choice(places.TITLES),
        }

    def twin(self, other, number):
        """The same person once more, as another source writes them."""
        rng = self.rng
        made = dict(other, number=number, id=self.person_id(number))
        change = rng.randrange(5)
        if change == 0:
            made["lastName"] = typo(rng, other["lastName"])
        elif change == 1:
            made["firstName"], made["lastName"] = dropped_accents(other["firstName"]), dropped_accents(other["lastName"])
        elif change == 2:
            made["firstName"] = names.NICKNAMES.get(other["firstName"], other["firstName"][:1] + ".")
        elif change == 3:
            made["firstName"], made["lastName"] = other["lastName"].upper(), other["firstName"]
        else:
            made["email"] = self.email(other["first"], other["last"], number)
        return made

    def line(self, made):
        rng = self.rng
        number = made["number"]
        person = {"personId": made["id"]}
        if rng.random() < 0.8:
            person["externalRef"] = "crm-%06d" % number
        person["firstName"], person["lastName"] = made["firstName"], made["lastName"]
        has_email = rng.random() < 0.94
        if has_email:
            person["email"] = made["email"]
        if not has_email or rng.random() < 0.87:
            person["phoneNumber"] = places.written(rng, made["phone"])
        if rng.random() < 0.4:
            person["profilePicture"] = "https://pictures.example.org/%s.jpg" % made["id"][-12:]
        if rng.random() < 0.85:
            person["address"] = made["address"]
        if rng.random() < 0.92:
            person["city"], person["state"] = made["place"]
        if rng.random() < 0.9:
            tags = rng.sample(places.TAGS, rng.randrange(0, 4))
            person["customFields"] = {"company": made["company"], "title": made["title"], "tags": tags}
        if self.group_choice:
            chosen = {self.group_choice.pick(rng) for _ in range(rng.randrange(0, 4))}
            if chosen:
                person["groupIds"] = sorted(chosen, key=lambda group: int(group[2:]))
        return person


def write(count, path, seed=1, groups=200):
    """Write the file; "-" is the standard output."""
    maker = Maker(seed, groups)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    out = sys.stdout if path == "-" else open(path, "w", encoding="utf-8", newline="\n")
    with out:
        for number in range(1, groups + 1):
            out.write(encode(maker.group_line(number)) + "\n")
        for number in range(1, count + 1):
            out.write(encode(maker.person(number)) + "\n")


def main():
    parser = argparse.ArgumentParser(description="Make up persons as NDJSON for persons_import.")
    parser.add_argument("count", type=int, help="how many persons")
    parser.add_argument("output", help="the file to write, - for the standard output")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other persons (default 1)")
    parser.add_argument("--groups", type=int, default=200, help="how many groups (default 200)")
    given = parser.parse_args()
    if given.count < 0 or given.groups < 0:
        parser.error("count and groups cannot be negative")
    write(given.count, given.output, given.seed, given.groups)


if __name__ == "__main__":
    main()
