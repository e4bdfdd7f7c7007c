// SPDX-License-Identifier: Apache-2.0
//
// persons_check and persons_backup.

package import PersonsJSON
internal import PersonsSearch
internal import PersonsStore

extension EmbeddedDirectory {
  package func check(into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in _ = try owner(transaction) }
    let interruption = store.interruption()
    let (findings, searchIndex) = try store.check(interruption) { (snapshots) throws(Failure) in
      try indexes.check(
        snapshots.map { ($0.organization, $0 as any SearchSnapshot) }, interruption: interruption)
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
    result.appendJSON((searchIndex ?? .none).rawValue)
    result.append("}")
  }

  package func backup(to path: String, into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in _ = try owner(transaction) }
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
