# SPDX-License-Identifier: Apache-2.0
"""persons.open and Directory: every call of the library as a method."""

from __future__ import annotations

from ._access import Access
from ._care import Care
from ._events import Events, Groups
from ._requests import UNSET, Flag, Number, Path, Text, request
from ._transfer import Transfer
from ._writing import Writing
from .pages import Pages


class Directory(Pages, Writing, Groups, Events, Access, Transfer, Care):
    """A directory of persons that is open. Made by persons.open().

    Methods carry the names of the library's calls and take its JSON keys as
    keywords, spelled as there (the key "after-id" is after_id). They return the
    result as dicts and lists, and raise persons.Error or a subclass. None is JSON
    null: "not given" in requests, "clear it" in update().

    A context manager. Any thread may make any call at any time. After a fork, the
    child's calls raise Misuse: open directories after forking. A directory that is
    never closed is closed when it is collected, or when Python ends.

    Every call may also raise:
        Misuse: the directory is closed, or was opened before a fork
        Invalid: malformed_json, invalid_utf8, unknown_key, wrong_type,
            missing_field, invalid_value; `field` names the key
        TooLarge: a request over 8 MiB, a string over 64 KiB, …
        Unauthorized, Forbidden: the token of the directory does not allow it
        Busy, Full, IoError, Corrupt, PermissionDenied, ReadOnly: the environment
        Interrupted: interrupt() was called
        Internal: a fault of the library
    """

    def __init__(
        self,
        location: Path,
        /,
        *,
        organization: Text = UNSET,
        token: Text = UNSET,
        create: Flag = UNSET,
        read_only: Flag = UNSET,
        durability: Text = UNSET,
        timeout_ms: Number = UNSET,
        service: Text = UNSET,
        **more: object,
    ) -> None:
        """See persons.open()."""
        options = request(
            more,
            organization=organization,
            token=token,
            create=create,
            read_only=read_only,
            durability=durability,
            timeout_ms=timeout_ms,
            service=service,
        )
        super().__init__(location, options)


def open(
    location: Path,
    /,
    *,
    organization: Text = UNSET,
    token: Text = UNSET,
    create: Flag = UNSET,
    read_only: Flag = UNSET,
    durability: Text = UNSET,
    timeout_ms: Number = UNSET,
    service: Text = UNSET,
    **more: object,
) -> Directory:
    """Open a directory of persons, creating its file when it is absent.

    Args:
        location: a path, or ":memory:" for a directory that lives until closed
        organization: slug of the organization to work in; the token's or the
            first one when absent. A file that is created gets one of this name
        token: work with the rights of this token; as the owner when absent
        create: create an absent file; True when absent
        read_only: never write; False when absent
        durability: "full" (when absent) survives a power cut, "relaxed" a crash
            of the process
        timeout_ms: how long to wait for other processes, in milliseconds, 0 to
            86400000; 10000 when absent
        service: "persons" (when absent), "gatsby" or "travtus" to answer in the
            shape of that service alone

    Raises:
        NotFound: no_such_file (create is False), no_such_folder,
            organization_not_found
        Invalid: not_a_directory_file, is_a_folder, or a bad option
        NewerFormat: written by a newer library; left untouched
        Unsupported: network_file_system, or a remote location
        PermissionDenied: no access, or unsafe_permissions
        ReadOnly: it cannot be written; open it with read_only=True
        Unauthorized: missing_authorization, invalid_authorization, expired_token
        Forbidden: organization_mismatch
        Misuse: the process was forked while a directory was open
    """
    return Directory(
        location,
        organization=organization,
        token=token,
        create=create,
        read_only=read_only,
        durability=durability,
        timeout_ms=timeout_ms,
        service=service,
        **more,
    )
