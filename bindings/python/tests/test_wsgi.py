# SPDX-License-Identifier: Apache-2.0
"""persons.wsgi: what a server hands over is answered as it was received."""

from __future__ import annotations

import http.client
import io
import json
import socket
import threading
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.validate import validator

import pytest
from conftest import ADA

import persons
from persons import wsgi

MOST = 8 * 1024 * 1024


class Client:
    """Calls an application as a server does."""

    def __init__(self, directory: persons.Directory) -> None:
        self.application = wsgi.Application(directory)
        self.authorization = "Bearer " + directory.issue_token()["token"]

    def ask(self, method: str, path: str, body: bytes = b"", **more: Any) -> Tuple[str, Any]:
        path, _, query = path.partition("?")
        environ: Dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_AUTHORIZATION": self.authorization,
            "HTTP_ORGANIZATIONSLUG": "default",
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "wsgi.input": io.BytesIO(body),
            **more,
        }
        started: List[Any] = []
        parts = self.application(environ, lambda *reply: started.append(reply))
        ((status, headers),) = started
        self.headers = dict(headers)
        text = b"".join(parts)
        if method != "HEAD":
            assert self.headers["Content-Length"] == str(len(text))
        return status, json.loads(text) if text else None


@pytest.fixture
def client(directory: persons.Directory) -> Client:
    return Client(directory)


def test_a_person_comes_and_goes(client: Client) -> None:
    status, created = client.ask("POST", "/person", json.dumps(ADA).encode())
    assert status == "201 Created"
    where = "/person/" + created["personId"]
    assert client.ask("GET", where)[1]["firstName"] == "Ada"
    assert client.ask("GET", "/search?query=lovel&limit=1")[1]["total"] == 1
    assert client.ask("DELETE", where) == ("200 OK", {"success": True})
    assert client.ask("GET", where)[0] == "404 Not Found"


def test_a_head_has_the_length_and_no_body(client: Client) -> None:
    assert client.ask("HEAD", "/person") == ("200 OK", None)
    assert client.headers["Content-Length"] == str(len('{"persons":[]}'))


def test_the_target_as_it_was_received(client: Client, directory: persons.Directory) -> None:
    person = directory.create(personId="a b/ü", **ADA)["personId"]
    assert client.ask("GET", "/person/a%20b", RAW_URI="/person/a%20b")[0].startswith("404")
    escaped = "/person/a%20b%2F%C3%BC"
    assert client.ask("GET", "/", RAW_URI=escaped)[0].startswith("400"), "an escaped slash"
    for name in ("RAW_URI", "REQUEST_URI"):
        assert client.ask("GET", "/nowhere", **{name: "/stats"})[1]["persons"] == 1
        assert client.ask("GET", "/stats", **{name: "/person/%00"})[0].startswith("400")
        assert client.ask("GET", "/stats", **{name: "http://host/stats"})[0].startswith("400")
        assert client.ask("GET", "/stats", **{name: "/stats\0"})[0].startswith("400")
    assert person == "a b/ü"


def test_the_target_put_together_again(client: Client, directory: persons.Directory) -> None:
    directory.create(personId="ü b%", **ADA)
    decoded = "/person/ü b%".encode().decode("latin-1")
    assert client.ask("GET", decoded)[1]["personId"] == "ü b%"
    assert client.ask("GET", "/person/\0")[0].startswith("400")
    assert client.ask("GET", "/person/\xff")[0].startswith("400"), "not UTF-8"
    assert client.ask("GET", "/person/€")[0].startswith("400"), "not from a server"


def test_where_it_is_mounted(client: Client) -> None:
    for received in ({}, {"RAW_URI": "/api/v1/stats?"}, {"RAW_URI": "/api/v10/nowhere"}):
        status, _ = client.ask("GET", "/stats", SCRIPT_NAME="/api/v1", **received)
        assert status == "200 OK"
    assert client.ask("GET", "", SCRIPT_NAME="/api", RAW_URI="/api")[0].startswith("404")
    assert client.ask("GET", "", SCRIPT_NAME="/api", RAW_URI="/api?a=1")[0].startswith("404")


