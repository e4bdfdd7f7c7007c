// SPDX-License-Identifier: Apache-2.0
//
// The header's section "writing".

internal import CPersons
internal import PersonsDirectory
internal import PersonsJSON

@implementation @_cdecl("persons_create")
public func persons_create(
  _ directory: OpaquePointer?, _ person: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.create(try CreateRequest(requiredBody(person, "person")), into: &result)
  }
}

@implementation @_cdecl("persons_update")
public func persons_update(
  _ directory: OpaquePointer?, _ person_id: UnsafePointer<CChar>?, _ changes: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.update(
      try UpdateRequest(string(person_id, "person_id"), requiredBody(changes, "changes")),
      into: &result)
  }
}

@implementation @_cdecl("persons_delete")
public func persons_delete(
  _ directory: OpaquePointer?, _ person_id: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.delete(try string(person_id, "person_id"), into: &result)
  }
}

@implementation @_cdecl("persons_upsert")
public func persons_upsert(
  _ directory: OpaquePointer?, _ batch: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.upsert(try UpsertRequest(requiredBody(batch, "batch")), into: &result)
  }
}
