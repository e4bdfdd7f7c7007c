// SPDX-License-Identifier: Apache-2.0
//
// persons_find: persons by attributes that match exactly, a cursor from page to page.

package import PersonsJSON
internal import PersonsStore

/// A request of persons_find.
struct FindRequest {
  private static let attributeKeys: [(key: String, attribute: Attribute)] = [
    ("external_ref", .externalRef), ("email_address", .email), ("phone_number", .phoneNumber),
    ("last_name", .lastName), ("first_name", .firstName),
  ]

  private static let keys =
    ["identifier", "after-id", "limit"] + attributeKeys.map { $0.key }
    + GroupSelection.Keys.snake.both

  /// An attribute and the value that it must have, in the form in which they are compared.
  struct Wanted {
    let attribute: Attribute
    let comparable: String
  }

  let identifier: String?
  /// In the order in which they narrow most.
  let attributes: [Wanted]
  let groups: GroupSelection
  /// The number of the person before the first one wanted, 0 for the beginning.
  let after: Int64
  let limit: Int64

  /// The cursor behind a person. It is one more than their number, so that 1, which the document has as the default,
  /// hides nobody.
  static func cursor(behind number: Int64) -> Int64 { number + 1 }

  init(_ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(text, keys: FindRequest.keys)
    groups = try GroupSelection.filter(request, .snake)
    identifier = try request.string("identifier")
    var attributes: [Wanted] = []
    for (key, attribute) in FindRequest.attributeKeys {
      guard let value = try request.string(key) else { continue }
      attributes.append(Wanted(attribute: attribute, comparable: attribute.comparable(value)))
    }
    self.attributes = attributes
    after = max(0, try FindRequest.cursor(request) - 1)
    limit = try request.integer("limit", in: 1...100, default: 100)
  }

  /// The cursor, which clients send as an integer or as its digits; 0 and 1 are the beginning.
  private static func cursor(_ request: ObjectReader) throws(Failure) -> Int64 {
    guard let value = request.value("after-id") else { return 0 }
    let number: Int64?
    switch value.kind {
    case .integer: number = value.integer
    case .string:
      let digits = value.string
      number = digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int64(digits) : nil
    default: throw .wrongType("after-id", wanted: "an integer or its digits in a string", value)
    }
    guard let number, number >= 0 else {
      throw Failure(
        .invalid, "bad_cursor",
        "\"after-id\" must be the \"last_id\" of the page before; -1 means that there is no next page.",
        field: "after-id")
    }
    return number
  }

  /// Whether a person has every attribute: keys of the lookup table may be shared.
  func matches(_ record: RecordText) -> Bool {
    attributes.allSatisfy { record.has($0.attribute, $0.comparable) }
  }
}

extension EmbeddedDirectory {
  package func find(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let request = try FindRequest(text)
    // The most frequent request is one statement, which needs no transaction around it.
    if isOwner, request.groups.names == .notGiven, request.after == 0 {
      try store.readOnce { (connection) throws(Failure) in
        try find(request, connection, into: &result)
      }
    } else {
      try store.read { (connection) throws(Failure) in
        try find(request, connection, into: &result)
      }
    }
  }

  private func find(
    _ request: FindRequest, _ connection: Connection, into result: inout TextBuffer
  ) throws(Failure) {
    let caller = try caller(connection, .read)
    var selection = PersonSelection(
      organization: caller.organization,
      groups: caller.scope(try request.groups.resolve(connection, for: caller)),
      keys: request.attributes.map {
        LookupKey.key(
          $0.attribute, comparable: $0.comparable, organization: caller.organization,
          seed: store.seed)
      },
      after: request.after)
    result.append("{\"last_id\":")
    let cursorPlace = result.count
    result.append("-1,\"persons\":[")
    let firstPlace = result.count
    let lastId = try appendFound(request, selection, connection, caller: caller, to: &result)
    if result.count == firstPlace {
      // The pages before may have had persons: then this is the end, not an error.
      selection.after = 0
      var earlier = TextBuffer()
      if request.after > 0 {
        _ = try appendFound(request, selection, connection, caller: caller, to: &earlier)
      }
      guard earlier.count > 0 else { throw .notFound }
    }
    result.append("]}")
    if lastId != -1 {
      let cursor = FindRequest.cursor(behind: lastId)
      result.replace(at: cursorPlace, length: 2, with: String(cursor))
    }
  }

  /// Appends a page of persons.
  ///
  /// - Returns: the number of its last person, -1 when nobody is left behind them.
  private func appendFound(
    _ request: FindRequest, _ selection: PersonSelection, _ connection: Connection,
    caller: Caller, to persons: inout TextBuffer
  ) throws(Failure) -> Int64 {
    if let identifier = request.identifier {
      try appendIdentified(
        identifier, request, selection, connection, caller: caller, to: &persons)
      return -1
    }
    let statement = try selection.statement(connection)
    defer { statement.reset() }
    var count: Int64 = 0
    var last: Int64 = -1
    while try statement.step() {
      let row = try PersonRow(statement, seed: store.seed, of: caller.organization)
      let record = try RecordText(row.body)
      guard request.matches(record) else { continue }
      if count == request.limit { return last }
      if count > 0 { persons.append(",") }
      PersonShape.appendFound(record, to: &persons)
      last = RowKey.number(of: row.number)
      count += 1
    }
    return -1
  }

  private func appendIdentified(
    _ identifier: String, _ request: FindRequest, _ selection: PersonSelection,
    _ connection: Connection, caller: Caller, to persons: inout TextBuffer
  ) throws(Failure) {
    let statement = try connection.statementForPerson(
      identifier, organization: caller.organization)
    defer { statement.reset() }
    guard try statement.step() else { return }
    let row = try PersonRow(
      statement, seed: store.seed, of: caller.organization, personId: identifier)
    let record = try RecordText(row.body)
    guard RowKey.number(of: row.number) > selection.after, request.matches(record) else { return }
    if let groups = selection.groups {
      guard try connection.isPerson(row.number, inOneOf: groups) else { return }
    }
    PersonShape.appendFound(record, to: &persons)
  }
}

extension Connection {
  /// The statement that stands before the row of a person, with the columns of PersonRow.
  func statementForPerson(
    _ personId: String, organization: Int64
  ) throws(Failure) -> Statement {
    let statement = try statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body
      FROM person p WHERE p.organization = ?1 AND p.person_id = ?2
      """)
    statement.bind(1, organization)
    statement.bind(2, personId)
    return statement
  }
}
