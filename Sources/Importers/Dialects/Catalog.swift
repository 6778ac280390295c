import Events

/// Every dialect, those that tell themselves most clearly first. A new one is listed here; beside them
/// stand `Dialect`, what all of them are, and `AddedMembers`.
package enum DialectCatalog {
  package static let all: [any Dialect.Type] = [
    OTLPLines.self, CodexRollout.self, ClaudeTranscript.self, ClaudeStream.self, ClaudeHooks.self,
    RunRecords.self, LittleLoops.self, DomainEvents.self, Structlog.self, JSONLines.self,
  ]

  /// The dialect of a name; nil where there is none.
  package static func named(_ name: String) -> (any Dialect.Type)? { all.first { $0.name == name } }

  /// The dialect of a file, by where it stands and how it begins.
  package static func dialect(
    of path: String, beginning lines: [UInt8]
  ) -> any Dialect.Type {
    var found: (any Dialect.Type)?
    for line in lines.split(separator: UInt8(ascii: "\n")).prefix(lookedAt) {
      guard let value = Value(json: Array(line)), case .object = value else { continue }
      guard let dialect = all.first(where: { $0.knows(value, in: path) }) else { continue }
      if dialect != JSONLines.self { return dialect }
      found = found ?? dialect
    }
    return found ?? JSONLines.self
  }

  /// A file may begin with lines of any kind.
  private static let lookedAt = 32
}
