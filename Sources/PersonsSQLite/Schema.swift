// SPDX-License-Identifier: Apache-2.0
//
// The file's schema: one text, a comment a table. A file says which text made it by its
// application_id and user_version.

enum Schema {
  /// "PRSN": the file is a directory of persons.
  static let applicationId: Int64 = 0x5052_534E

  /// The version of the text below. A file with a larger one is refused and left untouched.
  static let format: Int64 = 4

  static let text = """
    -- One row: what holds for the whole file.
    CREATE TABLE store (
      store          INTEGER PRIMARY KEY CHECK (store = 1),
      store_id       BLOB    NOT NULL,   -- 16 random bytes: which file this is, wherever it is moved
      hash_seed      INTEGER NOT NULL,   -- random: keys of lookup and checksums cannot be foretold
      row_digest     INTEGER NOT NULL,   -- the checksums of all rows of organization together
      checksum       INTEGER NOT NULL,   -- of row_digest
      created_at     INTEGER NOT NULL
    ) STRICT;

    -- Tenants. Everything below belongs to one, and nothing is shared between them.
    CREATE TABLE organization (
      organization  INTEGER PRIMARY KEY,
      slug          TEXT    NOT NULL UNIQUE,
      name          TEXT,
      checksum      INTEGER NOT NULL,     -- XXH3 of slug and name, as in all tables below (RowChecksum.swift)
      created_at    INTEGER NOT NULL
    ) STRICT;

    -- One row for each organization: the numbers that it gives out. They count its own writes alone, so that they
    -- tell nothing of another's. Numbers of persons and revisions are below 2^40. The keys of the tables person and
    -- change, and of persons in rsvp, have the organization's number above them, so that the rows of an organization
    -- lie together; all other columns have the plain numbers, which take half the space.
    CREATE TABLE counter (
      organization   INTEGER PRIMARY KEY REFERENCES organization,
      last_person    INTEGER NOT NULL,   -- the largest person number ever given; none is given twice
      last_revision  INTEGER NOT NULL,   -- the largest revision ever given
      last_time      INTEGER NOT NULL,   -- the latest time ever seen, so that no token revives when a
                                         -- clock is set back; all times are milliseconds since 1970
      persons        INTEGER NOT NULL,   -- how many persons there are
      groups         INTEGER NOT NULL,   -- how many groups
      events         INTEGER NOT NULL,   -- how many events
      row_digest     INTEGER NOT NULL,   -- the checksums of the organization's rows of group, event, token and
                                         -- rsvp together (Counter.swift)
      checksum       INTEGER NOT NULL,   -- of all that
      search_id      BLOB                -- which search index beside the file was made of it; a copy of
                                         -- the file that went its own way since has another
    ) STRICT;

    -- Persons. The record is text, written once when it changes and copied out when it is read.
    CREATE TABLE person (
      person        INTEGER PRIMARY KEY,  -- (organization - 1) * 2^40 + number in the order of creation
      organization  INTEGER NOT NULL REFERENCES organization,
      person_id     TEXT    NOT NULL,     -- personId, identifier
      change        INTEGER NOT NULL,     -- the revision of its row in change
      created_at    INTEGER NOT NULL,
      updated_at    INTEGER NOT NULL,
      checksum      INTEGER NOT NULL,     -- XXH3 of the row but its change, seeded with hash_seed
      member_of     TEXT,                 -- JSON array: the groups that the person is in, in order
      group_revisions TEXT,               -- JSON array: group, revision, … of groups whose row in group_change is not
                                          -- at the revision in change: those that the person left, and those
                                          -- that saw nothing of the latest change
      body          TEXT    NOT NULL      -- {"personId":…,"externalRef":…,…}: keys in fixed order
    ) STRICT;
    CREATE UNIQUE INDEX person_by_id ON person (organization, person_id);

    -- From an attribute to the persons that have it: XXH3 of organization, attribute and value in the
    -- form in which it is compared. Different values may share a key, so a match is compared again.
    CREATE TABLE lookup (
      key     INTEGER NOT NULL,
      person  INTEGER NOT NULL,           -- the number; the key says of which organization
      PRIMARY KEY (key, person)
    ) STRICT, WITHOUT ROWID;

    -- Groups that persons are in and that tokens can be limited to.
    CREATE TABLE "group" (
      "group"       INTEGER PRIMARY KEY AUTOINCREMENT,  -- a token for a group is for no later one
      organization  INTEGER NOT NULL REFERENCES organization,
      group_id      TEXT    NOT NULL,
      external_ref  TEXT,
      name          TEXT,
      checksum      INTEGER NOT NULL,
      UNIQUE (organization, group_id),
      UNIQUE (organization, external_ref)
    ) STRICT;

    -- Which persons are in which groups, in the order of persons: the other way round of member_of, which is the truth.
    CREATE TABLE membership (
      "group"  INTEGER NOT NULL REFERENCES "group",
      person   INTEGER NOT NULL,          -- the number; the group says of which organization
      PRIMARY KEY ("group", person)
    ) STRICT, WITHOUT ROWID;

    -- The change log as each group sees it, for tokens that are limited to groups: one row for each person who is
    -- in the group or was, their latest change that it saw (GroupRevisions). Deleted groups keep theirs.
    CREATE TABLE group_change (
      "group"   INTEGER NOT NULL,
      change    INTEGER NOT NULL,         -- as in the table change
      person    INTEGER NOT NULL,         -- the number
      kind      INTEGER NOT NULL,         -- 1 created, 2 updated or joined, 3 left
      at        INTEGER NOT NULL,
      is_apart  INTEGER NOT NULL,         -- 1: it is not a member's latest change, which the table change has
      checksum  INTEGER NOT NULL,
      PRIMARY KEY ("group", change)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX group_change_apart ON group_change (change) WHERE is_apart = 1;

    -- Events that persons are asked to.
    CREATE TABLE event (
      event         INTEGER PRIMARY KEY,
      organization  INTEGER NOT NULL REFERENCES organization,
      event_id      TEXT    NOT NULL,
      slug          TEXT,
      body          TEXT    NOT NULL,     -- {"eventId":…,"name":…,"slug":…,"date":…}
      checksum      INTEGER NOT NULL,
      UNIQUE (organization, event_id),
      UNIQUE (organization, slug)
    ) STRICT;

    -- A person's answer to an event. The history is kept as text beside it, oldest first, so that one
    -- checksum holds for both.
    CREATE TABLE rsvp (
      rsvp        INTEGER PRIMARY KEY,
      person      INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
      event       INTEGER NOT NULL REFERENCES event,
      status      TEXT,
      attendance  TEXT,
      history     TEXT    NOT NULL,       -- {"status":…,"actorId":…,"actorType":…,"createdAt":…},{…
      checksum    INTEGER NOT NULL,
      UNIQUE (person, event)
    ) STRICT;

    -- Tokens. The secret itself is nowhere: only its SHA-256.
    CREATE TABLE token (
      token         INTEGER PRIMARY KEY,
      organization  INTEGER NOT NULL REFERENCES organization,
      token_id      TEXT    NOT NULL UNIQUE,
      secret_hash   BLOB    NOT NULL,
      can_read      INTEGER NOT NULL,
      can_write     INTEGER NOT NULL,
      groups        TEXT,                 -- JSON array: the groups that it is limited to, in order; NULL: every
                                          -- group. A deleted one stays, so that the token still learns from
                                          -- the change log who left with it
      name          TEXT,
      revision      INTEGER NOT NULL,     -- of the organization when it was issued
      created_at    INTEGER NOT NULL,
      expires_at    INTEGER NOT NULL,
      revoked_at    INTEGER,
      checksum      INTEGER NOT NULL
    ) STRICT;

    -- The change log: one row a person ever made, their latest change. Deleted persons keep theirs.
    CREATE TABLE change (
      change        INTEGER PRIMARY KEY,  -- (organization - 1) * 2^40 + revision
      person        INTEGER NOT NULL,
      kind          INTEGER NOT NULL,     -- 1 created, 2 updated, 3 deleted, 4 erased
      at            INTEGER NOT NULL,
      person_id     TEXT,                 -- of a deleted person; the others' are in person
      group_revisions TEXT,               -- of a deleted person, as in person
      checksum      INTEGER NOT NULL
    ) STRICT;
    -- Deleted persons by their numbers and by their identifiers.
    CREATE INDEX change_of_deleted ON change (person) WHERE kind >= 3;
    CREATE INDEX change_by_person_id ON change (person_id) WHERE person_id IS NOT NULL;

    -- What a write with an idempotencyKey answered, for 30 days.
    CREATE TABLE idempotency (
      organization  INTEGER NOT NULL,
      token         INTEGER NOT NULL,     -- 0: the owner
      key           TEXT    NOT NULL,
      request_hash  BLOB    NOT NULL,     -- SHA-256 of the call and its request
      response      TEXT    NOT NULL,
      created_at    INTEGER NOT NULL,
      checksum      INTEGER NOT NULL,
      PRIMARY KEY (organization, token, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_by_age ON idempotency (created_at);

    -- From a text in an answer to the answer, so that those that name a person are found when the person is erased:
    -- XXH3 of organization and text. Different texts may share a key, so a match is compared again.
    CREATE TABLE idempotency_text (
      text          INTEGER NOT NULL,
      organization  INTEGER NOT NULL,
      token         INTEGER NOT NULL,
      key           TEXT    NOT NULL,
      PRIMARY KEY (text, organization, token, key)
    ) STRICT, WITHOUT ROWID;

    -- How far imports came, so that they can be resumed.
    CREATE TABLE import (
      organization  INTEGER NOT NULL,
      token         INTEGER NOT NULL,     -- 0: the owner
      path          TEXT    NOT NULL,
      bytes         INTEGER NOT NULL,     -- read and committed
      prefix_hash   INTEGER NOT NULL,     -- XXH3 of those bytes
      report        TEXT    NOT NULL,     -- the counts so far, as in the answer
      updated_at    INTEGER NOT NULL,
      checksum      INTEGER NOT NULL,     -- of the row but updated_at
      PRIMARY KEY (organization, token, path)
    ) STRICT, WITHOUT ROWID;
    """
}
