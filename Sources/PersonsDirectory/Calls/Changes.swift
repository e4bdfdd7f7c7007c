// SPDX-License-Identifier: Apache-2.0
//
// persons_changes.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

extension EmbeddedDirectory {
  /// The most changes in one answer.
  private static let maxChanges = 1000

  package func changes(since: Int64, into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in
      let caller = try caller(transaction, .read)
      let numbers = caller.groups.map { _ in opaqueNumbers(.revision) }
      let after = try revision(since, numbers)
      let latest = try transaction.lastRevision()
      // To a token, how far the directory has come tells of persons that it may not see.
      guard after <= latest || !caller.isOwner else { throw Failure.badSince }
      // Collected first: the processor is faster at one thing after the other.
      var changes: [Change] = []
      var isMore = false
      try forEachChange(transaction, after: after, caller) { change in
        isMore = changes.count == EmbeddedDirectory.maxChanges
        if !isMore { changes.append(change) }
        return !isMore
      }
      result.append("{\"changes\":[")
      for change in changes {
        result.appendSeparator()
        result.append(change, numbers)
      }
      result.append("]")
      let reached = isMore || !caller.isOwner ? changes.last?.revision ?? after : latest
      result.appendMember("revision", numbers?.opaque(reached) ?? reached)
      result.appendMember("more", isMore)
      result.append("}")
    }
  }

  private func forEachChange(
    _ transaction: any ReadTransaction, after revision: Int64, _ caller: Caller,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure) {
    if let groups = caller.groups {
      try transaction.forEachChange(after: revision, in: groups, leftAfter: caller.since, body)
    } else {
      try transaction.forEachChange(after: revision, body)
    }
  }

  /// The revision that a caller names.
  private func revision(_ since: Int64, _ numbers: OpaqueNumbers?) throws(Failure) -> Int64 {
    guard since != 0, let numbers else {
      guard since >= 0 else { throw .badSince }
      return since
    }
    guard let revision = numbers.number(since) else { throw .badSince }
    return revision
  }
}

extension Failure {
  fileprivate static var badSince: Failure {
    .badCursor(
      "\"since\" must be 0 or the \"revision\" of an earlier answer of this directory.",
      field: "since")
  }
}

extension TextBuffer {
  /// - Parameter numbers: for a caller who is limited to groups.
  fileprivate mutating func append(_ change: Change, _ numbers: OpaqueNumbers?) {
    append("{")
    appendMember("revision", numbers?.opaque(change.revision) ?? change.revision)
    if change.kind != .erased { appendMember("personId", ifPresent: change.personId) }
    append(",\"change\":\"")
    append(change.kind.name)
    append("\",\"at\":")
    Timestamp.append(change.at, to: &self)
    append("}")
  }
}
