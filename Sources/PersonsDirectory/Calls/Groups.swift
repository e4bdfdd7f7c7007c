// SPDX-License-Identifier: Apache-2.0
//
// persons_put_group, persons_list_groups, persons_delete_group.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func putGroup(_ request: GroupRequest, into result: inout TextBuffer) throws(Failure) {
    let patch = request.patch
    let answer = try perform(request.idempotency) { (transaction, caller) throws(Failure) in
      try caller.requireEveryGroup()
      var answer = TextBuffer()
      answer.append(try patch.put(transaction))
      return try answer.text()
    }
    result.append(string: answer)
  }

  package func listGroups(_ page: Page, into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in
      let caller = try caller(transaction, .read)
      result.append("{\"groups\":[")
      try transaction.forEachGroup(
        among: caller.groups, limit: page.limit, skip: page.skip, salvage: nil
      ) { (group) throws(Failure) in
        result.appendSeparator()
        result.append(group)
      }
      result.append("]}")
    }
  }

  package func deleteGroup(_ groupId: String, into result: inout TextBuffer) throws(Failure) {
    let answer = try perform { (transaction, caller) throws(Failure) in
      try caller.requireEveryGroup()
      guard let group = try transaction.group(groupId) else { throw .groupNotFound("group_id") }
      try transaction.deleteGroup(group)
      return successAnswer
    }
    result.append(string: answer)
  }
}

extension TextBuffer {
  /// Appends `{"group_id":…,"external_ref":…,"name":…}`.
  mutating func append(_ group: Group) {
    append("{")
    appendMember("group_id", orNull: group.groupId)
    appendMember("external_ref", orNull: group.externalRef)
    appendMember("name", orNull: group.name)
    append("}")
  }
}
