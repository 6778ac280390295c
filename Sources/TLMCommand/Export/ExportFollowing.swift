import Documents
import Exporters
import OTLP
import Posting
import Questions
import SystemCalls
import TLM

/// Keeps a file or a receiver up to date with the log, until it is asked to end.
struct ExportFollowing: Sendable {
  private let log: EventLog
  private let filter: Filter
  private let options: ExportOptions
  private let endpoint: OTLPEndpoint?
  private let signal: OTLPSignal
  private let path: String?
  private let make: (@Sendable (ExportOptions) -> any EventExporter)?
  private let keeper: ExportCheckpoint
  private let start: Position

  /// - Parameter name: what its place is kept under; nil: what format and target make.
  init(_ job: ExportJob, name: String?) throws {
    try job.store.log.identity()
    log = job.store.log
    filter = job.filter
    (endpoint, signal) = (job.endpoint, job.signal)
    path = job.path.map { StoreLocation.absolute($0, StoreLocation.currentDirectory()) }
    if case .events(let make) = job.format.kind { self.make = make } else { make = nil }
    var options = job.options
    options.store = Settings.storeID(at: job.store.location) ?? ""
    self.options = options
    // Points in a file are another export than the records that it may have had before.
    let points = endpoint == nil && signal == .metrics ? " metrics" : ""
    let target = "\(job.format.name)\(points) \(endpoint?.url ?? path ?? "")"
    keeper = try ExportCheckpoint(
      of: log, named: name ?? Self.name(of: target), target: target)
    start = try log.bounds().lowerBound
  }

  /// Sends what comes to a store from a place on, without end: what `tlm watch` does where it is told to.
  ///
  /// - Parameters:
  ///   - signal: what is sent of it.
  ///   - url: as the settings have it.
  ///   - start: where it begins, where nothing was sent before.
  init(
    _ store: Store, _ signal: OTLPSignal, to url: String, from start: SendingStart
  ) throws {
    try store.log.identity()
    log = store.log
    filter = EventConditions.usual
    self.signal = signal
    endpoint = try OTLPEndpoint(url, for: signal, variable: StoreLocation.variable)
    (path, make) = (nil, nil)
    var options = ExportOptions()
    options.store = Settings.storeID(at: store.location) ?? ""
    (options.resource, options.service) = try OTLPResource.named(by: StoreLocation.variable)
    self.options = options
    let target = "watch \(endpoint?.url ?? "")"
    keeper = try ExportCheckpoint(
      of: log, named: signal == .logs ? "watch" : "watch-\(signal.rawValue)",
      target: target)
    self.start = try start.position(in: log)
  }

  /// A name that is always the same for a target, and another for another one.
  private static func name(of target: String) -> String {
    "follow-" + OTLPIdentity.trace(target).prefix(16)
  }

  func run() async throws {
    try await Signals.untilAsked {
      // Asked to end while a receiver is away, it ends.
      do { try await follow() } catch is CancellationError {}
    }
  }

  /// Follows until the task is cancelled.
  func follow() async throws {
    if let endpoint, signal == .traces {
      try await SpanFollowing(log, filter, options, keeper, from: start).send(to: endpoint)
    } else if let endpoint {
      let sending = try FollowedSending(endpoint, signal)
      var export = try RequestExport(
        named: "export to \(endpoint.shown)", options, matching: filter, keeping: keeper,
        from: start
      ) { message, count in
        try await sending.send(message, count)
      }
      try await export.react(to: log, draining: true)
    } else if let path, let make {
      var export = try FileExport(
        to: path, make(options), matching: filter, keeping: keeper, from: start)
      try await export.react(to: log, draining: true)
    }
  }
}

/// Sends to one receiver for as long as it takes: one that is away now comes back.
final class FollowedSending {
  private let endpoint: OTLPEndpoint
  private let signal: OTLPSignal
  private let sender: OTLPSender
  private let delivery: Delivery
  private var sent = 0
  private var isAway = false

  init(_ endpoint: OTLPEndpoint, _ signal: OTLPSignal = .logs) throws {
    (self.endpoint, self.signal) = (endpoint, signal)
    sender = OTLPSender(endpoint, signal)
    var policy = RetryPolicy()
    policy.attempts = nil
    delivery = try Delivery(policy)
  }

  /// Returns once the receiver took a request; it is told of once when it is away, and once when it is
  /// back.
  func send(_ message: Value, _ count: Int) async throws {
    let request = try sender.request(message)
    while true {
      let decision = await delivery.stepAside(request)
      guard case .again(let pause) = decision else {
        let answer = try sender.answer(decision, after: sent)
        sent += count
        if isAway { Message.error(SafeText.of("\(endpoint.shown) is back")) }
        isAway = false
        if answer.rejected > 0 || !answer.message.isEmpty { tell(answer) }
        return
      }
      if !isAway {
        Message.error(SafeText.of("\(endpoint.shown) is busy or away; it is tried again"))
      }
      isAway = true
      try await Task.sleep(for: pause)
    }
  }

  private func tell(_ answer: OTLPAnswer) {
    Message.error(
      SafeText.of(
        "\(endpoint.shown) left out \(answer.rejected) \(signal.things): \(answer.message)"))
  }
}
