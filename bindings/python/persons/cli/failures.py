# SPDX-License-Identifier: Apache-2.0
"""What went wrong, in one line with what to do next, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Dict, Optional

from .. import errors
from .text import harmless

OK = 0
NOTHING = 1
USAGE = 2
ACCESS = 3
ENVIRONMENT = 4
INTERRUPTED = 5
REFUSED = 6
FAULT = 7

MEANINGS: Dict[int, str] = {
    OK: "done",
    NOTHING: "not found, or nobody matches",
    USAGE: "the command or the request is wrong, or in conflict with what is there",
    ACCESS: "the token or the file system does not allow it",
    ENVIRONMENT: "busy, full, damaged, unreachable: the environment says no",
    INTERRUPTED: "interrupted",
    REFUSED: "done, but some records or rows were refused",
    FAULT: "a fault of the library: please report it",
}

_CODES = {
    errors.NotFound: NOTHING,
    errors.Invalid: USAGE,
    errors.Misuse: USAGE,
    errors.Conflict: USAGE,
    errors.Unsupported: USAGE,
    errors.TooLarge: USAGE,
    errors.Unauthorized: ACCESS,
    errors.Forbidden: ACCESS,
    errors.PermissionDenied: ACCESS,
    errors.ReadOnly: ACCESS,
    errors.Busy: ENVIRONMENT,
    errors.Full: ENVIRONMENT,
    errors.IoError: ENVIRONMENT,
    errors.Corrupt: ENVIRONMENT,
    errors.NewerFormat: ENVIRONMENT,
    errors.NoMemory: ENVIRONMENT,
    errors.Unavailable: ENVIRONMENT,
    errors.Timeout: ENVIRONMENT,
    errors.Protocol: ENVIRONMENT,
    errors.RateLimited: ENVIRONMENT,
    errors.Interrupted: INTERRUPTED,
    errors.Internal: FAULT,
}

# What to do next, by the type of the error and else by its status.
_ADVICE = {
    "no_such_file": "check the path",
    "no_such_folder": "make the folder first",
    "organization_not_found": "see 'organization list'",
    "group_not_found": "see 'group list'",
    "event_not_found": "see 'event list'",
    "token_not_found": "see 'token list'",
    "file_exists": "choose another name",
    "owner_only": "leave the token out, if the file is yours",
    "expired_token": "ask for a new token",
    "import_stopped": "mend the row and go on with --resume",
    "import_changed": "import the file as a whole, without --resume",
    "idempotency_key_reused": "use a new key for a new request",
    "UNAUTHORIZED": "give a valid token in PERSONS_TOKEN",
    "FORBIDDEN": "ask the owner for a token with more rights",
    "BUSY": "try again, or wait longer with --timeout-ms",
    "FULL": "free some space and try again",
    "IO": "look at the disk, then try again",
    "CORRUPT": "run 'check', and restore a backup",
    "NEWER_FORMAT": "install a newer libpersons",
    "READ_ONLY": "read it with --read-only",
    "PERMISSION": "see who may read and write the file and its folder",
    "INTERNAL": "please report this",
}


def exit_code(error: errors.Error) -> int:
    """Return the exit code for an error."""
    return _CODES.get(type(error), FAULT)


def report(
    error: errors.Error,
    as_json: bool,
    advice: Optional[str] = None,
    options: Optional[Mapping[str, str]] = None,
) -> int:
    """Write the error to standard error and return the exit code.

    `options` names the option of the command for a JSON key.
    """
    if as_json:
        document = error.document or {"error": _parts(error)}
        sys.stderr.write(json.dumps(document, ensure_ascii=False) + "\n")
        return exit_code(error)
    text = f"{error.message.rstrip().rstrip('.')}{_place(error, options or {})}."
    advice = advice or _ADVICE.get(error.type) or _ADVICE.get(error.status)
    complain(f"{text} Next: {advice}." if advice else text)
    for problem in getattr(error, "problems", []):
        sys.stderr.write(f"  {harmless(problem)}\n")
    return exit_code(error)


def _place(error: errors.Error, options: Mapping[str, str]) -> str:
    if error.offset is not None:
        return f" (at byte {error.offset})"
    field = error.field or ""
    if field in options:
        return f" ({options[field]})"
    return "" if field in error.message or field == "location" else f" ({field})"


def complain(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"persons: {harmless(text)}\n")


def _parts(error: errors.Error) -> Dict[str, str]:
    parts = {"type": error.type, "message": error.message}
    if error.field is not None:
        parts["field"] = error.field
    return parts
