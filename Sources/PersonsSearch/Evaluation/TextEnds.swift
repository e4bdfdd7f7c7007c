// SPDX-License-Identifier: Apache-2.0
//
// Terms found by how they end: phone numbers by their last digits, e-mail addresses by what is behind an error.

internal import PersonsJSON

struct TextEnds {
  private let segment: Segment
  private let part: SegmentPart
  private var terms: TermCursor

  init(_ segment: Segment, _ part: SegmentPart) {
    self.segment = segment
    self.part = part
    terms = segment.terms()
  }

  /// Calls `body` with the text and the lists of each term that ends with `end`.
  mutating func forEachTerm(
    endingWith end: [UInt8], _ body: ([UInt8], TermEntry) throws(Failure) -> Void
  ) throws(Failure) {
    let count = segment.count(part, of: UInt32.self)
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      try read(middle)
      if isBeforeBackwards(text, end) { low = middle + 1 } else { high = middle }
    }
    while low < count {
      try read(low)
      guard text.count >= end.count, text.suffix(end.count).elementsEqual(end) else { return }
      try body(Array(text), try terms.entry())
      low += 1
    }
  }

  /// Calls `body`, perhaps twice, for each e-mail address within one error of `wanted`, which is ASCII and has
  /// four letters or more before the @.
  mutating func forEachEmail(
    near wanted: [UInt8], _ scalars: [UInt32],
    _ body: (TermEntry, Int) throws(Failure) -> Void
  ) throws(Failure) {
    // Either everything before the middle of the local part is right, or everything behind it; two letters that
    // changed places may stand across.
    let middle = (wanted.firstIndex(of: UInt8(ascii: "@")) ?? wanted.count) / 2
    guard middle >= 1, wanted.count > middle + 1 else { return }
    let begin = [SearchTermKind.email.rawValue] + wanted[..<(middle - 1)]
    var others = segment.terms()
    try others.seek(begin)
    while try others.next(), others.text.starts(with: begin) {
      // A letter that is not ASCII may stand for one that is.
      guard abs(others.text.count - 1 - wanted.count) <= 4,
        let errors = errorCount(scalars, scalarValues(others.text.dropFirst()), atMost: 1)
      else { continue }
      try body(try others.entry(), errors)
    }
    try forEachTerm(endingWith: Array(wanted[(middle + 1)...])) { (text, entry) throws(Failure) in
      if let errors = errorCount(scalars, scalarValues(text), atMost: 1) { try body(entry, errors) }
    }
  }

  private var text: ArraySlice<UInt8> { terms.text.dropFirst() }

  private mutating func read(_ index: Int) throws(Failure) {
    try terms.read(number: Int(try segment.load(part, index) as UInt32))
  }
}
