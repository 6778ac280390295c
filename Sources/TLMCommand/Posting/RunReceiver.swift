import Exporters
import SystemCalls
import TLM

/// Who is sent the runs of a store once they have ended.
struct RunReceiver: Sendable {
  let url: String
  let token: String?

  /// Nil where none is named that counts, or the environment has it switched off.
  init?(of store: Store) throws {
    let settings = try Settings.load(at: store.location)
    for ignored in settings.ignored where ignored.name == "post" {
      Message.note(
        SafeText.of(
          "post of \(ignored.file) line \(ignored.line) does not count before tlm trust"))
    }
    let isOff = ["false", "0", "no", "off"].contains(
      StoreLocation.variable("METRICS_API_ENABLED")?.lowercased() ?? "")
    guard let url = settings["post"]?.text, !url.isEmpty, !isOff else { return nil }
    self.url = url
    token = StoreLocation.variable("METRICS_API_TOKEN").flatMap { $0.isEmpty ? nil : $0 }
  }

  /// How far runs are posted to it.
  ///
  /// - Throws: `ExportError` with `taken` where another process posts runs of this store.
  func checkpoint(of store: Store) throws(ExportError) -> ExportCheckpoint {
    try ExportCheckpoint(of: store.log, named: "post", target: "post \(url)")
  }
}
