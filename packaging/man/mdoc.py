# SPDX-License-Identifier: Apache-2.0
"""Job: text as mdoc(7), the language of manual pages."""

import datetime
import os
import re
import textwrap


def escaped(text):
    """Text that nothing in it is taken for a request or an escape."""
    text = text.replace("\\", "\\e").replace("…", "...").replace("'", "\\(aq").replace("()", "\\&()")
    text = "".join(sign if ord(sign) < 128 else f"\\[u{ord(sign):04X}]" for sign in text)
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def argument(text):
    """One argument of a macro."""
    return '"' + escaped(text).replace('"', "\\(dq") + '"'


def paragraph(text):
    """A paragraph, each sentence on lines of its own, as mdoc wants it."""
    words = " ".join(text.split())
    # A colon ends a sentence only where a new one begins; "e.g." and "ca." do not occur.
    sentences = re.split(r"(?<=[.])\s+|(?<=[a-z0-9\")]{2}[:;])\s+(?=[A-Z])", words)
    return "\n".join(wrapped(escaped(sentence)) for sentence in sentences if sentence)


def wrapped(text):
    """Lines of at most 80 bytes."""
    lines = textwrap.wrap(text, 78, break_long_words=False, break_on_hyphens=False)
    return "\n".join(re.sub(r"^([.'])", r"\\&\1", line) for line in lines)


def literal(lines):
    """Lines that stay as they are."""
    body = "\n".join(escaped(line) for line in lines)
    return f".Bd -literal -offset indent\n{body}\n.Ed"


def listed(entries):
    """A list of (term, text made of mdoc)."""
    items = "\n".join(f".It {argument(term)}\n{text}".rstrip() for term, text in entries)
    return f".Bl -tag -width Ds\n{items}\n.El"


def date():
    """The day of the page: the source's, so that the same source gives the same page."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else datetime.date.today()
    return f"{day:%B} {day.day}, {day:%Y}"


def page(name, section, about, *parts):
    """A whole page; parts are (heading, text)."""
    title = about.rstrip(".")
    head = [
        '.\\" SPDX-License-Identifier: Apache-2.0',
        f".Dd {date()}", f".Dt {name.upper()} {section}", ".Os", ".nh",
        ".Sh NAME", f".Nm {name}", f".Nd {escaped(title[:1].lower() + title[1:])}",
    ]
    body = [f".Sh {heading}\n{text}" for heading, text in parts if text]
    return "\n".join(head + body) + "\n"


def see_also(names):
    """References to pages (name, section), in the order that mdoc wants."""
    ordered = sorted(set(names), key=lambda each: (each[1], each[0]))
    return " ,\n".join(f".Xr {name} {section}" for name, section in ordered)
