# SPDX-License-Identifier: Apache-2.0
"""Run a case of Tests/Fixtures: send its steps, compare what comes back.

Works on the call layer of the package, so that every text goes in and comes out
byte for byte. The format is described in Tests/Fixtures/README.md.
"""

from __future__ import annotations

import ctypes
import json
import re
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from persons import _library
from persons._declarations import PROGRESS
from persons._requests import encode

PLACEHOLDER = re.compile(r"\{\{([^{}]+)\}\}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

WITH_REQUEST = {
    "find", "list", "search", "create", "upsert", "put_group", "list_groups",
    "put_event", "list_events", "record_rsvp", "put_organization",
    "list_organizations", "issue_token", "list_tokens",
}  # fmt: skip
WITH_ID = {"get", "delete", "erase", "delete_group", "revoke_token"}
WITH_NOTHING = {"check", "stats"}

Answer = Tuple[int, Optional[bytes]]


class Mismatch(AssertionError):
    """What came back is not what the case expects."""


def run(case: Path, tmp: Path) -> None:
    """Run the case in the folder `case`, with `tmp` for its files."""
    __tracebackhide__ = True
    script = json.loads((case / "input.json").read_text("utf-8"))
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    steps = script["steps"]
    if len(steps) != len(expected):
        raise Mismatch(f"{len(steps)} steps, but {len(expected)} expected answers")
    host = Host(case, tmp)
    try:
        host.begin(script.get("options"))
        for number, (step, answer) in enumerate(zip(steps, expected)):
            try:
                host.step(step, answer)
            except Mismatch as error:
                raise Mismatch(f"step {number} ({step['call']}): {error}") from None
    finally:
        host.end()


class Host:
    """The handles and the kept strings of a case."""

    def __init__(self, case: Path, tmp: Path) -> None:
        self.case = case
        self.kept: Dict[str, str] = {"tmp": str(tmp)}
        self.location = str(tmp / "directory.db").encode()
        self.handles: Dict[Optional[str], int] = {}
        self.http = 0
        self.headers: List[List[str]] = []

    def begin(self, options: Any) -> None:
        status, text = self._open(None, None if options is None else encode(options))
        if status != 0:
            raise Mismatch(f"the directory does not open: {text!r}")

    def end(self) -> None:
        for handle in self.handles.values():
            _library.library.persons_close(handle)

    def step(self, step: Dict[str, Any], expected: Dict[str, Any]) -> None:
        status, text = self._send(step)
        name = _library.status_name(status)
        if name != expected["status"]:
            raise Mismatch(f"{name} instead of {expected['status']}: {text!r}")
        if "text" in expected:
            wanted = self.filled(expected["text"])
            if (text or b"").decode("utf-8") != wanted:
                raise Mismatch(f"text {text!r} instead of {wanted!r}")
        if "result" in expected:
            if text is None:
                raise Mismatch("no text")
            self.compare(json.loads(text), expected["result"], "result")
        self._compare_http(expected)
        if "same_as" in step:
            made = self._file(step["file"]).read_bytes()
            if made != (self.case / step["same_as"]).read_bytes():
                raise Mismatch(f"{step['file']} differs from {step['same_as']}")

    # Sending.

    def _send(self, step: Dict[str, Any]) -> Answer:
        call, name = step["call"], step.get("as")
        if call == "open":
            return self._open(name, self._request(step, "options"))
        if name not in self.handles:
            raise Mismatch(f"no step opened {name!r}")
        handle = self.handles[name]
        if call == "close":
            _library.library.persons_close(handle)
            return 0, None
        if call == "interrupt":
            return _library.library.persons_interrupt(handle), None
        if call == "respond":
            return self._respond(handle, step)
        return _library.answer(f"persons_{call}", handle, *self._arguments(call, step))

    def _respond(self, handle: int, step: Dict[str, Any]) -> Answer:
        status, headers = ctypes.c_int(), ctypes.c_void_p()
        body = self._request(step)
        answer = _library.answer(
            "persons_respond",
            handle,
            step["method"].encode(),
            self.filled(step["target"]).encode(),
            self._headers(step),
            body,
            len(body or b""),
            ctypes.byref(status),
            ctypes.byref(headers),
        )
        self.http = status.value
        self.headers = json.loads(ctypes.string_at(headers.value)) if headers.value else []
        _library.library.persons_free(headers.value)
        return answer

    def _headers(self, step: Dict[str, Any]) -> Any:
        """Return the strings of all pairs in turn, then a NULL; None where the step has no headers."""
        if "headers" not in step:
            return None
        texts = [self.filled(text).encode() for pair in step["headers"] for text in pair]
        return (ctypes.c_char_p * (len(texts) + 1))(*texts, None)

    def _compare_http(self, expected: Dict[str, Any]) -> None:
        """Headers that are not named may stand there too."""
        if "http" in expected and self.http != expected["http"]:
            raise Mismatch(f"HTTP status {self.http} instead of {expected['http']}")
        for pair in self._filled_through(expected.get("headers", [])):
            if pair not in self.headers:
                raise Mismatch(f"no header {pair}: {self.headers}")

    def _arguments(self, call: str, step: Dict[str, Any]) -> List[Any]:
        if call in WITH_REQUEST:
            return [self._request(step)]
        if call in WITH_ID:
            return [self.filled(step["id"]).encode("utf-8")]
        if call == "update":
            return [self.filled(step["id"]).encode("utf-8"), self._request(step)]
        if call in ("import", "export"):
            return [self._path(step), self._request(step), PROGRESS(), None]
        if call == "backup":
            return [self._path(step)]
        if call == "changes":
            since = step["since"]
            return [int(self.filled(since)) if isinstance(since, str) else since]
        if call in WITH_NOTHING:
            return []
        raise Mismatch(f"this host does not know the call {call!r}")

    def _open(self, name: Optional[str], options: Optional[bytes]) -> Answer:
        handle = ctypes.c_void_p()
        answer = _library.answer("persons_open", self.location, options, ctypes.byref(handle))
        if handle.value is not None:
            if name in self.handles:
                _library.library.persons_close(self.handles[name])
            self.handles[name] = handle.value
        return answer

    def _request(self, step: Dict[str, Any], key: str = "request") -> Optional[bytes]:
        if "text" in step:
            return self.filled(step["text"]).encode("utf-8", "surrogatepass")
        return encode(self._filled_through(step[key])) if key in step else None

    def _file(self, name: str) -> Path:
        return self.case / self.filled(name)  # an absolute path stays what it is

    def _path(self, step: Dict[str, Any]) -> bytes:
        return str(self._file(step["file"])).encode("utf-8")

    # Comparing.

    def filled(self, text: str) -> str:
        """Return the text with every kept string in its place."""

        def kept(match: "re.Match[str]") -> str:
            if match[1] not in self.kept:
                raise Mismatch(f"nothing was kept as {match[1]!r}")
            return self.kept[match[1]]

        return PLACEHOLDER.sub(kept, text)

    def _filled_through(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.filled(value)
        if isinstance(value, list):
            return [self._filled_through(part) for part in value]
        if isinstance(value, dict):
            return {key: self._filled_through(part) for key, part in value.items()}
        return value

    def compare(self, found: Any, wanted: Any, where: str) -> None:
        """Raise Mismatch unless the JSON value is what is wanted."""
        if isinstance(wanted, str):
            self._compare_text(found, wanted, where)
        elif isinstance(wanted, dict) and isinstance(found, dict):
            self._compare_object(found, wanted, where)
        elif isinstance(wanted, list) and isinstance(found, list):
            if len(found) != len(wanted):
                raise Mismatch(
                    f"{where}: {len(found)} elements instead of {len(wanted)}: {found}"
                )
            for index, (one, other) in enumerate(zip(found, wanted)):
                self.compare(one, other, f"{where}[{index}]")
        elif type(found) is not type(wanted) or found != wanted:
            raise Mismatch(f"{where}: {found!r} instead of {wanted!r}")

    def _compare_object(
        self, found: Dict[str, Any], wanted: Dict[str, Any], where: str
    ) -> None:
        more = wanted.get("{{more}}") is True
        keys = [key for key in wanted if key != "{{more}}"]
        missing = [key for key in keys if key not in found]
        extra = [] if more else [key for key in found if key not in keys]
        if missing or extra:
            raise Mismatch(f"{where}: keys missing {missing}, keys too many {extra}: {found}")
        for key in keys:
            self.compare(found[key], wanted[key], f"{where}.{key}")

    def _compare_text(self, found: Any, wanted: str, where: str) -> None:
        if wanted == "{{any}}":
            return
        whole = PLACEHOLDER.fullmatch(wanted)
        what = whole[1] if whole else ""
        if what.startswith("opaque "):
            self._compare_opaque(found, what[7:].strip(), where)
            return
        if not isinstance(found, str):
            raise Mismatch(f"{where}: {found!r} instead of {wanted!r}")
        if what.startswith("save "):
            self.kept[what[5:].strip()] = found
        elif what in ("uuid", "time"):
            if not (UUID if what == "uuid" else TIME).fullmatch(found):
                raise Mismatch(f"{where}: {found!r} is no {what}")
        elif found != self.filled(wanted):
            raise Mismatch(f"{where}: {found!r} instead of {self.filled(wanted)!r}")

    def _compare_opaque(self, found: Any, name: str, where: str) -> None:
        """An integer from 2^52 to 2^53-1; the same wherever the name stands."""
        if not isinstance(found, int) or not 1 << 52 <= found < 1 << 53:
            raise Mismatch(f"{where}: {found!r} is not an opaque number")
        known = self.kept.setdefault(name, str(found))
        if known != str(found):
            raise Mismatch(f"{where}: {found} instead of {known}")
