# SPDX-License-Identifier: Apache-2.0
"""Make up persons: who they are (Person), and their line for persons_import."""

import random
from dataclasses import dataclass

import nicknames
import places
import telephones
from cultures import CULTURES, Culture, Name
from cultures.culture import Weighted
from fold import fold, typed_plain, words

FIRST_TIME_MS = 1_767_225_600_000


@dataclass
class Person:
    """A person, with the parts their name was made from."""

    number: int
    id: str
    culture: Culture
    female: bool
    given: Name
    middle: Name | None
    given_hyphen: Name | None  # the second half of Jean-Pierre
    particle: str
    family: list[Name]
    joint: str  # between two family names
    bare: bool = False  # written without accents
    nickname_of: str = ""  # the full name whose short form stands in `given`
    email: str = ""
    phone: telephones.Number | None = None
    phone_written: str = ""
    city: str = ""
    state: str = ""
    address: str = ""
    company: str = ""
    title: str = ""

    def _shown(self, text: str) -> str:
        return typed_plain(text) if self.bare else text

    @property
    def first_given(self) -> str:
        """The given name they are called by."""
        second = f"-{self.given_hyphen.text}" if self.given_hyphen else ""
        return self._shown(self.given.text + second)

    @property
    def first(self) -> str:
        return self.first_given + (f" {self._shown(self.middle.text)}" if self.middle else "")

    @property
    def family_bare(self) -> str:
        """The family name without its particle."""
        return self._shown(self.joint.join(name.text for name in self.family))

    @property
    def last(self) -> str:
        if not self.particle:
            return self.family_bare
        return self.particle + ("" if self.particle.endswith(("-", "'")) else " ") + self.family_bare

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def short_name(self) -> str:
        return f"{self.first_given} {self.last}"

    def latin(self, text: str, names: list[Name]) -> str:
        """A text made of these names, in Latin letters."""
        return " ".join(name.latin for name in names) if self.culture.script != "latin" else text

    @property
    def latin_first(self) -> str:
        return self.latin(self.first, [self.given] + ([self.middle] if self.middle else []))

    @property
    def latin_last(self) -> str:
        return self.latin(self.last, self.family)

    @property
    def name_words(self) -> list[str]:
        return words(self.name)


