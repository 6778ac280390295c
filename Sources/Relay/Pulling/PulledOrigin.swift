import Events
import SystemCalls

/// An origin, and the engine's consumer that its messages come by.
final class PulledOrigin {
  let pull: OriginPull
  private let subject: RelaySubject
  private var consumer: EngineConsumer?
  /// Whether the engine was asked to keep a consumer for it.
  private(set) var isMade = false
  /// When the engine may be asked next whether it has more.
  private var asked: Int64 = .min

  /// Consumers that are made at once: each is of several nodes that agree on a leader first, which takes no
  /// longer for some than for one.
  private static let mostMade = 32
  /// Messages that are taken in a turn: others have their turn, too.
  private static let mostMessages = 2_000
  /// Bytes that are taken in a turn, about.
  private static let mostBytes = 8 << 20
  /// As long as the engine waits for a word on what it gave.
  private static let redelivery = Duration.seconds(5)

  init(_ pull: OriginPull, _ subject: RelaySubject) {
    self.pull = pull
    self.subject = subject
  }

  /// Has the engine keep a consumer for some of those that have none.
  static func makeConsumers(
    of origins: [PulledOrigin], in stream: EngineStream, _ hub: String
  ) throws(RelayError) {
    let fresh = origins.filter { !$0.isMade }.prefix(mostMade)
    if fresh.isEmpty { return }
    try EngineConsumer.make(fresh.map { $0.settings(hub) }, of: stream)
    for origin in fresh { origin.isMade = true }
  }

  /// Takes what has come, and puts it into the log.
  ///
  /// - Returns: how many messages there were.
  func turn(
    _ stream: EngineStream, _ hub: String, _ line: OriginLine
  ) throws(RelayError) -> Int {
    if pull.doubt != nil {
      guard try pull.resolve(line) else { return 0 }
    }
    let consumer = try consumer(of: stream, hub)
    var (count, bytes) = (0, 0)
    while pull.hasRoom, count < Self.mostMessages, bytes < Self.mostBytes {
      let found = try consumer.fetch(Self.batch, within: .zero)
      for delivery in found {
        bytes += delivery.message.payload.count
        let isHead = subject.parse(delivery.message.subject)?.isHead ?? false
        try pull.take(delivery, isHead: isHead)
      }
      count += found.count
      if found.count < Self.batch { break }
    }
    try pull.takeAhead()
    try pull.flush()
    if case .reread = try pull.mend(line) { try reread(stream, hub) }
    try pull.flush()
    if count == 0 { try expectHead(consumer) }
    return count
  }

  /// Messages that are taken at once.
  private static let batch = 500

  /// Between two questions whether the engine would bring more.
  private static let asking = Duration.seconds(1)

  /// What the origin said last is held against what is here, once the engine has nothing left to bring: it
  /// may have lost the last lines of one that says no more.
  private func expectHead(_ consumer: EngineConsumer) throws(RelayError) {
    guard pull.isShortOfHead, monotonicNow() >= asked else { return }
    asked = deadline(after: Self.asking)
    if try consumer.state().isDone { try pull.expectHead() }
  }

  private func name(_ hub: String) -> String { ConsumerSettings.name(of: pull.origin, at: hub) }

  private func settings(_ hub: String) -> ConsumerSettings {
    ConsumerSettings(
      name: name(hub), filter: subject.all(of: pull.origin), redelivery: Self.redelivery)
  }

  private func consumer(of stream: EngineStream, _ hub: String) throws(RelayError) -> EngineConsumer
  {
    if let consumer { return consumer }
    let made = try EngineConsumer(of: stream, settings(hub))
    consumer = made
    return made
  }

  /// The engine gives all that it has once more: lines are missing that it may have.
  private func reread(_ stream: EngineStream, _ hub: String) throws(RelayError) {
    consumer = nil
    pull.forgetDeliveries()
    _ = try stream.engine.ask("CONSUMER.DELETE.\(stream.name).\(name(hub))")
  }

  /// Lets the engine know what it need not give again; the log is on the disk.
  func release() throws(RelayError) {
    let (done, refused) = pull.release()
    guard let consumer else { return }
    for delivery in done { try consumer.acknowledge(delivery) }
    for delivery in refused { try consumer.refuse(delivery, until: .seconds(2)) }
  }

  /// The engine is away: what it gave and was not acknowledged it gives again.
  func leave() {
    (consumer, isMade) = (nil, false)
    pull.forgetDeliveries()
  }

  /// Whether all is in the log that the engine has, and all that the origin says it pushed.
  func isComplete() throws(RelayError) -> Bool {
    guard let consumer, pull.isWhole, try consumer.state().isDone else { return false }
    if pull.isShortOfHead { try pull.expectHead() }
    return pull.isWhole
  }
}
