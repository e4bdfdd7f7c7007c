// SPDX-License-Identifier: Apache-2.0
//
// A file that appears whole or not at all: written under another name beside its place, made durable, and
// only then given its name.

internal import Glibc
package import PersonsJSON

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
  /// - Throws: `file_exists` unless it may be overwritten, `no_such_folder`, or what the file system says.
  package init(_ path: String, mayOverwrite: Bool) throws(Failure) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw Failure(.invalid, "is_a_folder", "The path is a folder.", field: "path")
      }
      if !mayOverwrite { throw NewFile.exists }
    }
    removeUnfinished(path)
    (temporaryPath, descriptor) = try NewFile.made(beside: path)
    fchmod(descriptor, 0o600)
    let slash = path.lastIndex(of: "/")
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    self.path = path
  }

  /// Makes an empty file that nobody takes for one that was left behind, as long as this process has it.
  private static func made(beside path: String) throws(Failure) -> (path: String, Int32) {
    while true {
      let temporary = path + unfinished + hexadecimal(randomBytes(6))
      let opened = openFile(temporary, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, mode: 0o600)
      guard opened >= 0 else { throw fileFailure(errno) }
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

  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
    var rest = UnsafeRawBufferPointer(bytes)
    while let start = rest.baseAddress, rest.count > 0 {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw fileFailure(errno)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Makes the file durable and gives it its name.
  ///
  /// - Parameter isDurable: false for what can be made again and is checked when it is read.
  package func finish(mayOverwrite: Bool, isDurable: Bool = true) throws(Failure) {
    guard !isDurable || fsync(descriptor) == 0 else { throw fileFailure(errno) }
    if mayOverwrite {
      guard rename(temporaryPath, path) == 0 else { throw fileFailure(errno) }
    } else if link(temporaryPath, path) != 0 {
      if errno == EEXIST { throw NewFile.exists }
      // A file system without links: the look at the beginning has to do.
      guard errno == EPERM || errno == ENOTSUP, access(path, F_OK) != 0,
        rename(temporaryPath, path) == 0
      else { throw fileFailure(errno) }
    }
    guard isDurable else { return }
    do throws(Failure) {
      try syncFolder(folder)
    } catch {
      // It may not outlive a power cut, so it must not look like one that does.
      if !mayOverwrite { unlink(path) }
      throw error
    }
  }

  private static var exists: Failure {
    Failure(.conflict, "file_exists", "There is a file at this path already.", field: "path")
  }
}

/// Makes the bytes and the length of a file durable; does nothing where there is none.
func syncFile(_ path: String) throws(Failure) {
  let descriptor = openFile(path, O_RDONLY | O_NOFOLLOW)
  guard descriptor >= 0 else {
    if errno == ENOENT { return }
    throw fileFailure(errno)
  }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw fileFailure(errno) }
}

/// Makes the names in a folder durable: of files that were made, renamed or removed.
///
/// Where the system has no way to do that, because the folder may not be read or its file system does not know how,
/// this does nothing, as SQLite does then.
func syncFolder(_ path: String) throws(Failure) {
  let folder = openFile(path, O_RDONLY | O_DIRECTORY)
  guard folder >= 0 else {
    if errno == EACCES || errno == EPERM { return }
    throw fileFailure(errno)
  }
  defer { close(folder) }
  guard fsync(folder) != 0 else { return }
  switch errno {
  case EINVAL, ENOTSUP, EROFS, EBADF: return
  default: throw fileFailure(errno)
  }
}

/// The folder of a path.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path of a file that exists, from the root.
func absolutePath(_ path: String) throws(Failure) -> String {
  guard let real = realpath(path, nil) else { throw fileFailure(errno) }
  defer { free(real) }
  return String(cString: real)
}

/// What the file system said about a path that a caller gave.
package func fileFailure(_ code: Int32, field: String = "path") -> Failure {
  switch code {
  case ENOENT: Failure(.notFound, "no_such_folder", "The folder does not exist.", field: field)
  case ENOTDIR:
    Failure(.notFound, "no_such_folder", "A part of the path is not a folder.", field: field)
  case EACCES, EPERM:
    Failure(
      .permission, "permission", "The file system does not permit access to the path.",
      field: field)
  case EROFS:
    Failure(
      .readOnly, "read_only", "The path is on a file system that can only be read.", field: field)
  case EISDIR: Failure(.invalid, "is_a_folder", "The path is a folder.", field: field)
  case ENOSPC, EDQUOT: Failure(.full, "disk_full", "The disk or the quota is full.")
  case EFBIG: .fileSizeLimit
  case EMFILE, ENFILE: .tooManyFiles
  case ENAMETOOLONG, ELOOP, EINVAL:
    Failure(.invalid, "invalid_value", "The path cannot be used.", field: field)
  default:
    Failure(
      .inputOutput, "io_error", "The file system failed (error \(code)).", field: field)
  }
}
