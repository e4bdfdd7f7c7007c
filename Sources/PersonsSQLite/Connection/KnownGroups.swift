// SPDX-License-Identifier: Apache-2.0
//
// What was read of groups, kept from page to page: the groups that persons are in, of which most persons are in one of
// a few combinations, and when a group last saw a change. What is kept holds as long as nobody commits to the file,
// which SQLite tells by a number.

internal import CSQLite
internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

struct KnownGroups {
  private struct Entry {
    let organization: Int64
    /// As it stands in the rows of persons.
    let memberOf: [UInt8]
    let groups: [Group]
  }

  /// Beyond this all are forgotten.
  private static let maxEntries = 1024
  /// Lists of more groups than this are not kept.
  private static let longestList = 1024
  private static let maxRevisions = 16384

  private var version: UInt32 = 0
  /// By a hash of the text.
  private var entries: [UInt64: Entry] = [:]
  /// Which of some groups were there, by organization and groups.
  private var existing: [[Int64]: [Int64]] = [:]
  /// The latest change that a group saw, by the group.
  private var revisions: [Int64: Int64] = [:]

  fileprivate mutating func groups(
    _ memberOf: UnsafeBufferPointer<UInt8>, of organization: Int64, at version: UInt32
  ) -> [Group]? {
    forget(unless: version)
    guard let entry = entries[XXH3.hash(memberOf, seed: 0)], entry.organization == organization,
      entry.memberOf.elementsEqual(memberOf)
    else { return nil }
    return entry.groups
  }

  private mutating func forget(unless version: UInt32) {
    guard version != self.version else { return }
    self.version = version
    entries.removeAll(keepingCapacity: true)
    existing.removeAll(keepingCapacity: true)
    revisions.removeAll(keepingCapacity: true)
  }

  fileprivate mutating func revision(of group: Int64, at version: UInt32) -> Int64? {
    forget(unless: version)
    return revisions[group]
  }

  fileprivate mutating func keep(revision: Int64, of group: Int64) {
    if revisions.count >= KnownGroups.maxRevisions { revisions.removeAll(keepingCapacity: true) }
    revisions[group] = revision
  }

  fileprivate mutating func existing(
    among numbers: [Int64], of organization: Int64, at version: UInt32
  ) -> [Int64]? {
    forget(unless: version)
    return existing[[organization] + numbers]
  }

  fileprivate mutating func keep(
    existing found: [Int64], among numbers: [Int64], of organization: Int64
  ) {
    guard numbers.count <= KnownGroups.longestList else { return }
    if existing.count >= KnownGroups.maxEntries { existing.removeAll(keepingCapacity: true) }
    existing[[organization] + numbers] = found
  }

  fileprivate mutating func keep(
    _ groups: [Group], for memberOf: UnsafeBufferPointer<UInt8>, of organization: Int64
  ) {
    if entries.count >= KnownGroups.maxEntries { entries.removeAll(keepingCapacity: true) }
    entries[XXH3.hash(memberOf, seed: 0)] = Entry(
      organization: organization, memberOf: Array(memberOf), groups: groups)
  }
}

extension Connection {
  /// The groups that a text of the column member_of names, if they were read in the state that is read now. To be
  /// called while a statement reads, and not in a transaction that writes.
  func knownGroups(
    _ memberOf: UnsafeBufferPointer<UInt8>, of organization: Int64
  ) -> [Group]? {
    groups.groups(memberOf, of: organization, at: dataVersion)
  }

  /// Keeps what was read after `knownGroups` knew nothing.
  func keep(
    _ groups: [Group], for memberOf: UnsafeBufferPointer<UInt8>, of organization: Int64
  ) {
    self.groups.keep(groups, for: memberOf, of: organization)
  }

  /// Which of some groups are there, if it was looked up in the state that is read now; as for `knownGroups`.
  func knownExisting(among numbers: [Int64], of organization: Int64) -> [Int64]? {
    groups.existing(among: numbers, of: organization, at: dataVersion)
  }

  /// Keeps what was looked up after `knownExisting` knew nothing.
  func keep(existing found: [Int64], among numbers: [Int64], of organization: Int64) {
    groups.keep(existing: found, among: numbers, of: organization)
  }

  /// Those of `groups` that saw a change after a revision, in the state that is read now. As for `knownGroups`.
  func groups(
    among groups: [Int64], changedAfter revision: Int64
  ) throws(Failure) -> [Int64] {
    let version = dataVersion
    var changed: [Int64] = []
    for group in groups {
      let last: Int64
      if let known = self.groups.revision(of: group, at: version) {
        last = known
      } else {
        last = try lastChange(in: group)
        self.groups.keep(revision: last, of: group)
      }
      if last > revision { changed.append(group) }
    }
    return changed
  }

  private func lastChange(in group: Int64) throws(Failure) -> Int64 {
    let statement = try statement("SELECT max(change) FROM group_change WHERE \"group\" = ?1")
    defer { statement.reset() }
    statement.bind(1, group)
    return try statement.step() ? RowKey.number(of: statement.integer(0)) : 0
  }

  /// A number that changes whenever this connection sees a commit.
  private var dataVersion: UInt32 {
    var version: UInt32 = 0
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_DATA_VERSION, &version)
    return version
  }
}
