/// How sources are named in markers and cursors: the name says of what sort a source is.
enum SourceName {
  static let inbox = "in.jsonl"

  /// A spool file's, by the name that it has in its folder.
  static func spool(_ file: String) -> String { "spool/" + file }

  /// That of a file which somebody imports, by its absolute path.
  static func imported(_ path: String) -> String { importPrefix + path }

  /// Whether lines of the source happened elsewhere, or long ago.
  static func isImported(_ name: String) -> Bool { name.hasPrefix(importPrefix) }

  private static let importPrefix = "file:"
}
