# SPDX-License-Identifier: Apache-2.0
"""The calls that move whole files: import_, export, backup."""

from __future__ import annotations

import os
from typing import Optional, Union, cast

from ._handle import Handle
from ._long_call import Progress
from ._requests import UNSET, Flag, Path, Text, Unset, request
from ._requests import path as path_text
from ._types import BackupReport, ExportReport, ImportReport


class Transfer(Handle):
    """Import and export persons as NDJSON, and copy the directory.

    A progress callable is called as progress(done, bytes, total), at least once
    per thousand persons, in the thread that made the call: rows or persons so
    far, bytes so far, and the bytes to read in all, -1 where that is not known.
    When it returns something true the call ends and Interrupted is raised. When
    it raises, the call ends and the exception is raised from the call. It may use
    the directory, but not close it.

    Ctrl-C in the main thread ends these calls; it interrupts the other calls that
    run on the directory then, too.
    """

    def import_(
        self,
        path: Path,
        /,
        *,
        resume: Flag = UNSET,
        report: Union[Path, None, Unset] = UNSET,
        on_error: Text = UNSET,
        progress: Optional[Progress] = None,
        **more: object,
    ) -> ImportReport:
        """Import persons from an NDJSON file: a JSON object a line.

        A line is a person as get() shows it, or with the keys of upsert(), or a
        group or an event as export() writes them. A person with a known personId,
        or else a known externalRef, is changed; any other is new.

        Args:
            resume: go on where an import of this file stopped
            report: path of a file to write one line to for every row
            on_error: "continue" with the next row (when absent), or "stop"
            progress: see the class

        Returns:
            {"rows": 9, "created": 5, "updated": 1, "unchanged": 1, "groups": 1,
            "events": 0, "failed": 1, "errors": [{"row": 7, "error": {…}}]}. Look at
            "failed": rows that were refused raise nothing.

        Raises:
            NotFound: no_such_file
            Invalid: import_stopped, a row failed and on_error is "stop"
            Conflict: import_changed, what was imported before has changed
            Interrupted: go on with resume=True
        """
        if isinstance(report, os.PathLike):
            report = os.fspath(report)
        keys = request(more, resume=resume, report=report, on_error=on_error)
        answer = self._ask_long(
            "persons_import", path_text(path), keys, progress=progress, reports=True
        )
        return cast(ImportReport, answer)

    import_file = import_

    def export(
        self,
        path: Path,
        /,
        *,
        overwrite: Flag = UNSET,
        skip_damaged: Flag = UNSET,
        progress: Optional[Progress] = None,
        **more: object,
    ) -> ExportReport:
        """Export groups, events and persons as NDJSON, in the order of creation.

        The file is private (0600) and appears whole or not at all.

        Args:
            overwrite: replace an existing file
            skip_damaged: pass over what cannot be read, to save the rest of a
                damaged file
            progress: see the class

        Returns:
            {"persons": 100, "groups": 2, "events": 1, "bytes": 31415}; with
            skip_damaged also "damaged": how much was passed over

        Raises:
            Conflict: file_exists
            NotFound: no_such_folder
            Interrupted: nothing is left behind
        """
        keys = request(more, overwrite=overwrite, skip_damaged=skip_damaged)
        answer = self._ask_long(
            "persons_export", path_text(path), keys, progress=progress, reports=True
        )
        return cast(ExportReport, answer)

    def backup(self, path: Path, /) -> BackupReport:
        """Copy the directory to a new file while it is in use, and check the copy.

        Returns:
            {"path": "…", "bytes": 40960, "persons": 100, "revision": 7}

        Raises:
            Conflict: file_exists
            NotFound: no_such_folder
            Corrupt: the directory is damaged; no copy is left
            Forbidden: with a token
        """
        return cast(BackupReport, self._ask_long("persons_backup", path_text(path)))
