// SPDX-License-Identifier: Apache-2.0
//
// The header's section "organizations, tokens".

internal import CPersons
internal import PersonsDirectory
internal import PersonsJSON

@implementation @_cdecl("persons_put_organization")
public func persons_put_organization(
  _ directory: OpaquePointer?, _ organization: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.putOrganization(
      try OrganizationRequest(requiredBody(organization, "organization")), into: &result)
  }
}

@implementation @_cdecl("persons_list_organizations")
public func persons_list_organizations(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.listOrganizations(try Page(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_issue_token")
public func persons_issue_token(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.issueToken(try TokenRequest(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_list_tokens")
public func persons_list_tokens(
  _ directory: OpaquePointer?, _ request: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.listTokens(try Page(optionalText(request)), into: &result)
  }
}

@implementation @_cdecl("persons_revoke_token")
public func persons_revoke_token(
  _ directory: OpaquePointer?, _ token_id: UnsafePointer<CChar>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out) { (directory, result) throws(Failure) in
    try directory.revokeToken(try string(token_id, "token_id"), into: &result)
  }
}
