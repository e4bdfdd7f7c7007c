// SPDX-License-Identifier: Apache-2.0
//
// Reading a file line by line in bounded memory, with the place in the file and the hash of all before it.

internal import Glibc
package import PersonsJSON

package final class LineReader {
  /// A line without its end; `isTooLong` when it was over the bound and is not held.
  package struct Line {
    package let bytes: UnsafeBufferPointer<UInt8>
    package let isTooLong: Bool
  }

  /// The real path of the file, by which an import is known again.
  package let path: String
  /// The size of the file when it was opened; -1 of what has none, such as a pipe.
  package let size: Int64
  /// Bytes of the lines that were taken so far.
  package private(set) var position: Int64 = 0
  /// The hash of those bytes.
  package var prefixHash: UInt64 { hash.value }

  private let descriptor: Int32
  private let hash: RunningHash
  private var buffer: [UInt8] = []
  /// What of the buffer was taken.
  private var start = 0
  private var isAtEnd = false

  private static let chunk = 1 << 20
  private static let longestLine = JSONBounds.lineBytes

  package init(_ path: String) throws(Failure) {
    hash = try RunningHash()
    guard let real = realpath(path, nil) else {
      guard errno != ENOENT, errno != ENOTDIR else { throw LineReader.missing }
      throw fileFailure(errno)
    }
    defer { free(real) }
    self.path = String(cString: real)
    var status = stat()
    guard stat(real, &status) == 0 else { throw fileFailure(errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw fileFailure(EISDIR) }
    size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : -1
    // The last to be set: an initializer that throws before its end closes nothing.
    descriptor = openFile(self.path, O_RDONLY)
    guard descriptor >= 0 else { throw fileFailure(errno) }
  }

  deinit { close(descriptor) }

  private static var missing: Failure {
    Failure(.notFound, "no_such_file", "There is no file at this path.", field: "path")
  }

  /// Goes on behind the first `bytes` bytes, if they are those whose hash is `prefixHash`; else the reader
  /// is at no useful place.
  package func skip(_ bytes: Int64, prefixHash: UInt64) throws(Failure) -> Bool {
    while position < bytes {
      if start == buffer.count, try !fill() { return false }
      let count = Int(min(Int64(buffer.count - start), bytes - position))
      take(count)
    }
    return position == bytes && self.prefixHash == prefixHash
  }

  /// The next line, nil at the end of the file. Valid during `body`.
  package func withLine<R>(_ body: (Line) throws(Failure) -> R) throws(Failure) -> R? {
    var searched = start
    var skipped = false
    while true {
      if let end = newline(from: searched) {
        return try deliver(end: end, after: end + 1, skipped: skipped, body)
      }
      if buffer.count - start > LineReader.longestLine {
        // Too long to be held: forget what there is and go to its end.
        take(buffer.count - start)
        skipped = true
      }
      searched = buffer.count - start
      if try !fill() { break }
      searched = min(searched + start, buffer.count)
    }
    guard start < buffer.count || skipped else { return nil }
    return try deliver(end: buffer.count, after: buffer.count, skipped: skipped, body)
  }

  private func deliver<R>(
    end: Int, after: Int, skipped: Bool, _ body: (Line) throws(Failure) -> R
  ) throws(Failure) -> R {
    let first = start
    let isTooLong = skipped || end - first > LineReader.longestLine
    take(after - first)
    let bytes = isTooLong ? first..<first : first..<end
    let result = buffer.withUnsafeBufferPointer { all in
      Result { () throws(Failure) in
        try body(Line(bytes: UnsafeBufferPointer(rebasing: all[bytes]), isTooLong: isTooLong))
      }
    }
    return try result.get()
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
  private func fill() throws(Failure) -> Bool {
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
    guard added >= 0 else { throw fileFailure(code) }
    buffer = filled
    start = 0
    isAtEnd = added == 0
    return added > 0
  }
}
