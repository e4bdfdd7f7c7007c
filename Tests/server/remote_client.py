#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A client of remote directories in a process of its own, so that its memory and environment are its own.

    remote_client.py DESCRIPTOR

Reads commands from standard input, a JSON object a line, and answers each with one. What a command lists in "on_word"
("interrupt", "close") is done while its call runs, one for each byte that comes from the descriptor. The other half is
Client, which starts this program.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time

import persons
from lateness import Stopwatch, is_within
from support import wait_until

PATIENCE = 120  # seconds for what must come, however busy the machine is


class Client:
    """The process that makes the calls."""

    def __init__(self, environment=None):
        ours, self.words = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(ours)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment, pass_fds=[ours])
        os.close(ours)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        os.close(self.words)

    def call(self, location, options, method, *arguments, **keywords):
        """Makes one call; the directory stays open for the next. Returns the answer of this program."""
        return self.ask(location=location, options=options, method=method, arguments=arguments, keywords=keywords)

    def ask(self, when=None, **command):
        """The answer to one command. As soon as `when()` is so, what it says to do on a word is done."""
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        if when:
            wait_until(when, PATIENCE)
            os.write(self.words, b"w" * len(command["on_word"]))
        line = self.process.stdout.readline()
        answer = json.loads(line) if line else {
            "error": "DIED", "type": f"signal {-self.process.wait(PATIENCE)}", "seconds": 0, "late": 0, "kib": 0}
        return {**answer, "timeout_ms": command["options"]["timeout_ms"]}


def in_time(answer, most):
    """Whether the call of an answer took at most so many seconds, as far as the product had the machine."""
    return is_within(answer["seconds"], most, answer["late"])


def on_words(directory, command):
    """Starts a thread that does what the command says, when the word for it comes, if it can still be done."""

    def do():
        for name in command["on_word"]:
            os.read(int(sys.argv[1]), 1)
            command.setdefault("word_at", time.monotonic())
            with contextlib.suppress(persons.Misuse):
                getattr(directory, name)()

    if command.get("on_word"):
        threading.Thread(target=do, daemon=True).start()


def opened(directories, command):
    key = json.dumps([command["location"], command["options"], command.get("key")])
    if key not in directories:
        directories[key] = persons.open(command["location"], **command["options"])
    return key, directories[key]


def answered(directories, command, watch):
    """The result, or the error, of one command; the watch shows how long the call took, or the opening that failed."""
    try:
        with watch:
            key, directory = opened(directories, command)
        if not command.get("method"):
            return {"result": None}
        on_words(directory, command)
        if "close" in command.get("on_word", []):
            del directories[key]
        with watch:
            return {"result": getattr(directory, command["method"])(*command["arguments"], **command["keywords"])}
    except persons.Error as error:
        return {"error": error.status, "type": error.type, "message": error.message, "field": error.field}


def peak_kib():
    """The most memory that this process ever had. Not from getrusage: there it begins with that of the parent."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))


def main():
    directories = {}
    for line in sys.stdin:
        command = json.loads(line)
        watch = Stopwatch()
        answer = answered(directories, command, watch)
        answer["seconds"], answer["late"] = watch.seconds, watch.late
        if "word_at" in command:
            answer["seconds_after_word"] = watch.ended - command["word_at"]
        answer["kib"] = peak_kib()
        print(json.dumps(answer), flush=True)
    for directory in directories.values():
        directory.close()


if __name__ == "__main__":
    main()
