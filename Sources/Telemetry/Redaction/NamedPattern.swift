/// A pattern and what its findings are called.
public struct NamedPattern: Sendable, Equatable {
  /// How its findings are named: `[redacted:NAME]`, and in reports.
  public let name: String
  /// What is looked for.
  public let pattern: Pattern

  /// A pattern under a name.
  ///
  /// - Parameters:
  ///   - name: letters, digits, `_`, `.` and `-`, at most 64 of them.
  ///   - source: as `Pattern` reads it.
  /// - Throws: `PatternError` that says where the pattern cannot be read, or what is wrong with the
  ///   name.
  public init(_ name: String, _ source: String) throws(PatternError) {
    guard Redacted.isName(name) else {
      throw PatternError(
        code: .badName, place: 0,
        message: "'\(name)' is no name of a pattern; write 1 to \(Redacted.longestName) letters, "
          + "digits, _ . or -")
    }
    self.name = name
    pattern = try Pattern(source)
  }
}
