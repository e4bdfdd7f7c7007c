// SPDX-License-Identifier: Apache-2.0
//
// Groups as a request names them: by id or by external reference, never both.

internal import PersonsJSON
internal import PersonsStore

package struct GroupSelection: Sendable {
  package enum Names: Equatable, Sendable {
    case notGiven
    case ids([String])
    case externalRefs([String])
  }

  /// The two keys of a dialect.
  package struct Keys: Sendable {
    let ids: String
    let externalRefs: String
    let both: [String]

    private init(ids: String, externalRefs: String) {
      self.ids = ids
      self.externalRefs = externalRefs
      both = [ids, externalRefs]
    }

    static let snake = Keys(ids: "group_ids", externalRefs: "groups_external_refs")
    static let camel = Keys(ids: "groupIds", externalRefs: "groupExternalRefs")
  }

  package let names: Names
  let keys: Keys

  /// Reads the two keys of `request`.
  init(_ request: some RequestReader, _ keys: Keys) throws(Failure) {
    self.keys = keys
    guard !request.isGiven(keys.ids) || !request.isGiven(keys.externalRefs) else {
      throw .bothGroupIdentifiers
    }
    if let ids = try request.strings(keys.ids) {
      names = .ids(ids)
    } else if let refs = try request.strings(keys.externalRefs) {
      names = .externalRefs(refs)
    } else {
      names = .notGiven
    }
  }

  init(_ names: Names, _ keys: Keys) {
    self.names = names
    self.keys = keys
  }

  /// The same for a filter, where an empty list would match nobody by accident.
  static func filter(_ request: some RequestReader, _ keys: Keys) throws(Failure) -> GroupSelection
  {
    let selection = try GroupSelection(request, keys)
    switch selection.names {
    case .ids([]), .externalRefs([]):
      throw .invalidValue(
        selection.field, "The list is empty. Leave it out to look in every group.")
    default: return selection
    }
  }

  /// The key that was used.
  package var field: String {
    if case .externalRefs = names { keys.externalRefs } else { keys.ids }
  }

  /// Numbers of the named groups; nil when none were given.
  ///
  /// - Throws: `group_not_found` for one that does not exist or that the caller may not see.
  func resolve(_ transaction: any ReadTransaction, for caller: Caller) throws(Failure) -> [Int64]? {
    guard let found = try lookUp(transaction, for: caller) else { return nil }
    guard !found.contains(where: { $0 == nil }) else { throw .groupNotFound(field) }
    return GroupSelection.unique(found)
  }

  /// Numbers of those named groups that exist and that the caller may see; nil when none were given.
  func resolveVisible(_ transaction: any ReadTransaction, for caller: Caller) throws(Failure)
    -> [Int64]?
  {
    // An empty list names none.
    if names == .ids([]) || names == .externalRefs([]) { return nil }
    return try lookUp(transaction, for: caller).map(GroupSelection.unique)
  }

  private static func unique(_ numbers: [Int64?]) -> [Int64] {
    Set(numbers.compactMap { $0 }).sorted()
  }

  /// For each name the number of its group, nil where there is none for the caller.
  private func lookUp(
    _ transaction: any ReadTransaction, for caller: Caller
  ) throws(Failure) -> [Int64?]? {
    var numbers: [Int64?] = []
    func add(_ group: Group?) {
      numbers.append(group.flatMap { caller.maySee(group: $0.number) ? $0.number : nil })
    }
    switch names {
    case .notGiven: return nil
    case .ids(let ids):
      for id in ids { add(try transaction.group(id)) }
    case .externalRefs(let refs):
      for ref in refs { add(try transaction.group(externalRef: ref)) }
    }
    return numbers
  }
}
