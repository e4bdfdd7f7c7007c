#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Job: an https location works with the right certificate, and fails with a typed error with any other.

    tls.py PERSONSD

Makes certificates with openssl in a temporary folder, and puts a proxy that speaks TLS before personsd. Wants
PYTHONPATH=bindings/python and PERSONS_LIBRARY. The last line is "N passed, N failed".
"""

import contextlib
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings

import persons
from bad_server import BadServer, Listener, replies, reply
from lateness import Stopwatch
from support import Tally, served

NEW = {"firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.org"}
UNTRUSTED, TLS_FAILED = "UNAVAILABLE untrusted_certificate", "UNAVAILABLE tls_failed"
LOST, REFUSED, TIMED_OUT = "UNAVAILABLE connection_lost", "UNAVAILABLE connection_refused", "TIMEOUT timeout"
# Milliseconds for a call: those that are tried again until it is over, or that nobody answers; and all others.
SHORT, AMPLE = 1_500, 60_000
LOCAL = "DNS:localhost,IP:127.0.0.1"


# ------------------------------------------------------------------------------------------------ certificates --


class Authority:
    """Issues certificates, in a folder."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.certificate = self.path(f"{name}.pem")
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9",
                     "-subj", f"/CN={name}", "-keyout", self.path(f"{name}.key"), "-out", self.certificate,
                     "-addext", "basicConstraints=critical,CA:TRUE")

    def path(self, name):
        return os.path.join(self.folder, name)

    def openssl(self, *words):
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=self.folder)

    def issue(self, name, names=LOCAL, begin=None, end=None):
        """The path of a file with a key and a certificate for these names; times as YYYYMMDDHHMMSSZ."""
        key, request, issued = (self.path(f"{name}.{end}") for end in ("key", "csr", "crt"))
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
                     "-keyout", key, "-out", request)
        for file, text in (("index.txt", ""), ("serial", "%02X" % (1 + len(os.listdir(self.folder)))),
                           ("ca.cnf", self.settings(names))):
            with open(self.path(file), "w", encoding="ascii") as opened:
                opened.write(text)
        days = ["-startdate", begin, "-enddate", end] if end else ["-days", "9"]
        self.openssl("ca", "-batch", "-notext", "-config", "ca.cnf", "-in", request, "-out", issued, *days)
        return self.joined(name, key, issued)

    def settings(self, names):
        return (f"[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n"
                f"certificate={self.name}.pem\nprivate_key={self.name}.key\npolicy=p\nunique_subject=no\n"
                f"x509_extensions=e\n[p]\ncommonName=supplied\n[e]\nsubjectAltName={names}\n")

    def joined(self, name, *paths):
        joined = self.path(f"{name}.pem")
        with open(joined, "wb") as file:
            for path in paths:
                with open(path, "rb") as part:
                    file.write(part.read())
        return joined


# ------------------------------------------------------------------------------------------------------- proxy --


class Proxy(Listener):
    """Takes TLS connections and passes what they hold on to a server; counts them, and the bytes that clients sent."""

    def __init__(self, certificate, port, versions=None):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if versions:
            warnings.simplefilter("ignore", DeprecationWarning)
            self.context.set_ciphers("ALL:@SECLEVEL=0")
            self.context.minimum_version, self.context.maximum_version = versions
        self.context.load_cert_chain(certificate)
        self.target, self.taken = port, 0
        super().__init__()
        self.url = f"https://localhost:{self.port}"

    def serve(self, connection):
        with contextlib.suppress(OSError), connection:
            connection.settimeout(20)
            with self.context.wrap_socket(connection, server_side=True) as inner:
                with socket.create_connection(("127.0.0.1", self.target)) as outer:
                    for one in (inner, outer):
                        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.exchange(inner, outer)

    def exchange(self, inner, outer):
        """Requests and replies in turn: TLS of Python is not for two threads at a time."""
        while True:
            for one, other in ((inner, outer), (outer, inner)):
                one.settimeout(0.02)
                try:
                    data = one.recv(1 << 16)
                except socket.timeout:
                    continue
                if not data:
                    return
                self.taken += len(data) if one is inner else 0
                other.settimeout(20)
                other.sendall(data)


# ------------------------------------------------------------------------------------------------------ checks --


def outcome(url, token, method="stats", *arguments, **options):
    """"ok", or the status and type of the error; and whether that came in the time of the call and a second."""
    options.setdefault("timeout_ms", AMPLE)
    watch = Stopwatch()
    try:
        with watch, persons.open(url, token=token, **options) as directory:
            getattr(directory, method)(*arguments)
        ended = "ok"
    except persons.Error as error:
        ended = f"{error.status} {error.type}"
    return ended, watch.is_within(options["timeout_ms"] / 1000 + 1), watch


def settled(url, token, **options):
    """The outcome of a call that is tried again until its time is over. Its last try may begin when next to nothing of
    that is left, and is then ended by the clock: so it is made again, with more time."""
    for milliseconds in (SHORT, 4 * SHORT, 16 * SHORT):
        got = outcome(url, token, timeout_ms=milliseconds, **options)
        if got[0] != TIMED_OUT:
            break
    return got


def expect(tally, name, got, *wanted):
    ended, is_in_time, watch = got
    tally.check(name, ended in wanted, f"got    {ended}\n  wanted {' or '.join(wanted)}")
    tally.check(f"{name}: in time", is_in_time, watch)


def check_calls(tally, url, token, certificate):
    """The calls do over TLS what they do without."""
    with persons.open(url, token=token, ca_file=certificate) as directory:
        number = directory.create(**NEW)["personId"]
        tally.equal("get", directory.get(number)["email"], NEW["email"])
        tally.equal("search", directory.search(query="lovel")["total"], 1)
        tally.equal("find", len(directory.find(identifier=number)["persons"]), 1)
        directory.update(number, city="London")
        tally.equal("list", [person["city"] for person in directory.list()["persons"]], ["London"])
        directory.delete(number)
        tally.equal("stats", directory.stats()["persons"], 0)


