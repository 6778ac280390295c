package import Events

/// A way in which programs write what happened, and how its lines come into the log.
///
/// Nearly all go in as they are: reading them is the business of whoever reads the log. A dialect that
/// adds something, because a line alone does not say what only its file or the lines before it say, puts
/// it at the end of the line's object. One whose lines are not one event each makes events of them.
///
/// A new dialect is a folder beside this file and a line in `DialectCatalog`.
package protocol Dialect: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// What it is, in a few words.
  static var about: String { get }
  /// Whether its lines carry what people and agents said, so that secrets are hidden unless told
  /// otherwise.
  static var isTranscript: Bool { get }
  /// Whether what is added to a line depends on lines before it, so that a file is read from its start.
  static var remembers: Bool { get }

  /// Whether a line is one of this dialect.
  ///
  /// - Parameters:
  ///   - line: what it says.
  ///   - path: the file that it stands in.
  static func knows(_ line: Value, in path: String) -> Bool

  /// For the lines of one file, from its first on.
  init(path: String)

  /// Whether lines of the file are others in the log.
  var rewrites: Bool { get }

  /// Writes what comes into the log for a line that is an event: whole lines.
  ///
  /// - Parameters:
  ///   - line: without its newline.
  ///   - lines: where they are written.
  mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8])
}

extension Dialect {
  package static var isTranscript: Bool { false }
  package static var remembers: Bool { false }
  package var rewrites: Bool { false }

  package mutating func rewrite(_ line: ArraySlice<UInt8>, into lines: inout [UInt8]) {
    lines += line
    lines.append(UInt8(ascii: "\n"))
  }
}
