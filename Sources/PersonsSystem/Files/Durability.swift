// SPDX-License-Identifier: Apache-2.0
//
// Making what was written survive a power cut.

internal import Glibc

/// Makes the bytes and the length of a file durable; does nothing where there is none.
package func syncFile(_ path: String) throws(SystemError) {
  let descriptor = openFile(path, O_RDONLY | O_NOFOLLOW)
  guard descriptor >= 0 else {
    if errno == ENOENT { return }
    throw SystemError(errno)
  }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw SystemError(errno) }
}

/// Makes the names in a folder durable: of files that were made, renamed or removed.
///
/// Where the system has no way to do that, because the folder may not be read or its file system does not know how,
/// this does nothing, as SQLite does then.
package func syncFolder(_ path: String) throws(SystemError) {
  let folder = openFile(path, O_RDONLY | O_DIRECTORY)
  guard folder >= 0 else {
    if errno == EACCES || errno == EPERM { return }
    throw SystemError(errno)
  }
  defer { close(folder) }
  guard fsync(folder) != 0 else { return }
  switch errno {
  case EINVAL, ENOTSUP, EROFS, EBADF: return
  default: throw SystemError(errno)
  }
}
