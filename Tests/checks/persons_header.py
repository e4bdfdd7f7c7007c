# SPDX-License-Identifier: Apache-2.0
"""Reads include/persons.h for the checks: its functions, their parameters and their comments."""

import os
import re
from dataclasses import dataclass, field

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADER = os.path.join(ROOT, "include", "persons.h")


@dataclass
class Parameter:
    type: str
    name: str

    @property
    def is_pointer(self):
        return "*" in self.type or self.type == "persons_progress"


@dataclass
class Function:
    name: str
    result: str
    comment: str
    parameters: list = field(default_factory=list)

    @property
    def takes_handle(self):
        return bool(self.parameters) and self.parameters[0].type == "persons_directory *"

    def about(self, parameter):
        """What the comment says of a parameter, on one line."""
        found = re.search(r"@param %s\b(.*?)(?=@param|@return|Threads:|\Z)" % parameter,
                          self.comment, re.S)
        return " ".join(found.group(1).split()) if found else ""


def read(path=HEADER):
    with open(path, encoding="utf-8") as file:
        return file.read()


def _parameter(text):
    found = re.fullmatch(r"(.*?)(\w+)", " ".join(text.split()))
    kind = found.group(1).strip()
    return Parameter(re.sub(r"\s*(\*+)$", r" \1", kind), found.group(2))


def functions(text=None):
    """The functions of the header, in its order."""
    text = read() if text is None else text
    pattern = re.compile(r"(?P<comment>/\*\*(?:(?!\*/).)*\*/)?\s*"
                         r"^PERSONS_API\b(?P<declaration>[^;]*);", re.S | re.M)
    found = []
    for match in pattern.finditer(text):
        declaration = match.group("declaration").replace("PERSONS_MUST_CHECK", "")
        declaration = " ".join(declaration.split())
        head, _, tail = declaration.partition("(")
        result, name = re.fullmatch(r"(.*?)(persons_\w+)", head.strip()).groups()
        inside = tail.rstrip().removesuffix(")").strip()
        parameters = [] if inside in ("", "void") else [_parameter(p) for p in inside.split(",")]
        comment = re.sub(r"^[ \t]*\* ?", "", match.group("comment") or "", flags=re.M)
        found.append(Function(name, result.strip(), comment, parameters))
    return found


def example(text=None):
    """The program in the header's first long comment."""
    text = read() if text is None else text
    prefix = " *     "
    lines, inside = [], False
    for line in text.split("\n"):
        if line == prefix + "#include <persons.h>":
            inside = True
        if inside and line.startswith(prefix):
            lines.append(line[len(prefix):])
        elif inside and line.strip() == "*":
            lines.append("")
        elif inside:
            break
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"
