// SPDX-License-Identifier: Apache-2.0
//
// Organizations, and the tokens that they issue.

package struct Organization: Sendable {
  package let number: Int64
  package let slug: String
  package let name: String?

  package init(number: Int64, slug: String, name: String?) {
    self.number = number
    self.slug = slug
    self.name = name
  }
}

/// A token that is about to be issued.
package struct NewToken: Sendable {
  package let tokenId: String
  /// SHA-256 of the token's text. The text itself is nowhere.
  package let secretHash: [UInt8]
  package let canRead: Bool
  package let canWrite: Bool
  /// The groups that it is limited to; nil: every group.
  package let groups: [Int64]?
  package let name: String?
  package let expiresAt: Int64

  package init(
    tokenId: String, secretHash: [UInt8], canRead: Bool, canWrite: Bool, groups: [Int64]?,
    name: String?, expiresAt: Int64
  ) {
    self.tokenId = tokenId
    self.secretHash = secretHash
    self.canRead = canRead
    self.canWrite = canWrite
    self.groups = groups
    self.name = name
    self.expiresAt = expiresAt
  }
}

/// A token as it is listed.
package struct Token: Sendable {
  package let number: Int64
  package let tokenId: String
  package let canRead: Bool
  package let canWrite: Bool
  /// Identifiers of those groups that it is limited to and that are there still, in the order in which they were
  /// created; nil: every group.
  package let groupIds: [String]?
  package let name: String?
  package let createdAt: Int64
  package let expiresAt: Int64
  package let revokedAt: Int64?

  package init(
    number: Int64, tokenId: String, canRead: Bool, canWrite: Bool, groupIds: [String]?,
    name: String?, createdAt: Int64, expiresAt: Int64, revokedAt: Int64?
  ) {
    self.number = number
    self.tokenId = tokenId
    self.canRead = canRead
    self.canWrite = canWrite
    self.groupIds = groupIds
    self.name = name
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
  }
}

/// What a store knows of a token that somebody presents.
package struct PresentedToken: Sendable {
  package let number: Int64
  package let organization: Int64
  package let organizationSlug: String
  package let canRead: Bool
  package let canWrite: Bool
  /// The groups that it is limited to, deleted ones included; nil: every group.
  package let groups: [Int64]?
  /// The organization's revision when the token was issued.
  package let revision: Int64
  package let isRevoked: Bool
  /// By the clock, or by the latest time that the organization has seen.
  package let isExpired: Bool

  package init(
    number: Int64, organization: Int64, organizationSlug: String, canRead: Bool, canWrite: Bool,
    groups: [Int64]?, revision: Int64, isRevoked: Bool, isExpired: Bool
  ) {
    self.number = number
    self.organization = organization
    self.organizationSlug = organizationSlug
    self.canRead = canRead
    self.canWrite = canWrite
    self.groups = groups
    self.revision = revision
    self.isRevoked = isRevoked
    self.isExpired = isExpired
  }
}
