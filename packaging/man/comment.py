# SPDX-License-Identifier: Apache-2.0
"""Job: a comment of the header as mdoc: paragraphs, keys with what they mean, and JSON that stays as it is."""

import re

import mdoc

KEYS = r'"[\w-]+"(?:(?:, | or )"[\w-]+")*,?'


def indent(line):
    """How far a line is from the edge."""
    return len(line) - len(line.lstrip())


def blocks(text, edge=4):
    """The comment in blocks: ("text", text), ("keys", [(keys, text)]) or ("lines", lines).

    `edge` is where a list of keys, or JSON, begins.
    """
    found = []
    for line in text.split("\n"):
        if not line.strip():
            found.append(("end", None))
        elif indent(line) == edge and re.match(KEYS + r"(\s{2,}|$)", line.strip()):
            add_keys(found, line)
        elif indent(line) == edge and line.lstrip()[0] in "[{":
            found.append(("lines", [line]))
        elif found and found[-1][0] == "lines" and indent(line) > edge:
            found[-1][1].append(line)
        elif found and found[-1][0] == "keys" and indent(line) > edge:
            found[-1][1][-1][1] += " " + line.strip()
        elif found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + " " + line.strip())
        else:
            found.append(("text", line.strip()))
    return [block for block in found if block[0] != "end"]


def add_keys(found, line):
    """A line `"key"  what it means`; two such may stand on one line."""
    if not found or found[-1][0] != "keys":
        found.append(("keys", []))
    for part in re.split(r'\s{3,}(?="[\w-]+"\s{2,})', line.strip()):
        keys, about = re.fullmatch(rf"({KEYS})\s*(.*)", part).groups()
        last = found[-1][1][-1] if found[-1][1] else None
        if last and last[0].endswith(","):
            last[0] += " " + keys
            last[1] += about
        else:
            found[-1][1].append([keys, about])


def as_mdoc(text, edge=4):
    """The comment as mdoc."""
    parts = []
    for kind, content in blocks(text, edge):
        if kind == "text":
            parts.append(mdoc.paragraph(content))
        elif kind == "keys":
            parts.append(mdoc.listed([(keys, mdoc.paragraph(about)) for keys, about in content]))
        else:
            least = min(indent(line) for line in content)
            parts.append(mdoc.literal([line[least:] for line in content]))
    return joined(parts)


def joined(parts):
    """Paragraphs apart; a list and literal lines make their own room."""
    text = ""
    for part in parts:
        if text and not part.startswith((".Bl", ".Bd")):
            text += "\n.Pp\n"
        elif text:
            text += "\n"
        text += part
    return text
