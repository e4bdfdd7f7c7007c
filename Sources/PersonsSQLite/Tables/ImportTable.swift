// SPDX-License-Identifier: Apache-2.0
//
// How far an import of a file came.

internal import PersonsJSON
internal import PersonsStore

extension SQLiteTransaction {
  func importPosition(of path: String, token: Int64) throws(Failure) -> ImportPosition? {
    let statement = try connection.statement(
      """
      SELECT organization, token, path, bytes, prefix_hash, report, checksum FROM import
      WHERE organization = ?1 AND token = ?2 AND path = ?3
      """)
    defer { statement.reset() }
    statement.bind(1, organization)
    statement.bind(2, token)
    statement.bind(3, path)
    guard try statement.step() else { return nil }
    try statement.requireChecksum(of: .import, columns: 6, seed: seed)
    return ImportPosition(
      bytes: statement.integer(3), prefixHash: UInt64(bitPattern: statement.integer(4)),
      report: statement.string(5))
  }
}

extension SQLiteWriteTransaction {
  func keepImportPosition(
    _ position: ImportPosition, of path: String, token: Int64
  ) throws(Failure) {
    let statement = try connection.statement(
      """
      INSERT OR REPLACE INTO import
        (organization, token, path, bytes, prefix_hash, report, updated_at, checksum)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    var checksum = RowChecksum(.import, seed: seed)
    checksum.add(organization)
    checksum.add(token)
    checksum.add(path)
    checksum.add(position.bytes)
    checksum.add(Int64(bitPattern: position.prefixHash))
    checksum.add(position.report)
    statement.bind(1, organization)
    statement.bind(2, token)
    statement.bind(3, path)
    statement.bind(4, position.bytes)
    statement.bind(5, Int64(bitPattern: position.prefixHash))
    statement.bind(6, position.report)
    statement.bind(7, now)
    statement.bind(8, checksum.value)
    try statement.run()
  }

  func forgetImport(of path: String, token: Int64) throws(Failure) {
    let statement = try connection.statement(
      "DELETE FROM import WHERE organization = ?1 AND token = ?2 AND path = ?3")
    statement.bind(1, organization)
    statement.bind(2, token)
    statement.bind(3, path)
    try statement.run()
  }
}
