# SPDX-License-Identifier: Apache-2.0
"""What personsd does without being told."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ways import PERSONSD


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    """Whether it gets its port, which another program may have, or not: its first line says where it wants to be."""
    server = subprocess.Popen(
        [str(PERSONSD), str(tmp_path / "people.db"), "--create"], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    with server.stderr:
        line = server.stderr.readline()
        server.terminate()
        server.wait(timeout=30)
    assert line in (
        "personsd: listening on http://127.0.0.1:8080\n",
        "personsd: cannot listen on 127.0.0.1:8080: Address already in use\n",
    )
