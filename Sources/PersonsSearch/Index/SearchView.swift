// SPDX-License-Identifier: Apache-2.0
//
// The index as it is at one revision: segments, each with what no longer holds in it, and the few persons who
// changed last. A view never changes, so that searches of other threads go on in theirs.

internal import PersonsJSON
internal import PersonsStore

struct SearchView: Sendable {
  struct Level: Sendable {
    let segment: Segment
    var mask: DocumentMask
    /// The members of groups that were asked for, kept as long as the segment is searched.
    let members: MemberSets

    init(_ segment: Segment, mask: DocumentMask? = nil) {
      self.segment = segment
      self.mask = mask ?? DocumentMask(documents: segment.documents)
      members = MemberSets(segment)
    }

    /// Persons for whom the segment still holds.
    var live: Int { segment.documents - mask.count }
  }

  var revision: Int64
  /// The large segment that may be a file; nil for a new directory.
  var base: Level?
  /// Smaller ones of what changed since, each much smaller than the one before.
  var deltas: [Level] = []
  /// Who changed last, each once.
  var recent: [CollectedDocument] = []

  /// How many persons are not in the base.
  var changed: Int { deltas.reduce(recent.count) { $0 + $1.live } }

  /// A person is no longer what any part of the view says.
  mutating func forget(_ person: Int64) throws(Failure) {
    if let document = try base?.segment.document(ofPerson: person) { base?.mask.insert(document) }
    for index in deltas.indices {
      if let document = try deltas[index].segment.document(ofPerson: person) {
        deltas[index].mask.insert(document)
      }
    }
    recent.removeAll { $0.person == person }
  }

  /// Searches all parts.
  func search(
    _ query: SearchQuery, _ widening: Widening, _ scope: SearchScope, limit: Int, skip: Int,
    scratch: SearchScratch, interruption: Interruption
  ) throws(Failure) -> SearchAnswer {
    var parts: [(level: Level, visible: VisibleDocuments?, vocabulary: Vocabulary)] = []
    for level in [base].compactMap({ $0 }) + deltas {
      let visible = try scope.groups.map { (groups) throws(Failure) in
        try level.members.documents(inOneOf: groups)
      }
      if visible?.total == 0 { continue }
      parts.append((level, visible, Vocabulary(level.segment)))
    }
    let recent = recent.filter(scope.contains)
    let (room, isTooMany) = limit.addingReportingOverflow(skip)
    return try widening.widened(for: query) { (query, fuzziness) throws(Failure) in
      // Whether somebody is meant, the best one tells, even where none is wanted.
      var top = TopPersons(room: isTooMany ? Int.max : max(room, 1))
      for (level, visible, vocabulary) in parts {
        try SegmentSearch(
          segment: level.segment, vocabulary: vocabulary, mask: level.mask, visible: visible,
          query: query, fuzziness: fuzziness,
          scratch: scratch, interruption: interruption
        ).run(into: &top)
      }
      for document in recent {
        guard let score = document.score(query, fuzziness) else { continue }
        top.count(1)
        top.rank(document.person, score)
      }
      return SearchAnswer(
        persons: top.persons(skip: skip, limit: limit), total: top.total, fuzziness: fuzziness,
        isWhole: query.isWhole(top.best))
    }
  }
}
