import Importers
import SystemCalls
import TLM

/// The files and folders that a store's settings name, imported as they grow.
struct WatchedSources: Sendable {
  private let paths: [String]
  private let options: ImportOptions
  private let log: EventLog

  /// How long to wait where the log cannot be written.
  private static let pause = Duration.seconds(5)

  /// Nil where none are named that count.
  init?(of store: Store) throws {
    let settings = try Settings.load(at: store.location)
    for ignored in settings.ignored where ignored.name == "sources" {
      Message.note(
        SafeText.of(
          "sources of \(ignored.file) line \(ignored.line) do not count before tlm trust"))
    }
    let named = settings["sources"]?.elements.compactMap(\.text) ?? []
    paths = named.flatMap { Self.places($0, beside: store.location.path) }
    if paths.isEmpty { return nil }
    options = try ImportArguments.options(of: store)
    log = store.log
  }

  /// What a setting names: an agent, or a path, from the folder that the store is in.
  private static func places(_ name: String, beside store: String) -> [String] {
    switch name {
    case "claude", "codex", "runs": return AgentFolders.of(name, StoreLocation.variable)
    case _ where name.hasPrefix("~/"):
      return [(StoreLocation.variable("HOME") ?? "") + name.dropFirst()]
    default:
      let folder = store.lastIndex(of: "/").map { String(store[..<$0]) } ?? ""
      return [StoreLocation.absolute(name, folder.isEmpty ? "/" : folder)]
    }
  }

  /// Follows them until the task is cancelled; what keeps the log from being written is told, and tried
  /// again.
  func follow() async {
    while !Task.isCancelled {
      do {
        let following = ImportFollowing(paths, options, isJSON: false)
        try await following.follow(log) { report in
          if let failure = report.failure { Message.error(SafeText.of(failure.message)) }
        }
      } catch {
        Message.error(SafeText.of("sources cannot be imported: \(error)"))
        // Cancelled, it ends.
        try? await Task.sleep(for: Self.pause)
      }
    }
  }
}
