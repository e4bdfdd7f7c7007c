// SPDX-License-Identifier: Apache-2.0
//
// All documents of a segment that a word of the query finds, with what each is worth: a few long lists, and
// the documents of all short ones together.

internal import PersonsJSON

/// What a match is worth, in one byte: its points, and in the lowest bit whether it is a name.
typealias MatchCode = UInt8

func matchCode(_ grade: SearchGrade, _ field: SearchField) -> MatchCode {
  MatchCode(clamping: SearchSettings.points(grade, field) << 1 | (field == .name ? 1 : 0))
}

struct WordPostings {
  struct LongList {
    let list: PostingList
    let code: MatchCode
    /// Whether all its documents are in other lists of the word, so that it only says that they are worth more.
    let isRefinement: Bool
  }

  /// In the order of what they are worth, the best first; refinements behind the others.
  private(set) var long: [LongList] = []
  /// Document and code of each document of a short list, sorted once all are there.
  private(set) var short: [UInt64] = []
  /// How many documents at most.
  private(set) var total = 0

  var isEmpty: Bool { total == 0 }

  mutating func add(_ list: PostingList?, _ code: MatchCode, isRefinement: Bool = false) {
    guard let list else { return }
    if !isRefinement { total += list.count }
    if list.isShort {
      list.forEachShort { short.append(UInt64($0) << 8 | UInt64(code)) }
    } else {
      long.append(LongList(list: list, code: code, isRefinement: isRefinement))
    }
  }

  mutating func add(_ entry: TermEntry, _ grade: SearchGrade, isRefinement: Bool = false) {
    for field in SearchField.allCases {
      add(entry[field], matchCode(grade, field), isRefinement: isRefinement)
    }
  }

  /// To be called when all lists were added.
  mutating func finish() {
    short.sort()
    long.sort { first, second in
      first.isRefinement != second.isRefinement
        ? second.isRefinement : first.code > second.code
    }
  }

  /// Where the short lists' documents of a chunk are.
  func shortRange(ofChunk chunk: Int) -> Range<Int> {
    let low = UInt64(chunk) << UInt64(SegmentFormat.chunkBits + 8)
    let high = UInt64(chunk + 1) << UInt64(SegmentFormat.chunkBits + 8)
    return short.partitioningIndex { $0 >= low }..<short.partitioningIndex { $0 >= high }
  }
}
