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
  ) {
    self.method = method
    var target = path
    if let identifier { target += RemoteCall.escaped(identifier) }
    if let parameters = query.flatMap(RemoteCall.parameters), !parameters.isEmpty {
      target += "?" + parameters
    }
    self.target = target
    self.body = body.map(Array.init) ?? []
    self.isSafe = isSafe
    self.isRemoval = isRemoval
  }

  /// The members of a request, which was checked, as parameters.
  private static func parameters(_ request: RequestText) -> String? {
    guard let document = try? JSONDocument(request) else { return nil }
    var parts: [String] = []
    try? document.root.forEachMember { (key, value) throws(Failure) in
      var text: String?
      switch value.kind {
      case .string: text = escaped(value.string)
      case .integer: text = String(value.integer)
      case .array:
        // The commas between the elements stay as they are; those in an element are escaped.
        var elements: [String] = []
        try value.forEachElement { (_, element) throws(Failure) in
          elements.append(escaped(element.string))
        }
        text = elements.joined(separator: ",")
      case .null: text = nil
      default: text = value.boolean ? "true" : "false"
      }
      if let text { parts.append(escaped(String(decoding: key, as: UTF8.self)) + "=" + text) }
    }
    return parts.joined(separator: "&")
  }

  /// Every byte but letters, digits and - . _ ~ as %XX.
  static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: escaped.append(byte)
      default:
        escaped.append(UInt8(ascii: "%"))
        escaped.append(digits[Int(byte >> 4)])
        escaped.append(digits[Int(byte & 15)])
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}

extension RemoteDirectory {
  /// A write. Our own service keeps its answer for the key, so that it is safe to send again; the caller's key is
  /// left as it is.
  func write(
    _ method: String, _ path: String, _ body: RequestText, identifier: String? = nil
  ) -> RemoteCall {
    let isOurs = options.service == .persons
    let keyed =
      isOurs ? object(body, adding: "idempotencyKey", hexadecimal(randomBytes(16))) : nil
    return (keyed ?? Array(body)).withUnsafeBufferPointer {
      RemoteCall(method, path, identifier: identifier, body: $0, isSafe: isOurs)
    }
  }
}
