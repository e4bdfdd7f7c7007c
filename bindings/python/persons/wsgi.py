# SPDX-License-Identifier: Apache-2.0
"""Serve a directory as the REST calls of docs/rest.md, from any WSGI server (PEP 3333).

    import persons.wsgi

    application = persons.wsgi.Application("people.db")

    $ gunicorn --threads 8 --limit-request-line 8190 service:application

What the server hands over is rebuilt into the request as it was received, and
Directory.respond answers it, as it answers for personsd. Without that limit gunicorn
refuses targets of more than 4 KiB itself.
"""

from __future__ import annotations

import http
import json
import threading
from typing import Any, Callable, Dict, Iterable, List, Optional, Tuple, Union
from urllib.parse import quote

from . import errors
from ._care import Response
from ._closing import Closing
from ._requests import Path
from .directory import Directory
from .directory import open as open_directory

Environ = Dict[str, Any]
StartResponse = Callable[..., object]

# One byte more than the library takes, for it to see that there is more.
_MOST_BODY = 8 * 1024 * 1024 + 1

# The headers that mean something. Of the others a directory is not told.
_TOLD = {
    "HTTP_AUTHORIZATION": "Authorization",
    "HTTP_ORGANIZATIONSLUG": "organizationSlug",
    "HTTP_ACCEPT": "Accept",
    "HTTP_IDEMPOTENCY_KEY": "Idempotency-Key",
    "HTTP_HOST": "Host",
    "CONTENT_TYPE": "Content-Type",
}

# Those that have no comma in them: servers join doubled ones with it. An Idempotency-Key with
# one is taken for two, for nothing tells them apart.
_SINGLE = _TOLD.keys() - {"HTTP_ACCEPT"}

# What may stand in a path besides letters and digits (RFC 3986).
_IN_PATH = "/:@!$&'()*+,;=~"


class Application(Closing):
    """A WSGI application over one directory, for any number of threads and processes.

    A location is opened at the first request of each process, so that servers
    that fork first and servers that load first both work. A directory that is given
    open stays its owner's to close.
    """

    def __init__(self, location_or_directory: Union[Path, Directory], **options: Any) -> None:
        """Make the application.

        Args:
            location_or_directory: what persons.open() takes, or what it returned
            options: as persons.open() takes them, but for "token": each request
                brings its own
        """
        self._given: Optional[Directory] = None
        self._opened: Optional[Directory] = None
        self._lock = threading.Lock()
        self._closed = False
        self._options = options
        if "token" in options:
            raise TypeError("a directory is served by its owner: open it without a token")
        if isinstance(location_or_directory, Directory):
            if options:
                raise TypeError("options are for opening, and this directory is open")
            self._given = location_or_directory
        else:
            self._location = location_or_directory

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        response = self._respond(environ)
        body = response.body.encode("utf-8")
        headers = [*response.headers, ("Content-Length", str(len(body)))]
        start_response(_status_line(response.http_status), headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def close(self) -> None:
        """Close what was opened here; wait for the requests that run."""
        with self._lock:
            self._closed = True
            directory, self._opened = self._opened, None
        if directory is not None:
            directory.close()

    def _respond(self, environ: Environ) -> Response:
        try:
            body = _body(environ)
            return self._directory().respond(
                environ["REQUEST_METHOD"], _target(environ), _headers(environ), body
            )
        except _BadRequest as error:
            return _refusal(str(error))
        except errors.Invalid as error:
            return _refusal(error.message)
        except errors.Misuse:
            raise
        except errors.Error as error:
            return _failure(environ, error)

    def _directory(self) -> Directory:
        if self._given is not None:
            return self._given
        directory = self._opened
        if directory is not None:
            return directory
        with self._lock:
            if self._closed:
                raise errors.Misuse("The application is closed.")
            if self._opened is None:
                self._opened = open_directory(self._location, **self._options)
            return self._opened


class _BadRequest(Exception):
    """A request that cannot be handed over."""


def _target(environ: Environ) -> str:
    """Return the request target as it was received, without where the application is mounted.

    Servers that do not keep it have decoded the path already: an escaped slash
    cannot be told from a slash there.
    """
    mount = quote(_bytes(environ.get("SCRIPT_NAME", ""), "The request target"), safe=_IN_PATH)
    received = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if received and received.startswith(mount):
        rest = str(received[len(mount) :])
        if not mount or rest.startswith("/"):
            return rest
        if not rest or rest.startswith("?"):
            return "/" + rest
    path = quote(_bytes(environ.get("PATH_INFO", ""), "The request target"), safe=_IN_PATH) or "/"
    query = environ.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _bytes(text: str, what: str) -> bytes:
    """Return the bytes that a text of WSGI stands for."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise _BadRequest(f"{what} cannot be read.") from None


def _headers(environ: Environ) -> List[Tuple[str, str]]:
    """Return the headers; one that was doubled and joined stands twice again."""
    headers: List[Tuple[str, str]] = []
    for key, name in _TOLD.items():
        value = environ.get(key)
        if value is None or (key == "CONTENT_TYPE" and not value):
            continue
        # What is no UTF-8 is for the library to refuse.
        text = _bytes(value, "A header").decode("utf-8", "surrogateescape")
        values = text.split(",") if key in _SINGLE else [text]
        headers.extend((name, part.strip()) for part in values)
    return headers


def _body(environ: Environ) -> Optional[bytes]:
    """Return the body, or as much of it as shows that it is too large."""
    length = environ.get("CONTENT_LENGTH") or ""
    if length:
        if not (length.isascii() and length.isdigit() and len(length) <= 18):
            raise _BadRequest("The Content-Length is not a number.")
        wanted = min(int(length), _MOST_BODY)
        body = _read(environ["wsgi.input"], wanted)
        if len(body) < wanted:
            raise _BadRequest("The body is shorter than its Content-Length.")
    elif environ.get("wsgi.input_terminated"):
        body = _read(environ["wsgi.input"], _MOST_BODY)
    elif environ.get("HTTP_TRANSFER_ENCODING"):
        raise _BadRequest("This server needs a Content-Length.")
    else:
        return None
    return body or None


def _read(stream: Any, most: int) -> bytes:
    """Read up to `most` bytes, or to the end."""
    parts: List[bytes] = []
    while most > 0:
        part = stream.read(most)
        if not part:
            break
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _failure(environ: Environ, error: errors.Error) -> Response:
    """Return the reply when the directory cannot be opened or asked, and tell the operator."""
    log = environ.get("wsgi.errors")
    if log is not None:
        log.write(f"persons: {error.status} {error.type}: {error.message}\n")
    is_fault = isinstance(error, errors.Internal)
    kind = "internal" if is_fault else "unavailable"
    refusal = _refusal("The directory cannot be reached.", kind)
    if is_fault:
        return refusal._replace(http_status=500)
    return refusal._replace(http_status=503, headers=[*refusal.headers, ("Retry-After", "1")])


def _refusal(message: str, kind: str = "invalid_request") -> Response:
    """Return the reply to a request that the library never sees, for every dialect."""
    details = {"type": kind, "message": message}
    headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return Response(400, headers, json.dumps({"message": message, "error": details}))


def _status_line(status: int) -> str:
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
