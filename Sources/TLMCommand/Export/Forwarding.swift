import Exporters
import OTLP
import Questions
import TLM

/// Passes on to another receiver what comes into a store, beside something else: it goes on whatever
/// befalls it, and says what did.
struct Forwarding: Sendable {
  private let store: Store
  private let endpoints: [OTLPSignal: OTLPEndpoint]
  private let options: ExportOptions
  private let target: String
  private let start: SendingStart

  /// How long to wait where it cannot go on.
  private static let pause = Duration.seconds(5)

  /// - Parameter url: as a person says it; nil: what the store's trusted settings say.
  /// - Returns: nil where nothing is to be passed on.
  /// - Throws: what is wrong with the address.
  init?(of store: Store, to url: String?) throws {
    let settings = try Settings.load(at: store.location)
    for ignored in settings.ignored where ignored.name == Self.setting && url == nil {
      Message.note(
        SafeText.of(
          "forward of \(ignored.file) line \(ignored.line) does not count before tlm trust"))
    }
    guard let url = url ?? settings[Self.setting]?.text, !url.isEmpty else { return nil }
    self.store = store
    start = try SendingStart(of: store)
    endpoints = Dictionary(
      uniqueKeysWithValues: try OTLPSignal.allCases.map { signal in
        (signal, try OTLPEndpoint(url, for: signal, variable: StoreLocation.variable))
      })
    var options = ExportOptions()
    options.store = Settings.storeID(at: store.location) ?? ""
    (options.resource, options.service) = try OTLPResource.named(by: StoreLocation.variable)
    self.options = options
    target = "forward \(endpoints[.logs]?.url ?? url)"
  }

  private static let setting = "forward"

  /// Whether it would send to one of these addresses, and so to itself.
  func leads(toOneOf addresses: [String]) -> Bool {
    let host = endpoints[.logs]?.url.split(separator: "/", omittingEmptySubsequences: true)
    guard host?.count ?? 0 > 1, let host = host.map({ String($0[1]).lowercased() }) else {
      return false
    }
    return addresses.contains { address in
      let port = address.split(separator: ":").last.map(String.init) ?? ""
      return host == address || host == "localhost:\(port)" || host == "127.0.0.1:\(port)"
    }
  }

  /// Follows the log until the task is cancelled.
  func follow() async {
    var told = ""
    while !Task.isCancelled {
      do { try await forward() } catch is CancellationError { return } catch {
        let sentence = "\(error)"
        if told != sentence { Message.error(SafeText.of("forward: \(sentence)")) }
        told = sentence
        // Cancelled, it ends.
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  private func forward() async throws {
    try store.log.identity()
    var senders: [OTLPSignal: FollowedSending] = [:]
    for (signal, endpoint) in endpoints {
      senders[signal] = try FollowedSending(endpoint, signal)
    }
    let taken = senders
    let keeper = try ExportCheckpoint(of: store.log, named: Self.setting, target: target)
    var export = try ForwardExport(
      named: target, options, matching: EventConditions.usual, keeping: keeper,
      from: start.position(in: store.log)
    ) { signal, request, count in
      try await taken[signal]?.send(request, count)
    }
    try await export.react(to: store.log, draining: true)
  }
}
