// SPDX-License-Identifier: Apache-2.0
//
// Building a segment: persons come in the order of creation, their words are counted into lists, and the whole
// is written at the end. While it builds it needs about 300 bytes a person.

package import PersonsJSON
package import PersonsStore

package struct SegmentBuilder {
  private var words = SearchDocument()
  private var postings = PostingCollector()
  private var firstPerson: Int64 = 0
  private var persons: [UInt32] = []
  private var nameHashes: [UInt32] = []
  private var nameWords: [UInt8] = []

  package init() {}

  package var count: Int { persons.count }

  /// Adds a person, whose number is larger than all before.
  package mutating func add(
    _ record: RecordText, person: Int64, organization: Int64
  ) throws(Failure) {
    if persons.isEmpty { firstPerson = person }
    guard let offset = UInt32(exactly: person &- firstPerson),
      persons.last.map({ $0 < offset }) ?? true, persons.count < 1 << 29,
      !postings.terms.isFull
    else {
      throw Failure(.tooLarge, "too_large", "The directory is too large for one search index.")
    }
    postings.document = UInt32(truncatingIfNeeded: persons.count)
    let facts = try words.read(record, into: &postings)
    postings.add(organization: organization)
    persons.append(offset)
    nameHashes.append(UInt32(truncatingIfNeeded: facts.nameHash))
    nameWords.append(UInt8(clamping: facts.nameWords))
  }

  /// The segment, as the persons are at `revision` of the file `storeId`.
  package consuming func finish(
    storeId: [UInt8], segmentId: [UInt8] = [], revision: Int64
  ) throws(Failure) -> UnsafeRawBufferPointer {
    var sorted = SortedPostings(postings)
    let prefixes = PrefixLists(sorted)
    let sounds = SoundLists(sorted)
    sorted.soundCount = sounds.sounds.count
    var out = ByteWriter()
    out.pad(to: SegmentFormat.headerBytes)
    var dictionary = DictionaryWriter()
    dictionary.write(sorted, prefixes, sounds)
    var parts: [Range<Int>] = []
    func add(
      _ part: SegmentPart, to out: inout ByteWriter, _ write: (inout ByteWriter) -> Void
    ) {
      out.align()
      let start = out.count
      write(&out)
      parts.append(start..<out.count)
    }
    add(.termBlocks, to: &out) { out in dictionary.blocks.withBytes { out.append($0) } }
    add(.terms, to: &out) { out in dictionary.terms.withBytes { out.append($0) } }
    add(.postings, to: &out) { out in dictionary.postings.bytes.withBytes { out.append($0) } }
    let vocabulary = VocabularyWriter(sorted)
    for (part, words) in zip(
      [SegmentPart.vocabularyLengths, .vocabularyLetters, .vocabularyTerms, .vocabularyStarts],
      vocabulary.parts)
    {
      add(part, to: &out) { out in words.withUnsafeBytes { out.append($0) } }
    }
    add(.vocabularyTexts, to: &out) { out in vocabulary.texts.withUnsafeBytes { out.append($0) } }
    for (part, terms) in [
      (SegmentPart.phonesByEnd, sorted.byEnd(of: sorted.phones)),
      (.emailsByEnd, sorted.byEnd(of: sorted.emails)),
    ] {
      add(part, to: &out) { out in terms.withUnsafeBytes { out.append($0) } }
    }
    add(.persons, to: &out) { out in persons.withUnsafeBytes { out.append($0) } }
    add(.nameHashes, to: &out) { out in nameHashes.withUnsafeBytes { out.append($0) } }
    add(.nameWords, to: &out) { out in nameWords.withUnsafeBytes { out.append($0) } }
    out.align()
    let checked = out.count
    let blocks = (checked + SegmentFormat.checkedBlock - 1) / SegmentFormat.checkedBlock
    parts.append(checked..<(checked + blocks * 8))
    let header = SegmentHeader(
      storeId: storeId, segmentId: segmentId, revision: revision, documents: persons.count,
      firstPerson: firstPerson, shortNames: nameWords.count { $0 < 2 }, parts: parts,
      length: checked + blocks * 8)
    out.replace(at: 0, with: header.bytes)
    for block in 0..<blocks {
      let checksum = out.withBytes { bytes in
        let start = block * SegmentFormat.checkedBlock
        let end = min(start + SegmentFormat.checkedBlock, checked)
        return XXH3.hash(UnsafeBufferPointer(rebasing: bytes[start..<end]), seed: UInt64(block))
      }
      out.append(fixed: checksum)
    }
    guard let memory = out.take() else { throw .noMemory }
    return memory
  }
}

/// Takes in the words of persons as (term, field, document).
struct PostingCollector: SearchDocumentSink {
  var terms = TermTable()
  var document: UInt32 = 0
  /// Term and field of each word, person after person.
  private(set) var slots: [UInt32] = []
  /// The document of each entry of `slots` is found by where documents begin.
  private(set) var ends: [Int] = []
  /// For each slot how many documents it has, and the last of them.
  private(set) var counts: [UInt32] = []
  private var last: [UInt32] = []

  mutating func add(
    _ kind: SearchTermKind, _ field: SearchField, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    add(terms.number(kind.rawValue, bytes), field)
  }

  /// Notes whose person it is; the last of each person.
  mutating func add(organization: Int64) {
    var text = String(organization)
    text.withUTF8 { add(terms.number(TermTag.organization, $0), .name) }
    ends.append(slots.count)
  }

  private mutating func add(_ term: Int, _ field: SearchField) {
    let slot = term * 4 + field.rawValue
    while counts.count < (term + 1) * 4 {
      counts.append(0)
      last.append(.max)
    }
    guard last[slot] != document else { return }
    last[slot] = document
    counts[slot] += 1
    slots.append(UInt32(truncatingIfNeeded: slot))
  }
}

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

extension Array {
  /// The first index whose element satisfies `condition`, which no element before it does.
  func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
