# SPDX-License-Identifier: Apache-2.0
"""A personsd that runs, on a port of its own."""

import os
import re
import signal
import socket
import subprocess
import tempfile

from .checking import patient, wait_until

PERSONS = 400  # in the file that it serves


class Server:
    """A personsd that runs, on a port of its own."""

    def __init__(self, program, path, *options, log=None):
        self.log = log
        self.output = tempfile.TemporaryFile()
        words = [program, path, "--listen", "127.0.0.1:0", *options]
        if log:
            words += ["--access-log", log]
        self.process = subprocess.Popen(words, stdout=self.output, stderr=self.output)
        found = None

        def is_ready():
            nonlocal found
            found = re.search(rb"^personsd: listening on http://127\.0\.0\.1:(\d+)$",
                              self.said(), re.M)
            return found or self.process.poll() is not None

        if not wait_until(is_ready) or not found:
            raise SystemExit(f"personsd did not start: {self.said()!r}")
        self.port = int(found.group(1))

    def said(self):
        """Everything on standard output and standard error."""
        return os.pread(self.output.fileno(), 1 << 20, 0)

    def logged(self):
        with open(self.log, encoding="ascii") as file:
            return file.read().splitlines()

    def connect(self):
        connected = socket.create_connection(("127.0.0.1", self.port), timeout=patient(20))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patient(30))
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "no end"
