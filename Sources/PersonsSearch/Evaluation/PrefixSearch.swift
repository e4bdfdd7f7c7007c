// SPDX-License-Identifier: Apache-2.0
//
// The first letters of one word: so many persons match that only the best are looked at. How many there are stands
// beside the prefix; how many of them a caller with access to some groups may see is counted once (PrefixTotal).

internal import PersonsJSON

extension SegmentSearch {
  /// Answers a query of one word as strictly as it is written, without filters, from the lists of a prefix.
  ///
  /// - Returns: false, and nothing done, when the query is not of that kind.
  func runSinglePrefix(into top: inout TopPersons) throws(Failure) -> Bool {
    guard fuzziness == .strict, query.readings.count == 1,
      let word = query.readings[0].first, query.readings[0].count == 1, !word.isEmail,
      word.otherTexts.isEmpty, !word.isNumber
    else { return false }
    var terms = segment.terms()
    let prefix = [TermTag.prefix] + word.text
    try terms.seek(prefix)
    guard try terms.next(), terms.text == prefix else { return false }
    let entry = try terms.entry()
    let tagged = [UInt8](arrayLiteral: 0x57) + word.text
    try terms.seek(tagged)
    var lists: [(list: PostingList, score: MatchScore)] = []
    func add(_ entry: TermEntry, _ grade: SearchGrade) {
      for field in SearchField.allCases {
        if let list = entry[field] {
          lists.append((list, matchScore(grade, field)))
        }
      }
    }
    if try terms.next(), terms.text == tagged { add(try terms.entry(), .exact) }
    add(entry, .prefix)
    lists.sort { $0.score > $1.score }
    top.count(try prefixTotal(word.text, entry))
    let wholeNames = try documentsNamed(word.text)
    for document in wholeNames where !mask.contains(document) && maySee(document) {
      let score = word.weight * Int(matchScore(.exact, .name) >> 1) + SearchSettings.wholeName
      if top.takes(score) { top.rank(try segment.person(document), score) }
    }
    for (index, list) in lists.enumerated() {
      let score = word.weight * Int(list.score >> 1)
      guard top.takes(score) else { break }
      try rank(list.list, score, better: lists[..<index].map(\.list), wholeNames, into: &top)
    }
    return true
  }

  /// Ranks the documents of a list from the first on, until no more can be among the best.
  private func rank(
    _ list: PostingList, _ score: Int, better: [PostingList], _ wholeNames: Set<Int>,
    into top: inout TopPersons
  ) throws(Failure) {
    var isFull = false
    func rank(_ document: Int) throws(Failure) {
      guard !mask.contains(document), !wholeNames.contains(document) else { return }
      for list in better where try list.contains(UInt32(truncatingIfNeeded: document)) { return }
      let person = try segment.person(document)
      guard top.takes(score, person) else {
        isFull = true
        return
      }
      top.rank(person, score)
    }
    if list.isShort {
      var documents: [UInt32] = []
      list.forEachShort { documents.append($0) }
      for document in documents where !isFull && maySee(Int(document)) { try rank(Int(document)) }
      return
    }
    try list.forEachChunk { (key, chunk) throws(Failure) in
      let base = key << SegmentFormat.chunkBits
      guard !isFull else { return }
      guard let visible else {
        return try chunk.forEach { (low) throws(Failure) in
          try rank(base | low)
          return !isFull
        }
      }
      let mark = scratch.mark
      defer { scratch.giveBack(to: mark) }
      guard visible.count(key) > 0 else { return }
      // All at once: the first that the caller may see can stand far behind in the list.
      let seen = scratch.take()
      let found = scratch.take()
      seen.formUnion(visible.chunk(key))
      _ = found.formUnion(chunk, in: seen, estimate: visible.count(key))
      try found.forEach { (low) throws(Failure) in
        try rank(base | low)
        return !isFull
      }
    }
  }

  private func maySee(_ document: Int) -> Bool { visible?.contains(document) ?? true }

  /// Documents of persons whose whole name is this one word.
  private func documentsNamed(_ word: [UInt8]) throws(Failure) -> Set<Int> {
    guard segment.memory.header.shortNames > 0 else { return [] }
    var terms = segment.terms()
    func list(_ kind: SearchTermKind, _ text: [UInt8]) throws(Failure) -> PostingList? {
      let tagged = [kind.rawValue] + text
      try terms.seek(tagged)
      guard try terms.next(), terms.text == tagged else { return nil }
      return try terms.entry()[.name]
    }
    var found: Set<Int> = []
    for (kind, other) in [
      (SearchTermKind.firstName, SearchTermKind.lastName), (.lastName, .firstName),
    ] {
      guard let named = try list(kind, word), let nameless = try list(other, []) else { continue }
      let (few, many) = named.count < nameless.count ? (named, nameless) : (nameless, named)
      try few.forEach { (document) throws(Failure) in
        if try many.contains(document) { found.insert(Int(document)) }
      }
    }
    return found
  }
}
