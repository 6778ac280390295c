/// How sources are named in markers and cursors: the name says of what sort a source is.
package enum SourceName {
  static let inbox = "in.jsonl"
  /// That of a marker which only ends the bytes of the one before it.
  static let none = "end"

  /// A spool file's, by the name that it has in its folder.
  static func spool(_ file: String) -> String { spools + file }

  /// How the names of spool files begin.
  static let spools = "spool/"

  /// That of a file which somebody imports, by its absolute path.
  package static func imported(_ path: String) -> String { file + path }

  /// The path of an imported file; nil for other sources.
  package static func path(of name: String) -> String? {
    name.hasPrefix(file) ? String(name.dropFirst(file.count)) : nil
  }

  /// Whether lines of the source happened elsewhere, or long ago.
  package static func isImported(_ name: String) -> Bool {
    imports.contains { name.hasPrefix($0) }
  }

  private static let file = "file:"

  /// That of the store whose lines a relay pulls, by its id.
  package static func relay(_ origin: String) -> String { relays + origin }

  /// The id of the store that lines were pulled of; nil for other sources.
  package static func origin(of name: String) -> String? {
    name.hasPrefix(relays) ? String(name.dropFirst(relays.count)) : nil
  }

  private static let relays = "relay/"

  /// How the names of those sources begin.
  package static let imports = [file, relays]
}
