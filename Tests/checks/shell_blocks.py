# SPDX-License-Identifier: Apache-2.0
"""Job: the shell commands of a document in Markdown, and the replies that it shows.

A ```sh block is one script; a ```json, ```text, ```http or nameless block that follows it at once, with nothing but
blank lines between, shows what it prints, as do its comment lines that begin with "# {", "# [", "# HTTP/" or "# => ".
In a ```console block each line behind "$ " is a script, and what follows it is what it prints. A ```json block that a
sentence with "`NAME.json`" and a colon at its end introduces is that file.
"""

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)[^\n]*\n(?P<text>.*?)^(?P=indent)``` *$", re.S | re.M)
SHOWN = ("", "json", "text", "http", "output")
NAMES_FILE = re.compile(r"`(?P<name>[\w.-]+\.json)`[^`\n]*:\s*\Z")
SHOWN_IN_COMMENT = re.compile(r"^\s*# ?(?:=> ?|(?=[{\[]|HTTP/))")


@dataclass
class Script:
    line: int
    text: str
    shown: list = field(default_factory=list)


def scripts(markdown):
    """The scripts of a document, in its order."""
    found, end, last = [], 0, None
    for block in FENCE.finditer(markdown):
        text = re.sub("^" + block["indent"], "", block["text"], flags=re.M)
        line = markdown.count("\n", 0, block.start()) + 2
        follows = last is not None and not markdown[end:block.start()].strip()
        if block["language"] == "sh":
            last = of_sh(line, text)
            found.append(last)
        elif block["language"] == "console":
            found += of_console(line, text)
            last = None
        elif follows and block["language"] in SHOWN:
            last.shown.append(text)
            last = None
        elif block["language"] == "json" and (file := NAMES_FILE.search(markdown[end:block.start()])):
            found.append(Script(line, f"cat >{file['name']} <<'END OF FILE'\n{text}END OF FILE\n"))
            last = None
        else:
            last = None
        end = block.end()
    return found


def of_sh(line, text):
    comments = [SHOWN_IN_COMMENT.sub("", each) for each in text.splitlines() if SHOWN_IN_COMMENT.match(each)]
    return Script(line, text, comments)


def of_console(line, text):
    found, goes_on = [], False
    for number, each in enumerate(text.splitlines()):
        if goes_on:
            found[-1].text += "\n" + each.removeprefix("> ")
        elif each.startswith("$ "):
            found.append(Script(line + number, each[2:]))
        elif found:
            found[-1].shown = ["\n".join([*found[-1].shown, each])]
            continue
        goes_on = bool(found) and found[-1].text.endswith("\\")
    return found
