// SPDX-License-Identifier: Apache-2.0
//
// persons_changes and persons_stats.

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

extension EmbeddedDirectory {
  /// The most changes in one answer.
  private static let mostChanges = 1000

  package func changes(since: Int64, into result: inout TextBuffer) throws(Failure) {
    try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      let latest = try connection.lastRevision(of: caller.organization)
      // To a token, how far the directory has come tells of persons that it may not see.
      guard since >= 0, since <= latest || !caller.isOwner else {
        throw Failure(
          .invalid, "bad_cursor",
          "\"since\" must be 0 or the \"revision\" of an earlier answer of this directory.",
          field: "since")
      }
      let changes =
        try caller.groups == nil
        ? self.changes(connection, since: since, caller)
        : visibleChanges(connection, since: since, caller)
      let isMore = changes.count > EmbeddedDirectory.mostChanges
      result.append("{\"changes\":[")
      for change in changes.prefix(EmbeddedDirectory.mostChanges) {
        result.appendSeparator()
        change.append(to: &result)
      }
      result.append("]")
      let last = changes.prefix(EmbeddedDirectory.mostChanges).last?.revision ?? since
      result.appendMember("revision", isMore || !caller.isOwner ? last : latest)
      result.appendMember("more", isMore)
      result.append("}")
    }
  }

  /// The next changes, one more than fit into an answer, for a caller who sees every person.
  private func changes(
    _ connection: Connection, since: Int64, _ caller: Caller
  ) throws(Failure) -> [PersonChange] {
    var changes: [PersonChange] = []
    try connection.forEachChange(since: since, organization: caller.organization) {
      (change, _, _) throws(Failure) in
      changes.append(change)
      return changes.count <= EmbeddedDirectory.mostChanges
    }
    return changes
  }

  /// The changes as a token that is limited to groups sees them: those of persons in its groups, and as
  /// deleted, at the time when they left, those who are there no more. A departure from before the token is
  /// none of its.
  private func visibleChanges(
    _ connection: Connection, since: Int64, _ caller: Caller
  ) throws(Failure) -> [PersonChange] {
    var changes: [PersonChange] = []
    try connection.forEachChange(since: since, organization: caller.organization) {
      (change, person, departures) throws(Failure) in
      if let person, try caller.maySee(person: person, connection) {
        changes.append(change)
        return true
      }
      let seen = departures.filter { caller.maySee(group: $0.group) && $0.revision > caller.since }
      guard let last = seen.max(by: { $0.revision < $1.revision }), last.revision > since else {
        return true
      }
      changes.append(
        PersonChange(
          revision: last.revision, personId: change.personId,
          kind: change.kind == .erased ? .erased : .deleted, at: last.at))
      return true
    }
    // A departure is older than the row that tells of it.
    return changes.sorted { $0.revision < $1.revision }
  }

  package func stats(into result: inout TextBuffer) throws(Failure) {
    try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      let persons = PersonSelection(organization: caller.organization, groups: caller.groups)
      result.append("{")
      result.appendMember("persons", try persons.count(connection))
      let groups =
        if let own = caller.groups {
          Int64(try connection.existing(own).count)
        } else {
          try connection.count(.groups, organization: caller.organization)
        }
      result.appendMember("groups", groups)
      result.appendMember(
        "events", try connection.count(.events, organization: caller.organization))
      let slug = try connection.organization(number: caller.organization)?.slug
      result.appendMember("organization", orNull: slug)
      if caller.isOwner {
        result.appendMember("revision", try connection.lastRevision(of: caller.organization))
        result.appendMember(
          "organizations", try connection.firstInteger("SELECT count(*) FROM organization") ?? 0)
        result.appendMember("bytes", try connection.bytes())
        result.appendMember("path", orNull: store.isMemory ? ":memory:" : store.path)
        result.appendMember("format", Schema.format)
      }
      result.append("}")
    }
  }
}

/// A change as persons_changes shows it.
private struct PersonChange {
  let revision: Int64
  /// Nil once the person was erased.
  let personId: String?
  let kind: ChangeKind
  let at: Int64

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

extension Connection {
  /// Calls `body` for the changes after a revision, in their order, with the number of the person, nil when
  /// they are gone, and with the groups that they left; until it returns false.
  fileprivate func forEachChange(
    since: Int64, organization: Int64,
    _ body: (PersonChange, Int64?, [Departure]) throws(Failure) -> Bool
  ) throws(Failure) {
    let statement = try statement(
      """
      SELECT p.person, p.organization, p.change, p.created_at, p.updated_at, p.checksum, p.body,
        c.change, c.organization, c.person, c.kind, c.at, c.person_id, c.left_groups, c.checksum
      FROM change c LEFT JOIN person p ON p.person = c.person
      WHERE c.change > ?1 AND c.change <= ?2 ORDER BY c.change
      """)
    defer { statement.reset() }
    statement.bind(1, RowKey.key(organization: organization, number: since))
    statement.bind(2, RowKey.last(of: organization))
    while try statement.step() {
      let row = try ChangeRow(statement, from: 7, seed: seed)
      let person = statement.optionalInteger(0)
      // The log and the table say the same of who is there, or one of them is damaged.
      guard row.isGone == (person == nil) else { throw .corruptRecord("The change log") }
      var personId = row.personId
      if person != nil {
        personId = try RecordText(try PersonRow(statement, seed: seed).body).string(.personId)
      }
      let change = PersonChange(
        revision: row.revision, personId: personId, kind: row.kind, at: row.at)
      guard try body(change, person, row.departures) else { return }
    }
  }

  fileprivate enum Counted { case groups, events }

  fileprivate func count(_ what: Counted, organization: Int64) throws(Failure) -> Int64 {
    let statement =
      switch what {
      case .groups: try statement("SELECT count(*) FROM \"group\" WHERE organization = ?1")
      case .events: try statement("SELECT count(*) FROM event WHERE organization = ?1")
      }
    defer { statement.reset() }
    statement.bind(1, organization)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The size of the database, its log not counted.
  fileprivate func bytes() throws(Failure) -> Int64 {
    let pages = Int64(try pragma("PRAGMA page_count")) ?? 0
    let size = Int64(try pragma("PRAGMA page_size")) ?? 0
    return pages.multipliedReportingOverflow(by: size).partialValue
  }
}
