// SPDX-License-Identifier: Apache-2.0
//
// What a directory of persons does, wherever the persons are: the calls of the header with their requests as values.
// The C functions and the service know this protocol and nothing of what is behind it.

package import PersonsJSON

/// The UTF-8 of a request; nil where the caller gave none.
package typealias RequestText = UnsafeBufferPointer<UInt8>

/// Called now and then during long work with what is done: rows, bytes, bytes in all (-1: unknown).
/// Returns false to end the call.
package typealias Progress = (_ done: Int64, _ bytes: Int64, _ total: Int64) -> Bool

/// The calls of the header. Each appends its result, or throws.
package protocol Directory: AnyObject, Sendable {
  func find(_ request: FindRequest, into result: inout TextBuffer) throws(Failure)
  func list(_ request: ListRequest, into result: inout TextBuffer) throws(Failure)
  func search(_ request: SearchRequest, into result: inout TextBuffer) throws(Failure)
  func get(_ personId: String, into result: inout TextBuffer) throws(Failure)

  func create(_ request: CreateRequest, into result: inout TextBuffer) throws(Failure)
  func update(_ request: UpdateRequest, into result: inout TextBuffer) throws(Failure)
  func delete(_ personId: String, into result: inout TextBuffer) throws(Failure)
  func upsert(_ request: UpsertRequest, into result: inout TextBuffer) throws(Failure)

  func putGroup(_ request: GroupRequest, into result: inout TextBuffer) throws(Failure)
  func listGroups(_ page: Page, into result: inout TextBuffer) throws(Failure)
  func deleteGroup(_ groupId: String, into result: inout TextBuffer) throws(Failure)

  func putEvent(_ request: EventRequest, into result: inout TextBuffer) throws(Failure)
  func listEvents(_ page: Page, into result: inout TextBuffer) throws(Failure)
  func recordRSVP(_ request: RSVPRequest, into result: inout TextBuffer) throws(Failure)

  func putOrganization(
    _ request: OrganizationRequest, into result: inout TextBuffer) throws(Failure)
  func listOrganizations(_ page: Page, into result: inout TextBuffer) throws(Failure)
  func issueToken(_ request: TokenRequest, into result: inout TextBuffer) throws(Failure)
  func listTokens(_ page: Page, into result: inout TextBuffer) throws(Failure)
  func revokeToken(_ tokenId: String, into result: inout TextBuffer) throws(Failure)

  func importPersons(
    from path: String, _ options: ImportOptions, progress: Progress?,
    into result: inout TextBuffer
  ) throws(Failure)
  func exportPersons(
    to path: String, _ options: ExportOptions, progress: Progress?,
    into result: inout TextBuffer
  ) throws(Failure)

  func changes(since revision: Int64, into result: inout TextBuffer) throws(Failure)
  func check(into result: inout TextBuffer) throws(Failure)
  func backup(to path: String, into result: inout TextBuffer) throws(Failure)
  func erase(_ personId: String, into result: inout TextBuffer) throws(Failure)
  func stats(into result: inout TextBuffer) throws(Failure)

  /// Whether the directory was opened by its owner, without a token.
  var isOwner: Bool { get }

  /// The directory as the bearer of a token sees it, for one call: the token is looked up here, and not again. It is
  /// not closed.
  ///
  /// - Parameter organization: which organization the bearer says it is; nil: not said.
  /// - Parameter showsEverything: whether persons are shown with more than the documented attributes.
  /// - Throws: unauthorized for a token that does not hold, `organization_mismatch`; `owner_only` when this
  ///   directory was itself opened with a token.
  func bearing(
    token: String, organization: String?, showsEverything: Bool
  ) throws(Failure) -> any Directory

  /// Ends what runs now. From any thread.
  func interrupt()
  /// Releases what the directory holds. Nothing runs on it any more.
  func close()
}
