// SPDX-License-Identifier: Apache-2.0
//
// What a store is: the place where the persons of all organizations are kept. Everything in it belongs to one
// organization, and a transaction works in one. What a transaction offers are verbs of the domain; how a store
// answers them is its own affair.
//
// Organizations, persons, groups, events and tokens have numbers, which a store gives out and no caller sees. They
// begin at 1 and grow in the order of creation, and no number is given twice: a token keeps the number of a deleted
// group, and must not come to see a later one. Two organizations may use the same numbers. Revisions count the writes
// of an organization.
//
// A store compares identifiers, external references, slugs and keys byte for byte.

package import PersonsJSON

package protocol Store: AnyObject, Sendable {
  /// The secret of the store: lookup keys are made with it (LookupKey), and requests are hashed with it. It stays the
  /// same for as long as the store lives.
  var seed: UInt64 { get }
  var isReadOnly: Bool { get }
  /// Where the store is, as persons_stats shows it.
  var location: String { get }

  // MARK: Before a transaction

  /// The organization with this slug; without one, the first that was made.
  ///
  /// Sees one state of the store, by itself.
  func organization(_ slug: String?) throws(Failure) -> Organization?

  /// The token with this id, if its secret has this hash.
  ///
  /// Sees one state of the store, by itself. Takes as long for an unknown id as for a known one.
  func presentedToken(_ tokenId: String, secretHash: [UInt8]) throws(Failure) -> PresentedToken?

  // MARK: Transactions

  /// Runs `body` in a transaction that reads.
  ///
  /// All verbs see one state of the store, which holds every write that was answered before `read` was called. Writes
  /// that end between the call and the first verb may be in it too; later ones are not. `body` runs in the calling
  /// thread. It waits for no writer, and no writer waits for it.
  func read<R>(
    in organization: Int64, _ body: (any ReadTransaction) throws(Failure) -> R
  ) throws(Failure) -> R

  /// The same for a body that uses one verb, which sees one state; a second verb may see a later one. It saves the
  /// beginning and the end of a transaction.
  func readOnce<R>(
    in organization: Int64, _ body: (any ReadTransaction) throws(Failure) -> R
  ) throws(Failure) -> R

  /// Runs `body` in a transaction that writes, and returns once what it wrote is durable.
  ///
  /// Writes are serialized: `body` sees everything that was written before it, and nobody sees a part of what it
  /// writes. When it throws, nothing of it is kept. It may run in another thread, and may be run again from the start
  /// when a neighbour in the same commit fails: it must depend on the transaction alone.
  ///
  /// - Throws: `read_only` for a store that was opened for reading; `interrupted` when the write was interrupted
  ///   before its turn came; what `body` throws.
  func write<R>(
    in organization: Int64, _ body: @escaping (any WriteTransaction) throws(Failure) -> R
  ) throws(Failure) -> R

  /// What the search index of an organization is made of.
  func searchSource(of organization: Int64) -> any SearchSource

  // MARK: The whole store

  /// Looks over everything that is kept, of all organizations.
  ///
  /// - Parameter index: looks over the search indexes, each against the state that the store was found sound in. It is
  ///   called when there is nothing else to complain about.
  func check<R>(
    _ interruption: Interruption, indexes: ([any ReadTransaction]) throws(Failure) -> R
  ) throws(Failure) -> (findings: StoreFindings, indexes: R?)

  /// Copies the store into a new file at `path`, as it is at one moment. `organization` is whose revision is told.
  ///
  /// - Throws: `file_exists` when there is a file; `not_offered` where a store is backed up by other means.
  func backup(to path: String, organization: Int64) throws(Failure) -> BackupFacts

  /// Leaves nothing of what was deleted in what the store keeps of the past.
  ///
  /// - Throws: `busy` when a reader of an old state keeps it from that.
  func forgetThePast() throws(Failure)

  /// Throws when `path` is one of the files that an open store lives in; `field` is the argument at fault.
  func refuseOwnFile(_ path: String, field: String) throws(Failure)

  // MARK: Ending

  /// What a call asks now and then to learn whether it was interrupted since it began.
  func interruption() -> Interruption

  /// Ends what runs now. From any thread.
  func interrupt()

  /// Releases what the store holds. Nothing runs on it any more.
  func close()
}

/// What a check found.
package struct StoreFindings: Sendable {
  package var persons: Int64 = 0
  package var rsvps: Int64 = 0
  /// A sentence each, without values of records but the identifier of a person.
  package var problems: [String] = []

  package init() {}
}

/// A copy that was made: its size, how many persons it holds, and which revision of the organization.
package typealias BackupFacts = (bytes: Int64, persons: Int64, revision: Int64)
