// SPDX-License-Identifier: Apache-2.0
//
// Reading a file line by line in bounded memory, with the place in the file and the hash of all before it.

internal import Glibc

package final class LineReader {
  /// The real path of the file, by which it is known again.
  package let path: String
  /// The size of the file when it was opened; -1 of what has none, such as a pipe.
  package let size: Int64
  /// Bytes of the lines that were taken so far.
  package private(set) var position: Int64 = 0
  /// The hash of those bytes.
  package var prefixHash: UInt64 { hash.value }
  /// Whether the line that `advance` took is longer than the bound. It is then not held.
  package private(set) var isTooLong = false

  private let descriptor: Int32
  private let longestLine: Int
  private let hash: RunningHash
  private var buffer: [UInt8] = []
  /// What of the buffer was taken.
  private var start = 0
  /// Where the line is in the buffer.
  private var line = 0..<0
  private var isAtEnd = false

  private static let chunk = 1 << 20

  /// Opens the file.
  ///
  /// - Parameter longestLine: lines of more bytes are passed over in bounded memory.
  /// - Throws: ENOENT or ENOTDIR when there is none, EISDIR for a folder, and what else the system says.
  package init(_ path: String, longestLine: Int) throws(SystemError) {
    self.longestLine = longestLine
    hash = try RunningHash()
    guard let real = realpath(path, nil) else { throw SystemError(errno) }
    defer { free(real) }
    self.path = String(cString: real)
    var status = stat()
    guard stat(real, &status) == 0 else { throw SystemError(errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw SystemError(EISDIR) }
    size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : -1
    // The last to be set: an initializer that throws before its end closes nothing.
    descriptor = openFile(self.path, O_RDONLY)
    guard descriptor >= 0 else { throw SystemError(errno) }
  }

  deinit { close(descriptor) }

  /// Goes on behind the first `bytes` bytes, if they are those whose hash is `prefixHash`; else the reader
  /// is at no useful place.
  package func skip(_ bytes: Int64, prefixHash: UInt64) throws(SystemError) -> Bool {
    while position < bytes {
      if start == buffer.count, try !fill() { return false }
      let count = Int(min(Int64(buffer.count - start), bytes - position))
      take(count)
    }
    return position == bytes && self.prefixHash == prefixHash
  }

  /// Takes the next line.
  ///
  /// - Returns: false at the end of the file.
  package func advance() throws(SystemError) -> Bool {
    var searched = start
    isTooLong = false
    line = 0..<0
    while true {
      if let end = newline(from: searched) {
        hold(upTo: end, taking: end + 1)
        return true
      }
      if buffer.count - start > longestLine {
        // Too long to be held: forget what there is and go to its end.
        take(buffer.count - start)
        isTooLong = true
      }
      searched = buffer.count - start
      if try !fill() { break }
      searched = min(searched + start, buffer.count)
    }
    guard start < buffer.count || isTooLong else { return false }
    hold(upTo: buffer.count, taking: buffer.count)
    return true
  }

  /// Runs `body` with the line that `advance` took, without its end.
  package func withLine<R, E: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    let line = line
    return try buffer.withUnsafeBufferPointer { (all) throws(E) in
      try body(UnsafeBufferPointer(rebasing: all[line]))
    }
  }

  private func hold(upTo end: Int, taking after: Int) {
    let first = start
    isTooLong = isTooLong || end - first > longestLine
    take(after - first)
    line = isTooLong ? first..<first : first..<end
  }

  private func newline(from index: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, index < bytes.count,
        let found = memchr(base + index, 10, bytes.count - index)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Counts bytes of the buffer as taken.
  private func take(_ count: Int) {
    buffer.withUnsafeBufferPointer {
      hash.add(UnsafeBufferPointer(rebasing: $0[start..<(start + count)]))
    }
    start += count
    position += Int64(count)
  }

  /// Reads more; false at the end of the file.
  private func fill() throws(SystemError) -> Bool {
    if isAtEnd { return false }
    let rest = buffer[start...]
    let descriptor = descriptor
    var code: Int32 = 0
    var added = 0
    // A long line is read in ever larger pieces, so that it is not copied once for each.
    let wanted = max(LineReader.chunk, rest.count)
    let filled = [UInt8](unsafeUninitializedCapacity: rest.count + wanted) { space, length in
      guard let base = space.baseAddress else { return }
      rest.withUnsafeBufferPointer { old in
        if let source = old.baseAddress { base.update(from: source, count: old.count) }
      }
      length = rest.count
      repeat {
        added = read(descriptor, base + rest.count, wanted)
      } while added < 0 && errno == EINTR
      code = errno
      length += max(added, 0)
    }
    guard added >= 0 else { throw SystemError(code) }
    buffer = filled
    start = 0
    isAtEnd = added == 0
    return added > 0
  }
}
