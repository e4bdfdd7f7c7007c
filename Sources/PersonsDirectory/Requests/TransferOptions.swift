// SPDX-License-Identifier: Apache-2.0
//
// The options of persons_import and persons_export.

package import PersonsJSON

package struct ImportOptions {
  let resumes: Bool
  let reportPath: String?
  let stopsOnError: Bool

  package init(_ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(text, keys: ["resume", "report", "on_error"])
    resumes = try request.boolean("resume", default: false)
    reportPath = try request.identifier("report", maxBytes: 4096)
    stopsOnError = try request.choice("on_error", of: ["continue", "stop"]) == "stop"
  }
}

package struct ExportOptions {
  let mayOverwrite: Bool
  let skipsDamaged: Bool

  package init(_ text: RequestText?) throws(Failure) {
    let request = try ObjectReader(text, keys: ["overwrite", "skip_damaged"])
    mayOverwrite = try request.boolean("overwrite", default: false)
    skipsDamaged = try request.boolean("skip_damaged", default: false)
  }
}
