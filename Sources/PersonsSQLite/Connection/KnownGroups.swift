// SPDX-License-Identifier: Apache-2.0
//
// The groups that persons are in, kept from page to page: most persons are in one of a few combinations. What is kept
// holds as long as nobody commits to the file, which SQLite tells by a number.

internal import CSQLite
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

  private var version: UInt32 = 0
  /// By a hash of the text.
  private var entries: [UInt64: Entry] = [:]

  fileprivate mutating func groups(
    _ memberOf: UnsafeBufferPointer<UInt8>, of organization: Int64, at version: UInt32
  ) -> [Group]? {
    guard version == self.version else {
      self.version = version
      entries.removeAll(keepingCapacity: true)
      return nil
    }
    guard let entry = entries[XXH3.hash(memberOf, seed: 0)], entry.organization == organization,
      entry.memberOf.elementsEqual(memberOf)
    else { return nil }
    return entry.groups
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

  /// A number that changes whenever this connection sees a commit.
  private var dataVersion: UInt32 {
    var version: UInt32 = 0
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_DATA_VERSION, &version)
    return version
  }
}
