// SPDX-License-Identifier: Apache-2.0
//
// A file that appears whole or not at all: written under another name beside its place, made durable, and
// only then given its name.

internal import Glibc

package struct NewFile: ~Copyable {
  /// Stands behind the name of a file that is not done.
  static let unfinished = ".partial-"

  /// Where it is until it is done.
  package let temporaryPath: String
  private let path: String
  private let folder: String
  private let descriptor: Int32

  /// Makes the file beside `path`, empty and private.
  ///
  /// - Throws: EEXIST unless it may be overwritten, EISDIR for a folder, or what else the system says.
  package init(_ path: String, mayOverwrite: Bool) throws(SystemError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw SystemError(EISDIR) }
      if !mayOverwrite { throw SystemError(EEXIST) }
    }
    removeUnfinished(path)
    (temporaryPath, descriptor) = try NewFile.made(beside: path)
    fchmod(descriptor, 0o600)
    let slash = path.lastIndex(of: "/")
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    self.path = path
  }

  /// Makes an empty file that nobody takes for one that was left behind, as long as this process has it.
  private static func made(beside path: String) throws(SystemError) -> (path: String, Int32) {
    while true {
      let temporary = path + unfinished + hexadecimal(randomBytes(6))
      let opened = openFile(temporary, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, mode: 0o600)
      guard opened >= 0 else { throw SystemError(errno) }
      flock(opened, LOCK_EX | LOCK_NB)
      // Before the lock it may have been taken for one.
      if access(temporary, F_OK) == 0 || errno != ENOENT { return (temporary, opened) }
      close(opened)
    }
  }

  deinit {
    // Once it has its name, there is nothing under the other.
    unlink(temporaryPath)
    close(descriptor)
  }

  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(SystemError) {
    var rest = UnsafeRawBufferPointer(bytes)
    while let start = rest.baseAddress, rest.count > 0 {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw SystemError(errno)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Makes the file durable and gives it its name.
  ///
  /// - Parameter isDurable: false for what can be made again and is checked when it is read.
  package func finish(mayOverwrite: Bool, isDurable: Bool = true) throws(SystemError) {
    guard !isDurable || fsync(descriptor) == 0 else { throw SystemError(errno) }
    if mayOverwrite {
      guard rename(temporaryPath, path) == 0 else { throw SystemError(errno) }
    } else if link(temporaryPath, path) != 0 {
      // A file system without links: the look at the beginning has to do.
      guard errno == EPERM || errno == ENOTSUP, access(path, F_OK) != 0,
        rename(temporaryPath, path) == 0
      else { throw SystemError(errno) }
    }
    guard isDurable else { return }
    do throws(SystemError) {
      try syncFolder(folder)
    } catch {
      // It may not outlive a power cut, so it must not look like one that does.
      if !mayOverwrite { unlink(path) }
      throw error
    }
  }
}
