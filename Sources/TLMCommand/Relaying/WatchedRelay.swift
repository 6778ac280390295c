import Relay
import TLM

/// What a store's settings say of a relay, done while a watch or a server goes on: it goes on whatever
/// befalls it, and says what did.
struct WatchedRelay: Sendable {
  private let push: RelayPush?
  private let pull: RelayPull?

  /// How long to wait where it cannot go on.
  private static let pause = Duration.seconds(5)

  /// Nil where no engine is named that counts.
  init?(of store: Store) throws {
    let settings = try Settings.load(at: store.location)
    if let ignored = settings.ignored.first(where: { $0.name.hasPrefix("relay.") }) {
      Message.note(
        SafeText.of("relay of \(ignored.file) line \(ignored.line) does not count before tlm trust")
      )
    }
    guard let nats = RelaySettings.text("relay.nats", settings) else { return nil }
    let address = try EngineAddress(
      nats, credentials: RelaySettings.text("relay.creds", settings),
      certificates: RelaySettings.text("relay.tls_ca", settings))
    let subject = try RelaySubject(
      RelaySettings.text("relay.stream", settings) ?? RelaySettings.stream)
    pull = settings["relay.pull"] == true ? Self.pull(into: store, address, subject, settings) : nil
    guard settings["relay.push"] == true else {
      push = nil
      return
    }
    push = RelayPush(
      of: store.log,
      try StorePush.options(of: store, to: address, subject, RelayedEvents(settings)) {
        Message.error(SafeText.of("relay: \($0)"))
      })
  }

  private static func pull(
    into store: Store, _ address: EngineAddress, _ subject: RelaySubject, _ settings: Settings
  ) -> RelayPull {
    var options = Puller.Options()
    options.origins = RelaySettings.texts("relay.origins", settings)
    return RelayPull(into: store.log, from: address, subject, options) {
      Message.error(SafeText.of("relay: \($0)"))
    }
  }

  /// Relays until the task is cancelled.
  func follow() async {
    async let pulling: Void = pulled()
    if let push { await Self.again { _ = try await push.run() } }
    await pulling
  }

  private func pulled() async {
    if let pull { await Self.again { _ = try await pull.run() } }
  }

  /// Does something until the task is cancelled, again where it fails; the same failure is told once.
  private static func again(_ body: () async throws -> Void) async {
    var told = ""
    while !Task.isCancelled {
      do { try await body() } catch is CancellationError { return } catch {
        // Another process that does it is no news.
        let isTaken = (error as? RelayError)?.code == .taken
        let sentence = "\(error)"
        if !isTaken, told != sentence { Message.error(SafeText.of("relay: \(sentence)")) }
        told = sentence
        // Cancelled, it ends.
        try? await Task.sleep(for: pause)
      }
    }
  }
}
