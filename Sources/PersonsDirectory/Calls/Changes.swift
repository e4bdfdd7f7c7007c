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
      var page = ChangePage(after: after, numbers: numbers)
      result.append("{\"changes\":[")
      func append(_ change: Change) -> Bool {
        guard page.count < EmbeddedDirectory.maxChanges else {
          page.isMore = true
          return false
        }
        result.appendSeparator()
        page.append(change, to: &result)
        return true
      }
      if let groups = caller.groups {
        try transaction.forEachChange(
          after: after, in: groups, leftAfter: caller.since, append)
      } else {
        try transaction.forEachChange(after: after, append)
      }
      result.append("]")
      let reached = page.isMore || !caller.isOwner ? page.last : latest
      result.appendMember("revision", page.shown(reached))
      result.appendMember("more", page.isMore)
      result.append("}")
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

/// A page of changes while it is put together.
private struct ChangePage {
  /// For a caller who is limited to groups.
  let numbers: OpaqueNumbers?
  /// The revision of the last change; at first that which the caller named.
  private(set) var last: Int64
  private(set) var count = 0
  var isMore = false

  init(after: Int64, numbers: OpaqueNumbers?) {
    last = after
    self.numbers = numbers
  }

  /// A revision as the caller sees it.
  func shown(_ revision: Int64) -> Int64 { numbers?.opaque(revision) ?? revision }

  mutating func append(_ change: Change, to text: inout TextBuffer) {
    last = change.revision
    count += 1
    text.append("{")
    text.appendMember("revision", shown(change.revision))
    if change.kind != .erased { text.appendMember("personId", ifPresent: change.personId) }
    text.append(",\"change\":\"")
    text.append(change.kind.name)
    text.append("\",\"at\":")
    Timestamp.append(change.at, to: &text)
    text.append("}")
  }
}
