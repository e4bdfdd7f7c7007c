# SPDX-License-Identifier: Apache-2.0
"""An embeddable persons directory: find, search and update persons in one file.

    import persons

    with persons.open("people.db") as directory:
        directory.create(firstName="Ada", lastName="Lovelace", email="ada@example.org")
        for person in directory.search("lovel")["persons"]:
            print(person["firstName"], person["email"])

Importing the package loads libpersons.so.1, or the file that the environment
variable PERSONS_LIBRARY names, and raises ImportError when that does not fit.
"""

from __future__ import annotations

from ._care import Response
from ._library import library_version
from ._types import (
    BackupReport,
    Change,
    ChangePage,
    CheckReport,
    Created,
    Event,
    EventHistoryEntry,
    EventList,
    ExportReport,
    FindPage,
    FoundPerson,
    Group,
    GroupList,
    ImportReport,
    IssuedToken,
    ListPage,
    Organization,
    OrganizationList,
    Person,
    PersonWithHistory,
    RowFailure,
    RsvpStatus,
    SearchPage,
    Stats,
    Success,
    Token,
    TokenList,
    Upserted,
    UpsertedPerson,
)
from ._version import __version__
from .directory import Directory, open
from .errors import (
    Busy,
    Conflict,
    Corrupt,
    Error,
    Forbidden,
    Full,
    Internal,
    Interrupted,
    Invalid,
    IoError,
    Misuse,
    NewerFormat,
    NoMemory,
    NotFound,
    PermissionDenied,
    Protocol,
    RateLimited,
    ReadOnly,
    Timeout,
    TooLarge,
    Unauthorized,
    Unavailable,
    Unsupported,
)

__all__ = [
    "__version__",
    "library_version",
    "open",
    "Directory",
    "Response",
    # errors
    "Error",
    "Busy",
    "Conflict",
    "Corrupt",
    "Forbidden",
    "Full",
    "Internal",
    "Interrupted",
    "Invalid",
    "IoError",
    "Misuse",
    "NewerFormat",
    "NoMemory",
    "NotFound",
    "PermissionDenied",
    "Protocol",
    "RateLimited",
    "ReadOnly",
    "Timeout",
    "TooLarge",
    "Unauthorized",
    "Unavailable",
    "Unsupported",
    # shapes of results
    "BackupReport",
    "Change",
    "ChangePage",
    "CheckReport",
    "Created",
    "Event",
    "EventHistoryEntry",
    "EventList",
    "ExportReport",
    "FindPage",
    "FoundPerson",
    "Group",
    "GroupList",
    "ImportReport",
    "IssuedToken",
    "ListPage",
    "Organization",
    "OrganizationList",
    "Person",
    "PersonWithHistory",
    "RowFailure",
    "RsvpStatus",
    "SearchPage",
    "Stats",
    "Success",
    "Token",
    "TokenList",
    "Upserted",
    "UpsertedPerson",
]
