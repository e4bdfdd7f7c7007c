# SPDX-License-Identifier: Apache-2.0
"""What planted.py plants by SQL, and what persons_check must say of it.

The file has two organizations whose persons have the same numbers: p03 of the first and s3 of the second are both
person number 4. Groups 1 to 3 are the first organization's, 4 and 5 the second's; p03 is in group 2, s3 in group 4.
"""

import ctypes

ALL_BITS = (1 << 64) - 1
EXTERNAL_REF, FIRST_NAME, LAST_NAME, EMAIL, PHONE = range(1, 6)

ACME, SECOND = 'organization "acme"', 'organization "second"'
WHO = rf'person number 4 \("p03"\) of {ACME}'
# A person of the other organization. They have the numbers of the first one's.
OTHERS = r'\("s\d"\)'

_hash = ctypes.CDLL("libxxhash.so.0").XXH3_64bits_withSeed
_hash.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint64]
_hash.restype = ctypes.c_uint64


def row_key(number):
    """The key of a person of the first organization in the tables person and rsvp."""
    return number


def signed(number):
    """As SQLite keeps 64 bits."""
    return number - (number >> 63 << 64)


def functions(base):
    """Gives SQL the keys and the checksums of the file: row(number), lookup_key(organization, attribute, text) and
    person_checksum(key, created_at, updated_at, member_of, group_revisions, body).
    """
    seed = base.execute("SELECT hash_seed FROM store").fetchone()[0] & ALL_BITS

    def hashed(data, seeded):
        return _hash(data, len(data), seeded)

    def lookup_key(organization, attribute, text):
        place = (16 * organization + attribute) * 0x9E3779B97F4A7C15 & ALL_BITS
        return signed(hashed(text.encode(), seed ^ place))

    def person_checksum(key, created_at, updated_at, member_of, group_revisions, body):
        groups = hashed(member_of.encode(), seed) if member_of else 0
        if group_revisions:
            groups = hashed(group_revisions.encode(), groups + 1 & ALL_BITS)
        groups = signed(groups)
        row = (key & (1 << 40) - 1, (key >> 40) + 1, created_at, updated_at, groups)
        of_row = hashed(b"".join(value.to_bytes(8, "little", signed=True) for value in row), seed)
        return signed(hashed(body.encode(), of_row))

    base.create_function("row", 1, row_key)
    base.create_function("lookup_key", 3, lookup_key)
    base.create_function("person_checksum", 6, person_checksum)


def groups_of_p03(member_of):
    """The row of p03 with other groups, as a fault of the library would write it."""
    return (f"UPDATE person SET member_of = '{member_of}', "
            f"checksum = person_checksum(person, created_at, updated_at, '{member_of}', group_revisions, body) "
            f"WHERE person_id = 'p03'")


def of_person(columns):
    """A change of the row of p03 alone."""
    return f"UPDATE person SET {columns} WHERE person_id = 'p03'"


def change_of(person_id):
    """The key of somebody's row in the table change."""
    return f"(SELECT ((organization - 1) << 40) + change FROM person WHERE person_id = '{person_id}')"


P03_EMAIL = f"lookup_key(1, {EMAIL}, 'p3@example.org')"
P03_KEYS = (f"({P03_EMAIL}, lookup_key(1, {EXTERNAL_REF}, 'ref-3'), lookup_key(1, {FIRST_NAME}, 'first3'), "
            f"lookup_key(1, {LAST_NAME}, 'last3'), lookup_key(1, {PHONE}, '+442079460003'))")

