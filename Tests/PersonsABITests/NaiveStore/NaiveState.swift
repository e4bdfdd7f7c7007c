// SPDX-License-Identifier: Apache-2.0
// Job: everything that the naive store keeps, as plain values: a copy is a snapshot. Numbers are given out for each
// organization by itself, so that nothing can rely on numbers of different organizations being different.

import PersonsModel
import PersonsStore
import PersonsText

struct NaiveState {
  /// In the order of creation; the number of each is its place, counted from 1.
  var organizations: [NaiveOrganization] = []

  mutating func putOrganization(slug: String, name: String?, at now: Int64) {
    if let place = organizations.firstIndex(where: { $0.slug.isSame(as: slug) }) {
      organizations[place].name = name
    } else {
      organizations.append(
        NaiveOrganization(
          number: Int64(organizations.count) + 1, slug: slug, name: name, lastTime: now))
    }
  }

  /// Scans the tokens of all organizations.
  func presentedToken(
    _ tokenId: String, secretHash: [UInt8], at now: Int64
  ) -> PresentedToken? {
    for organization in organizations {
      for token in organization.tokens where token.facts.tokenId.isSame(as: tokenId) {
        guard token.facts.secretHash == secretHash else { return nil }
        return PresentedToken(
          number: token.number, organization: organization.number,
          organizationSlug: organization.slug, canRead: token.facts.canRead,
          canWrite: token.facts.canWrite, groups: token.facts.groups, revision: token.revision,
          isRevoked: token.revokedAt != nil,
          isExpired: max(now, organization.lastTime) >= token.facts.expiresAt)
      }
    }
    return nil
  }
}

struct NaiveOrganization {
  let number: Int64
  let slug: String
  var name: String?

  // Numbers that were given out; none is given twice.
  var lastPerson: Int64 = 0
  var lastGroup: Int64 = 0
  var lastRevision: Int64 = 0
  var lastTime: Int64

  // Each in the order of creation.
  var persons: [NaivePerson] = []
  var groups: [Group] = []
  var events: [Event] = []
  var answers: [NaiveAnswer] = []
  var tokens: [NaiveToken] = []

  /// Every change there ever was, in the order of revisions.
  var history: [NaiveChange] = []
  var kept: [NaiveKeptAnswer] = []
  var imports: [(path: String, token: Int64, position: ImportPosition)] = []
  var searchId: [UInt8]?

  init(number: Int64, slug: String, name: String?, lastTime: Int64) {
    self.number = number
    self.slug = slug
    self.name = name
    self.lastTime = lastTime
  }

  var shown: Organization { Organization(number: number, slug: slug, name: name) }
}

struct NaivePerson {
  let number: Int64
  let personId: String
  var revision: Int64
  var createdAt: Int64
  var updatedAt: Int64
  /// The record as JSON text.
  var body: [UInt8]
  /// Sorted.
  var groups: [Int64]

  func isInOne(of wanted: [Int64]?) -> Bool {
    wanted.map { groups.contains(where: $0.contains) } ?? true
  }
}

/// What a person answered to an event.
struct NaiveAnswer {
  let person: Int64
  let event: Int64
  var rsvp: RSVP
}

struct NaiveChange {
  let person: Int64
  let revision: Int64
  var kind: ChangeKind
  let at: Int64
  /// Nil once the person was erased.
  var personId: String?
  /// The groups that the person was in, and is in.
  let before: [Int64]
  let after: [Int64]
  /// Whether only the groups changed.
  let isOfGroupsAlone: Bool

  /// What a group sees of it: nil nothing, false that the person left.
  func sight(in group: Int64) -> Bool? {
    let (wasIn, isIn) = (before.contains(group), after.contains(group))
    if isIn { return wasIn && isOfGroupsAlone ? nil : true }
    return wasIn ? false : nil
  }
}

struct NaiveToken {
  let number: Int64
  let facts: NewToken
  /// The organization's when the token was issued.
  let revision: Int64
  let createdAt: Int64
  var revokedAt: Int64?
}

struct NaiveKeptAnswer {
  let token: Int64
  let key: String
  let answer: KeptAnswer
  let at: Int64
}
