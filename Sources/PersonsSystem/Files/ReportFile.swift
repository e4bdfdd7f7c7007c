// SPDX-License-Identifier: Apache-2.0
//
// The report of an import: lines at known places, so that what a batch wrote before its commit failed is
// written over by the next try.

internal import Glibc

package final class ReportFile {
  private let descriptor: Int32
  /// Bytes that belong to committed batches.
  package private(set) var length: Int64

  /// Opens the file and keeps its first `length` bytes.
  package init(_ path: String, keeping length: Int64) throws(SystemError) {
    descriptor = openFile(path, O_CREAT | O_WRONLY, mode: 0o600)
    guard descriptor >= 0 else { throw SystemError(errno) }
    self.length = length
    if ftruncate(descriptor, off_t(length)) != 0 { throw SystemError(errno) }
  }

  deinit { close(descriptor) }

  /// Writes behind the committed lines.
  package func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(SystemError) {
    var rest = UnsafeRawBufferPointer(bytes)
    var place = length
    while let start = rest.baseAddress, rest.count > 0 {
      let written = pwrite(descriptor, start, rest.count, off_t(place))
      if written < 0 {
        if errno == EINTR { continue }
        throw SystemError(errno)
      }
      place += Int64(written)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// The batch that wrote the last `bytes` bytes is committed.
  package func commit(_ bytes: Int) { length += Int64(bytes) }

  /// Takes away what belongs to no committed batch.
  package func finish() { ftruncate(descriptor, off_t(length)) }
}
