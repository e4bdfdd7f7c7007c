# SPDX-License-Identifier: Apache-2.0
"""The functions of persons.h for ctypes: one table, in the order of the header.

Texts that the library gives out are declared as addresses (c_void_p): ctypes
would turn a c_char_p result into bytes and lose the address to release.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int64, c_size_t, c_void_p
from typing import Any, Dict, List, Tuple

TEXT = c_char_p
DIRECTORY = c_void_p
# Texts, and a NULL at their end.
LIST = POINTER(c_char_p)
OUT = POINTER(c_void_p)
PROGRESS = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64, c_int64, c_int64)

FUNCTIONS: Dict[str, Tuple[Any, List[Any]]] = {
    # name: (what it returns, what it takes)
    "persons_version": (c_char_p, []),
    "persons_abi_version": (c_int, []),
    "persons_status_name": (c_char_p, [c_int]),
    # directory
    "persons_open": (c_int, [TEXT, TEXT, POINTER(DIRECTORY), OUT]),
    "persons_close": (None, [DIRECTORY]),
    "persons_free": (None, [c_void_p]),
    "persons_interrupt": (c_int, [DIRECTORY]),
    # reading
    "persons_find": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_list": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_search": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_get": (c_int, [DIRECTORY, TEXT, OUT]),
    # writing
    "persons_create": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_update": (c_int, [DIRECTORY, TEXT, TEXT, OUT]),
    "persons_delete": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_upsert": (c_int, [DIRECTORY, TEXT, OUT]),
    # groups
    "persons_put_group": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_list_groups": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_delete_group": (c_int, [DIRECTORY, TEXT, OUT]),
    # events
    "persons_put_event": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_list_events": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_record_rsvp": (c_int, [DIRECTORY, TEXT, OUT]),
    # organizations, tokens
    "persons_put_organization": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_list_organizations": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_issue_token": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_list_tokens": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_revoke_token": (c_int, [DIRECTORY, TEXT, OUT]),
    # import and export
    "persons_import": (c_int, [DIRECTORY, TEXT, TEXT, PROGRESS, c_void_p, OUT]),
    "persons_export": (c_int, [DIRECTORY, TEXT, TEXT, PROGRESS, c_void_p, OUT]),
    # changes
    "persons_changes": (c_int, [DIRECTORY, c_int64, OUT]),
    # care
    "persons_check": (c_int, [DIRECTORY, OUT]),
    "persons_backup": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_erase": (c_int, [DIRECTORY, TEXT, OUT]),
    "persons_stats": (c_int, [DIRECTORY, OUT]),
    # serving
    "persons_respond": (
        c_int,
        [DIRECTORY, TEXT, TEXT, LIST, TEXT, c_size_t, POINTER(c_int), OUT, OUT],
    ),
}


def declare(library: ctypes.CDLL) -> None:
    """Declare every function of the table; AttributeError when one is missing."""
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
