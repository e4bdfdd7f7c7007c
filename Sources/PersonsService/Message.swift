// SPDX-License-Identifier: Apache-2.0
//
// A request of HTTP as it was received, and the reply to it, as any server can hand them over.

package import PersonsJSON

/// A request. The headers and the body are valid during the call.
package struct ServiceRequest {
  package let method: String
  /// Not decoded.
  package let target: String
  package let headers: HeaderList
  package let body: UnsafeBufferPointer<UInt8>

  package init(
    method: String, target: String, headers: HeaderList, body: UnsafeBufferPointer<UInt8>
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}

/// What a body is.
enum MediaType: String {
  case json = "application/json"
  /// Persons with everything that we keep.
  case completeJSON = "application/vnd.persons+json"
}

/// A reply without its body, which is appended to a text.
package struct ServiceReply {
  typealias Header = (name: StaticString, value: String)

  package let status: Int
  private let mediaType: MediaType
  /// The header that not every reply has.
  private let header: Header?

  init(_ status: Int, _ mediaType: MediaType = .json, header: Header? = nil) {
    self.status = status
    self.mediaType = mediaType
    self.header = header
  }

  /// Appends the headers as a JSON array of pairs.
  package func appendHeaders(to text: inout TextBuffer) {
    text.append("[[\"Content-Type\",\"")
    text.append(string: mediaType.rawValue)
    text.append("\"],[\"Cache-Control\",\"no-store\"],[\"X-Content-Type-Options\",\"nosniff\"]")
    if let header {
      text.append(",[\"")
      text.append(header.name)
      text.append("\",")
      text.appendJSON(header.value)
      text.append("]")
    }
    text.append("]")
  }
}
