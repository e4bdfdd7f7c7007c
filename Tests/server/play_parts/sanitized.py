# SPDX-License-Identifier: Apache-2.0
"""The parts once more with a sanitized personsd, and play files that are damaged at random."""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from support import seed_of

from .short_runs import run, write
from .stand_in import EXAMPLE, ROOT, SOURCES, StandIn


def check_sanitized(tally, play, parts):
    """Runs these parts of the program `play`."""
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "personsd")
        library = pathlib.Path(os.environ["PERSONS_LIBRARY"])
        sources = [str(path) for path in [*SOURCES.glob("*.c"), *SOURCES.glob("play/*.c")]]
        subprocess.run(
            ["cc", "-std=c11", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined",
             "-D_GNU_SOURCE", f"-I{ROOT / 'include'}", *sources, "-o", program, str(library),
             f"-Wl,-rpath,{library.parent}", "-lmicrohttpd", "-ljansson", "-lpthread"], check=True)
        environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0", "PLAY_SANITIZED": "1"}
        done = subprocess.run([sys.executable, play, program, *parts], env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        said = done.stdout.decode("utf-8", "replace")
        counted = re.search(r"(\d+) passed, (\d+) failed\n$", said)
        tally.check("all of it with sanitizers", done.returncode == 0 and counted, said[-3000:])
        print(f"with sanitizers: {said.splitlines()[-1]}")


def check_damaged(tally, personsd, count=2000):
    """Play files damaged at random are taken or refused; nothing crashes."""
    seed = seed_of(default=1)
    chance = random.Random(seed)
    good = EXAMPLE.read_bytes()
    with StandIn(personsd, {}) as stand_in, tempfile.TemporaryDirectory() as folder:
        faults = json.dumps({"faults": json.loads(good)["faults"]}).encode()
        statuses = set()
        for _ in range(count):
            statuses.add(stand_in.ask("PUT", "/play", body=damaged(chance, faults), bearer=False).status)
        tally.equal("damaged faults", statuses - {200}, {400, 422})
        tally.equal("well", stand_in.ask("GET", "/healthz").status, 200)
        for number in range(40):
            code, said = run(personsd, "--play", write(folder, damaged(chance, good, b"}")))
            tally.check(f"damaged file {number} of seed {seed}", code == 1 and "Sanitizer" not in said, said)


def damaged(chance, data, end=b""):
    """Some bytes changed, doubled or taken away; with what stands at the end it is no JSON in any case."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(data)), chance.randint(1, 12)
        what = chance.choice([bytes([chance.randrange(256)]), b"", data[place:place + length] * 2, b"-1", b'""', b"[]",
                              b"99999999999", b"null", b"{}"])
        data[place:place + chance.choice([0, 1, length])] = what
    return bytes(data) + end
