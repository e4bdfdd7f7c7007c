// SPDX-License-Identifier: Apache-2.0
//
// The header's sections "versions", "statuses" and "directory".

internal import CPersons
internal import Glibc
package import PersonsDirectory
package import PersonsJSON
internal import PersonsRemote
internal import PersonsSQLite
internal import PersonsStore

/// A static text as C sees it.
private func staticText(_ text: StaticString) -> UnsafePointer<CChar>? {
  UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

@implementation @_cdecl("persons_version")
public func persons_version() -> UnsafePointer<CChar>? { staticText("0.1.0") }

@implementation @_cdecl("persons_abi_version")
public func persons_abi_version() -> CInt { PERSONS_ABI_VERSION }

@implementation @_cdecl("persons_status_name")
public func persons_status_name(_ status: CInt) -> UnsafePointer<CChar>? {
  staticText(name(ofStatus: status))
}

@implementation @_cdecl("persons_open")
public func persons_open(
  _ location: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ directory: UnsafeMutablePointer<OpaquePointer?>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  openHandle(directory, out) {
    Result { () throws(Failure) in
      try openDirectory(try string(location, "location"), try optionalText(options))
    }
  }
}

/// Opens a directory and hands out a handle for it. For persons_open, and for whoever brings a store of their own.
package func openHandle(
  _ directory: UnsafeMutablePointer<OpaquePointer?>?,
  _ out: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ body: () -> Result<any Directory, Failure>
) -> CInt {
  directory?.pointee = nil
  return boundary(out) { (result) throws(Failure) in
    guard let directory else {
      throw Failure(.misuse, "null_argument", "\"directory\" is NULL.", field: "directory")
    }
    directory.pointee = try Registry.shared.open { () throws(Failure) in try body().get() }
    result.append("{}")
  }
}

/// Opens what a location names.
private func openDirectory(
  _ location: String, _ options: RequestText?
) throws(Failure) -> any Directory {
  if location.hasPrefix("https://") || location.hasPrefix("http://") {
    return try RemoteDirectory(location, options: options)
  }
  guard !location.hasPrefix("postgresql://") else {
    throw Failure(
      .unsupported, "unsupported_location",
      "This version opens files, \":memory:\" and https locations; postgresql:// is for a later one.",
      field: "location")
  }
  guard !location.isEmpty else {
    throw .invalidValue("location", "The location is empty.")
  }
  let checked = try OpenOptions(options, for: location)
  return try EmbeddedDirectory(SQLiteStore(location, options: checked.store), checked)
}

@implementation @_cdecl("persons_close")
public func persons_close(_ directory: OpaquePointer?) {
  var signal = HeldFileSizeSignal()
  defer { signal.release() }
  Registry.shared.close(directory)
}

@implementation @_cdecl("persons_free")
public func persons_free(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

@implementation @_cdecl("persons_interrupt")
public func persons_interrupt(_ directory: OpaquePointer?) -> CInt {
  call(directory, nil) { (directory, _) throws(Failure) in directory.interrupt() }
}
