// SPDX-License-Identifier: Apache-2.0
//
// The records that the search index is made of. Whoever cannot be read is left out: searches go on to find the others,
// and the damage is told by the calls that read the person and by a check.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteTransaction {
  func forEachRecord(
    _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure) {
    let query = PersonQuery(PersonSelection(), organization: organization, seed: seed)
    let statement = try query.statement(connection, limit: -1, skip: 0)
    defer { statement.reset() }
    var last: Int64 = 0
    while true {
      do throws(Failure) {
        guard try statement.step() else { return }
      } catch {
        guard error.kind == .corrupt else { throw error }
        statement.reset()
        return try forEachRecordOneByOne(after: last, body)
      }
      last = RowKey.number(of: statement.integer(0))
      if let row = try sound({ () throws(Failure) in try columns(of: statement) }) {
        try take(row, body)
      }
    }
  }

  /// Where a page cannot be read: whoever is on the pages behind it.
  private func forEachRecordOneByOne(
    after last: Int64, _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try connection.statement(.personBehind) {
      """
      SELECT \(PersonColumns.list) FROM person p WHERE p.person >= ?1 AND p.person <= ?2
      ORDER BY p.person LIMIT 1
      """
    }
    defer { statement.reset() }
    statement.bind(2, RowKey.last(of: organization))
    var (next, damaged) = (last + 1, 0)
    while damaged < maxDamagedInARow {
      statement.reset()
      statement.bind(1, personKey(next))
      do throws(Failure) {
        guard try statement.step() else { return }
      } catch {
        guard error.kind == .corrupt else { throw error }
        next += 1
        damaged += 1
        continue
      }
      damaged = 0
      next = RowKey.number(of: statement.integer(0)) + 1
      if let row = try sound({ () throws(Failure) in try columns(of: statement) }) {
        try take(row, body)
      }
    }
  }

  func forEachRecord(
    of persons: [Int64], _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try connection.statement(.person) {
      "SELECT \(PersonColumns.list) FROM person p WHERE p.person = ?1"
    }
    for number in persons {
      defer { statement.reset() }
      statement.bind(1, personKey(number))
      let row = try sound { () throws(Failure) -> PersonColumns.Row? in
        try statement.step() ? try columns(of: statement) : nil
      }
      if let row = row ?? nil { try take(row, body) }
    }
  }

  private func take(
    _ row: PersonColumns.Row, _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure) {
    guard let record = try sound({ () throws(Failure) in try RecordText(row.body) }) else { return }
    try body(row.number, record, row.groups)
  }

  /// What `read` reads; nil when it is damaged.
  private func sound<R>(_ read: () throws(Failure) -> R) throws(Failure) -> R? {
    do throws(Failure) {
      return try read()
    } catch {
      guard error.kind == .corrupt else { throw error }
      return nil
    }
  }
}
