// SPDX-License-Identifier: Apache-2.0
//
// The best of the documents of a chunk that match a reading. They are told apart word by word and tier by tier, the
// best first, and what cannot be among the best any more is not looked at.

internal import PersonsJSON
internal import PersonsModel

struct ChunkRank {
  let segment: Segment
  let plan: ReadingPlan
  let query: SearchQuery
  let chunk: Int
  /// The number of the chunk's first person, the smallest.
  let firstPerson: Int64
  /// The documents of persons with a name of one word or none; nil when there is none.
  let shortNames: PostingList?
  let scratch: SearchScratch

  private static let exactName = matchScore(.exact, .name)

  /// What is known of some documents from the words that were looked at.
  private struct Known {
    var score = 0
    /// Words of the name that were asked for.
    var askedNames = 0
    /// Whether every required word was found whole in the name, without which a name is not the query.
    var mayBeWholeName: Bool
  }

  /// Ranks the `count` documents of `found`, which is used up.
  func run(
    _ found: ChunkSet, count: Int, into top: inout TopPersons
  ) throws(Failure) {
    try rank(found, count, 0, Known(mayBeWholeName: !query.wholeNames.isEmpty), &top)
  }

  /// Whether a document that is worth `score` at most can be among the best.
  private func canTake(_ score: Int, _ known: Known, _ top: TopPersons) -> Bool {
    top.takes(score + maxBonus(known), firstPerson)
  }

  /// What a name can add at most.
  private func maxBonus(_ known: Known) -> Int {
    known.mayBeWholeName ? SearchSettings.wholeName : query.bonusWithoutMiddle
  }

  /// Ranks `documents`, of which there are about `estimate`, by the words from `index` on.
  private func rank(
    _ documents: ChunkSet, _ estimate: Int, _ index: Int, _ known: Known, _ top: inout TopPersons
  ) throws(Failure) {
    guard index < plan.words.count else { return try rankAlike(documents, known, &top) }
    let word = plan.words[index]
    let rest = plan.maxOfRest[index + 1]
    let mark = scratch.mark
    defer { scratch.giveBack(to: mark) }
    let selected = scratch.take()
    var absent = known
    if word.isRequired { absent.mayBeWholeName = false }
    for tier in word.postings.tiers {
      var found = known
      found.score += word.weight * tier.points
      if tier.isName { found.askedNames += word.parts }
      if word.isRequired, tier.score != ChunkRank.exactName { found.mayBeWholeName = false }
      guard canTake(found.score + rest, found, top) else { return }
      let count = try tier.select(
        chunk, of: documents, estimate: estimate, into: selected, all: true)
      guard count > 0 else { continue }
      documents.subtract(selected)
      try rank(selected, count, index + 1, found, &top)
      selected.removeAll()
    }
    if canTake(absent.score + rest, absent, top) {
      try rank(documents, estimate, index + 1, absent, &top)
    }
  }

  /// Ranks documents that are told apart by their names only.
  private func rankAlike(
    _ documents: ChunkSet, _ known: Known, _ top: inout TopPersons
  ) throws(Failure) {
    if maxBonus(known) > 0 {
      try documents.forEach { (low) throws(Failure) in
        let document = chunk << SegmentFormat.chunkBits | low
        let bonus = query.bonus(forName: try segment.nameHash(document))
        if bonus > 0 {
          documents.remove(low)
          let score = known.score - cost(try segment.nameWords(document), known)
          top.rank(try segment.person(document), score + bonus)
        }
        return true
      }
    }
    // Most names have two words or more, which bounds what the others can be worth.
    if plan.unaskedName > 0, let shortNames {
      let short = scratch.take()
      if shortNames.isShort {
        shortNames.forEachShort {
          if Int($0) >> SegmentFormat.chunkBits == chunk {
            short.insert(Int($0) & (SegmentFormat.documentsInChunk - 1))
          }
        }
      } else {
        short.formUnion(try shortNames.chunk(key: chunk))
      }
      short.formIntersection(documents)
      documents.subtract(short)
      try rankAlike(short, known, leastNames: 0, &top)
      scratch.giveBack(to: scratch.mark - 1)
    }
    try rankAlike(documents, known, leastNames: 2, &top)
  }

  /// Ranks documents of persons whose names have `leastNames` words or more.
  private func rankAlike(
    _ documents: ChunkSet, _ known: Known, leastNames: Int, _ top: inout TopPersons
  ) throws(Failure) {
    let most = known.score - cost(leastNames, known)
    guard top.takes(most, firstPerson) else { return }
    let nameWords = try segment.nameWords(ofChunk: chunk)
    try documents.forEach { (low) throws(Failure) in
      guard low < nameWords.count else { throw .damagedIndex }
      let score = known.score - cost(Int(nameWords[low]), known)
      if top.takes(score) {
        let person = try segment.person(chunk << SegmentFormat.chunkBits | low)
        if top.takes(score, person) {
          top.rank(person, score)
        } else {
          // Persons grow: who is worth no more than this one does not come in either.
          return score < most
        }
      }
      return true
    }
  }

  /// What the words of a name cost that were not asked for.
  private func cost(_ nameWords: Int, _ known: Known) -> Int {
    plan.unaskedName == 0 || known.askedNames == 0
      ? 0 : plan.unaskedName * max(0, nameWords - known.askedNames)
  }
}
