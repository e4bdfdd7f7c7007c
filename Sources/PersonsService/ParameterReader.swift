// SPDX-License-Identifier: Apache-2.0
//
// A request that is the parameters of a target, all of whose names are known. Numbers and truth values are written as
// text there; a list has commas between its elements.

internal import PersonsDirectory
internal import PersonsJSON

struct ParameterReader: RequestReader {
  private let parameters: [RequestTarget.Parameter]

  init(_ parameters: [RequestTarget.Parameter], keys: [String]) throws(Failure) {
    for parameter in parameters where !keys.contains(where: { parameter.isNamed($0) }) {
      throw .unknownKey(parameter.name, keys: keys)
    }
    self.parameters = parameters
  }

  private func parameter(_ key: String) -> RequestTarget.Parameter? {
    parameters.first { $0.isNamed(key) }
  }

  func isGiven(_ key: String) -> Bool { parameter(key) != nil }

  func string(_ key: String) throws(Failure) -> String? {
    // The target is bounded, and so is this.
    parameter(key)?.value
  }

  func integer(_ key: String) throws(Failure) -> Int64? {
    guard let text = parameter(key)?.value else { return nil }
    guard let number = Int64(text), text.utf8.first != UInt8(ascii: "+") else {
      throw .wrongType(key, wanted: "an integer", given: "a string")
    }
    return number
  }

  func boolean(_ key: String) throws(Failure) -> Bool? {
    switch parameter(key)?.value {
    case nil: return nil
    case "true": return true
    case "false": return false
    default: throw .wrongType(key, wanted: "true or false", given: "a string")
    }
  }

  func strings(_ key: String) throws(Failure) -> [String]? {
    guard let parts = parameter(key)?.parts else { return nil }
    guard parts.count <= 1000 else { throw .tooManyElements(key) }
    return parts
  }
}

extension RequestTarget.Parameter {
  /// Byte for byte.
  fileprivate func isNamed(_ key: String) -> Bool { name.utf8.elementsEqual(key.utf8) }
}
