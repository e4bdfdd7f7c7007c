// SPDX-License-Identifier: Apache-2.0
//
// What a process that was killed left of a file that it was writing (NewFile).

internal import Glibc

/// Removes the unfinished files beside `path`: those of processes that are gone.
///
/// - Parameter evenOfTheLiving: also those that are being written now; who writes one finds it gone at the end.
package func removeUnfinished(_ path: String, evenOfTheLiving: Bool = false) {
  for unfinished in files(beginningWith: path + NewFile.unfinished)
  where evenOfTheLiving || !isBeingWritten(unfinished) { unlink(unfinished) }
}

/// The paths of the files that begin with `path`.
package func files(beginningWith path: String) -> [String] {
  let folder = folder(of: path)
  let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  guard let entries = opendir(folder) else { return [] }
  defer { closedir(entries) }
  var paths: [String] = []
  while let entry = readdir(entries) {
    let found = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if found.hasPrefix(name) { paths.append(folder + "/" + found) }
  }
  return paths
}

/// Whether somebody has the lock that NewFile takes and that ends with its process.
private func isBeingWritten(_ path: String) -> Bool {
  let descriptor = openFile(path, O_RDONLY | O_NOFOLLOW)
  guard descriptor >= 0 else { return true }
  defer { close(descriptor) }
  return flock(descriptor, LOCK_EX | LOCK_NB) != 0
}
