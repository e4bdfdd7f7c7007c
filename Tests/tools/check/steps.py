# SPDX-License-Identifier: Apache-2.0
"""Job: the steps of the checks, what each runs, and how long it takes on two idle cores."""

import dataclasses
import pathlib
from typing import Callable, Sequence

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build"
TESTS = BUILD / "tests"
PYTHON = BUILD / "venv" / "bin" / "python"
PERSONSD = BUILD / "personsd"


def as_words(words):
    """Chooses by handing the words to the program."""
    return words


def as_keyword(words):
    """Chooses tests of pytest."""
    return ["-k", " or ".join(words)]


def as_filter(words):
    """Chooses tests of swift test."""
    return [word for choice in words for word in ("--filter", choice)]


@dataclasses.dataclass(frozen=True)
class Step:
    """One command of the checks."""

    name: str
    command: Sequence[object]
    # How long it takes on idle cores, in seconds: the longest begin first.
    seconds: int = 1
    # How many cores it keeps busy.
    cores: int = 1
    # Steps with the same word here build into the same folder and never run at once.
    builds_in: str = ""
    # Part of a contributor's loop.
    is_quick: bool = False
    # Whether what it counts are turns of a loop and not cases: it is then one case.
    counts_turns: bool = False
    # Seconds after which it hangs, where the rule below does not fit.
    own_limit: int = 0
    # How words after the step's name choose some of its tests.
    choose: Callable = as_words

    @property
    def limit(self):
        """Seconds after which it hangs, whatever the machine is doing besides."""
        return self.own_limit or max(300, 12 * self.seconds)


def check(name, **facts):
    return Step(name, [ROOT / "Tests" / "checks" / name], **{"is_quick": True, **facts})


def server(name, program, *words, **facts):
    return Step(name, [PYTHON, ROOT / "Tests" / "server" / program, *words], **facts)


VALGRIND = [
    "valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite",
    "--errors-for-leak-kinds=definite", "--error-exitcode=9",
]
PYTEST = [PYTHON, "-m", "pytest", "-q", "--tb=short", "-rs", "-p", "no:cacheprovider"]
SWIFT_TEST = ["swift", "test", "--disable-sandbox"]
DAMAGE = ROOT / "Tests" / "damage"

# Everything that is run at every change.
CHECKS = [
    check("header"),
    check("header-docs"),
    check("example-same"),
    check("error-types"),
    check("exports"),
    check("binary"),
    check("layers"),
    check("spdx"),
    check("versions"),
    check("readme"),
    Step("mutants", [ROOT / "Tests" / "checks" / "mutants" / "applies"], is_quick=True),
    check("runner", seconds=4),
    check("man-pages", seconds=2, builds_in="make"),
    Step("c-fixtures", [TESTS / "fixtures"], is_quick=True),
    Step("c-harness", [TESTS / "harness"], is_quick=True),
    Step("c-harness-valgrind", [*VALGRIND, TESTS / "harness"], 11),
    Step("c-manners", [TESTS / "load"], is_quick=True),
    Step("c-fork", [TESTS / "fork"], is_quick=True),
    check("traps", seconds=20, is_quick=False),
    check("misuse", seconds=4),
    check("install-dependencies", seconds=8, is_quick=False),
    check("installed-tree", seconds=4, builds_in="make", is_quick=False),
    Step("python", [*PYTEST, ROOT / "bindings" / "python" / "tests"], 40, choose=as_keyword),
    Step("python-types", [PYTHON, "-m", "mypy", "--strict", ROOT / "bindings" / "python" / "persons"], is_quick=True),
    server("rest-routes", "openapi_routes.py", is_quick=True),
    server("rest-documents", "documents.py", PERSONSD, seconds=3, is_quick=True),
    server("rest-raw", "raw_requests.py", PERSONSD, seconds=22),
    server("rest-same-replies", "same_replies.py", PERSONSD, seconds=5),
    server("rest-described", "described.py", PERSONSD, "500", "3", seconds=20, counts_turns=True),
    check("rest-shell", seconds=2, is_quick=False),
    Step("quality-small", [PYTHON, ROOT / "Tests" / "quality" / "small.py"], 9),
    server("play", "play.py", PERSONSD, seconds=60, cores=2, builds_in="address"),
    server("remote-tls", "tls.py", PERSONSD, seconds=10),
    server("remote-hostile", "hostile.py", seconds=90),
    server("remote-lost", "lost_answers.py", "10", "1", PERSONSD, seconds=11, counts_turns=True),
    server("rest-isolation", "isolation.py", PERSONSD, seconds=4, is_quick=True),
    Step("access", [TESTS / "access", "6", "1000"], 8, counts_turns=True),
    Step("places", [TESTS / "places"], 12),
    Step("flat", [TESTS / "flat", "seconds", "20"], 19),
    Step("state-sanitized", [ROOT / "Tests" / "state" / "sanitized", "150000"], 90, cores=2, builds_in="address",
         counts_turns=True),
    Step("threads", [TESTS / "threads", "8", "4", "15", "0"], 16, cores=2, counts_turns=True),
    Step("crash", [TESTS / "crash", "1000"], 30, counts_turns=True),
    Step("damage", [TESTS / "damage", "1000"], 30, counts_turns=True),
    Step("damage-planted", [PYTHON, DAMAGE / "planted.py"], 5, is_quick=True),
    Step("recovery", [PYTHON, DAMAGE / "recovery.py"], 5, is_quick=True),
    Step("erasure", [PYTHON, DAMAGE / "erasure.py"], 5, is_quick=True),
    Step("faults", [TESTS / "faults", "30"], 40, counts_turns=True),
    Step("faults-syncs", [TESTS / "faults", "syncs"], 6),
    Step("full-disk", [TESTS / "full_disk", "10"], 11),
    Step("power", [TESTS / "power", "20000", "60"], 70, cores=2, counts_turns=True),
    Step("two-processes", [PYTHON, ROOT / "Tests" / "writers" / "two_processes.py", "1000"], 10, counts_turns=True),
    Step("threads-sanitized", [ROOT / "Tests" / "threads" / "sanitized", "5"], 60, cores=2, builds_in="thread",
         counts_turns=True),
    Step("fuzz", [ROOT / "Tests" / "fuzz" / "run.py", "all", "quick", "2"], 120, cores=2, builds_in="address",
         counts_turns=True),
    Step("swift", [*SWIFT_TEST, "--scratch-path", ROOT / ".build" / "tests"], 100, cores=2, builds_in="tests",
         is_quick=True, choose=as_filter),
]


