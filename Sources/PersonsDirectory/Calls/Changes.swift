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
      let latest = try connection.lastRevision()
      // To a token, how far the directory has come tells of persons that it may not see.
      guard since >= 0, since <= latest || !caller.isOwner else {
        throw Failure(
          .invalid, "bad_cursor",
          "\"since\" must be 0 or the \"revision\" of an earlier answer of this directory.",
          field: "since")
      }
      let statement = try connection.statement(
        """
        SELECT c.revision, c.kind, c.at, coalesce(c.person_id, p.person_id), c.left_groups, c.person,
          p.person IS NOT NULL
        FROM change c LEFT JOIN person p ON p.person = c.person
        WHERE c.revision > ?1 AND c.organization = ?2 ORDER BY c.revision
        """)
      defer { statement.reset() }
      statement.bind(1, since)
      statement.bind(2, caller.organization)
      var revision = since
      var count = 0
      var isMore = false
      result.append("{\"changes\":[")
      while try statement.step() {
        if count == EmbeddedDirectory.mostChanges {
          isMore = true
          break
        }
        guard let kind = try visibleKind(statement, connection, caller) else { continue }
        revision = statement.integer(0)
        count += 1
        result.appendSeparator()
        result.append("{")
        result.appendMember("revision", revision)
        if kind != .erased { result.appendMember("personId", ifPresent: statement.string(3)) }
        result.append(",\"change\":\"")
        result.append(kind.name)
        result.append("\",\"at\":")
        Timestamp.append(statement.integer(2), to: &result)
        result.append("}")
      }
      result.append("]")
      result.appendMember("revision", isMore || !caller.isOwner ? revision : latest)
      result.appendMember("more", isMore)
      result.append("}")
    }
  }

  /// How a change looks to the caller; nil when it is none of theirs.
  private func visibleKind(
    _ statement: Statement, _ connection: Connection, _ caller: Caller
  ) throws(Failure) -> ChangeKind? {
    guard let kind = ChangeKind(rawValue: statement.integer(1)) else {
      throw .corruptRecord("The change log")
    }
    guard let groups = caller.groups else { return kind }
    let exists = statement.integer(6) != 0
    if exists, try caller.maySee(person: statement.integer(5), connection) { return kind }
    let left = statement.optionalString(4).map(integers(inArray:)) ?? []
    guard left.contains(where: groups.contains) else { return nil }
    return kind == .erased ? .erased : .deleted
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
        result.appendMember("revision", try connection.lastRevision())
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

extension Connection {
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
