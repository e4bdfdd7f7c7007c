// SPDX-License-Identifier: Apache-2.0
//
// persons_import: rows are read and checked in the caller's thread, then written batch by batch. How far it
// came is written in the same transaction as the batch, so that a resumption neither loses nor repeats one.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore
internal import PersonsSystem

extension EmbeddedDirectory {
  package func importPersons(
    from path: String, _ options: ImportOptions, progress: Progress?,
    into result: inout TextBuffer
  ) throws(Failure) {
    let work = try Import(self, path: path, options: options, progress: progress)
    try work.run()
    work.report.append(to: &result)
  }
}

/// One import.
private final class Import {
  /// A row that waits for its batch.
  private struct Pending {
    let row: Result<ImportRow, Failure>
    /// The place in the file and the hash of all before it, behind this row.
    let end: Int64
    let hash: UInt64
  }

  /// What a batch did, to be taken over once it is committed.
  private struct Written {
    var report: ImportReport
    var lineBytes = 0
    var stoppedAt: Failure?
    var endsAt: Pending?
  }

  private static let batchRows = 2000
  private static let batchBytes = 4 << 20
  private static let progressStep: Int64 = 500

  private let directory: EmbeddedDirectory
  private let reader: LineReader
  private let options: ImportOptions
  private let progress: Progress?
  private let interruption: Interruption
  private var reportFile: ReportFile?
  private(set) var report = ImportReport()
  private var pending: [Pending] = []

  init(
    _ directory: EmbeddedDirectory, path: String, options: ImportOptions, progress: Progress?
  ) throws(Failure) {
    self.directory = directory
    self.options = options
    self.progress = progress
    interruption = directory.store.interruption()
    try directory.store.refuseOwnFile(path, field: "path")
    if let report = options.reportPath {
      try directory.store.refuseOwnFile(report, field: "report")
      guard !isSameFile(report, path) else {
        throw .invalidValue("report", "The report would be written over the file that is imported.")
      }
    }
    reader = try Import.reader(of: path)
  }

  private static func reader(of path: String) throws(Failure) -> LineReader {
    do throws(SystemError) {
      return try LineReader(path, longestLine: JSONBounds.lineBytes)
    } catch {
      let failure = Failure(error)
      guard failure.type == "no_such_folder" else { throw failure }
      throw Failure(.notFound, "no_such_file", "There is no file at this path.", field: "path")
    }
  }

  func run() throws(Failure) {
    try begin()
    if let reportPath = options.reportPath {
      let kept = report.reportBytes
      reportFile = try asking(field: "report") { () throws(SystemError) in
        try ReportFile(reportPath, keeping: kept)
      }
    }
    defer { reportFile?.finish() }
    var batchStart = reader.position
    while try readRow() {
      if pending.count >= Import.batchRows || reader.position - batchStart >= Import.batchBytes {
        try commitBatch()
        batchStart = reader.position
      }
      if (report.rows + Int64(pending.count)) % Import.progressStep == 0 { try tell() }
    }
    try commitBatch()
    try tell()
    // So that the first search need not. What it cannot do now, that search does.
    try? directory.read { (transaction) throws(Failure) in
      try directory.index.bringUpToDate(transaction, interruption: interruption)
    }
    directory.index.publish()
  }

  /// Goes to where an earlier import of the file stopped, or forgets it.
  private func begin() throws(Failure) {
    let path = reader.path
    let resumes = options.resumes
    let position = try directory.store.write(in: directory.organization) {
      (transaction) throws(Failure) in
      let caller = try self.directory.caller(transaction, .write)
      let position = try transaction.importPosition(of: path, token: caller.token)
      if !resumes, position != nil {
        try transaction.forgetImport(of: path, token: caller.token)
      }
      return resumes ? position : nil
    }
    guard let position else { return }
    let isSame = try asking { () throws(SystemError) in
      try reader.skip(position.bytes, prefixHash: position.prefixHash)
    }
    guard isSame else {
      throw Failure(
        .conflict, "import_changed",
        "The part of the file that was imported before is not what it was. Import it anew, without \"resume\".",
        field: "path")
    }
    report = try ImportReport(kept: position.report)
  }