PERSONS = [
    ("the record's text", of_person("body = replace(body, 'London', 'Londom')"), f"record of {WHO} is damaged"),
    ("the record, no JSON any more", of_person("body = substr(body, 5)"), f"record of {WHO} is damaged"),
    ("the record's checksum", of_person("checksum = checksum + 1"), f"record of {WHO} is damaged"),
    ("the identifier",
     of_person("person_id = 'other'"), rf'person number 4 \("other"\) of {ACME} has another identifier'),
    ("the organization", of_person("organization = 2"), f"record of {WHO} is damaged"),
    ("the organization, one that is not there", of_person("organization = 9"), f"record of {WHO} is damaged"),
    ("the time of making", of_person("created_at = created_at + 1"), f"record of {WHO} is damaged"),
    ("the time of change", of_person("updated_at = updated_at - 1"), f"record of {WHO} is damaged"),
    ("the revision", of_person("change = change + 1000"), f"change log does not have {WHO}"),
    ("another's revision", of_person("change = (SELECT change FROM person WHERE person_id = 'p04')"),
     f"change log does not have {WHO}"),
    ("a person's number",
     of_person("person = row(4000)"), rf'record of person number 4000 \("p03"\) of {ACME} is damaged'),
    ("a person in the other organization",
     "UPDATE person SET person = person + (1 << 40), organization = 2 WHERE person_id = 'p10'",
     rf'record of person number 11 \("p10"\) of {SECOND} is damaged'),
    ("the row of the person with the same number", "UPDATE person SET (person_id, created_at, updated_at, checksum, "
     "member_of, body) = (SELECT person_id, created_at, updated_at, checksum, member_of, body FROM person "
     "WHERE person_id = 's3') WHERE person_id = 'p03'", rf'record of person number 4 \("s3"\) of {ACME} is damaged'),
    ("a person gone", "DELETE FROM person WHERE person_id = 'p03'",
     f"change log has person number 4 of {ACME}, who does not exist"),
    ("the groups of a person", of_person("member_of = '[1]'"), f"record of {WHO} is damaged"),
    ("a group of a person too many", of_person("member_of = '[1,2]'"), f"record of {WHO} is damaged"),
    ("the groups of a person gone", of_person("member_of = NULL"), f"record of {WHO} is damaged"),
    ("the groups of a person, no JSON any more", of_person("member_of = '[2'"), f"record of {WHO} is damaged"),
]

LOOKUPS = [
    ("one lookup key gone", f"DELETE FROM lookup WHERE key = {P03_EMAIL}", f"Not every attribute leads to {WHO}"),
    ("all lookup keys gone", f"DELETE FROM lookup WHERE key IN {P03_KEYS}", f"Not every attribute leads to {WHO}"),
    ("all lookup keys of a number gone", "DELETE FROM lookup WHERE person = 4",
     rf'(?s)leads to {WHO}.*leads to person number 4 \("s3"\) of {SECOND}'),
    ("the table lookup empty", "DELETE FROM lookup",
     rf'(?s)leads to {WHO}.*leads to person number 4 \("s3"\) of {SECOND}'),
    ("a lookup key too many", "INSERT INTO lookup VALUES (17, 19)",
     "A lookup key leads to person number 19, who has no such attribute in any organization"),
    ("a lookup key too many of a number that two have", "INSERT INTO lookup VALUES (17, 4)",
     "A lookup key leads to person number 4, who has no such attribute in any organization"),
    ("a lookup key of nobody", "INSERT INTO lookup VALUES (17, 900)",
     "A lookup key leads to person number 900, who does not exist"),
    ("a lookup key of somebody deleted", "INSERT INTO lookup VALUES (17, 20)", "person number 20, who does not exist"),
    ("a lookup key of somebody, for another besides", f"INSERT INTO lookup VALUES ({P03_EMAIL}, 19)",
     "A lookup key leads to person number 19, who has no such attribute in any organization"),
    ("a wrong lookup key", f"UPDATE lookup SET key = key + 1 WHERE key = {P03_EMAIL}",
     f"Not every attribute leads to {WHO}"),
    ("another's lookup key", f"UPDATE lookup SET person = 19 WHERE key = {P03_EMAIL}",
     f"Not every attribute leads to {WHO}"),
    ("another's lookup key, of a number that two have", f"UPDATE lookup SET person = 5 WHERE key = {P03_EMAIL}",
     f"Not every attribute leads to {WHO}"),
    ("a lookup key with the number's key", f"UPDATE lookup SET person = (1 << 40) + 4 WHERE key = {P03_EMAIL}",
     f"Not every attribute leads to {WHO}"),
    ("a lookup key too many with the number's key", f"INSERT INTO lookup VALUES ({P03_EMAIL}, (1 << 40) + 4)",
     "A lookup key leads to person number 1099511627780, who does not exist"),
]

