// SPDX-License-Identifier: Apache-2.0
//
// What is kept between calls: answers for a retry, and how far imports came.

/// What a write with an idempotencyKey answered, so that a retry gets the same answer.
package struct KeptAnswer: Sendable {
  package let requestHash: [UInt8]
  package let response: String

  /// How long an answer is kept: 30 days.
  package static let milliseconds: Int64 = 30 * 86_400_000

  package init(requestHash: [UInt8], response: String) {
    self.requestHash = requestHash
    self.response = response
  }
}

/// How far an import of a file came.
package struct ImportPosition: Sendable {
  package let bytes: Int64
  /// XXH3 of those bytes.
  package let prefixHash: UInt64
  /// The counts so far, as JSON.
  package let report: String

  package init(bytes: Int64, prefixHash: UInt64, report: String) {
    self.bytes = bytes
    self.prefixHash = prefixHash
    self.report = report
  }
}
