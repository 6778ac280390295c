import ArgumentParser
import Relay
import TLM

/// Where an engine is, for those who relay over it: as they say, else as the trusted settings do.
struct RelayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The engine: nats://HOST:PORT or tls://HOST:PORT, several with commas between them.",
      discussion: "Without it: relay.nats of the settings, once tlm trust was said.",
      valueName: "url"))
  var nats: String?

  @Option(
    help: ArgumentHelp(
      "A file of credentials for the engine, which nobody else may read (0600).",
      valueName: "file"), completion: .file())
  var creds: String?

  @Option(
    name: .customLong("tls-ca"),
    help: ArgumentHelp(
      "The certificates that the engine's must be signed by.", valueName: "file"),
    completion: .file())
  var certificates: String?

  @Option(
    help: ArgumentHelp("The stream that joins the machines; without it tlm.", valueName: "name"))
  var stream: String?

  /// Where the engine is.
  ///
  /// - Throws: `unusable` where nobody says it.
  func address(_ settings: Settings) throws -> EngineAddress {
    guard let nats = nats ?? RelaySettings.text("relay.nats", settings) else {
      let ignored = settings.ignored.first { $0.name.hasPrefix("relay.") }
      if let ignored {
        throw RelayError(
          .unusable,
          "relay of \(ignored.file) line \(ignored.line) does not count before tlm trust; say that, or give --nats"
        )
      }
      throw ValidationError("--nats is missing: where the engine is, such as nats://127.0.0.1:4222")
    }
    return try EngineAddress(
      nats, credentials: creds ?? RelaySettings.text("relay.creds", settings),
      certificates: certificates ?? RelaySettings.text("relay.tls_ca", settings))
  }

  /// The subjects of the stream.
  func subject(_ settings: Settings) throws -> RelaySubject {
    try RelaySubject(stream ?? RelaySettings.text("relay.stream", settings) ?? RelaySettings.stream)
  }
}

/// What settings say of a relay.
enum RelaySettings {
  /// The stream where nobody names one.
  static let stream = "tlm"

  /// A text that is there, and not empty.
  static func text(_ name: String, _ settings: Settings) -> String? {
    settings[name]?.text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Texts of a list.
  static func texts(_ name: String, _ settings: Settings) -> [String] {
    settings[name]?.elements.compactMap(\.text) ?? []
  }
}
