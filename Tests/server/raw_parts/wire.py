# SPDX-License-Identifier: Apache-2.0
"""Requests as bytes, and the replies to them."""

import re
import socket

CLOSED = 0  # instead of a status: closed without a reply


def read_all(connected):
    """What comes until the other side closes, and whether it closed."""
    data = b""
    while True:
        try:
            piece = connected.recv(1 << 16)
        except ConnectionError:
            return data, True
        except socket.timeout:
            return data, False
        if not piece:
            return data, True
        data += piece


def read_reply(connected, has_body=True):
    """One reply, by its Content-Length: (status, headers, body); None when it is cut."""
    data = b""
    try:
        while b"\r\n\r\n" not in data:
            piece = connected.recv(1)
            if not piece:
                return None
            data += piece
        head = data[:-4].decode("ascii").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:])}
        length = int(headers.get("content-length", "0")) if has_body else 0
        body = b""
        while len(body) < length:
            piece = connected.recv(length - len(body))
            if not piece:
                return None
            body += piece
        return int(head[0].split()[1]), headers, body
    except OSError:
        return None


def status_of(data):
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", data)
    return int(found.group(1)) if found else CLOSED


def send(connected, data):
    """Send what the other side takes."""
    try:
        connected.sendall(data)
    except (ConnectionError, socket.timeout):
        pass


def exchange(server, data):
    """Send bytes; what came back until the close, and whether it closed."""
    with server.connect() as connected:
        send(connected, data)
        return read_all(connected)


def exchange_many(server, messages):
    """Send each on a connection of its own, half close it, and tell what came back, and whether it closed.

    libmicrohttpd may see the close only when its timeout has passed: they wait side by side.
    """
    for start in range(0, len(messages), 200):
        connections = []
        for data in messages[start:start + 200]:
            connections.append(server.connect())
            send(connections[-1], data)
            try:
                connections[-1].shutdown(socket.SHUT_WR)
            except OSError:
                pass
        for data, connected in zip(messages[start:], connections):
            answer, closed = read_all(connected)
            connected.close()
            yield data, answer, closed


def is_well(server):
    data, _ = exchange(server, b"GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    return status_of(data) == 200 and data.endswith(b'{"status":"ok"}')


def request(method, target, *lines, body=b"", version="HTTP/1.1", host="Host: h"):
    head = [f"{method} {target} {version}", *([host] if host else []), *lines]
    return "\r\n".join(head).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body
