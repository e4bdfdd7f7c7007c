// SPDX-License-Identifier: Apache-2.0
//
// Opening connections: the pragmas, the recognition of our files, and the making of new ones.

internal import CSQLite
internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

struct ConnectionOpener: Sendable {
  let location: StoreLocation
  let options: StoreOptions
  let interruptions: Interruptions
  let members: GroupMembers
  /// Set once the file is known: a file that was put in its place is refused.
  var expectedStoreId: [UInt8]?
  /// Which file it is to the file system.
  var expectedFile: FileIdentity?

  /// The first connection of a store: recognises the file or makes it. Also returns the location
  /// that later connections use.
  func openFirst() throws(Failure) -> (Connection, StoreLocation) {
    if !location.isMemory { try refuseForeign() }
    if options.readOnly {
      do throws(Failure) {
        return (try openRecognised(location, flags: SQLITE_OPEN_READONLY), location)
      } catch {
        // A log cannot be kept beside a file on a read-only medium; none is needed there either.
        guard error.kind == .inputOutput || error.kind == .readOnly || error.kind == .permission
        else { throw error }
        guard location.isOnReadOnlyMedium else {
          throw location.isInWritableFolder ? error : .folderNotWritable
        }
        let immutable = location.immutable()
        return (try openRecognised(immutable, flags: SQLITE_OPEN_READONLY), immutable)
      }
    }
    let flags = SQLITE_OPEN_READWRITE | (location.isMemory ? SQLITE_OPEN_CREATE : 0)
    let connection = try openRecognised(location, flags: flags)
    guard !connection.isReadOnly else {
      throw Failure(
        .readOnly, "read_only", "The file cannot be written. Open it with \"read_only\".",
        field: "location")
    }
    return (connection, location)
  }

  /// A connection that only reads.
  func openReader() throws(Failure) -> Connection {
    // Reading a log needs the right to write its shared memory, so the flag is that of the store.
    let flags = options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    let connection = try open(location, flags: flags)
    do throws(Failure) {
      try connection.execute("PRAGMA query_only = ON")
      let storeId = try identity(of: connection).storeId
      guard expectedStoreId == nil || storeId == expectedStoreId else {
        throw Failure(
          .inputOutput, "file_replaced",
          "The file at the location was replaced by another. Close the directory and open it again."
        )
      }
      // A copy of this file has its identity too.
      if let expectedFile, location.file != expectedFile { throw Failure.fileMoved }
      return connection
    } catch {
      interruptions.remove(connection)
      throw error
    }
  }

  /// What makes the file this file; the connection knows its secret from then on.
  func identity(of connection: Connection) throws(Failure) -> (storeId: [UInt8], seed: UInt64) {
    let statement = try connection.statement("SELECT store_id, hash_seed FROM store")
    defer { statement.reset() }
    guard try statement.step() else { throw .sqlite(SQLITE_CORRUPT) }
    connection.seed = UInt64(bitPattern: statement.integer(1))
    return (Array(statement.bytes(0)), connection.seed)
  }

  private func open(_ location: StoreLocation, flags: Int32) throws(Failure) -> Connection {
    let connection = try Connection(
      path: location.path, flags: flags | location.flags, members: members)
    connection.setBusyTimeout(milliseconds: options.timeoutMilliseconds)
    connection.configure(SQLITE_DBCONFIG_DEFENSIVE, true)
    connection.configure(SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
    // Until the file is known to be ours, closing must leave it as it is.
    connection.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
    try connection.execute(
      """
      PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA synchronous = \(options.durability == .full ? "FULL" : "NORMAL");
      """)
    interruptions.add(connection)
    return connection
  }

  private func openRecognised(
    _ location: StoreLocation, flags: Int32
  ) throws(Failure) -> Connection {
    let connection = try open(location, flags: flags)
    do throws(Failure) {
      try recognise(connection)
    } catch {
      interruptions.remove(connection)
      throw error
    }
    connection.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)
    return connection
  }

