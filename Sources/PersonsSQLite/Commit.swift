// SPDX-License-Identifier: Apache-2.0
//
// A transaction of SQLite that writes, which several writes may share: its time, the numbers that it gives out, and the
// lookup keys that it writes at its end.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsSystem

final class Commit {
  let connection: Connection
  /// The time of the writes, milliseconds since 1970.
  let now: Int64

  /// What the organizations count of which something was written.
  var counters: [Int64: Counter] = [:]
  /// Lookup keys that are written later, sorted: each is on another page of a large table, and a page is then
  /// written once for all the keys on it.
  private var pendingLookups: [(key: Int64, person: Int64)] = []
  private var pendingKeys: Set<Int64> = []
  /// What new persons add to the tables membership and group_change, later and sorted for the same reason.
  private var pendingMembers: [(group: Int64, person: Int64)] = []
  private var pendingGroupChanges: [GroupChangeRow] = []

  /// Groups that were read. Identifiers that are the same to Swift and not to us are told apart by their bytes.
  struct GroupName: Hashable {
    let organization: Int64
    let groupId: [UInt8]

    init(organization: Int64, groupId: String) {
      self.organization = organization
      self.groupId = Array(groupId.utf8)
    }
  }

  var knownGroups: [GroupName: Group] = [:]
  static let maxKnownGroups = 1024

  /// More keys than this do not wait.
  private static let maxPending = 1 << 17

  init(_ connection: Connection) {
    self.connection = connection
    now = currentMilliseconds()
  }

  // MARK: Numbers

  /// What an organization counts, with what this transaction has written.
  func counter(of organization: Int64) throws(Failure) -> Counter {
    if let counter = counters[organization] { return counter }
    return try connection.counter(of: organization)
  }

  /// Changes what an organization counts. Its latest time is this transaction's from then on.
  func count<R>(
    _ organization: Int64, _ body: (inout Counter) throws(Failure) -> R
  ) throws(Failure) -> R {
    var counter = try counter(of: organization)
    counter.lastTime = max(counter.lastTime, now)
    let result = try body(&counter)
    counters[organization] = counter
    return result
  }

  /// The number of a new person.
  func nextPerson(of organization: Int64) throws(Failure) -> Int64 {
    try count(organization) { (counter) throws(Failure) in
      guard counter.lastPerson < RowKey.maxNumber else {
        throw .corruptRecord("The table counter")
      }
      counter.lastPerson += 1
      counter.persons &+= 1
      return counter.lastPerson
    }
  }

  /// A new revision.
  func nextRevision(of organization: Int64) throws(Failure) -> Int64 {
    try count(organization) { (counter) throws(Failure) in
      guard counter.lastRevision < RowKey.maxNumber else {
        throw .corruptRecord("The table counter")
      }
      counter.lastRevision += 1
      return counter.lastRevision
    }
  }

  // MARK: Lookup keys

  /// Files a person under a key. Whoever reads keys in this transaction flushes them first.
  func addLookup(_ key: Int64, person: Int64) throws(Failure) {
    pendingLookups.append((key, person))
    pendingKeys.insert(key)
    if pendingLookups.count > Commit.maxPending { try flushLookups() }
  }

  func removeLookup(_ key: Int64, person: Int64) throws(Failure) {
    try flushLookups(of: key)
    let statement = try connection.statement("DELETE FROM lookup WHERE key = ?1 AND person = ?2")
    statement.bind(1, key)
    statement.bind(2, person)
    try statement.run()
  }

  /// Makes sure that persons are found by this key.
  func flushLookups(of key: Int64) throws(Failure) {
    if pendingKeys.contains(key) { try flushLookups() }
  }

  /// Makes sure that persons are found by every key.
  private func flushLookups() throws(Failure) {
    guard !pendingLookups.isEmpty else { return }
    let statement = try connection.statement(
      "INSERT OR IGNORE INTO lookup (key, person) VALUES (?1, ?2)")
    for lookup in pendingLookups.sorted(by: { ($0.key, $0.person) < ($1.key, $1.person) }) {
      statement.bind(1, lookup.key)
      statement.bind(2, lookup.person)
      try statement.run()
    }
    forgetPendingLookups()
  }

  private func forgetPendingLookups() {
    pendingLookups.removeAll(keepingCapacity: true)
    pendingKeys.removeAll(keepingCapacity: true)
  }

  // MARK: Groups

  /// Files a new person under a group. Whoever reads the rows of groups in this transaction flushes them first.
  func addNew(_ person: Int64, to group: Int64, seenAs row: GroupChangeRow) throws(Failure) {
    pendingMembers.append((group, person))
    pendingGroupChanges.append(row)
    if pendingMembers.count > Commit.maxPending { try flushGroups() }
  }

  /// Makes sure that the rows of groups are there.
  func flushGroups() throws(Failure) {
    guard !pendingMembers.isEmpty else { return }
    let member = try connection.statement(
      "INSERT INTO membership (\"group\", person) VALUES (?1, ?2)")
    for (group, person) in pendingMembers.sorted(by: <) {
      member.bind(1, group)
      member.bind(2, person)
      try member.run()
    }
    for row in pendingGroupChanges.sorted(by: { ($0.group, $0.change) < ($1.group, $1.change) }) {
      try connection.insert(row)
    }
    forgetPendingGroups()
  }

  private func forgetPendingGroups() {
    pendingMembers.removeAll(keepingCapacity: true)
    pendingGroupChanges.removeAll(keepingCapacity: true)
  }

  // MARK: Parts and the end

  /// Runs `body` and, when it throws, takes back what it wrote.
  func undoingOnFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    // What waits from before stays when this is taken back; what waits from inside does not.
    try flushLookups()
    try flushGroups()
    try connection.statement("SAVEPOINT part").run()
    let countersBefore = counters
    do throws(Failure) {
      let result = try body()
      try connection.statement("RELEASE part").run()
      return result
    } catch {
      forgetPendingLookups()
      forgetPendingGroups()
      knownGroups.removeAll()
      counters = countersBefore
      // After the disk's failures SQLite may have ended the whole transaction already.
      if connection.inTransaction {
        try connection.statement("ROLLBACK TO part").run()
        try connection.statement("RELEASE part").run()
      }
      throw error
    }
  }

  /// Writes down the numbers that were given out: the last thing before the commit.
  func finish() throws(Failure) {
    try flushLookups()
    try flushGroups()
    for (organization, counter) in counters {
      try connection.updateCounter(counter, of: organization)
    }
  }
}