class Maker:
    """Persons one after the other; some are of the family of somebody before."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"persons {seed}")
        self.shares = [culture.share for culture in CULTURES]
        self.female = {culture.code: Weighted(culture.female) for culture in CULTURES}
        self.male = {culture.code: Weighted(culture.male) for culture in CULTURES}
        self.last = {culture.code: Weighted(culture.last) for culture in CULTURES}
        self.rare = {culture.code: Weighted(culture.rare_last, 40.0) for culture in CULTURES if culture.rare_last}
        self.recent: list[Person] = []

    def person(self, number: int) -> Person:
        rng = self.rng
        relative = rng.choice(self.recent) if self.recent and rng.random() < 0.04 else None
        culture = relative.culture if relative else rng.choices(CULTURES, weights=self.shares)[0]
        female = rng.random() < 0.5
        given = self._given(culture, female)
        family, particle, joint = self._family(culture, female)
        if relative and (not culture.daughters or relative.female == female):
            family, particle, joint = relative.family, relative.particle, relative.joint
        made = Person(number, self._id(number), culture, female, given, self._middle(culture, female, given), None,
                      particle, family, joint)
        if rng.random() < culture.hyphen_first and "-" not in given.text:
            second = self._given(culture, female)
            made.given_hyphen = second if second.text != given.text and "-" not in second.text else None
        self._abbreviate(made)
        made.bare = culture.script == "latin" and rng.random() < 0.13
        self._contacts(made, relative)
        if len(self.recent) < 3000:
            self.recent.append(made)
        else:
            self.recent[number % 3000] = made
        return made

    def _id(self, number: int) -> str:
        tail = self.rng.getrandbits(74)
        value = (FIRST_TIME_MS + number) << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
        text = f"{value:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def _given(self, culture: Culture, female: bool) -> Name:
        return (self.female if female else self.male)[culture.code].pick(self.rng)

    def _middle(self, culture: Culture, female: bool, given: Name) -> Name | None:
        custom = culture.middle_before[0 if female else 1]
        if custom and self.rng.random() < 0.8:
            return Name(self.rng.choice(custom))
        if self.rng.random() >= culture.middle:
            return None
        middle = self._given(culture, female)
        return middle if words(middle.text) != words(given.text) and "-" not in middle.text else None

    def _family(self, culture: Culture, female: bool) -> tuple[list[Name], str, str]:
        rng = self.rng
        chance = rng.random()
        joint = "-" if chance < culture.hyphen else " "
        count = 2 if chance < culture.hyphen + culture.double else 1
        family: list[Name] = []
        while len(family) < count:
            pool = self.rare if culture.code in self.rare and rng.random() < culture.rare else self.last
            name = pool[culture.code].pick(rng)
            if name not in family:
                family.append(name)
        if female and culture.daughters:
            family = [culture.daughter(name) for name in family]
        wants = culture.particles and rng.random() < culture.particle and "'" not in family[0].text
        return family, rng.choice(culture.particles).replace("_", " ") if wants else "", joint

    def _abbreviate(self, made: Person) -> None:
        """Some go by the short form of their name."""
        shorts = nicknames.shorts_in(made.culture.code, made.given.text)
        if shorts and not made.given_hyphen and self.rng.random() < 0.06:
            made.nickname_of = made.given.text
            made.given = Name(self.rng.choice(shorts))

    def _contacts(self, made: Person, relative: Person | None) -> None:
        rng = self.rng
        latin = made.culture.script == "latin"
        if rng.random() < (0.12 if latin else 0.75):
            local = rng.choice(places.MAIL_WORDS) + rng.choice([".", "", "_"]) + rng.choice(places.MAIL_WORDS)
            local += str(rng.randrange(10, 9999))
        else:
            first, last = "".join(words(made.latin_first)[:1]), "".join(words(made.latin_last))
            local = rng.choice([f"{first}.{last}", f"{first[:1]}{last}", f"{first}_{last}", f"{last}.{first}",
                                f"{first}{last}", f"{first}.{last}{rng.randrange(1, 100)}",
                                f"{first}{rng.randrange(1950, 2010)}"])
        made.email = f"{local}@{rng.choice(places.MAIL_HOSTS)}" if rng.random() < 0.93 else ""
        if rng.random() < 0.62:
            made.phone = relative.phone if relative and rng.random() < 0.4 else telephones.number(rng)
            made.phone_written = rng.choice(telephones.formats(made.phone)[:6]) if made.phone else ""
        if rng.random() < 0.92:
            home = rng.choice(places.CITIES[made.culture.code])
            if rng.random() < 0.08 and made.culture.script == "latin":
                home = rng.choice(places.CITIES["en"])
            made.city, made.state = (relative.city, relative.state) if relative else home
            made.address = relative.address if relative else f"{rng.randrange(1, 300)} {rng.choice(places.STREETS)}"
        if rng.random() < 0.8:
            made.company, made.title = rng.choice(places.COMPANIES), rng.choice(places.TITLES)

    def line(self, made: Person) -> dict[str, object]:
        """The person as persons_import takes it."""
        rng = self.rng
        line: dict[str, object] = {"personId": made.id, "firstName": made.first, "lastName": made.last}
        for key, value in (("email", made.email), ("phoneNumber", made.phone_written), ("address", made.address),
                           ("city", made.city), ("state", made.state)):
            if value:
                line[key] = value
        if rng.random() < 0.7:
            line["externalRef"] = f"ref-{made.number:06d}"
        if made.company:
            line["customFields"] = {"company": made.company, "title": made.title}
        return line


def folded_name(person: Person) -> str:
    """The whole name, folded, as a key for equal names."""
    return " ".join(words(fold(person.name)))
