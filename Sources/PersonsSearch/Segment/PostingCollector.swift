// SPDX-License-Identifier: Apache-2.0
//
// The words of persons as they come, each counted for its term and field.

/// Takes in the words of persons as (term, field, document).
struct PostingCollector: SearchDocumentSink {
  var terms = TermTable()
  var document: UInt32 = 0
  /// Term and field of each word, person after person.
  private(set) var slots: [UInt32] = []
  /// The document of each entry of `slots` is found by where documents begin.
  private(set) var ends: [Int] = []
  /// For each slot how many documents it has, and the last of them.
  private(set) var counts: [UInt32] = []
  private var last: [UInt32] = []

  mutating func add(
    _ kind: SearchTermKind, _ field: SearchField, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    add(terms.number(kind.rawValue, bytes), field)
  }

  /// Notes what else a person is found by; the last of each person.
  mutating func end(hasShortName: Bool, groups: [Int64]) {
    for group in groups {
      withUnsafeBytes(of: group.bigEndian) { number in
        add(terms.number(TermTag.group, number.bindMemory(to: UInt8.self)), .name)
      }
    }
    if hasShortName {
      add(terms.number(TermTag.shortName, UnsafeBufferPointer(start: nil, count: 0)), .name)
    }
    ends.append(slots.count)
  }

  private mutating func add(_ term: Int, _ field: SearchField) {
    let slot = term * 4 + field.rawValue
    while counts.count < (term + 1) * 4 {
      counts.append(0)
      last.append(.max)
    }
    guard last[slot] != document else { return }
    last[slot] = document
    counts[slot] += 1
    slots.append(UInt32(truncatingIfNeeded: slot))
  }
}