  /// Looks at the head of the file without a trace: no lock, no log. What is surely not ours, or newer,
  /// is refused here, so that nothing appears beside it. Anything else is for the real opening to judge: a file
  /// whose checkpoint was cut short looks damaged until its log is read.
  private func refuseForeign() throws(Failure) {
    do throws(Failure) {
      let place = location.immutable()
      let connection = try Connection(
        path: place.path, flags: SQLITE_OPEN_READONLY | place.flags)
      let application = try connection.pragma("PRAGMA application_id")
      if application == String(Schema.applicationId) {
        try refuseOtherFormat(connection)
      } else if application != "0" {
        throw Failure.notADirectoryFile
      }
    } catch {
      if error.type == "not_a_database" { throw .notADirectoryFile }
      if [.invalid, .newerFormat, .unsupported].contains(error.kind) { throw error }
    }
  }

  private func refuseOtherFormat(_ connection: Connection) throws(Failure) {
    let format = Int64(try connection.pragma("PRAGMA user_version")) ?? 0
    guard format >= Schema.format else {
      throw Failure(
        .unsupported, "old_format",
        "The file was written by an unreleased libpersons (format \(format); this one knows \(Schema.format)). Export it with that version, and import the export into a new directory.",
        field: "location")
    }
    guard format == Schema.format else {
      throw Failure(
        .newerFormat, "newer_format",
        "The file was written by a newer libpersons (format \(format); this one knows \(Schema.format)). Update the library.",
        field: "location")
    }
  }

  /// Accepts a file of ours, makes one of an empty file if one may be made, refuses everything else untouched.
  private func recognise(_ connection: Connection) throws(Failure) {
    if try accepts(connection) {
      // A copy that persons_backup made has no log yet.
      if !options.readOnly { try useWriteAheadLog(connection) }
      return
    }
    guard options.create, !options.readOnly else { throw .notADirectoryFile }
    try useWriteAheadLog(connection)
    try connection.execute("BEGIN EXCLUSIVE")
    do throws(Failure) {
      // Another process may have been faster.
      if try !accepts(connection) { try create(connection) }
      try connection.execute("COMMIT")
    } catch {
      try? connection.execute("ROLLBACK")
      throw error
    }
  }

  /// Readers and a writer at the same time need SQLite's write-ahead log; in memory there is none.
  private func useWriteAheadLog(_ connection: Connection) throws(Failure) {
    guard !location.isMemory else { return }
    guard try connection.pragma("PRAGMA journal_mode = WAL") == "wal" else {
      throw .internal("the write-ahead log could not be set up")
    }
  }

  /// Whether the file is ours; false when it is empty.
  private func accepts(_ connection: Connection) throws(Failure) -> Bool {
    let application = try connection.pragma("PRAGMA application_id")
    if application == String(Schema.applicationId) {
      try refuseOtherFormat(connection)
      return true
    }
    let format = try connection.pragma("PRAGMA user_version")
    let objects = try connection.firstInteger("SELECT count(*) FROM sqlite_schema") ?? 0
    guard application == "0", format == "0", objects == 0 else { throw .notADirectoryFile }
    return false
  }

  private func create(_ connection: Connection) throws(Failure) {
    try connection.execute(Schema.text)
    try connection.execute(
      "PRAGMA application_id = \(Schema.applicationId); PRAGMA user_version = \(Schema.format)")
    let now = currentMilliseconds()
    connection.seed = UInt64.random(in: .min ... .max)
    let storeId = randomBytes(16)
    let store = try connection.statement(
      """
      INSERT INTO store (store, store_id, hash_seed, row_digest, checksum, created_at)
      VALUES (1, ?1, ?2, 0, ?3, ?4)
      """)
    var checksum = RowChecksum(.store, seed: connection.seed)
    checksum.add(0 as Int64)
    store.bind(1, blob: storeId)
    store.bind(2, Int64(bitPattern: connection.seed))
    store.bind(3, checksum.value)
    store.bind(4, now)
    try store.run()
    _ = try connection.putOrganization(slug: options.firstOrganization, name: nil, at: now)
  }
}

extension Failure {
  fileprivate static var folderNotWritable: Failure {
    Failure(
      .permission, "folder_not_writable",
      "Reading needs memory that is shared beside the file (\"-shm\"), and its folder cannot be written. Take the right to write to the folder, or open a copy of the file.",
      field: "location")
  }
}
