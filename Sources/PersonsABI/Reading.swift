// SPDX-License-Identifier: Apache-2.0
//
// The header's section "reading".

internal import CPersons
internal import PersonsDirectory
internal import PersonsJSON

@implementation @_cdecl("persons_find")
public func persons_find(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.find(try FindRequest(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_list")
public func persons_list(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.list(try ListRequest(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_search")
public func persons_search(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.search(try SearchRequest(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_get")
public func persons_get(
  _ directory: OpaquePointer?, _ person_id: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.get(try string(person_id, "person_id"), into: &result)
  }
}
