# SPDX-License-Identifier: Apache-2.0
"""Job: which steps run side by side: as many as there are cores for, the longest first."""

import os
import time

from running import Running


class Schedule:
    """The steps that wait and those that run."""

    def __init__(self, chosen, seed, in_order=frozenset()):
        """`chosen` are pairs of a step and the words that choose its tests."""
        self.waiting = sorted(chosen, key=lambda pair: (pair[0].name in in_order, -pair[0].seconds * pair[0].cores))
        self.running = []
        self.seed = seed
        self.cores = max(1, os.cpu_count() or 1)
        self.in_order = in_order

    def outcomes(self):
        """Yields what became of each step as it ends."""
        try:
            while self.waiting or self.running:
                self.start()
                for running in list(self.running):
                    outcome = running.outcome()
                    if outcome:
                        self.running.remove(running)
                        yield outcome
                time.sleep(0.02)
        finally:
            for running in self.running:
                running.stop()

    def start(self):
        for pair in list(self.waiting):
            step, words = pair
            if self.has_room(step):
                self.waiting.remove(pair)
                self.running.append(Running(step, words, self.seed))

    def has_room(self, step):
        busy = sum(running.step.cores for running in self.running)
        if busy and busy + step.cores > self.cores:
            return False
        if step.name in self.in_order and self.running:
            return False
        if any(running.step.name in self.in_order for running in self.running):
            return False
        return not any(step.builds_in and step.builds_in == running.step.builds_in for running in self.running)
