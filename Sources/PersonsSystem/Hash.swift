// SPDX-License-Identifier: Apache-2.0
//
// The two hashes: XXH3 for checksums and lookup keys (fast, seeded per file), SHA-256 for secrets.

internal import CMessageDigest
internal import CXXHash
internal import Glibc

/// XXH3 with 64 bits.
package enum XXH3 {
  package static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
    XXH3_64bits_withSeed(bytes.baseAddress, bytes.count, seed)
  }

  /// The hash of some numbers, for seeding.
  package static func hash(_ numbers: (Int64, Int64, Int64, Int64, Int64), seed: UInt64) -> UInt64 {
    withUnsafeBytes(of: numbers) { hash($0.assumingMemoryBound(to: UInt8.self), seed: seed) }
  }
}

/// XXH3 of a text that comes in pieces.
package final class RunningHash {
  private let state: OpaquePointer

  /// - Throws: ENOMEM
  package init() throws(SystemError) {
    guard let state = XXH3_createState() else { throw SystemError(ENOMEM) }
    self.state = state
    XXH3_64bits_reset(state)
  }

  deinit { XXH3_freeState(state) }

  package func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    XXH3_64bits_update(state, bytes.baseAddress, bytes.count)
  }

  /// The hash of what was added so far; more can be added.
  package var value: UInt64 { XXH3_64bits_digest(state) }
}

package enum SHA256 {
  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var context = SHA2_CTX()
    SHA256Init(&context)
    SHA256Update(&context, bytes, bytes.count)
    var digest = [UInt8](repeating: 0, count: 32)
    SHA256Final(&digest, &context)
    return digest
  }
}
