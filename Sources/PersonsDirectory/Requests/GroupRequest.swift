// SPDX-License-Identifier: Apache-2.0
//
// A request of persons_put_group.

package import PersonsJSON
internal import PersonsModel
internal import PersonsStore
internal import PersonsText

package struct GroupRequest {
  package let body: RequestBody
  let patch: GroupPatch
  let idempotency: Idempotency?

  package init(_ body: RequestBody) throws(Failure) {
    self.body = body
    let request = try body.reader(keys: GroupPatch.keys)
    patch = try GroupPatch(request)
    idempotency = try body.idempotency("put_group", request)
  }
}

/// A change of a group.
struct GroupPatch: Sendable {
  static let keys = ["group_id", "external_ref", "name"]

  private let groupId: String?
  private let externalRef: String??
  private let name: String??

  init(_ request: ObjectReader) throws(Failure) {
    groupId = try request.identifier("group_id")
    let ref = try request.identifier("external_ref")
    externalRef = ref == nil && !request.isNull("external_ref") ? .none : .some(ref)
    let name = try request.string("name")
    self.name = name == nil && !request.isNull("name") ? .none : .some(name)
  }

  /// Makes the group or changes it.
  func put(_ transaction: any WriteTransaction) throws(Failure) -> Group {
    let id = groupId ?? newIdentifier(at: transaction.now)
    var group = try transaction.group(id) ?? Group(groupId: id)
    if let externalRef { group.externalRef = externalRef }
    if let name { group.name = name }
    if let ref = group.externalRef, let other = try transaction.group(externalRef: ref),
      !other.groupId.isSame(as: id)
    {
      throw Failure(
        .conflict, "duplicate_external_ref", "Another group has this external reference.",
        field: "external_ref")
    }
    try transaction.putGroup(group)
    return group
  }
}
