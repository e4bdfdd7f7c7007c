// SPDX-License-Identifier: Apache-2.0
//
// Numbers as a caller limited to groups is given them: revisions and cursors count what happens in the whole
// organization, and a limited caller must not learn how much that is. A number is replaced by another one from 2^52 to
// 2^53-1, which every JSON parser keeps exactly. Which one depends on the store and the organization and not on the
// token, so that clients of one directory can compare what they got.
//
// The numbers below 2^52 are permuted by a Feistel network of two halves of 26 bits. Its round keys come from the
// store's secret by SHA-256.

internal import PersonsJSON
internal import PersonsSystem

struct OpaqueNumbers {
  /// What is counted: the same number of each looks different.
  enum Kind: UInt8 { case revision, cursor }

  private static let rounds: UInt8 = 8
  private static let halfBits: UInt64 = 26
  private static let halfMask: UInt64 = 1 << halfBits - 1
  /// All opaque numbers are from this on; those below it are nobody's.
  static let first: Int64 = 1 << 52

  private let keys: [UInt64]

  /// - Parameter secret: of the store.
  init(_ kind: Kind, organization: Int64, secret: UInt64) {
    let key = withUnsafeBytes(of: (secret.littleEndian, organization.littleEndian)) { Array($0) }
    keys = (0..<OpaqueNumbers.rounds).map { round in
      SHA256.hash(key + [kind.rawValue, round]).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  /// The number that stands for `number`, which is from 0 to 2^52-1.
  func opaque(_ number: Int64) -> Int64 {
    let value = UInt64(bitPattern: number)
    var (left, right) = (
      value >> OpaqueNumbers.halfBits & OpaqueNumbers.halfMask, value & OpaqueNumbers.halfMask
    )
    for key in keys { (left, right) = (right, left ^ OpaqueNumbers.mixed(right, key)) }
    return OpaqueNumbers.first | Int64(bitPattern: left << OpaqueNumbers.halfBits | right)
  }

  /// The number that `opaque` stands for; nil when it stands for none.
  func number(_ opaque: Int64) -> Int64? {
    guard opaque >= OpaqueNumbers.first, opaque < OpaqueNumbers.first * 2 else { return nil }
    let value = UInt64(bitPattern: opaque - OpaqueNumbers.first)
    var (left, right) = (value >> OpaqueNumbers.halfBits, value & OpaqueNumbers.halfMask)
    for key in keys.reversed() { (left, right) = (right ^ OpaqueNumbers.mixed(left, key), left) }
    return Int64(bitPattern: left << OpaqueNumbers.halfBits | right)
  }

  private static func mixed(_ half: UInt64, _ key: UInt64) -> UInt64 {
    withUnsafeBytes(of: half.littleEndian) {
      XXH3.hash($0.assumingMemoryBound(to: UInt8.self), seed: key) & halfMask
    }
  }
}

extension Failure {
  /// A cursor that no answer gave.
  static func badCursor(_ message: String, field: String) -> Failure {
    Failure(.invalid, "bad_cursor", message, field: field)
  }
}
