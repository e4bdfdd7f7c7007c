// SPDX-License-Identifier: Apache-2.0
//
// Holding the index in the file against the records that it was made of.

internal import Glibc
package import PersonsJSON
package import PersonsStore

package enum SearchIndexState: String, Sendable {
  /// There is no file; the next search makes what it needs.
  case none
  case sound
  /// It was damaged, or did not say what the records say, and was thrown away.
  case discarded
}

extension SearchIndex {
  /// Checks every byte of the index in the file and, when nothing changed since it was made, that it is what would
  /// be made now. One that is not sound is thrown away.
  package func check(
    _ snapshot: any SearchSnapshot, interruption: Interruption
  ) throws(Failure) -> SearchIndexState {
    let revision = try snapshot.lastRevision()
    guard let segment = stored() else {
      // A file that is none of ours, or whose head is damaged.
      return hasFile && !isReadOnly ? discarded() : .none
    }
    do throws(Failure) {
      try segment.memory.checkAll()
      guard segment.revision == revision, try isCurrent(segment, snapshot) else { return .sound }
      let header = segment.memory.header
      let bytes = try builder(snapshot, interruption).finish(
        storeId: header.storeId, segmentId: header.segmentId, revision: revision)
      defer { free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }
      return bytes.elementsEqual(segment.memory.bytes) ? .sound : discarded()
    } catch {
      guard error == .damagedIndex else { throw error }
      return discarded()
    }
  }

  private func discarded() -> SearchIndexState {
    forget()
    return .discarded
  }
}
