# SPDX-License-Identifier: Apache-2.0
"""Job: the list of planted faults, and a copy of the project that has all of them behind one switch.

In the copy, each fault is in the code and asleep: the environment variable PERSONS_PLANTED, a number, wakes one. So
one build serves them all.
"""

import dataclasses
import pathlib
import re
import shutil
import subprocess
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]

# Fewer than this would let the list shrink in silence.
LEAST = 300
# So many may have a reason why nothing finds them.
MOST_LIVING = 2

KEYS = {"name", "file", "was", "becomes", "killed_by", "lives_because"}

SWITCH = {
    ".swift": "planted({number})",
    ".c": "planted({number})",
    ".py": '(__import__("os").environ.get("PERSONS_PLANTED") == "{number}")',
}

SWIFT_SWITCH = """\
internal import Glibc

private let plantedFault: Int32 = getenv("PERSONS_PLANTED").map { atoi($0) } ?? 0

@inline(never) func planted(_ number: Int32) -> Bool { plantedFault == number }
"""

C_SWITCH = """\
#include <stdlib.h>
static inline int planted(int number)
{
  const char *text = getenv("PERSONS_PLANTED");
  return text && atoi(text) == number;
}
#line 1
"""


@dataclasses.dataclass
class Mutant:
    """One planted fault."""

    number: int
    list: str
    name: str
    file: str
    was: str
    becomes: str
    killed_by: str = ""
    lives_because: str = ""

    def fault(self, text):
        """Why it does not apply to its file, or None."""
        found = text.count(self.was)
        if found != 1:
            return f"`was` occurs {found} times in {self.file}, not once"
        if "PLANTED" not in self.becomes:
            return "`becomes` does not ask for PLANTED"
        if self.was == self.becomes:
            return "`becomes` is `was`"
        if pathlib.Path(self.file).suffix not in SWITCH:
            return f"no switch is known for {self.file}"
        if bool(self.killed_by) == bool(self.lives_because):
            return "it needs either `killed_by` or `lives_because`"
        return None

    def planted(self, text):
        """The text of its file with the fault in it."""
        switch = SWITCH[pathlib.Path(self.file).suffix].format(number=self.number)
        return text.replace(self.was, re.sub(r"\bPLANTED\b", lambda _: switch, self.becomes))


def read_list():
    """Every planted fault. A fault's number is its place in the list; raises ValueError for a malformed entry."""
    mutants = []
    for path in sorted(HERE.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", []):
            unknown = entry.keys() - KEYS
            if unknown:
                raise ValueError(f"{path.name}: {entry.get('name', 'an entry')} has unknown keys: {sorted(unknown)}")
            mutants.append(Mutant(number=len(mutants) + 1, list=path.name, **entry))
    return mutants


def planted_files(mutants):
    """The text of each file with its faults asleep, and what does not apply, a sentence a fault."""
    texts, wrong = {}, []
    names = [mutant.name for mutant in mutants]
    for mutant in mutants:
        if mutant.file not in texts and (ROOT / mutant.file).is_file():
            texts[mutant.file] = (ROOT / mutant.file).read_text(encoding="utf-8")
        fault = "another has this name" if names.count(mutant.name) > 1 else mutant.fault(texts.get(mutant.file, ""))
        if fault:
            wrong.append(f"{mutant.list}: {mutant.name}: {fault}")
        else:
            texts[mutant.file] = mutant.planted(texts[mutant.file])
    return texts, wrong


def project_files():
    """The files that make up the project, tracked or about to be, as paths from its root."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True, text=True).stdout
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})


def plant(mutants, tree):
    """Makes or renews the copy in `tree`, with all faults asleep. A file that is as it was keeps its time, so that a
    build there does what is new alone. Raises ValueError for what does not apply."""
    texts, wrong = planted_files(mutants)
    if wrong:
        raise ValueError("\n".join(wrong))
    contents = {name: (ROOT / name).read_bytes() for name in project_files()}
    for name, text in texts.items():
        contents[name] = ((C_SWITCH if name.endswith(".c") else "") + text).encode("utf-8")
    for module in (ROOT / "Sources").glob("Persons*"):
        contents[f"Sources/{module.name}/Planted.swift"] = SWIFT_SWITCH.encode("utf-8")
    for path in list(tree.rglob("*")) if tree.exists() else []:
        name = str(path.relative_to(tree))
        if path.is_file() and name not in contents and not name.startswith(("build/", ".build/")):
            path.unlink()
    for name, content in contents.items():
        path = tree / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if (ROOT / name).is_file():
            shutil.copymode(ROOT / name, path)
