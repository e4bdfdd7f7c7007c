// SPDX-License-Identifier: Apache-2.0
//
// A function for SQL that tells whether a person is in one of some groups, from the column member_of alone: SQLite reads
// a row from its beginning, so the record of a person whom the caller may not see is not read.

internal import CSQLite
internal import PersonsJSON

enum GroupFilter {
  static let name = "is_in_group"

  /// Offers `is_in_group(member_of, groups)` to the statements of a connection.
  static func install(on handle: OpaquePointer) throws(Failure) {
    let code = sqlite3_create_function_v2(
      handle, name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nil,
      { (context, _, values) in
        guard let values, let memberOf = values[0], let groups = values[1] else { return }
        sqlite3_result_int(
          context,
          GroupFilter.contains(GroupFilter.bytes(of: memberOf), GroupFilter.bytes(of: groups))
            ? 1 : 0)
      }, nil, nil, nil)
    guard code == SQLITE_OK else { throw .sqlite(code) }
  }

  private static func bytes(of value: OpaquePointer) -> UnsafeRawBufferPointer {
    let start = sqlite3_value_blob(value)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
  }

  /// Whether one of the numbers of a JSON array is among `groups`, sorted numbers of eight bytes.
  static func contains(
    _ memberOf: UnsafeRawBufferPointer, _ groups: UnsafeRawBufferPointer
  ) -> Bool {
    // A person who is in many groups and hidden should take little longer than one who is not there.
    var number: Int64 = 0
    var isNumber = false
    for byte in memberOf {
      let digit = byte &- 0x30
      if digit < 10 {
        number = number &* 10 &+ Int64(digit)
        isNumber = true
      } else if isNumber {
        if isAmong(groups, number) { return true }
        (number, isNumber) = (0, false)
      }
    }
    return false
  }

  private static func isAmong(_ groups: UnsafeRawBufferPointer, _ wanted: Int64) -> Bool {
    var low = 0
    var high = groups.count / 8
    while low < high {
      let middle = (low + high) / 2
      let group = groups.loadUnaligned(fromByteOffset: middle * 8, as: Int64.self)
      if group == wanted { return true }
      if group < wanted { low = middle + 1 } else { high = middle }
    }
    return false
  }
}

extension Statement {
  /// Binds what `is_in_group` looks in.
  ///
  /// - Parameter groups: sorted.
  func bind(_ index: Int32, groupSet groups: [Int64]) {
    bind(index, blob: groups.withUnsafeBytes(Array.init))
  }
}
