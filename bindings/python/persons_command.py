# SPDX-License-Identifier: Apache-2.0
"""The console script `persons`: one line, not a traceback, without the library."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command and return its exit code."""
    try:
        from persons.cli import main as command
    except ImportError as error:
        print(f"persons: {error}", file=sys.stderr)
        return 4
    return command()


if __name__ == "__main__":
    sys.exit(main())
