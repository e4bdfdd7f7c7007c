// SPDX-License-Identifier: Apache-2.0
//
// A call as a request: its path and parameters escaped, its body with what makes it safe to send again.

internal import PersonsDirectory
internal import PersonsJSON
internal import PersonsSystem

struct RemoteCall {
  let method: String
  /// Path and query, escaped.
  let target: String
  let body: [UInt8]
  /// Whether the request may be sent again although the service may have seen it.
  let isSafe: Bool
  /// Whether "not found" after an attempt without an answer means that it had worked.
  let isRemoval: Bool

  init(
    _ method: String, _ path: String, identifier: String? = nil, query: Parameters = Parameters(),
    body: [UInt8] = [], isSafe: Bool, isRemoval: Bool = false
  ) throws(Failure) {
    self.method = method
    var target = path
    if let identifier { target += try Libcurl.escaped(identifier) }
    if !query.isEmpty { target += "?" + query.escaped }
    self.target = target
    self.body = body
    self.isSafe = isSafe
    self.isRemoval = isRemoval
  }
}

extension RemoteDirectory {
  /// A write. Our own service keeps its answer for the key, so that it is safe to send again; the caller's key is
  /// left as it is.
  func write(
    _ method: String, _ path: String, _ body: RequestBody, identifier: String? = nil,
    adding members: [(key: String, value: String)] = []
  ) throws(Failure) -> RemoteCall {
    let isOurs = options.service == .persons
    let key = isOurs ? [(key: "idempotencyKey", value: hexadecimal(randomBytes(16)))] : []
    return try RemoteCall(
      method, path, identifier: identifier, body: body.text(adding: members + key),
      isSafe: isOurs)
  }
}
