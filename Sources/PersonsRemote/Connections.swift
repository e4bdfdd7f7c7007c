// SPDX-License-Identifier: Apache-2.0
//
// The connections of a remote directory: those that are idle are used again, by whichever thread comes next.

internal import PersonsJSON
internal import PersonsSystem

final class Connections: Sendable {
  private let idle = Locked<[Exchange]>([])
  private static let maxIdle = 32

  /// Runs `body` with a connection that no other thread has.
  func with<R>(
    _ body: (Exchange) throws(ExchangeFailure) -> R
  ) throws(ExchangeFailure) -> R {
    var taken = idle.withLock { $0.popLast() }
    while let kept = taken, !kept.isQuiet { taken = idle.withLock { $0.popLast() } }
    guard let exchange = taken ?? Libcurl.functions.flatMap(Exchange.init) else {
      throw ExchangeFailure(failure: .noMemory, sentNothing: true)
    }
    defer { idle.withLock { if $0.count < Connections.maxIdle { $0.append(exchange) } } }
    return try body(exchange)
  }

  func close() { idle.withLock { $0.removeAll() } }
}