MEMBERSHIPS = [
    ("nobody in a group", "INSERT INTO membership VALUES (1, 900)",
     f"Group number 1 lists person number 900 of {ACME}, who does not exist"),
    ("somebody deleted in a group", "INSERT INTO membership VALUES (1, 20)",
     f"Group number 1 lists person number 20 of {ACME}, who does not exist"),
    ("in a group that is not there", "INSERT INTO membership VALUES (900, 4)",
     "Group number 900 lists person number 4, but there is no such group"),
    ("in another organization's group", "INSERT INTO membership VALUES (4, 8)",
     f"Group number 4 lists person number 8 of {SECOND}, who does not exist"),
    ("in another organization's group, as a number that two have", "INSERT INTO membership VALUES (4, 5)",
     rf'Group number 4 lists person number 5 \("s4"\) of {SECOND}, whose record does not name it'),
    ("in another organization's group, with the number's key", "INSERT INTO membership VALUES (4, (1 << 40) + 4)",
     f"Group number 4 lists person number 1099511627780 of {SECOND}, who does not exist"),
    ("a membership gone", "DELETE FROM membership WHERE \"group\" = 2 AND person = 4",
     f"Group number 2 does not list {WHO}, whose record names it"),
    ("the membership of the person with the same number gone", "DELETE FROM membership WHERE \"group\" = 4",
     rf'Group number 4 does not list person number 4 \("s3"\) of {SECOND}, whose record names it'),
    ("the table membership empty", "DELETE FROM membership",
     rf'(?s)does not list {WHO}.*does not list person number 4 \("s3"\) of {SECOND}'),
    ("a membership too many", "INSERT INTO membership VALUES (1, 4)",
     f"Group number 1 lists {WHO}, whose record does not name it"),
    ("another's membership", "UPDATE membership SET person = 6 WHERE \"group\" = 2 AND person = 4",
     f"Group number 2 does not list {WHO}, whose record names it"),
    ("a membership with the number's key", "UPDATE membership SET person = (1 << 40) + 4 WHERE \"group\" = 2 AND person = 4",
     f"Group number 2 does not list {WHO}, whose record names it"),
    ("a membership of another group", "UPDATE membership SET \"group\" = 3 WHERE \"group\" = 2 AND person = 4",
     f"Group number 3 lists {WHO}, whose record does not name it"),
    ("a membership of another organization's group",
     "UPDATE membership SET \"group\" = 5 WHERE \"group\" = 2 AND person = 4",
     rf'(?s)Group number 2 does not list {WHO}, whose.*Group number 5 lists person number 4 \("s3"\) of {SECOND}, whose'),
    # Records whose checksums are right, as a fault of the library would write them.
    ("a group that does not list its person", groups_of_p03("[1,2]"),
     f"Group number 1 does not list {WHO}, whose record names it"),
    ("a group whose person does not name it", groups_of_p03("[]"),
     f"Group number 2 lists {WHO}, whose record does not name it"),
    ("a person's group that is not there", groups_of_p03("[2,900]"),
     f"record of {WHO} names group number 900, which does not exist"),
    ("a person's group of another organization, which lists the number", groups_of_p03("[2,4]"),
     f"record of {WHO} names group number 4 of another organization"),
    ("a person's group of another organization, which does not list the number", groups_of_p03("[2,5]"),
     f"record of {WHO} names group number 5 of another organization"),
]

ANSWERS = [
    ("an answer of nobody", "UPDATE rsvp SET person = row(900) WHERE person = row(4)",
     f"belongs to person number 900 of {ACME}, who does not exist"),
    ("an answer of another", "UPDATE rsvp SET person = row(20), event = 2 WHERE person = row(4)",
     f"belongs to person number 20 of {ACME}, who does not exist"),
    ("an answer of the person with the same number",
     "UPDATE rsvp SET person = person + (1 << 40) WHERE person = row(4)",
     rf'event history of person number 4 \("s3"\) of {SECOND} is damaged'),
    ("an answer to no event",
     "UPDATE rsvp SET event = 900 WHERE person = row(4)", f"event history of {WHO} names an event that does not exist"),
    ("an answer to another organization's event", "UPDATE rsvp SET event = 3 WHERE person = row(4)",
     f"event history of {WHO} names an event that does not exist"),
    ("an answer", "UPDATE rsvp SET status = 'Declined' WHERE person = row(4)", f"event history of {WHO} is damaged"),
    ("an attendance", "UPDATE rsvp SET attendance = 'Attended' WHERE person = row(4)",
     f"event history of {WHO} is damaged"),
    ("the history of an answer", "UPDATE rsvp SET history = '' WHERE person = row(4)",
     f"event history of {WHO} is damaged"),
    ("an answer's checksum", "UPDATE rsvp SET checksum = 0 WHERE person = row(4)",
     f"event history of {WHO} is damaged"),
    ("an answer gone", "DELETE FROM rsvp WHERE person = row(4)", f"event histories of {ACME} are missing"),
]