def test_doubled_headers_are_refused(client: Client) -> None:
    body = json.dumps(ADA).encode()
    for more in (
        {"HTTP_AUTHORIZATION": f"{client.authorization},Bearer other"},
        {"HTTP_AUTHORIZATION": f"Bearer other, {client.authorization}"},
        {"HTTP_ORGANIZATIONSLUG": "default,other"},
        {"HTTP_HOST": "one, two"},
        {"CONTENT_TYPE": "application/json,text/plain"},
    ):
        assert client.ask("POST", "/person", body, **more)[0] == "400 Bad Request", more
    assert client.ask("GET", "/stats", HTTP_ACCEPT="text/html, application/json")[0] == "200 OK"


def test_headers_are_utf_8(client: Client, directory: persons.Directory) -> None:
    for name in ("HTTP_ORGANIZATIONSLUG", "HTTP_IDEMPOTENCY_KEY", "HTTP_ACCEPT", "CONTENT_TYPE"):
        status, answer = client.ask("GET", "/person", **{name: "z\xfcrich"})
        assert (status, answer["error"]["type"]) == ("400 Bad Request", "invalid_request"), name
    assert client.ask("GET", "/person", HTTP_USER_AGENT="z\xfcrich")[0] == "200 OK"
    in_utf_8 = "zürich".encode().decode("latin-1")
    assert client.ask("GET", "/person", HTTP_ORGANIZATIONSLUG=in_utf_8)[0] == "403 Forbidden"


@pytest.mark.parametrize("length", ["-1", "+5", "1_0", "5 ", "0x5", "5,5", "٣", "9" * 30])
def test_lengths_that_are_none(client: Client, length: str) -> None:
    status, answer = client.ask("POST", "/person", b"{}", CONTENT_LENGTH=length)
    assert status == "400 Bad Request"
    assert answer["error"]["type"] == "invalid_request"
    assert client.headers["Cache-Control"] == "no-store"


def test_how_much_of_a_body_is_read(client: Client) -> None:
    class Endless(io.RawIOBase):
        size = 0

        def read(self, most: int = -1) -> bytes:
            assert most > 0
            most = min(most, 1 << 20)
            self.size += most
            return b" " * most

    for more in ({"CONTENT_LENGTH": str(1 << 40)}, {"wsgi.input_terminated": True}):
        endless = Endless()
        status, answer = client.ask("POST", "/person", **{"wsgi.input": endless, **more})
        assert (status[:3], answer["error"]["type"]) == ("413", "too_large")
        assert endless.size == MOST + 1


def test_bodies_without_a_length(client: Client) -> None:
    body = io.BytesIO(json.dumps(ADA).encode())
    more: Dict[str, Any] = {"wsgi.input": body, "HTTP_TRANSFER_ENCODING": "chunked"}
    assert client.ask("POST", "/person", **more)[0] == "400 Bad Request"
    more["wsgi.input_terminated"] = True
    assert client.ask("POST", "/person", **more)[0] == "201 Created"


def test_a_body_that_was_cut_off(client: Client, directory: persons.Directory) -> None:
    """What there is of it could be taken for a request: nothing is written."""
    body = json.dumps(ADA).encode()
    for missing in (1, 100, MOST):
        more: Dict[str, Any] = {"CONTENT_LENGTH": str(len(body) + missing)}
        status, answer = client.ask("POST", "/person", body, **more)
        assert (status, answer["error"]["type"]) == ("400 Bad Request", "invalid_request")
        assert "shorter than its Content-Length" in answer["message"]
    assert directory.stats()["persons"] == 0
    # What stands behind the body is not of it.
    more = {"wsgi.input": io.BytesIO(body + b"more"), "CONTENT_LENGTH": str(len(body))}
    assert client.ask("POST", "/person", **more)[0] == "201 Created"
    assert directory.stats()["persons"] == 1


