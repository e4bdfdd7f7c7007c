// SPDX-License-Identifier: Apache-2.0
//
// The header's section "serving".

internal import CPersons
internal import PersonsDirectory
internal import PersonsJSON
internal import PersonsService

@implementation @_cdecl("persons_respond")
public func persons_respond(
  _ directory: OpaquePointer?, _ method: UnsafePointer<CChar>?, _ target: UnsafePointer<CChar>?,
  _ headers: UnsafePointer<UnsafePointer<CChar>?>?, _ body: UnsafePointer<CChar>?, _ length: Int,
  _ http_status: UnsafeMutablePointer<CInt>?,
  _ reply_headers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  http_status?.pointee = 0
  reply_headers?.pointee = nil
  return call(directory, out) { (directory, result) throws(Failure) in
    guard directory.isOwner else { throw .ownerOnly }
    guard body != nil || length == 0, length >= 0 else {
      throw Failure(
        .misuse, "null_argument", "\"body\" is NULL, but not its length.", field: "body")
    }
    let bytes = UnsafeBufferPointer(
      start: UnsafeRawPointer(body)?.assumingMemoryBound(to: UInt8.self), count: length)
    let request = ServiceRequest(
      method: try string(method, "method"), target: try string(target, "target"),
      headers: try HeaderList(headers), body: bytes)
    let reply = Service(directory).respond(request, into: &result)
    if let reply_headers {
      var text = TextBuffer()
      reply.appendHeaders(to: &text)
      reply_headers.pointee = try text.take()
    }
    http_status?.pointee = CInt(clamping: reply.status)
  }
}
