// SPDX-License-Identifier: Apache-2.0
//
// persons_check and persons_backup.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore

extension EmbeddedDirectory {
  package func check(into result: inout TextBuffer) throws(Failure) {
    let interruption = store.interruption()
    let (findings, searchIndex) = try store.read { (connection) throws(Failure) in
      _ = try owner(connection)
      var check = StoreCheck(connection, seed: store.seed, interruption: interruption)
      let findings = try check.run()
      // Where records are damaged, there is nothing to hold the index against.
      let isSound = findings.problems.isEmpty
      return (
        findings,
        isSound ? try indexes.check(connection, interruption: interruption) : SearchIndexState.none
      )
    }
    var problems = TextBuffer()
    problems.append("\"problems\":[")
    for problem in findings.problems {
      problems.appendSeparator()
      problems.appendJSON(problem)
    }
    problems.append("]")
    guard findings.problems.isEmpty else {
      var failure = Failure(
        .corrupt, "damaged_file",
        "The directory is damaged: \"problems\" says what is hit. Restore it from a backup or an export."
      )
      failure.details = problems.string
      throw failure
    }
    result.append("{")
    result.appendMember("persons", findings.persons)
    result.appendMember("rsvps", findings.rsvps)
    result.append(",")
    problems.withBytes { result.append($0) }
    result.append(",\"searchIndex\":")
    result.appendJSON(searchIndex.rawValue)
    result.append("}")
  }

  package func backup(to path: String, into result: inout TextBuffer) throws(Failure) {
    try store.read { (connection) throws(Failure) in _ = try owner(connection) }
    try store.refuseOwnFile(path, field: "path")
    let copy = try store.backup(to: path, organization: organization)
    result.append("{")
    result.appendMember("path", orNull: path)
    result.appendMember("bytes", copy.bytes)
    result.appendMember("persons", copy.persons)
    result.appendMember("revision", copy.revision)
    result.append("}")
  }
}
