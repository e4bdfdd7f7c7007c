# SPDX-License-Identifier: Apache-2.0
"""What the options of the command line do, and what it tells the service manager."""

import os
import socket
import subprocess

import persons

from .checking import check, patient
from .server import Server
from .wire import exchange, is_well, request, status_of


def check_command_line(program, folder, path):
    """What cannot work is said in one line, with 1 for a failure and 2 for bad usage."""
    def run(*words):
        try:
            done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=patient(20), check=False)
        except subprocess.TimeoutExpired:
            return None, "it runs"
        return done.returncode, done.stdout.decode()

    absent = os.path.join(folder, "absent.db")
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    for words, code in (
            ((absent, "--listen", "127.0.0.1:0"), 1), ((folder, "--listen", "127.0.0.1:0"), 1),
            ((__file__, "--listen", "127.0.0.1:0"), 1), ((path, "--listen", "192.0.2.1:0"), 1),
            ((path, "--listen", f"127.0.0.1:{taken.getsockname()[1]}"), 1),
            ((path, "--listen", "127.0.0.1:0", "--access-log", os.path.join(folder, "no", "log")), 1),
            ((), 2), ((path, path), 2), ((path, "--threads", "0"), 2), ((path, "--threads", "x"), 2),
            ((path, "--threads", "-1"), 2), ((path, "--max-body", "8388609"), 2), ((path, "--timeout", "1s"), 2),
            ((path, "--timeout", ""), 2), ((path, "--connections", "99999999999999999999"), 2),
            ((path, "--listen", "8080"), 2), ((path, "--listen", "localhost:80"), 2), ((path, "--listen", "::1:80"), 2),
            ((path, "--listen", "[::1]"), 2), ((path, "--listen", "127.0.0.1:"), 2),
            ((path, "--listen", "127.0.0.1:65536"), 2), ((path, "--listen", "127.0.0.1:99999"), 2),
            ((path, "--listen", "[127.0.0.1]:80"), 2)):
        got, said = run(*words)
        check(f"{' '.join(words)}: exit", got == code, f"{got}: {said}")
        check(f"{' '.join(words)}: one line", said.startswith("personsd: ") and said.count("\n") == 1, said)
    got, said = run(path, "--colour")
    check("an unknown option", got == 2 and "--colour" in said, f"{got}: {said}")
    check("nothing was created", not os.path.exists(absent))
    check("--version", run("--version") == (0, f"personsd {persons.__version__} (libpersons {persons.__version__})\n"),
          f"{run('--version')}")
    check("--help", run("--help")[0] == 0 and "usage: personsd FILE" in run("--help")[1])
    taken.close()
    server = Server(program, absent, "--create")
    check("--create", is_well(server) and os.path.exists(absent))
    check("--create: exit", server.stop() == 0)


def check_read_only(program, path, token):
    server = Server(program, path, "--read-only", "--max-body", "100")
    bearer, slug = f"Authorization: Bearer {token}", "organizationSlug: default"
    body = b'{"firstName":"Ada","lastName":"L","email":"a@example.org"}'
    answer, _ = exchange(server, request("POST", "/person", bearer, slug, f"Content-Length: {len(body)}",
                                         "Connection: close", body=body))
    check("--read-only", status_of(answer) == 403, f"{answer!r}")
    for length, status in ((100, 200), (101, 413)):
        answer, _ = exchange(server, request("POST", "/persons/find/", bearer, f"Content-Length: {length}",
                                             "Connection: close", body=b"{}".ljust(length)))
        check(f"--max-body 100 and {length} bytes", status_of(answer) == status, f"{answer!r}")
    check("--read-only: exit", server.stop() == 0)


def check_readiness(program, path, folder):
    """personsd tells the service manager that it is ready, and that it stops."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        os.environ["NOTIFY_SOCKET"] = os.path.join(folder, "notify")
        manager.bind(os.environ["NOTIFY_SOCKET"])
        manager.settimeout(patient(20))
        server = Server(program, path)
        check("READY=1", manager.recv(100) == b"READY=1")
        check("readiness: exit", server.stop() == 0)
        check("STOPPING=1", manager.recv(100) == b"STOPPING=1")
        del os.environ["NOTIFY_SOCKET"]
