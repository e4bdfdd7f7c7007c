// SPDX-License-Identifier: Apache-2.0
//
// Building a segment: persons come in the order of creation, their words are counted into lists, and the whole
// is written at the end. While it builds it needs about 300 bytes a person.

package import PersonsJSON
package import PersonsModel
package import PersonsStore
internal import PersonsSystem

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
    _ record: RecordText, groups: GroupNumbers, person: Int64
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
    postings.end(hasShortName: facts.nameWords < 2, groups: groups.numbers)
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
    add(.vocabularyNodes, to: &out) { out in
      vocabulary.nodes.withUnsafeBytes { out.append($0) }
    }
    add(.vocabularyTerms, to: &out) { out in
      vocabulary.terms.withUnsafeBytes { out.append($0) }
    }
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
