// SPDX-License-Identifier: Apache-2.0
//
// A transaction on a connection, in one organization. The verbs are extensions, with their tables (Tables/) and here.

internal import PersonsJSON
internal import PersonsStore

/// What reading and writing transactions have in common. Each is as small as it can be: one is made for every call.
protocol SQLiteTransaction: ReadTransaction {
  var connection: Connection { get }

  /// Whether nothing is written in it.
  var isSnapshot: Bool { get }

  /// What the organization counts.
  func counter() throws(Failure) -> Counter

  /// Who is in one of some groups, sorted, if that is known, or pays.
  func members(of groups: [Int64], need: GroupMembers.Need) throws(Failure) -> PersonSet?

  /// How many persons are in one of some groups, sorted.
  func memberCount(of groups: [Int64]) throws(Failure) -> Int64

  /// A group that was read before in this transaction, which writes: the rows of an import name the same ones.
  func knownGroup(_ groupId: String) -> Group?
  func know(_ group: Group)

  /// Makes sure that the rows of groups are there, some of which were perhaps written in this transaction.
  func flushGroups() throws(Failure)

  /// Makes sure that persons are found by this key, which was perhaps written in this transaction.
  func flushLookups(of key: Int64) throws(Failure)
}

struct SQLiteReadTransaction: SQLiteTransaction {
  let connection: Connection
  let organization: Int64

  var isSnapshot: Bool { true }

  func counter() throws(Failure) -> Counter { try connection.counter(of: organization) }

  func knownGroup(_ groupId: String) -> Group? { nil }

  func know(_ group: Group) {}

  func flushGroups() {}

  func flushLookups(of key: Int64) {}
}

extension SQLiteTransaction {
  var seed: UInt64 { connection.seed }

  /// The key of a person's row.
  func personKey(_ number: Int64) -> Int64 {
    RowKey.key(organization: organization, number: number)
  }

  /// Calls `body` for the rows of a list; where damage is salvaged, for one row after the other, until there are so
  /// many that are damaged one behind the other that the list itself must be.
  func forEachRow(
    limit: Int64?, skip: Int64, salvage: Salvage?,
    _ statement: (_ limit: Int64, _ skip: Int64) throws(Failure) -> Statement,
    _ body: (Statement) throws(Failure) -> Void
  ) throws(Failure) {
    guard let salvage else {
      let rows = try statement(limit ?? -1, skip)
      defer { rows.reset() }
      while try rows.step() { try body(rows) }
      return
    }
    var (place, damaged, isEnd) = (skip, 0, false)
    while !isEnd, damaged < maxDamagedInARow, place - skip < limit ?? .max {
      let before = salvage.lost
      try salvage.attempt { () throws(Failure) in
        let rows = try statement(1, place)
        defer { rows.reset() }
        isEnd = try !rows.step()
        if !isEnd { try body(rows) }
      }
      damaged = salvage.lost == before ? 0 : damaged + 1
      place += 1
    }
  }

  /// Runs `body`, which uses several statements, so that all see one state: a verb may be used outside of a transaction
  /// (Store.readOnce).
  func inOneState<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    guard !connection.inTransaction else { return try body() }
    try connection.statement("BEGIN").run()
    defer { try? connection.statement("COMMIT").run() }
    return try body()
  }

  func personCount() throws(Failure) -> Int64 { try counter().persons }

  func lastRevision() throws(Failure) -> Int64 {
    try connection.lastRevision(of: organization)
  }

  func searchId() throws(Failure) -> [UInt8]? {
    let statement = try connection.statement(
      "SELECT search_id FROM counter WHERE organization = ?1")
    defer { statement.reset() }
    statement.bind(1, organization)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return Array(statement.bytes(0))
  }

  func presentedToken(
    _ tokenId: String, secretHash: [UInt8]
  ) throws(Failure) -> PresentedToken? {
    try connection.presentedToken(tokenId, secretHash: secretHash)
  }

  func token(_ tokenId: String) throws(Failure) -> Token? {
    try connection.token(tokenId, of: organization)
  }

  func forEachToken(
    limit: Int64?, skip: Int64, _ body: (Token) throws(Failure) -> Void
  ) throws(Failure) {
    try connection.forEachToken(of: organization, limit: limit, skip: skip, body)
  }

  func ownOrganization() throws(Failure) -> Organization? {
    try connection.organization(number: organization)
  }

  func organization(_ slug: String) throws(Failure) -> Organization? {
    try connection.organization(slug as String?)
  }

  func forEachOrganization(
    limit: Int64?, skip: Int64, _ body: (Organization) throws(Failure) -> Void
  ) throws(Failure) {
    try connection.forEachOrganization(limit: limit, skip: skip, body)
  }

  func organizationCount() throws(Failure) -> Int64 {
    try connection.firstInteger("SELECT count(*) FROM organization") ?? 0
  }

  /// The size of the database, its write-ahead log not counted.
  func size() throws(Failure) -> (bytes: Int64, format: Int64) {
    (try connection.databaseBytes(), Schema.format)
  }
}

/// So many rows that cannot be read, one behind the other, are taken for all that are left.
let maxDamagedInARow = 1000

extension Connection {
  /// The size of the database, its write-ahead log not counted.
  func databaseBytes() throws(Failure) -> Int64 {
    let pages = Int64(try pragma("PRAGMA page_count")) ?? 0
    let size = Int64(try pragma("PRAGMA page_size")) ?? 0
    return pages.multipliedReportingOverflow(by: size).partialValue
  }

  /// The numbers that persons of an organization may have, in a file that may be damaged.
  func personNumbers(of organization: Int64) -> ClosedRange<Int64> {
    if let counter = try? counter(of: organization) { return 1...max(1, counter.lastPerson) }
    // The change log has a row for every person ever made, and the persons are a part of them.
    let made = max(
      (try? firstInteger("SELECT count(*) FROM change")) ?? 0,
      (try? firstInteger("SELECT count(*) FROM person")) ?? 0)
    return 1...max(1, made)
  }
}
