// SPDX-License-Identifier: Apache-2.0
//
// The words of one value, as bytes one behind the other: a word is a stretch of them, and words written
// together are a longer stretch. Used again for the next value, so that a person costs no allocations.

internal import PersonsJSON
internal import PersonsStore
internal import PersonsText

struct SearchWords {
  private var folded: [UInt8] = []
  private var bytes: [UInt8] = []
  /// Where each word ends in `bytes`.
  private var ends: [Int] = []
  /// The value, unless it is ASCII, where it has no other forms.
  private(set) var original: String?

  /// Words written together are only tried in names of so many words.
  static let mostJoined = 6

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
    guard isASCII(value) else { return takeUnicode(String(decoding: value, as: UTF8.self)) }
    var isInWord = false
    for byte in value {
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      folded.append(lower)
      if (lower >= 0x61 && lower <= 0x7A) || (lower >= 0x30 && lower <= 0x39) {
        bytes.append(lower)
        isInWord = true
      } else if lower != UInt8(ascii: "'"), lower != UInt8(ascii: "`"), isInWord {
        ends.append(bytes.count)
        isInWord = false
      }
    }
    if isInWord { ends.append(bytes.count) }
  }

  private mutating func takeUnicode(_ text: String) {
    original = text
    let fold = searchFold(text)
    folded.append(contentsOf: fold.utf8)
    for word in words(ofFolded: fold) {
      bytes.append(contentsOf: word.utf8)
      ends.append(bytes.count)
    }
  }

  private mutating func clear() {
    folded.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    original = nil
  }

  /// The folded value with its punctuation.
  func withFolded<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    folded.withUnsafeBufferPointer(body)
  }

  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    forEachRun(ofWords: 1, body)
  }

  /// Each two words that stand beside each other, and all of them, written together.
  func forEachJoined(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard count >= 2, count <= SearchWords.mostJoined else { return }
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
