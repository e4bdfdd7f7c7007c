# SPDX-License-Identifier: Apache-2.0
"""Seeds for the fuzz targets, made of Tests/Fixtures when they are needed: a folder of small files for each target.

The forms of the inputs are told at the top of each target's C file.
"""

import json
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "Fixtures"

# More than these of one target take longer to read than they are worth.
MOST = 400
MOST_BYTES = 4096

NAMES = ["Müller", "O’Brien", "de la Cruz", "Straße", "İpek", "Иванов", "Παπάς", "كريم", "山田 太郎", "김 민준",
         "e\u0301a", "ﬁne", "ǅ", "ẞ", "a\u0308\u0323", "Ⅷ", "²", "\u200d", "x" * 300, "a b " * 20, "'", "Jr. Dr."]
PHONES = ["+44 20 7946 0000", "(020) 7946-0000 ext 5", "٠١٢٣٤٥٦", "１２３", "++1", "½ 12", "12 34\u0301", "tel:+1-555"]


def calls():
    """The calls in the order in which calls.h numbers them, with the form of their arguments."""
    return re.findall(r"^  FUZZ_CALL\((\w+), (\w+)\)", (HERE / "calls.h").read_text(encoding="utf-8"), re.M)


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def filled(text):
    """Without the placeholders of fixtures: tokens are @1, other kept strings the person p1."""
    return re.sub(r"\{\{(\w*)\}\}", lambda name: "@1" if "token" in name[1] else "p1", text)


def cases():
    """Each step of each fixture with what is expected of it."""
    for path in sorted(FIXTURES.glob("*/*/input.json")):
        steps = json.loads(path.read_text(encoding="utf-8"))["steps"]
        expected = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
        yield from zip(steps, expected)


def request_of(step):
    if "text" in step:
        return step["text"]
    return filled(compact(step["request"])) if "request" in step else ""


def request():
    numbers = {name: number for number, (name, _) in enumerate(calls())}
    forms = dict(calls())
    for name, number in numbers.items():
        for caller in range(5):
            yield bytes([number, caller])
    for place, (step, _) in enumerate(cases()):
        if step["call"] not in numbers or step["call"] == "respond":
            continue
        text = request_of(step)
        if forms[step["call"]] in ("of_id", "of_both"):
            text = filled(step.get("id", "p1")) + "\n" + text
        if step["call"] == "changes":
            text = str(step.get("since", 0))
        yield bytes([numbers[step["call"]], place % 5]) + text.encode("utf-8", "surrogatepass")
    for headers in ("", "Authorization\tBearer x", "Authorization"):
        yield bytes([numbers["respond"], 0]) + headers.encode()
    for options in ('{"service":"gatsby"}', '{"durability":"relaxed","timeout_ms":5}', '{"token":"prs_x"}'):
        yield bytes([numbers["open"], 0]) + options.encode()


def query():
    keys = ["query", "firstName", "lastName", "email", "city", "state"]
    ways = {"auto": 0, "off": 1, "on": 2, "loose": 3}
    for place, (step, _) in enumerate(cases()):
        if step["call"] != "search" or not isinstance(step.get("request"), dict):
            continue
        asked = step["request"]
        lines = [asked[key] if isinstance(asked.get(key), str) else "" for key in keys]
        flags = ways.get(str(asked.get("fuzzy")), 0) | (4, 16, 32, 64, 8)[place % 5]
        yield bytes([flags, place % 64]) + "\n".join(lines).encode("utf-8", "surrogatepass")
    for place, name in enumerate(NAMES + PHONES + ["person7@mail.example.org", "lovelase", "Robrt Smyth"]):
        yield bytes([place % 4 | 4, 0]) + name.encode()
        yield bytes([place % 4, 0]) + f"\n{name}*\n{name}".encode()


def importing():
    for path in sorted(FIXTURES.glob("*/*/*.ndjson")):
        rows = path.read_bytes()
        for flags in (0, 2, 0xE0, 1):
            yield bytes([flags]) + rows[:MOST_BYTES]
    yield b'\x02\xef\xbb\xbf{"firstName":"A"}\r\n\r\n{"group":{"group_id":"g9"}}\n{"event":{"name":"E"}}\n'
    yield (b'\xe0{"personId":"p9","firstName":"A","eventHistory":[{"eventId":"e9","name":"E","rsvpStatus":"Yes",'
           b'"rsvpStatusHistory":[{"status":"Yes","createdAt":"2026-10-01T14:30:00Z"}],"attendance":"Attended"}]}\n')


def rest():
    for step, _ in cases():
        if step["call"] != "respond":
            continue
        headers = filled("\t".join(text for pair in step.get("headers", []) for text in pair))
        for token in "123":
            yield "\n".join([step["method"], filled(step["target"]), headers.replace("@1", "@" + token),
                             request_of(step)]).encode("utf-8", "surrogatepass")


