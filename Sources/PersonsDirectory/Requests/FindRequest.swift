// SPDX-License-Identifier: Apache-2.0
//
// A request of persons_find.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore

package struct FindRequest {
  private static let attributeKeys: [(key: String, attribute: Attribute)] = [
    ("external_ref", .externalRef), ("email_address", .email), ("phone_number", .phoneNumber),
    ("last_name", .lastName), ("first_name", .firstName),
  ]

  private static let keys =
    ["identifier", "after-id", "limit"] + attributeKeys.map { $0.key }
    + GroupSelection.Keys.snake.both

  /// The request as it was given, which a remote directory sends on. Valid during the call.
  package let text: RequestText?
  let identifier: String?
  /// In the order in which they narrow most.
  let attributes: [AttributeValue]
  let groups: GroupSelection
  /// The last_id of the page before; 0 for the beginning.
  let cursor: Int64
  let limit: Int64

  package init(_ text: RequestText?) throws(Failure) {
    self.text = text
    let request = try ObjectReader(text, keys: FindRequest.keys)
    groups = try GroupSelection.filter(request, .snake)
    identifier = try request.string("identifier")
    var attributes: [AttributeValue] = []
    for (key, attribute) in FindRequest.attributeKeys {
      guard let value = try request.string(key) else { continue }
      attributes.append(AttributeValue(attribute, comparable: attribute.comparable(value)))
    }
    self.attributes = attributes
    let cursor = try FindRequest.cursor(request)
    // The document has 1 as the default.
    self.cursor = cursor == 1 ? 0 : cursor
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
    guard let number, number >= 0 else { throw .badAfterId }
    return number
  }
}

extension Failure {
  static var badAfterId: Failure {
    .badCursor(
      "\"after-id\" must be the \"last_id\" of the page before; -1 means that there is no next page.",
      field: "after-id")
  }
}
