// SPDX-License-Identifier: Apache-2.0
//
// One request sent and its answer taken in, by libcurl: bounded in time and size, without redirects, cookies,
// credentials of others, or anything but HTTP.

internal import CCurl
internal import Glibc
internal import PersonsJSON

/// What is sent.
struct RemoteRequest {
  let method: String
  let url: String
  let headers: [String]
  /// Empty for requests that have no body.
  let body: [UInt8]
}

/// What came back.
struct RemoteAnswer {
  let status: Int
  let body: [UInt8]
  /// After how many seconds the service wants to be asked again; 0 when it does not say.
  let retryAfterSeconds: Int64
}

/// A connection that is used again. By one thread at a time.
final class Exchange {
  private let curl: UnsafePointer<persons_curl>
  /// Keeps the connection.
  private let keeper: UnsafeMutableRawPointer
  /// Of the last exchange. Each has its own: libcurl before 8.1.1 writes to memory that it gave back when the second
  /// answer on a handle begins with a line that continues another.
  private var handle: UnsafeMutableRawPointer

  static let maxBytes = 8 << 20
  static let maxHeaderBytes = 64 << 10
  /// A service that wants to be left alone for longer is asked again after a day.
  private static let maxSeconds: Int64 = 86_400
  private static let connectSeconds = 5

  init?(_ curl: UnsafePointer<persons_curl>) {
    guard let keeper = persons_curl_make_keeper(curl) else { return nil }
    guard let handle = persons_curl_make(curl) else {
      persons_curl_free_keeper(curl, keeper)
      return nil
    }
    self.curl = curl
    self.keeper = keeper
    self.handle = handle
  }

  deinit {
    persons_curl_free(curl, handle)
    persons_curl_free_keeper(curl, keeper)
  }

  /// What the callbacks of libcurl work on.
  private struct Taken {
    var body: [UInt8] = []
    var headerBytes = 0
    var isTooLarge = false
    var wasInterrupted = false
    /// Whether the empty line behind the headers came. Trailer fields, which may follow the body, change nothing.
    var hasWholeHead = false
    /// How often the request was begun: libcurl would send it again by itself where a kept connection is lost.
    var begun = 0
    let isInterrupted: () -> Bool
  }

  /// Sends a request and takes in the answer, in at most `milliseconds`.
  func send(
    _ request: RemoteRequest, certificates: String?, milliseconds: Int,
    isInterrupted: @escaping () -> Bool
  ) throws(ExchangeFailure) -> RemoteAnswer {
    var taken = Taken(isInterrupted: isInterrupted)
    guard let handle = persons_curl_make(curl) else {
      throw ExchangeFailure(failure: .noMemory, sentNothing: true)
    }
    persons_curl_free(curl, self.handle)
    self.handle = handle
    prepare(request, milliseconds)
    if let certificates { _ = persons_curl_set_text(curl, handle, CURLOPT_CAINFO, certificates) }
    var list: UnsafeMutablePointer<curl_slist>?
    // Expect: 100-continue would cost a round trip.
    for line in request.headers + ["Expect:", "Content-Type: application/json"] {
      guard let longer = persons_curl_add(curl, list, line) else {
        persons_curl_free_list(curl, list)
        throw ExchangeFailure(failure: .noMemory, sentNothing: true)
      }
      list = longer
    }
    defer { persons_curl_free_list(curl, list) }
    persons_curl_set_pointer(curl, handle, CURLOPT_HTTPHEADER, list)
    var socketError: Int32 = 0
    let code = request.body.withUnsafeBytes { body in
      if !body.isEmpty || request.method == "POST" || request.method == "PUT" {
        persons_curl_set_number(curl, handle, CURLOPT_POSTFIELDSIZE, body.count)
        persons_curl_set_pointer(
          curl, handle, CURLOPT_POSTFIELDS, body.baseAddress ?? UnsafeRawPointer(handle))
      }
      _ = persons_curl_set_text(curl, handle, CURLOPT_CUSTOMREQUEST, request.method)
      return withUnsafeMutablePointer(to: &socketError) { socketError in
        persons_curl_set_socket_error(curl, handle, socketError)
        return withUnsafeMutablePointer(to: &taken) {
          takeInto(UnsafeMutableRawPointer($0))
          return persons_curl_perform(curl, handle)
        }
      }
    }
    if code != CURLE_OK, socketError == EMFILE || socketError == ENFILE {
      throw ExchangeFailure(failure: .tooManyFiles, sentNothing: true)
    }
    guard code != CURLE_OK || taken.hasWholeHead else {
      throw ExchangeFailure(failure: .incompleteAnswer, sentNothing: false)
    }
    guard code == CURLE_OK else {
      let failure: Failure =
        if taken.wasInterrupted {
          .interrupted
        } else if taken.isTooLarge {
          .answerTooLarge
        } else {
          .exchange(
            code, hasStatus: persons_curl_status(curl, handle) > 0,
            systemError: persons_curl_errno(curl, handle))
        }
      throw ExchangeFailure(
        failure: failure, sentNothing: persons_curl_sent_nothing(curl, handle) != 0)
    }
    let asked = Int64(persons_curl_retry_after(curl, handle))
    return RemoteAnswer(
      status: Int(persons_curl_status(curl, handle)), body: taken.body,
      retryAfterSeconds: min(max(asked, 0), Exchange.maxSeconds))
  }

