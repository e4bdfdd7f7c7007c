// SPDX-License-Identifier: Apache-2.0
// Job: everything that the verbs of a store answer, as text that can be compared with another store's. What stores
// choose for themselves is left out: numbers of groups and events stand by their names, times of writes not at all.

import PersonsJSON
import PersonsModel
import PersonsStore

/// What is asked of the verbs that take arguments.
struct RandomQuestions {
  let numbers: [Int]

  init(_ random: inout some RandomNumberGenerator) {
    numbers = (0..<6).map { _ in random.below(64) }
  }
}

struct StoreText {
  let store: any Store
  /// The groups that were ever seen, in the order in which they were: a departure tells of deleted ones.
  private var known: [Int64: [Int64]] = [:]

  init(_ store: any Store) { self.store = store }

  /// Asks in every organization, and in the search source of each.
  mutating func everything(_ questions: RandomQuestions) throws -> [String] {
    var text: [String] = []
    var organizations: [Organization] = []
    try store.readOnce(in: 1) { (transaction) throws(Failure) in
      try transaction.forEachOrganization(limit: nil, skip: 0) { organizations.append($0) }
    }
    for organization in organizations {
      text.append("organization \(organization)")
      let known = known[organization.number] ?? []
      let (seen, found) = try store.read(in: organization.number) {
        (transaction) throws(Failure) in
        var answers = Answers(transaction, questions: questions.numbers, known: known)
        try answers.ask()
        return (answers.known, answers.text)
      }
      self.known[organization.number] = seen
      text += found
    }
    let (findings, count) = try store.check(store.interruption()) { $0.count }
    text.append("\(findings) \(count ?? -1)")
    return text
  }
}

/// The answers of one transaction.
private struct Answers {
  let transaction: any ReadTransaction
  let questions: [Int]
  var known: [Int64]
  var text: [String] = []

  init(_ transaction: any ReadTransaction, questions: [Int], known: [Int64]) {
    self.transaction = transaction
    self.questions = questions
    self.known = known
  }

  mutating func ask() throws(Failure) {
    try transaction.forEachGroup(among: nil, limit: nil, skip: 0, salvage: nil) {
      if !known.contains($0.number) { known.append($0.number) }
    }
    try askForGroupsAndEvents()
    try askForPersons()
    try askForChanges()
    try askForTokens()
    for path in 0..<6 {
      let position = try transaction.importPosition(of: "/\(path / 2)", token: Int64(path % 2))
      text.append("\(show(position))")
    }
    text.append("\(show(try transaction.ownOrganization()))")
    text.append("\(show(try transaction.organization("other-\(questions[0] % 3)")))")
    text.append("\(try transaction.organizationCount())")
  }

  private var wanted: [Int64] {
    known.indices.filter { questions[1] >> $0 & 1 == 1 }.map { known[$0] }.sorted()
  }

  private func name(_ group: Int64) -> String { "#\(known.firstIndex(of: group) ?? -1)" }

  private func show<Value>(_ value: Value?) -> String { value.map { "\($0)" } ?? "none" }

  private func show(_ group: Group?) -> String {
    group.map { "\(name($0.number)) \($0.groupId) \(show($0.externalRef)) \(show($0.name))" }
      ?? "none"
  }

  private mutating func askForGroupsAndEvents() throws(Failure) {
    var list: [String] = []
    let (limit, skip) = (Int64(questions[2] % 4), Int64(questions[3] % 3))
    for among in [nil, wanted] {
      try transaction.forEachGroup(among: among, limit: nil, skip: 0, salvage: nil) {
        list.append(show($0))
      }
      try transaction.forEachGroup(among: among, limit: limit, skip: skip, salvage: Salvage()) {
        list.append(show($0))
      }
    }
    for number in 0..<6 {
      list.append(show(try transaction.group(RandomWrite.groupId(number))))
      list.append(show(try transaction.group(externalRef: "ref-group-\(number)")))
    }
    list.append("\(try transaction.groupCount())")
    list.append("\(try transaction.existing(groups: wanted.reversed()).map(name))")
    list.append("members \(try transaction.members(of: wanted))")
    text.append("groups \(list)")

    list = []
    try transaction.forEachEvent(limit: nil, skip: 0, salvage: nil) {
      list.append("\($0.eventId) \(show($0.slug)) \($0.body)")
    }
    try transaction.forEachEvent(limit: limit, skip: skip, salvage: Salvage()) {
      list.append($0.eventId)
    }
    list.append("\(try transaction.isSlug("slug-event-1", takenBesides: "event-1"))")
    list.append("\(try transaction.isSlug("slug-event-1", takenBesides: "event-2"))")
    for person in 1...9 as ClosedRange<Int64> {
      guard let event = try transaction.event("event-\(questions[4] % 5)") else { continue }
      list.append(show(try transaction.rsvp(person: person, event: event.number)))
      list.append("\(try transaction.historyBytes(ofPerson: person))")
    }
    text.append("events \(list) \(try transaction.eventCount())")
  }

