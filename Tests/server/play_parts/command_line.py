# SPDX-License-Identifier: Apache-2.0
"""The command line with --play, and a personsd without it, where there is nothing of it."""

import os
import re
import subprocess
import tempfile

import persons

from .short_runs import run, write
from .stand_in import StandIn


def check_command_line(tally, personsd):
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, b"{}")
        absent = os.path.join(folder, "people.db")
        for words, code, wanted in (
                (["--play", path, absent, absent], 2, "more than one FILE"),
                (["--play"], 1, "personsd: --listen: No such file"),
                (["--play", path, "--read-only"], 2, "exclude each other"),
                (["--play", path, absent], 1, f"personsd: {absent}: "), ([], 2, "no FILE is given")):
            got, said = run(personsd, *words)
            tally.check(f"{words}", got == code and wanted in said, f"{got}: {said}")
        tally.check("nothing was made", not os.path.exists(absent))
        for address in ("0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[2001:db8::1]:0", "128.0.0.1:0", "126.255.255.255:0"):
            done = subprocess.run([personsd, "--play", path, "--listen", address], stderr=subprocess.PIPE, timeout=20,
                                  check=False)
            tally.check(f"--listen {address}", done.returncode == 2 and b"this machine alone" in done.stderr, done)
        for address in ("127.0.0.2:0", "[::1]:0"):
            process = subprocess.Popen([personsd, "--play", path, "--listen", address], stderr=subprocess.PIPE)
            lines = [process.stderr.readline() for _ in range(2)]
            process.terminate()
            tally.equal(f"--listen {address}", (process.wait(20), lines[0], b"listening on" in lines[1]),
                        (0, b"personsd: this is a stand-in for tests, not for real data\n", True))
            process.stderr.close()


def check_absent(tally, personsd):
    """Without --play there is nothing of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "people.db")
        with persons.open(path) as owner:
            token = owner.issue_token()["token"]
        process = subprocess.Popen([personsd, path, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE)
        line = process.stderr.readline()
        stand_in = StandIn.__new__(StandIn)
        stand_in.port = int(re.search(rb"listening on http://127\.0\.0\.1:(\d+)\n$", line).group(1))
        bearer = ("Authorization", f"Bearer {token}")
        for method, target in (("GET", "/play"), ("PUT", "/play"), ("DELETE", "/play"), ("POST", "/oauth2/token")):
            body = None if method in ("GET", "DELETE") else {}
            reply = stand_in.ask(method, target, bearer, body=body, bearer=False)
            tally.equal(f"{method} {target}", (reply.status, reply.json()["error"]["type"]), (404, "route_not_found"))
        reply = stand_in.ask("GET", "/stats", bearer, bearer=False, fault="nobody")
        tally.check("the header means nothing", reply.status == 200 and "persons-play" not in reply.headers, reply)
        tally.equal("no token of the stand-in", stand_in.ask("GET", "/stats").status, 401)
        process.terminate()
        tally.equal("the exit", process.wait(20), 0)
        process.stderr.close()
