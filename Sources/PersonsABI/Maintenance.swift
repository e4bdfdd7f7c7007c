// SPDX-License-Identifier: Apache-2.0
//
// The header's sections "changes" and "maintenance".

internal import CPersons
internal import PersonsDirectory
internal import PersonsJSON

@implementation @_cdecl("persons_changes")
public func persons_changes(
  _ directory: OpaquePointer?, _ since: Int64,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.changes(since: since, into: &result)
  }
}

@implementation @_cdecl("persons_check")
public func persons_check(
  _ directory: OpaquePointer?, _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.check(into: &result)
  }
}

@implementation @_cdecl("persons_backup")
public func persons_backup(
  _ directory: OpaquePointer?, _ path: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.backup(to: try string(path, "path"), into: &result)
  }
}

@implementation @_cdecl("persons_erase")
public func persons_erase(
  _ directory: OpaquePointer?, _ person_id: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.erase(try string(person_id, "person_id"), into: &result)
  }
}

@implementation @_cdecl("persons_stats")
public func persons_stats(
  _ directory: OpaquePointer?, _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.stats(into: &result)
  }
}