CHANGES = [
    ("the change of somebody gone", f"DELETE FROM change WHERE change = {change_of('p03')}", f"does not have {WHO}"),
    ("the change of a deleted person gone", "DELETE FROM change WHERE kind = 3",
     f"change log of {ACME} has 19 rows about 19 persons; 20 were created"),
    ("a change of nobody", "INSERT INTO change SELECT change + 1, 900, 1, at, NULL, NULL, checksum "
     "FROM change WHERE change >> 40 = 0 ORDER BY change DESC LIMIT 1",
     f"change log has person number 900 of {ACME}, who does not exist"),
    ("a change of another", f"UPDATE change SET person = 5 WHERE change = {change_of('p03')}",
     f"does not have {WHO} at their revision"),
    ("two persons' changes exchanged",
     "UPDATE change SET person = 9 - person WHERE person IN (4, 5) AND change >> 40 = 0",
     f"does not have {WHO} at their revision"),
    ("a change with the number's key", f"UPDATE change SET person = (1 << 40) + 4 WHERE change = {change_of('p03')}",
     f"change log has person number 1099511627780 of {ACME}, who does not exist"),
    ("a change in the other organization",
     f"UPDATE change SET change = change + (1 << 40) WHERE change = {change_of('p03')}",
     rf'(?s)does not have {WHO} at their revision.*contradicts the record of person number 4 \("s3"\) of {SECOND}'),
    ("a deleted person's change of another", "UPDATE change SET person = 4 WHERE kind = 3",
     f"change log contradicts the record of {WHO}"),
    ("a kind of change", "UPDATE change SET kind = 2 WHERE kind = 3",
     f"change log has person number 20 of {ACME}, who does not exist"),
    ("a kind of change that is none", f"UPDATE change SET kind = 7 WHERE change = {change_of('p03')}",
     f"change log contradicts the record of {WHO}"),
    ("somebody said to be deleted", f"UPDATE change SET kind = 3 WHERE change = {change_of('p03')}",
     f"does not have {WHO} at their revision"),
    ("the time of a change", f"UPDATE change SET at = at + 1 WHERE change = {change_of('p03')}",
     r"Row \d+ of the table change is damaged"),
    ("the identifier of a deleted person", "UPDATE change SET person_id = 'p18' WHERE kind = 3",
     r"Row \d+ of the table change is damaged"),
    ("the groups that somebody left", "UPDATE change SET group_revisions = NULL WHERE group_revisions IS NOT NULL",
     r"Row \d+ of the table change is damaged"),
    ("a gap in the revisions", f"UPDATE change SET change = change + 1000 WHERE change = {change_of('p03')}",
     f"does not have {WHO} at their revision"),
]

