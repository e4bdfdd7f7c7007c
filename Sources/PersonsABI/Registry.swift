// SPDX-License-Identifier: Apache-2.0
//
// Handles: numbers that stand for open directories. A number that is not in the table (NULL, closed, made
// up) is an error and nothing else; a forked child finds no table at all.

internal import CSystem
internal import Glibc
internal import PersonsDirectory
internal import PersonsJSON
internal import Synchronization

/// The directories that are open in this process.
final class Registry: @unchecked Sendable {
  static let shared = Registry()

  private final class Entry {
    let directory: any Directory
    /// Calls that run on it.
    var calls = 0
    var isClosing = false
    /// Threads in a call that calls the host back.
    var callingBack: [pthread_t] = []

    init(_ directory: any Directory) { self.directory = directory }
  }

  /// Guards the table. A C mutex, because closing waits on a condition.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let callEnded = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var entries: [UInt: Entry] = [:]
  private var lastHandle: UInt = 0

  /// A page that the kernel empties in a forked child, so that the child sees it with one read, before
  /// it touches a lock that another thread of its parent may have held. Nil on old kernels.
  private let livePage: UnsafeMutablePointer<UInt8>?
  /// The process that the table belongs to.
  private let process = Atomic<Int32>(getpid())
  /// How many directories are open.
  private let openCount = Atomic<Int>(0)

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(callEnded, nil)
    livePage = persons_page_wiped_on_fork()
    livePage?.pointee = 1
  }

  /// Whether this process is a child that was forked from the one that the table belongs to.
  private var isForked: Bool {
    if let livePage { return persons_page_byte(livePage) == 0 }
    return getpid() != process.load(ordering: .acquiring)
  }

  /// Makes the table this process's own.
  ///
  /// - Throws: `forked` when the parent had directories open: SQLite then holds copies of its locks, which
  ///   it would take for its own.
  private func adopt() throws(Failure) {
    guard isForked else { return }
    guard openCount.load(ordering: .acquiring) == 0 else { throw Registry.forked }
    let parent = process.load(ordering: .acquiring)
    let own = getpid()
    if parent != own,
      process.compareExchange(expected: parent, desired: own, ordering: .acquiringAndReleasing)
        .exchanged
    {
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(callEnded, nil)
      livePage?.pointee = 1
    }
    // Another thread may be at it.
    while isForked { sched_yield() }
  }

  private static var forked: Failure {
    Failure(
      .misuse, "forked",
      "This process was forked while directories were open, and cannot use any. Open directories after the fork, or exec a new program.",
      field: "directory")
  }

  /// Opens a directory and gives it its handle.
  func open(_ body: () throws(Failure) -> any Directory) throws(Failure) -> OpaquePointer? {
    try adopt()
    openCount.wrappingAdd(1, ordering: .acquiringAndReleasing)
    let entry: Entry
    do throws(Failure) {
      entry = Entry(try body())
    } catch {
      openCount.wrappingSubtract(1, ordering: .acquiringAndReleasing)
      throw error
    }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    // Numbers that are spread out, so that no pointer of the host is likely to be one; none is given twice.
    lastHandle &+= 1
    let handle = lastHandle &* 0x9E37_79B9_7F4A_7C15
    entries[handle] = entry
    return OpaquePointer(bitPattern: handle)
  }

  /// Runs `body` with the directory of a handle, which cannot be closed meanwhile.
  ///
  /// - Parameter callsBack: whether the call may call the host, which may then try to close the handle.
  func with(
    _ handle: OpaquePointer?, callsBack: Bool = false,
    _ body: (any Directory) throws(Failure) -> Void
  ) throws(Failure) {
    guard !isForked else { throw Registry.forked }
    let number = UInt(bitPattern: handle)
    pthread_mutex_lock(mutex)
    guard let entry = entries[number], !entry.isClosing else {
      pthread_mutex_unlock(mutex)
      throw Failure(
        .misuse, handle == nil ? "null_handle" : "closed_handle",
        handle == nil
          ? "The directory is NULL." : "The handle is closed, or it never was one.",
        field: "directory")
    }
    entry.calls += 1
    if callsBack { entry.callingBack.append(pthread_self()) }
    pthread_mutex_unlock(mutex)
    defer {
      pthread_mutex_lock(mutex)
      entry.calls -= 1
      if callsBack {
        let own = entry.callingBack.firstIndex { pthread_equal($0, pthread_self()) != 0 }
        if let own { entry.callingBack.remove(at: own) }
      }
      if entry.isClosing, entry.calls == 0 { pthread_cond_broadcast(callEnded) }
      pthread_mutex_unlock(mutex)
    }
    try body(entry.directory)
  }

  /// Takes a handle out of the table once no call runs on it, and closes its directory.
  func close(_ handle: OpaquePointer?) {
    guard handle != nil, !isForked else { return }
    let number = UInt(bitPattern: handle)
    pthread_mutex_lock(mutex)
    // From inside a callback of the same directory it would wait for itself.
    guard let entry = entries[number], !entry.isClosing,
      !entry.callingBack.contains(where: { pthread_equal($0, pthread_self()) != 0 })
    else {
      pthread_mutex_unlock(mutex)
      return
    }
    entry.isClosing = true
    while entry.calls > 0 { pthread_cond_wait(callEnded, mutex) }
    entries[number] = nil
    pthread_mutex_unlock(mutex)
    entry.directory.close()
    openCount.wrappingSubtract(1, ordering: .acquiringAndReleasing)
  }
}
