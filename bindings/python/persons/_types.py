# SPDX-License-Identifier: Apache-2.0
"""The shapes of what the calls return, for type checkers and readers.

At run time everything is plain dicts, lists, strings and numbers, as JSON has
them. A key of a class with total=False may be absent.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, TypedDict


class Highlight(TypedDict):
    """A part of a value that a search found: code points from start on."""

    field: str
    start: int
    length: int
    grade: str


class _Identified(TypedDict):
    personId: str


class Person(_Identified, total=False):
    """A person of list(), search() and get(); what a person lacks is absent."""

    externalRef: str
    firstName: str
    lastName: str
    email: str
    phoneNumber: str
    profilePicture: str
    address: str
    city: str
    state: str
    customFields: Dict[str, Any]
    groupIds: List[str]
    groupExternalRefs: List[str]
    createdAt: str
    updatedAt: str


class RsvpStatus(TypedDict, total=False):
    """One answer in a history."""

    status: str
    actorId: str
    actorType: str
    createdAt: str


class EventHistoryEntry(TypedDict, total=False):
    """An event that a person was asked to, and what came of it."""

    eventId: str
    name: str
    slug: str
    date: str
    rsvpStatus: str
    rsvpStatusHistory: List[RsvpStatus]
    attendance: str


class PersonWithHistory(Person, total=False):
    """A person of get()."""

    eventHistory: List[EventHistoryEntry]


class FoundPerson(TypedDict):
    """A person of find(): always these six keys, None where there is no value."""

    identifier: str
    email_address: Optional[str]
    first_name: Optional[str]
    last_name: Optional[str]
    external_ref: Optional[str]
    phone_number: Optional[str]


class FindPage(TypedDict):
    """A page of find(); last_id is -1 on the last one."""

    last_id: int
    persons: List[FoundPerson]


class ListPage(TypedDict):
    """A page of list()."""

    persons: List[Person]


class FoundBySearch(Person, total=False):
    """A person of search()."""

    highlight: List[Highlight]


class _SearchPage(TypedDict):
    persons: List[FoundBySearch]
    total: int
    limit: int
    skip: int


class SearchPage(_SearchPage, total=False):
    """A page of search(); total counts every match, not those of this page."""

    matched: str


class Created(TypedDict):
    """The answer of create()."""

    personId: str


class Success(TypedDict):
    """The answer of calls that only say that they are done."""

    success: bool


class UpsertedPerson(TypedDict, total=False):
    """A record of upsert() as it was given, and what came of it."""

    external_ref: Optional[str]
    email_address: Optional[str]
    phone_number: Optional[str]
    first_name: Optional[str]
    last_name: Optional[str]
    group_ids: Any
    groups_external_refs: Any
    identifier: str
    success: bool
    failure_reason: str


class Upserted(TypedDict):
    """The answer of upsert(), in the order of the records given."""

    persons: List[UpsertedPerson]


class Group(TypedDict):
    """A group."""

    group_id: str
    external_ref: Optional[str]
    name: Optional[str]


class GroupList(TypedDict):
    """The answer of list_groups()."""

    groups: List[Group]


class _EventIdentified(TypedDict):
    eventId: str


class Event(_EventIdentified, total=False):
    """An event; what it lacks is absent."""

    name: str
    slug: str
    date: str


class EventList(TypedDict):
    """The answer of list_events()."""

    events: List[Event]


class Organization(TypedDict):
    """An organization."""

    slug: str
    name: Optional[str]


class OrganizationList(TypedDict):
    """The answer of list_organizations()."""

    organizations: List[Organization]


class IssuedToken(TypedDict):
    """The answer of issue_token(): the only time the token is shown."""

    token: str
    token_id: str
    expires_at: str


class Token(TypedDict):
    """What is known about a token; group_ids is None for every group."""

    token_id: str
    name: Optional[str]
    rights: List[str]
    group_ids: Optional[List[str]]
    created_at: str
    expires_at: str
    revoked_at: Optional[str]


class TokenList(TypedDict):
    """The answer of list_tokens()."""

    tokens: List[Token]


class RowFailure(TypedDict):
    """A row that import_() refused: its number, from 1, and the error."""

    row: int
    error: Dict[str, Any]


class ImportReport(TypedDict):
    """The answer of import_(); errors holds the first 100."""

    rows: int
    created: int
    updated: int
    unchanged: int
    groups: int
    events: int
    failed: int
    errors: List[RowFailure]


class _Exported(TypedDict):
    persons: int
    groups: int
    events: int
    bytes: int


class ExportReport(_Exported, total=False):
    """The answer of export(); `damaged` with skip_damaged only."""

    damaged: int


class _ChangeNamed(TypedDict):
    revision: int
    change: str
    at: str


class Change(_ChangeNamed, total=False):
    """A person's latest change: created, updated, deleted, or erased (no personId)."""

    personId: str


class ChangePage(TypedDict):
    """The answer of changes(); more says to ask again from revision."""

    changes: List[Change]
    revision: int
    more: bool


class CheckReport(TypedDict):
    """The answer of check() for a sound directory."""

    persons: int
    rsvps: int
    problems: List[str]
    searchIndex: str


class BackupReport(TypedDict):
    """The answer of backup()."""

    path: str
    bytes: int
    persons: int
    revision: int


class _Counted(TypedDict):
    persons: int
    groups: int
    events: int
    organization: str
    revision: int


class Stats(_Counted, total=False):
    """The answer of stats(); the other keys are the owner's."""

    organizations: int
    bytes: int
    path: str
    format: Any
