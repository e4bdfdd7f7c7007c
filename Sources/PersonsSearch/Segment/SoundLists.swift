// SPDX-License-Identifier: Apache-2.0
//
// Names that sound the same, put together once for all persons who have them.

internal import PersonsText

struct SoundLists {
  /// The tagged key of each sound and the terms that have it, in the order of the keys.
  let sounds: [(key: [UInt8], terms: [UInt32])]

  init(_ sorted: SortedPostings) {
    var terms: [[UInt8]: [UInt32]] = [:]
    for index in sorted.range(of: SearchTermKind.word.rawValue) {
      let term = sorted.order[index]
      guard sorted.count(term, .name) > 0 else { continue }
      let text = sorted.withText(term) { String(decoding: $0.dropFirst(), as: UTF8.self) }
      guard let sound = soundKey(text) else { continue }
      terms[[TermTag.sound] + sound.utf8, default: []].append(term)
    }
    sounds = terms.map { (key: $0.key, terms: $0.value) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }
}
