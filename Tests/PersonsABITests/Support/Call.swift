// SPDX-License-Identifier: Apache-2.0
// Job: a call of persons.h as data: its name, without "persons_", and its arguments.

import CPersons

struct Call: Sendable, CustomStringConvertible {
  var name: String
  var id: String?
  var request: String?
  var file: String?
  var since: Int64 = 0

  init(
    _ name: String, id: String? = nil, text: String? = nil, file: String? = nil, since: Int64 = 0
  ) {
    (self.name, self.id, self.request, self.file, self.since) = (name, id, text, file, since)
  }

  init(_ name: String, id: String? = nil, _ request: JSON, file: String? = nil) {
    self.init(name, id: id, text: request.compact, file: file)
  }

  var description: String { [name, id, request, file].compactMap(\.self).joined(separator: " ") }
}

private typealias Out = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
private typealias TextCall = @Sendable (OpaquePointer?, UnsafePointer<CChar>?, Out?) -> Int32
private typealias BareCall = @Sendable (OpaquePointer?, Out?) -> Int32

/// Calls of (directory, request, out).
private let requestCalls: [String: TextCall] = [
  "find": { persons_find($0, $1, $2) },
  "list": { persons_list($0, $1, $2) },
  "search": { persons_search($0, $1, $2) },
  "create": { persons_create($0, $1, $2) },
  "upsert": { persons_upsert($0, $1, $2) },
  "put_group": { persons_put_group($0, $1, $2) },
  "list_groups": { persons_list_groups($0, $1, $2) },
  "put_event": { persons_put_event($0, $1, $2) },
  "list_events": { persons_list_events($0, $1, $2) },
  "record_rsvp": { persons_record_rsvp($0, $1, $2) },
  "put_organization": { persons_put_organization($0, $1, $2) },
  "list_organizations": { persons_list_organizations($0, $1, $2) },
  "issue_token": { persons_issue_token($0, $1, $2) },
  "list_tokens": { persons_list_tokens($0, $1, $2) },
]

/// Calls of (directory, id, out).
private let idCalls: [String: TextCall] = [
  "get": { persons_get($0, $1, $2) },
  "delete": { persons_delete($0, $1, $2) },
  "erase": { persons_erase($0, $1, $2) },
  "delete_group": { persons_delete_group($0, $1, $2) },
  "revoke_token": { persons_revoke_token($0, $1, $2) },
]

/// Calls of (directory, out).
private let bareCalls: [String: BareCall] = [
  "check": { persons_check($0, $1) },
  "stats": { persons_stats($0, $1) },
]

extension Directory {
  func perform(_ call: Call) -> Answer {
    Self.perform(call, on: handle)
  }

  static func perform(_ call: Call, on handle: OpaquePointer?) -> Answer {
    if let function = requestCalls[call.name] {
      return answer { function(handle, call.request, $0) }
    }
    if let function = idCalls[call.name] { return answer { function(handle, call.id, $0) } }
    if let function = bareCalls[call.name] { return answer { function(handle, $0) } }
    switch call.name {
    case "update": return answer { persons_update(handle, call.id, call.request, $0) }
    case "changes": return answer { persons_changes(handle, call.since, $0) }
    case "backup": return answer { persons_backup(handle, call.file, $0) }
    case "import": return answer { persons_import(handle, call.file, call.request, nil, nil, $0) }
    case "export": return answer { persons_export(handle, call.file, call.request, nil, nil, $0) }
    case "respond":
      return answer { persons_respond(handle, "GET", "/person", nil, nil, 0, nil, nil, $0) }
    default: return Answer(status: PERSONS_INTERNAL, text: "no call of this name: \(call.name)")
    }
  }

  /// Every call of the header that works on a handle and gives out a text.
  static var callNames: [String] {
    requestCalls.keys.sorted() + idCalls.keys.sorted() + bareCalls.keys.sorted()
      + ["update", "changes", "backup", "import", "export", "respond"]
  }
}
