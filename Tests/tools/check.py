#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the steps of `make check` or `make check-long`, one after the other, and adds up what they counted.

A step passes when its command exits with 0. What it printed is in build/check/NAME.log; of a step that fails
the end is shown. The last line is "N passed, N failed".
"""

import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
TESTS = BUILD / "tests"
PYTHON = BUILD / "venv" / "bin" / "python"

# How a runner says how much it ran: passed, and failed where it says so.
COUNTS = [
    re.compile(r"^(?P<passed>\d+) passed, (?P<failed>\d+) failed$", re.M),
    re.compile(r"^=*\s*(?:(?P<failed>\d+) failed, )?(?P<passed>\d+) passed", re.M),
    re.compile(r"Test run with (?P<passed>\d+) tests? .* passed"),
    re.compile(r"^(?P<passed>\d+) checks, (?P<failed>\d+) failed", re.M),
]

CHECKS = ["header", "header-docs", "example-same", "exports", "binary", "layers", "spdx", "versions", "readme", "man-pages"]

# As many random calls as fit into a minute on two processors, beside the build.
STATE_CALLS = "150000"

VALGRIND = [
    "valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite",
    "--errors-for-leak-kinds=definite", "--error-exitcode=9",
]


def quick():
    for check in CHECKS:
        yield check, [ROOT / "Tests" / "checks" / check]
    yield "c-fixtures", [TESTS / "fixtures"]
    yield "c-harness", [TESTS / "harness"]
    yield "c-harness-valgrind", [*VALGRIND, TESTS / "harness"]
    yield "c-manners", [TESTS / "load"]
    yield "c-fork", [TESTS / "fork"]
    yield "traps", [ROOT / "Tests" / "checks" / "traps"]
    yield "misuse", [ROOT / "Tests" / "checks" / "misuse"]
    yield "installed-tree", [ROOT / "Tests" / "checks" / "installed-tree"]
    yield "python", [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", ROOT / "bindings" / "python" / "tests"]
    yield "python-types", [PYTHON, "-m", "mypy", "--strict", ROOT / "bindings" / "python" / "persons"]
    server = ROOT / "Tests" / "server"
    yield "rest-routes", [PYTHON, server / "openapi_routes.py"]
    yield "rest-documents", [PYTHON, server / "documents.py", BUILD / "personsd"]
    yield "rest-raw", [PYTHON, server / "raw_requests.py", BUILD / "personsd"]
    yield "rest-same-replies", [PYTHON, server / "same_replies.py", BUILD / "personsd"]
    yield "rest-described", [PYTHON, server / "described.py", BUILD / "personsd", "500", "3"]
    yield "rest-shell", [PYTHON, ROOT / "Tests" / "checks" / "rest-shell"]
    yield "play", [PYTHON, server / "play.py", BUILD / "personsd"]
    yield "remote-tls", [PYTHON, server / "tls.py", BUILD / "personsd"]
    yield "remote-hostile", [PYTHON, server / "hostile.py"]
    yield "remote-lost", [PYTHON, server / "lost_answers.py", "10", "1", BUILD / "personsd"]
    yield "rest-isolation", [PYTHON, server / "isolation.py", BUILD / "personsd"]
    yield "places", [TESTS / "places"]
    yield "flat", [TESTS / "flat", "seconds", "20"]
    yield "state-sanitized", [ROOT / "Tests" / "state" / "sanitized", STATE_CALLS]
    yield "threads", [TESTS / "threads", "8", "4", "15"]
    yield "crash", [TESTS / "crash", "1000"]
    damage = ROOT / "Tests" / "damage"
    yield "damage", [TESTS / "damage", "1000"]
    yield "damage-planted", [PYTHON, damage / "planted.py"]
    yield "recovery", [PYTHON, damage / "recovery.py"]
    yield "erasure", [PYTHON, damage / "erasure.py"]
    yield "faults", [TESTS / "faults", "30"]
    yield "full-disk", [TESTS / "full_disk", "10"]
    yield "power", [TESTS / "power", "20000", "60"]
    yield "two-processes", [PYTHON, ROOT / "Tests" / "writers" / "two_processes.py", "1000"]
    yield "threads-sanitized", [ROOT / "Tests" / "threads" / "sanitized", "5"]
    yield "fuzz", [ROOT / "Tests" / "fuzz" / "run.py", "all", "quick", "2"]
    yield "swift", ["swift", "test", "--disable-sandbox", "--scratch-path", ROOT / ".build" / "tests"]


def long():
    yield "state-sanitized-long", [ROOT / "Tests" / "state" / "sanitized", "10000000"]
    yield "flat-openings-long", [TESTS / "flat", "openings", "1000000"]
    yield "flat-files-long", [TESTS / "flat", "openings", "1000000", "file"]
    yield "flat-calls-long", [TESTS / "flat", "calls", "10000000"]
    yield "threads-long", [TESTS / "threads", "8", "4", "86400", "1000000"]
    yield "threads-sanitized-long", [ROOT / "Tests" / "threads" / "sanitized", "60"]
    yield "crash-long", [TESTS / "crash", "2000"]
    yield "damage-long", [TESTS / "damage", "100000"]
    yield "recovery-long", [PYTHON, ROOT / "Tests" / "damage" / "recovery.py", "100"]
    yield "erasure-long", [PYTHON, ROOT / "Tests" / "damage" / "erasure.py", "500"]
    yield "faults-long", [TESTS / "faults", "0"]
    yield "power-long", [TESTS / "power", "1000000", "2400"]
    yield "remote-lost-long", [
        PYTHON, ROOT / "Tests" / "server" / "lost_answers.py", "600", "20", BUILD / "personsd"]
    yield "rest-described-long", [
        PYTHON, ROOT / "Tests" / "server" / "described.py", BUILD / "personsd", "5000", "400"]
    yield "two-processes-long", [PYTHON, ROOT / "Tests" / "writers" / "two_processes.py", "10000"]
    yield "packages", ["make", "deb"]
    yield "packages-clean-root", [ROOT / "packaging" / "clean-root"]
    yield "wheel", ["make", "wheel"]
    yield "wheel-proof", [ROOT / "packaging" / "prove-wheel"]
    yield "fuzz-long", [ROOT / "Tests" / "fuzz" / "run.py", "all", "long", "2"]
    many = ["env", "PERSONS_RANDOM_QUERIES=200000", "PERSONS_DAMAGES=10000"]
    yield "search-long", [
        *many, "swift", "test", "--disable-sandbox", "--scratch-path", ROOT / ".build" / "tests-release",
        "-c", "release", "-Xswiftc", "-enable-testing", "--filter", "IndexEqualsOracle|IndexFileTests"]


def count(text, succeeded):
    """What a step counted: (passed, failed)."""
    for pattern in COUNTS:
        found = list(pattern.finditer(text))
        if not found:
            continue
        groups = found[-1].groupdict()
        passed, failed = int(groups["passed"]), int(groups.get("failed") or 0)
        # A runner that failed without counting a failure has failed all the same.
        return passed, failed if failed or succeeded else 1
    return (1, 0) if succeeded else (0, 1)


def main():
    steps = long() if sys.argv[1:] == ["long"] else quick()
    logs = BUILD / "check"
    logs.mkdir(parents=True, exist_ok=True)
    environment = dict(
        os.environ, PERSONS_LIBRARY=str(BUILD / "libpersons.so.1"),
        PYTHONPATH=str(ROOT / "bindings" / "python"))
    total_passed = total_failed = 0
    for name, command in steps:
        log = logs / f"{name}.log"
        start = time.monotonic()
        with open(log, "wb") as output:
            result = subprocess.run(
                [str(word) for word in command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, check=False)
        text = log.read_text(encoding="utf-8", errors="replace")
        passed, failed = count(text, result.returncode == 0)
        total_passed += passed
        total_failed += failed
        word = "ok" if failed == 0 else "FAILED"
        print(f"{name:22} {word:7} {passed:5} passed {failed:3} failed {time.monotonic() - start:7.1f} s", flush=True)
        if failed:
            print(text[-6000:], flush=True)
        elif sys.argv[1:] == ["long"]:
            print(text[-1500:], flush=True)
    print(f"{total_passed} passed, {total_failed} failed", flush=True)
    return 1 if total_failed else 0


sys.exit(main())
