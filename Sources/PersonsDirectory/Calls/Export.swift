// SPDX-License-Identifier: Apache-2.0
//
// persons_export: the organization as NDJSON, in one snapshot.

package import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

extension EmbeddedDirectory {
  package func exportPersons(
    to path: String, _ options: ExportOptions, progress: Progress?,
    into result: inout TextBuffer
  ) throws(Failure) {
    let salvage = options.skipsDamaged ? Salvage() : nil
    try store.refuseOwnFile(path, field: "path")
    let interruption = store.interruption()
    let counts = try read { (transaction) throws(Failure) in
      let caller = try caller(transaction, .read)
      let file = try asking { () throws(SystemError) in
        try NewFile(path, mayOverwrite: options.mayOverwrite)
      }
      var export = Export(
        transaction: transaction, caller: caller, interruption: interruption, progress: progress,
        salvage: salvage)
      try export.run(to: file)
      try asking { () throws(SystemError) in
        try file.finish(mayOverwrite: options.mayOverwrite)
      }
      return export.counts
    }
    result.append("{")
    result.appendMember("persons", counts.persons)
    result.appendMember("groups", counts.groups)
    result.appendMember("events", counts.events)
    result.appendMember("bytes", counts.bytes)
    if let salvage { result.appendMember("damaged", salvage.lost) }
    result.append("}")
  }
}

/// Writing the lines.
private struct Export {
  struct Counts {
    var persons: Int64 = 0
    var groups: Int64 = 0
    var events: Int64 = 0
    var bytes: Int64 = 0
  }

  let transaction: any ReadTransaction
  let caller: Caller
  let interruption: Interruption
  let progress: Progress?
  /// Where what is damaged is counted and left out; nil: it ends the export.
  let salvage: Salvage?
  private(set) var counts = Counts()

  /// Lines are written to the file when there are so many bytes of them.
  private static let chunk = 1 << 20
  /// Progress is told after so many persons.
  private static let progressStep: Int64 = 1000

  init(
    transaction: any ReadTransaction, caller: Caller, interruption: Interruption,
    progress: Progress?, salvage: Salvage?
  ) {
    self.transaction = transaction
    self.caller = caller
    self.interruption = interruption
    self.progress = progress
    self.salvage = salvage
  }

  mutating func run(to file: borrowing NewFile) throws(Failure) {
    var lines = TextBuffer()
    try transaction.forEachGroup(among: caller.groups, limit: nil, skip: 0, salvage: salvage) {
      (group) throws(Failure) in
      lines.append("{\"group\":")
      lines.append(group)
      lines.append("}\n")
      counts.groups += 1
    }
    try transaction.forEachEvent(limit: nil, skip: 0, salvage: salvage) {
      (event) throws(Failure) in
      lines.append("{\"event\":")
      lines.append(string: event.body)
      lines.append("}\n")
      counts.events += 1
    }
    if let salvage {
      try transaction.salvagePersons(
        inOneOf: caller.groups, with: .everything, salvage
      ) { (person) throws(Failure) in
        try append(person, to: &lines)
        try pause(&lines, to: file)
      }
    } else {
      try transaction.forEachPerson(
        PersonSelection(groups: caller.groups), limit: nil, skip: 0, with: .everything
      ) { (person) throws(Failure) in
        try append(person, to: &lines)
        try pause(&lines, to: file)
        return true
      }
    }
    try flush(&lines, to: file)
    try tell(0)
  }

  private mutating func append(
    _ person: borrowing PersonRow, to lines: inout TextBuffer
  ) throws(Failure) {
    let start = lines.count
    let shape = PersonShape(caller: caller, shape: .complete)
    do throws(Failure) {
      try shape.appendOpen(person, to: &lines)
    } catch {
      lines.shorten(to: start)
      throw error
    }
    shape.appendEventHistory(person, to: &lines)
    lines.append("}\n")
    counts.persons += 1
  }

  /// What is done now and then between persons.
  private mutating func pause(
    _ lines: inout TextBuffer, to file: borrowing NewFile
  ) throws(Failure) {
    try interruption.check()
    if lines.count >= Export.chunk { try flush(&lines, to: file) }
    if counts.persons % Export.progressStep == 0 { try tell(lines.count) }
  }

  private mutating func flush(
    _ lines: inout TextBuffer, to file: borrowing NewFile
  ) throws(Failure) {
    if let failure = lines.failure { throw failure }
    counts.bytes += Int64(lines.count)
    let written = lines.withBytes { bytes in
      Result { () throws(SystemError) in try file.write(bytes) }
    }
    try asking(written.get)
    lines.shorten(to: 0)
  }

  private func tell(_ pending: Int) throws(Failure) {
    guard let progress else { return }
    guard progress(counts.persons, counts.bytes + Int64(pending), -1) else {
      throw .interrupted
    }
  }
}
