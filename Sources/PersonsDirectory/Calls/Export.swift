// SPDX-License-Identifier: Apache-2.0
//
// persons_export: the organization as NDJSON, in one snapshot.

package import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

extension EmbeddedDirectory {
  package func exportPersons(
    to path: String, options: RequestText?, progress: Progress?, into result: inout TextBuffer
  ) throws(Failure) {
    let request = try ObjectReader(options, keys: ["overwrite", "skip_damaged"])
    let mayOverwrite = try request.boolean("overwrite", default: false)
    let passedOver =
      try request.boolean("skip_damaged", default: false) ? PassedOver() : nil
    try store.refuseOwnFile(path, field: "path")
    let interruption = store.interruption()
    let counts = try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      let file = try asking { () throws(SystemError) in
        try NewFile(path, mayOverwrite: mayOverwrite)
      }
      var export = Export(
        connection: connection, caller: caller, seed: store.seed, interruption: interruption,
        progress: progress, passedOver: passedOver)
      try export.run(to: file)
      try asking { () throws(SystemError) in try file.finish(mayOverwrite: mayOverwrite) }
      return export.counts
    }
    result.append("{")
    result.appendMember("persons", counts.persons)
    result.appendMember("groups", counts.groups)
    result.appendMember("events", counts.events)
    result.appendMember("bytes", counts.bytes)
    if let passedOver { result.appendMember("damaged", passedOver.count) }
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
  /// Where what is damaged is counted and left out; nil: it ends the export.
  let passedOver: PassedOver?
  private(set) var counts = Counts()

  /// Lines are written to the file when there are so many bytes of them.
  private static let chunk = 1 << 20
  /// So many groups or events that cannot be read, one behind the other, are taken for all that are left.
  private static let mostDamaged: Int64 = 1000
  /// Progress is told after so many persons.
  private static let progressStep: Int64 = 1000

  init(
    connection: Connection, caller: Caller, seed: UInt64, interruption: Interruption,
    progress: Progress?, passedOver: PassedOver?
  ) {
    self.connection = connection
    self.caller = caller
    self.seed = seed
    self.interruption = interruption
    self.progress = progress
    self.passedOver = passedOver
  }

  mutating func run(to file: borrowing NewFile) throws(Failure) {
    var lines = TextBuffer()
    try appendGroups(to: &lines)
    try appendEvents(to: &lines)
    let shape = try PersonShape(
      connection: connection, caller: caller, shape: .complete, isForMany: true,
      passedOver: passedOver)
    if let passedOver {
      try appendReadable(passedOver, shape, &lines, to: file)
    } else {
      let statement = try PersonSelection(
        organization: caller.organization, groups: caller.groups
      ).statement(connection)
      defer { statement.reset() }
      while try statement.step() {
        let row = try PersonRow(statement, seed: seed, of: caller.organization)
        try append(row, shape, to: &lines)
        try pause(&lines, to: file)
      }
    }
    try flush(&lines, to: file)
    try tell(0)
  }

  private mutating func append(
    _ row: PersonRow, _ shape: PersonShape, to lines: inout TextBuffer
  ) throws(Failure) {
    try shape.appendOpen(row, to: &lines)
    try shape.appendEventHistory(of: row.number, seed: seed, to: &lines)
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

  /// Appends every person who can be read, looked up one by one: a page that cannot be read hides those on it and
  /// no others.
  private mutating func appendReadable(
    _ passedOver: PassedOver, _ shape: PersonShape, _ lines: inout TextBuffer,
    to file: borrowing NewFile
  ) throws(Failure) {
    for number in connection.personKeys(of: caller.organization) {
      let start = lines.count
      do throws(Failure) {
        guard try caller.maySee(person: number, connection) else { continue }
        try connection.withRow(ofPerson: number, seed: seed) { (row) throws(Failure) in
          try append(row, shape, to: &lines)
        }
      } catch {
        lines.shorten(to: start)
        try passedOver.pass { () throws(Failure) in throw error }
      }
      try pause(&lines, to: file)
    }
  }

  private mutating func appendGroups(to lines: inout TextBuffer) throws(Failure) {
    try forEachPlace { (export, limit, place) throws(Failure) in
      try export.connection.forEachGroup(
        organization: export.caller.organization, among: export.caller.groups, limit: limit,
        skip: place
      ) { (group) throws(Failure) in
        lines.append("{\"group\":")
        group.append(to: &lines)
        lines.append("}\n")
        export.counts.groups += 1
      }
    }
  }

  private mutating func appendEvents(to lines: inout TextBuffer) throws(Failure) {
    try forEachPlace { (export, limit, place) throws(Failure) in
      try export.connection.forEachEvent(
        organization: export.caller.organization, limit: limit, skip: place
      ) { (event) throws(Failure) in
        lines.append("{\"event\":")
        lines.append(string: event.body)
        lines.append("}\n")
        export.counts.events += 1
      }
    }
  }

  /// Calls `body` once for all rows of a list; where damage is passed over, for one row after the other, until there
  /// are so many that are damaged one behind the other that the list itself must be.
  private mutating func forEachPlace(
    _ body: (inout Export, _ limit: Int64, _ place: Int64) throws(Failure) -> Void
  ) throws(Failure) {
    guard let passedOver else { return try body(&self, -1, 0) }
    var place: Int64 = 0
    var damaged: Int64 = 0
    while damaged < Export.mostDamaged {
      let before = (counts.groups + counts.events, passedOver.count)
      try passedOver.pass { () throws(Failure) in try body(&self, 1, place) }
      guard before != (counts.groups + counts.events, passedOver.count) else { return }
      damaged = passedOver.count == before.1 ? 0 : damaged + 1
      place += 1
    }
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
