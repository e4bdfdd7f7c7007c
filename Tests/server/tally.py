# SPDX-License-Identifier: Apache-2.0
"""Job: counts checks and shows those that failed, as every Python program of the tests does."""


class Tally:
    """Counts checks and shows those that failed."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, is_so, detail=""):
        if is_so:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {name}" + (f"\n  {str(detail)[:600]}" if detail != "" else ""))
        return is_so

    def equal(self, name, got, wanted):
        return self.check(name, got == wanted, f"got    {got!r}\n  wanted {wanted!r}")

    def end(self):
        """Prints the last line; returns the exit code."""
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0