  /// Reads the next row; false at the end of the file.
  private func readRow() throws(Failure) -> Bool {
    try interruption.check()
    let isFirst = reader.position == 0
    guard try asking({ () throws(SystemError) in try reader.advance() }) else { return false }
    let row = reader.withLine { (line) -> Result<ImportRow, Failure>? in
      if reader.isTooLong {
        return .failure(
          Failure(.tooLarge, "too_large", "The line is over the bound of 64 MiB."))
      }
      let bytes = Import.trimmed(line, isFirst: isFirst)
      if bytes.isEmpty { return nil }
      return Result { () throws(Failure) in try ImportRow(bytes) }
    }
    if let row {
      pending.append(Pending(row: row, end: reader.position, hash: reader.prefixHash))
    }
    return true
  }

  /// A line without white space at its end and without a byte order mark.
  private static func trimmed(
    _ line: UnsafeBufferPointer<UInt8>, isFirst: Bool
  ) -> UnsafeBufferPointer<UInt8> {
    var bytes = line[...]
    if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    while let last = bytes.last, last == 0x20 || last == 0x0D || last == 0x09 {
      bytes = bytes.dropLast()
    }
    return UnsafeBufferPointer(rebasing: bytes)
  }

  private func commitBatch() throws(Failure) {
    guard !pending.isEmpty else { return }
    let written = try directory.store.write(in: directory.organization, apply)
    reportFile?.commit(written.lineBytes)
    report = written.report
    pending.removeAll(keepingCapacity: true)
    if let failure = written.stoppedAt {
      throw Failure(
        .invalid, "import_stopped",
        "Row \(report.rows + 1) could not be imported: \(failure.message) The rows before it are imported.",
        field: failure.field)
    }
  }

  /// Writes the rows that wait, and how far the import has come with them.
  private func apply(_ transaction: any WriteTransaction) throws(Failure) -> Written {
    let rows = RowImport(
      transaction: transaction, caller: try directory.caller(transaction, .write))
    var written = Written(report: report)
    var lines = TextBuffer()
    for item in pending {
      do throws(Failure) {
        let row = try item.row.get()
        let (action, personId) = try apply(row, rows)
        // An identifier says that somebody is there, which is for those who may read.
        let told = rows.caller.canRead ? personId : nil
        written.report.add(action, personId: told, to: &lines)
      } catch {
        guard error.isOfRow else { throw error }
        if options.stopsOnError {
          written.stoppedAt = error
          break
        }
        written.report.add(error, to: &lines)
      }
      written.endsAt = item
    }
    if let reportFile {
      if let failure = lines.failure { throw failure }
      let reported = lines.withBytes { bytes in
        Result { () throws(SystemError) in try reportFile.write(bytes) }
      }
      try asking(field: "report", reported.get)
      written.lineBytes = lines.count
      written.report.reportBytes = reportFile.length + Int64(lines.count)
    }
    if let end = written.endsAt {
      try transaction.keepImportPosition(
        ImportPosition(bytes: end.end, prefixHash: end.hash, report: try written.report.kept()),
        of: reader.path, token: rows.caller.token)
    }
    return written
  }

  /// Writes a row. One that fails is undone alone; the disk's failures take the batch with them.
  private func apply(
    _ row: ImportRow, _ rows: RowImport
  ) throws(Failure) -> (action: ImportAction, personId: String?) {
    let transaction = rows.transaction
    // Most rows fail before they change anything, and a savepoint costs as much as half a row.
    guard row.canFailHalfWay else {
      let before = transaction.rowsWritten
      do throws(Failure) {
        return try rows.apply(row)
      } catch {
        guard transaction.rowsWritten == before else {
          throw error.isOfRow ? .internal("a row was written in part") : error
        }
        throw error
      }
    }
    return try transaction.undoingOnFailure { () throws(Failure) in try rows.apply(row) }
  }

  private func tell() throws(Failure) {
    guard let progress else { return }
    let done = report.rows + Int64(pending.count)
    guard progress(done, reader.position, reader.size) else { throw .interrupted }
  }
}

extension Failure {
  /// Whether the row is at fault and not the disk, another process or the library.
  fileprivate var isOfRow: Bool {
    switch kind {
    case .invalid, .notFound, .conflict, .forbidden, .tooLarge, .unsupported: true
    default: false
    }
  }
}
