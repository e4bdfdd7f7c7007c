# SPDX-License-Identifier: Apache-2.0
"""Job: virtual environments in build/ with the programs of others that the checks need, each made once.

    environment.py NAME PACKAGE==VERSION…

makes build/NAME with these packages and touches build/NAME/ready; with the word "checks" instead, build/venv with what
`make check` runs under. Another version in this file makes the environment anew.
"""

import fcntl
import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECKS = ["pytest==9.2.0", "mypy==2.4.1"]
WSGI_SERVERS = ["gunicorn==27.0.1", "waitress==3.0.2"]
SCHEMATHESIS = ["schemathesis==4.32.5"]

# pip itself tries each file again five times; this is for what it gives up on at once, as a name that is not resolved.
TRIES = 3


def python_with(name, packages):
    """The path of a Python in build/NAME that has the packages, in these versions; raises RuntimeError without them."""
    folder = ROOT / "build" / name
    python, ready = folder / "bin" / "python", folder / "ready"
    wanted = " ".join(packages)
    folder.parent.mkdir(exist_ok=True)
    # Steps that run side by side may want the same environment.
    with open(folder.with_name(f"{name}.lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists() or ready.read_text(encoding="utf-8") != wanted or not python.exists():
            print(f"installing {wanted} into build/{name}", file=sys.stderr, flush=True)
            venv.create(folder, with_pip=True, clear=True)
            install(python, name, packages)
            ready.write_text(wanted, encoding="utf-8")
    return str(python)


def install(python, name, packages):
    words = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--timeout", "30", *packages]
    for _ in range(TRIES):
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
    raise RuntimeError(
        f"pip could not install {' '.join(packages)} into build/{name}, {TRIES} times. This is not a fault of the "
        f"product. Make sure that the package index can be reached, then try again. pip said:\n{done.stderr[-2000:]}")


def main(name, *packages):
    if name == "checks":
        name, packages = "venv", CHECKS
    try:
        python_with(name, packages)
    except RuntimeError as error:
        sys.exit(f"environment: {error}")
    (ROOT / "build" / name / "ready").touch()


if __name__ == "__main__":
    main(*sys.argv[1:])
