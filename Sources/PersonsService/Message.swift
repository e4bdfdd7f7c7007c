// SPDX-License-Identifier: Apache-2.0
//
// A request of HTTP as it was received, and the reply to it, as any server can hand them over.

package import PersonsJSON

package typealias Header = (name: String, value: String)

/// A request. The body is valid during the call.
package struct ServiceRequest {
  package let method: String
  /// Not decoded.
  package let target: String
  package let headers: [Header]
  package let body: UnsafeBufferPointer<UInt8>

  package init(
    method: String, target: String, headers: [Header], body: UnsafeBufferPointer<UInt8>
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}

/// A reply without its body, which is appended to a text.
package struct ServiceReply {
  package var status: Int
  package var headers: [Header]

  static let json = "application/json"
  /// Persons with everything that we keep.
  static let completeJSON = "application/vnd.persons+json"

  init(_ status: Int, contentType: String = ServiceReply.json, headers: [Header] = []) {
    self.status = status
    self.headers =
      [
        ("Content-Type", contentType), ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
      ] + headers
  }

  /// Appends the headers as a JSON array of pairs.
  package func appendHeaders(to text: inout TextBuffer) {
    text.append("[")
    for header in headers {
      text.appendSeparator()
      text.append("[")
      text.appendJSON(header.name)
      text.append(",")
      text.appendJSON(header.value)
      text.append("]")
    }
    text.append("]")
  }
}
