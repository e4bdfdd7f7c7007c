// SPDX-License-Identifier: Apache-2.0
//
// Connections for reading: as many as calls run at once, kept for the next ones.

internal import PersonsJSON
internal import PersonsSystem

final class ReaderPool: Sendable {
  private let opener: ConnectionOpener
  private let idle = Locked<[Connection]>([])

  /// Idle connections beyond this are closed; each has a page cache and descriptors.
  private static let maxIdle = 16

  init(opener: ConnectionOpener) { self.opener = opener }

  func take() throws(Failure) -> Connection {
    if let connection = idle.withLock({ $0.popLast() }) { return connection }
    return try opener.openReader()
  }

  func give(back connection: Connection) {
    // An interruption can meet the very end of a transaction; left open it would hold an old state for ever.
    connection.rollback()
    guard !connection.inTransaction else { return opener.interruptions.remove(connection) }
    let kept = idle.withLock { connections in
      guard connections.count < ReaderPool.maxIdle else { return false }
      connections.append(connection)
      return true
    }
    if !kept { opener.interruptions.remove(connection) }
  }

  func close() {
    idle.withLock { connections in
      for connection in connections { opener.interruptions.remove(connection) }
      connections.removeAll()
    }
  }
}
