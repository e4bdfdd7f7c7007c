# SPDX-License-Identifier: Apache-2.0
"""Answers without bound, and bombs: whatever comes, the client takes less than 32 MiB."""

import gzip

from bad_server import BadServer, reply
from remote_client import Client

from .calls import HUGE, MALFORMED, NOT_JSON, SHAPE, TIMED_OUT, check_memory_of, expect, read, warmed
from .services import CHUNKED, sending

MEBIBYTE = b"x" * (1 << 20)


def streaming(head, piece=MEBIBYTE, times=1024):
    def answer(peer, _, __):
        peer.server.sent = 0
        if peer.send(head):
            for _ in range(times):
                if not peer.send(piece):
                    break
                peer.server.sent += len(piece)

    return answer


def bomb():
    """1 GiB of spaces."""
    packer = gzip.zlib.compressobj(9, gzip.zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(1024)), packer.flush()])


def zstandard_bomb():
    """1 GiB in blocks of one byte each, with a window of 128 MiB."""
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b" "
    return bytes.fromhex("28b52ffd0088") + block * 8192


def many_values(unit):
    """8 MiB of JSON with as many values as fit."""
    start, end = b'{"x":[', unit.rstrip(b",") + b"]}"
    return start + unit * (((8 << 20) - len(start) - len(end)) // len(unit)) + end


def memory_cases():
    packed, zstandard = bomb(), zstandard_bomb()
    return [
        ("1 GiB with its length", streaming(reply(200, length=1 << 30)), [HUGE]),
        ("1 GiB without a length", streaming(reply(200, length="")), [HUGE]),
        ("1 GiB of chunks", streaming(CHUNKED, b"100000\r\n" + MEBIBYTE + b"\r\n"), [HUGE]),
        ("1 GiB of chunks of a byte", streaming(CHUNKED, b"1\r\nx\r\n" * 20_000, 3000), [HUGE]),
        ("1 GiB as an error's body", streaming(reply(400, length="")), [HUGE]),
        ("a bomb of gzip", sending(reply(200, packed, "Content-Encoding: gzip")), [NOT_JSON, HUGE]),
        ("a bomb of gzip as transfer encoding", sending(reply(200, packed, "Transfer-Encoding: gzip", length="")),
         [NOT_JSON, HUGE, MALFORMED]),
        ("a bomb of zstd as transfer encoding", sending(reply(200, zstandard, "Transfer-Encoding: zstd", length="")),
         [NOT_JSON, HUGE, MALFORMED]),
        ("8 MiB of numbers", sending(reply(200, many_values(b"0,"))), [SHAPE, NOT_JSON, HUGE]),
        ("8 MiB of arrays", sending(reply(200, many_values(b"[],"))), [SHAPE, NOT_JSON, HUGE]),
        ("8 MiB of objects", sending(reply(400, many_values(b"{},"))), ["INVALID refused", NOT_JSON, HUGE]),
        ("8 MiB of text", sending(reply(200, {"x": "y" * ((8 << 20) - 9)})), [SHAPE, NOT_JSON, HUGE]),
    ]


def check_memory(tally):
    for name, answer, wanted in memory_cases():
        with Client() as client, BadServer(answer) as server:
            before = warmed(client)
            answer = read(client, server.url, wanted)
            expect(tally, name, answer, *wanted)
            check_memory_of(tally, name, answer["kib"] - before)
