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
    zip(values, other.values).allSatisfy { PersonsText.isSame($0, $1) }
      && PersonsText.isSame(customFields, other.customFields)
  }

  /// The record as it is stored.
  ///
  /// - Throws: `too_large` over the bound of 4 MiB.
  package func body() throws(Failure) -> TextBuffer {
    var text = TextBuffer()
    appendBody(to: &text)
    if let failure = text.failure { throw failure }
    guard text.count <= JSONBounds.recordBytes else {
      throw Failure(
        .tooLarge, "too_large", "The person's record would be over the bound of 4 MiB.",
        field: "customFields")
    }
    return text
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
