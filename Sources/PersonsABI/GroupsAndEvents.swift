// SPDX-License-Identifier: Apache-2.0
//
// The header's sections "groups" and "events".

internal import CPersons
internal import PersonsDirectory
internal import PersonsJSON

@implementation @_cdecl("persons_put_group")
public func persons_put_group(
  _ directory: OpaquePointer?, _ group: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.putGroup(try GroupRequest(RequestBody(optionalText(group))), into: &result)
  }
}

@implementation @_cdecl("persons_list_groups")
public func persons_list_groups(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.listGroups(try Page(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_delete_group")
public func persons_delete_group(
  _ directory: OpaquePointer?, _ group_id: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.deleteGroup(try string(group_id, "group_id"), into: &result)
  }
}

@implementation @_cdecl("persons_put_event")
public func persons_put_event(
  _ directory: OpaquePointer?, _ event: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.putEvent(try EventRequest(requiredBody(event, "event")), into: &result)
  }
}

@implementation @_cdecl("persons_list_events")
public func persons_list_events(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.listEvents(try Page(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_record_rsvp")
public func persons_record_rsvp(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.recordRSVP(try RSVPRequest(requiredBody(request, "request")), into: &result)
  }
}
