# SPDX-License-Identifier: Apache-2.0
"""How personsd ends: with a request that has begun, with one that never ends, and under load."""

import signal
import threading
import time

from .checking import check, patient, wait_until
from .server import Server
from .wire import exchange, is_well, read_all, read_reply, request, send


def check_stop_under_load(program, path):
    """SIGTERM while many come and go: the exit is 0 every time."""
    for _ in range(20):
        server = Server(program, path, "--threads", "4", "--connections", "8")
        over = threading.Event()

        def come_and_go(server=server, over=over):
            while not over.is_set():
                try:
                    exchange(server, request("GET", "/healthz", "Connection: close"))
                except OSError:
                    pass

        threads = [threading.Thread(target=come_and_go) for _ in range(6)]
        for thread in threads:
            thread.start()
        served = wait_until(lambda server=server: is_well(server))
        check("load: exit", served and server.stop() == 0, f"{server.process.returncode} {server.said()!r}")
        over.set()
        for thread in threads:
            thread.join()


class EndlessRequest:
    """A request that never ends holds the end up for ten seconds, and no longer."""

    def __init__(self, program, path, token):
        self.server = Server(program, path)
        self.client = self.server.connect()
        send(self.client, request("POST", "/persons/find/", f"Authorization: Bearer {token}", "Content-Length: 2",
                                  "Expect: 100-continue"))
        check("endless: it has begun", read_reply(self.client, has_body=False) is not None)
        # Before the signal: what is in between must not make the ten seconds look shorter.
        self.begun = time.monotonic()
        self.server.process.send_signal(signal.SIGTERM)

    def check(self):
        check("endless: closed", read_all(self.client) == (b"", True))
        check("endless: exit", self.server.process.wait(patient(20)) == 0)
        check("endless: after ten seconds", time.monotonic() - self.begun > 9.5)
        check("endless: it is said", b"did not end within 10 seconds" in self.server.said(), f"{self.server.said()!r}")
        self.client.close()


def check_stop(program, path, token):
    """SIGTERM lets a request that has begun finish, and nobody else in."""
    for name, how in (("SIGTERM", signal.SIGTERM), ("SIGINT", signal.SIGINT)):
        server = Server(program, path)
        idle = server.connect()
        send(idle, request("GET", "/healthz"))
        check(f"{name}: idle", read_reply(idle) is not None)
        with server.connect() as connected:
            send(connected, request("POST", "/persons/find/", f"Authorization: Bearer {token}",
                                    "Content-Length: 2", "Expect: 100-continue"))
            begun = read_reply(connected, has_body=False)
            check(f"{name}: the request has begun", begun and begun[0] == 100, f"{begun}")
            send(connected, b"{")
            server.process.send_signal(how)

            def is_refused():
                return exchange(server, request("GET", "/healthz", "Connection: close")) == (b"", True)

            check(f"{name}: nobody new is let in", wait_until(is_refused))
            check(f"{name}: it waits for the request", server.process.poll() is None)
            check(f"{name}: nobody new is let in later", is_refused())
            send(connected, b"}")
            reply = read_reply(connected)
            check(f"{name}: the request is answered", reply and reply[0] == 200
                  and reply[1].get("connection", "").lower() == "close", f"{reply}")
        check(f"{name}: exit", server.process.wait(patient(20)) == 0, f"{server.process.returncode}")
        idle.close()
