// SPDX-License-Identifier: Apache-2.0
//
// All documents of a segment that a word of the query finds, in tiers by what they are worth.

internal import PersonsJSON

/// What a match is worth, in one byte: its points, and in the lowest bit whether it is a name.
typealias MatchScore = UInt8

func matchScore(_ grade: SearchGrade, _ field: SearchField) -> MatchScore {
  MatchScore(clamping: SearchSettings.points(grade, field) << 1 | (field == .name ? 1 : 0))
}

struct WordPostings {
  /// Documents that are worth the same. One of them may be in a better tier as well.
  struct Tier {
    let score: MatchScore
    fileprivate(set) var lists: [PostingList] = []
    /// Lists whose documents are all in lists of other tiers, so that they only say that these are worth more.
    fileprivate(set) var refinements: [PostingList] = []
    /// The documents of the short lists.
    fileprivate(set) var short = ShortPostings()

    var points: Int { Int(score >> 1) }
    var isName: Bool { score & 1 != 0 }
  }

  /// The best first.
  private(set) var tiers: [Tier] = []
  /// How many documents at most.
  private(set) var total = 0

  var isEmpty: Bool { total == 0 }

  mutating func add(_ list: PostingList?, _ score: MatchScore, isRefinement: Bool = false) {
    guard let list else { return }
    if !isRefinement { total += list.count }
    let index = tier(score)
    if list.isShort {
      list.forEachShort { tiers[index].short.append($0) }
    } else if isRefinement {
      tiers[index].refinements.append(list)
    } else {
      tiers[index].lists.append(list)
    }
  }

  mutating func add(_ entry: TermEntry, _ grade: SearchGrade, isRefinement: Bool = false) {
    for field in SearchField.allCases {
      add(entry[field], matchScore(grade, field), isRefinement: isRefinement)
    }
  }

  private mutating func tier(_ score: MatchScore) -> Int {
    if let known = tiers.firstIndex(where: { $0.score == score }) { return known }
    tiers.append(Tier(score: score))
    return tiers.count - 1
  }

  /// To be called when all lists were added.
  mutating func finish(chunks: Int) {
    tiers.sort { $0.score > $1.score }
    for index in tiers.indices { tiers[index].short.finish(chunks: chunks) }
  }
}

/// The documents of many short lists, told apart by chunk.
struct ShortPostings {
  private var documents: [UInt32] = []
  /// Where the documents of each chunk end.
  private var ends: [Int] = []

  fileprivate mutating func append(_ document: UInt32) { documents.append(document) }

  fileprivate mutating func finish(chunks: Int) {
    guard !documents.isEmpty else { return }
    ends = Array(repeating: 0, count: chunks)
    guard chunks > 1 else {
      ends = [documents.count]
      return
    }
    func chunk(_ document: UInt32) -> Int {
      min(Int(document >> UInt32(SegmentFormat.chunkBits)), chunks - 1)
    }
    for document in documents { ends[chunk(document)] += 1 }
    var sum = 0
    for index in ends.indices {
      (ends[index], sum) = (sum, sum + ends[index])
    }
    var placed = documents
    for document in documents {
      placed[ends[chunk(document)]] = document
      ends[chunk(document)] += 1
    }
    documents = placed
  }

  /// Calls `body` with the low bits of each document of a chunk.
  @inline(__always)
  func forEach(inChunk chunk: Int, _ body: (Int) -> Void) {
    guard chunk < ends.count else { return }
    for index in (chunk == 0 ? 0 : ends[chunk - 1])..<ends[chunk] {
      body(Int(documents[index]) & (SegmentFormat.documentsInChunk - 1))
    }
  }
}
