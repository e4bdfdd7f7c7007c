# SPDX-License-Identifier: Apache-2.0
"""Answers that are late, cut short, malformed or of another kind."""

import gzip

from bad_server import BadServer, reply
from remote_client import Client

from .calls import (CUT, HUGE, LOST, MALFORMED, NOT_JSON, SHAPE, STRANGE, TIMED_OUT, check_memory_of, expect, read,
                    warmed)
from .services import (BODY, CHUNKED, EARLY_HINTS, GOOD, HTML, IN_CHUNKS, PERSON, STATUS_LINE, drip_after, dripping,
                       flooding, sending)

# Name, what the server does, what the call may end with.
ANSWERS = [
    ("nothing is sent", sending(then="hang"), [TIMED_OUT]),
    ("headers drip", dripping(GOOD), [TIMED_OUT]),
    ("the body drips", drip_after(GOOD[:-len(BODY)], BODY), [TIMED_OUT]),
    ("chunks drip", drip_after(CHUNKED, b"1\r\n{\r\n" * 99), [TIMED_OUT]),
    ("headers without end, slowly", sending(STATUS_LINE, *[b"X: y\r\n"] * 99, every=0.2), [TIMED_OUT]),
    ("Content-Length too long, then a close", sending(reply(200, BODY, length=len(BODY) + 9)), [CUT]),
    ("Content-Length too long, then silence", sending(reply(200, BODY, length=len(BODY) + 9), then="hang"),
     [TIMED_OUT]),
    ("Content-Length too short", sending(reply(200, BODY, length=9)), [NOT_JSON]),
    ("Content-Length negative", sending(reply(200, BODY, length=-9)), [MALFORMED]),
    ("Content-Length no number", sending(reply(200, BODY, length="many")), [MALFORMED]),
    ("Content-Length of 2^64 + 9", sending(reply(200, BODY, length=2**64 + 9)), [MALFORMED, HUGE]),
    ("Content-Length of 1 TiB", sending(reply(200, BODY, length=2**40)), [HUGE]),
    ("Content-Length twice, different", sending(reply(200, BODY, "Content-Length: 5")), [MALFORMED, NOT_JSON, "ok"]),
    ("Content-Length and chunked", sending(reply(200, b"9\r\n" + BODY, "Transfer-Encoding: chunked")),
     [MALFORMED, CUT, NOT_JSON, LOST]),
    ("chunked garbage", sending(CHUNKED + b"zz\r\n" + BODY), [MALFORMED]),
    ("a chunk of 2^64", sending(CHUNKED + b"1ffffffffffffffff\r\n" + BODY), [MALFORMED, CUT, HUGE]),
    ("a negative chunk", sending(CHUNKED + b"-5\r\n" + BODY), [MALFORMED]),
    ("chunks without their end", sending(CHUNKED + b"5\r\nhello\r\n"), [CUT]),
    ("chunks", sending(IN_CHUNKS + b"\r\n"), ["ok"]),
    ("chunks and a trailer field", sending(IN_CHUNKS + b"X-Checksum: 1\r\n\r\n"), ["ok"]),
    ("chunks and trailer fields, on a connection that stays",
     sending(IN_CHUNKS + b"X-Checksum: 1\r\nServer-Timing: a,\r\n b\r\n\r\n", then="hang"), ["ok"]),
    ("1xx, then chunks and a trailer field", sending(EARLY_HINTS + IN_CHUNKS + b"X-Checksum: 1\r\n\r\n"), ["ok"]),
    ("a close in the trailer fields", sending(IN_CHUNKS + b"X-Checksum: 1\r\n"), [CUT]),
    ("trailers without end", flooding(CHUNKED + b"0\r\n", b"X: y\r\n" * 99), [HUGE, MALFORMED]),
    ("a 1 MiB flood of headers", sending(STATUS_LINE + b"X-Flood: yes\r\n" * 75_000 + b"\r\n"), [HUGE]),
    ("headers without end", flooding(STATUS_LINE, b"X-Flood: yes\r\n" * 99), [HUGE]),
    ("one header line without end", flooding(STATUS_LINE + b"X-Flood: ", b"y" * 9999), [HUGE]),
    ("one status line without end", flooding(b"HTTP/1.1 200 ", b"y" * 9999), [HUGE, MALFORMED]),
    ("1xx without end", flooding(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99), [HUGE]),
    ("1xx, then the answer", sending(EARLY_HINTS * 9 + GOOD), ["ok"]),
    ("1xx, then a close", sending(EARLY_HINTS), [LOST, CUT]),
    ("1xx, then a close in the headers", sending(EARLY_HINTS + STATUS_LINE + b"Content-"), [CUT]),
    ("1xx, then a close after a header", sending(EARLY_HINTS + STATUS_LINE + b"Content-Length: 9\r\n"), [CUT]),
    ("a switch of protocols", sending(reply(101, b"", "Upgrade: x", "Connection: Upgrade", length="")),
     [STRANGE, NOT_JSON, MALFORMED, LOST, CUT]),
    ("a close before the status line", sending(), [LOST]),
    ("a close in the status line", sending(b"HTTP/1.1 2"), [LOST, CUT, MALFORMED]),
    ("a close in the headers", sending(STATUS_LINE + b"Content-"), [LOST, CUT, MALFORMED]),
    ("a close after a header", sending(STATUS_LINE + b"Content-Length: 9\r\n"), [CUT]),
    ("a close after a header of one byte", sending(STATUS_LINE + b"X\n"), [CUT, MALFORMED]),
    ("a close in the middle of the body", sending(GOOD[:-9]), [CUT]),
    ("a reset before the status line", sending(then="reset"), [LOST]),
    ("a reset in the middle of the body", sending(GOOD[:-9], every=0.1, then="reset"), [LOST, CUT]),
    ("no HTTP: SSH", sending(b"SSH-2.0-OpenSSH_9.2\r\n"), [MALFORMED]),
    ("no HTTP: bytes", sending(bytes(range(256)) * 40), [MALFORMED]),
    ("no HTTP: JSON", sending(BODY), [MALFORMED]),
    ("HTTP/0.9", sending(HTML), [MALFORMED]),
    ("HTTP/7.3", sending(GOOD.replace(b"HTTP/1.1", b"HTTP/7.3")), [MALFORMED]),
    ("a status of two digits", sending(GOOD.replace(b" 200 ", b" 20 ")), [MALFORMED, STRANGE]),
    ("the status 999", sending(reply(999, PERSON)), [STRANGE]),
    ("the status 000", sending(reply("000", PERSON)), [STRANGE, MALFORMED, LOST]),
    ("HTML", sending(reply(200, HTML)), [NOT_JSON]),
    ("an empty body", sending(reply(200)), [NOT_JSON]),
    ("another shape", sending(reply(200, {"hello": []})), [SHAPE]),
    ("an array", sending(reply(200, [PERSON])), [SHAPE]),
    ("null", sending(reply(200, None)), [SHAPE]),
    ("a number", sending(reply(200, 7)), [SHAPE]),
    ("a member twice", sending(reply(200, b'{"personId":"a","personId":"b"}')), [NOT_JSON]),
    ("something after the JSON", sending(reply(200, BODY + b"}")), [NOT_JSON]),
    ("JSON 100,000 deep", sending(reply(200, b'{"personId":' + b"[" * 100_000)), [NOT_JSON, SHAPE, HUGE]),
    ("JSON 65 deep", sending(reply(200, b'{"personId":' + b"[" * 65 + b"]" * 65 + b"}")), [NOT_JSON, SHAPE, HUGE]),
    ("invalid UTF-8", sending(reply(200, b'{"personId":"\xff\xfe"}')), [NOT_JSON]),
    ("a NUL in the JSON", sending(reply(200, b'{"personId":"a"\0}')), [NOT_JSON]),
    ("a NUL behind the JSON", sending(reply(200, BODY + b"\0")), [NOT_JSON]),
    ("a number over 2^63", sending(reply(200, b'{"personId":"a","x":9223372036854775808}')), [NOT_JSON, SHAPE]),
    ("gzip that nobody asked for", sending(reply(200, gzip.compress(BODY), "Content-Encoding: gzip")), [NOT_JSON]),
    ("a person whose identifier is no text", sending(reply(200, {"personId": 7})), [SHAPE]),
    ("204", sending(reply(204)), [STRANGE, NOT_JSON]),
    ("206 with a part", sending(reply(206, BODY, "Content-Range: bytes 0-9/100")), [STRANGE, CUT]),
    ("304", sending(b"HTTP/1.1 304 Not Modified\r\n\r\n"), [STRANGE]),
    ("401 with a challenge", sending(reply(401, {}, "WWW-Authenticate: Basic")),
     ["UNAUTHORIZED invalid_authorization"]),
    ("407", sending(reply(407, {}, "Proxy-Authenticate: Basic")), [STRANGE]),
]


def check_answers(tally):
    with Client() as client:
        before = warmed(client)
        for name, answer, wanted in ANSWERS:
            with BadServer(answer) as server:
                answer = read(client, server.url, wanted)
                expect(tally, name, answer, *wanted)
        check_memory_of(tally, "all these answers", answer["kib"] - before)
