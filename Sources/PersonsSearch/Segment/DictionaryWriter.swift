// SPDX-License-Identifier: Apache-2.0
//
// Writing the terms of a segment in the order of their texts, each with its lists. A term is written as its
// difference from the one before it; every 16th is written whole, so that a search can begin there.

struct DictionaryWriter: ~Copyable {
  private(set) var blocks = ByteWriter()
  private(set) var terms = ByteWriter()
  private(set) var postings = PostingWriter()
  private var count = 0
  private var previous: [UInt8] = []

  mutating func write(_ sorted: SortedPostings, _ prefixes: PrefixLists, _ sounds: SoundLists) {
    var union = ListUnion(documents: sorted.documentCount)
    var areSoundsWritten = false
    for term in sorted.order {
      if !areSoundsWritten, sorted.tag(term) > TermTag.sound {
        write(sounds, sorted, &union)
        areSoundsWritten = true
      }
      sorted.withText(term) { write(text: $0) }
      write(mask: SearchField.allCases.filter { sorted.count(term, $0) > 0 })
      for field in SearchField.allCases {
        sorted.withDocuments(term, field) { writeList($0) }
      }
    }
    if !areSoundsWritten { write(sounds, sorted, &union) }
    write(prefixes, sorted, &union)
  }

  private mutating func write(
    _ sounds: SoundLists, _ sorted: SortedPostings, _ union: inout ListUnion
  ) {
    for sound in sounds.sounds {
      sound.key.withUnsafeBufferPointer { write(text: $0) }
      write(mask: [.name])
      setUnion(&union, sorted, sound.terms, [.name])
      union.documents.withUnsafeBufferPointer { writeList($0) }
    }
  }

  private mutating func write(
    _ prefixes: PrefixLists, _ sorted: SortedPostings, _ union: inout ListUnion
  ) {
    // What a node wrote behind its text, for those that have the same lists.
    var written: [Int: [UInt8]] = [:]
    for (index, node) in prefixes.nodes.enumerated() {
      sorted.withText(node.term) { text in
        var tagged = Array(text[..<node.length])
        tagged[0] = TermTag.prefix
        tagged.withUnsafeBufferPointer { write(text: $0) }
      }
      if let same = node.sameAs, let bytes = written[same] {
        bytes.withUnsafeBytes { terms.append($0) }
        continue
      }
      let start = terms.count
      let members = sorted.order[node.range]
      // Names first; of the other fields only who is not found by name, where a beginning is worth more.
      setUnion(&union, sorted, members, [.name])
      let names = union.documents
      setUnion(&union, sorted, members, [.text, .contact, .phone], excluding: names)
      write(mask: (names.isEmpty ? [] : [.name]) + (union.documents.isEmpty ? [] : [.text]))
      names.withUnsafeBufferPointer { writeList($0) }
      union.documents.withUnsafeBufferPointer { writeList($0) }
      written[index] = terms.withBytes { Array($0[start...]) }
    }
  }

  private func setUnion(
    _ union: inout ListUnion, _ sorted: SortedPostings, _ members: some Collection<UInt32>,
    _ fields: [SearchField], excluding excluded: [UInt32] = []
  ) {
    var total = 0
    for term in members { for field in fields { total += sorted.count(term, field) } }
    union.set(total: total, excluding: excluded) { take in
      for term in members {
        for field in fields { sorted.withDocuments(term, field) { take($0) } }
      }
    }
  }

  // MARK: One term

  private mutating func write(text: UnsafeBufferPointer<UInt8>) {
    if count % SegmentFormat.termsInBlock == 0 {
      blocks.append(fixed: UInt32(truncatingIfNeeded: terms.count))
      previous.removeAll(keepingCapacity: true)
    }
    count += 1
    var shared = 0
    while shared < min(previous.count, text.count), previous[shared] == text[shared] { shared += 1 }
    terms.append(varint: shared)
    terms.append(varint: text.count - shared)
    terms.append(UnsafeBufferPointer(rebasing: text[shared...]))
    previous.removeSubrange(shared...)
    previous.append(contentsOf: text[shared...])
  }

  private mutating func write(mask fields: [SearchField]) {
    var mask: UInt8 = 0
    for field in fields { mask |= 1 << UInt8(field.rawValue) }
    terms.append(mask)
  }

  /// Writes how long a list is and where; the document itself when it is one.
  private mutating func writeList(_ documents: UnsafeBufferPointer<UInt32>) {
    guard let first = documents.first else { return }
    terms.append(varint: documents.count)
    terms.append(varint: documents.count == 1 ? Int(first) : postings.write(documents) / 2)
  }
}
