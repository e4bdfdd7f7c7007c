// SPDX-License-Identifier: Apache-2.0
//
// A request of persons_upsert, in the manner of persons/multiple of the Travtus document.

package import PersonsJSON
internal import PersonsModel

package struct UpsertRequest {
  /// The most records of one call.
  private static let maxRecords = 10_000

  package let body: RequestBody
  /// The records as they were given.
  let list: JSONValue
  let records: [UpsertRecord]
  let idempotency: Idempotency?

  package init(_ body: RequestBody) throws(Failure) {
    self.body = body
    let request = try body.reader(keys: ["persons"])
    guard let list = request.value("persons") else {
      throw Failure(.invalid, "missing_field", "\"persons\" is required.", field: "persons")
    }
    guard list.kind == .array else { throw .wrongType("persons", wanted: "an array", list) }
    guard list.count <= UpsertRequest.maxRecords else {
      throw Failure(
        .tooLarge, "too_large",
        "More than \(UpsertRequest.maxRecords) records are given; send them in several calls, or import them.",
        field: "persons")
    }
    self.list = list
    records = try UpsertRequest.records(list)
    idempotency = try body.idempotency("upsert", request)
  }

  private static func records(_ list: JSONValue) throws(Failure) -> [UpsertRecord] {
    var records: [UpsertRecord] = []
    records.reserveCapacity(list.count)
    try list.forEachElement { (index, value) throws(Failure) in
      do throws(Failure) {
        records.append(try UpsertRecord(value))
      } catch {
        throw error.type == "both_group_identifiers_provided"
          ? error : error.within("persons[\(index)]")
      }
    }
    return records
  }
}

/// One record of a batch.
struct UpsertRecord: Sendable {
  static let attributeKeys: [(key: String, attribute: Attribute)] = [
    ("email_address", .email), ("first_name", .firstName), ("last_name", .lastName),
    ("external_ref", .externalRef), ("phone_number", .phoneNumber),
  ]

  private static let keys = attributeKeys.map { $0.key } + GroupSelection.Keys.snake.both

  let values: [(attribute: Attribute, value: String)]
  let groups: GroupSelection

  subscript(_ attribute: Attribute) -> String? {
    values.first { $0.attribute == attribute }?.value
  }

  init(_ value: JSONValue) throws(Failure) {
    let request = try ObjectReader(value, keys: UpsertRecord.keys)
    var values: [(Attribute, String)] = []
    for (key, attribute) in UpsertRecord.attributeKeys {
      // An empty text says nothing about a person: strangers must not meet in it.
      if let text = try request.string(key), !text.isEmpty { values.append((attribute, text)) }
    }
    self.values = values
    groups = try UpsertRecord.groups(request)
  }

  /// The groups of a record, in an array or in a string that holds one: "['group-1', 'group-2']".
  private static func groups(_ request: ObjectReader) throws(Failure) -> GroupSelection {
    let keys = GroupSelection.Keys.snake
    for (key, other) in [(keys.ids, keys.externalRefs), (keys.externalRefs, keys.ids)] {
      guard let value = request.value(key), value.kind == .string else { continue }
      guard !request.isGiven(other) else { throw .bothGroupIdentifiers }
      let names = try listInString(try request.string(key) ?? "", key)
      return GroupSelection(key == keys.ids ? .ids(names) : .externalRefs(names), keys)
    }
    return try GroupSelection(request, keys)
  }

  private static func listInString(_ text: String, _ key: String) throws(Failure) -> [String] {
    // A Python list: JSON once its quotes are JSON's.
    let json = text.contains("\"") ? text : String(text.map { $0 == "'" ? "\"" : $0 })
    do throws(Failure) {
      return try ObjectReader.strings(try JSONDocument(json).root, key)
    } catch {
      throw .invalidValue(
        key, "\"\(key)\" must be an array of strings, or a string that holds one.")
    }
  }

  /// Whether there is enough to create a person from.
  var canCreate: Bool {
    if self[.externalRef] != nil { return true }
    return (self[.phoneNumber] != nil || self[.email] != nil)
      && (self[.firstName] != nil || self[.lastName] != nil)
  }

  static let insufficient = """
    Insufficient information to create a new person record. Please provide either an external \
    reference or a combination of phone number OR email address AND first name OR last name.
    """
}
