// SPDX-License-Identifier: Apache-2.0
//
// persons_stats.

package import PersonsJSON
internal import PersonsStore

extension EmbeddedDirectory {
  package func stats(into result: inout TextBuffer) throws(Failure) {
    try read { (transaction) throws(Failure) in
      let caller = try caller(transaction, .read)
      result.append("{")
      result.appendMember(
        "persons", try transaction.count(PersonSelection(groups: caller.groups)))
      let groups =
        if let own = caller.groups {
          Int64(try transaction.existing(groups: own).count)
        } else {
          try transaction.groupCount()
        }
      result.appendMember("groups", groups)
      result.appendMember("events", try transaction.eventCount())
      result.appendMember("organization", orNull: try transaction.ownOrganization()?.slug)
      if caller.isOwner {
        let size = try transaction.size()
        result.appendMember("revision", try transaction.lastRevision())
        result.appendMember("organizations", try transaction.organizationCount())
        result.appendMember("bytes", size.bytes)
        result.appendMember("path", orNull: store.location)
        result.appendMember("format", size.format)
      }
      result.append("}")
    }
  }
}
