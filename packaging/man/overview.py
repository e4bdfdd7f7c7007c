# SPDX-License-Identifier: Apache-2.0
"""Job: libpersons(3): what the header says before and beside its functions."""

import re

import comment
import functions
import mdoc


def opening(text):
    """The header's first comment by its headings: {"": …, "caveats": …, "rules": …}."""
    inside = re.search(r"/\*\n( \* libpersons: .*?)\*/", text, re.S).group(1)
    inside = re.sub(r"^ \* ?", "", inside, flags=re.M)
    pieces = re.split(r"^-{5,} (\w+) --$", inside, flags=re.M)
    return {"": pieces[0], **dict(zip(pieces[1::2], pieces[2::2]))}


def statuses(text):
    """[(name, what it says)] of the defined statuses."""
    found = re.findall(r"^#define (PERSONS_\w+)\s+(-?\d+)\s+/\* (.*?) \*/", text, re.M)
    return [(f"{name} ({number})", mdoc.paragraph(about + ".")) for name, number, about in found]


def introduction(text):
    """What the library is, its example and how to build it."""
    before, program, after = re.match(r"(.*?)((?:    [^\n]*\n|\n)+)(Build.*)", text, re.S).groups()
    lines = [line[4:] for line in program.strip("\n").split("\n")]
    return comment.joined([comment.as_mdoc(before), mdoc.literal(lines), comment.as_mdoc(after)])


def rules(text):
    """Each rule under its name."""
    sections = []
    for rule in re.split(r"\n\n", text.strip()):
        name = re.match(r"([A-Z]\w+)\. (.*)", rule, re.S)
        if name:
            sections.append(f".Ss {name.group(1)}\n{with_lines(name.group(2))}")
        else:
            sections.append(".Pp\n" + in_columns(rule))
    return "\n".join(sections)


def with_lines(text):
    """A rule, in which JSON stands on lines of its own, further in."""
    return comment.as_mdoc(text, edge=6)


def in_columns(text):
    """A sentence, and under it statuses with what they mean."""
    head, *rest = text.split("\n")
    entries, behind = [], []
    for line in rest:
        found = re.match(r"  (PERSONS_\w+(?:, PERSONS_\w+)*,?)\s*(.*)", line)
        if found:
            entries.append([found.group(1), found.group(2)])
        elif comment.indent(line) > 3:
            entries[-1][1] += " " + line.strip()
        else:
            behind.append(line)
    listed = mdoc.listed([(name, mdoc.paragraph(about)) for name, about in entries])
    return comment.joined([mdoc.paragraph(head), listed, *([mdoc.paragraph(" ".join(behind))] if behind else [])])


def contents(sections):
    """The functions by section, each with its summary."""
    parts = []
    for title, members in sections:
        entries = []
        for function in members:
            summary = " ".join(functions.parts_of(function.comment)[0].split())
            entries.append((function, mdoc.paragraph(re.split(r"(?<=[a-z)\"])[.:;]\s", summary + " ")[0] + ".")))
        items = "\n".join(f".It Xr {each.name} 3\n{about}" for each, about in entries)
        if entries:
            parts.append(f".Ss {title.capitalize()}\n.Bl -tag -width Ds\n{items}\n.El")
    return "\n".join(parts)


def page(text, sections):
    said = opening(text)
    return mdoc.page(
        "libpersons", 3, "an embeddable persons directory", ("LIBRARY", "libpersons (-lpersons)"),
        ("SYNOPSIS", ".In persons.h"), ("DESCRIPTION", introduction(said[""].split("\n", 1)[1])),
        ("FUNCTIONS", contents(sections)), ("RULES", rules(said["rules"])),
        ("STATUSES", mdoc.listed(statuses(text))),
        ("SEE ALSO", mdoc.see_also([("persons", 1), ("personsd", 8), ("persons_open", 3)])),
        ("CAVEATS", comment.as_mdoc(said["caveats"])))
