// SPDX-License-Identifier: Apache-2.0
//
// Which documents of a chunk match one reading of a query: lists are united and intersected, the shortest first.

internal import PersonsJSON
internal import PersonsModel

/// Something that every match has.
enum ChunkRequirement {
  case postings(WordPostings)
  case visible(VisibleDocuments)

  /// How many documents have it, at most.
  var total: Int {
    switch self {
    case .postings(let postings): postings.total
    case .visible(let visible): visible.total
    }
  }

  /// Puts the documents of a chunk that have it into `set`.
  ///
  /// - Returns: about how many they are; 0 when there is none.
  func unite(_ chunk: Int, into set: ChunkSet) throws(Failure) -> Int {
    switch self {
    case .postings(let postings): return try postings.unite(chunk, into: set)
    case .visible(let visible):
      set.formUnion(visible.chunk(chunk))
      return visible.count(chunk)
    }
  }

  /// Puts those of `others`, of which there are about `estimate`, that have it into the empty `set`.
  ///
  /// - Returns: about how many they are; 0 when there is none.
  func select(
    _ chunk: Int, of others: ChunkSet, estimate: Int, into set: ChunkSet
  ) throws(Failure) -> Int {
    switch self {
    case .postings(let postings):
      return try postings.select(chunk, of: others, estimate: estimate, into: set)
    case .visible(let visible):
      return set.formUnion(visible.chunk(chunk), in: others, estimate: estimate)
    }
  }
}

extension WordPostings {
  /// Puts the documents of a chunk into `set`.
  ///
  /// - Returns: about how many they are; 0 when there is none.
  func unite(_ chunk: Int, into set: ChunkSet) throws(Failure) -> Int {
    var count = 0
    for tier in tiers {
      for list in tier.lists {
        let documents = try list.chunk(key: chunk)
        set.formUnion(documents)
        count += documents.count
      }
      tier.short.forEach(inChunk: chunk) {
        set.insert($0)
        count += 1
      }
    }
    return count
  }

  /// Puts those of `others`, of which there are about `estimate`, into `set`.
  ///
  /// - Returns: about how many they are; 0 when there is none.
  func select(
    _ chunk: Int, of others: ChunkSet, estimate: Int, into set: ChunkSet
  ) throws(Failure) -> Int {
    var found = 0
    for tier in tiers {
      found += try tier.select(chunk, of: others, estimate: estimate, into: set, all: false)
    }
    return found
  }
}

extension WordPostings.Tier {
  /// Puts those of `others` that are in the tier into `set`, with the refinements when it is to have `all`.
  ///
  /// - Returns: about how many they are; 0 when there is none.
  func select(
    _ chunk: Int, of others: ChunkSet, estimate: Int, into set: ChunkSet, all: Bool
  ) throws(Failure) -> Int {
    var found = 0
    for list in lists {
      found += set.formUnion(try list.chunk(key: chunk), in: others, estimate: estimate)
    }
    if all {
      for list in refinements {
        found += set.formUnion(try list.chunk(key: chunk), in: others, estimate: estimate)
      }
    }
    short.forEach(inChunk: chunk) { document in
      if others.contains(document) {
        set.insert(document)
        found += 1
      }
    }
    return found
  }
}

struct ChunkMatch {
  /// What every match has, the rarest first; it is nothing only when words may be missing, or for everybody.
  private let requirements: [ChunkRequirement]
  /// The words of which some may be missing, and how many.
  private let words: [ReadingPlan.Word]
  private let wrongWords: Int

  init(_ plan: ReadingPlan, _ others: [ChunkRequirement]) {
    let required = plan.words.prefix(plan.required)
    wrongWords = plan.wrongWords
    words = wrongWords > 0 ? Array(required) : []
    let own = wrongWords > 0 ? [] : required.map { ChunkRequirement.postings($0.postings) }
    requirements = (own + others).sorted { $0.total < $1.total }
  }

  /// The documents of a chunk that match, in a set of `scratch`; nil when there is none.
  func documents(_ chunk: Int, _ scratch: SearchScratch) throws(Failure) -> ChunkSet? {
    var current: ChunkSet?
    var estimate = 0
    for requirement in requirements {
      let next = scratch.take()
      if let others = current {
        estimate = try requirement.select(chunk, of: others, estimate: estimate, into: next)
        guard estimate > 0 else { return nil }
      } else {
        estimate = try requirement.unite(chunk, into: next)
        guard estimate > 0 else { return nil }
      }
      current = next
    }
    guard wrongWords > 0 else { return current }
    return try withWrongWords(chunk, among: current, scratch)
  }

  /// The documents that lack no more than `wrongWords` of the words.
  private func withWrongWords(
    _ chunk: Int, among others: ChunkSet?, _ scratch: SearchScratch
  ) throws(Failure) -> ChunkSet? {
    // For each number of wrong words the documents that have lacked no more so far; nil is all.
    var lacking = [ChunkSet?](repeating: others, count: wrongWords + 1)
    for word in words {
      let having = scratch.take()
      _ = try word.postings.unite(chunk, into: having)
      for wrong in lacking.indices.reversed() {
        let fewer = wrong - word.parts
        // All may lack this word.
        if fewer >= 0, lacking[fewer] == nil {
          lacking[wrong] = nil
          continue
        }
        let next = scratch.take()
        next.formUnion(having)
        if let before = lacking[wrong] { next.formIntersection(before) }
        if fewer >= 0, let before = lacking[fewer] { next.formUnion(before) }
        lacking[wrong] = next
      }
    }
    return lacking[wrongWords].flatMap { $0.isEmpty ? nil : $0 }
  }
}
