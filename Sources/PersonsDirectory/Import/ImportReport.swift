// SPDX-License-Identifier: Apache-2.0
//
// What an import did: the counts of its answer, and a line for each row.

internal import PersonsJSON

struct ImportReport {
  /// The answer shows the first errors only.
  static let maxErrors = 100

  private static let countKeys = [
    "rows", "created", "updated", "unchanged", "groups", "events", "failed",
  ]

  private var counts: [String: Int64] = [:]
  /// `{"row":7,"error":{…}}`
  private var errors: [String] = []
  /// Bytes of the report file that belong to these counts.
  var reportBytes: Int64 = 0

  init() {}

  /// Reads what `kept()` wrote.
  init(kept text: String) throws(Failure) {
    let document = try JSONDocument(text, isOurs: true)
    /// The file may be damaged: no count reaches where adding to it would overflow.
    func number(_ key: String) -> Int64 {
      min(max(document.root[key]?.integer ?? 0, 0), Int64.max / 4)
    }
    for key in ImportReport.countKeys { counts[key] = number(key) }
    reportBytes = number("reportBytes")
    if let list = document.root["errors"] {
      for index in 0..<list.count {
        guard let error = list[index] else { continue }
        var text = TextBuffer()
        try text.append(error, field: "errors")
        errors.append(text.string)
      }
    }
  }

  var rows: Int64 { counts["rows"] ?? 0 }

  private mutating func count(_ key: String) { counts[key, default: 0] += 1 }

  /// Counts a row that was written, and appends its line.
  mutating func add(
    _ action: ImportAction, personId: String?, to lines: inout TextBuffer
  ) {
    count("rows")
    switch action {
    case .group: count("groups")
    case .event: count("events")
    default: count(action.rawValue)
    }
    lines.append("{")
    lines.appendMember("row", rows)
    lines.appendMember("success", true)
    lines.appendMember("personId", ifPresent: personId)
    lines.appendMember("action", orNull: action.rawValue)
    lines.append("}\n")
  }

  /// Counts a row that failed, and appends its line.
  mutating func add(_ failure: Failure, to lines: inout TextBuffer) {
    count("rows")
    count("failed")
    lines.append("{")
    lines.appendMember("row", rows)
    lines.appendMember("success", false)
    lines.append(",\"error\":")
    failure.appendDescription(to: &lines)
    lines.append("}\n")
    guard errors.count < ImportReport.maxErrors else { return }
    var error = TextBuffer()
    error.append("{")
    error.appendMember("row", rows)
    error.append(",\"error\":")
    failure.appendDescription(to: &error)
    error.append("}")
    errors.append(error.string)
  }

  /// Appends the answer.
  func append(to text: inout TextBuffer) {
    text.append("{")
    appendMembers(to: &text)
    text.append("}")
  }

  /// The counts as they are kept for a resumption.
  func kept() throws(Failure) -> String {
    var text = TextBuffer()
    text.append("{")
    appendMembers(to: &text)
    text.appendMember("reportBytes", reportBytes)
    text.append("}")
    return try text.text()
  }

  private func appendMembers(to text: inout TextBuffer) {
    for key in ImportReport.countKeys { text.appendMember(key, counts[key] ?? 0) }
    text.appendKey("errors")
    text.append("[")
    for error in errors {
      text.appendSeparator()
      text.append(string: error)
    }
    text.append("]")
  }
}