  private mutating func askForPersons() throws(Failure) {
    func attribute(_ attribute: Attribute, _ value: String) -> AttributeValue {
      AttributeValue(attribute, comparable: attribute.comparable(value))
    }
    let after = Int64(questions[5] % 8)
    let name = attribute(.firstName, "ann")
    let phone = attribute(.phoneNumber, "01632960123")
    let mail = attribute(.email, "MAIL\(questions[0] % 5)@example.org")
    let selections = [
      PersonSelection(), PersonSelection(after: after), PersonSelection(groups: wanted),
      PersonSelection(groups: wanted, after: after),
      PersonSelection(groups: wanted.prefix(1) + []), PersonSelection(attributes: [name]),
      PersonSelection(attributes: [phone, name], after: after),
      PersonSelection(groups: wanted, attributes: [mail]),
      PersonSelection(personId: RandomWrite.personId(questions[0])),
      PersonSelection(
        personId: RandomWrite.personId(questions[0]), groups: wanted, attributes: [name],
        after: after),
    ]
    for (place, selection) in selections.enumerated() {
      var list: [String] = []
      try transaction.forEachPerson(selection, limit: nil, skip: 0, with: .everything) {
        list.append(show($0))
        return true
      }
      try transaction.forEachPerson(
        selection, limit: Int64(questions[2] % 4), skip: Int64(questions[3] % 3), with: .record
      ) {
        list.append(show($0))
        return questions[5] % 2 == 0
      }
      text.append("persons \(place) \(list) \(try transaction.count(selection))")
    }
    var list: [String] = []
    let salvage = Salvage()
    try transaction.salvagePersons(inOneOf: wanted, with: .everything, salvage) {
      list.append(show($0))
    }
    text.append("salvaged \(list) \(salvage.lost)")
    let numbers = try transaction.members(of: wanted).reversed() as [Int64]
    list = []
    let areThere = try transaction.forEachPerson(numbered: numbers, with: .groups) {
      list.append(show($0))
    }
    list.append("\(areThere)")
    try transaction.forEachRecord {
      list.append("\($0) \(show($1.string(.personId))) \($2.numbers.map(self.name))")
    }
    try transaction.forEachRecord(of: [after, 3, 1]) { (number, _, groups) in
      list.append("\(number) \(groups.numbers.map(self.name))")
    }
    text.append("numbered \(list)")
  }

  private func show(_ row: borrowing PersonRow) -> String {
    let groups = row.groups.map { show($0) }
    return """
      \(row.number) r\(row.revision) \(row.createdAt) \(row.updatedAt) \
      \(String(decoding: row.body, as: UTF8.self)) \(row.groupNumbers.numbers.map(name)) \(groups) \
      \(row.answers)
      """
  }

  private mutating func askForChanges() throws(Failure) {
    let after = Int64(questions[4])
    var list: [String] = []
    for first in [0, after] {
      func take(_ change: Change) -> Bool {
        list.append("\(change.revision) \(change.kind) \(show(change.personId))")
        return first == 0 || list.count % 3 != 0
      }
      try transaction.forEachChange(after: first, take)
      for leftAfter in [0, Int64(questions[5])] {
        list.append("in \(wanted.map(name)) left after \(leftAfter):")
        try transaction.forEachChange(
          after: first, in: wanted.sorted(), leftAfter: leftAfter, take)
      }
      list.append(show(try transaction.personChanges(after: first, atMost: 5)))
      list.append(show(try transaction.personChanges(after: first, atMost: .max)))
      list.append("\(try transaction.hasErasure(after: first))")
    }
    text.append("changes \(list) \(try transaction.lastRevision())")
    text.append("search index \(show(try transaction.searchId()))")
  }

  private mutating func askForTokens() throws(Failure) {
    var list: [String] = []
    func show(_ token: Token?) -> String {
      guard let token else { return "none" }
      return """
        \(token.tokenId) \(token.canRead) \(token.canWrite) \(self.show(token.groupIds)) \
        \(self.show(token.name)) \(token.expiresAt) \(token.revokedAt != nil)
        """
    }
    try transaction.forEachToken(limit: nil, skip: 0) { list.append(show($0)) }
    try transaction.forEachToken(limit: 2, skip: 1) { list.append(show($0)) }
    for (organization, id) in [(1, questions[0] % 8), (2, questions[1] % 8)] {
      let tokenId = "token-\(organization)-\(id)"
      list.append(show(try transaction.token(tokenId)))
      let hash = [UInt8(questions[2] % 4)]
      let presented = try transaction.presentedToken(tokenId, secretHash: hash)
      guard let presented else { continue }
      // Those of another organization have no names here.
      let isOwn = presented.organization == transaction.organization
      let groups = presented.groups.map { isOwn ? $0.map(name).sorted() : ["\($0.count) groups"] }
      list.append(
        """
        \(presented.organization) \(presented.organizationSlug) \(presented.canRead) \
        \(presented.canWrite) \(self.show(groups)) \(presented.revision) \
        \(presented.isRevoked) \(presented.isExpired)
        """)
    }
    text.append("tokens \(list)")
  }
}
