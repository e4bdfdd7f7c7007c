# SPDX-License-Identifier: Apache-2.0
"""Counts the checks of the whole program, shows those that failed, and waits as patiently as it was told."""

import time

passed, failed = 0, 0
patience = 1.0  # of every deadline, for runs under valgrind


def check(name, good, detail=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: {detail}", flush=True)


def patient(seconds):
    """These seconds, times the patience."""
    return seconds * patience


def wait_until(condition, seconds=20.0):
    """Whether a condition comes true in time."""
    end = time.monotonic() + patient(seconds)
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()