P03_IN_GROUP = '"group" = 2 AND person = 4'
GROUP_CHANGES = [
    ("what a group sees of somebody gone", f"DELETE FROM group_change WHERE {P03_IN_GROUP}",
     f"change log of group number 2 does not have {WHO} at their revision"),
    ("what a group sees of somebody, at another revision",
     f"UPDATE group_change SET change = change + 1000 WHERE {P03_IN_GROUP}",
     f"change log of group number 2 does not have {WHO} at their revision"),
    ("what a group sees of somebody, of another", f"UPDATE group_change SET person = 6 WHERE {P03_IN_GROUP}",
     f"change log of group number 2 does not have {WHO} at their revision"),
    ("somebody said to have left", f"UPDATE group_change SET kind = 3 WHERE {P03_IN_GROUP}",
     f"change log of group number 2 does not have {WHO} at their revision"),
    ("the kind of what a group sees", f"UPDATE group_change SET kind = 3 - kind WHERE {P03_IN_GROUP}",
     r"Row 2, \d+ of the table group_change is damaged"),
    ("the time of what a group sees", f"UPDATE group_change SET at = at + 1 WHERE {P03_IN_GROUP}",
     r"Row 2, \d+ of the table group_change is damaged"),
    ("what a group sees of somebody deleted gone", "DELETE FROM group_change WHERE kind = 3",
     "does not have person number 20"),
    ("what a group sees too much",
     'INSERT INTO group_change SELECT 900, change, person, kind, at, is_apart, checksum FROM group_change LIMIT 1',
     r"Row 900, \d+ of the table group_change is damaged"),
    ("a latest change said to be an earlier one", f"UPDATE group_change SET is_apart = 1 WHERE {P03_IN_GROUP}",
     f"change log of group number 2 does not have {WHO} at their revision"),
    ("what a group sees too much, of another group", 'INSERT INTO group_change SELECT "group", change + 1000, '
     "person, kind, at, is_apart, checksum FROM group_change LIMIT 1", "table group_change has \\d+ rows; persons have"),
    ("the table group_change empty", "DELETE FROM group_change",
     rf'(?s)group number 2 does not have {WHO}.*does not have person number 4 \("s3"\) of {SECOND}'),
    ("where groups see somebody", "UPDATE person SET group_revisions = '[2,1]' WHERE person_id = 'p03'",
     f"record of {WHO} is damaged"),
]

COUNTERS = [
    ("the last person's number, too small", "UPDATE counter SET last_person = last_person - 1 WHERE organization = 1",
     f"change log of {ACME} has 20 rows about 20 persons; 19 were created"),
    ("the last person's number, too large", "UPDATE counter SET last_person = last_person + 1 WHERE organization = 1",
     f"change log of {ACME} has 20 rows about 20 persons; 21 were created"),
    ("the last revision, too small", "UPDATE counter SET last_revision = last_revision - 1 WHERE organization = 1",
     f"latest revision of {ACME}"),
    ("the last revision, too large", "UPDATE counter SET last_revision = last_revision + 1 WHERE organization = 1",
     f"latest revision of {ACME}"),
    ("the latest time",
     "UPDATE counter SET last_time = last_time + 1 WHERE organization = 1", "Row 1 of the table counter is damaged"),
    ("how many persons there are", "UPDATE counter SET persons = persons + 1 WHERE organization = 1",
     f"count of persons of {ACME} is 20; there are 19"),
    ("how many groups there are", "UPDATE counter SET groups = groups - 1 WHERE organization = 1",
     f"count of groups of {ACME} is 2; there are 3"),
    ("how many events there are", "UPDATE counter SET events = events + 1 WHERE organization = 1",
     f"count of events of {ACME}"),
    ("the checksums of an organization's rows", "UPDATE counter SET row_digest = row_digest + 1 WHERE organization = 2",
     f"event histories of {SECOND} are missing or out of date"),
    ("what an organization counts gone", "DELETE FROM counter WHERE organization = 2",
     "Organization number 2 has no row in the table counter"),
    ("what two organizations count exchanged", "UPDATE counter SET (last_person, last_revision, last_time, persons, "
     "groups, events, row_digest, checksum) = (SELECT last_person, last_revision, last_time, persons, groups, events, "
     "row_digest, checksum FROM counter WHERE organization = 2) WHERE organization = 1", "Row 1 of the table counter is damaged"),
    ("the checksums of the organizations", "UPDATE store SET row_digest = row_digest + 1",
     "table store|organization are missing"),
    ("the secret of the file", "UPDATE store SET hash_seed = hash_seed + 1", "damaged"),
    ("the row of the file gone", "DELETE FROM store", None),
]

