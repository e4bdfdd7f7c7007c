# SPDX-License-Identifier: Apache-2.0
"""Find and load libpersons, and refuse a library that this package does not fit.

A wheel has the library beside this file; elsewhere it is the system's. The environment
variable PERSONS_LIBRARY names another file to load instead.
Whatever goes wrong here is one ImportError with one sentence on what to do.
"""

from __future__ import annotations

import ctypes
import os

from ._declarations import declare

SONAME = "libpersons.so.1"
ABI_VERSION = 1


def load() -> ctypes.CDLL:
    """Return the library, with every function declared."""
    own = os.path.join(os.path.dirname(__file__), SONAME)
    name = os.environ.get("PERSONS_LIBRARY") or (own if os.path.exists(own) else SONAME)
    try:
        library = ctypes.CDLL(name)
    except OSError as error:
        raise _unusable(
            name,
            f"cannot be loaded ({error}). Install libpersons, or set PERSONS_LIBRARY "
            f"to the path of {SONAME}",
        ) from error
    try:
        declare(library)
    except AttributeError as error:
        raise _unusable(
            name,
            f"is not libpersons, or is older than this package ({error}). Install "
            "the libpersons that belongs to it",
        ) from error
    found = library.persons_abi_version()
    if found != ABI_VERSION:
        raise _unusable(
            name,
            f"has ABI version {found}, this package needs {ABI_VERSION}. Install "
            "the libpersons that belongs to it",
        )
    return library


def _unusable(name: str, why: str) -> ImportError:
    return ImportError(f"the library {name} {why}.", name="persons", path=name)