def http(status, body, *headers, length=None):
    lines = [f"HTTP/1.1 {status} X", "Content-Type: application/json", *headers,
             f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answer():
    numbers = {name: number for number, (name, _) in enumerate(calls())}
    error = b'{"error":{"type":"not_found","message":"Nobody.","field":"x","offset":3}}'
    for step, expected in cases():
        number = numbers.get(step["call"])
        if number is None or step["call"] == "respond" or "result" not in expected:
            continue
        body = filled(re.sub(r"\{\{save \w+\}\}|\{\{\w+\}\}", "p1", compact(expected["result"]))).encode()
        yield bytes([number, len(body) % 3]) + http(200 if expected["status"] == "OK" else 404, body)
    for name, number in numbers.items():
        for status in (200, 400, 401, 404, 429, 500, 503):
            yield bytes([number, 0]) + http(status, error, "Retry-After: 1")
    find = bytes([numbers["find"], 0])
    page = b'{"last_id":-1,"persons":[]}'
    yield find + b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1b\r\n" + page + b"\r\n0\r\n\r\n"
    yield find + b"HTTP/1.1 100 Continue\r\n\r\n" + http(200, page)
    yield find + http(200, page, length=99)
    yield find + http(200, page, "Content-Encoding: gzip")
    yield find + http(301, b"", "Location: http://127.0.0.1:1/")
    yield find + b"HTTP/1.0 200\r\n\r\n" + page
    yield find + b"HTTP/2 200\r\n\r\n" + page
    yield find + http(200, page, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT", "Set-Cookie: a=b")
    yield find + b"220 ready\r\n"


def edit(kind, place, *bytes_):
    return bytes([kind]) + place.to_bytes(3, "little") + bytes(bytes_)


def segment():
    for search in range(10):
        yield bytes([0, search])
        yield bytes([1, search])
    for place in [*range(0, 320, 8), *range(320, 160000, 4001)]:
        for flags in (0, 1):
            yield bytes([flags, place % 10]) + edit(place % 5, place, 0xFF, 0xFF, 0xFF, 0x7F)
    for place in range(88, 264, 8):
        yield bytes([1, 0]) + edit(3, place, 0xF0, 0xFF, 0xFF, 0x7F)
    yield bytes([0xF0, 0]) + edit(5, 4000, 0xEE)
    yield bytes([4, 0]) + b"PERNSR1\0"


def token():
    for way in range(8):
        for text in ("@1", "@2", "@3", "@4", "@5", "", "prs_", "@1x", " @1"):
            yield bytes([way]) + text.encode()
            yield bytes([way & 6]) + b"Bearer " + text.encode()
    for text in ("bearer  @1", "BEARER @1 ", "Basic @1", "Bearer @1, Bearer @2", "Bearer\t@1"):
        yield b"\0" + text.encode()
    yield b'\x03{"token":"@1"}'
    yield b'\x03{"token":"@1","organization":"default"}'
    yield b'\x03{"token":"@4","read_only":true}'
    body = "prs_0123456789abcdef_" + "0123456789abcdef" * 4
    yield b"\x05" + (body + "00000000").encode()


def text():
    for step, _ in cases():
        asked = step.get("request")
        if step["call"] == "create" and isinstance(asked, dict):
            keys = ["firstName", "lastName", "email", "phoneNumber", "externalRef", "city"]
            values = [asked[key] if isinstance(asked.get(key), str) else "" for key in keys]
            if not any("\n" in value for value in values):
                yield "\n".join(values).encode("utf-8", "surrogatepass")
    for place, name in enumerate(NAMES):
        phone = PHONES[place % len(PHONES)]
        yield f"{name}\n{NAMES[place - 1]}\n{name}@example.org\n{phone}\n{name}\n{name}".encode()
        yield f"a\nb\nx@{name}\n{name}{phone}".encode()


def database():
    for part in range(4):
        yield bytes([part])
    for place in range(0, 131072, 1021):
        yield bytes([place & 3]) + edit(place % 5, place, 0xFF, 0x00, 0x01, 0x02)
    for place in range(0, 100, 4):
        yield bytes([place >> 2 & 3]) + edit(3, place, 0, 0, 0, 9)


TARGETS = {
    "request": request, "query": query, "import": importing, "rest": rest, "answer": answer, "segment": segment,
    "token": token, "text": text, "database": database,
}


def write(target, folder):
    """Writes the seeds of a target into a new folder. How many there are."""
    folder.mkdir(parents=True)
    seeds = sorted({seed[:MOST_BYTES] for seed in TARGETS[target]()})
    # Of too many, those that are evenly apart.
    chosen = [seeds[index * len(seeds) // MOST] for index in range(MOST)] if len(seeds) > MOST else seeds
    for number, seed in enumerate(chosen):
        (folder / f"{number:04}").write_bytes(seed)
    return len(chosen)
