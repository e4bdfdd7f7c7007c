// SPDX-License-Identifier: Apache-2.0
// Job: the calls of persons.h for Swift tests: a handle that closes itself, and answers that free themselves.

import CPersons

/// What one call answered: its status, and the text that it gave out.
struct Answer: Sendable, Equatable, CustomStringConvertible {
  let status: Int32
  let text: String?

  var name: String { String(cString: persons_status_name(status)) }
  var json: JSON? { text.flatMap { try? JSONParser.parse($0) } }
  var error: JSON? { json?["error"] }
  var errorType: String? { error?["type"]?.text }
  var description: String { "\(name) \(text ?? "(no text)")" }

  static func == (left: Answer, right: Answer) -> Bool {
    left.status == right.status
      && left.text.map { Array($0.utf8) } == right.text.map { Array($0.utf8) }
  }
}

/// Make one call that gives out a text; the text is copied and released.
func answer(_ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32) -> Answer {
  var out: UnsafeMutablePointer<CChar>? = nil
  let status = call(&out)
  let text = out.map { String(cString: $0) }
  persons_free(out)
  return Answer(status: status, text: text)
}

final class Directory: @unchecked Sendable {
  let handle: OpaquePointer

  init(adopting handle: OpaquePointer) { self.handle = handle }

  deinit { persons_close(handle) }

  /// Open, and give the handle (nil after a failure) beside the answer.
  static func open(_ location: String, options: String? = nil) -> (
    directory: Directory?, answer: Answer
  ) {
    var handle: OpaquePointer? = nil
    let answered = answer { persons_open(location, options, &handle, $0) }
    return (handle.map(Directory.init(adopting:)), answered)
  }

  static func open(_ location: String, _ options: JSON) -> (directory: Directory?, answer: Answer) {
    open(location, options: options.compact)
  }
}

/// Why a test could not go on.
struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Directory {
  /// Open where only success makes sense.
  static func opened(_ location: String, _ options: JSON = [:]) throws -> Directory {
    let (directory, answered) = open(location, options)
    guard let directory else { throw Unexpected("open: \(answered)") }
    return directory
  }

  /// Make a call that must succeed, and give its result.
  @discardableResult
  func must(_ call: Call) throws -> JSON {
    let answered = perform(call)
    guard answered.status == PERSONS_OK, let json = answered.json else {
      throw Unexpected("\(call.name): \(answered)")
    }
    return json
  }
}