  private func prepare(_ request: RemoteRequest, _ milliseconds: Int) {
    persons_curl_set_pointer(curl, handle, CURLOPT_SHARE, keeper)
    func set(_ option: CURLoption, _ value: Int) {
      persons_curl_set_number(curl, handle, option, value)
    }
    _ = persons_curl_set_text(curl, handle, CURLOPT_URL, request.url)
    _ = persons_curl_set_text(curl, handle, CURLOPT_PROTOCOLS_STR, "http,https")
    _ = persons_curl_set_text(curl, handle, CURLOPT_USERAGENT, "libpersons/0.1.0")
    // No signals, no redirects, no .netrc.
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_NETRC, 0)
    set(CURLOPT_FAILONERROR, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, Exchange.connectSeconds * 1000))
    set(CURLOPT_TIMEOUT_MS, milliseconds)
    // A name server that does not answer keeps nobody waiting.
    set(CURLOPT_QUICK_EXIT, 1)
    // Without encryption the token goes to the service alone, not to a proxy of the environment.
    if request.url.hasPrefix("http://") {
      _ = persons_curl_set_text(curl, handle, CURLOPT_PROXY, "")
    }
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_NOPROGRESS, 0)
    set(CURLOPT_MAXFILESIZE, Exchange.maxBytes)
    // Answers come as they are: nothing small can become large on the way.
    set(CURLOPT_HTTP_CONTENT_DECODING, 0)
  }

  private func takeInto(_ context: UnsafeMutableRawPointer) {
    for option in [
      CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_PREREQDATA,
    ] {
      persons_curl_set_pointer(curl, handle, option, context)
    }
    persons_curl_set_take(curl, handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let taken = context.assumingMemoryBound(to: Taken.self)
      let length = size &* count
      guard length <= Exchange.maxBytes - taken.pointee.body.count else {
        taken.pointee.isTooLarge = true
        return 0
      }
      taken.pointee.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
      return length
    }
    persons_curl_set_take(curl, handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let taken = context.assumingMemoryBound(to: Taken.self)
      let length = size &* count
      taken.pointee.headerBytes += length
      let line = UnsafeRawBufferPointer(start: bytes, count: length)
      if line.starts(with: "HTTP/".utf8) {
        // Of the answer itself, where that before was a 1xx.
        taken.pointee.hasWholeHead = false
      } else if line.first == UInt8(ascii: "\r") || line.first == UInt8(ascii: "\n") {
        taken.pointee.hasWholeHead = true
      }
      guard taken.pointee.headerBytes <= Exchange.maxHeaderBytes else {
        taken.pointee.isTooLarge = true
        return 0
      }
      return length
    }
    persons_curl_set_begin(curl, handle) { context, _, _, _, _ in
      guard let context else { return CInt(CURL_PREREQFUNC_ABORT) }
      let taken = context.assumingMemoryBound(to: Taken.self)
      taken.pointee.begun += 1
      return CInt(taken.pointee.begun == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT)
    }
    persons_curl_set_look(curl, handle) { context, _, _, _, _ in
      guard let context else { return 0 }
      let taken = context.assumingMemoryBound(to: Taken.self)
      taken.pointee.wasInterrupted = taken.pointee.isInterrupted()
      return taken.pointee.wasInterrupted ? 1 : 0
    }
  }

  /// Whether nothing came on the idle connection since its last answer.
  var isQuiet: Bool { persons_curl_is_quiet(curl, handle) != 0 }
}
