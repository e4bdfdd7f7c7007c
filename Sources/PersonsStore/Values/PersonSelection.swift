// SPDX-License-Identifier: Apache-2.0
//
// Which persons of an organization a verb is about, and what is wanted of them.

package import PersonsModel

/// An attribute and the value that it must have, in the form in which they are compared (Attribute.comparable).
package struct AttributeValue: Sendable {
  package let attribute: Attribute
  package let comparable: String

  package init(_ attribute: Attribute, comparable: String) {
    self.attribute = attribute
    self.comparable = comparable
  }
}

/// Persons for whom everything holds that is said.
package struct PersonSelection: Sendable {
  /// Who has this identifier.
  package var personId: String?
  /// Who is in one of these groups, sorted; nil: everybody.
  package var groups: [Int64]?
  /// Who has all of these. Only attributes that can be looked up (Attribute.lookedUp).
  package var attributes: [AttributeValue]
  /// Whose number is larger than this.
  package var after: Int64

  package init(
    personId: String? = nil, groups: [Int64]? = nil, attributes: [AttributeValue] = [],
    after: Int64 = 0
  ) {
    self.personId = personId
    self.groups = groups
    self.attributes = attributes
    self.after = after
  }

  /// Whether a person has every attribute.
  package func matches(_ record: RecordText) -> Bool {
    attributes.allSatisfy { record.has($0.attribute, $0.comparable) }
  }
}

/// What is wanted of a person.
package enum PersonDetails: Sendable {
  /// The record, and the numbers of their groups.
  case record
  /// Also the groups themselves (PersonRow.groups).
  case groups
  /// Also what they answered to events (PersonRow.answers).
  case everything
}
