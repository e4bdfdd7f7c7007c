# SPDX-License-Identifier: Apache-2.0
"""A server on raw sockets, in threads, that does what a case tells it: it need not speak HTTP."""

import contextlib
import json
import socket
import struct
import threading
import time


class Request:
    """What a client sent."""

    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.target = lines[0].split(" ")[:2]
        self.headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:] if line)}
        self.body = body

    def json(self):
        return json.loads(self.body, object_pairs_hook=each_once)


def each_once(members):
    """The members of an object, none of which has the key of another."""
    keys = [key for key, _ in members]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key is sent twice: {keys}")
    return dict(members)


class Peer:
    """One connection of a client, as the cases see it. A write to a client that has gone is ignored."""

    def __init__(self, connection, server):
        self.socket = connection
        self.server = server
        self.waiting = b""

    def read(self):
        """The next request; None when the client has gone."""
        with contextlib.suppress(OSError):
            while b"\r\n\r\n" not in self.waiting:
                if not self.more():
                    return None
            head, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
            length = Request(head, b"").headers.get("content-length", "0")
            while len(self.waiting) < int(length):
                if not self.more():
                    return None
            body, self.waiting = self.waiting[:int(length)], self.waiting[int(length):]
            return Request(head, body)
        return None

    def more(self):
        piece = self.socket.recv(1 << 16)
        self.waiting += piece
        return piece

    def send(self, *pieces, every=0.0):
        """Sends the pieces, so many seconds apart. Whether the client took them."""
        try:
            for piece in pieces:
                self.socket.sendall(piece)
                if every:
                    time.sleep(every)
                if self.server.is_over:
                    return False
            return True
        except OSError:
            return False

    def flood(self, piece, times=1 << 40):
        """Sends the same again and again, until the client has gone."""
        return all(self.send(piece) for _ in range(times))

    def hang(self):
        """Until the client has gone or the case is over."""
        self.socket.settimeout(0.2)
        while not self.server.is_over:
            try:
                if not self.socket.recv(1 << 16):
                    return
            except socket.timeout:
                continue
            except OSError:
                return

    def reset(self):
        """Closes, so that the client gets a RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


class Listener:
    """Takes connections on a free port, each served in a thread of its own, until the end of a `with`. A subclass says
    how in `serve(connection)`."""

    def __init__(self):
        self.accepted = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def listen(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.accepted += 1
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()


class BadServer(Listener):
    """Calls `answer(peer, request, number)` for each request, counted from 0 over all connections; the connection
    stays open while that returns "keep". With `greets`, `answer(peer, None, number)` for each connection at once."""

    def __init__(self, answer, greets=False):
        self.answer, self.greets = answer, greets
        self.requests, self.answered = [], 0
        self.is_over = False
        self.lock = threading.Lock()
        super().__init__()
        self.url = f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_):
        self.is_over = True
        super().__exit__()

    def serve(self, connection):
        peer = Peer(connection, self)
        with contextlib.suppress(OSError), connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.greets:
                self.answer(peer, None, self.accepted - 1)
                return
            while True:
                request = peer.read()
                if request is None:
                    return
                with self.lock:
                    number = len(self.requests)
                    self.requests.append(request)
                is_kept = self.answer(peer, request, number) == "keep"
                with self.lock:
                    self.answered += 1
                if not is_kept:
                    # The client gets the answer, not a reset for what it sent and nobody read.
                    with contextlib.suppress(OSError):
                        connection.shutdown(socket.SHUT_WR)
                    return


def reply(status, body=b"", *headers, length=None):
    """The bytes of a reply; `body` may be something that JSON can hold."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", "Content-Type: application/json", *headers]
    if length is None:
        length = len(body)
    if length != "":
        lines.append(f"Content-Length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def replies(*answers):
    """An `answer` that sends each of these in turn, and then the last again."""

    def answer(peer, _, number):
        peer.send(answers[min(number, len(answers) - 1)])
        return "keep"

    return answer
