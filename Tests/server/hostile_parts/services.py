# SPDX-License-Identifier: Apache-2.0
"""What the services answer: what is right, and ways to answer wrongly, slowly or without end."""

from bad_server import reply

PERSON = {"personId": "p1", "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}
NEW = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}
GOOD = reply(200, PERSON)
MADE = reply(201, {"personId": "p1"})

CHUNKED = reply(200, b"", "Transfer-Encoding: chunked", length="")
BODY = reply(200, PERSON).split(b"\r\n\r\n")[1]
# Up to the last chunk: trailer fields and an empty line are still to come.
IN_CHUNKS = CHUNKED + b"9\r\n%s\r\n%x\r\n%s\r\n0\r\n" % (BODY[:9], len(BODY) - 9, BODY[9:])
STATUS_LINE = b"HTTP/1.1 200 OK\r\n"
EARLY_HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
HTML = b"<!doctype html><title>Log in</title><p>Welcome to the hotel's network"


def sending(*pieces, every=0.0, then="close"):
    """An `answer` that sends these and then closes, hangs or resets."""

    def answer(peer, _, __):
        peer.send(*pieces, every=every)
        if then == "hang":
            peer.hang()
        elif then == "reset":
            peer.reset()

    return answer


def dripping(data):
    return sending(*[data[i:i + 1] for i in range(len(data))], every=1)


def drip_after(head, body):
    def answer(peer, _, __):
        return peer.send(head) and peer.send(*[body[i:i + 1] for i in range(len(body))], every=1)

    return answer


def flooding(start, piece):
    """An `answer` that never ends."""

    def answer(peer, _, __):
        return peer.send(start) and peer.flood(piece)

    return answer
