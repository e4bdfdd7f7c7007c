// SPDX-License-Identifier: Apache-2.0
//
// Whether two paths name one file, through links and other spellings, so that nothing is written over what is
// being read.

internal import Glibc
package import PersonsJSON

/// Whether both paths lead to one file, or would when they are made.
package func isSameFile(_ first: String, _ second: String) -> Bool {
  var (one, other) = (stat(), stat())
  let (hasOne, hasOther) = (stat(first, &one) == 0, stat(second, &other) == 0)
  if hasOne, hasOther { return one.st_dev == other.st_dev && one.st_ino == other.st_ino }
  return hasOne == hasOther && placeOf(first) != nil && placeOf(first) == placeOf(second)
}

/// The folder of a path without links, and the name in it; nil when there is no such folder.
private func placeOf(_ path: String) -> String? {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  guard let real = realpath(folder, nil) else { return nil }
  defer { free(real) }
  return String(cString: real) + "/" + name
}

extension Store {
  /// Throws when `path` is one of the files that the directory lives in.
  package func refuseOwnFile(_ path: String, field: String) throws(Failure) {
    guard !isMemory else { return }
    for suffix in ["", "-wal", "-shm", "-journal"] where isSameFile(path, self.path + suffix) {
      throw .invalidValue(
        field, "This is a file of the directory itself, which would be written over.")
    }
  }
}
