// SPDX-License-Identifier: Apache-2.0
//
// The words of one value, as bytes one behind the other: a word is a stretch of them, and words written
// together are a longer stretch. Used again for the next value, so that a person costs no allocations.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsText

struct SearchWords {
  private var folded: [UInt8] = []
  private var bytes: [UInt8] = []
  /// Where each word ends in `bytes`.
  private var ends: [Int] = []
  /// The value in its other forms; ASCII has none.
  private(set) var otherForms: [SearchWords] = []
  /// Values that are not ASCII, which take long and come again, being names and places.
  private var known: [[UInt8]: Known] = [:]

  private struct Known {
    let folded: [UInt8]
    let bytes: [UInt8]
    let ends: [Int]
    let otherForms: [SearchWords]
  }

  /// So many values are kept, of at most so many bytes.
  private static let maxKnown = 8192
  private static let longestKnown = 128

  /// Words written together are only tried in names of so many words.
  static let maxJoined = 6

  var count: Int { ends.count }

  /// Takes the words of an attribute; none when the person has none.
  mutating func take(_ record: RecordText, _ attribute: Attribute) {
    if let plain = record.plain(attribute) {
      take(plain)
    } else if let text = record.string(attribute) {
      take(text)
    } else {
      clear()
    }
  }

  mutating func take(_ text: String) {
    var text = text
    text.withUTF8 { take($0) }
  }

  mutating func take(_ value: UnsafeBufferPointer<UInt8>) {
    clear()
    guard isASCII(value) else { return takeUnicode(Array(value)) }
    folded.append(contentsOf: value)
    bytes.append(contentsOf: value)
    var count = 0
    folded.withUnsafeMutableBufferPointer { folded in
      bytes.withUnsafeMutableBufferPointer { bytes in
        var isInWord = false
        for index in folded.indices {
          let byte = folded[index]
          let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
          folded[index] = lower
          if (lower >= 0x61 && lower <= 0x7A) || (lower >= 0x30 && lower <= 0x39) {
            bytes[count] = lower
            count += 1
            isInWord = true
          } else if lower != UInt8(ascii: "'"), lower != UInt8(ascii: "`"), isInWord {
            ends.append(count)
            isInWord = false
          }
        }
        if isInWord { ends.append(count) }
      }
    }
    bytes.removeSubrange(count...)
  }

  private mutating func takeUnicode(_ original: [UInt8]) {
    if let value = known[original] {
      (folded, bytes, ends) = (value.folded, value.bytes, value.ends)
      otherForms = value.otherForms
      return
    }
    let text = String(decoding: original, as: UTF8.self)
    let fold = searchFold(text)
    folded.append(contentsOf: fold.utf8)
    for word in words(ofFolded: fold) {
      bytes.append(contentsOf: word.utf8)
      ends.append(bytes.count)
    }
    for form in PersonsSearch.otherForms(of: text) {
      var words = SearchWords()
      words.take(folded: form)
      otherForms.append(words)
    }
    // Names and places are short.
    guard original.count <= SearchWords.longestKnown else { return }
    if known.count >= SearchWords.maxKnown { known.removeAll(keepingCapacity: true) }
    known[original] = Known(folded: folded, bytes: bytes, ends: ends, otherForms: otherForms)
  }

  /// Takes the words of a text that is folded already, perhaps not ASCII; it has no other forms.
  private mutating func take(folded text: String) {
    clear()
    for word in words(ofFolded: searchFold(text)) {
      bytes.append(contentsOf: word.utf8)
      ends.append(bytes.count)
    }
  }

  private mutating func clear() {
    folded.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    if !otherForms.isEmpty { otherForms = [] }
  }

  /// All words written together.
  var joined: [UInt8] { bytes }

  /// The folded value with its punctuation.
  func withFolded<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    folded.withUnsafeBufferPointer(body)
  }

  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    forEachRun(ofWords: 1, body)
  }

  /// Each two words that stand beside each other, and all of them, written together.
  func forEachJoined(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard count >= 2, count <= SearchWords.maxJoined else { return }
    forEachRun(ofWords: 2, body)
    if count > 2 { forEachRun(ofWords: count, body) }
  }

  private func forEachRun(ofWords length: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for index in ends.indices {
        let last = index + length - 1
        guard last < ends.count else { return }
        body(UnsafeBufferPointer(rebasing: bytes[start..<ends[last]]))
        start = ends[index]
      }
    }
  }

  /// The words with single spaces between them.
  func withWhole<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    if count <= 1 { return bytes.withUnsafeBufferPointer(body) }
    var whole: [UInt8] = []
    whole.reserveCapacity(bytes.count + count)
    var start = 0
    for end in ends {
      if start > 0 { whole.append(0x20) }
      whole.append(contentsOf: bytes[start..<end])
      start = end
    }
    return whole.withUnsafeBufferPointer(body)
  }
}
