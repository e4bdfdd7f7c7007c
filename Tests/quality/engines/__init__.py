# SPDX-License-Identifier: Apache-2.0
"""The engines that are measured: libpersons and its peers, all behind the same two calls (see base.Engine)."""

from .base import Answer, Engine
from .fts5 import Fts5
from .libpersons import LibPersons
from .rapid import RapidFuzz
from .tantivy_words import Tantivy

ENGINES: dict[str, type[Engine]] = {engine.name: engine for engine in (LibPersons, Fts5, Tantivy, RapidFuzz)}

__all__ = ["ENGINES", "Answer", "Engine"]
