# SPDX-License-Identifier: Apache-2.0
"""Job: TLS in front of personsd, as a deployment has it: takes https, passes on http, and hands out its certificate.

    with Terminator(folder) as terminator, terminator.before("http://127.0.0.1:8080") as proxy:
        persons.open(proxy.url, ca_file=terminator.authority, …)
"""

import contextlib
import select
import socket

import tls


class Terminator:
    """A certificate for this machine, made once, for any number of proxies."""

    def __init__(self, folder):
        authority = tls.Authority(str(folder), "authority")
        self.authority = authority.certificate
        self.certificate = authority.issue("local")

    def before(self, url):
        """A proxy that speaks TLS and passes everything on to the server at the URL."""
        return WaitingProxy(self.certificate, int(url.rsplit(":", 1)[1]))


class WaitingProxy(tls.Proxy):
    """The proxy of tls.py, which passes on at once what arrives; it looks 50 times a second."""

    def exchange(self, inner, outer):
        is_heard = True
        while True:
            ready = [inner] if inner.pending() else select.select([inner, outer], [], [], 30)[0]
            if not ready:
                return
            for one in ready:
                data = received(one)
                if data == b"":
                    return None if is_heard else wait_for_close(inner)
                if data is None or (one is inner and not is_heard):
                    continue
                self.taken += len(data) if one is inner else 0
                is_heard = passed_on(data, outer if one is inner else inner) and is_heard


def received(connection):
    """What came; None when nothing did: a record of TLS may be there in part, or hold nothing for us."""
    connection.settimeout(1)
    try:
        return connection.recv(1 << 16)
    except socket.timeout:
        return None
    except OSError:
        return b""


def passed_on(data, connection):
    """Whether it is taken. A server that refuses early has replied, and takes no more."""
    connection.settimeout(20)
    try:
        connection.sendall(data)
    except OSError:
        return False
    return True


def wait_for_close(connection):
    """A client that is still sending when it gets the reply must not be reset before it has read that."""
    with contextlib.suppress(OSError):
        connection.settimeout(20)
        socket.socket.shutdown(connection, socket.SHUT_WR)
        while connection.recv(1 << 16):
            pass
