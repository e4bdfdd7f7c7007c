# SPDX-License-Identifier: Apache-2.0
"""Job: runs persons.wsgi under real WSGI servers: wsgiref with threads, gunicorn and waitress."""

import contextlib
import os
import pathlib
import re
import subprocess
import sys
import time

from environment import WSGI_SERVERS, python_with
from support import end

HERE = pathlib.Path(__file__).resolve().parent
NAMES = ["wsgiref", "gunicorn", "waitress"]


def command(name):
    """How a server is started; it takes a free port and prints it."""
    if name == "wsgiref":
        return [sys.executable, str(HERE / "wsgi_mounted.py")]
    python = python_with("venv-wsgi", WSGI_SERVERS)
    if name == "gunicorn":
        # Two processes, for one file is served by several; the limit is the one that persons.wsgi recommends. On a busy
        # machine a client may pause for longer than the usual 2 seconds, and a worker for longer than 30.
        return [python, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--limit-request-line", "8190",
                "--keep-alive", "120", "--timeout", "300",
                "--bind", "127.0.0.1:0", "--no-control-socket", "wsgi_mounted:application"]
    return [python, "-m", "waitress", "--threads", "8", "--listen", "127.0.0.1:0", "wsgi_mounted:application"]


@contextlib.contextmanager
def served(name, path, log):
    """Runs a server over a file, or a folder of wsgi_mounted; gives its URL. What it says goes to the file `log`."""
    package = HERE.parents[1] / "bindings" / "python"
    environment = dict(os.environ, PERSONS_SERVED=str(path), PYTHONUNBUFFERED="1", PYTHONPATH=f"{package}:{HERE}")
    with open(log, "wb") as output:
        process = subprocess.Popen(command(name), cwd=HERE, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield listening(process, pathlib.Path(log))
    finally:
        end(process)


def listening(process, log):
    """The URL, as soon as the server says that it listens."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"(?:Listening at:|Serving on) (http://127\.0\.0\.1:\d+)", log.read_text("utf-8", "replace"))
        if found:
            return found.group(1)
        time.sleep(0.02)
    raise RuntimeError(f"the server does not listen: {log.read_text('utf-8', 'replace')}")
