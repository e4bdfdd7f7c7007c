// SPDX-License-Identifier: Apache-2.0
//
// Paths: their folders, and whether two of them name one file, through links and other spellings, so that nothing is
// written over what is being read.

internal import Glibc

/// The folder of a path.
package func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path of a file that exists, from the root.
package func absolutePath(_ path: String) throws(SystemError) -> String {
  guard let real = realpath(path, nil) else { throw SystemError(errno) }
  defer { free(real) }
  return String(cString: real)
}

/// Whether both paths lead to one file, or would when they are made.
package func isSameFile(_ first: String, _ second: String) -> Bool {
  var (one, other) = (stat(), stat())
  let (hasOne, hasOther) = (stat(first, &one) == 0, stat(second, &other) == 0)
  if hasOne, hasOther { return one.st_dev == other.st_dev && one.st_ino == other.st_ino }
  return hasOne == hasOther && placeOf(first) != nil && placeOf(first) == placeOf(second)
}

/// The folder of a path without links, and the name in it; nil when there is no such folder.
package func placeOf(_ path: String) -> String? {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  guard let real = realpath(folder, nil) else { return nil }
  defer { free(real) }
  return String(cString: real) + "/" + name
}
