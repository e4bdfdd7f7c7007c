# SPDX-License-Identifier: Apache-2.0
"""Job: what a step says it ran: passed, failed, and skipped with their names."""

import dataclasses
import re

# How a runner says how much it ran: passed, and failed where it says so. The last one counts.
COUNTS = [
    re.compile(r"^(?P<passed>\d+) passed, (?P<failed>\d+) failed$", re.M),
    re.compile(r"^=*\s*(?:(?P<failed>\d+) failed, )?(?P<passed>\d+) passed", re.M),
    re.compile(r"^=*\s*(?P<failed>\d+) failed", re.M),
    re.compile(r"Test run with (?P<passed>\d+) tests?.* passed"),
    re.compile(r"Test run with (?P<tests>\d+) tests?.* failed .*with (?P<failed>\d+) issues?"),
    re.compile(r"^(?P<passed>\d+) checks, (?P<failed>\d+) failed", re.M),
]

# How a runner names what it skipped.
SKIPPED = [
    re.compile(r"^SKIPPED \[\d+\] (?P<name>.+)$", re.M),
    re.compile(r"Test (?P<name>.+?) skipped"),
    re.compile(r"^(?P<name>\S+) +skipped\b", re.M),
]


@dataclasses.dataclass
class Count:
    passed: int
    failed: int
    skipped: list
    # What a step counted that is one case.
    turns: int = 0


def count(text, succeeded, counts_turns):
    """What a step counted, from what it printed."""
    passed, failed = (1, 0) if succeeded else (0, 1)
    for pattern in COUNTS:
        found = list(pattern.finditer(text))
        if found:
            groups = found[-1].groupdict()
            failed = int(groups.get("failed") or 0)
            passed = int(groups.get("passed") or max(0, int(groups.get("tests") or 0) - failed))
            break
    # A runner that failed without counting a failure has failed all the same; one that counts failures has, too,
    # whatever its exit code.
    failed = failed or (0 if succeeded else 1)
    turns = passed + failed if counts_turns else 0
    if counts_turns:
        passed = 0 if failed else 1
    skipped = [match["name"].strip() for pattern in SKIPPED for match in pattern.finditer(text)]
    return Count(passed, failed, skipped, turns)
