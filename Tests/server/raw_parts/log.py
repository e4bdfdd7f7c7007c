# SPDX-License-Identifier: Apache-2.0
"""What the access log tells, and what it never tells."""

import json
import os
import re
import signal

from .checking import check, wait_until
from .server import Server
from .wire import is_well, read_reply, request, send

CANARY = "Kanari7Vogel"


def check_log(program, path, issued):
    """The log tells what happened, and nothing of what was said."""
    log = os.path.join(os.path.dirname(path), "access.log")
    server = Server(program, path, log=log)
    bearer = f"Authorization: Bearer {issued['token']}"
    slug = "organizationSlug: default"
    body = json.dumps({"firstName": CANARY, "lastName": CANARY, "email": f"{CANARY}@example.org"}).encode()
    asked = [
        ("POST", "/person", 201, request("POST", "/person", bearer, slug, f"Content-Length: {len(body)}", body=body)),
        ("GET", "/search", 200, request("GET", f"/search?query={CANARY}", bearer, slug)),
        ("GET", "/person/{id}", 404, request("GET", f"/person/{CANARY}", bearer, slug)),
        ("GET", "other", 404, request("GET", f"/{CANARY}", bearer)),
        ("GET", "/stats", 401, request("GET", "/stats", f"Authorization: Bearer {CANARY}")),
        ("GET", "/stats", 401, request("GET", "/stats", f"Authorization: Bearer prs_{CANARY}_{CANARY}")),
        ("GET", "/person", 403, request("GET", "/person", bearer, f"organizationSlug: {CANARY}")),
        ("other", "other", 404, request(CANARY, f"/{CANARY}?{CANARY}={CANARY}", bearer)),
        ("GET", "/search", 422, request("GET", f"/search?{CANARY}=1", bearer, slug)),
        ("POST", "/persons/find/", 400, request("POST", "/persons/find/", bearer, f"Content-Length: {len(CANARY)}",
                                                body=CANARY.encode())),
        ("GET", "/healthz", 400, request("GET", "/healthz", f"{CANARY} : {CANARY}")),
        ("GET", "other", 400, request("GET", f"/{CANARY}", f"A: {CANARY}", host=None)),
        ("-", "other", 431, request("GET", f"/{CANARY}", f"A: {CANARY * 6000}")),
        ("POST", "/person", 413, request("POST", "/person", f"X-{CANARY}: {CANARY}", "Transfer-Encoding: chunked",
                                         body=b"900000\r\n" + CANARY.encode() * 0x900000)),
    ]
    for index, (method, route, status, data) in enumerate(asked):
        with server.connect() as connected:
            send(connected, data[:9 << 20])
            reply = read_reply(connected)
        check(f"log: asked {method} {route}", reply and reply[0] == status, f"{reply}, not {status}")
        check("log: a line", wait_until(lambda: len(server.logged()) > index), f"{server.logged()}")
        fields = server.logged()[-1].split(" ")
        check("log: the line tells it", fields[1:4] == [method, route, str(status)], f"{fields}")
        if reply and method != "-":
            check("log: the bytes", fields[4] == str(len(reply[2])), f"{fields} {len(reply[2])}")
        if bearer.encode() in data:
            check("log: the token's id", fields[6] == issued["token_id"] or status == 400 and fields[6] == "-",
                  f"{fields}")
    line = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S+ \S+ (-|\d{3}) \d+ \d+ (-|[0-9a-f]{16})")
    lines = server.logged()
    check("log: one line a request", len(lines) == len(asked), f"{len(lines)}")
    check("log: the form of each line", all(line.fullmatch(each) for each in lines), f"{lines}")
    check("log: mode 0600", os.stat(log).st_mode & 0o777 == 0o600)
    os.rename(log, log + ".1")
    server.process.send_signal(signal.SIGHUP)
    check("log: opened again", wait_until(lambda: os.path.exists(log)))
    check("log: well", wait_until(lambda: is_well(server) and len(server.logged()) > 0))
    check("log: exit", server.stop() == 0)
    everything = server.said() + b"".join(open(name, "rb").read() for name in (log, log + ".1"))
    check("no word of a client is logged", CANARY.encode().lower() not in everything.lower(), f"{everything!r}")
    check("no token is logged", issued["token"].split("_")[2].encode() not in everything)
    check("nothing but the ready line is said", server.said().count(b"\n") == 1, f"{server.said()!r}")
