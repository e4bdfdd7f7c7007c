// SPDX-License-Identifier: Apache-2.0
//
// What the search index of an organization is made of, and where it may keep its file. The index asks for this and
// knows nothing else of a store.

package import PersonsJSON
package import PersonsModel

package protocol SearchSource: AnyObject, Sendable {
  /// 16 bytes: which store this is, wherever it is moved.
  var storeId: [UInt8] { get }
  /// Where the index may have its file; nil where it must stay in memory.
  var indexPath: String? { get }
  /// Whether nothing may be written.
  var isReadOnly: Bool { get }

  /// Runs `body` in a snapshot: all its verbs see one state of the organization.
  func snapshot<R>(
    _ body: (any SearchSnapshot) throws(Failure) -> R
  ) throws(Failure) -> R

  /// Notes, durably, which index is the organization's. That is no change: the revision stays. Not to be called inside
  /// of a snapshot.
  func setSearchId(_ searchId: [UInt8]) throws(Failure)
}

/// An organization at one state, as its search index reads it. Persons who cannot be read are left out, so that damage
/// of one is none to the searches for the others.
package protocol SearchSnapshot {
  /// The latest revision.
  func lastRevision() throws(Failure) -> Int64

  /// Which index is the organization's; nil when there was none yet. A copy of the store that went its own way since
  /// has another.
  func searchId() throws(Failure) -> [UInt8]?

  /// Who changed after `revision`, in the order of revisions; nil when they are more than `limit`, or when the log is
  /// damaged.
  func personChanges(
    after revision: Int64, atMost limit: Int
  ) throws(Failure) -> [PersonChange]?

  /// Whether anybody was erased after `revision`.
  func hasErasure(after revision: Int64) throws(Failure) -> Bool

  /// Calls `body` with the number, the record and the groups of everybody, in the order of creation.
  func forEachRecord(
    _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure)

  /// Calls `body` with the number, the record and the groups of those of `persons` who are there, in the order given.
  func forEachRecord(
    of persons: [Int64], _ body: (Int64, RecordText, GroupNumbers) throws(Failure) -> Void
  ) throws(Failure)
}

/// That a person is not what they were.
package typealias PersonChange = (person: Int64, revision: Int64, kind: ChangeKind)
