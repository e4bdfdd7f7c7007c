// SPDX-License-Identifier: Apache-2.0
//
// What the file knows of itself, as its one row of store keeps it: the numbers that it gives out, and all its rows
// in one number, by which a row that is missing, or that is an older one, is found out.

internal import PersonsJSON

struct StoreNumbers {
  /// The largest person number ever given: the change log has one row for each.
  var lastPerson: Int64
  /// The largest revision ever given: that of the latest row of the change log.
  var lastRevision: Int64
  /// The latest time ever seen.
  var lastTime: Int64
  /// The checksums of all rows of organization, group, membership, event, token and rsvp together (XOR). The change
  /// log knows the persons.
  var contents: Int64

  func checksum(seed: UInt64) -> Int64 {
    var checksum = RowChecksum(.store, seed: seed)
    checksum.add(lastPerson)
    checksum.add(lastRevision)
    checksum.add(lastTime)
    checksum.add(contents)
    return checksum.value
  }
}

extension Connection {
  /// The numbers as they are stored.
  ///
  /// - Throws: `damaged_record` when they are not what was written: giving out others would do harm.
  func storeNumbers() throws(Failure) -> StoreNumbers {
    let statement = try statement(
      "SELECT last_person, last_revision, last_time, contents, checksum FROM store")
    defer { statement.reset() }
    guard try statement.step() else { throw .corruptRecord("The table store") }
    try statement.requireChecksum(of: .store, columns: 4, seed: seed)
    return StoreNumbers(
      lastPerson: statement.integer(0), lastRevision: statement.integer(1),
      lastTime: StoredTime.bounded(statement.integer(2)), contents: statement.integer(3))
  }
}
