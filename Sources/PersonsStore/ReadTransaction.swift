// SPDX-License-Identifier: Apache-2.0
//
// Reading one organization at one state of a store. Every verb sees that state (Store.read) and nothing of another
// organization, but for the verbs that say so. What is damaged is an error (`damaged_record`) and never an answer,
// unless the caller brings a Salvage.
//
// Rows that a verb hands to a closure are valid while the closure runs. The closure may use other verbs that read, and
// none that writes.

package import PersonsJSON
internal import PersonsModel

package protocol ReadTransaction: SearchSnapshot {
  /// Whose persons they are.
  var organization: Int64 { get }

  // MARK: Persons

  /// Calls `body` for each person of a selection in the order of creation, until it returns false.
  ///
  /// - Parameters:
  ///   - limit: after how many persons to stop; nil: none.
  ///   - skip: how many persons to leave out first.
  ///   - details: what is wanted of each besides the record.
  func forEachPerson(
    _ selection: PersonSelection, limit: Int64?, skip: Int64, with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Bool
  ) throws(Failure)

  /// Calls `body` for the persons with these numbers, in the order given.
  ///
  /// - Returns: whether all of them are there. The numbers come from this state or from an index of it, which is damaged
  ///   when somebody is missing.
  func forEachPerson(
    numbered numbers: [Int64], with details: PersonDetails,
    _ body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure) -> Bool

  /// Calls `body` for every person in one of `groups` (nil: everybody) who can be read in a store that may be
  /// damaged, in the order of creation. Whoever and whatever cannot is counted in `salvage`.
  func salvagePersons(
    inOneOf groups: [Int64]?, with details: PersonDetails, _ salvage: Salvage,
    _ body: (borrowing PersonRow) throws(Failure) -> Void
  ) throws(Failure)

  /// How many persons a selection has. What is asked for again costs nothing that grows with them.
  func count(_ selection: PersonSelection) throws(Failure) -> Int64

  /// Numbers of the persons in one of `groups`, sorted, each once.
  func members(of groups: [Int64]) throws(Failure) -> [Int64]

  // MARK: Groups and events

  func group(_ groupId: String) throws(Failure) -> Group?
  func group(externalRef: String) throws(Failure) -> Group?

  /// Those of `numbers` that are groups of the organization still, in the order given.
  func existing(groups numbers: [Int64]) throws(Failure) -> [Int64]

  /// Calls `body` for the groups in the order of creation; only for those among `numbers` unless that is nil.
  ///
  /// - Parameter salvage: counts what is damaged, which is then left out; nil: it is an error.
  func forEachGroup(
    among numbers: [Int64]?, limit: Int64?, skip: Int64, salvage: Salvage?,
    _ body: (Group) throws(Failure) -> Void
  ) throws(Failure)

  func groupCount() throws(Failure) -> Int64

  func event(_ eventId: String) throws(Failure) -> Event?

  /// Whether another event has this slug.
  func isSlug(_ slug: String, takenBesides eventId: String) throws(Failure) -> Bool

  /// Calls `body` for the events in the order of creation; `salvage` as for groups.
  func forEachEvent(
    limit: Int64?, skip: Int64, salvage: Salvage?, _ body: (Event) throws(Failure) -> Void
  ) throws(Failure)

  func eventCount() throws(Failure) -> Int64

  /// What a person answered to an event; nil when they were not asked.
  func rsvp(person: Int64, event: Int64) throws(Failure) -> RSVP?

  /// How many bytes the histories of a person are, all together.
  func historyBytes(ofPerson person: Int64) throws(Failure) -> Int64

  // MARK: Changes

  /// Calls `body` for the latest change of each person who changed after a revision, in the order of revisions, until
  /// it returns false.
  func forEachChange(
    after revision: Int64, _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure)

  /// The same for a caller who is limited to groups: the latest change of each person that these groups see
  /// (GroupRevisions). Persons who are in none of them any more are told as deleted, at the time when they left.
  ///
  /// - Parameters:
  ///   - groups: sorted. Deleted ones count.
  ///   - leftAfter: whoever left a group up to this revision left before the caller came.
  func forEachChange(
    after revision: Int64, in groups: [Int64], leftAfter: Int64,
    _ body: (Change) throws(Failure) -> Bool
  ) throws(Failure)

  // MARK: Tokens

  /// The token with this id, if its secret has this hash. It may be another organization's.
  func presentedToken(_ tokenId: String, secretHash: [UInt8]) throws(Failure) -> PresentedToken?

  func token(_ tokenId: String) throws(Failure) -> Token?

  /// Calls `body` for the tokens in the order in which they were issued.
  func forEachToken(
    limit: Int64?, skip: Int64, _ body: (Token) throws(Failure) -> Void
  ) throws(Failure)

  // MARK: Imports

  /// How far an import of the file at `path` came; nil when there was none or it was forgotten. `token` is its caller's
  /// number, 0 the owner.
  func importPosition(of path: String, token: Int64) throws(Failure) -> ImportPosition?

  // MARK: The whole store

  /// The organization of the transaction.
  func ownOrganization() throws(Failure) -> Organization?

  /// The organization with this slug.
  func organization(_ slug: String) throws(Failure) -> Organization?

  /// Calls `body` for all organizations in the order of creation.
  func forEachOrganization(
    limit: Int64?, skip: Int64, _ body: (Organization) throws(Failure) -> Void
  ) throws(Failure)

  func organizationCount() throws(Failure) -> Int64

  /// How large the store is, and the version of its format.
  func size() throws(Failure) -> (bytes: Int64, format: Int64)
}
