# SPDX-License-Identifier: Apache-2.0
"""The package says what the header says: functions, statuses, versions."""

from __future__ import annotations

import ctypes
import re
from ctypes import POINTER, c_char_p, c_int, c_int64, c_size_t, c_void_p
from typing import Any, Dict, List, Tuple

from conftest import PYTHON, REPOSITORY

import persons
from persons import _declarations, _loader, _version, errors

HEADER = (REPOSITORY / "include" / "persons.h").read_text("utf-8")
CODE = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.S)

TYPES: Dict[str, Any] = {
    "void": None,
    "int": c_int,
    "int64_t": c_int64,
    "size_t": c_size_t,
    "int *": POINTER(c_int),
    "void *": c_void_p,
    "const char *": c_char_p,
    "const char *const *": POINTER(c_char_p),
    "char *": c_void_p,  # a text to release: the declarations say why
    "char **": POINTER(c_void_p),
    "persons_directory *": c_void_p,
    "persons_directory **": POINTER(c_void_p),
    "persons_progress": _declarations.PROGRESS,
}


def functions() -> Dict[str, Tuple[Any, List[Any]]]:
    """Return what the header declares."""
    found = {}
    pattern = r"PERSONS_API\s+(?:PERSONS_MUST_CHECK\s+)?([\w\s*]+?)(persons_\w+)\(([^)]*)\);"
    for result, name, parameters in re.findall(pattern, CODE):
        arguments = [] if parameters.strip() == "void" else parameters.split(",")
        found[name] = (kind(result + " x"), [kind(argument) for argument in arguments])
    return found


def kind(parameter: str) -> Any:
    """Return the ctypes type of a parameter such as `const char *path`."""
    words = " ".join(parameter.split())
    match = re.fullmatch(r"(.*?)\s*(\**)\s*\w+", words)
    assert match, parameter
    return TYPES[f"{match[1]} {match[2]}".strip()]


def test_the_header_was_read() -> None:
    assert len(functions()) == CODE.count("PERSONS_API ") - CODE.count("define PERSONS_API ")
    assert len(functions()) > 30


def test_every_function_is_declared_as_in_the_header() -> None:
    assert _declarations.FUNCTIONS == functions()
    assert list(_declarations.FUNCTIONS) == list(functions()), "in another order"


def test_the_progress_callback_is_as_in_the_header() -> None:
    match = re.search(r"typedef int \(\*persons_progress\)\(([^)]*)\);", CODE)
    assert match
    callback = _declarations.PROGRESS
    assert [kind(argument) for argument in match[1].split(",")] == list(callback._argtypes_)
    assert callback._restype_ is c_int


def test_every_status_has_its_exception() -> None:
    statuses = {
        name: int(number)
        for name, number in re.findall(r"#define PERSONS_(\w+)\s+(-\d+)\s", CODE)
    }
    assert len(statuses) > 20
    assert {cls.status: code for code, cls in errors.CLASSES.items()} == statuses
    for code, cls in errors.CLASSES.items():
        assert cls.code == code
        assert getattr(persons, cls.__name__) is cls
        assert persons._library.status_name(code) == cls.status


def test_every_call_has_its_method() -> None:
    outside = {"version", "abi_version", "status_name", "open", "free"}
    for name in functions():
        call = name[len("persons_") :]
        if call not in outside:
            method = "import_" if call == "import" else call
            assert callable(getattr(persons.Directory, method)), call


def test_the_versions_are_equal() -> None:
    version = re.search(r'#define PERSONS_VERSION "([^"]+)"', CODE)
    abi = re.search(r"#define PERSONS_ABI_VERSION (\d+)", CODE)
    assert version and abi
    assert persons.__version__ == _version.__version__ == version[1]
    assert persons.library_version() == version[1]
    assert _loader.ABI_VERSION == int(abi[1])
    assert f".so.{abi[1]}" in _loader.SONAME
    project = (PYTHON / "pyproject.toml").read_text("utf-8")
    assert 'version = {attr = "persons._version.__version__"}' in project


def test_addresses_are_not_cut() -> None:
    assert ctypes.sizeof(_declarations.DIRECTORY) == ctypes.sizeof(ctypes.c_void_p)
    for name, (_, arguments) in _declarations.FUNCTIONS.items():
        function = getattr(persons._library.library, name)
        assert list(function.argtypes) == arguments
