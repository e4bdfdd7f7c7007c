// SPDX-License-Identifier: Apache-2.0
//
// Where a directory's file is, and whether it may be there: looked at before SQLite touches it. An
// existing file is never opened here: closing it would drop the locks of SQLite in this process.

internal import CSQLite
internal import CSystem
internal import Glibc
internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

/// A file as the file system knows it, whatever its name is.
struct FileIdentity: Sendable, Equatable {
  let device: UInt64
  let number: UInt64
}

struct StoreLocation: Sendable {
  /// What SQLite is given to open.
  var path: String
  /// Open flags besides reading and writing.
  var flags: Int32 = 0
  let isMemory: Bool

  /// A new directory in memory, which its connections share by a name nobody else can guess.
  static func memory() -> StoreLocation {
    StoreLocation(
      path: "file:/persons-\(hexadecimal(randomBytes(16)))?vfs=memdb", flags: SQLITE_OPEN_URI,
      isMemory: true)
  }

  /// Looks at `path` and makes the empty file when it is absent and may be created.
  static func file(_ path: String, options: StoreOptions) throws(Failure) -> StoreLocation {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let last = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard !last.isEmpty, last != ".", last != ".." else {
      throw Failure(.invalid, "is_a_folder", "The location is a folder.", field: "location")
    }
    // Absolute, so that a later change of the working directory moves nothing.
    guard let realFolder = realpath(folder, nil) else { throw pathFailure(errno) }
    defer { free(realFolder) }
    let absolute = String(cString: realFolder)
    try refuseNetworkFileSystem(absolute)
    let whole = (absolute == "/" ? "" : absolute) + "/" + last
    try refuseTooLong(whole)
    var status = stat()
    if stat(whole, &status) != 0 {
      guard errno == ENOENT || errno == ENOTDIR else { throw pathFailure(errno) }
      try createFile(whole, options: options)
      return StoreLocation(path: try resolved(whole), isMemory: false)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw Failure(.invalid, "is_a_folder", "The location is a folder.", field: "location")
      }
      throw .notADirectoryFile
    }
    // SQLite takes the shortest files for empty ones and writes over them; a database begins at 512.
    guard status.st_size == 0 || status.st_size >= 512 else { throw .notADirectoryFile }
    guard status.st_mode & S_IWOTH == 0 else {
      throw Failure(
        .permission, "unsafe_permissions",
        "Anybody on this machine may write to the file. Take that right away (chmod o-w) first.",
        field: "location")
    }
    if access(whole, R_OK) != 0 { throw pathFailure(errno) }
    if !options.readOnly, access(whole, W_OK) != 0 || access(absolute, W_OK) != 0 {
      guard [EACCES, EPERM, EROFS].contains(errno) else { throw pathFailure(errno) }
      throw Failure(
        .readOnly, "read_only",
        "The file or its folder cannot be written. Open it with \"read_only\".", field: "location")
    }
    return StoreLocation(path: try resolved(whole), isMemory: false)
  }

  /// The path without links: SQLite keeps its log beside the file itself, not beside a link to it.
  private static func resolved(_ path: String) throws(Failure) -> String {
    guard let real = realpath(path, nil) else { throw pathFailure(errno) }
    defer { free(real) }
    let resolved = String(cString: real)
    try refuseTooLong(resolved)
    return resolved
  }

  /// SQLite opens no longer paths, and would do so only after the file was made.
  private static let longestPath = 504

  private static func refuseTooLong(_ path: String) throws(Failure) {
    guard path.utf8.count <= longestPath else {
      throw Failure(
        .invalid, "invalid_value",
        "The path of the location is over the bound of \(longestPath) bytes, counted from the root.",
        field: "location")
    }
  }

  /// The same file, read without locks and without a log beside it.
  func immutable() -> StoreLocation {
    var location = self
    location.path = StoreLocation.uri(path) + "?immutable=1"
    location.flags = SQLITE_OPEN_URI
    return location
  }

  /// `path` as a URI without parameters.
  static func uri(_ path: String) -> String {
    var escaped = "file:"
    for byte in path.utf8 {
      let plain =
        (byte >= 48 && byte <= 57) || (byte | 0x20 >= 97 && byte | 0x20 <= 122) || byte == 47
        || byte == 46 || byte == 45 || byte == 95
      escaped += plain ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte])
    }
    return escaped
  }

  /// What tells the file from others on this machine; nil when it is not there, or in memory.
  var file: FileIdentity? {
    var status = stat()
    guard !isMemory, flags & SQLITE_OPEN_URI == 0, stat(path, &status) == 0 else { return nil }
    return FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }

  /// Whether files can be made beside the file.
  var isInWritableFolder: Bool {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return access(slash == path.startIndex ? "/" : String(path[..<slash]), W_OK) == 0
  }

  /// Whether the file cannot change under us: it lies on a file system that is mounted read-only.
  var isOnReadOnlyMedium: Bool {
    var status = statvfs()
    return statvfs(path, &status) == 0 && status.f_flag & UInt(ST_RDONLY) != 0
  }

  private static func createFile(_ path: String, options: StoreOptions) throws(Failure) {
    guard options.create, !options.readOnly else {
      throw Failure(
        .notFound, "no_such_file", "There is no file at this location.", field: "location")
    }
    let descriptor = openFile(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW, mode: 0o600)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw pathFailure(errno) }
      // Another process was first: then it is there, as wanted.
      var status = stat()
      if stat(path, &status) == 0 { return }
      throw Failure(
        .notFound, "no_such_file", "The link at this location leads to no file.", field: "location")
    }
    fchmod(descriptor, 0o600)
    close(descriptor)
  }

  /// Shared memory, on which SQLite's log depends, does not reach across machines.
  private static func refuseNetworkFileSystem(_ folder: String) throws(Failure) {
    var code = 0
    guard persons_file_system_type(folder, &code) == 0 else { throw pathFailure(errno) }
    let type = UInt32(truncatingIfNeeded: code)
    guard !networkFileSystems.contains(type) else {
      throw Failure(
        .unsupported, "network_file_system",
        "The location is on a network file system, where processes cannot share a file safely. Use a local disk, or serve the directory.",
        field: "location")
    }
  }

  /// NFS, SMB, CIFS, SMB2, AFS, Coda, NCP, 9P, Ceph, GFS2, OCFS2, Lustre, as statfs(2) names them.
  private static let networkFileSystems: Set<UInt32> = [
    0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F, 0x6B41_4653, 0x7375_7245, 0x564C,
    0x0102_1997, 0x00C3_6400, 0x0116_1970, 0x7461_636F, 0x0BD0_0BD0,
  ]

  private static func pathFailure(_ code: Int32) -> Failure {
    switch code {
    case ENOENT, ENOTDIR:
      Failure(
        .notFound, "no_such_folder", "The folder of this location does not exist.",
        field: "location")
    case EACCES, EPERM:
      Failure(
        .permission, "permission", "The file system does not permit access to the location.",
        field: "location")
    case EROFS:
      Failure(
        .readOnly, "read_only", "The location is on a file system that can only be read.",
        field: "location")
    case ENOSPC, EDQUOT: Failure(.full, "disk_full", "The disk or the quota is full.")
    case ENAMETOOLONG, ELOOP, EINVAL:
      Failure(.invalid, "invalid_value", "The location is not a usable path.", field: "location")
    case EMFILE, ENFILE: .tooManyFiles
    default:
      Failure(
        .inputOutput, "io_error", "The file system failed (error \(code)).", field: "location")
    }
  }
}

extension Failure {
  static var notADirectoryFile: Failure {
    Failure(
      .invalid, "not_a_directory_file", "The file is not a directory of persons.",
      field: "location")
  }
}
