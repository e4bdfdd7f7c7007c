# SPDX-License-Identifier: Apache-2.0
"""Runs the steps of the checks and adds up what they counted.

    make check [STEPS="NAME NAME:TESTS …"] [PERSONS_SEED=N]
    make check-quick
    make check-long

Steps run side by side where there are cores for them. What each printed is in build/check/NAME.log; of one that fails,
the first failures and the end are shown here too. At the end stands how to repeat what failed, and the last line is
"N passed, N failed", with what was skipped behind it.

TESTS chooses some of a step's tests where it has a way to: of `python` by pytest's -k, of `swift` by --filter, and of
others by the words that their programs take. Commas separate several.
"""

import difflib
import os
import random
import sys

sys.dont_write_bytecode = True

from failures import excerpt  # noqa: E402
from schedule import Schedule  # noqa: E402
from steps import CHECKS, IN_ORDER, LONG, ROOT  # noqa: E402


def chosen(words):
    """Pairs of a step and the words that choose its tests. Ends the program for a step that there is none of."""
    if words == ["all"]:
        return [(step, []) for step in CHECKS]
    if words == ["quick"]:
        return [(step, []) for step in CHECKS if step.is_quick]
    if words == ["long"]:
        return [(step, []) for step in LONG]
    known = {step.name: step for step in CHECKS + LONG}
    pairs = []
    for word in words:
        name, _, tests = word.partition(":")
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            sys.exit(f"There is no step {name}." + (f" Did you mean {near[0]}?" if near else "") +
                     f"\nThe steps are: {' '.join(known)}")
        pairs.append((known[name], [test for test in tests.split(",") if test]))
    return pairs


def seed_of_run():
    """The seed of all that is drawn at random: given, or drawn itself."""
    given = os.environ.get("PERSONS_SEED", "")
    if given and not given.isdecimal():
        sys.exit(f"PERSONS_SEED is {given!r}: give it a whole number.")
    return int(given) if given else random.SystemRandom().randrange(1, 2**31)


def show(outcome, seed):
    count = outcome.count
    line = (f"{outcome.step.name:22} {'FAILED' if outcome.has_failed else 'ok':6} {count.passed:5} passed "
            f"{count.failed:3} failed {outcome.seconds:7.1f} s")
    if count.turns:
        line += f"  ({count.turns} turns)"
    print(line, flush=True)
    if not outcome.has_failed:
        return
    if outcome.note:
        print(f"    {outcome.note}")
    for text in excerpt(outcome.log.read_text(encoding="utf-8", errors="replace")):
        print(f"    {text}")
    log = outcome.log.relative_to(ROOT) if outcome.log.is_relative_to(ROOT) else outcome.log
    print(f"    whole: {log}; repeat: {repeating(outcome, seed)}", flush=True)


def repeating(outcome, seed):
    tests = ":" + ",".join(outcome.words) if outcome.words else ""
    return f"make check STEPS={outcome.step.name}{tests} PERSONS_SEED={seed}"


def end(outcomes, seed):
    """Prints what failed, what was skipped, and the sum; returns the exit code."""
    failed = [outcome for outcome in outcomes if outcome.has_failed]
    skipped = [(outcome.step.name, name) for outcome in outcomes for name in outcome.count.skipped]
    if skipped:
        print("skipped:")
        for step, name in skipped:
            print(f"  {step}: {name}")
    if failed:
        print("failed:")
        for outcome in failed:
            print(f"  {outcome.step.name:22} {outcome.count.failed:3} of "
                  f"{outcome.count.passed + outcome.count.failed:5}  {repeating(outcome, seed)}")
    line = (f"{sum(outcome.count.passed for outcome in outcomes)} passed, "
            f"{sum(outcome.count.failed for outcome in outcomes)} failed")
    print(line + (f", {len(skipped)} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


def main(words):
    pairs = chosen(words or ["all"])
    seed = seed_of_run()
    print(f"seed {seed}", flush=True)
    outcomes = []
    for outcome in Schedule(pairs, seed, IN_ORDER).outcomes():
        show(outcome, seed)
        outcomes.append(outcome)
    return end(outcomes, seed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("interrupted")
