// SPDX-License-Identifier: Apache-2.0
//
// The files of the stores that are open in this process, over which nothing may be written.

package import PersonsJSON
internal import PersonsSystem

/// The files of the stores that are open in this process.
enum OpenStores {
  private static let paths = Locked<[String: Int]>([:])

  static func add(_ path: String) { paths.withLock { $0[path, default: 0] += 1 } }

  static func remove(_ path: String) {
    paths.withLock { paths in
      let count = (paths[path] ?? 1) - 1
      paths[path] = count > 0 ? count : nil
    }
  }

  static func contains(_ path: String) -> Bool {
    paths.withLock { Array($0.keys) }.contains { database in
      ["", "-wal", "-shm", "-journal"].contains { isSameFile(path, database + $0) }
        || isSearchFile(path, of: database)
    }
  }
}

/// Whether a path leads to a search index of the database, or to where one may come.
private func isSearchFile(_ path: String, of database: String) -> Bool {
  placeOf(path)?.hasPrefix(database + SearchFile.suffix) ?? false
    || SearchFile.paths(of: database).contains { isSameFile(path, $0) }
}

extension SQLiteStore {
  /// Throws when `path` is one of the files that an open directory lives in. Writing to it would destroy the
  /// directory; even reading would, for closing the file drops the locks of this process on it.
  package func refuseOwnFile(_ path: String, field: String) throws(Failure) {
    guard !OpenStores.contains(path) else {
      throw .invalidValue(field, "This is a file of a directory that is open in this process.")
    }
  }
}
