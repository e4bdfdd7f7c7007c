// SPDX-License-Identifier: Apache-2.0
//
// Rows of several groups in one order: each group has its rows in that order, and whichever comes next is taken. Each
// group is read by a statement of its own, which stays where it is between two rows. Where there are more groups than
// statements, a group that gave its statement away looks its place up again.

internal import PersonsJSON

struct GroupWalk<Row> {
  private struct Source {
    let group: Int64
    /// The row that comes next.
    var row: Row?
    /// Which of the statements stands on the row.
    var cursor: Int?
  }

  private struct Head {
    let key: Int64
    let source: Int
  }

  private static var maxCursors: Int { 256 }

  private let connection: Connection
  /// Rows of the group ?1 whose keys are larger than ?2, in the order of keys.
  private let sql: StaticString
  private let key: (Row) -> Int64
  private let read: (Statement) throws(Failure) -> Row
  private var sources: [Source] = []
  private var cursors: [Statement] = []
  /// The source that each of the statements is used for.
  private var users: [Int] = []
  private var nextStolen = 0
  /// The next row of each source, a heap with the smallest key first.
  private var heads: [Head] = []

  /// - Parameters:
  ///   - sql: selects the rows of the group ?1 whose keys are larger than ?2, in the order of keys.
  ///   - read: reads the row that a statement stands on.
  init(
    _ connection: Connection, _ sql: StaticString, key: @escaping (Row) -> Int64,
    read: @escaping (Statement) throws(Failure) -> Row
  ) {
    self.connection = connection
    self.sql = sql
    self.key = key
    self.read = read
  }

  /// Begins behind a key.
  mutating func start(_ groups: [Int64], after first: Int64) throws(Failure) {
    for group in groups {
      sources.append(Source(group: group))
      try seek(sources.count - 1, after: first)
      try pushNext(sources.count - 1)
    }
  }

  /// The next row; nil at the end.
  mutating func next() throws(Failure) -> Row? {
    guard let head = heads.first else { return nil }
    let row = sources[head.source].row
    if sources[head.source].cursor == nil { try seek(head.source, after: head.key) }
    try pushNext(head.source, replacingFirst: true)
    return row
  }

  /// Gives the statements back.
  mutating func end() {
    for cursor in cursors { cursor.reset() }
    connection.give(back: cursors, for: sql)
    cursors = []
  }

  /// Puts a statement in front of the rows of a source behind a key.
  private mutating func seek(_ source: Int, after key: Int64) throws(Failure) {
    let cursor: Int
    if cursors.count < Self.maxCursors {
      cursor = cursors.count
      cursors.append(try connection.takeCursor(sql))
      users.append(source)
    } else {
      cursor = nextStolen
      nextStolen = (nextStolen + 1) % Self.maxCursors
      sources[users[cursor]].cursor = nil
      users[cursor] = source
      cursors[cursor].reset()
    }
    sources[source].cursor = cursor
    cursors[cursor].bind(1, sources[source].group)
    cursors[cursor].bind(2, key)
  }

  /// Steps to the next row of a source.
  private mutating func pushNext(_ source: Int, replacingFirst: Bool = false) throws(Failure) {
    var row: Row?
    if let cursor = sources[source].cursor, try cursors[cursor].step() {
      row = try read(cursors[cursor])
    }
    sources[source].row = row
    if let row {
      let head = Head(key: key(row), source: source)
      if replacingFirst { replaceFirst(by: head) } else { push(head) }
    } else if replacingFirst, let last = heads.popLast(), !heads.isEmpty {
      replaceFirst(by: last)
    }
  }

  // MARK: The heap

  private mutating func push(_ head: Head) {
    heads.append(head)
    var index = heads.count - 1
    while index > 0, heads[index].key < heads[(index - 1) / 2].key {
      heads.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func replaceFirst(by head: Head) {
    heads[0] = head
    var index = 0
    while true {
      let left = 2 * index + 1
      guard left < heads.count else { return }
      let right = left + 1
      let least = right < heads.count && heads[right].key < heads[left].key ? right : left
      guard heads[least].key < heads[index].key else { return }
      heads.swapAt(index, least)
      index = least
    }
  }
}
