// SPDX-License-Identifier: Apache-2.0
//
// A growing piece of memory that a segment is written into.

internal import Glibc

struct ByteWriter: ~Copyable {
  private var base: UnsafeMutableRawPointer?
  private(set) var count = 0
  private var capacity = 0
  /// Whether memory ran out; what was written since is not there.
  private(set) var isShort = false

  init() {}

  deinit { free(base) }

  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let start = base?.assumingMemoryBound(to: UInt8.self)
    return body(UnsafeBufferPointer(start: start, count: count))
  }

  mutating func append(_ byte: UInt8) {
    guard let target = room(for: 1) else { return }
    target.storeBytes(of: byte, as: UInt8.self)
    count += 1
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0, let target = room(for: bytes.count)
    else { return }
    target.copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    append(UnsafeRawBufferPointer(bytes))
  }

  mutating func append<Word: FixedWidthInteger>(fixed word: Word) {
    withUnsafeBytes(of: word.littleEndian) { append($0) }
  }

  /// Seven bits a byte, the low ones first.
  mutating func append(varint value: Int) {
    var rest = UInt(bitPattern: value)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// Adds zeros until `length` is reached.
  mutating func pad(to length: Int) {
    while count < length, !isShort { append(0) }
  }

  /// Adds zeros until the length is a multiple of 8.
  mutating func align() { pad(to: (count + 7) / 8 * 8) }

  /// Writes over what stands at `offset`.
  mutating func replace(at offset: Int, with bytes: [UInt8]) {
    guard let base, offset >= 0, bytes.count <= count - offset else { return }
    bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      (base + offset).copyMemory(from: start, byteCount: source.count)
    }
  }

  /// Gives the memory away; the receiver frees it with free().
  consuming func take() -> UnsafeRawBufferPointer? {
    guard !isShort, let start = base else { return nil }
    base = nil
    return UnsafeRawBufferPointer(start: start, count: count)
  }

  private mutating func room(for more: Int) -> UnsafeMutableRawPointer? {
    guard !isShort else { return nil }
    if more > capacity - count {
      let wanted = max(count + more, capacity * 3 / 2, 4096)
      guard let grown = realloc(base, wanted) else {
        isShort = true
        return nil
      }
      base = grown
      capacity = wanted
    }
    return base.map { $0 + count }
  }
}
