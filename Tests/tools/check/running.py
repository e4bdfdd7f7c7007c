# SPDX-License-Identifier: Apache-2.0
"""Job: runs one step within its time limit; of one that hangs it keeps the stacks, and ends it whole."""

import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess
import time

from counting import count
from steps import BUILD, ROOT

# Where the steps' logs go; runs that go on side by side have folders of their own.
LOGS = pathlib.Path(os.environ.get("PERSONS_CHECK_LOGS") or BUILD / "check")

# A variable in the environment of every process of a step, by which they are found, whatever group they are in.
MARK = "PERSONS_CHECK_STEP"


@dataclasses.dataclass
class Outcome:
    step: object
    # What chose its tests.
    words: list
    count: object
    seconds: float
    log: pathlib.Path
    # What to say besides what the step printed, such as that it hung.
    note: str = ""

    @property
    def has_failed(self):
        return self.count.failed > 0


def processes_of(mark):
    """The processes that a step has started and that still run, but for those that got another environment."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def read_proc(process, name):
    try:
        return pathlib.Path(f"/proc/{process}/{name}").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "?"


def stack_of(process):
    """The stacks of a process's threads, or what the kernel says where no tool is there to read them."""
    lines = [f"-- process {process}: {read_proc(process, 'cmdline')[:200]}"]
    if shutil.which("eu-stack"):
        try:
            found = subprocess.run(["eu-stack", "-p", str(process), "-n", "24"], capture_output=True, text=True,
                                   timeout=30, check=False)
            lines += found.stdout.splitlines()[:120]
        except subprocess.TimeoutExpired:
            lines.append("   its stack cannot be read")
    lines.append(f"   waits in {read_proc(process, 'wchan')}")
    return lines


def end(mark, log):
    """Keeps the stacks of a step that hangs, and ends its processes."""
    hanging = processes_of(mark)
    with open(log, "a", encoding="utf-8") as output:
        print(f"\nFAILED: the step hangs. The stacks of its {len(hanging)} processes:", file=output)
        for process in hanging:
            print("\n".join("  " + line for line in stack_of(process)), file=output)
    # Python tells on this signal where each of its threads is: PYTHONFAULTHANDLER.
    for process in hanging:
        if "python" in read_proc(process, "cmdline").split(" ")[0]:
            signal_process(process, signal.SIGABRT)
    time.sleep(1)
    end_all(mark)


def end_all(mark):
    """Ends what a step has left running."""
    for process in processes_of(mark):
        signal_process(process, signal.SIGKILL)


def signal_process(process, number):
    try:
        os.kill(process, number)
    except ProcessLookupError:
        pass


class Running:
    """A step that runs."""

    def __init__(self, step, words, seed):
        LOGS.mkdir(parents=True, exist_ok=True)
        self.step = step
        self.words = words
        self.log = LOGS / f"{step.name}.log"
        self.mark = f"{step.name}-{os.getpid()}"
        self.limit = min(step.limit, int(os.environ.get("PERSONS_CHECK_LIMIT") or step.limit))
        self.begun = time.monotonic()
        command = [str(word) for word in step.command]
        command += [str(word) for word in step.choose(words)] if words else []
        environment = dict(
            os.environ, PERSONS_LIBRARY=str(BUILD / "libpersons.so.1"), PERSONS_SEED=str(seed),
            PYTHONPATH=str(ROOT / "bindings" / "python"), PYTHONFAULTHANDLER="1", PYTHONDONTWRITEBYTECODE="1",
            **{MARK: self.mark})
        # A step is its own make, not a part of the one that started the checks.
        for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "STEPS"):
            environment.pop(name, None)
        self.output = open(self.log, "wb")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=self.output,
            stderr=subprocess.STDOUT, start_new_session=True)

    def outcome(self):
        """What became of it, or None while it runs."""
        code = self.process.poll()
        seconds = time.monotonic() - self.begun
        note = ""
        if code is None:
            if seconds < self.limit:
                return None
            end(self.mark, self.log)
            code = self.process.wait()
            note = f"it hung: it was ended after {self.limit} s, and the stacks of its processes are in the log"
        self.output.close()
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return Outcome(self.step, self.words, count(text, code == 0, self.step.counts_turns), seconds, self.log, note)

    def stop(self):
        """Ends it, for nobody wants to know any more."""
        end_all(self.mark)
        self.process.wait()
        self.output.close()
