// SPDX-License-Identifier: Apache-2.0
// Job: a temporary folder that removes itself, and the files in it.

import Foundation

final class Folder: Sendable {
  let path: String

  init() throws {
    path = Folder.place + "/persons-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// TMPDIR, or else memory: most tests wait for the disk and for nothing else.
  private static let place: String = {
    if let chosen = ProcessInfo.processInfo.environment["TMPDIR"] { return chosen }
    let memory = "/dev/shm"
    return FileManager.default.isWritableFile(atPath: memory)
      ? memory : FileManager.default.temporaryDirectory.path
  }()

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// Write a file of these bytes, which others can read but not write.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws -> String {
    let path = file(name)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try setMode(path, mode)
    return path
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

func bytes(of path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

func setMode(_ path: String, _ mode: Int) throws {
  try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}

func mode(of path: String) throws -> Int? {
  try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
}

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
