# SPDX-License-Identifier: Apache-2.0
"""All made-up persons, and who of them fits a text: the judge of which persons are right for a query."""

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

from fold import digits, words
from people import Person

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def neighbours(word: str, alphabet: str = _ALPHABET) -> set[str]:
    """Every text one edit away: a letter lost, put in, exchanged, or two swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in alphabet}
    found |= {head + letter + tail for head, tail in cuts for letter in alphabet}
    found.discard(word)
    return found


class Crowd:
    """The persons, found by the folded words of their names and by their contacts."""

    def __init__(self, persons: list[Person]) -> None:
        self.persons = persons
        self.sorted_words: list[tuple[str, ...]] = []
        self.by_word: dict[str, set[int]] = defaultdict(set)
        self.by_initial: dict[str, set[int]] = defaultdict(set)
        self.by_email: dict[str, list[int]] = defaultdict(list)
        self.by_local: dict[str, list[int]] = defaultdict(list)
        self.by_phone: dict[str, list[int]] = defaultdict(list)
        self.by_latin: dict[str, list[int]] = defaultdict(list)  # names in other scripts
        self.by_latin_word: dict[str, set[int]] = defaultdict(set)
        for place, person in enumerate(persons):
            name = person.name_words
            self.sorted_words.append(tuple(sorted(name)))
            for word in name:
                self.by_word[word].add(place)
            self.by_initial[name[0][0]].add(place)
            if person.culture.script != "latin":
                latin = words(person.latin_first) + words(person.latin_last)
                self.by_latin[" ".join(latin)].append(place)
                for word in latin:
                    self.by_latin_word[word].add(place)
                    self.by_latin_word[word.replace("yo", "e")].add(place)  # Korolyov is written Korolev too
            if person.email:
                self.by_email[person.email].append(place)
                self.by_local[person.email.partition("@")[0]].append(place)
            if person.phone:
                self.by_phone[person.phone.whole].append(place)

    def ids(self, places: list[int]) -> list[str]:
        return [self.persons[place].id for place in places]

    def holders(self, query: list[str]) -> set[int]:
        """The persons whose name has all of these words."""
        sets = sorted((self.by_word.get(word, set()) for word in query), key=len)
        return set.intersection(*sets) if sets else set()

    def same_name(self, person: Person, most: int = 3) -> list[int]:
        """The persons with the name of this one; none when somebody else has all of its words too, or too many."""
        key = tuple(sorted(person.name_words))
        found = self.holders(list(key))
        if len(found) > most or any(self.sorted_words[place] != key for place in found):
            return []
        return sorted(found)

    def near(self, word: str, edits: int) -> dict[str, int]:
        """The words of names at most one or two edits away, with how many."""
        known = self.by_word
        found = {word: 0} if word in known else {}
        if edits > 0:
            ring = neighbours(word)
            for other in ring:
                if other in known:
                    found.setdefault(other, 1)
            if edits > 1:
                for middle in ring:
                    for other in neighbours(middle):
                        if other in known:
                            found.setdefault(other, 2)
        return found

    def costs(self, query: list[tuple[str, int]]) -> dict[int, int]:
        """The persons who have all of these words within their edits, with the edits in all."""
        total: dict[int, int] | None = None
        for word, edits in query:
            cost: dict[int, int] = {}
            for other, distance in self.near(word, edits).items():
                for place in self.by_word[other]:
                    cost[place] = min(distance, cost.get(place, 9))
            total = cost if total is None else {place: total[place] + cost[place] for place in total.keys() & cost.keys()}
        return total or {}

    @cached_property
    def _latin_around(self) -> dict[str, set[int]]:
        """Every text within one edit of a Latin spelling, with who is meant."""
        around: dict[str, set[int]] = defaultdict(set)
        for word, who in self.by_latin_word.items():
            for other in neighbours(word) | {word}:
                around[other] |= who
        return around

    def echoes(self, query: list[str]) -> set[int]:
        """The persons with names in other scripts whose Latin spelling is within two edits of each of these words."""
        found: set[int] | None = None
        for word in query:
            if len(word) > 1:
                ring = (neighbours(word) if len(word) > 4 else set()) | {word}
                who = set().union(*(self._latin_around[other] for other in ring if other in self._latin_around))
                found = who if found is None else found & who
        return found or set()

    @cached_property
    def _everything(self) -> tuple[dict[str, set[int]], list[str]]:
        """The words of all attributes with who has them, and in order."""
        who: dict[str, set[int]] = defaultdict(set)
        for place, person in enumerate(self.persons):
            for word in everything(person):
                who[word].add(place)
        return who, sorted(who)

    def strict(self, query: list[str]) -> set[int]:
        """The persons who have all of these words, or words that begin so, in any attribute."""
        who, ordered = self._everything
        found: set[int] | None = None
        for beginning in sorted(query, key=len, reverse=True):
            having: set[int] = set()
            at = bisect_left(ordered, beginning)
            while at < len(ordered) and ordered[at].startswith(beginning):
                having |= who[ordered[at]]
                at += 1
            found = having if found is None else found & having
            if not found:
                break
        return found or set()


def everything(person: Person) -> list[str]:
    """The folded words of all that can be searched of a person."""
    local = person.email.replace("_", " ").replace("@", " ")
    return (person.name_words + words(f"{person.city} {person.state} {person.address} {person.company} {person.title}")
            + words(local) + [digits(person.phone_written)])
