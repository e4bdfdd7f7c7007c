// SPDX-License-Identifier: Apache-2.0
//
// The target of a request, decoded once. What another program on the way could read differently is refused.

internal import PersonsJSON

struct RequestTarget {
  /// The path, decoded, as bytes: what is between two slashes is one segment, for an escaped slash is refused.
  let path: ArraySlice<UInt8>
  /// A parameter, decoded.
  struct Parameter {
    let name: String
    let value: String
    /// The parts between its commas, for a list. An escaped comma (%2C) belongs to a part.
    let parts: [String]
  }

  /// The parameters in their order; each name once.
  let parameters: [Parameter]

  static let maxBytes = 8 << 10
  private static let maxParameters = 64

  init(_ target: String) throws(Failure) {
    let bytes = Array(target.utf8)
    guard bytes.first == UInt8(ascii: "/") else {
      throw .badTarget("The request target must begin with /.")
    }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw .badTarget("The request target holds a byte that must be escaped.")
    }
    let question = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    path = try RequestTarget.unescaped(bytes[..<question], in: .path)
    try RequestTarget.checkSegments(path)
    parameters = try RequestTarget.parameters(bytes[question...].dropFirst())
  }

  /// Throws for a segment that another program could take for none, or for a way up.
  private static func checkSegments(_ path: ArraySlice<UInt8>) throws(Failure) {
    var length = 0
    var dots = 0
    for byte in path.dropFirst() {
      guard byte == UInt8(ascii: "/") else {
        length &+= 1
        if byte == UInt8(ascii: ".") { dots &+= 1 }
        continue
      }
      guard length > 0 else { throw .badTarget("The path has an empty segment.") }
      guard length > dots || dots > 2 else { throw .badSegment }
      length = 0
      dots = 0
    }
    // The last segment may be empty.
    guard length > dots || dots > 2 || length == 0 else { throw .badSegment }
  }

  private static func parameters(
    _ bytes: ArraySlice<UInt8>
  ) throws(Failure) -> [Parameter] {
    var parameters: [Parameter] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let name = try decoded(part[..<equals])
      let escaped = part[equals...].dropFirst()
      let value = try decoded(escaped)
      var parts: [String] = []
      for part in escaped.split(separator: UInt8(ascii: ",")) {
        parts.append(try decoded(part))
      }
      guard !parameters.contains(where: { $0.name == name }) else {
        throw .badTarget("A parameter is given twice.")
      }
      parameters.append(Parameter(name: name, value: value, parts: parts))
      guard parameters.count <= maxParameters else {
        throw .badTarget("The request has more than \(maxParameters) parameters.")
      }
    }
    return parameters
  }

  private enum Component { case path, parameters }

  /// The text behind %-escapes.
  private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Failure) -> String {
    String(decoding: try unescaped(bytes, in: .parameters), as: UTF8.self)
  }

  /// The bytes behind %-escapes, which are UTF-8 without control characters.
  private static func unescaped(
    _ bytes: ArraySlice<UInt8>, in component: Component
  ) throws(Failure) -> ArraySlice<UInt8> {
    // What has no escape is ASCII, for the target is.
    if !bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) {
      return bytes
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        text.append(component == .parameters && byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexadecimal),
        let low = rest.popFirst().flatMap(hexadecimal)
      else { throw .badTarget("The request target has a % without two hexadecimal digits.") }
      let unescaped = high << 4 | low
      guard component == .parameters || unescaped != UInt8(ascii: "/") else { throw .badSegment }
      text.append(unescaped)
    }
    guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .badTarget("The request target holds a control character.")
    }
    guard String(validating: text, as: UTF8.self) != nil else {
      throw .badTarget("The request target is not valid UTF-8.")
    }
    return text[...]
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Failure {
  static func badTarget(_ message: String) -> Failure {
    Failure(.invalid, "invalid_request", message, field: "target")
  }

  fileprivate static var badSegment: Failure {
    .badTarget("The path holds \".\", \"..\" or an escaped slash.")
  }

  static func badHeader(_ name: String, _ message: String) -> Failure {
    Failure(.invalid, "invalid_request", message, field: name)
  }
}
