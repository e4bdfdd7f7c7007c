// SPDX-License-Identifier: Apache-2.0
//
// The normal forms of Unicode, done by utf8proc. The only file that calls it for a whole text.

internal import CUTF8Proc
internal import Glibc

enum UnicodeForm {
  /// NFC of the case-folded text: what two texts that differ only in case have in common.
  case caseless
  /// NFKD of the case-folded text without characters that are never seen.
  case compatibilityDecomposed
  /// NFC.
  case composed

  private var options: utf8proc_option_t {
    let options: [utf8proc_option_t] =
      switch self {
      case .caseless: [UTF8PROC_STABLE, UTF8PROC_COMPOSE, UTF8PROC_CASEFOLD]
      case .compatibilityDecomposed:
        [
          UTF8PROC_STABLE, UTF8PROC_DECOMPOSE, UTF8PROC_COMPAT, UTF8PROC_CASEFOLD, UTF8PROC_IGNORE,
        ]
      case .composed: [UTF8PROC_STABLE, UTF8PROC_COMPOSE]
      }
    return utf8proc_option_t(options.reduce(0) { $0 | $1.rawValue })
  }

  /// `text` in this form. A text that utf8proc refuses is returned as it is; from a valid Swift
  /// string that only happens when memory is short.
  func applied(to text: String) -> String {
    var text = text
    var result: UnsafeMutablePointer<UInt8>?
    let length = text.withUTF8 {
      utf8proc_map($0.baseAddress, $0.count, &result, options)
    }
    guard length >= 0, let result else { return text }
    defer { free(result) }
    return String(decoding: UnsafeBufferPointer(start: result, count: length), as: UTF8.self)
  }
}

extension String {
  /// Whether every byte is ASCII, where the forms need no tables.
  package var isASCII: Bool {
    var text = self
    return text.withUTF8 { PersonsText.isASCII($0) }
  }

  /// Whether two texts have the same bytes. Swift's == takes texts for equal that are only canonically
  /// equivalent.
  package func isSame(as other: String) -> Bool {
    utf8.count == other.utf8.count && begins(with: other)
  }

  /// Whether the bytes of the text begin with those of another.
  package func begins(with other: String) -> Bool {
    guard other.utf8.count <= utf8.count else { return false }
    var (text, start) = (self, other)
    return text.withUTF8 { bytes in
      start.withUTF8 { start in
        for index in 0..<start.count where bytes[index] != start[index] { return false }
        return true
      }
    }
  }
}

/// Whether two texts that may be absent have the same bytes.
package func isSame(_ first: String?, _ second: String?) -> Bool {
  guard let first, let second else { return first == nil && second == nil }
  return first.isSame(as: second)
}

package func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var all: UInt8 = 0
  for byte in bytes { all |= byte }
  return all < 0x80
}
