// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a segment, mapped from its file or on the heap. A mapped block is checked against its checksum
// when it is first read: opening takes no time, and damage is found before anything is answered from it.

internal import CSystem
internal import Glibc
package import PersonsJSON
internal import PersonsModel
internal import PersonsSystem

final class SegmentMemory: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  let header: SegmentHeader
  private let isMapped: Bool
  /// Where the parts end and their checksums begin.
  private let end: Int
  /// A byte for each block, set once it was found whole; NULL on the heap, where nothing gets damaged.
  private let checked: UnsafeMutablePointer<UInt8>?

  /// Takes over memory that a builder made; nil when it is none.
  init?(heap bytes: UnsafeRawBufferPointer, storeId: [UInt8]) {
    guard let header = SegmentHeader(bytes, storeId: storeId) else {
      free(UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      return nil
    }
    self.bytes = bytes
    self.header = header
    end = header.parts[SegmentPart.checksums.rawValue].lowerBound
    isMapped = false
    checked = nil
  }

  /// Maps the file at `path`; nil when there is none, or it is not of this store and format.
  init?(file path: String, storeId: [UInt8]) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let length = Int(exactly: status.st_size), length >= SegmentFormat.headerBytes,
      let memory = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: memory, count: length)
    guard let header = SegmentHeader(bytes, storeId: storeId) else {
      munmap(memory, length)
      return nil
    }
    let end = header.parts[SegmentPart.checksums.rawValue]
    let blocks = (end.lowerBound + SegmentFormat.checkedBlock - 1) / SegmentFormat.checkedBlock
    guard end.count == blocks * 8, let flags = calloc(blocks + 1, 1) else {
      munmap(memory, length)
      return nil
    }
    self.bytes = bytes
    self.header = header
    self.end = end.lowerBound
    isMapped = true
    checked = flags.assumingMemoryBound(to: UInt8.self)
  }

  deinit {
    let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
    if isMapped { munmap(start, bytes.count) } else { free(start) }
    free(checked)
  }

  /// The bytes of a part, whole blocks of which may not have been checked yet.
  func part(_ part: SegmentPart) -> Range<Int> { header.parts[part.rawValue] }

  /// Makes sure that the bytes in `range` are what was written.
  ///
  /// - Throws: `damaged_index` when they are not, or when `range` is outside of the segment.
  @inline(__always)
  func check(_ range: Range<Int>) throws(Failure) {
    // Behind the parts stand their checksums, for which there are none.
    guard range.lowerBound >= 0, range.upperBound <= end else { throw .damagedIndex }
    guard let checked, !range.isEmpty else { return }
    let first = range.lowerBound / SegmentFormat.checkedBlock
    let last = (range.upperBound - 1) / SegmentFormat.checkedBlock
    var block = first
    while block <= last {
      if persons_flag_is_set(checked + block) == 0 { try checkBlock(block) }
      block += 1
    }
  }

  /// Makes sure of the whole segment.
  func checkAll() throws(Failure) { try check(0..<part(.checksums).lowerBound) }

  @inline(never)
  private func checkBlock(_ block: Int) throws(Failure) {
    let table = part(.checksums)
    let start = block * SegmentFormat.checkedBlock
    guard let checked, start < table.lowerBound, block * 8 + 8 <= table.count else {
      throw .damagedIndex
    }
    let end = min(start + SegmentFormat.checkedBlock, table.lowerBound)
    let data = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    let wanted = bytes.loadUnaligned(
      fromByteOffset: table.lowerBound + block * 8, as: UInt64.self)
    let found = XXH3.hash(data.assumingMemoryBound(to: UInt8.self), seed: UInt64(block))
    guard UInt64(littleEndian: wanted) == found else { throw .damagedIndex }
    persons_flag_set(checked + block)
  }
}

extension Failure {
  /// The index is thrown away and built again; no caller sees this but persons_check.
  package static var damagedIndex: Failure {
    Failure(.corrupt, "damaged_index", "The search index is damaged.")
  }
}
