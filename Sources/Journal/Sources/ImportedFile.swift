import SystemCalls

/// A file that somebody imports; it stays as it is, and what it grows by later is imported then.
struct ImportedFile: Source {
  let location: String
  let isComplete: Bool

  /// - Parameters:
  ///   - path: absolute, as it is part of the name.
  ///   - isComplete: whether an unterminated last line is a line (true) or still being written.
  init(_ path: String, isComplete: Bool) {
    location = path
    self.isComplete = isComplete
  }

  var name: String { SourceName.imported(location) }

  func open() throws(SystemError) -> SourceFile? { try SourceFile(location, kind: .anything) }
}
