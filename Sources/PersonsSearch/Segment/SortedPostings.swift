// SPDX-License-Identifier: Apache-2.0
//
// What was collected, turned around: from each term to its documents.

internal import PersonsStore

/// The lists of all terms, each sorted by document, and the terms in the order of their texts.
struct SortedPostings {
  let terms: TermTable
  let order: [UInt32]
  private let starts: [Int]
  private let documents: [UInt32]
  let documentCount: Int
  /// Where in the order the terms begin that are written behind the sounds, and how many sounds there are.
  let firstAfterSounds: Int
  var soundCount = 0

  init(_ collected: PostingCollector) {
    terms = collected.terms
    order = collected.terms.sorted()
    documentCount = collected.ends.count
    let tags = terms
    firstAfterSounds = order.partitioningIndex {
      tags.texts[tags.range(Int($0)).lowerBound] > TermTag.sound
    }
    var starts: [Int] = []
    starts.reserveCapacity(collected.counts.count + 1)
    var sum = 0
    for count in collected.counts {
      starts.append(sum)
      sum += Int(count)
    }
    starts.append(sum)
    var next = starts
    documents = [UInt32](unsafeUninitializedCapacity: sum) { documents, count in
      next.withUnsafeMutableBufferPointer { next in
        var index = 0
        for (document, end) in collected.ends.enumerated() {
          while index < end {
            let slot = Int(collected.slots[index])
            documents[next[slot]] = UInt32(truncatingIfNeeded: document)
            next[slot] += 1
            index += 1
          }
        }
      }
      count = sum
    }
    self.starts = starts
  }

  func withDocuments<R>(
    _ term: UInt32, _ field: SearchField, _ body: (UnsafeBufferPointer<UInt32>) -> R
  ) -> R {
    let slot = Int(term) * 4 + field.rawValue
    return documents.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[starts[slot]..<starts[slot + 1]]))
    }
  }

  func count(_ term: UInt32, _ field: SearchField) -> Int {
    let slot = Int(term) * 4 + field.rawValue
    return starts[slot + 1] - starts[slot]
  }

  /// The text of a term with its tag.
  func withText<R>(_ term: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let range = terms.range(Int(term))
    return terms.texts.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  func tag(_ term: UInt32) -> UInt8 { terms.texts[terms.range(Int(term)).lowerBound] }

  /// Where in `order` the terms with a tag are.
  func range(of tag: UInt8) -> Range<Int> {
    let start = order.partitioningIndex { self.tag($0) >= tag }
    return start..<order.partitioningIndex { self.tag($0) > tag }
  }
}
