# SPDX-License-Identifier: Apache-2.0
"""Where things are, and the virtual environment with the peers: made once in build/venv-quality."""

import importlib.util
import os
import subprocess
import sys
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PEERS = {"tantivy": "tantivy==0.27.0", "rapidfuzz": "rapidfuzz==3.14.6"}


def find_libpersons() -> str:
    """Let the package persons be imported, with the library of PERSONS_LIBRARY or the one in build; return its path."""
    sys.path.insert(0, os.path.join(ROOT, "bindings", "python"))
    path = os.environ.setdefault("PERSONS_LIBRARY", os.path.join(ROOT, "build", "libpersons.so.1"))
    if not os.path.exists(path):
        raise SystemExit(f"there is no library at {path}: run make, or set PERSONS_LIBRARY")
    return path


def with_peers(needed: list[str]) -> None:
    """Go on inside the environment that has the peers, when this Python lacks one of them."""
    missing = [peer for peer in needed if peer in PEERS and importlib.util.find_spec(peer) is None]
    if not missing or os.environ.get("PERSONS_QUALITY_INSIDE"):
        return
    folder = os.path.join(ROOT, "build", "venv-quality")
    python = os.path.join(folder, "bin", "python")
    ready = os.path.join(folder, "ready")
    wanted = " ".join(PEERS.values())
    if not os.path.exists(ready) or open(ready, encoding="utf-8").read() != wanted:
        print(f"installing the peers into {os.path.relpath(folder)}", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS.values()],
                              check=False)
        if done.returncode != 0:
            print(f"the peers cannot be installed, so without {', '.join(missing)}", flush=True)
            os.environ["PERSONS_QUALITY_INSIDE"] = "1"
            return
        with open(ready, "w", encoding="utf-8") as file:
            file.write(wanted)
    os.environ["PERSONS_QUALITY_INSIDE"] = "1"
    sys.stdout.flush()
    os.execv(python, [python, *sys.argv])


def has(engine: str) -> bool:
    """Whether an engine can be used with this Python."""
    return engine not in PEERS or importlib.util.find_spec(engine) is not None