def test_a_location_is_opened_at_the_first_request(tmp_path: Path) -> None:
    path = tmp_path / "people.db"
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}
    with wsgi.Application(path, organization="acme") as application:
        assert not path.exists()
        assert application(environ, print) == [b'{"status":"ok"}']
        assert path.exists()
    with pytest.raises(persons.Misuse):
        application(environ, print)
    with persons.open(path, create=False) as directory:
        assert directory.stats()["organization"] == "acme"
        with wsgi.Application(directory):
            pass
        assert not directory.closed, "its owner closes it"
        with pytest.raises(TypeError):
            wsgi.Application(directory, create=False)
    with pytest.raises(TypeError):
        wsgi.Application(path, token="prs_")


def test_a_location_that_cannot_be_opened(tmp_path: Path) -> None:
    log = io.StringIO()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "wsgi.errors": log}
    started: List[Any] = []
    with wsgi.Application(tmp_path / "later" / "people.db") as application:
        (text,) = application(environ, lambda *reply: started.append(reply))
        assert started[0][0] == "503 Service Unavailable"
        assert ("Retry-After", "1") in started[0][1]
        assert json.loads(text)["error"]["type"] == "unavailable"
        assert log.getvalue().startswith("persons: ") and str(tmp_path) not in text.decode()
        (tmp_path / "later").mkdir()
        assert application(environ, print) == [b'{"status":"ok"}'], "it is tried again"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def port(directory: persons.Directory) -> Iterator[int]:
    """The port of wsgiref's server, which holds the application against PEP 3333."""
    application = validator(wsgi.Application(directory))
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_wsgiref_serves_it(port: int, directory: persons.Directory) -> None:
    headers = {
        "Authorization": "bearer " + directory.issue_token()["token"],
        "organizationSlug": "default",
        "Content-Type": "application/json",  # wsgiref makes up text/plain where there is none
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for method, body, status in (
        ("GET", None, 200),
        ("POST", json.dumps(ADA), 201),
        ("HEAD", None, 200),
        ("PATCH", "{}", 405),
    ):
        connection.request(method, "/person", body, headers)
        reply = connection.getresponse()
        text = reply.read()
        assert reply.status == status, text
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert bool(text) == (method != "HEAD")
    connection.close()
    assert directory.stats()["persons"] == 1


def test_wsgiref_and_a_second_authorization(port: int, directory: persons.Directory) -> None:
    token = directory.issue_token()["token"]
    line = f"Authorization: Bearer {token}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        connection.sendall(f"GET /stats HTTP/1.0\r\n{line}{line}\r\n".encode())
        assert b" 400 " in connection.makefile("rb").readline()


def test_wsgiref_and_a_body_that_was_cut_off(port: int, directory: persons.Directory) -> None:
    """The server lets it through when the client ends its side of the connection."""
    token, body = directory.issue_token()["token"], json.dumps(ADA)
    head = (
        f"POST /person HTTP/1.0\r\nAuthorization: Bearer {token}\r\norganizationSlug: default\r\n"
        "Content-Type: application/json\r\n"
    )
    for length, status in ((len(body) + 1, b" 400 "), (len(body), b" 201 ")):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(f"{head}Content-Length: {length}\r\n\r\n{body}".encode())
            connection.shutdown(socket.SHUT_WR)
            assert status in connection.makefile("rb").readline()
    assert directory.stats()["persons"] == 1


def test_a_fault_of_the_library_is_no_wait(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is told apart from a file that cannot be reached now, and the client learns no more."""

    def fault(*arguments: Any, **options: Any) -> Any:
        raise persons.Internal("a secret", type="internal")

    monkeypatch.setattr(wsgi, "open_directory", fault)
    log = io.StringIO()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "wsgi.errors": log}
    started: List[Any] = []
    (text,) = wsgi.Application(tmp_path / "p.db")(environ, lambda *reply: started.append(reply))
    assert started[0][0] == "500 Internal Server Error"
    assert "Retry-After" not in dict(started[0][1])
    assert json.loads(text)["error"]["type"] == "internal"
    assert "a secret" in log.getvalue() and "a secret" not in text.decode()
