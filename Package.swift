// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// The modules of libpersons. Imports point down this list only (Tests/checks/layers).
// How the shared library is linked (static Swift runtime, exported names, SONAME) is said in the
// Makefile: SwiftPM has no words for it.

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "libpersons",
  products: [
    .library(name: "persons", type: .dynamic, targets: ["PersonsABI"])
  ],
  targets: [
    .target(
      name: "PersonsABI",
      dependencies: [
        "CPersons", "CSystem", "PersonsService", "PersonsRemote", "PersonsDirectory",
        "PersonsSQLite", "PersonsStore", "PersonsJSON",
      ],
      swiftSettings: settings),
    .target(
      name: "PersonsService", dependencies: ["PersonsDirectory", "PersonsJSON"],
      swiftSettings: settings),
    .target(
      name: "PersonsRemote",
      dependencies: ["PersonsDirectory", "PersonsJSON", "PersonsSystem", "CCurl"],
      swiftSettings: settings),
    .target(
      name: "PersonsDirectory",
      dependencies: [
        "PersonsSearch", "PersonsStore", "PersonsModel", "PersonsText", "PersonsJSON",
        "PersonsSystem",
      ],
      swiftSettings: settings),
    .target(
      name: "PersonsSearch",
      dependencies: [
        "PersonsStore", "PersonsModel", "PersonsText", "PersonsJSON", "PersonsSystem", "CSystem",
      ],
      swiftSettings: settings),
    .target(
      name: "PersonsSQLite",
      dependencies: [
        "PersonsStore", "PersonsModel", "PersonsText", "PersonsJSON", "PersonsSystem", "CSQLite",
        "CSystem",
      ],
      swiftSettings: settings),
    .target(
      name: "PersonsStore",
      dependencies: ["PersonsModel", "PersonsText", "PersonsJSON", "PersonsSystem"],
      swiftSettings: settings),
    .target(
      name: "PersonsModel", dependencies: ["PersonsText", "PersonsJSON", "PersonsSystem"],
      swiftSettings: settings),
    .target(
      name: "PersonsText", dependencies: ["PersonsJSON", "CUTF8Proc"], swiftSettings: settings),
    .target(
      name: "PersonsJSON", dependencies: ["PersonsSystem", "CJansson"], swiftSettings: settings),
    .target(
      name: "PersonsSystem", dependencies: ["CMessageDigest", "CXXHash"], swiftSettings: settings),

    .systemLibrary(name: "CPersons"),
    .systemLibrary(name: "CSystem"),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CUTF8Proc", providers: [.apt(["libutf8proc-dev"])]),
    .systemLibrary(
      name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(
      name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),

    .testTarget(
      name: "PersonsTextTests", dependencies: ["PersonsText", "PersonsJSON"],
      swiftSettings: settings),
    .testTarget(
      name: "PersonsModelTests", dependencies: ["PersonsModel", "PersonsJSON"],
      swiftSettings: settings),
    .testTarget(
      name: "PersonsSQLiteTests",
      dependencies: [
        "PersonsSQLite", "PersonsStore", "PersonsModel", "PersonsJSON", "PersonsSystem", "CSQLite",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PersonsSearchTests",
      dependencies: [
        "PersonsSearch", "PersonsSQLite", "PersonsStore", "PersonsModel", "PersonsJSON",
        "PersonsSystem",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PersonsABITests",
      dependencies: [
        "PersonsABI", "PersonsDirectory", "PersonsSQLite", "PersonsStore", "PersonsModel",
        "PersonsText",
        "PersonsJSON", "PersonsSystem", "CPersons", "CSQLite",
      ],
      exclude: [], swiftSettings: settings),
  ]
)
