// SPDX-License-Identifier: Apache-2.0
//
// persons_put_group, persons_list_groups, persons_delete_group.

package import PersonsJSON
internal import PersonsStore
internal import PersonsText

/// A change of a group, read before the transaction begins.
struct GroupPatch {
  static let keys = ["group_id", "external_ref", "name", "idempotencyKey"]

  let groupId: String?
  private let externalRef: String??
  private let name: String??

  init(_ request: ObjectReader) throws(Failure) {
    groupId = try request.identifier("group_id")
    let ref = try request.identifier("external_ref")
    externalRef = ref == nil && !request.isNull("external_ref") ? .none : .some(ref)
    let name = try request.string("name")
    self.name = name == nil && !request.isNull("name") ? .none : .some(name)
  }

  /// `group` with the changes.
  private func applied(to group: GroupRow) -> GroupRow {
    var group = group
    if let externalRef { group.externalRef = externalRef }
    if let name { group.name = name }
    return group
  }

  /// Makes the group or changes it.
  func put(_ transaction: WriteTransaction, caller: Caller) throws(Failure) -> GroupRow {
    let connection = transaction.connection
    let organization = caller.organization
    let id = groupId ?? newIdentifier(at: transaction.now)
    let old = try connection.group(id, organization: organization)
    let group = applied(to: old ?? GroupRow(groupId: id))
    if let ref = group.externalRef,
      let other = try connection.group(externalRef: ref, organization: organization),
      !other.groupId.isSame(as: id)
    {
      throw Failure(
        .conflict, "duplicate_external_ref", "Another group has this external reference.",
        field: "external_ref")
    }
    if old == nil {
      try transaction.insertGroup(group, organization: organization)
    } else {
      try transaction.updateGroup(group, organization: organization)
    }
    return group
  }
}

extension GroupRow {
  /// Appends `{"group_id":…,"external_ref":…,"name":…}`.
  func append(to text: inout TextBuffer) {
    text.append("{")
    text.appendMember("group_id", orNull: groupId)
    text.appendMember("external_ref", orNull: externalRef)
    text.appendMember("name", orNull: name)
    text.append("}")
  }
}

extension EmbeddedDirectory {
  package func putGroup(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let request = try ObjectReader(text, keys: GroupPatch.keys)
    let patch = try GroupPatch(request)
    let answer = try write(WriteRequest("put_group", request, text)) {
      (transaction, caller) throws(Failure) in
      try caller.requireEveryGroup()
      var answer = TextBuffer()
      try patch.put(transaction, caller: caller).append(to: &answer)
      return try answer.text()
    }
    result.append(string: answer)
  }

  package func listGroups(_ text: RequestText?, into result: inout TextBuffer) throws(Failure) {
    let page = try Page(try ObjectReader(text, keys: Page.keys), limit: Page.largest)
    try store.read { (connection) throws(Failure) in
      let caller = try caller(connection, .read)
      result.append("{\"groups\":[")
      try connection.forEachGroup(
        organization: caller.organization, among: caller.groups, limit: page.limit,
        skip: page.skip
      ) { (group) throws(Failure) in
        result.appendSeparator()
        group.append(to: &result)
      }
      result.append("]}")
    }
  }

  package func deleteGroup(_ groupId: String, into result: inout TextBuffer) throws(Failure) {
    let answer = try write(WriteRequest("delete_group")) {
      (transaction, caller) throws(Failure) in
      try caller.requireEveryGroup()
      let group = try transaction.connection.group(groupId, organization: caller.organization)
      guard let group else { throw .groupNotFound("group_id") }
      try transaction.deleteGroup(group.number, organization: caller.organization)
      return successAnswer
    }
    result.append(string: answer)
  }
}
