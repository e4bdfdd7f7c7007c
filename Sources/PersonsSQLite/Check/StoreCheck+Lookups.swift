// SPDX-License-Identifier: Apache-2.0
//
// The tables that lead to persons, lookup and membership: that no row of them leads to somebody whom it should not. That
// none is missing is looked at with the persons.

internal import PersonsJSON
internal import PersonsModel
internal import PersonsStore

extension StoreCheck {
  /// A row of the table lookup.
  private struct Lookup: Hashable {
    let key: Int64
    let person: Int64
  }

  /// Looks for lookup keys that nobody has. Those that somebody has are there, or were told of with the person.
  mutating func checkLookups() throws(Failure) {
    // To tell whose they are takes long and much memory, and is seldom needed.
    guard try connection.firstInteger("SELECT count(*) FROM lookup") != lookupKeys else { return }
    var known: Set<Lookup> = []
    var damaged: Set<Int64> = []
    try forEachRow(of: persons()) { (check, statement) throws(Failure) in
      guard let row = try? PersonColumns.row(statement, seed: check.seed),
        let record = try? RecordText(row.body)
      else {
        damaged.insert(RowKey.number(of: statement.integer(0)))
        return
      }
      for key in LookupKey.keys(
        of: PersonRecord(record), organization: row.organization, seed: check.seed)
      {
        known.insert(Lookup(key: key, person: row.number))
      }
    }
    var told: Set<Int64> = []
    try forEachRow("SELECT key, person FROM lookup") { (check, statement) throws(Failure) in
      let lookup = Lookup(key: statement.integer(0), person: statement.integer(1))
      // A damaged record was told of. It may have keys that we cannot know.
      guard !known.contains(lookup), !damaged.contains(lookup.person),
        told.insert(lookup.person).inserted
      else { return }
      try check.addUnknownLookup(person: lookup.person)
    }
  }

  /// The key does not tell of which organization it is: who is hit can be named where there is only one.
  private mutating func addUnknownLookup(person number: Int64) throws(Failure) {
    var personId: String?
    let statement = try connection.statement("SELECT person_id FROM person WHERE person = ?1")
    let isPossible = number > 0 && number <= RowKey.maxNumber
    for organization in isPossible ? organizations : [] where personId == nil {
      defer { statement.reset() }
      statement.bind(1, RowKey.key(organization: organization, number: number))
      if try statement.step() { personId = statement.string(0) }
    }
    if personId == nil {
      add("A lookup key leads to \(person(number, of: nil, nil)), who does not exist.")
    } else if organizations.count == 1 {
      add("A lookup key leads to \(person(number, of: nil, personId)), who has no such attribute.")
    } else {
      add(
        "A lookup key leads to \(person(number, of: nil, nil)), who has no such attribute in any organization."
      )
    }
  }

  /// Looks for members of a group whose records do not name it.
  mutating func checkMemberships() throws(Failure) {
    try forEachRow(
      """
      SELECT m.person, m."group", g.organization, p.person_id, p.member_of
      FROM membership m LEFT JOIN "group" g ON g."group" = m."group"
        LEFT JOIN person p
          ON p.person = ((g.organization - 1) << 40) + m.person AND m.person BETWEEN 1 AND 1099511627775
      """
    ) { (check, statement) throws(Failure) in
      let group = statement.integer(1)
      let who = check.person(
        statement.integer(0), of: statement.optionalInteger(2), statement.optionalString(3))
      if statement.isNull(2) {
        check.add("Group number \(group) lists \(who), but there is no such group.")
      } else if statement.isNull(3) {
        check.add("Group number \(group) lists \(who), who does not exist.")
      } else if !integers(in: statement.bytes(4)).contains(group) {
        check.add("Group number \(group) lists \(who), whose record does not name it.")
      }
    }
  }
}
