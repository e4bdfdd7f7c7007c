# SPDX-License-Identifier: Apache-2.0
"""Which error types tests assert: every (status, type) that a test compares an answer against as text.

Read from the tests' sources, not from a run: it sees that a comparison stands there, not that it is reached. What
counts is a comparison with this one type: of a list of types that are all accepted, none counts, nor does a type in a
comment, in a name or in what is sent.

    Fixtures   {"status": "…", "result": {"error": {"type": "…"}}} in an expected.json: hosts compare the whole answer
    C          PERSONS_STATUS, "type" next to each other, as in REFUSED(call, PERSONS_INVALID, "unknown_key"), and the
               fitting_type of a fault that has one fitting status
    Python     == "type" or == "STATUS type", tally.equal(…, "type"), expect(…, "STATUS type"); names are followed to
               constants, to loops over literal lists and to pytest's parameters
    Swift      errorType == "type"

The status is "" where the comparison does not have it.
"""

import ast
import collections
import json
import re

from swift_code import code_only

C_COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.S)
C_PAIR = re.compile(r'PERSONS_([A-Z_]+),\s*"([a-z][a-z0-9_]*)"')
C_FAULT = re.compile(r'\.fitting = \{PERSONS_([A-Z_]+)\}, \.fitting_type = "([a-z][a-z0-9_]*)"')
WORDS = re.compile(r"(?:([A-Z_]+) )?([a-z][a-z0-9_]*)")
SWIFT = re.compile(r'errorType == "([a-z][a-z0-9_]*)"')


def in_fixture(text):
    for step in json.loads(text):
        result = step.get("result")
        error = result.get("error") if isinstance(result, dict) else None
        if isinstance(error, dict) and WORDS.fullmatch(error.get("type", "")):
            # An answer over HTTP is PERSONS_OK, and has a status of its own.
            yield "" if "http" in step else step["status"], error["type"]


def in_c(text):
    """Pairs in code: a comment becomes a space, a string stays."""
    code = C_COMMENT_OR_STRING.sub(lambda found: found[0] if found[0].startswith('"') else " ", text)
    for pattern in (C_PAIR, C_FAULT):
        yield from pattern.findall(code)


def in_swift(text):
    # code_only empties the strings, so a line is read whole where its code has the comparison.
    for line, code in zip(text.split("\n"), code_only(text).split("\n")):
        if 'errorType == ""' in code and "#expect" in code:
            yield from (("", kind) for kind in SWIFT.findall(line))


# -------------------------------------------------------------------------------------------------------- Python --

class Names(ast.NodeVisitor):
    """What names can stand for in a file: each assignment, each element of a literal that is looped over or is a
    parameter of a test."""

    def __init__(self):
        self.of = collections.defaultdict(list)

    def bind(self, target, value):
        if isinstance(target, ast.Name):
            self.of[target.id].append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for each, its in zip(target.elts, value.elts):
                self.bind(each, its)

    def visit_Assign(self, node):
        for target in node.targets:
            self.bind(target, node.value)
        self.generic_visit(node)

    def visit_For(self, node):
        for listed in self.values(node.iter):
            if isinstance(listed, (ast.Tuple, ast.List)):
                for each in listed.elts:
                    self.bind(node.target, each)
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.parametrize":
                names, listed = decorator.args[0], decorator.args[1]
                if isinstance(names, ast.Constant) and isinstance(listed, (ast.List, ast.Tuple)):
                    words = [ast.Name(word.strip()) for word in names.value.split(",")]
                    target = words[0] if len(words) == 1 else ast.Tuple(words)
                    for each in listed.elts:
                        self.bind(target, each)
        self.generic_visit(node)

    def values(self, node, depth=4):
        if isinstance(node, ast.Name) and depth:
            return [value for known in self.of.get(node.id, ()) for value in self.values(known, depth - 1)]
        return [node]


def told(names, node):
    """The types of what an answer is compared with."""
    for value in names.values(node):
        if isinstance(value, ast.Tuple):
            for each in value.elts:
                yield from told(names, each)
        elif isinstance(value, ast.Constant) and isinstance(value.value, str):
            found = WORDS.fullmatch(value.value)
            if found:
                yield found[1] or "", found[2]


def told_alone(names, node):
    """The type of a list that has no other: `got in ["PROTOCOL not_json"]`."""
    for value in names.values(node):
        if isinstance(value, (ast.List, ast.Tuple, ast.Set)) and len(value.elts) == 1:
            yield from told(names, value.elts[0])


