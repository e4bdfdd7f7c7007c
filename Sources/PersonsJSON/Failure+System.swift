// SPDX-License-Identifier: Apache-2.0
//
// What the operating system said, as a failure of ours.

internal import Glibc
package import PersonsSystem

extension Failure {
  /// What the file system said about a path that a caller gave as `field`.
  package init(_ error: SystemError, field: String = "path") {
    self = Failure.ofPath(error.code, field: field)
  }

  private static func ofPath(_ code: Int32, field: String) -> Failure {
    switch code {
    case EEXIST:
      Failure(.conflict, "file_exists", "There is a file at this path already.", field: field)
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
    case ENOMEM: .noMemory
    case ENAMETOOLONG, ELOOP, EINVAL:
      Failure(.invalid, "invalid_value", "The path cannot be used.", field: field)
    default:
      Failure(
        .inputOutput, "io_error", "The file system failed (error \(code)).", field: field)
    }
  }

  /// A file would grow over the limit of the process.
  package static var fileSizeLimit: Failure {
    Failure(
      .full, "file_size_limit",
      "A file would be larger than this process may make files (RLIMIT_FSIZE). Nothing was written."
    )
  }
}

/// Runs `body`, and tells what the system said about the path `field`.
package func asking<R: ~Copyable>(
  field: String = "path", _ body: () throws(SystemError) -> R
) throws(Failure) -> R {
  do throws(SystemError) {
    return try body()
  } catch {
    throw Failure(error, field: field)
  }
}
