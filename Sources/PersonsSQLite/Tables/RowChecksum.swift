// SPDX-License-Identifier: Apache-2.0
//
// The checksum of a row of the tables beside person and rsvp, which have their own: XXH3 of its values one after
// the other. A row says by it that it is what was written, so that damage is an error and never an answer.

internal import PersonsJSON
internal import PersonsSystem

struct RowChecksum {
  enum Table: UInt64, CaseIterable, Sendable {
    // 0 and 1 are person and rsvp.
    case store = 2
    case organization, group, event, token, change, idempotency, `import`, counter, groupChange

    /// The name of the table.
    var name: StaticString {
      switch self {
      case .store: "store"
      case .organization: "organization"
      case .group: "group"
      case .event: "event"
      case .token: "token"
      case .change: "change"
      case .idempotency: "idempotency"
      case .import: "import"
      case .counter: "counter"
      case .groupChange: "group_change"
      }
    }
  }

  /// What kinds of values there are, so that none is taken for one of another kind.
  private enum Kind: UInt64 { case null, integer, bytes }

  private var hash: UInt64

  init(_ table: Table, seed: UInt64) {
    hash = RowChecksum.seed(of: table, seed: seed)
  }

  /// What the rows of a table are hashed with.
  static func seed(of table: Table, seed: UInt64) -> UInt64 {
    seed ^ (table.rawValue &* 0x9E37_79B9_7F4A_7C15)
  }

  mutating func add(_ value: Int64?) {
    guard let value else { return add(UnsafeBufferPointer(start: nil, count: 0), .null) }
    withUnsafeBytes(of: value) { add($0.assumingMemoryBound(to: UInt8.self), .integer) }
  }

  mutating func add(_ value: Bool) { add(value ? 1 : 0) }

  mutating func add(_ value: String?) {
    guard var value else { return add(nil as Int64?) }
    value.withUTF8 { add($0, .bytes) }
  }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) { add(bytes, .bytes) }

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { add($0, .bytes) } }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: Kind) {
    hash = XXH3.hash(bytes, seed: hash &* 4 &+ kind.rawValue)
  }

  var value: Int64 { Int64(bitPattern: hash) }
}

extension Statement {
  /// The checksum of the first `count` columns.
  func checksum(of table: RowChecksum.Table, columns count: Int32, seed: UInt64) -> RowChecksum {
    var checksum = RowChecksum(table, seed: seed)
    for column in 0..<count {
      switch kind(column) {
      case .null: checksum.add(nil as Int64?)
      case .integer: checksum.add(integer(column))
      case .bytes: checksum.add(bytes(column))
      }
    }
    return checksum
  }

  /// Throws unless the first `count` columns are what was written, as the checksum behind them says.
  func requireChecksum(
    of table: RowChecksum.Table, columns count: Int32, seed: UInt64
  ) throws(Failure) {
    guard checksum(of: table, columns: count, seed: seed).value == integer(count) else {
      throw .corruptRecord("A row of the table \(table.name)")
    }
  }
}
