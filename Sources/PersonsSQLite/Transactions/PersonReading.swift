// SPDX-License-Identifier: Apache-2.0
//
// The verbs that show persons.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension SQLiteTransaction {
  /// The person in a row of a statement.
  ///
  /// - Parameters:
  ///   - selection: what must be so of the person: a damaged index leads to others.
  ///   - salvage: counts what is damaged of the details, which is then left out; nil: it is an error.
  /// - Returns: nil for a person who has not every attribute of the selection: keys of the table lookup may be shared.
  /// - Throws: `damaged_record` when the row is not what was written, or not of whom it is said to be.
  private func person(
    _ statement: Statement, of selection: PersonSelection,
    with details: PersonDetails, _ salvage: Salvage? = nil
  ) throws(Failure) -> PersonRow? {
    let row = try columns(of: statement)
    var record: RecordText?
    if let personId = selection.personId {
      let text = try RecordText(row.body)
      guard text.has(.personId, personId) else { throw PersonColumns.damaged(row.number) }
      record = text
    }
    if let wanted = selection.groups, !row.groups.numbers.contains(where: wanted.contains) {
      throw PersonColumns.damaged(row.number)
    }
    if !selection.attributes.isEmpty {
      let text: RecordText
      if let record { text = record } else { text = try RecordText(row.body) }
      guard selection.matches(text) else { return nil }
      record = text
    }
    return PersonRow(
      number: row.number, revision: row.revision, createdAt: row.createdAt,
      updatedAt: row.updatedAt, body: row.body, record: record, groupNumbers: row.groups,
      groupRevisions: GroupNumbers(text: row.groupRevisions),
      groups: details != .record ? try groups(of: row, salvage) : [],
      answers: details == .everything
        ? try answers(ofPerson: row.number, salvage) : [])
  }

  /// The columns of a person of this organization, which stand in a row from `first` on.
  func columns(
    of statement: Statement, from first: Int32 = 0
  ) throws(Failure) -> PersonColumns.Row {
    let row = try PersonColumns.row(statement, from: first, seed: seed)
    guard row.organization == organization else { throw PersonColumns.damaged(row.number) }
    return row
  }

  func forEachPerson(
    _ selection: PersonSelection, limit: Int64?, skip: Int64, with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Bool
  ) throws(Failure) {
    if let personId = selection.personId, let groups = selection.groups {
      return try withIdentified(
        personId, in: groups, selection, limit: limit, skip: skip, with: details, body)
    }
    if selection.groups != nil, selection.attributes.isEmpty { try flushGroups() }
    if let groups = selection.groups, groups.count != 1, selection.attributes.isEmpty {
      return try inOneState { () throws(Failure) in
        try forEachRow(
          inOneOf: groups, after: selection.after, limit: limit ?? .max, skip: skip
        ) { (statement) throws(Failure) in
          guard let row = try person(statement, of: selection, with: details) else { return true }
          return try body(row)
        }
      }
    }
    if skip > 0, let group = selection.groups?.first, selection.attributes.isEmpty {
      // Persons who are passed over are not read.
      return try inOneState { () throws(Failure) in
        var selection = selection
        guard let last = try member(of: group, after: selection.after, number: skip) else { return }
        selection.after = last
        try forEachPerson(selection, limit: limit, skip: 0, with: details, body)
      }
    }
    let query = PersonQuery(selection, organization: organization, seed: seed)
    if !isSnapshot {
      for value in selection.attributes { try flushLookups(of: query.key(of: value)) }
    }
    let statement = try query.statement(connection, limit: limit ?? -1, skip: skip)
    defer { statement.reset() }
    var (left, skipped) = (limit ?? .max, query.isExact ? 0 : skip)
    while left > 0, try statement.step() {
      guard let row = try person(statement, of: selection, with: details),
        row.number > selection.after
      else { continue }
      guard skipped <= 0 else {
        skipped -= 1
        continue
      }
      left -= 1
      guard try body(row) else { return }
    }
  }

  /// Calls `body` for the person with an identifier, if they are in one of `groups` and fit the selection.
  ///
  /// A person whom the caller may not see takes as long as one who is not there: then the groups of whoever has the next
  /// identifier are looked at in their place.
  private func withIdentified(
    _ personId: String, in groups: [Int64], _ selection: PersonSelection, limit: Int64?,
    skip: Int64, with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Bool
  ) throws(Failure) {
    guard skip <= 0, limit ?? .max > 0 else { return }
    let (key, isThere) = try rowKey(ofIdentifier: personId)
    let statement = try connection.statement(.identified) {
      """
      SELECT \(PersonColumns.list) FROM person p
      WHERE p.person = ?1 AND \(GroupFilter.name)(p.member_of, ?2)
      """
    }
    defer { statement.reset() }
    statement.bind(1, key)
    statement.bind(2, groupSet: isThere ? groups : [])
    guard try statement.step(), let row = try person(statement, of: selection, with: details),
      row.number > selection.after
    else { return }
    _ = try body(row)
  }

  /// The key of the row of whoever has an identifier, or else the next one.
  private func rowKey(
    ofIdentifier personId: String
  ) throws(Failure) -> (key: Int64, isThere: Bool) {
    let statement = try connection.statement(
      """
      SELECT p.person, p.person_id = ?2 FROM person p INDEXED BY person_by_id
      WHERE p.organization = ?1 AND p.person_id >= ?2 ORDER BY p.person_id LIMIT 1
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, personId)
    guard try statement.step() else { return (personKey(1), false) }
    return (statement.integer(0), statement.integer(1) != 0)
  }

  func forEachPerson(
    numbered numbers: [Int64], with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    for number in numbers {
      guard try withPerson(number, with: details, body: body) else { return false }
    }
    return true
  }

  /// Calls `body` with a statement on each of those persons with these numbers who are there, in the order given, until
  /// it returns false.
  func forEachRow(
    ofPersons numbers: [Int64], _ body: (Statement) throws(Failure) -> Bool
  ) throws(Failure) {
    let statement = try connection.statement(.numberedPersons) {
      """
      SELECT \(PersonColumns.list)
      FROM json_each(?1) j CROSS JOIN person p ON p.person = ?2 + j.value
      """
    }
    defer { statement.reset() }
    statement.bind(1, integerArray(numbers))
    statement.bind(2, RowKey.base(of: organization))
    while try statement.step() { guard try body(statement) else { return } }
  }

  /// Calls `body` for one person.
  ///
  /// - Returns: whether they are there.
  private func withPerson(
    _ number: Int64, with details: PersonDetails, _ salvage: Salvage? = nil,
    body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    let statement = try connection.statement(.person) {
      "SELECT \(PersonColumns.list) FROM person p WHERE p.person = ?1"
    }
    defer { statement.reset() }
    statement.bind(1, personKey(number))
    guard try statement.step() else { return false }
    if let row = try person(statement, of: PersonSelection(), with: details, salvage) {
      try body(row)
    }
    return true
  }

  /// Every person is looked up by number: a page that cannot be read hides those on it and no others.
  func salvagePersons(
    inOneOf groups: [Int64]?, with details: PersonDetails, _ salvage: Salvage,
    _ body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure) {
    for number in connection.personNumbers(of: organization) {
      try salvage.attempt { () throws(Failure) in
        _ = try withPerson(number, with: details, salvage) { (row) throws(Failure) in
          guard groups.map({ row.groupNumbers.numbers.contains(where: $0.contains) }) ?? true else {
            return
          }
          try body(row)
        }
      }
    }
  }

  func count(_ selection: PersonSelection) throws(Failure) -> Int64 {
    if selection.attributes.isEmpty, selection.personId == nil, selection.after == 0 {
      if let groups = selection.groups {
        return try inOneState { () throws(Failure) in try memberCount(of: groups) }
      }
      return try personCount()
    }
    var count: Int64 = 0
    try forEachPerson(selection, limit: nil, skip: 0, with: .record) { _ in
      count += 1
      return true
    }
    return count
  }
}