def check_connections(tally, proxy, token, certificate):
    """Connections are used again, by all threads."""
    before = proxy.accepted
    with persons.open(proxy.url, token=token, ca_file=certificate) as directory:
        begun = time.monotonic()
        for _ in range(50):
            directory.stats()
        print(f"50 calls: {proxy.accepted - before} connections, {(time.monotonic() - begun) * 20:.1f} ms a call")
        tally.equal("50 calls use one connection", proxy.accepted - before, 1)
        threads = [threading.Thread(target=lambda: [directory.stats() for _ in range(25)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"200 calls of 8 threads: {proxy.accepted - before} connections")
        tally.check("8 threads use 8 connections at most", proxy.accepted - before <= 8, proxy.accepted - before)


def check_trust(tally, folder, authority, proxy, token, certificate):
    expect(tally, "without ca_file", outcome(proxy.url, token), UNTRUSTED)
    by_number = proxy.url.replace("localhost", "127.0.0.1")
    expect(tally, "by address", outcome(by_number, token, ca_file=certificate), "ok")
    stranger = Authority(folder, "stranger")
    expect(tally, "with another authority", outcome(proxy.url, token, ca_file=stranger.certificate), UNTRUSTED)
    for name, text in (("empty", ""), ("garbage", "garbage")):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        expect(tally, f"with a ca_file that is {name}", outcome(proxy.url, token, ca_file=path), UNTRUSTED)
    for path in (os.path.join(folder, "absent.pem"), folder, ""):
        got = outcome(proxy.url, token, ca_file=path)
        expect(tally, f"with the ca_file {os.path.basename(path)!r}", got, UNTRUSTED, "INVALID invalid_value",
               "NOT_FOUND no_such_file")
    bad = [
        ("an expired certificate", authority.issue("expired", begin="20200101000000Z", end="20210101000000Z")),
        ("one of the future", authority.issue("future", begin="20480101000000Z", end="20490101000000Z")),
        ("one for another host", authority.issue("other", names="DNS:example.org,DNS:localhost.example.org")),
        ("one of a stranger", stranger.issue("foreign")),
    ]
    for name, path in bad:
        with Proxy(path, proxy.target) as other:
            expect(tally, name, outcome(other.url, token, ca_file=certificate), UNTRUSTED)
            tally.equal(f"{name}: nothing was sent", other.taken, 0)


def check_versions(tally, proxy, token, certificate, issued):
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        with Proxy(issued, proxy.target, (version, version)) as other:
            name = f"a server of {version.name} alone"
            is_old = version < ssl.TLSVersion.TLSv1_2
            if is_old:
                expect(tally, name, settled(other.url, token, ca_file=certificate), TLS_FAILED)
            else:
                expect(tally, name, outcome(other.url, token, ca_file=certificate), "ok")
            print(f"{name}: {other.accepted} connections")
            if is_old:
                tally.check(f"{name}: nothing was sent", other.taken == 0)


def check_strangers(tally, token, certificate):
    """Servers at an https location that do not speak TLS."""
    cases = [
        # By what the peer does once it has read what the client said first, and before.
        ("plain HTTP", BadServer(lambda peer, *_: peer.send(reply(400)), greets=True), (TLS_FAILED,)),
        ("silence", BadServer(lambda peer, *_: peer.hang(), greets=True), (TIMED_OUT,)),
        ("a close", BadServer(lambda peer, *_: peer.more() and None, greets=True), (TLS_FAILED, LOST)),
        ("a reset", BadServer(lambda peer, *_: peer.more() and peer.reset(), greets=True), (TLS_FAILED, LOST)),
        # The client may still be connecting when these come: then it was refused.
        ("a close at once", BadServer(lambda peer, *_: None, greets=True), (TLS_FAILED, LOST, REFUSED)),
        ("a reset at once", BadServer(lambda peer, *_: peer.reset(), greets=True), (TLS_FAILED, LOST, REFUSED)),
        ("garbage", BadServer(lambda peer, *_: peer.send(bytes(9999)), greets=True), (TLS_FAILED,)),
        ("an alert", BadServer(lambda peer, *_: peer.send(b"\x15\3\3\0\2\2\x28"), greets=True), (TLS_FAILED,)),
    ]
    for name, server, wanted in cases:
        with server:
            url = server.url.replace("http://", "https://")
            got = (outcome(url, token, timeout_ms=SHORT, ca_file=certificate) if TIMED_OUT in wanted
                   else settled(url, token, ca_file=certificate))
            expect(tally, f"{name} in place of TLS", got, *wanted)
            print(f"{name} in place of TLS: {server.accepted} connections")
    with BadServer(replies(reply(200, {"persons": 1}))) as server:
        # The other way round is told by persons_open: a token is not sent in the clear.
        got = outcome(server.url.replace("127.0.0.1", "example.org"), token)
        tally.equal("http to another machine", got[0], "INVALID insecure_location")


def main(personsd):
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder, "authority")
        issued = authority.issue("local")
        path = os.path.join(folder, "people.db")
        with served(personsd, path) as url, Proxy(issued, int(url.rsplit(":", 1)[1])) as proxy:
            with persons.open(path) as owner:
                token = owner.issue_token()["token"]
            check_calls(tally, proxy.url, token, authority.certificate)
            check_connections(tally, proxy, token, authority.certificate)
            check_trust(tally, folder, authority, proxy, token, authority.certificate)
            check_versions(tally, proxy, token, authority.certificate, issued)
            check_strangers(tally, token, authority.certificate)
    return tally.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
