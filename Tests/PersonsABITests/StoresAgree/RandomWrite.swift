// SPDX-License-Identifier: Apache-2.0
// Job: a write at random, that does the same on every store: what it depends on besides its numbers is what the
// transaction shows.

import PersonsJSON
import PersonsModel
import PersonsStore

struct RandomWrite: CustomStringConvertible, Sendable {
  private enum Kind: CaseIterable, Sendable {
    case insert, insertMore, update, updateAndRegroup, regroup, delete, erase, forgetDeleted,
      putGroup, deleteGroup
    case putEvent, rsvp, rsvpAndUpdate, issueToken, revokeToken, keepAnswer, forgetAnswers
    case keepImport, forgetImport, putOrganization
  }

  private struct Step: CustomStringConvertible, Sendable {
    let kind: Kind
    /// What the step chooses among.
    let numbers: [Int]

    var description: String { "\(kind)\(numbers)" }
  }

  private let organization: Int64
  private let steps: [Step]
  /// After which step the write fails, if it does, and whether only what follows the first step is then undone.
  private let failsAfter: Int?
  private let isUndoneInside: Bool

  var description: String {
    "\(organization): \(steps) failing \(failsAfter.map(String.init) ?? "no"), \(isUndoneInside)"
  }

  init(_ random: inout some RandomNumberGenerator) {
    organization = random.below(3) == 0 ? 2 : 1
    steps = (0...random.below(4)).map { _ in
      Step(
        kind: Kind.allCases[random.below(Kind.allCases.count)],
        numbers: (0..<4).map { _ in random.below(64) })
    }
    failsAfter = random.below(5) == 0 ? random.below(steps.count) : nil
    isUndoneInside = random.below(2) == 0
  }

  /// - Returns: what the verbs returned, or why the write failed.
  func perform(on store: any Store) -> String {
    do throws(Failure) {
      return try store.write(in: organization) { (transaction) throws(Failure) in
        guard isUndoneInside else { return try run(steps[...], transaction) }
        let first = try step(steps[0], transaction)
        do throws(Failure) {
          return try first
            + transaction.undoingOnFailure { () throws(Failure) in
              try run(steps.dropFirst(), transaction)
            }
        } catch {
          return "\(first), \(error.type)"
        }
      }
    } catch {
      return error.type
    }
  }

  private func run(
    _ steps: ArraySlice<Step>, _ transaction: any WriteTransaction
  ) throws(Failure) -> String {
    var text = ""
    for (place, step) in zip(steps.indices, steps) {
      text += try self.step(step, transaction)
      if place == failsAfter { throw Failure(.invalid, "planned", "Planned.") }
    }
    return text
  }

