# SPDX-License-Identifier: Apache-2.0
"""Job: whether what a document shows is what was printed.

Everything that is shown must be printed, in its order; more may be printed. JSON is compared as JSON. What differs
from run to run (identifiers, times, tokens) is alike; "…" stands for anything, as a value, in a text, or as a key for
further keys.
"""

import json
import re

ANYTHING = "…"
CHANGING = [
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"), "<time>"),
    (re.compile(r"\bprs_[0-9a-f]+_[0-9a-f]+"), "<token>"),
    (re.compile(r"\b[0-9a-f]{16}\b"), "<id>"),
    (re.compile(r"^(Date|date): .*"), "date: <time>"),
]


def parts(text):
    """What a text holds: JSON values, and lines of anything else. A value is a tuple with its text."""
    found, rest = [], text.replace("\r\n", "\n").strip()
    while rest:
        value = None
        if rest[0] in "{[":
            try:
                value, end = json.JSONDecoder().raw_decode(rest)
            except ValueError:
                value = None
        if value is None:
            line, _, rest = rest.partition("\n")
            found.append(line.rstrip())
        else:
            found.append((value, rest[:end]))
            rest = rest[end:]
        rest = rest.lstrip()
    return found


def missing(shown, printed):
    """The first part that is shown and not printed behind those before it; None when there is none."""
    printed = iter(parts(printed))
    for part in shown_parts(shown):
        if not any(is_alike(part, other) for other in printed):
            return part[1] if isinstance(part, tuple) else part
    return None


def shown_parts(shown):
    # JSON with … in it that is none is one part, whatever lines it takes.
    found = parts(shown)
    is_cut = shown.lstrip()[:1] in ("{", "[") and not isinstance(found[0], tuple)
    return [shown.strip()] if is_cut else found


def same(text):
    for pattern, name in CHANGING:
        text = pattern.sub(name, text)
    return text


def is_alike(shown, printed):
    if isinstance(shown, tuple) and isinstance(printed, tuple):
        return is_equal(shown[0], printed[0])
    if isinstance(shown, str) and isinstance(printed, tuple):
        return ANYTHING in shown and matches(re.sub(r"\s", "", shown), re.sub(r"\s", "", printed[1]))
    return isinstance(shown, str) and isinstance(printed, str) and matches(shown, printed)


def matches(shown, printed):
    pattern = ".*".join(re.escape(same(piece)) for piece in shown.split(ANYTHING))
    return re.fullmatch(pattern, same(printed), re.S) is not None


def is_equal(shown, printed):
    if shown == ANYTHING:
        return True
    if isinstance(shown, str) and isinstance(printed, str):
        return matches(shown, printed)
    if isinstance(shown, dict) and isinstance(printed, dict):
        own = [key for key in shown if key != ANYTHING]
        has_all = set(own) <= set(printed) if ANYTHING in shown else set(own) == set(printed)
        return has_all and all(is_equal(shown[key], printed[key]) for key in own)
    if isinstance(shown, list) and isinstance(printed, list):
        if shown and shown[-1] == ANYTHING:
            shown, printed = shown[:-1], printed[:len(shown) - 1]
        return len(shown) == len(printed) and all(map(is_equal, shown, printed))
    return type(shown) is type(printed) and shown == printed
