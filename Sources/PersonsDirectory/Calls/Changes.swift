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
      let latest = try transaction.lastRevision()
      // To a token, how far the directory has come tells of persons that it may not see.
      guard since >= 0, since <= latest || !caller.isOwner else {
        throw Failure(
          .invalid, "bad_cursor",
          "\"since\" must be 0 or the \"revision\" of an earlier answer of this directory.",
          field: "since")
      }
      let changes =
        try caller.groups == nil
        ? self.changes(transaction, since: since)
        : visibleChanges(transaction, since: since, caller)
      let isMore = changes.count > EmbeddedDirectory.maxChanges
      result.append("{\"changes\":[")
      for change in changes.prefix(EmbeddedDirectory.maxChanges) {
        result.appendSeparator()
        change.append(to: &result)
      }
      result.append("]")
      let last = changes.prefix(EmbeddedDirectory.maxChanges).last?.revision ?? since
      result.appendMember("revision", isMore || !caller.isOwner ? last : latest)
      result.appendMember("more", isMore)
      result.append("}")
    }
  }

  /// The next changes, one more than fit into an answer, for a caller who sees every person.
  private func changes(
    _ transaction: any ReadTransaction, since: Int64
  ) throws(Failure) -> [ShownChange] {
    var changes: [ShownChange] = []
    try transaction.forEachChange(after: since) { (change) throws(Failure) in
      changes.append(ShownChange(change))
      return changes.count <= EmbeddedDirectory.maxChanges
    }
    return changes
  }

  /// The changes as a token that is limited to groups sees them: those of persons in its groups, and as
  /// deleted, at the time when they left, those who are there no more. A departure from before the token is
  /// none of its.
  private func visibleChanges(
    _ transaction: any ReadTransaction, since: Int64, _ caller: Caller
  ) throws(Failure) -> [ShownChange] {
    var changes: [ShownChange] = []
    try transaction.forEachChange(after: since) { (change) throws(Failure) in
      if caller.maySee(memberOf: change.groups) {
        changes.append(ShownChange(change))
        return true
      }
      let seen = change.departures.filter {
        caller.maySee(group: $0.group) && $0.revision > caller.since
      }
      guard let last = seen.max(by: { $0.revision < $1.revision }), last.revision > since else {
        return true
      }
      changes.append(ShownChange(change, seenLastAs: last))
      return true
    }
    // A departure is older than the row that tells of it.
    return changes.sorted { $0.revision < $1.revision }
  }
}

/// A change as persons_changes shows it.
private struct ShownChange {
  let revision: Int64
  /// Nil once the person was erased.
  private let personId: String?
  private let kind: ChangeKind
  private let at: Int64

  init(_ change: Change) {
    revision = change.revision
    personId = change.personId
    kind = change.kind
    at = change.at
  }

  init(_ change: Change, seenLastAs departure: Departure) {
    revision = departure.revision
    personId = change.personId
    kind = change.kind == .erased ? .erased : .deleted
    at = departure.at
  }

  func append(to text: inout TextBuffer) {
    text.append("{")
    text.appendMember("revision", revision)
    if kind != .erased { text.appendMember("personId", ifPresent: personId) }
    text.append(",\"change\":\"")
    text.append(kind.name)
    text.append("\",\"at\":")
    Timestamp.append(at, to: &text)
    text.append("}")
  }
}
