// SPDX-License-Identifier: Apache-2.0
//
// The headers of a request as C hands them over. Most of them mean nothing to a directory, so nothing is copied here.

internal import Glibc
package import PersonsJSON

/// Names and values in turn, then a NULL. Valid during the call.
package struct HeaderList {
  /// A list without its NULL ends here.
  package static let maxHeaders = 1000
  /// No name of ours is longer; of a longer one, this much is looked at.
  private static let maxNameBytes = 256

  private let strings: UnsafePointer<UnsafePointer<CChar>?>?

  /// - Throws: `null_argument` for a name without a value, `too_large` for too many headers.
  package init(_ strings: UnsafePointer<UnsafePointer<CChar>?>?) throws(Failure) {
    self.strings = strings
    guard var next = strings else { return }
    var count = 0
    while next.pointee != nil {
      guard count < HeaderList.maxHeaders else { throw .tooManyHeaders }
      guard next.successor().pointee != nil else { throw .headerWithoutValue }
      count &+= 1
      next = next.advanced(by: 2)
    }
  }

  /// Calls `body` with each header.
  func forEach(
    _ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafePointer<CChar>) throws(Failure) ->
      Void
  ) throws(Failure) {
    guard var next = strings else { return }
    while let name = next.pointee, let value = next.successor().pointee {
      try body(HeaderList.bytes(name, atMost: HeaderList.maxNameBytes), value)
      next = next.advanced(by: 2)
    }
  }

  /// The bytes of a text, or as many as one more than `limit`, which shows that it is longer.
  static func bytes(_ text: UnsafePointer<CChar>, atMost limit: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self),
      count: strnlen(text, limit &+ 1))
  }
}

extension Failure {
  fileprivate static var headerWithoutValue: Failure {
    Failure(
      .misuse, "null_argument", "\"headers\" ends with a name that has no value.", field: "headers")
  }

  fileprivate static var tooManyHeaders: Failure {
    Failure(
      .tooLarge, "too_large",
      "\"headers\" has more than \(HeaderList.maxHeaders) headers, or no NULL at its end.",
      field: "headers")
  }
}
