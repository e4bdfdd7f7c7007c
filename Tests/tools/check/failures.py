# SPDX-License-Identifier: Apache-2.0
"""Job: of what a failed step printed, what a reader needs: its first failures whole, and its end."""

import re

# Where a failure begins, as the runners say it.
BEGINS = re.compile(
    r"^(FAIL\b|FAILED\b|FAIL:|ERROR\b|✘ (?!Test run|Suite)|_{3,} .+ _{3,}$|Traceback |Fatal Python|.*\bfatal error: |"
    r".*\berror: |.*Fatal error|==\d+==|WARNING: ThreadSanitizer|SUMMARY: )")

# What goes on with it.
GOES_ON = re.compile(r"^(\s|E |>|↳|\||got |wanted |  )")

# The report of pytest for a test ends where the next begins.
PYTEST_BLOCK = re.compile(r"^_{3,} .+ _{3,}$")
PYTEST_END = re.compile(r"^(_{3,} .+ _{3,}|=+ .+ =+|={5,}|SKIPPED .*)$")

MOST_BLOCKS = 3
MOST_LINES_A_BLOCK = 12
LAST_LINES = 8
# A line that is longer would push the others off the screen.
LONGEST_LINE = 400


def blocks(lines):
    """The failures in what a step printed, each a list of lines."""
    found, block, is_pytest = [], None, False
    for line in lines:
        if block is not None and is_pytest and not PYTEST_END.match(line):
            block.append(line)
            continue
        if BEGINS.match(line):
            # pytest says each failure again in its summary.
            block, is_pytest = [line], bool(PYTEST_BLOCK.match(line))
            found.append(block)
        elif block is not None and not is_pytest and GOES_ON.match(line) and line.strip():
            block.append(line)
        else:
            block, is_pytest = None, False
    return found


def shortened(block):
    """A failure within its bound: its beginning and its end, where both say something."""
    if len(block) <= MOST_LINES_A_BLOCK:
        return block
    head = MOST_LINES_A_BLOCK // 3
    tail = MOST_LINES_A_BLOCK - head - 1
    return [*block[:head], f"  … {len(block) - head - tail} lines …", *block[-tail:]]


def excerpt(text):
    """The lines to show, at most about fifty."""
    lines = [line[:LONGEST_LINE] for line in text.splitlines()]
    found = blocks(lines)
    shown = []
    for block in found[:MOST_BLOCKS]:
        shown += shortened([line for line in block if line.strip()])
    if len(found) > MOST_BLOCKS:
        shown.append(f"… and {len(found) - MOST_BLOCKS} more")
    end = [line for line in lines[-LAST_LINES:] if line.strip() and line not in shown]
    if not found:
        end = [line for line in lines[-MOST_BLOCKS * MOST_LINES_A_BLOCK:] if line.strip()]
    elif end:
        shown.append("… it ends with:")
    return shown + end
