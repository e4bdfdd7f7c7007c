// SPDX-License-Identifier: Apache-2.0
//
// Writing one organization. A verb sees what the ones before it wrote. Every verb that changes a person gives them a
// new revision, whose row in the change log takes the place of their row before. Only `insertPerson` and
// `updatePerson` set the time `updatedAt`.
//
// A verb that takes a StoredPerson replaces the row of the log that this reading names, so the person must not have
// changed since: read them again before a second change in the same transaction.
//
// The rules decide what may be written. They look first whether an identifier, an external reference or a slug is
// free, and whether the groups are there; a store may fail with any error where they did not.

package import PersonsJSON
package import PersonsModel

package protocol WriteTransaction: ReadTransaction {
  var seed: UInt64 { get }

  /// The time of the write, milliseconds since 1970.
  var now: Int64 { get }

  /// The latest of `now` and the times of all earlier writes of the organization's persons, groups, events and tokens.
  /// A token that had expired by then stays expired when a clock is set back.
  func latestTime() throws(Failure) -> Int64

  /// Runs `body` and, when it throws, takes back what it wrote, the numbers and revisions that were given out too.
  func undoingOnFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R

  /// Grows with everything that is written, and does not go back when that is undone: when two readings are equal,
  /// nothing was written between them.
  var rowsWritten: Int64 { get }

  // MARK: Persons

  /// The person with this identifier, in one of `groups` (nil: wherever they are).
  func person(_ personId: String, inOneOf groups: [Int64]?) throws(Failure) -> StoredPerson?

  /// Writes a new person, whose identifier must be free.
  ///
  /// - Parameters:
  ///   - groups: each once, in any order.
  ///   - createdAt: nil: now.
  ///   - updatedAt: nil: `createdAt`.
  /// - Returns: the person's number.
  func insertPerson(
    _ person: NewPerson, groups: [Int64], createdAt: Int64?, updatedAt: Int64?
  ) throws(Failure) -> Int64

  /// Writes a changed record, with the same identifier, over the one that was read in this transaction. All groups of
  /// the person see it.
  ///
  /// - Parameters:
  ///   - groups: the groups that the person is in from now on, each once, in any order; nil: as before.
  ///   - createdAt: nil: as before.
  ///   - updatedAt: nil: now.
  func updatePerson(
    _ old: StoredPerson, to record: PersonRecord, groups: [Int64]?, createdAt: Int64?,
    updatedAt: Int64?
  ) throws(Failure)

  /// Puts a person into other groups. Only those that the person joins or leaves see it, and `updatedAt` stays.
  ///
  /// - Parameter groups: as for `updatePerson`.
  func regroupPerson(_ old: StoredPerson, to groups: [Int64]) throws(Failure)

  /// Removes a person and what they answered to events. The log keeps that there was one, and that they left all their
  /// groups; `erased` keeps the identifier out of it.
  func deletePerson(_ person: StoredPerson, erased: Bool) throws(Failure)

  /// Takes an identifier out of the rows of the change log that tell of deleted persons, who are then erased persons
  /// under their old revisions.
  ///
  /// - Returns: whether there was such a row.
  func forgetDeleted(_ personId: String) throws(Failure) -> Bool

  // MARK: Groups and events

  /// Writes a group: a new one whose number is 0, whose id must be free, or else one that was read in this transaction.
  func putGroup(_ group: Group) throws(Failure)

  /// Removes a group. Its persons stay; each gets a new revision, in the order of their numbers, and leaves the group.
  /// Tokens that are limited to the group keep its number.
  func deleteGroup(_ group: Group) throws(Failure)

  /// Writes an event; one with the same id is written over and keeps its number.
  ///
  /// - Returns: its number.
  func putEvent(_ event: Event) throws(Failure) -> Int64

  /// Writes what a person answered to an event, over an earlier answer to it. The person gets a new revision.
  func putRSVP(_ rsvp: RSVP, person: StoredPerson, event: Int64) throws(Failure)

  /// The same without a new revision, for a person who gets one from another verb of the same transaction.
  func putRSVP(_ rsvp: RSVP, person: Int64, event: Int64) throws(Failure)

  // MARK: Tokens and organizations

  /// Issues a token.
  func insertToken(_ token: NewToken) throws(Failure)

  func revokeToken(_ token: Token) throws(Failure)

  /// Writes an organization; one with the same slug is written over.
  func putOrganization(slug: String, name: String?) throws(Failure)

  // MARK: What is kept between calls

  /// What a write with this idempotency key answered in the last 30 days; `token` is its caller's number, 0 the owner.
  func keptAnswer(_ key: String, token: Int64) throws(Failure) -> KeptAnswer?

  /// Keeps an answer for 30 days, in place of an earlier one with the same key and token.
  func keep(_ answer: KeptAnswer, key: String, token: Int64) throws(Failure)

  /// Forgets the answers that name a person: those in whose text the identifier stands as a JSON string.
  func forgetAnswers(naming personId: String) throws(Failure)

  func keepImportPosition(
    _ position: ImportPosition, of path: String, token: Int64
  ) throws(Failure)
  func forgetImport(of path: String, token: Int64) throws(Failure)
}
