// SPDX-License-Identifier: Apache-2.0
// Job: compare an answer with what a fixture expects, and keep the strings that it asks to keep.

import Foundation

struct Kept {
  private var texts: [String: String]

  init(_ texts: [String: String]) { self.texts = texts }

  subscript(_ name: String) -> String? { texts[name] }

  mutating func keep(_ name: String, _ text: String) { texts[name] = text }

  /// The text with every {{NAME}} replaced by the string kept under that name.
  func fill(_ text: String) throws -> String {
    let parts = text.components(separatedBy: "{{")
    var out = parts[0]
    for part in parts.dropFirst() {
      guard let end = part.range(of: "}}") else {
        out += "{{" + part
        continue
      }
      let name = String(part[..<end.lowerBound])
      guard let kept = texts[name] else { throw Unexpected("nothing is kept as \(name)") }
      out += kept + part[end.upperBound...]
    }
    return out
  }
}

struct Pattern {
  var kept: Kept

  /// The first difference, as a path and a sentence; nil when the value is what is expected.
  mutating func difference(_ expected: JSON, _ actual: JSON, at path: String = "result") throws
    -> String?
  {
    switch (expected, actual) {
    case (.string(let pattern), _):
      return try textDifference(pattern, actual, path)
    case (.number(let wanted), .number(let found)):
      return sameNumber(wanted, found) ? nil : "\(path) is \(found), not \(wanted)"
    case (.array(let wanted), .array(let found)):
      return try arrayDifference(wanted, found, path)
    case (.object(let wanted), .object(let found)):
      return try objectDifference(wanted, found, path)
    default:
      return expected == actual ? nil : "\(path) is \(actual.compact), not \(expected.compact)"
    }
  }

  private mutating func textDifference(_ pattern: String, _ actual: JSON, _ path: String) throws
    -> String?
  {
    if pattern == "{{any}}" { return nil }
    if pattern.hasPrefix("{{opaque "), pattern.hasSuffix("}}") {
      let name = String(pattern.dropFirst("{{opaque ".count).dropLast("}}".count))
      guard case .number(let found) = actual, let number = Int64(found),
        number >= 1 << 52, number < 1 << 53
      else { return "\(path) is \(actual.compact), not an opaque number" }
      if let known = kept[name] {
        return known == found ? nil : "\(path) is \(found), not \(known) as \(name) was before"
      }
      kept.keep(name, found)
      return nil
    }
    guard case .string(let found) = actual else {
      return "\(path) is \(actual.compact), not a text"
    }
    if pattern == "{{uuid}}" {
      return isUUID7(found) ? nil : "\(path) is \(found), not a UUID version 7"
    }
    if pattern == "{{time}}" { return isTime(found) ? nil : "\(path) is \(found), not a time" }
    if pattern.hasPrefix("{{save "), pattern.hasSuffix("}}") {
      kept.keep(String(pattern.dropFirst("{{save ".count).dropLast("}}".count)), found)
      return nil
    }
    let wanted = try kept.fill(pattern)
    return sameBytes(wanted, found)
      ? nil : "\(path) is \(JSON.quote(found)), not \(JSON.quote(wanted))"
  }

  private mutating func arrayDifference(_ wanted: [JSON], _ found: [JSON], _ path: String) throws
    -> String?
  {
    guard wanted.count == found.count else {
      return
        "\(path) has \(found.count) elements, not \(wanted.count): \(JSON.array(found).compact)"
    }
    for (index, pair) in zip(wanted, found).enumerated() {
      if let difference = try difference(pair.0, pair.1, at: "\(path)[\(index)]") {
        return difference
      }
    }
    return nil
  }

  private mutating func objectDifference(
    _ wanted: [JSON.Member], _ found: [JSON.Member], _ path: String
  ) throws -> String? {
    let more = wanted.contains { $0.key == "{{more}}" }
    let named = wanted.filter { $0.key != "{{more}}" }
    if !more,
      let extra = found.first(where: { member in !named.contains { sameBytes($0.key, member.key) } }
      )
    {
      return "\(path) has a key too many: \(extra.key)"
    }
    for member in named {
      guard let value = JSON.object(found)[member.key] else { return "\(path) lacks \(member.key)" }
      if let difference = try difference(member.value, value, at: "\(path).\(member.key)") {
        return difference
      }
    }
    return nil
  }
}

private func sameNumber(_ left: String, _ right: String) -> Bool {
  if let left = Int64(left), let right = Int64(right) { return left == right }
  return Double(left) == Double(right)
}

func isUUID7(_ text: String) -> Bool {
  text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
}

func isTime(_ text: String) -> Bool {
  text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z/) != nil
}
