# SPDX-License-Identifier: Apache-2.0
"""The classes of queries, in the order of the report: name -> how many, and how one is made from a person."""

from . import absent, contacts, forms, joins, order, places, typos
from .base import Attempt, Draft, Query, as_written, drawn, make

KINDS: dict[str, tuple[int, Attempt]] = {
    "as_written": (100, as_written),
    "typo_light": (200, typos.light),
    "typo_heavy": (160, typos.heavy),
    "typo_initial": (110, typos.with_initial),
    "swapped": (100, order.swapped),
    "comma": (100, order.comma),
    "titles": (110, order.titled),
    "initials": (120, order.initials),
    "middle_missing": (100, order.middle_missing),
    "middle_extra": (100, order.middle_extra),
    "joined": (120, joins.joined),
    "split": (110, joins.split),
    "hyphen": (110, joins.hyphen),
    "particles": (120, joins.particles),
    "nick_to_full": (140, forms.nick_to_full),
    "full_to_nick": (120, forms.full_to_nick),
    "accents_out": (100, forms.accents_out),
    "accents_spelled": (100, forms.accents_spelled),
    "accents_added": (100, forms.accents_added),
    "spellings": (170, forms.spellings),
    "script_written": (110, forms.script_written),
    "script_latin": (140, forms.script_latin),
    "typing": (100, places.typing),
    "typing_typo": (100, places.typing_typo),
    "city": (100, places.with_city),
    "state": (100, places.with_state),
    "email": (150, contacts.email),
    "email_wrong": (110, contacts.email_wrong),
    "phone_format": (110, contacts.phone_format),
    "phone_wrong": (110, contacts.phone_wrong),
    "absent": (320, absent.absent),
}

TYPING = ("typing", "typing_typo")
ABSENT = "absent"

__all__ = ["ABSENT", "KINDS", "TYPING", "Draft", "Query", "drawn", "make"]
