// SPDX-License-Identifier: Apache-2.0
//
// What every function of the header does at the edge: check its pointers, catch what is thrown, hand out the
// result. The only catch of the library that makes a status.

internal import CPersons
internal import Glibc
internal import PersonsDirectory
internal import PersonsJSON

/// The `char **out` of a function.
typealias Out = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Runs `body` and hands out the text that it made, or the error.
func boundary(_ out: Out?, _ body: (inout TextBuffer) throws(Failure) -> Void) -> CInt {
  out?.pointee = nil
  var signal = HeldFileSizeSignal()
  defer { signal.release() }
  do throws(Failure) {
    var result = TextBuffer()
    try body(&result)
    if let failure = result.failure { throw failure }
    guard let out else { return PERSONS_OK }
    out.pointee = try result.take()
    return PERSONS_OK
  } catch {
    if let out {
      var text = TextBuffer()
      error.append(to: &text)
      out.pointee = try? text.take()
    }
    return error.kind.status
  }
}

/// Runs a call on the directory of a handle.
func call(
  _ handle: OpaquePointer?, _ out: Out?, callsBack: Bool = false,
  _ body: (any Directory, inout TextBuffer) throws(Failure) -> Void
) -> CInt {
  boundary(out) { (result) throws(Failure) in
    try Registry.shared.with(handle, callsBack: callsBack) { (directory) throws(Failure) in
      try body(directory, &result)
    }
  }
}

/// The bytes of a request that may be NULL. Its length is bounded before it is looked at.
func optionalText(_ text: UnsafePointer<CChar>?) throws(Failure) -> RequestText? {
  guard let text else { return nil }
  let length = strnlen(text, JSONBounds.bytes + 1)
  guard length <= JSONBounds.bytes else {
    throw Failure(.tooLarge, "too_large", "The request is over the bound of 8 MiB.")
  }
  let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
  return UnsafeBufferPointer(start: bytes, count: length)
}

/// The bytes of a request that must not be NULL.
func requiredText(
  _ text: UnsafePointer<CChar>?, _ argument: String
) throws(Failure) -> RequestText {
  guard let text = try optionalText(text) else {
    throw Failure(.misuse, "null_argument", "\"\(argument)\" is NULL.", field: argument)
  }
  return text
}

/// The request of a write, which must not be NULL.
func requiredBody(
  _ text: UnsafePointer<CChar>?, _ argument: String
) throws(Failure) -> RequestBody {
  try RequestBody(requiredText(text, argument))
}

/// An identifier or a path.
func string(_ text: UnsafePointer<CChar>?, _ argument: String) throws(Failure) -> String {
  let bytes = try requiredText(text, argument)
  guard bytes.count <= JSONBounds.stringBytes else { throw .stringTooLarge(argument) }
  guard let text, let string = String(validatingCString: text) else {
    throw Failure(
      .invalid, "invalid_utf8", "\"\(argument)\" is not valid UTF-8.", field: argument)
  }
  return string
}

/// A callback of the host as the directory calls it.
func progressFunction(
  _ progress: persons_progress?, _ context: UnsafeMutableRawPointer?
) -> Progress? {
  guard let progress else { return nil }
  return { done, bytes, total in progress(context, done, bytes, total) == 0 }
}
