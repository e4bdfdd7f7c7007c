// SPDX-License-Identifier: Apache-2.0
//
// persons_export: the organization as NDJSON, in one snapshot.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func exportPersons(
    to path: String, options: RequestText?, progress: Progress?, into result: inout TextBuffer
  ) throws(Failure) {
    let request = try ObjectReader(options, keys: ["overwrite"])
    let mayOverwrite = try request.boolean("overwrite", default: false)
    try store.refuseOwnFile(path, field: "path")
    let interruption = store.interruption()
    let counts = try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      let file = try NewFile(path, mayOverwrite: mayOverwrite)
      var export = Export(
        connection: connection, caller: caller, seed: store.seed, interruption: interruption,
        progress: progress)
      try export.run(to: file)
      try file.finish(mayOverwrite: mayOverwrite)
      return export.counts
    }
    result.append("{")
    result.appendMember("persons", counts.persons)
    result.appendMember("groups", counts.groups)
    result.appendMember("events", counts.events)
    result.appendMember("bytes", counts.bytes)
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

  let connection: Connection
  let caller: Caller
  let seed: UInt64
  let interruption: Interruption
  let progress: Progress?
  private(set) var counts = Counts()

  /// Lines are written to the file when there are so many bytes of them.
  private static let chunk = 1 << 20
  /// Progress is told after so many persons.
  private static let progressStep: Int64 = 1000

  init(
    connection: Connection, caller: Caller, seed: UInt64, interruption: Interruption,
    progress: Progress?
  ) {
    self.connection = connection
    self.caller = caller
    self.seed = seed
    self.interruption = interruption
    self.progress = progress
  }

  mutating func run(to file: borrowing NewFile) throws(Failure) {
    var lines = TextBuffer()
    try appendGroups(to: &lines)
    try appendEvents(to: &lines)
    let statement = try PersonSelection(
      organization: caller.organization, groups: caller.groups
    ).statement(connection)
    defer { statement.reset() }
    let shape = try PersonShape(
      connection: connection, caller: caller, shape: .complete, isForMany: true)
    while try statement.step() {
      try interruption.check()
      let row = try PersonRow(statement, seed: seed, of: caller.organization)
      try shape.appendOpen(row, to: &lines)
      try shape.appendEventHistory(of: row.number, seed: seed, to: &lines)
      lines.append("}\n")
      counts.persons += 1
      if lines.count >= Export.chunk { try flush(&lines, to: file) }
      if counts.persons % Export.progressStep == 0 { try tell(lines.count) }
    }
    try flush(&lines, to: file)
    try tell(0)
  }

  private mutating func appendGroups(to lines: inout TextBuffer) throws(Failure) {
    var count: Int64 = 0
    try connection.forEachGroup(
      organization: caller.organization, among: caller.groups, limit: -1, skip: 0
    ) { (group) throws(Failure) in
      lines.append("{\"group\":")
      group.append(to: &lines)
      lines.append("}\n")
      count += 1
    }
    counts.groups = count
  }

  private mutating func appendEvents(to lines: inout TextBuffer) throws(Failure) {
    var count: Int64 = 0
    try connection.forEachEvent(
      organization: caller.organization, limit: -1, skip: 0
    ) { (event) throws(Failure) in
      lines.append("{\"event\":")
      lines.append(string: event.body)
      lines.append("}\n")
      count += 1
    }
    counts.events = count
  }

  private mutating func flush(
    _ lines: inout TextBuffer, to file: borrowing NewFile
  ) throws(Failure) {
    if let failure = lines.failure { throw failure }
    counts.bytes += Int64(lines.count)
    let written = lines.withBytes { bytes in
      Result { () throws(Failure) in try file.write(bytes) }
    }
    try written.get()
    lines.shorten(to: 0)
  }

  private func tell(_ pending: Int) throws(Failure) {
    guard let progress else { return }
    guard progress(counts.persons, counts.bytes + Int64(pending), -1) else {
      throw .interrupted
    }
  }
}