def in_python(text, constants=None):
    tree = ast.parse(text)
    names = Names()
    names.of.update({name: list(values) for name, values in (constants or {}).items()})
    names.visit(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            if isinstance(node.ops[0], ast.Eq):
                yield from told(names, node.left)
                yield from told(names, node.comparators[0])
            elif isinstance(node.ops[0], ast.In):
                yield from told_alone(names, node.comparators[0])
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).rsplit(".", 1)[-1]
            # equal(name, got, wanted) and expect(tally, name, answer, *wanted)
            if (called == "equal" and len(node.args) == 3) or (called == "expect" and len(node.args) == 4):
                last = node.args[-1]
                yield from told_alone(names, last.value) if isinstance(last, ast.Starred) else told(names, last)


def constants_of(texts):
    """Names in capitals, which files import from each other."""
    names = Names()
    for text in texts:
        names.visit(ast.parse(text))
    return {name: values for name, values in names.of.items() if name.isupper()}


# ----------------------------------------------------------------------------------------------------- self-test --

C_CASES = {
    'REFUSED(call, PERSONS_INVALID, "a_b");': [("INVALID", "a_b")],
    'REFUSED(call, PERSONS_INVALID,\n    "a_b");': [("INVALID", "a_b")],
    '/* PERSONS_INVALID, "a_b" */': [], '// PERSONS_INVALID, "a_b"\n': [], '"PERSONS_INVALID, \\"a_b\\""': [],
    'ANSWERS(create("a_b"), PERSONS_INVALID);': [], 'strcmp(type, "a_b")': [],
    '.fitting = {PERSONS_FULL}, .fitting_type = "a_b"': [("FULL", "a_b")],
    '.fitting = {PERSONS_FULL, PERSONS_IO}, .fitting_type = "a_b"': [],
}
PYTHON_CASES = {
    'assert error.type == "a_b"': [("", "a_b")], 'assert (s, t) == ("X", "a_b")': [("", "a_b")],
    'assert got == "INVALID a_b"': [("INVALID", "a_b")], 'assert got in ("INVALID a_b", "INVALID c_d")': [],
    'assert got in ["INVALID a_b"]': [("INVALID", "a_b")], 'assert got in WANTED': [],
    'assert error.type != "a_b"': [], '# == "a_b"': [], 'def f():\n    """== a_b"""': [], 'send("a_b")': [],
    'tally.equal("name", got, "a_b")': [("", "a_b")], 'tally.check("a_b", got in x, "a_b")': [],
    'expect(t, "n", answer, "TIMEOUT a_b")': [("TIMEOUT", "a_b")], 'expect(t, "n", answer, "X a_b", "Y c_d")': [],
    'for w in (["X a_b"], ["X c_d", "ok"]):\n    expect(t, "n", answer, *w)': [("X", "a_b")],
    'A = "X a_b"\nexpect(t, "n", answer, A)': [("X", "a_b")], 'A = "X a_b"': [],
    'for a, b in ((1, "X a_b"), (2, "c_d")):\n    assert got == b': [("X", "a_b"), ("", "c_d")],
    '@pytest.mark.parametrize("a, b", [(1, "a_b")])\ndef test(a, b):\n    assert got == b': [("", "a_b")],
    'L = [({}, ["X a_b"]), ({}, ["X c_d", "ok"])]\nfor a, b in L:\n    check(got in b)': [("X", "a_b")],
}
SWIFT_CASES = {
    '#expect(a.errorType == "a_b")': [("", "a_b")], '// #expect(a.errorType == "a_b")': [],
    '#expect(a.errorType != "a_b")': [], 'let a = b.errorType == "a_b"': [],
}
FIXTURE_CASES = {
    '[{"status": "INVALID", "result": {"error": {"type": "a_b", "message": "{{any}}"}}}]': [("INVALID", "a_b")],
    '[{"status": "INVALID", "result": {"error": {"type": "{{any}}"}}}]': [],
    '[{"status": "OK", "result": {"type": "a_b"}}]': [], '[{"status": "OK", "text": "a_b"}]': [],
    '[{"status": "OK", "http": 404, "result": {"error": {"type": "a_b"}}}]': [("", "a_b")],
}


def self_test():
    for read, cases in ((in_c, C_CASES), (in_python, PYTHON_CASES), (in_swift, SWIFT_CASES),
                        (in_fixture, FIXTURE_CASES)):
        for text, wanted in cases.items():
            found = [pair for pair in read(text) if pair[1] in ("a_b", "c_d")]
            assert found == wanted, f"{read.__name__}: {text!r} gave {found}, not {wanted}"
