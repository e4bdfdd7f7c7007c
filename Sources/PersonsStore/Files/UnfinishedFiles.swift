// SPDX-License-Identifier: Apache-2.0
//
// What a process that was killed left of a file that it was writing (NewFile).

internal import Glibc

/// Removes the unfinished files beside `path`.
package func removeUnfinished(_ path: String) {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  guard let entries = opendir(folder) else { return }
  defer { closedir(entries) }
  while let entry = readdir(entries) {
    let found = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if found.hasPrefix(name + NewFile.unfinished) { unlink(folder + "/" + found) }
  }
}
