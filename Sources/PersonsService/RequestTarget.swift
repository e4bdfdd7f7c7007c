// SPDX-License-Identifier: Apache-2.0
//
// The target of a request, decoded once. What another program on the way could read differently is refused.

internal import PersonsJSON

struct RequestTarget {
  /// The segments of the path, decoded; "/persons/find/" has three, the last one empty.
  let path: [String]
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
    path = try RequestTarget.path(bytes[1..<question])
    parameters = try RequestTarget.parameters(bytes[question...].dropFirst())
  }

  private static func path(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [String] {
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var path: [String] = []
    for (index, part) in parts.enumerated() {
      let segment = try decoded(part, plusIsSpace: false)
      guard !segment.isEmpty || index == parts.count - 1 else {
        throw .badTarget("The path has an empty segment.")
      }
      guard segment != ".", segment != "..", !segment.utf8.contains(UInt8(ascii: "/")) else {
        throw .badTarget("The path holds \".\", \"..\" or an escaped slash.")
      }
      path.append(segment)
    }
    return path
  }

  private static func parameters(
    _ bytes: ArraySlice<UInt8>
  ) throws(Failure) -> [Parameter] {
    var parameters: [Parameter] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let name = try decoded(part[..<equals], plusIsSpace: true)
      let escaped = part[equals...].dropFirst()
      let value = try decoded(escaped, plusIsSpace: true)
      var parts: [String] = []
      for part in escaped.split(separator: UInt8(ascii: ",")) {
        parts.append(try decoded(part, plusIsSpace: true))
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

  /// The text behind %-escapes.
  private static func decoded(
    _ bytes: ArraySlice<UInt8>, plusIsSpace: Bool
  ) throws(Failure) -> String {
    // What has no escape is ASCII, for the target is.
    if !bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        text.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexadecimal),
        let low = rest.popFirst().flatMap(hexadecimal)
      else { throw .badTarget("The request target has a % without two hexadecimal digits.") }
      text.append(high << 4 | low)
    }
    guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .badTarget("The request target holds a control character.")
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw .badTarget("The request target is not valid UTF-8.")
    }
    return string
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

  static func badHeader(_ name: String, _ message: String) -> Failure {
    Failure(.invalid, "invalid_request", message, field: name)
  }
}