TABLES = [
    ("a group's name", "UPDATE \"group\" SET name = 'Group 9' WHERE group_id = 'g0'",
     "Row 1 of the table group is damaged"),
    ("a group's identifier",
     "UPDATE \"group\" SET group_id = 'g9' WHERE group_id = 'g0'", "Row 1 of the table group is damaged"),
    ("a group's reference",
     "UPDATE \"group\" SET external_ref = NULL WHERE group_id = 'g0'", "Row 1 of the table group is damaged"),
    ("a group of another organization",
     "UPDATE \"group\" SET organization = 2 WHERE group_id = 'g1'",
     rf'(?s){WHO} names group number 2 of another organization.*Group number 2 lists person number 4 \("s3"\) of {SECOND}'),
    ("a group gone", "DELETE FROM \"group\" WHERE group_id = 'g0'",
     "Group number 1 lists person number 1, but there is no such group"),
    ("a group without persons gone", "DELETE FROM \"group\" WHERE group_id = 'second-empty'",
     f"Groups, .* of {SECOND} are missing"),
    ("a group with another number", "UPDATE \"group\" SET \"group\" = 77 WHERE group_id = 'g1'",
     f"record of {WHO} names group number 2, which does not exist"),
    ("an event's text", "UPDATE event SET body = replace(body, 'Autumn', 'Spring') WHERE event_id = 'e0'",
     "Row 1 of the table event is damaged"),
    ("an event's slug", "UPDATE event SET slug = 'spring' WHERE event_id = 'e0'",
     "Row 1 of the table event is damaged"),
    ("an event gone", "DELETE FROM event WHERE event_id = 'e0'", "names an event that does not exist"),
    ("an event that nobody answered gone", "DELETE FROM event WHERE event_id = 'second-event'",
     f"events, .* of {SECOND} are missing"),
    ("an organization's name", "UPDATE organization SET name = 'Third' WHERE slug = 'second'",
     "Row 2 of the table organization is damaged"),
    ("an organization's slug", "UPDATE organization SET slug = 'third' WHERE slug = 'second'",
     "Row 2 of the table organization is damaged"),
    ("an organization gone", "DELETE FROM organization WHERE slug = 'second'", "table organization are missing"),
    ("a token of no organization", "UPDATE token SET organization = 9 WHERE token = 1",
     "table token refers to a row of organization|Row 1 of the table token is damaged"),
    ("a token's rights", "UPDATE token SET can_write = 1 WHERE token = 1", "Row 1 of the table token is damaged"),
    ("a token's end", "UPDATE token SET expires_at = expires_at + 1 WHERE token = 1",
     "Row 1 of the table token is damaged"),
    ("a token revoked", "UPDATE token SET revoked_at = 5 WHERE token = 1", "Row 1 of the table token is damaged"),
    ("a token's secret",
     "UPDATE token SET secret_hash = zeroblob(32) WHERE token = 1", "Row 1 of the table token is damaged"),
    ("a token no longer limited", "UPDATE token SET groups = NULL WHERE token = 1",
     "Row 1 of the table token is damaged"),
    ("a token's groups gone", "UPDATE token SET groups = '[]' WHERE token = 1", "Row 1 of the table token is damaged"),
    ("a token's group too many", "UPDATE token SET groups = replace(groups, ']', ',3]') WHERE token = 1",
     "Row 1 of the table token is damaged"),
    ("a token gone", "DELETE FROM token WHERE token = 2", f"tokens .* of {ACME} are missing"),
    ("a kept answer", "UPDATE idempotency SET response = replace(response, 'p05', 'p06') WHERE key = 'key-5'",
     "Row 1, 0, key-5 of the table idempotency is damaged"),
    ("the request of a kept answer", "UPDATE idempotency SET request_hash = zeroblob(32) WHERE key = 'key-5'",
     "Row 1, 0, key-5 of the table idempotency is damaged"),
    ("what leads to kept answers gone", "DELETE FROM idempotency_text",
     "Not every text of a kept answer leads to the answer"),
    ("how far an import came", "UPDATE import SET bytes = bytes - 1", "rows.ndjson of the table import is damaged"),
    ("the counts of an import", "UPDATE import SET report = replace(report, '2', '3')", "table import is damaged"),
    ("a table gone", "DROP TABLE membership", "table membership is missing"),
    ("a table gone that leads to persons", "DROP TABLE lookup", "table lookup is missing"),
    ("an index gone", "DROP INDEX person_by_id", "index person_by_id is missing"),
    ("an index of times gone", "DROP INDEX idempotency_by_age", "index idempotency_by_age is missing"),
    ("an index too many", "CREATE INDEX membership_by_person ON membership (person)", "index membership_by_person"),
]


def damages():
    """What it is, the SQL that makes it, and a pattern of what persons_check says."""
    return PERSONS + LOOKUPS + MEMBERSHIPS + ANSWERS + CHANGES + GROUP_CHANGES + COUNTERS + TABLES
