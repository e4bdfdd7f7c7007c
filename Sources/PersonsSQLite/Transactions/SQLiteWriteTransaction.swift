// SPDX-License-Identifier: Apache-2.0
//
// One write in a commit that it may share with others, in one organization.

internal import PersonsJSON
internal import PersonsStore

struct SQLiteWriteTransaction: SQLiteTransaction, WriteTransaction {
  let commit: Commit
  let organization: Int64

  var connection: Connection { commit.connection }

  var isSnapshot: Bool { false }

  var now: Int64 { commit.now }

  var rowsWritten: Int64 { connection.changes }

  func latestTime() throws(Failure) -> Int64 {
    max(now, try commit.counter(of: organization).lastTime)
  }

  /// What is kept between calls is of what was committed.
  func members(of groups: [Int64], need: GroupMembers.Need) -> PersonSet? { nil }

  func memberCount(of groups: [Int64]) throws(Failure) -> Int64 {
    var persons = PersonSet()
    let last = try counter().lastPerson
    try forEachMember(of: groups) { persons.set($0, true, last: last) }
    return persons.count
  }

  func counter() throws(Failure) -> Counter { try commit.counter(of: organization) }

  func lastRevision() throws(Failure) -> Int64 {
    try commit.counter(of: organization).lastRevision
  }

  func knownGroup(_ groupId: String) -> Group? {
    commit.knownGroups[Commit.GroupName(organization: organization, groupId: groupId)]
  }

  func know(_ group: Group) {
    if commit.knownGroups.count >= Commit.maxKnownGroups { commit.knownGroups.removeAll() }
    let name = Commit.GroupName(organization: organization, groupId: group.groupId)
    commit.knownGroups[name] = group
  }

  func flushGroups() throws(Failure) { try commit.flushGroups() }

  func flushLookups(of key: Int64) throws(Failure) { try commit.flushLookups(of: key) }

  func undoingOnFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    try commit.undoingOnFailure(body)
  }

  func putOrganization(slug: String, name: String?) throws(Failure) {
    _ = try connection.putOrganization(slug: slug, name: name, at: now)
  }

  /// Notes which search index is the organization's.
  func setSearchId(_ searchId: [UInt8]) throws(Failure) {
    let statement = try connection.statement(
      "UPDATE counter SET search_id = ?2 WHERE organization = ?1")
    statement.bind(1, organization)
    statement.bind(2, blob: searchId)
    try statement.run()
  }

  /// Notes that the row of a table with this checksum comes, or goes.
  func digestRow(_ checksum: Int64) throws(Failure) {
    try commit.count(organization) { (counter) throws(Failure) in counter.rowDigest ^= checksum }
  }

  /// Notes that the rows of `statement`, whose first column is their checksum, go.
  ///
  /// - Returns: how many they are.
  @discardableResult
  func digestRows(of statement: Statement) throws(Failure) -> Int {
    defer { statement.reset() }
    var count = 0
    while try statement.step() {
      try digestRow(statement.integer(0))
      count += 1
    }
    return count
  }
}
