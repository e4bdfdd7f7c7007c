#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A client of remote directories in a process of its own, so that its memory and environment are its own.

    remote_client.py

Reads commands from standard input, a JSON object a line, and answers each with one. The other half is Client, which
starts this program.
"""

import contextlib
import json
import subprocess
import sys
import threading
import time

import persons


class Client:
    """The process that makes the calls."""

    def __init__(self, environment=None):
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(30)

    def call(self, location, options, method, *arguments, **keywords):
        """Makes one call; the directory stays open for the next. Returns the answer of this program."""
        return self.ask(location=location, options=options, method=method, arguments=arguments, keywords=keywords)

    def ask(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            return {"error": "DIED", "type": f"signal {-self.process.wait(10)}", "seconds": 0, "kib": 0}
        return json.loads(line)


def later(seconds, work):
    """Starts a thread that does the work after a while, if it can still be done; None: never."""

    def do():
        with contextlib.suppress(persons.Misuse):
            work()

    if seconds is not None:
        timer = threading.Timer(seconds, do)
        timer.daemon = True
        timer.start()


def opened(directories, command):
    key = json.dumps([command["location"], command["options"], command.get("key")])
    if key not in directories:
        directories[key] = persons.open(command["location"], **command["options"])
    return key, directories[key]


def answered(directories, command):
    """The result, or the error, of one command."""
    key = None
    begun = time.monotonic()
    try:
        key, directory = opened(directories, command)
        if not command.get("method"):
            return {"result": None}
        later(command.get("interrupt_after"), directory.interrupt)
        later(command.get("close_after"), directory.close)
        if command.get("close_after") is not None:
            del directories[key]
        begun = time.monotonic()
        return {"result": getattr(directory, command["method"])(*command["arguments"], **command["keywords"])}
    except persons.Error as error:
        return {"error": error.status, "type": error.type, "message": error.message, "field": error.field}
    finally:
        command["seconds"] = time.monotonic() - begun


def peak_kib():
    """The most memory that this process ever had. Not from getrusage: there it begins with that of the parent."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))


def main():
    directories = {}
    for line in sys.stdin:
        command = json.loads(line)
        answer = answered(directories, command)
        answer["seconds"] = command["seconds"]
        answer["kib"] = peak_kib()
        print(json.dumps(answer), flush=True)
    for directory in directories.values():
        directory.close()


if __name__ == "__main__":
    main()
