#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the fuzz targets against the library that is built with AddressSanitizer.

    run.py TARGET|all RUNS [JOBS [SEED]]

RUNS is a number of inputs, or "quick" or "long" for the numbers below. First the inputs in regressions/TARGET are
run, then seeds made of Tests/Fixtures, then what libFuzzer makes of them, in JOBS processes. A find is kept in
build/fuzz/finds and named; beside it, for a target that keeps state, is a .history with all inputs since that state
was new. Repeat one:

    build/fuzz/TARGET FIND                      an input
    FUZZ_REPLAY=FIND.history build/fuzz/TARGET  a history
"""

import concurrent.futures
import dataclasses
import fcntl
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "fuzz"
FINDS = BUILD / "finds"
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import seeds  # noqa: E402  (beside this file, which needs no package)

# Inputs of each target: in `make check`, some two minutes on two processors, and in `make check-long`, most of a day:
# segment, database and import run some hundred inputs a second.
QUICK = {
    "request": 10000, "query": 2500, "import": 1000, "rest": 15000, "answer": 10000, "segment": 700, "token": 15000,
    "text": 3000, "database": 1000,
}
LONG = dict.fromkeys(QUICK, 2_000_000)

# Longer inputs find no more, and are slower.
LONGEST = {"request": 4096, "query": 512, "import": 4096, "rest": 2048, "answer": 4096, "segment": 512, "token": 512,
           "text": 512, "database": 512}

# The bound of a second is in processor time and run.h holds it; the machine may have other work. This one, by the
# clock, is for what waits without end.
CLOCK_SECONDS = 60
MEMORY_MEGABYTES = 1500

# libFuzzer's exit status when somebody else ends it.
INTERRUPTED = 72


@dataclasses.dataclass
class Outcome:
    inputs: int = 0
    crashes: int = 0
    interrupted: int = 0
    slowest_us: int = 0
    seconds: float = 0.0
    told: list = dataclasses.field(default_factory=list)

    def add(self, other):
        self.inputs += other.inputs
        self.crashes += other.crashes
        self.interrupted += other.interrupted
        self.slowest_us = max(self.slowest_us, other.slowest_us)
        self.seconds += other.seconds
        self.told += other.told


# ---------------------------------------------------------------------------------------------------------- building


def newest(*places):
    """When the newest of some files, or files below folders, was changed."""
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*")) if file.is_file()]
    return max(file.stat().st_mtime_ns for file in files)


def build_library():
    """The library of the sources as they are. Runs that are going on keep the file that they have open."""
    library, stamp = BUILD / "libpersons.so.1", BUILD / "library.stamp"
    wanted = str(newest(ROOT / "Sources", ROOT / "include", ROOT / "Package.swift"))
    if library.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    with open(BUILD / "library.log", "wb") as log:
        subprocess.run([ROOT / "Tests" / "tools" / "instrumented", "address"], cwd=ROOT, check=True, stdout=log,
                       stderr=subprocess.STDOUT)
    shutil.copy(ROOT / "build" / "address" / "libpersons.so.1", BUILD / "libpersons.so.new")
    (BUILD / "libpersons.so.new").replace(library)
    if not (BUILD / "libpersons.so").is_symlink():
        (BUILD / "libpersons.so").symlink_to("libpersons.so.1")
    stamp.write_text(wanted, encoding="ascii")


def build_target(target):
    program = BUILD / target
    sources = [HERE / f"{target}.c", *HERE.glob("*.h"), *(HERE.parent / "hosts").glob("*.h"), BUILD / "libpersons.so.1"]
    if program.exists() and program.stat().st_mtime_ns > newest(*sources):
        return
    new = BUILD / f"{target}.new"
    subprocess.run(
        [ROOT / "Tests" / "tools" / "instrumented", "host", "address", new, HERE / f"{target}.c", "-fsanitize=fuzzer",
         f"-L{BUILD}", f"-Wl,-rpath,{BUILD}", "-lmd"], cwd=ROOT, check=True)
    new.replace(program)


def build(targets):
    BUILD.mkdir(parents=True, exist_ok=True)
    with open(BUILD / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_library()
        for target in targets:
            build_target(target)


# ----------------------------------------------------------------------------------------------------------- running


def environment(folder):
    # Allocations are the most frequent thing that happens: their call stacks would take half of the time.
    sanitizer = "malloc_context_size=1:quarantine_size_mb=32:detect_stack_use_after_return=0:allocator_may_return_null=1"
    return dict(os.environ, TMPDIR=str(folder), ASAN_OPTIONS=sanitizer, SWIFT_BACKTRACE="enable=no",
                FUZZ_HISTORY=str(folder / "history"), FUZZ_REPLAY="")


def run_program(target, arguments, folder, log, **more):
    """Runs a target; its exit status and what it said."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as output:
        status = subprocess.run(
            [str(BUILD / target), *map(str, arguments)], cwd=folder, env={**environment(folder), **more},
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    return status, log.read_text(encoding="utf-8", errors="replace")


def why(said):
    """The lines that tell what broke."""
    lines = [line for line in said.splitlines()
             if line.startswith(("FAULT", "SUMMARY")) or "ERROR:" in line or "Fatal error" in line]
    return [line[:1000] for line in lines[:6]]


def regressions(target, work):
    """Runs every input that once was a find."""
    outcome = Outcome()
    folder = HERE / "regressions" / target
    files = sorted(file for file in folder.glob("*") if file.is_file()) if folder.is_dir() else []
    for file in files:
        start = time.monotonic()
        place = work / f"{target}-regression"
        if file.suffix == ".history":
            status, said = run_program(target, [], place, work / f"{target}.log", FUZZ_REPLAY=str(file))
        else:
            status, said = run_program(target, [f"-timeout={CLOCK_SECONDS}", file], place, work / f"{target}.log")
        outcome.seconds += time.monotonic() - start
        outcome.inputs += 1
        if status != 0:
            outcome.crashes += 1
            outcome.told += [f"{target}: the regression {file.relative_to(ROOT)} is back", *why(said)]
    return outcome


def keep_find(target, part, history):
    """The inputs that led to a find, beside it."""
    newest_find = max(FINDS.glob(f"{target}-{part}-*"), key=lambda file: file.stat().st_mtime_ns, default=None)
    if newest_find is None:
        newest_find = FINDS / f"{target}-{part}-exit"
    if history.exists():
        kept = history.read_bytes()
        end = kept.find(b"\xff\xff\xff\xff")
        newest_find.with_name(newest_find.name + ".history").write_bytes(kept[:end] if end >= 0 else kept)
    return newest_find


def fuzz(target, part, runs, seed, work):
    """One process."""
    outcome = Outcome()
    folder = work / f"{target}-{part}"
    grown = folder / "corpus"
    grown.mkdir(parents=True)
    dictionary = HERE / "dictionaries" / f"{target}.dict"
    arguments = [grown, work / f"{target}-seeds", f"-runs={runs}", f"-seed={seed + part}", f"-max_len={LONGEST[target]}",
                 f"-timeout={CLOCK_SECONDS}", f"-rss_limit_mb={MEMORY_MEGABYTES}", "-detect_leaks=0", "-verbosity=1",
                 "-print_final_stats=1", "-reload=0", f"-artifact_prefix={FINDS}/{target}-{part}-"]
    if dictionary.exists():
        arguments.append(f"-dict={dictionary}")
    start = time.monotonic()
    status, said = run_program(target, arguments, folder, BUILD / f"{target}-{part}.log")
    outcome.seconds = time.monotonic() - start
    ran = re.search(r"^RAN (\d+) inputs, slowest (\d+) us", said, re.M)
    counted = re.search(r"number_of_executed_units: (\d+)", said)
    outcome.inputs = int(ran[1]) if ran else int(counted[1]) if counted else 0
    outcome.slowest_us = int(ran[2]) if ran else 0
    if status in (INTERRUPTED, -signal.SIGTERM, -signal.SIGINT, -signal.SIGKILL):
        outcome.interrupted = 1
        outcome.told.append(f"{target}: ended from outside, after {outcome.inputs} of {runs} inputs")
    elif status != 0:
        outcome.crashes = 1
        find = keep_find(target, part, folder / "history")
        outcome.told += [f"{target}: a find is kept in {find.relative_to(ROOT)}", *why(said)]
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def fuzz_all(targets, counts, jobs, seed, work):
    """All targets, each in as many parts as there are jobs; the outcome of each."""
    outcomes = {target: Outcome() for target in targets}
    left = {target: jobs for target in targets}
    lock = threading.Lock()

    def part_of(target, part):
        outcome = fuzz(target, part, max(1, counts[target] // jobs), seed, work)
        with lock:
            outcomes[target].add(outcome)
            left[target] -= 1
            if left[target] == 0:
                tell(target, outcomes[target])

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        parts = [pool.submit(part_of, target, part) for target in targets for part in range(jobs)]
        for done in parts:
            done.result()
    return outcomes


def tell(target, outcome):
    rate = outcome.inputs / outcome.seconds if outcome.seconds else 0
    print(f"{target}: {outcome.inputs} inputs, {outcome.crashes} crashes, slowest {outcome.slowest_us / 1000:.0f} ms, "
          f"{rate:.0f} runs/s", flush=True)
    for line in outcome.told:
        print("  " + line, flush=True)


# -------------------------------------------------------------------------------------------------------------- main


def main():
    if len(sys.argv) < 3 or (sys.argv[1] != "all" and sys.argv[1] not in QUICK):
        print(__doc__.strip(), file=sys.stderr)
        print("targets: " + " ".join(QUICK), file=sys.stderr)
        return 2
    targets = list(QUICK) if sys.argv[1] == "all" else [sys.argv[1]]
    runs = sys.argv[2]
    counts = QUICK if runs == "quick" else LONG if runs == "long" else dict.fromkeys(QUICK, int(runs))
    jobs = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    seed = int(sys.argv[4] if len(sys.argv) > 4 else os.environ.get("PERSONS_SEED") or time.time()) % 2**31 or 1
    build(targets)
    FINDS.mkdir(parents=True, exist_ok=True)
    # Files in memory, where there is such a place: the disk is not what is tested.
    memory = pathlib.Path("/dev/shm")
    work = (memory if os.access(memory, os.W_OK) else BUILD) / f"persons-fuzz-{os.getpid()}"
    print(f"seed {seed}\n{jobs} jobs", flush=True)
    try:
        work.mkdir()
        outcomes = {target: regressions(target, work) for target in targets}
        for target in targets:
            seeds.write(target, work / f"{target}-seeds")
        fuzzed = fuzz_all(targets, counts, jobs, seed, work)
        for target in targets:
            for line in outcomes[target].told:
                print(line, flush=True)
            outcomes[target].add(fuzzed[target])
    finally:
        shutil.rmtree(work, ignore_errors=True)
    # A run that was not whole is no pass.
    failed = sum(outcome.crashes + outcome.interrupted for outcome in outcomes.values())
    found = sum(outcome.crashes for outcome in outcomes.values())
    print(f"{sum(outcome.inputs for outcome in outcomes.values()) - found} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
