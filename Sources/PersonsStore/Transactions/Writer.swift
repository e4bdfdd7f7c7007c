// SPDX-License-Identifier: Apache-2.0
//
// The one writer of a store. Writes that come while a commit is on its way to the disk wait, and the next
// commit takes them all: the thread whose write is first in the queue leads, runs every waiting write in
// one transaction, commits once and wakes the others (group commit). No thread is started.

internal import CSQLite
internal import Glibc
internal import PersonsJSON
internal import PersonsSystem

final class Writer: Sendable {
  private struct Queue {
    var tickets: [WriteTicket] = []
    var isLed = false
    /// How many writes were in the last commit or came while it was on its way.
    var recentWrites = 0
  }

  private let connection: Connection
  private let options: StoreOptions
  private let interruptions: Interruptions
  private let queue = Locked(Queue())
  /// Set when a commit failed on the disk: what the disk holds is unknown until the file is reopened.
  private let broken = Locked<Failure?>(nil)
  /// The folder whose names are still to be made durable: that of the log, without which the commits in it are lost.
  /// SQLite does it once, and does not tell when it fails.
  private let unsyncedFolder: Locked<String?>

  /// How often a leader gives way to threads that are about to write again.
  private static let mostYields = 24

  /// More writes than this are not put into one commit, so that the first does not wait for ever.
  private static let mostWrites = 256

  /// How long SQLite waits for another process before we look whether we were interrupted.
  private static let waitSlice = 20

  /// - Parameter folder: where the log is; nil when its name need not be durable.
  init(
    connection: Connection, options: StoreOptions, interruptions: Interruptions, folder: String?
  ) {
    unsyncedFolder = Locked(folder)
    self.connection = connection
    self.options = options
    self.interruptions = interruptions
  }

