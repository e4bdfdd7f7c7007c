# SPDX-License-Identifier: Apache-2.0
"""libpersons, through its Python package; the time is that of the C call alone."""

import ctypes
import json
import os
from time import perf_counter
from typing import Any

from .base import Answer, Engine


class LibPersons(Engine):
    name = "libpersons"
    about = "default settings, limit 10"

    def build(self, lines: list[dict[str, Any]], folder: str) -> None:
        import persons
        from persons import _library

        self._call = _library.library
        location = os.path.join(folder, "people.db")
        self._directory = persons.open(location)
        if not self._directory.list(limit=1)["persons"]:
            started = perf_counter()
            result = self._directory.import_(os.path.join(folder, "persons.ndjson"))
            if result["failed"]:
                raise SystemExit(f"persons_import refused {result['failed']} lines: {result['errors'][:3]}")
            print(f"libpersons: {result['created']} persons imported in {perf_counter() - started:.1f} s")
        self._handle = self._directory._number
        self.ask("warm up")

    def ask(self, text: str) -> Answer:
        request = json.dumps({"query": text, "limit": 10}).encode()
        out = ctypes.c_void_p()
        search, handle, place = self._call.persons_search, self._handle, ctypes.byref(out)
        started = perf_counter()
        status = search(handle, request, place)
        taken = (perf_counter() - started) * 1000
        result = json.loads(ctypes.string_at(out.value)) if out.value else {}
        self._call.persons_free(out)
        if status != 0:
            raise SystemExit(f"persons_search failed on {text!r}: {result}")
        step = result.get("matched", "strict")
        return Answer([person["personId"] for person in result["persons"]], step != "loose", taken, step)

    def close(self) -> None:
        self._directory.close()
