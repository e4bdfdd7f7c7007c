// SPDX-License-Identifier: Apache-2.0
// Job: persons_interrupt ends what runs, changes nothing else, and touches nothing that begins later.

import CPersons
import Foundation
import Testing

@Suite("Interrupt")
struct InterruptTests {
  let folder: Folder
  let directory: Directory

  init() throws {
    folder = try Folder()
    directory = try Directory.opened(folder.file("people.db"), ["durability": "relaxed"])
  }

  @Test("an interrupt of nothing does nothing")
  func idle() throws {
    #expect(persons_interrupt(directory.handle) == PERSONS_OK)
    try directory.must(Call("create", ada()))
    #expect(persons_interrupt(directory.handle) == PERSONS_OK)
    #expect(try directory.must(Call("search", ["query": "ada"]))["total"]?.int == 1)
  }

  @Test("an import that is interrupted from its progress ends and can be resumed")
  func fromProgress() throws {
    let path = try folder.write("rows.ndjson", rows(5000))
    let handle = UInt(bitPattern: directory.handle)
    let progress = Progress { step in
      if step.done >= 2000 { _ = persons_interrupt(OpaquePointer(bitPattern: handle)) }
      return true
    }
    let answered = progress.watch(Call("import", file: path), on: directory)
    #expect(answered.status == PERSONS_INTERRUPTED, "\(answered)")
    #expect(try directory.personCount() < 5000)
    try directory.must(Call("import", ["resume": true], file: path))
    #expect(try directory.personCount() == 5000)
  }

  @Test("an import is interrupted from another thread")
  func fromThread() throws {
    let path = try folder.write("rows.ndjson", rows(5000))
    let started = DispatchSemaphore(value: 0)
    let interrupted = DispatchSemaphore(value: 0)
    let handle = UInt(bitPattern: directory.handle)
    let thread = Thread {
      started.wait()
      _ = persons_interrupt(OpaquePointer(bitPattern: handle))
      interrupted.signal()
    }
    thread.start()
    let once = Once()
    let progress = Progress { _ in
      once.run {
        started.signal()
        interrupted.wait()
      }
      return true
    }
    #expect(progress.watch(Call("import", file: path), on: directory).status == PERSONS_INTERRUPTED)
    #expect(try directory.personCount() < 5000)
  }

  @Test("a close from inside a progress is ignored")
  func closeInside() throws {
    let path = try folder.write("rows.ndjson", rows(3000))
    let handle = UInt(bitPattern: directory.handle)
    let progress = Progress { _ in
      persons_close(OpaquePointer(bitPattern: handle))
      return true
    }
    #expect(progress.watch(Call("import", file: path), on: directory).status == PERSONS_OK)
    #expect(try directory.personCount() == 3000)
  }

  @Test("a progress may call the library")
  func callInside() throws {
    let path = try folder.write("rows.ndjson", rows(3000))
    let handle = UInt(bitPattern: directory.handle)
    let statuses = Statuses()
    let progress = Progress { _ in
      statuses.add(persons_stats(OpaquePointer(bitPattern: handle), nil))
      statuses.add(persons_search(OpaquePointer(bitPattern: handle), "{\"query\":\"last1\"}", nil))
      return true
    }
    #expect(progress.watch(Call("import", file: path), on: directory).status == PERSONS_OK)
    #expect(statuses.all.count >= 4)
    #expect(statuses.all.allSatisfy { $0 == PERSONS_OK })
  }
}

/// Does a thing the first time only.
private final class Once: @unchecked Sendable {
  private let lock = NSLock()
  private var done = false

  func run(_ work: () -> Void) {
    let first = lock.withLock { () -> Bool in
      defer { done = true }
      return !done
    }
    if first { work() }
  }
}

private final class Statuses: @unchecked Sendable {
  private let lock = NSLock()
  private var statuses: [Int32] = []

  func add(_ status: Int32) { lock.withLock { statuses.append(status) } }
  var all: [Int32] { lock.withLock { statuses } }
}
