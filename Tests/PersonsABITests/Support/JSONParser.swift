// SPDX-License-Identifier: Apache-2.0
// Job: parse JSON strictly. It is the tests' own, so that the library's parser is not its own judge.

struct JSONParser {
  struct Failure: Error, CustomStringConvertible {
    let offset: Int
    let problem: String
    var description: String { "\(problem) at byte \(offset)" }
  }

  private let bytes: [UInt8]
  private var at = 0

  static func parse(_ text: String) throws -> JSON {
    var parser = JSONParser(bytes: Array(text.utf8))
    let value = try parser.value()
    parser.skipSpace()
    guard parser.at == parser.bytes.count else { throw parser.failure("text after the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func failure(_ problem: String) -> Failure { Failure(offset: at, problem: problem) }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[at...].starts(with: wanted) else { return false }
    at += wanted.count
    return true
  }

  private mutating func value() throws -> JSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case _ where take("null"): return .null
    case _ where take("true"): return .bool(true)
    case _ where take("false"): return .bool(false)
    default: return try number()
    }
  }

  private mutating func object() throws -> JSON {
    at += 1
    var members: [JSON.Member] = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("a key is missing") }
      let key = try string()
      guard !members.contains(where: { sameBytes($0.key, key) }) else {
        throw failure("a key stands twice")
      }
      skipSpace()
      guard take(":") else { throw failure("a colon is missing") }
      members.append(.init(key: key, value: try value()))
      skipSpace()
    } while take(",")
    guard take("}") else { throw failure("an object does not end") }
    return .object(members)
  }

  private mutating func array() throws -> JSON {
    at += 1
    var elements: [JSON] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while take(",")
    guard take("]") else { throw failure("an array does not end") }
    return .array(elements)
  }

  private mutating func number() throws -> JSON {
    let start = at
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { at += 1 }
    let digits = String(decoding: bytes[start..<at], as: UTF8.self)
    guard Double(digits) != nil, digits.utf8.first != UInt8(ascii: "+") else {
      throw failure("no value")
    }
    return .number(digits)
  }

  private mutating func string() throws -> String {
    at += 1
    var out: [UInt8] = []
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: out, as: UTF8.self) else { throw failure("not UTF-8") }
        return text
      case UInt8(ascii: "\\"): out += try escape()
      case 0..<0x20: throw failure("a control byte in a string")
      default: out.append(byte)
      }
    }
    throw failure("a string does not end")
  }

  private mutating func escape() throws -> [UInt8] {
    guard let byte = next else { throw failure("an escape does not end") }
    at += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "u"): return try unicode()
    default: throw failure("an unknown escape")
    }
  }

  private mutating func unicode() throws -> [UInt8] {
    var units = [try hex4()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard take("\\u") else { throw failure("half a surrogate pair") }
      units.append(try hex4())
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw failure("half a surrogate pair")
    }
    return Array(text.utf8)
  }

  private mutating func hex4() throws -> UInt16 {
    guard at + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are missing") }
    at += 4
    return unit
  }
}
