#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends personsd what no good client sends, byte by byte, and looks at what it does.

    raw_requests.py PERSONSD [--seed N] [--patience FACTOR]

Wants PYTHONPATH=bindings/python and PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import argparse
import os
import shutil
import sys
import tempfile

import persons
from raw_parts import checking
from raw_parts.checking import check
from raw_parts.command_line import check_command_line, check_read_only, check_readiness
from raw_parts.damaged import check_cut, check_garbage, check_half_closed
from raw_parts.load import check_flood, check_memory, check_slow
from raw_parts.log import check_log
from raw_parts.malformed import check_malformed, check_own_errors
from raw_parts.server import PERSONS, Server
from raw_parts.sound import check_pipelined, check_sound
from raw_parts.stop import EndlessRequest, check_stop, check_stop_under_load
from support import seed_of


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("personsd")
    reader.add_argument("--seed", type=int)
    reader.add_argument("--patience", type=float, default=1.0)
    words = reader.parse_args()
    checking.patience = words.patience
    seed = seed_of(words.seed, 1)
    program = os.path.abspath(words.personsd)
    folder = tempfile.mkdtemp(prefix="personsd-")
    path = os.path.join(folder, "people.db")
    with persons.open(path, durability="relaxed") as directory:
        issued = directory.issue_token(rights=["read", "write"])
        for i in range(PERSONS):  # together more than the sockets' buffers hold
            directory.create(firstName="Person", lastName=str(i), email=f"p{i}@example.org",
                             customFields={"note": "x" * 30000})
    token = issued["token"]
    try:
        check_command_line(program, folder, path)
        check_readiness(program, path, folder)
        server = Server(program, path, log=os.path.join(folder, "malformed.log"))
        check_sound(server, token)
        check_malformed(server, token)
        check_own_errors(server)
        check_pipelined(server, token)
        check("malformed: exit", server.stop() == 0)
        check("malformed: nothing was said", server.said().count(b"\n") == 1, f"{server.said()!r}")
        server = Server(program, path, "--timeout", "1", log=os.path.join(folder, "cut.log"))
        check_cut(server, path, token)
        check_garbage(server, seed)
        check("garbage: exit", server.stop() == 0)
        check("garbage: nothing was said", server.said().count(b"\n") == 1, f"{server.said()!r}")
        server = Server(program, path, "--timeout", "5")
        check_half_closed(server)
        check("half closed: exit", server.stop() == 0)
        check_log(program, path, issued)
        check_read_only(program, path, token)
        check_stop(program, path, token)
        check_stop_under_load(program, path)
        check_memory(program, path, token)
        endless = EndlessRequest(program, path, token)
        check_flood(program, path)
        check_slow(program, path, token)
        endless.check()
    finally:
        shutil.rmtree(folder)
    print(f"{checking.passed} passed, {checking.failed} failed")
    return 1 if checking.failed else 0


if __name__ == "__main__":
    sys.exit(main())
