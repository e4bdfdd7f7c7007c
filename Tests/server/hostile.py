#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: whatever a service does, a remote directory answers in time, with the error of the header, and stays small.

    hostile.py [PART...]

Parts: answers, memory, statuses, retries, writes, interruption, addresses, tokens, environment; without one, all.
Runs servers that misbehave on loopback, and the client in a process of its own. Wants PYTHONPATH=bindings/python and
PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import sys
import time

from hostile_parts.addresses import check_addresses
from hostile_parts.answers import check_answers
from hostile_parts.credentials import check_environment, check_tokens
from hostile_parts.interruption import check_interruption
from hostile_parts.memory import check_memory
from hostile_parts.retries import check_retries
from hostile_parts.statuses import check_statuses
from hostile_parts.writes import check_writes
from support import Tally

PARTS = {"answers": check_answers, "memory": check_memory, "statuses": check_statuses, "retries": check_retries,
         "writes": check_writes, "interruption": check_interruption, "addresses": check_addresses,
         "tokens": check_tokens, "environment": check_environment}


def main(parts):
    tally = Tally()
    for name in parts or PARTS:
        begun = time.monotonic()
        before = tally.passed, tally.failed
        PARTS[name](tally)
        print(f"{name}: {tally.passed - before[0]} passed, {tally.failed - before[1]} failed, "
              f"{time.monotonic() - begun:.0f} s", flush=True)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
