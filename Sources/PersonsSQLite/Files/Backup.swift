// SPDX-License-Identifier: Apache-2.0
//
// A copy of the whole file while it is in use: SQLite writes one snapshot into a new file, without the free
// space of the old one; the copy is checked before it gets its name.

internal import CSQLite
package import PersonsJSON
package import PersonsStore
internal import PersonsSystem

extension SQLiteStore {
  package func backup(
    to path: String, organization: Int64
  ) throws(Failure) -> BackupFacts {
    let file = try asking { () throws(SystemError) in try NewFile(path, mayOverwrite: false) }
    try withCopyingConnection { (connection) throws(Failure) in
      let statement = try connection.statement("VACUUM INTO ?1")
      // From memory, the copy must be told that it goes to a file.
      statement.bind(
        1,
        isMemory
          ? StoreLocation.uri(try absolute(file.temporaryPath)) + "?vfs=unix" : file.temporaryPath)
      do throws(Failure) {
        try statement.run()
      } catch {
        switch error.kind {
        // A size that the file system does not tell is one that is not zero to SQLite: "output file already exists".
        case .internal: throw .copyFailed
        // What the disk does not give back of the copy is damage to SQLite, as damage of the directory is.
        case .corrupt where try connection.isSound(): throw .copyFailed
        default: throw error
        }
      }
    }
    let copy = try Connection(path: file.temporaryPath, flags: SQLITE_OPEN_READONLY)
    guard try copy.isSound() else {
      throw Failure(
        .corrupt, "damaged_file",
        "The copy is not sound: the directory is damaged, or the disk is. Run persons_check.")
    }
    let bytes = try copy.databaseBytes()
    let persons = try copy.firstInteger("SELECT count(*) FROM person") ?? 0
    let revision = try copy.lastRevision(of: organization)
    try asking { () throws(SystemError) in try file.finish(mayOverwrite: false) }
    return (bytes, persons, revision)
  }
}

private func absolute(_ path: String) throws(Failure) -> String {
  try asking { () throws(SystemError) in try absolutePath(path) }
}

extension Failure {
  fileprivate static var copyFailed: Failure {
    Failure(
      .inputOutput, "io_error", "The file system failed while the copy was made.", field: "path")
  }
}
