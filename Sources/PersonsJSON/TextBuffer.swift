// SPDX-License-Identifier: Apache-2.0
//
// A growing text on the C heap. A result is built in it and handed to the C caller as it is, without
// a copy. Running out of memory or over the bound does not trap: it is kept and asked for at the end.

internal import Glibc

/// A growing UTF-8 text that can be given to C.
package struct TextBuffer: ~Copyable {
  /// No result is larger than this: 1 GiB.
  package static let largest = 1 << 30

  @usableFromInline package private(set) var base: UnsafeMutablePointer<UInt8>?
  @usableFromInline package private(set) var count = 0
  @usableFromInline package private(set) var capacity = 0
  /// What went wrong while growing; nil when the text is whole.
  package private(set) var failure: Failure?

  package init() {}

  deinit { Glibc.free(base) }

  /// The bytes so far, valid during `body`.
  package borrowing func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    body(UnsafeBufferPointer(start: base, count: count))
  }

  /// The whole text, for what is stored: one that could not grow must not be taken for whole.
  package func text() throws(Failure) -> String {
    if let failure { throw failure }
    return string
  }

  /// The text so far as a Swift string, whole or not.
  package var string: String {
    String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    guard let target = room(for: bytes.count) else { return }
    target.update(from: source, count: bytes.count)
    count += bytes.count
  }

  package mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func append(string: String) {
    var text = string
    text.withUTF8 { append($0) }
  }

  package mutating func append(byte: UInt8) {
    guard let target = room(for: 1) else { return }
    target.pointee = byte
    count += 1
  }

  package mutating func append(decimal value: Int64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var magnitude = value.magnitude
      var start = 20
      repeat {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: 48 + magnitude % 10)
        magnitude /= 10
      } while magnitude > 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      append(UnsafeBufferPointer(rebasing: digits[start..<20]))
    }
  }

  /// Puts `text` in the place of the `length` bytes at `index`.
  package mutating func replace(at index: Int, length: Int, with text: String) {
    guard index >= 0, length >= 0, length <= count - index else { return }
    let tail = withBytes { Array($0[(index + length)...]) }
    count = index
    append(string: text)
    tail.withUnsafeBufferPointer { append($0) }
  }

  /// Forgets everything from `length` on.
  package mutating func shorten(to length: Int) {
    if length >= 0, length < count { count = length }
  }

  /// Gives the text away, NUL-terminated; the receiver frees it with free().
  package consuming func take() throws(Failure) -> UnsafeMutablePointer<CChar> {
    append(byte: 0)
    if let failure { throw failure }
    guard let text = base else { throw .noMemory }
    base = nil
    return UnsafeMutableRawPointer(text).assumingMemoryBound(to: CChar.self)
  }

  /// The place for `more` bytes, or nil when there is no room.
  private mutating func room(for more: Int) -> UnsafeMutablePointer<UInt8>? {
    if more <= capacity - count { return base.map { $0 + count } }
    return grow(by: more)
  }

  @inline(never)
  private mutating func grow(by more: Int) -> UnsafeMutablePointer<UInt8>? {
    guard failure == nil else { return nil }
    guard more <= TextBuffer.largest - count else {
      failure = Failure(
        .tooLarge, "too_large",
        "The result would be over 1 GiB; ask for fewer persons with a smaller \"limit\".")
      return nil
    }
    let wanted = max(count + more, 2 * capacity, 512)
    guard let grown = Glibc.realloc(base, wanted) else {
      failure = .noMemory
      return nil
    }
    base = grown.assumingMemoryBound(to: UInt8.self)
    capacity = wanted
    return base.map { $0 + count }
  }
}
