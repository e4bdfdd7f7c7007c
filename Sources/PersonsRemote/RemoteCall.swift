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
    _ method: String, _ path: String, identifier: String? = nil, query: RequestText? = nil,
    body: RequestText? = nil, isSafe: Bool, isRemoval: Bool = false
  ) throws(Failure) {
    self.method = method
    var target = path
    if let identifier { target += try Libcurl.escaped(identifier) }
    if let query {
      let parameters = try RemoteCall.parameters(query)
      if !parameters.isEmpty { target += "?" + parameters }
    }
    self.target = target
    self.body = body.map(Array.init) ?? []
    self.isSafe = isSafe
    self.isRemoval = isRemoval
  }

  /// The members of a request, which was checked, as parameters.
  private static func parameters(_ request: RequestText) throws(Failure) -> String {
    var parts: [String] = []
    try JSONDocument(request).root.forEachMember { (key, value) throws(Failure) in
      var text: String?
      switch value.kind {
      case .string: text = try Libcurl.escaped(value.string)
      case .integer: text = String(value.integer)
      case .array:
        // The commas between the elements stay as they are; those in an element are escaped.
        var elements: [String] = []
        try value.forEachElement { (_, element) throws(Failure) in
          elements.append(try Libcurl.escaped(element.string))
        }
        text = elements.joined(separator: ",")
      case .null: text = nil
      default: text = value.boolean ? "true" : "false"
      }
      if let text {
        parts.append(try Libcurl.escaped(String(decoding: key, as: UTF8.self)) + "=" + text)
      }
    }
    return parts.joined(separator: "&")
  }
}

extension RemoteDirectory {
  /// A write. Our own service keeps its answer for the key, so that it is safe to send again; the caller's key is
  /// left as it is.
  func write(
    _ method: String, _ path: String, _ body: RequestText, identifier: String? = nil
  ) throws(Failure) -> RemoteCall {
    let isOurs = options.service == .persons
    let keyed =
      isOurs ? object(body, adding: "idempotencyKey", hexadecimal(randomBytes(16))) : nil
    return try (keyed ?? Array(body)).withUnsafeBufferPointer { (body) throws(Failure) in
      try RemoteCall(method, path, identifier: identifier, body: body, isSafe: isOurs)
    }
  }
}
