// SPDX-License-Identifier: Apache-2.0
//
// The order of phone numbers and e-mail addresses by how they end, and the numbers under which terms are written.

extension SortedPostings {
  /// The number under which the term at `index` of the order is written.
  func number(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: index >= firstAfterSounds ? index + soundCount : index)
  }

  var emails: Range<Int> { range(of: SearchTermKind.email.rawValue) }

  /// Where in the order the words are that are phone numbers.
  var phones: [Int] {
    range(of: SearchTermKind.word.rawValue).filter { count(order[$0], .phone) > 0 }
  }

  /// The numbers of the terms at `indices`, in the order of their texts read backwards.
  func byEnd(of indices: some Sequence<Int>) -> [UInt32] {
    var keyed = indices.map { index in
      (key: withText(order[index]) { backwardKey($0) }, index: index)
    }
    terms.texts.withUnsafeBufferPointer { texts in
      keyed.sort { first, second in
        if first.key != second.key { return first.key < second.key }
        let a = terms.range(Int(order[first.index]))
        let b = terms.range(Int(order[second.index]))
        // The tags are not compared; the last eight bytes were.
        let most = min(a.count, b.count) - 1
        var back = 9
        while back <= most {
          let (one, other) = (texts[a.upperBound - back], texts[b.upperBound - back])
          if one != other { return one < other }
          back += 1
        }
        return a.count < b.count
      }
    }
    return keyed.map { number(at: $0.index) }
  }

  /// The last eight bytes of a text, the last one first.
  private func backwardKey(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for index in 1...8 {
      let place = text.count - index
      key = key << 8 | (place >= 1 ? UInt64(text[place]) : 0)
    }
    return key
  }
}

/// Whether one text sorts before another when both are read backwards.
func isBeforeBackwards(
  _ first: some BidirectionalCollection<UInt8>, _ second: some BidirectionalCollection<UInt8>
) -> Bool {
  first.reversed().lexicographicallyPrecedes(second.reversed())
}
