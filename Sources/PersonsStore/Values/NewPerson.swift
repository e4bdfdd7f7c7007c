// SPDX-License-Identifier: Apache-2.0
//
// A person who is about to be stored, as far as they can be made ready without the store: the text of the
// record and the keys under which it is looked up. Made in the thread of the caller, so that whoever leads
// the commit has only to write.

package import PersonsJSON
package import PersonsModel
internal import PersonsSystem

package final class NewPerson: Sendable {
  package let personId: String
  package let lookupKeys: [Int64]
  private let body: BodyText

  /// Encodes `record`, which gets an identifier when it has none.
  ///
  /// - Throws: `too_large` over the bound of a record.
  package init(_ record: PersonRecord, organization: Int64, seed: UInt64) throws(Failure) {
    var record = record
    if record[.personId] == nil { record[.personId] = newIdentifier(at: currentMilliseconds()) }
    personId = record.personId
    body = BodyText(try record.body())
    lookupKeys = LookupKey.keys(of: record, organization: organization, seed: seed)
  }

  /// The record as it is stored.
  package func withBody<R>(_ use: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    body.text.withBytes(use)
  }
}

/// A text that no longer changes.
private struct BodyText: ~Copyable, @unchecked Sendable {
  let text: TextBuffer

  init(_ text: consuming TextBuffer) { self.text = text }
}
