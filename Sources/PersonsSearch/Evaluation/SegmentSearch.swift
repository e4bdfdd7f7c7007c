// SPDX-License-Identifier: Apache-2.0
//
// A search in one segment, chunk by chunk: which documents match is found first, as a set, and counted (ChunkMatch);
// then those are ranked that can be among the best (ChunkRank). What counts as a match and what it is worth is the
// rule of CollectedDocument; this finds the same without looking at every person.

internal import PersonsJSON
internal import PersonsStore

struct SegmentSearch {
  let segment: Segment
  let vocabulary: Vocabulary
  let mask: DocumentMask
  /// The documents that the caller may see; nil for all.
  let visible: VisibleDocuments?
  let query: SearchQuery
  let fuzziness: Fuzziness
  let scratch: SearchScratch
  let interruption: Interruption

  /// Counts every match and ranks the best.
  func run(into top: inout TopPersons) throws(Failure) {
    guard query.hasText || !query.filters.isEmpty || visible != nil else { return }
    var lookup = WordLookup(segment, fuzziness, vocabulary)
    var others: [ChunkRequirement] = []
    for filter in query.filters {
      let postings = try lookup.postings(filter)
      guard !postings.isEmpty else { return }
      others.append(.postings(postings))
    }
    if let visible { others.append(.visible(visible)) }
    if query.filters.isEmpty, try runSinglePrefix(into: &top) { return }
    let plans = try plans(&lookup)
    guard !plans.isEmpty else { return }
    let matches = plans.map { ChunkMatch($0, others) }
    let shortNames = try shortNames()
    if plans.count > 1 { top.mayMeetAgain() }
    let mark = scratch.mark
    defer { scratch.giveBack(to: mark) }
    for chunk in 0..<segment.chunks {
      try interruption.check()
      scratch.giveBack(to: mark)
      try run(chunk, plans, matches, shortNames, &top)
    }
  }

  /// The ways to read the query by which documents can match.
  private func plans(_ lookup: inout WordLookup) throws(Failure) -> [ReadingPlan] {
    guard query.hasText else {
      return try ReadingPlan([], fuzziness) { _ in WordPostings() }.map { [$0] } ?? []
    }
    var plans: [ReadingPlan] = []
    // The readings share most of their words.
    var known: [(word: QueryWord, postings: WordPostings)] = []
    for reading in query.readings {
      let plan = try ReadingPlan(reading, fuzziness) { (word) throws(Failure) in
        if let found = known.first(where: { $0.word == word }) { return found.postings }
        let postings = try lookup.postings(word)
        known.append((word, postings))
        return postings
      }
      if let plan { plans.append(plan) }
    }
    return plans
  }

  private func shortNames() throws(Failure) -> PostingList? {
    guard segment.memory.header.shortNames > 0 else { return nil }
    var terms = segment.terms()
    let wanted = [TermTag.shortName]
    try terms.seek(wanted)
    guard try terms.next(), terms.text == wanted else { throw .damagedIndex }
    return try terms.entry()[.name]
  }

  private func run(
    _ chunk: Int, _ plans: [ReadingPlan], _ matches: [ChunkMatch], _ shortNames: PostingList?,
    _ top: inout TopPersons
  ) throws(Failure) {
    let union = plans.count > 1 ? scratch.take() : nil
    let firstPerson = try segment.person(chunk << SegmentFormat.chunkBits)
    for index in plans.indices {
      let mark = scratch.mark
      defer { scratch.giveBack(to: mark) }
      guard let found = try matches[index].documents(chunk, scratch) else { continue }
      if let hidden = mask.chunk(chunk) { hidden.withBitmap { found.subtract($0) } }
      let count = found.count
      guard count > 0 else { continue }
      if let union { union.formUnion(found) } else { top.count(count) }
      let rank = ChunkRank(
        segment: segment, plan: plans[index], query: query, chunk: chunk,
        firstPerson: firstPerson, shortNames: shortNames, scratch: scratch)
      try rank.run(found, count: count, into: &top)
    }
    if let union { top.count(union.count) }
  }
}
