// SPDX-License-Identifier: Apache-2.0
//
// What an organization counts, as its row of the table counter keeps it: the numbers that it gives out, and all its
// rows in one number, by which a row that is missing, or that is an older one, is found out.

internal import PersonsJSON

struct Counter: Sendable {
  /// The largest person number ever given: the change log has one row for each.
  var lastPerson: Int64 = 0
  /// The largest revision ever given: that of the latest row of the change log.
  var lastRevision: Int64 = 0
  /// The latest time ever seen.
  var lastTime: Int64
  /// How many persons there are.
  var persons: Int64 = 0
  /// How many groups.
  var groups: Int64 = 0
  /// How many events.
  var events: Int64 = 0
  /// The checksums of the organization's rows of group, event, token and rsvp together (XOR). The change log knows the
  /// persons, and their rows know the groups that they are in.
  var rowDigest: Int64 = 0

  init(lastTime: Int64) { self.lastTime = lastTime }

  func checksum(organization: Int64, seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.counter, seed: seed)
    for value in [
      organization, lastPerson, lastRevision, lastTime, persons, groups, events, rowDigest,
    ] {
      checksum.add(value)
    }
    return checksum.value
  }

  /// Reads a row with the columns organization, last_person, last_revision, last_time, persons, groups, events,
  /// row_digest, checksum.
  init(_ statement: Statement, seed: UInt64) throws(Failure) {
    try statement.requireChecksum(of: .counter, columns: 8, seed: seed)
    lastPerson = statement.integer(1)
    lastRevision = statement.integer(2)
    lastTime = StoredTime.bounded(statement.integer(3))
    persons = statement.integer(4)
    groups = statement.integer(5)
    events = statement.integer(6)
    rowDigest = statement.integer(7)
  }
}

extension Connection {
  /// What an organization counts, as it is stored.
  ///
  /// - Throws: `damaged_record` when it is not what was written: giving out other numbers would do harm.
  func counter(of organization: Int64) throws(Failure) -> Counter {
    let statement = try statement(
      """
      SELECT organization, last_person, last_revision, last_time, persons, groups, events, row_digest,
        checksum
      FROM counter WHERE organization = ?1
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    guard try statement.step() else { throw .corruptRecord("The table counter") }
    return try Counter(statement, seed: seed)
  }

  /// The latest revision of an organization.
  func lastRevision(of organization: Int64) throws(Failure) -> Int64 {
    let statement = try statement("SELECT last_revision FROM counter WHERE organization = ?1")
    defer { statement.reset() }
    statement.bind(1, organization)
    return try statement.step() ? statement.integer(0) : 0
  }

  func insertCounter(_ counter: Counter, of organization: Int64) throws(Failure) {
    let statement = try statement(
      """
      INSERT INTO counter
        (organization, last_person, last_revision, last_time, persons, groups, events, row_digest, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    bind(counter, of: organization, to: statement)
    try statement.run()
  }

  func updateCounter(_ counter: Counter, of organization: Int64) throws(Failure) {
    let statement = try statement(
      """
      UPDATE counter SET last_person = ?2, last_revision = ?3, last_time = ?4, persons = ?5,
        groups = ?6, events = ?7, row_digest = ?8, checksum = ?9
      WHERE organization = ?1
      """)
    bind(counter, of: organization, to: statement)
    try statement.run()
  }

  private func bind(_ counter: Counter, of organization: Int64, to statement: Statement) {
    statement.bind(1, organization)
    statement.bind(2, counter.lastPerson)
    statement.bind(3, counter.lastRevision)
    statement.bind(4, counter.lastTime)
    statement.bind(5, counter.persons)
    statement.bind(6, counter.groups)
    statement.bind(7, counter.events)
    statement.bind(8, counter.rowDigest)
    statement.bind(9, counter.checksum(organization: organization, seed: seed))
  }
}
