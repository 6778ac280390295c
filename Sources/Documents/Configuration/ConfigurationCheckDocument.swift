package import TLM

/// Whether files of settings can be used: what `tlm config check --json` prints.
package struct ConfigurationCheckDocument: Document {
  package let json: Value

  /// - Parameters:
  ///   - files: those that were read.
  ///   - mistakes: everything that is wrong with them.
  ///   - ignored: what counts only once it is trusted.
  package init(
    files: [String], mistakes: [Settings.Remark], ignored: [Settings.Ignored]
  ) {
    json = [
      "ok": .bool(mistakes.isEmpty), "files": .array(files.map { .string($0) }),
      "mistakes": .array(
        mistakes.map { remark in
          [
            "file": .string(remark.file), "line": .integer(Int64(remark.line)),
            "column": .integer(Int64(remark.column)), "message": .string(remark.message),
          ]
        }), "ignored": .array(ignored.map { .string($0.name) }),
    ]
  }
}