def long(name, *command, seconds=3600, **facts):
    return Step(f"{name}-long", command, seconds, **facts)


# What takes minutes and hours.
LONG = [
    Step("mutants-killed", [ROOT / "Tests" / "checks" / "mutants" / "run"], 1800, cores=2),
    long("state-sanitized", ROOT / "Tests" / "state" / "sanitized", "10000000", cores=2, builds_in="address",
         counts_turns=True),
    long("access", TESTS / "access", "1000", "1000", counts_turns=True),
    long("access-cost", TESTS / "hidden_cost", "20000", seconds=120),
    long("flat-openings", TESTS / "flat", "openings", "1000000"),
    long("flat-files", TESTS / "flat", "openings", "1000000", "file"),
    long("flat-calls", TESTS / "flat", "calls", "10000000"),
    long("threads", TESTS / "threads", "8", "4", "86400", "1000000", cores=2, counts_turns=True),
    long("threads-sanitized", ROOT / "Tests" / "threads" / "sanitized", "60", seconds=200, cores=2, builds_in="thread",
         counts_turns=True),
    long("crash", TESTS / "crash", "2000", counts_turns=True),
    long("damage", TESTS / "damage", "100000", counts_turns=True),
    long("recovery", PYTHON, DAMAGE / "recovery.py", "100"),
    long("erasure", PYTHON, DAMAGE / "erasure.py", "500"),
    long("faults", TESTS / "faults", "0", seconds=14400, cores=2, counts_turns=True),
    long("power", TESTS / "power", "1000000", "2400", cores=2, counts_turns=True),
    long("remote-lost", PYTHON, ROOT / "Tests" / "server" / "lost_answers.py", "600", "20", PERSONSD,
         counts_turns=True),
    long("rest-described", PYTHON, ROOT / "Tests" / "server" / "described.py", PERSONSD, "5000", "400",
         counts_turns=True),
    long("two-processes", PYTHON, ROOT / "Tests" / "writers" / "two_processes.py", "10000", counts_turns=True),
    Step("packages", ["make", "deb"], 600, cores=2),
    Step("packages-clean-root", [ROOT / "packaging" / "clean-root"], 300, cores=2),
    Step("wheel", ["make", "wheel"], 200, cores=2),
    Step("wheel-proof", [ROOT / "packaging" / "prove-wheel"], 100, cores=2),
    long("fuzz", ROOT / "Tests" / "fuzz" / "run.py", "all", "long", "2", seconds=86400, cores=2,
         builds_in="address", counts_turns=True),
    long("search", "env", "PERSONS_RANDOM_QUERIES=200000", "PERSONS_DAMAGES=10000", *SWIFT_TEST, "--scratch-path",
         ROOT / ".build" / "tests-release", "-c", "release", "-Xswiftc", "-enable-testing", "--filter",
         "IndexEqualsOracle|IndexFileTests|IndexThroughWrites", cores=2),
]

# These use the packages that the steps before them make.
IN_ORDER = {"packages", "packages-clean-root", "wheel", "wheel-proof"}