  /// Runs `body` in a transaction, with its neighbours in the queue, and returns once it is durable.
  ///
  /// `body` escapes: another thread runs it, and may hold it a moment longer than this call takes.
  func perform<R>(
    seed: UInt64, _ body: @escaping (WriteTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    var result: R?
    let ticket = WriteTicket(interruption: Interruption(interruptions), deadline: deadline) {
      transaction in
      do throws(Failure) {
        result = try body(transaction)
        return nil
      } catch {
        return error
      }
    }
    let failure = submit(ticket) { run(startingWith: ticket, seed: seed) }
    if let failure { throw failure }
    guard let result else { throw .internal("a write ended without a result") }
    return result
  }

  /// Runs `body` alone, outside of a transaction.
  private func exclusively<R>(_ body: (Connection) throws(Failure) -> R) throws(Failure) -> R {
    var result: Result<R, Failure> = .failure(.internal("exclusive work did not run"))
    let ticket = WriteTicket(
      interruption: Interruption(interruptions), deadline: deadline, isExclusive: true)
    _ = submit(ticket) {
      do throws(Failure) {
        if let broken = broken.withLock({ $0 }) { throw broken }
        result = .success(try notingFailure { () throws(Failure) in try body(connection) })
      } catch {
        result = .failure(error)
      }
      return [ticket]
    }
    return try result.get()
  }

  /// Writes the log of the file at `path` into it and empties the log, durably.
  func emptyLog(of path: String) throws(Failure) {
    try exclusively { (connection) throws(Failure) in
      guard try connection.pragma("PRAGMA wal_checkpoint(TRUNCATE)") == "0" else {
        throw .sqlite(SQLITE_BUSY)
      }
      try syncing { () throws(Failure) in
        // No process locks the log itself, so closing it takes nobody's lock away.
        try asking { () throws(SystemError) in
          try syncFile(path + "-wal")
          try syncFolder(folder(of: path))
        }
      }
    }
  }

  func close() {
    interruptions.remove(connection)
    // An interruption that met no statement would stop the checkpoint that SQLite makes when it closes;
    // the beginning of a statement takes it back.
    _ = try? connection.firstInteger("SELECT 1")
  }

  /// Until when a write that comes now waits for other processes.
  private var deadline: Int64 { monotonicMilliseconds() + Int64(options.timeoutMilliseconds) }

  // MARK: The queue

  /// Waits for a leader to run the ticket, or leads: then `lead` runs it, and perhaps others, and says which.
  private func submit(_ ticket: WriteTicket, lead: () -> [WriteTicket]) -> Failure? {
    let leads = queue.withLock { queue in
      if queue.isLed {
        queue.tickets.append(ticket)
        return false
      }
      queue.isLed = true
      return true
    }
    if !leads, ticket.waitForTurn() == .done {
      ticket.behind?.give(.done)
      ticket.behind = nil
      return ticket.failure
    }

    let written = lead()

    let next = queue.withLock { queue in
      queue.recentWrites = written.count + queue.tickets.count
      guard !queue.tickets.isEmpty else {
        queue.isLed = false
        return nil as WriteTicket?
      }
      return queue.tickets.removeFirst()
    }
    // The next leader goes to work while the others are being woken.
    next?.give(.leading)
    // Each wakes the one behind it, so that waking goes on beside the work of those who are awake.
    let others = written.filter { $0 !== ticket }
    for (other, behind) in zip(others, others.dropFirst()) { other.behind = behind }
    others.first?.give(.done)
    return ticket.failure
  }

  /// The next write that may share the leader's commit, which has `count` so far; nil when it is time to
  /// commit. Threads whose writes were just answered tend to write again, and a commit costs the same for all
  /// of them: they are given a moment. A thread that writes alone does not wait.
  private func nextForCommit(after count: Int) -> WriteTicket? {
    for _ in 0...Writer.mostYields {
      let (ticket, isLast) = queue.withLock { queue in
        guard count < Writer.mostWrites, let first = queue.tickets.first, !first.isExclusive else {
          return (nil as WriteTicket?, count >= queue.recentWrites || !queue.tickets.isEmpty)
        }
        return (queue.tickets.removeFirst(), true)
      }
      if isLast { return ticket }
      sched_yield()
    }
    return nil
  }

  // MARK: The leader

  /// Runs the leader's write, and those that come meanwhile, in one transaction, and notes in each what
  /// became of it.
  private func run(startingWith first: WriteTicket, seed: UInt64) -> [WriteTicket] {
    var batch = [first]
    do throws(Failure) {
      if let broken = broken.withLock({ $0 }) { throw broken }
      try begin(for: first)
      let transaction = try WriteTransaction(connection, seed: seed)
      var next: WriteTicket? = first
      while let ticket = next {
        if ticket !== first { batch.append(ticket) }
        let changesBefore = connection.changes
        ticket.perform(in: transaction)
        // A write that failed before it changed anything does not trouble its neighbours.
        let isClean = connection.changes == changesBefore && connection.inTransaction
        if ticket.failure != nil, !isClean {
          rollback()
          for other in batch where other !== ticket { runAlone(other, seed: seed) }
          return batch
        }
        next = nextForCommit(after: batch.count)
      }
      guard batch.contains(where: { $0.failure == nil }) else {
        rollback()
        return batch
      }
      try transaction.finish()
      try commit()
    } catch {
      rollback()
      for ticket in batch where ticket.failure == nil { ticket.failure = error }
    }
    return batch
  }

  /// Runs a write once more, after a neighbour took the transaction with it.
  private func runAlone(_ ticket: WriteTicket, seed: UInt64) {
    do throws(Failure) {
      if let broken = broken.withLock({ $0 }) { throw broken }
      try begin(for: ticket)
      let transaction = try WriteTransaction(connection, seed: seed)
      ticket.perform(in: transaction)
      if ticket.failure != nil { return rollback() }
      try transaction.finish()
      try commit()
    } catch {
      rollback()
      ticket.failure = error
    }
  }

  /// Takes the file's write lock, waiting for other processes as long as the options say.
  private func begin(for ticket: WriteTicket) throws(Failure) {
    connection.setBusyTimeout(milliseconds: min(Writer.waitSlice, options.timeoutMilliseconds))
    defer { connection.setBusyTimeout(milliseconds: options.timeoutMilliseconds) }
    while true {
      do throws(Failure) {
        try connection.statement("BEGIN IMMEDIATE").run()
        // What is written to a file that nothing leads to would be answered, and then be gone.
        if connection.hasMoved { throw Failure.fileMoved }
        return
      } catch {
        guard error.kind == .busy, monotonicMilliseconds() < ticket.deadline else { throw error }
      }
      try ticket.interruption.check()
    }
  }

  private func commit() throws(Failure) {
    try syncNameOfLog()
    try notingFailure { () throws(Failure) in try connection.statement("COMMIT").run() }
  }

  /// Ahead of the first commit, for the log is there since its transaction began: a write whose log may be lost is
  /// refused, and not made.
  private func syncNameOfLog() throws(Failure) {
    guard let folder = unsyncedFolder.withLock({ $0 }) else { return }
    try syncing { () throws(Failure) in
      try asking { () throws(SystemError) in try syncFolder(folder) }
    }
    unsyncedFolder.withLock { $0 = nil }
  }

  /// Runs `body`, which syncs what SQLite does not. After a failure the handle writes no more.
  private func syncing(_ body: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try body()
    } catch {
      // Where only a descriptor was missing, nothing is unknown.
      if error != .tooManyFiles { refuseFurtherWrites() }
      throw error
    }
  }

  /// Runs `body`, which writes to the disk. After a failure there the handle writes no more.
  private func notingFailure<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
    do throws(Failure) {
      return try body()
    } catch {
      if connection.leftDiskUnknown { refuseFurtherWrites() }
      throw error
    }
  }

  private func refuseFurtherWrites() {
    broken.withLock {
      $0 = Failure(
        .inputOutput, "io_error",
        "An earlier write failed on the disk, so this handle writes no more. Close the directory and open it again."
      )
    }
  }

  private func rollback() { connection.rollback() }
}
