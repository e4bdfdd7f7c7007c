# SPDX-License-Identifier: Apache-2.0
"""How late this machine is, so that a bound on time measures the product and not what else the machine does.

    with Stopwatch() as watch:
        call()
    tally.check("in time", watch.is_within(2.5), watch)

A thread wants to wake up every hundredth of a second. What it wakes up too late is added up: nearly nothing on an idle
machine, and as much as the call itself may have been kept waiting on a busy one. A lower bound needs no such care: no
load makes a call shorter.
"""

import threading
import time

EVERY = 0.01
# A call goes through two threads or processes, each of which may be kept waiting as long as ours.
FACTOR = 2


class Lateness:
    """The thread that wakes up, from the first use on."""

    def __init__(self):
        self.total, self.wanted = 0.0, None
        self.lock = threading.Lock()

    def run(self):
        while True:
            time.sleep(EVERY)
            with self.lock:
                now = time.monotonic()
                self.total += max(0.0, now - self.wanted)
                self.wanted = now + EVERY

    def so_far(self):
        """The seconds that it was late, all together, with what it is late now."""
        with self.lock:
            now = time.monotonic()
            if self.wanted is None:
                self.wanted = now + EVERY
                threading.Thread(target=self.run, daemon=True).start()
            return self.total + max(0.0, now - self.wanted)


LATENESS = Lateness()


def is_within(seconds, most, late):
    """Whether something took at most so long, on a machine that was so late meanwhile."""
    return seconds <= most + FACTOR * late


class Stopwatch:
    """How long something took, and how late the machine was meanwhile."""

    def __enter__(self):
        self.late = LATENESS.so_far()
        self.begun = time.monotonic()
        return self

    def __exit__(self, *_):
        self.ended = time.monotonic()
        self.seconds = self.ended - self.begun
        self.late = LATENESS.so_far() - self.late

    def is_within(self, most):
        return is_within(self.seconds, most, self.late)

    def __str__(self):
        return f"{self.seconds:.2f} s, the machine {self.late:.2f} s late"
