// SPDX-License-Identifier: Apache-2.0
//
// The header's section "import and export".

public import CPersons
internal import PersonsDirectory
internal import PersonsJSON

@implementation @_cdecl("persons_import")
public func persons_import(
  _ directory: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ progress: persons_progress?, _ context: UnsafeMutableRawPointer?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out, callsBack: true) { (directory, result) throws(Failure) in
    try directory.importPersons(
      from: try string(path, "path"), try ImportOptions(optionalText(options)),
      progress: progressFunction(progress, context), into: &result)
  }
}

@implementation @_cdecl("persons_export")
public func persons_export(
  _ directory: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ progress: persons_progress?, _ context: UnsafeMutableRawPointer?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  call(directory, out, callsBack: true) { (directory, result) throws(Failure) in
    try directory.exportPersons(
      to: try string(path, "path"), try ExportOptions(optionalText(options)),
      progress: progressFunction(progress, context), into: &result)
  }
}
