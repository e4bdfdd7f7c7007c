#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: `personsd --play` does what its play file says, and nothing else; without --play none of it is there.

    play.py PERSONSD [PART...]

Parts: dialects, faults, clients, order, control, credentials, directory, files, command_line, waiting, absent, example,
sanitized; without one, all. The last runs the parts before it again with a personsd that is built with AddressSanitizer
and UndefinedBehaviorSanitizer, and sends it play files that are damaged at random. Wants PYTHONPATH=bindings/python and
PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import sys
import time

from play_parts.answers import check_dialects, check_example, check_faults
from play_parts.clients import check_clients
from play_parts.command_line import check_absent, check_command_line
from play_parts.control import check_control
from play_parts.credentials import check_credentials
from play_parts.directory import check_directory
from play_parts.files import check_files
from play_parts.order import check_order
from play_parts.sanitized import check_damaged, check_sanitized
from play_parts.waiting import check_waiting
from support import Tally


def check_all_sanitized(tally, _):
    """Every other part with sanitizers, and one that is run in no other way."""
    check_sanitized(tally, __file__, [*[name for name in PARTS if name != "sanitized"], "damaged"])


PARTS = {
    "dialects": check_dialects, "faults": check_faults, "clients": check_clients, "order": check_order,
    "control": check_control, "credentials": check_credentials, "directory": check_directory, "files": check_files,
    "command_line": check_command_line, "waiting": check_waiting, "absent": check_absent, "example": check_example,
    "sanitized": check_all_sanitized,
}


def main(personsd, *parts):
    tally = Tally()
    for part in parts or PARTS:
        begun = time.monotonic()
        {**PARTS, "damaged": check_damaged}[part](tally, personsd)
        print(f"{part}: {time.monotonic() - begun:.1f} s", flush=True)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
