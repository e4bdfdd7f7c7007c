// SPDX-License-Identifier: Apache-2.0
//
// A directory that is a service's: the calls of the header as requests over HTTP. What a service does not offer is
// told by the call's name, before anything is sent.

package import PersonsDirectory
package import PersonsJSON
internal import PersonsSystem

package final class RemoteDirectory: Directory {
  let options: RemoteOptions
  let connections: Connections
  /// How often calls were interrupted.
  private let interruptions = Locked<UInt64>(0)

  /// Opens "https://…" with the options of persons_open. Nothing is sent.
  package init(_ location: String, options text: RequestText?) throws(Failure) {
    options = try RemoteOptions(location, text)
    connections = Connections()
  }

  package var isOwner: Bool { false }

  package func bearing(
    token: String, organization: String?, showsEverything: Bool
  ) throws(Failure) -> any Directory { throw .ownerOnly }

  package func interrupt() { interruptions.withLock { $0 &+= 1 } }

  package func close() { connections.close() }

  /// What a call asks to learn whether it was interrupted since it began.
  func interruption() -> () -> Bool {
    let before = interruptions.withLock { $0 }
    return { [interruptions] in interruptions.withLock { $0 } != before }
  }

  /// Throws unless the service is one of these.
  private func require(_ call: String, _ services: RemoteService...) throws(Failure) {
    guard services.contains(options.service) else {
      throw Failure(
        .unsupported, "not_offered",
        "The service \"\(options.service.rawValue)\" does not offer persons_\(call).")
    }
  }

  /// Whether an identifier can stand in a path; a person with another one is out of the service's reach.
  private func isSegment(_ identifier: String) -> Bool {
    !["", ".", ".."].contains(identifier)
      && identifier.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") }
  }

  private func notOffered(_ call: String) -> Failure {
    Failure(
      .unsupported, "not_offered",
      "persons_\(call) is for the owner, who has the file; a service does not offer it.")
  }

  // MARK: Reading

  package func find(_ request: FindRequest, into result: inout TextBuffer) throws(Failure) {
    try require("find", .persons, .travtus)
    try send(
      RemoteCall(
        "POST", "/persons/find/", body: request.text.map(Array.init) ?? [], isSafe: true),
      expecting: [("last_id", .integer), ("persons", .array)], into: &result)
  }

  package func list(_ request: ListRequest, into result: inout TextBuffer) throws(Failure) {
    try require("list", .persons, .gatsby)
    try send(
      RemoteCall(
        "GET", "/person", query: Parameters(request.page, request.groups), isSafe: true),
      expecting: [("persons", .array)],
      into: &result)
  }

  package func search(_ request: SearchRequest, into result: inout TextBuffer) throws(Failure) {
    try require("search", .persons, .gatsby)
    try send(
      RemoteCall("GET", "/search", query: Parameters(request), isSafe: true),
      expecting: [("persons", .array), ("total", .integer)], into: &result)
  }

  package func get(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    try require("get", .persons, .gatsby)
    guard isSegment(personId) else { throw .notFound }
    try send(
      RemoteCall("GET", "/person/", identifier: personId, isSafe: true),
      expecting: [("personId", .string)],
      into: &result)
  }

  // MARK: Writing

  package func create(_ request: CreateRequest, into result: inout TextBuffer) throws(Failure) {
    try require("create", .persons, .gatsby)
    try send(
      write("POST", "/person", request.body), expecting: [("personId", .string)], into: &result)
  }

  package func update(_ request: UpdateRequest, into result: inout TextBuffer) throws(Failure) {
    try require("update", .persons, .gatsby)
    guard isSegment(request.personId) else { throw .notFound }
    // The document wants the identifier in the body as well.
    let call = try write(
      "PUT", "/person/", request.body, identifier: request.personId,
      adding: [("personId", request.personId)])
    try send(call, expecting: [("success", .boolean)], into: &result)
  }

  package func delete(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    try require("delete", .persons)
    guard isSegment(personId) else { throw .notFound }
    try send(
      RemoteCall("DELETE", "/person/", identifier: personId, isSafe: true, isRemoval: true),
      expecting: [("success", .boolean)], into: &result)
  }

  package func upsert(_ request: UpsertRequest, into result: inout TextBuffer) throws(Failure) {
    try require("upsert", .persons, .travtus)
    try send(
      write("POST", "/persons/multiple/", request.body), expecting: [("persons", .array)],
      into: &result)
  }

  // MARK: Groups, events, changes

  package func putGroup(_ request: GroupRequest, into result: inout TextBuffer) throws(Failure) {
    try require("put_group", .persons)
    try send(
      write("PUT", "/groups", request.body), expecting: [("group_id", .string)],
      into: &result)
  }

  package func listGroups(_ page: Page, into result: inout TextBuffer) throws(Failure) {
    try require("list_groups", .persons)
    try send(
      RemoteCall("GET", "/groups", query: Parameters(page), isSafe: true),
      expecting: [("groups", .array)],
      into: &result)
  }

  package func deleteGroup(_ groupId: String, into result: inout TextBuffer) throws(Failure) {
    try require("delete_group", .persons)
    guard isSegment(groupId) else { throw .groupNotFound("group_id") }
    try send(
      RemoteCall("DELETE", "/groups/", identifier: groupId, isSafe: true, isRemoval: true),
      expecting: [("success", .boolean)], into: &result)
  }

  package func putEvent(_ request: EventRequest, into result: inout TextBuffer) throws(Failure) {
    try require("put_event", .persons)
    try send(
      write("PUT", "/events", request.body), expecting: [("eventId", .string)],
      into: &result)
  }

  package func listEvents(_ page: Page, into result: inout TextBuffer) throws(Failure) {
    try require("list_events", .persons)
    try send(
      RemoteCall("GET", "/events", query: Parameters(page), isSafe: true),
      expecting: [("events", .array)],
      into: &result)
  }

  package func recordRSVP(_ request: RSVPRequest, into result: inout TextBuffer) throws(Failure) {
    try require("record_rsvp", .persons)
    try send(write("POST", "/rsvps", request.body), expecting: [], into: &result)
  }

  package func changes(since revision: Int64, into result: inout TextBuffer) throws(Failure) {
    try require("changes", .persons)
    try send(
      RemoteCall("GET", "/changes?since=\(revision)", isSafe: true),
      expecting: [("changes", .array)],
      into: &result)
  }

  package func stats(into result: inout TextBuffer) throws(Failure) {
    try require("stats", .persons)
    try send(
      RemoteCall("GET", "/stats", isSafe: true), expecting: [("persons", .integer)], into: &result)
  }

  // MARK: The owner's

  package func putOrganization(
    _ request: OrganizationRequest, into result: inout TextBuffer
  ) throws(Failure) { throw notOffered("put_organization") }

  package func listOrganizations(
    _ page: Page, into result: inout TextBuffer
  ) throws(Failure) { throw notOffered("list_organizations") }

  package func issueToken(_ request: TokenRequest, into result: inout TextBuffer) throws(Failure) {
    throw notOffered("issue_token")
  }

  package func listTokens(_ page: Page, into result: inout TextBuffer) throws(Failure) {
    throw notOffered("list_tokens")
  }

  package func revokeToken(_ tokenId: String, into result: inout TextBuffer) throws(Failure) {
    throw notOffered("revoke_token")
  }

  package func importPersons(
    from path: String, _ options: ImportOptions, progress: Progress?,
    into result: inout TextBuffer
  ) throws(Failure) { throw notOffered("import") }

  package func exportPersons(
    to path: String, _ options: ExportOptions, progress: Progress?,
    into result: inout TextBuffer
  ) throws(Failure) { throw notOffered("export") }

  package func check(into result: inout TextBuffer) throws(Failure) { throw notOffered("check") }

  package func backup(to path: String, into result: inout TextBuffer) throws(Failure) {
    throw notOffered("backup")
  }

  package func erase(_ personId: String, into result: inout TextBuffer) throws(Failure) {
    throw notOffered("erase")
  }
}
