package import Board
import Configuration
import SystemCalls

/// Which tools are of which category, as files say it: the store's, which may only be stricter, then the
/// user's own, then what ships.
package struct GateToolFiles: Sendable {
  package let tools: GateTools
  /// What of the store's file does not count, in sentences.
  package let remarks: [String]

  /// Reads the files.
  ///
  /// - Throws: `ConfigurationError` with every mistake; `JournalError` where one cannot be read.
  package init(of store: Store) throws {
    let paths = Self.paths(of: store)
    let found = try Self.read(paths[0])
    let own = try Self.read(paths[1])
    tools = found.tightening.followed(by: own).followed(by: .shipped)
    remarks =
      found == found.tightening
      ? [] : ["\(paths[0]) comes with the store: what it calls harmless does not count"]
  }

  /// The store's and the user's, which need not be there.
  package static func paths(of store: Store) -> [String] {
    [
      store.log.layout.root + "/tools.yaml", StoreLocation.userConfiguration() + "/tools.yaml",
    ]
  }

  private static func read(_ path: String) throws -> GateTools {
    try GateTools(yaml: SettingsFileText.read(path), file: path)
  }
}

extension Store {
  /// Whether a watch says on its board what agents may call.
  package var isGated: Bool {
    get throws { try settings()["gate.enabled"] == true }
  }
}
