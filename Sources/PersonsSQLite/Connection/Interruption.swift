// SPDX-License-Identifier: Apache-2.0
//
// The connections of a store that can be interrupted.

internal import PersonsStore
internal import PersonsSystem

/// All that runs on one store.
final class Interruptions: Sendable {
  let counter = InterruptionCounter()
  private let connections = Locked<[ObjectIdentifier: Connection]>([:])

  func add(_ connection: Connection) {
    connections.withLock { $0[ObjectIdentifier(connection)] = connection }
  }

  /// Forgets a connection; from then on it may be closed.
  func remove(_ connection: Connection) {
    connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(connection)) }
  }

  func interrupt() {
    counter.interrupt()
    connections.withLock { for connection in $0.values { connection.interrupt() } }
  }
}
