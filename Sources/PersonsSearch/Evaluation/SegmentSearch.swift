// SPDX-License-Identifier: Apache-2.0
//
// A search in one segment. Chunk by chunk: the documents of the rarest word are the candidates, the other words
// are looked up for them only, and who is left is scored. What counts as a match is the rule of
// CollectedDocument; this finds the same without looking at every person.

internal import PersonsJSON
internal import PersonsStore

struct SegmentSearch {
  let segment: Segment
  let vocabulary: Vocabulary
  let mask: DocumentMask
  /// The documents that the caller may see; nil for all.
  let visible: VisibleDocuments?
  let query: SearchQuery
  let step: SearchStep
  let scratch: SearchScratch
  let interruption: Interruption

  /// Counts every match and ranks the best.
  func run(into top: inout TopPersons) throws(Failure) {
    var lookup = WordLookup(segment, step, vocabulary)
    var filters: [WordPostings] = []
    for filter in query.filters {
      let postings = try lookup.postings(filter)
      guard !postings.isEmpty else { return }
      filters.append(postings)
    }
    guard query.hasText else { return try runFilters(filters, into: &top) }
    if try runSinglePrefix(into: &top) { return }
    var plans: [ReadingPlan] = []
    // The readings share most of their words.
    var known: [(word: QueryWord, postings: WordPostings)] = []
    func lookUp(_ word: QueryWord) throws(Failure) -> WordPostings {
      if let found = known.first(where: { $0.word == word }) { return found.postings }
      let postings = try lookup.postings(word)
      known.append((word, postings))
      return postings
    }
    for reading in query.readings {
      if let plan = try ReadingPlan(reading, step, lookUp) {
        plans.append(plan)
      }
    }
    guard !plans.isEmpty else { return }
    let words = scratch.words((plans.map(\.words.count).max() ?? 0) + filters.count + 1)
    let merged = plans.count > 1 ? scratch.mergedScores() : nil
    // What a failure left there.
    merged?.clear()
    for chunk in 0..<segment.chunks {
      try interruption.check()
      for plan in plans {
        try run(plan, filters, chunk, words) { (document, score) throws(Failure) in
          if let merged {
            merged.raise(document, score)
          } else {
            try take(chunk << SegmentFormat.chunkBits | document, score, &top)
          }
        }
      }
      try merged?.take { (document, score) throws(Failure) in
        try take(chunk << SegmentFormat.chunkBits | document, score, &top)
      }
    }
  }

  /// Counts a document that matches, and ranks its person.
  @inline(__always)
  private func take(_ document: Int, _ score: Int, _ top: inout TopPersons) throws(Failure) {
    top.count(1)
    var score = score
    if !query.wholeNames.isEmpty, query.wholeNames.contains(try segment.nameHash(document)) {
      score += SearchSettings.wholeName
    }
    if top.takes(score) { top.rank(try segment.person(document), score) }
  }

  // MARK: One chunk

  private func run(
    _ plan: ReadingPlan, _ filters: [WordPostings], _ chunk: Int, _ memory: [ChunkCodes],
    _ found: (Int, Int) throws(Failure) -> Void
  ) throws(Failure) {
    defer { for codes in memory { codes.clear() } }
    for index in 0..<plan.leading {
      try raiseAll(plan.words[index].postings, chunk, memory[index])
    }
    var candidates = ContiguousCandidates(memory[..<plan.leading])
    guard !candidates.isEmpty else { return }
    try dropInvisible(&candidates, chunk)
    for filter in filters where !candidates.isEmpty {
      let codes = memory[plan.words.count]
      try raise(filter, chunk, codes, for: candidates)
      candidates.keep { codes.codes[$0] != 0 }
      codes.clear()
    }
    for index in plan.leading..<plan.words.count where !candidates.isEmpty {
      let codes = memory[index]
      try raise(plan.words[index].postings, chunk, codes, for: candidates)
      if plan.wrongWords == 0, plan.words[index].isRequired {
        candidates.keep { codes.codes[$0] != 0 }
      }
    }
    let words = plan.words.indices.map { index in
      let word = plan.words[index]
      return ScoredWord(
        codes: memory[index].codes, weight: word.weight, parts: word.parts,
        cost: word.isRequired ? word.parts : 0)
    }
    for candidate in candidates.documents {
      let document = Int(candidate)
      var wrong = 0
      var score = 0
      var askedNames = 0
      for word in words {
        let code = Int(word.codes[document])
        if code == 0 {
          wrong += word.cost
        } else {
          score += word.weight * (code >> 1)
          askedNames += (code & 1) * word.parts
        }
      }
      guard wrong <= plan.wrongWords else { continue }
      if plan.unaskedName > 0 {
        let names = try segment.nameWords(chunk << SegmentFormat.chunkBits | document)
        score -= plan.unaskedName * max(0, names - askedNames)
      }
      try found(document, score)
    }
  }

