# SPDX-License-Identifier: Apache-2.0
"""Job: virtual environments in build/ with the programs of others that the tests of the server need, each made once."""

import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
WSGI_SERVERS = ["gunicorn==27.0.1", "waitress==3.0.2"]
SCHEMATHESIS = ["schemathesis==4.32.5"]


def python_with(name, packages):
    """The path of a Python in build/NAME that has the packages, in these versions; raises RuntimeError without them."""
    folder = ROOT / "build" / name
    python, ready = folder / "bin" / "python", folder / "ready"
    wanted = " ".join(packages)
    if not ready.exists() or ready.read_text(encoding="utf-8") != wanted or not python.exists():
        print(f"installing {wanted} into build/{name}", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{wanted} cannot be installed: {done.stderr[-600:]}")
        ready.write_text(wanted, encoding="utf-8")
    return str(python)
