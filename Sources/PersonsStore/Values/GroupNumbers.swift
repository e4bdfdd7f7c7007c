// SPDX-License-Identifier: Apache-2.0
//
// The groups that a person is in, as a row has them: read only when somebody asks, for most calls do not.

package struct GroupNumbers {
  /// A JSON array of integers, which is the store's own memory.
  private let text: UnsafeBufferPointer<UInt8>
  private let list: [Int64]

  package init(_ numbers: [Int64]) {
    text = UnsafeBufferPointer(start: nil, count: 0)
    list = numbers
  }

  /// - Parameter text: a JSON array, or nothing; valid as long as the row is.
  package init(text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    list = []
  }

  /// In order.
  package var numbers: [Int64] { text.isEmpty ? list : integers(in: text) }

  func forEach(_ body: (Int64) -> Void) {
    if text.isEmpty { list.forEach(body) } else { forEachInteger(in: text, body) }
  }
}

/// The numbers of a JSON array of integers. What a damaged file has instead becomes numbers that nobody has.
package func integers(in text: UnsafeBufferPointer<UInt8>) -> [Int64] {
  var numbers: [Int64] = []
  forEachInteger(in: text) { numbers.append($0) }
  return numbers
}

@inline(__always)
func forEachInteger(in text: UnsafeBufferPointer<UInt8>, _ body: (Int64) -> Void) {
  var number: Int64?
  for byte in text {
    if byte >= 0x30, byte <= 0x39 {
      number = (number ?? 0) &* 10 &+ Int64(byte - 0x30)
    } else if let found = number {
      body(found)
      number = nil
    }
  }
}
