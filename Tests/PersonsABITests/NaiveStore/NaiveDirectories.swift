// SPDX-License-Identifier: Apache-2.0
// Job: open handles of the library on one naive store, as persons_open opens them on one file.

import PersonsABI
import PersonsDirectory
import PersonsJSON
import PersonsStore

final class NaiveDirectories {
  /// Made by the first that opens it.
  private var contents: NaiveContents?

  func open(_ options: String?) -> (directory: Directory?, answer: Answer) {
    var handle: OpaquePointer?
    let answered = answer { out in
      openHandle(&handle, out) {
        Result { () throws(Failure) in try self.directory(options) }
      }
    }
    return (handle.map(Directory.init(adopting:)), answered)
  }

  private func directory(_ text: String?) throws(Failure) -> EmbeddedDirectory {
    let options = try NaiveDirectories.options(text)
    let contents = contents ?? NaiveContents(firstOrganization: options.store.firstOrganization)
    let directory = try EmbeddedDirectory(NaiveStore(contents, options.store), options)
    self.contents = contents
    return directory
  }

  private static func options(_ text: String?) throws(Failure) -> OpenOptions {
    guard var text else { return try OpenOptions(nil, for: ":memory:") }
    return try text.withUTF8 { bytes in
      Result { () throws(Failure) in try OpenOptions(bytes, for: ":memory:") }
    }.get()
  }
}