  /// What the scoring of a document needs of a word.
  private struct ScoredWord {
    let codes: UnsafeMutablePointer<MatchCode>
    let weight: Int
    let parts: Int
    /// How many words are wrong when this one is not found.
    let cost: Int
  }

  private func raiseAll(
    _ postings: WordPostings, _ chunk: Int, _ codes: ChunkCodes
  ) throws(Failure) {
    for long in postings.long { codes.raise(try long.list.chunk(key: chunk), long.code) }
    raiseShort(postings, chunk, codes)
  }

  private func raiseShort(_ postings: WordPostings, _ chunk: Int, _ codes: ChunkCodes) {
    for index in postings.shortRange(ofChunk: chunk) {
      let entry = postings.short[index]
      codes.raise(Int(entry >> 8 & 0xFFFF), MatchCode(truncatingIfNeeded: entry))
    }
  }

  /// Raises at least those of the candidates that the word has.
  private func raise(
    _ postings: WordPostings, _ chunk: Int, _ codes: ChunkCodes,
    for candidates: ContiguousCandidates
  ) throws(Failure) {
    raiseShort(postings, chunk, codes)
    for long in postings.long {
      let documents = try long.list.chunk(key: chunk)
      switch documents {
      case .none: continue
      case .array, .buckets:
        if documents.count < 4 * candidates.count {
          codes.raise(documents, long.code)
          continue
        }
        probe(documents, long, candidates, codes)
      case .bitmap: probe(documents, long, candidates, codes)
      }
    }
  }

  /// Raises those of the candidates that are in a chunk of a list.
  private func probe(
    _ documents: PostingChunk, _ long: WordPostings.LongList, _ candidates: ContiguousCandidates,
    _ codes: ChunkCodes
  ) {
    for candidate in candidates.documents {
      let document = Int(candidate)
      // The best lists come first; a refinement only concerns those who are there.
      let code = codes.codes[document]
      guard code < long.code, code != 0 || !long.isRefinement else { continue }
      if documents.contains(document) { codes.raise(document, long.code) }
    }
  }

  private func dropInvisible(
    _ candidates: inout ContiguousCandidates, _ chunk: Int
  ) throws(Failure) {
    if let hidden = mask.chunk(chunk) { candidates.keep { !hidden.contains($0) } }
    if let visible {
      let documents = try visible.chunk(chunk)
      candidates.keep { documents.contains($0) }
    }
  }

  // MARK: Filters alone

  private func runFilters(_ filters: [WordPostings], into top: inout TopPersons) throws(Failure) {
    let ordered = filters.sorted { $0.total < $1.total }
    guard let first = ordered.first else { return }
    let memory = scratch.words(2)
    for chunk in 0..<segment.chunks {
      try interruption.check()
      try raiseAll(first, chunk, memory[0])
      var candidates = ContiguousCandidates(memory[..<1])
      memory[0].clear()
      try dropInvisible(&candidates, chunk)
      for filter in ordered.dropFirst() where !candidates.isEmpty {
        try raise(filter, chunk, memory[1], for: candidates)
        candidates.keep { memory[1].codes[$0] != 0 }
        memory[1].clear()
      }
      for candidate in candidates.documents {
        try take(chunk << SegmentFormat.chunkBits | Int(candidate), 0, &top)
      }
    }
  }
}

/// Documents of a chunk that may still match.
struct ContiguousCandidates {
  private(set) var documents: [UInt16] = []

  /// The documents of any of these words.
  init(_ words: ArraySlice<ChunkCodes>) {
    guard let first = words.first else { return }
    documents = Array(UnsafeBufferPointer(start: first.touched, count: first.count))
    for (index, word) in words.enumerated().dropFirst() {
      let earlier = words.prefix(index)
      for touched in UnsafeBufferPointer(start: word.touched, count: word.count)
      where earlier.allSatisfy({ $0.codes[Int(touched)] == 0 }) {
        documents.append(touched)
      }
    }
  }

  var isEmpty: Bool { documents.isEmpty }
  var count: Int { documents.count }

  @inline(__always)
  mutating func keep(_ condition: (Int) -> Bool) {
    var kept = 0
    for index in documents.indices where condition(Int(documents[index])) {
      documents[kept] = documents[index]
      kept += 1
    }
    documents.removeSubrange(kept...)
  }
}
