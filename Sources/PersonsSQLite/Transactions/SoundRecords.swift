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
    let statement = try connection.statement(.personsFrom) {
      """
      SELECT \(PersonColumns.list) FROM person p WHERE p.person >= ?1 AND p.person <= ?2
      ORDER BY p.person
      """
    }
    defer { statement.reset() }
    var (next, damaged) = (Int64(1), 0)
    statement.bind(1, personKey(next))
    statement.bind(2, RowKey.last(of: organization))
    while damaged < maxDamagedInARow {
      do throws(Failure) {
        guard try statement.step() else { return }
      } catch {
        guard error.kind == .corrupt else { throw error }
        // A page that cannot be read: the walk begins again with whoever is on the next.
        next += 1
        damaged += 1
        statement.reset()
        statement.bind(1, personKey(next))
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
