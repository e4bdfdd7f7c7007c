// SPDX-License-Identifier: Apache-2.0
//
// The one writer of a store. Writes that come while a commit is on its way to the disk wait, and the next
// commit takes them all: the thread whose write is first in the queue leads, runs every waiting write in
// one transaction, commits once and wakes the others (group commit). No thread is started.

internal import CSQLite
internal import Glibc
internal import PersonsJSON

final class Writer: @unchecked Sendable {
  private let connection: Connection
  private let options: StoreOptions
  private let interruptions: Interruptions
  private let monitor = Monitor()

  // Guarded by the monitor.
  private var queue: [WriteTicket] = []
  private var isLed = false

  // Touched by the leader alone.
  /// Set when a commit failed on the disk: what the disk holds is unknown until the file is reopened.
  private var broken: Failure?

  /// How long SQLite waits for another process before we look whether we were interrupted.
  private static let waitSlice = 20

  init(connection: Connection, options: StoreOptions, interruptions: Interruptions) {
    self.connection = connection
    self.options = options
    self.interruptions = interruptions
  }

  /// Runs `body` in a transaction, with its neighbours in the queue, and returns once it is durable.
  func perform<R>(
    seed: UInt64, _ body: (WriteTransaction) throws(Failure) -> R
  ) throws(Failure) -> R {
    var result: R?
    let failure = withoutActuallyEscaping(body) { escapable in
      let ticket = WriteTicket(interruption: Interruption(interruptions)) { transaction in
        do throws(Failure) {
          result = try escapable(transaction)
          return nil
        } catch {
          return error
        }
      }
      return submit(ticket) { batch in self.run(batch, seed: seed) }
    }
    if let failure { throw failure }
    guard let result else { throw .internal("a write ended without a result") }
    return result
  }

  /// Runs `body` alone, outside of a transaction.
  func exclusively<R>(_ body: (Connection) throws(Failure) -> R) throws(Failure) -> R {
    var result: Result<R, Failure> = .failure(.internal("exclusive work did not run"))
    let ticket = WriteTicket(interruption: Interruption(interruptions), isExclusive: true)
    _ = submit(ticket) { _ in
      do throws(Failure) {
        result = .success(try body(connection))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  func close() {
    interruptions.remove(connection)
    // An interruption that met no statement would stop the checkpoint that SQLite makes when it closes;
    // the beginning of a statement takes it back.
    _ = try? connection.firstInteger("SELECT 1")
  }

  // MARK: The queue

  /// Waits for a leader to run the ticket, or leads: then `lead` gets the ticket and those behind it.
  private func submit(_ ticket: WriteTicket, lead: ([WriteTicket]) -> Void) -> Failure? {
    monitor.lock()
    queue.append(ticket)
    if isLed {
      while ticket.state == .waiting { monitor.wait(ticket.condition) }
      if ticket.state == .done {
        monitor.unlock()
        return ticket.failure
      }
    }
    isLed = true
    let batch = takeBatch(ticket)
    monitor.unlock()

    lead(batch)

    monitor.lock()
    for other in batch where other !== ticket {
      other.state = .done
      other.condition.signal()
    }
    if let next = queue.first {
      next.state = .leading
      next.condition.signal()
    } else {
      isLed = false
    }
    monitor.unlock()
    return ticket.failure
  }

  /// The leader's ticket, which is the first, and those behind it that may share its commit.
  private func takeBatch(_ ticket: WriteTicket) -> [WriteTicket] {
    guard !ticket.isExclusive else {
      queue.removeFirst()
      return [ticket]
    }
    let count = queue.firstIndex { $0.isExclusive } ?? queue.count
    let batch = Array(queue[..<count])
    queue.removeFirst(count)
    return batch
  }

  // MARK: The leader

  /// Runs the writes of `batch` in one transaction and notes in each what became of it.
  private func run(_ batch: [WriteTicket], seed: UInt64) {
    do throws(Failure) {
      if let broken { throw broken }
      try begin(for: batch)
      let transaction = try WriteTransaction(connection, seed: seed)
      for ticket in batch {
        let changesBefore = connection.changes
        ticket.failure = ticket.work(transaction)
        guard ticket.failure != nil else { continue }
        // A write that failed before it changed anything does not trouble its neighbours.
        if connection.changes == changesBefore, connection.inTransaction { continue }
        rollback()
        for other in batch where other !== ticket { run([other], seed: seed) }
        return
      }
      guard batch.contains(where: { $0.failure == nil }) else { return rollback() }
      try transaction.finish()
      try commit()
    } catch {
      rollback()
      for ticket in batch where ticket.failure == nil { ticket.failure = error }
    }
  }

  /// Takes the file's write lock, waiting for other processes as long as the options say.
  private func begin(for batch: [WriteTicket]) throws(Failure) {
    let deadline = monotonicMilliseconds() + Int64(options.timeoutMilliseconds)
    connection.setBusyTimeout(milliseconds: min(Writer.waitSlice, options.timeoutMilliseconds))
    defer { connection.setBusyTimeout(milliseconds: options.timeoutMilliseconds) }
    while true {
      do throws(Failure) {
        return try connection.statement("BEGIN IMMEDIATE").run()
      } catch {
        guard error.kind == .busy, monotonicMilliseconds() < deadline else { throw error }
      }
      for ticket in batch { try ticket.interruption.check() }
    }
  }

  private func commit() throws(Failure) {
    do throws(Failure) {
      try connection.statement("COMMIT").run()
    } catch {
      if error.kind == .inputOutput {
        broken = Failure(
          .inputOutput, "io_error",
          "An earlier write failed on the disk, so this handle writes no more. Close the directory and open it again."
        )
      }
      throw error
    }
  }

  private func rollback() {
    if connection.inTransaction { try? connection.statement("ROLLBACK").run() }
  }
}

/// Milliseconds of a clock that nobody sets.
private func monotonicMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
