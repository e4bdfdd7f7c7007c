// SPDX-License-Identifier: Apache-2.0
//
// How far an import of a file came.

internal import PersonsJSON
internal import PersonsStore

extension SQLiteTransaction {
  func importPosition(of path: String) throws(Failure) -> ImportPosition? {
    let statement = try connection.statement(
      """
      SELECT organization, path, bytes, prefix_hash, report, checksum FROM import
      WHERE organization = ?1 AND path = ?2
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, path)
    guard try statement.step() else { return nil }
    try statement.requireChecksum(of: .import, columns: 5, seed: seed)
    return ImportPosition(
      bytes: statement.integer(2), prefixHash: UInt64(bitPattern: statement.integer(3)),
      report: statement.string(4))
  }
}

extension SQLiteWriteTransaction {
  func keepImportPosition(
    _ position: ImportPosition, of path: String
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT OR REPLACE INTO import
        (organization, path, bytes, prefix_hash, report, updated_at, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    var checksum = RowChecksum(.import, seed: seed)
    checksum.add(organization)
    checksum.add(path)
    checksum.add(position.bytes)
    checksum.add(Int64(bitPattern: position.prefixHash))
    checksum.add(position.report)
    statement.bind(1, organization)
    statement.bind(2, path)
    statement.bind(3, position.bytes)
    statement.bind(4, Int64(bitPattern: position.prefixHash))
    statement.bind(5, position.report)
    statement.bind(6, now)
    statement.bind(7, checksum.value)
    try statement.run()
  }

  func forgetImport(of path: String) throws(Failure) {
    let statement = try connection.statement(
      "DELETE FROM import WHERE organization = ?1 AND path = ?2")
    statement.bind(1, organization)
    statement.bind(2, path)
    try statement.run()
  }
}
