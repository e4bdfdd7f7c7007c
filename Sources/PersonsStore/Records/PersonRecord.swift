// SPDX-License-Identifier: Apache-2.0
//
// A person's record while it is being written: plain values, and the text they become.

package import PersonsJSON
internal import PersonsText

package struct PersonRecord: Sendable {
  private var values: [String?]
  /// Any JSON object as compact text, nil when the person has none.
  package var customFields: String?

  package init() { values = [String?](repeating: nil, count: Attribute.count) }

  package subscript(_ attribute: Attribute) -> String? {
    get { values[attribute.rawValue] }
    set { values[attribute.rawValue] = newValue }
  }

  package var personId: String { self[.personId] ?? "" }

  /// Reads a stored record.
  package init(_ text: RecordText) {
    self.init()
    for attribute in Attribute.allCases { self[attribute] = text.string(attribute) }
    customFields = text.customFields.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether both would be stored as the same bytes.
  package func isSame(as other: PersonRecord) -> Bool {
    func same(_ first: String?, _ second: String?) -> Bool {
      guard let first, let second else { return first == nil && second == nil }
      return first.isSame(as: second)
    }
    return zip(values, other.values).allSatisfy(same)
      && same(customFields, other.customFields)
  }

  /// The record as it is stored: keys in fixed order, absent ones left out.
  package func appendBody(to body: inout TextBuffer) {
    body.append("{")
    for attribute in Attribute.allCases {
      guard let value = self[attribute] else { continue }
      if attribute != .personId { body.append(",") }
      body.append(attribute.member)
      body.appendJSON(value)
    }
    if let customFields {
      body.append(",\"customFields\":")
      body.append(string: customFields)
    }
    body.append("}")
  }
}