  private func step(
    _ step: Step, _ transaction: any WriteTransaction
  ) throws(Failure) -> String {
    let (first, second, third) = (step.numbers[0], step.numbers[1], step.numbers[2])
    let person = try transaction.person(RandomWrite.personId(first), inOneOf: nil)
    switch step.kind {
    case .insert, .insertMore:
      guard person == nil else { return "taken" }
      let new = try NewPerson(
        RandomWrite.record(first, second), organization: organization, seed: transaction.seed)
      let number = try transaction.insertPerson(
        new, groups: try transaction.groups(third), createdAt: Int64(second),
        updatedAt: second % 2 == 0 ? nil : Int64(third))
      return "\(number)"
    case .regroup:
      guard let person else { return "nobody" }
      try transaction.regroupPerson(person, to: try transaction.groups(third))
    case .update, .updateAndRegroup:
      guard let person else { return "nobody" }
      try transaction.updatePerson(
        person, to: RandomWrite.record(first, second),
        groups: step.kind == .update ? nil : try transaction.groups(third),
        createdAt: third % 2 == 0 ? nil : Int64(third), updatedAt: Int64(second))
    case .delete, .erase:
      guard let person else { return "nobody" }
      try transaction.deletePerson(person, erased: step.kind == .erase)
    case .forgetDeleted:
      return "\(try transaction.forgetDeleted(RandomWrite.personId(first)))"
    case .putGroup:
      var group =
        try transaction.group(RandomWrite.groupId(first))
        ?? Group(groupId: RandomWrite.groupId(first))
      group.externalRef = second % 2 == 0 ? nil : "ref-" + RandomWrite.groupId(first)
      group.name = third % 2 == 0 ? nil : "Group \(third)"
      try transaction.putGroup(group)
    case .deleteGroup:
      guard let group = try transaction.group(RandomWrite.groupId(first)) else { return "none" }
      try transaction.deleteGroup(group)
    case .putEvent: _ = try transaction.event(first, slug: second)
    case .rsvp:
      guard let person else { return "nobody" }
      let event = try transaction.event(second, slug: second)
      try transaction.putRSVP(RandomWrite.rsvp(third), person: person, event: event)
    case .rsvpAndUpdate:
      guard let person else { return "nobody" }
      let event = try transaction.event(second, slug: third)
      try transaction.putRSVP(RandomWrite.rsvp(third), person: person.number, event: event)
      try transaction.updatePerson(
        person, to: person.record, groups: nil, createdAt: nil, updatedAt: Int64(third))
    case .issueToken: try transaction.issueToken(first, second, groups: third)
    case .revokeToken:
      guard let token = try transaction.token("token-\(organization)-\(first % 8)") else {
        return "none"
      }
      try transaction.revokeToken(token)
    case .keepAnswer:
      let (key, token) = ("key-\(first % 4)", Int64(second % 2))
      let kept = try transaction.keptAnswer(key, token: token)
      var response = TextBuffer()
      response.appendJSON(RandomWrite.personId(third))
      try transaction.keep(
        KeptAnswer(requestHash: [UInt8(second)], response: try response.text()), key: key,
        token: token)
      return "\(String(describing: kept))"
    case .forgetAnswers: try transaction.forgetAnswers(naming: RandomWrite.personId(first))
    case .keepImport:
      try transaction.keepImportPosition(
        ImportPosition(bytes: Int64(second), prefixHash: .max, report: "{}"), of: "/\(first % 3)",
        token: Int64(second % 2))
    case .forgetImport:
      try transaction.forgetImport(
        of: "/\(first % 3)",
        token: Int64(second % 2))
    case .putOrganization:
      try transaction.putOrganization(slug: "other-\(first % 3)", name: "Name \(second)")
    }
    return "done"
  }

  // MARK: What is written

  /// Two of the identifiers differ in their bytes alone.
  static func personId(_ number: Int) -> String {
    switch number % 16 {
    case 0: "jos\u{e9}"
    case 1: "jose\u{301}"
    case let other: "p\"\(other)"
    }
  }

  static func groupId(_ number: Int) -> String { "group-\(number % 6)" }

  static func record(_ id: Int, _ number: Int) -> PersonRecord {
    var record = PersonRecord()
    record[.personId] = personId(id)
    record[.firstName] = ["Ann", "ANN", "Bob", nil][number % 4]
    record[.email] = number % 3 == 0 ? nil : "mail\(number % 5)@example.org"
    record[.phoneNumber] = ["01632 960123", "(01632) 960-123", nil][number / 4 % 3]
    record[.externalRef] = number % 7 == 0 ? nil : "x\(number % 6)"
    return record
  }

  static func rsvp(_ number: Int) -> RSVP {
    RSVP(
      status: number % 4 == 0 ? nil : "Invited", attendance: number % 3 == 0 ? nil : "Attended",
      history: String(repeating: "{}", count: number % 5))
  }
}

extension WriteTransaction {
  /// Those groups whose place in the list is a bit of `mask`.
  fileprivate func groups(_ mask: Int) throws(Failure) -> [Int64] {
    var all: [Int64] = []
    try forEachGroup(among: nil, limit: nil, skip: 0, salvage: nil) { all.append($0.number) }
    // Backwards, for their order must not matter.
    return all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }.reversed()
  }

  fileprivate func event(_ id: Int, slug: Int) throws(Failure) -> Int64 {
    let eventId = "event-\(id % 5)"
    let slug = slug % 2 == 0 ? nil : "slug-" + eventId
    return try putEvent(Event(eventId: eventId, slug: slug, body: "{\"slug\":\"\(slug ?? "")\"}"))
  }

  fileprivate func issueToken(_ id: Int, _ hash: Int, groups mask: Int) throws(Failure) {
    let tokenId = "token-\(organization)-\(id % 8)"
    guard try token(tokenId) == nil else { return }
    try insertToken(
      NewToken(
        tokenId: tokenId, secretHash: [UInt8(hash % 4)], canRead: hash % 2 == 0, canWrite: true,
        groups: mask % 3 == 0 ? nil : try groups(mask), name: mask % 2 == 0 ? nil : "Name",
        expiresAt: hash % 3 == 0 ? 1 : .max))
  }
}
