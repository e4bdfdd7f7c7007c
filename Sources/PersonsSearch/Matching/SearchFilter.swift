// SPDX-License-Identifier: Apache-2.0
//
// A filter of a search: a whole value that a person must have, or its beginning.

package import PersonsModel
internal import PersonsText

/// A filter on one attribute.
package struct SearchFilter: Equatable, Sendable {
  package let attribute: Attribute
  /// The folded words with single spaces between them; an e-mail address keeps its punctuation.
  let text: [UInt8]
  let scalars: [UInt32]
  /// Whether the attribute need only begin so.
  package let isPrefix: Bool

  /// - Parameter value: what the caller gave; a trailing * asks for a beginning.
  package init(_ attribute: Attribute, _ value: String) {
    self.attribute = attribute
    isPrefix = value.hasSuffix("*")
    let folded = SearchFilter.folded(attribute, isPrefix ? String(value.dropLast()) : value)
    text = Array(folded.utf8.prefix(QueryWord.longest))
    scalars = scalarValues(text)
  }

  static func folded(_ attribute: Attribute, _ value: String) -> String {
    attribute == .email ? searchFold(value) : searchWords(value).joined(separator: " ")
  }

  var kind: SearchTermKind {
    switch attribute {
    case .firstName: .firstName
    case .lastName: .lastName
    case .city: .city
    case .state: .state
    default: .email
    }
  }

  /// Errors that the value is forgiven.
  func errors(_ fuzziness: Fuzziness) -> Int {
    if attribute == .email { return isPrefix ? 0 : SearchSettings.emailErrors(text, fuzziness) }
    guard !text.contains(where: { $0 >= 48 && $0 <= 57 }),
      scalars.count <= SearchSettings.longestWithErrors
    else { return 0 }
    return isPrefix
      ? SearchSettings.prefixErrors(scalars.count, fuzziness)
      : SearchSettings.errors(scalars.count, fuzziness)
  }

  /// Whether a person with this value, folded, passes.
  func matches(_ value: [UInt8], _ fuzziness: Fuzziness) -> Bool {
    if isPrefix ? value.starts(with: text) : value == text { return true }
    let errors = errors(fuzziness)
    guard errors > 0, !value.isEmpty else { return false }
    let scalars = scalarValues(value)
    return isPrefix
      ? prefixErrorCount(self.scalars, scalars, atMost: errors) != nil
      : errorCount(self.scalars, scalars, atMost: errors) != nil
  }
}

/// The scalars of a text in UTF-8.
func scalarValues(_ text: some Collection<UInt8>) -> [UInt32] {
  String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
}
