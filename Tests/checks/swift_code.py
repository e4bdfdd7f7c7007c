# SPDX-License-Identifier: Apache-2.0
"""Swift source without its comments and without the text of its strings, line for line.

Code inside an interpolation stays: "\\(name!)" is still a force unwrap.
"""

import re

_STRING = re.compile(r'(#*)("""|")')


def code_only(text):
    kept, _ = _code(text, 0, False)
    return "".join(kept)


def _code(text, at, inside_parentheses):
    """Code from here on; to the closing parenthesis when inside one."""
    kept, depth = [], 0
    while at < len(text):
        if text.startswith("//", at):
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif text.startswith("/*", at):
            end = _comment_end(text, at)
            kept.append(" " + "\n" * text.count("\n", at, end))
            at = end
        elif (opening := _STRING.match(text, at)) is not None:
            part, at = _string(text, opening)
            kept.extend(part)
        else:
            character = text[at]
            if inside_parentheses and character == ")" and depth == 0:
                return kept, at
            depth += (character == "(") - (character == ")")
            kept.append(character)
            at += 1
    return kept, at


def _comment_end(text, at):
    depth = 0
    while at < len(text):
        if text.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif text.startswith("*/", at):
            depth, at = depth - 1, at + 2
            if depth == 0:
                return at
        else:
            at += 1
    return at


def _string(text, opening):
    """A string becomes "" and, behind it, the code of its interpolations in parentheses."""
    hashes, quote = opening.groups()
    close, escape = quote + hashes, "\\" + hashes
    kept, at = ['"'], opening.end()
    while at < len(text):
        if text.startswith(close, at):
            return kept + ['"'], at + len(close)
        if text.startswith(escape + "(", at):
            inner, at = _code(text, at + len(escape) + 1, True)
            kept += ["("] + inner + [")"]
            at += 1
        elif text.startswith(escape, at):
            at += len(escape) + 1
        else:
            if text[at] == "\n":
                if quote == '"':
                    return kept + ['"'], at
                kept.append("\n")
            at += 1
    return kept, at
